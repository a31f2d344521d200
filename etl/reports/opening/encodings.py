"""Bytes -> characters, without a guess: Unicode, or Windows-1258 that shows itself to be Vietnamese, or a reason."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from etl.reports.opening.unreadable import Unreadable
from etl.rule_files import read_rules

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LEGACY = "windows-1258"
# One word may be a slip of the pen.
_WORDS_OF_PROOF = 2
_SHOWN = 40


def decoded(content: bytes) -> tuple[str, bool]:
    """(text, whether it is only taken for Windows-1258), by byte order mark, UTF-8, UTF-16 without a mark.

    Bytes that break an otherwise sound UTF-8 come as U+FFFD, so that what stands around them can be judged.
    Raises Unreadable for what is no text.
    """
    text = content.decode(_unicode(content), "replace")
    _refuse_binary(text[:4096])
    others = len(text) - len(text.encode("ascii", "ignore"))
    if 2 * text.count("\ufffd") <= others:
        return text, False
    refuse_foreign(content.decode("latin-1"))
    try:
        return content.decode(_LEGACY), True
    except UnicodeDecodeError as problem:
        raise _unknown(f"byte {problem.start}") from problem


def _unicode(content: bytes) -> str:
    """The name of the Unicode encoding that the bytes are in, if they are in one."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    start = content[:200]
    if start.count(b"\x00") * 5 > len(start):
        return "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
    return "utf-8"


_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def _refuse_binary(start: str) -> None:
    if len(_CONTROL.findall(start)) > len(start) // 100:
        raise Unreadable(
            "tệp nhị phân, không phải văn bản; gửi tệp .docx, .xlsx, .pdf, .html, .csv hoặc .txt. "
            "/ A binary file, not text; send .docx, .xlsx, .pdf, .html, .csv or .txt."
        )


def refuse_foreign(text: str) -> None:
    """Raises Unreadable for text in the letters of an old font (TCVN3, VNI), or UTF-8 that was encoded twice."""
    text = text.replace("\u00ad", "")  # one of TCVN3's letters, which some programs drop
    for encoding, pattern in _foreign():
        found = [match[0] for match in pattern.finditer(text)]
        if len(found) >= _WORDS_OF_PROOF:
            words = ", ".join(f"«{word}»" for word in list(dict.fromkeys(found))[:3])
            raise Unreadable(
                f"chữ không phải Unicode mà là {encoding['name']} (thấy {words}); {encoding['vi']}. "
                f"/ The text is not Unicode but {encoding['name']} (it has {words}); {encoding['en']}."
            )


def refuse_strange(text: str) -> None:
    """Raises Unreadable when text that was taken for Windows-1258 has no Vietnamese word in it."""
    if not _vietnamese().search(text):
        strange = next((word for word in text.split() if not word.isascii()), "")
        raise _unknown(f"«{strange[:_SHOWN]}»")


def _unknown(where: str) -> Unreadable:
    return Unreadable(
        f"không rõ bảng mã chữ, không phải UTF-8 hay Windows-1258 ({where}); mở bản gốc, lưu lại bằng UTF-8. "
        f"/ The encoding is unknown, neither UTF-8 nor Windows-1258 ({where}); open the original, save it as UTF-8."
    )


@cache
def _signs() -> dict[str, Any]:
    signs: dict[str, Any] = read_rules(Path(__file__).with_name("encodings.yaml"))
    return signs


@cache
def _vietnamese() -> re.Pattern[str]:
    return _any_of(_signs()["vietnamese"])


@cache
def _foreign() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    return [(encoding, _any_of(encoding["words"])) for encoding in _signs()["foreign"]]


def _any_of(words: list[str]) -> re.Pattern[str]:
    spelled = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)
