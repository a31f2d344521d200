"""The characters of a document as the rules read them: NFC, plain line ends, nothing unseen, no damaged number."""

import re
import unicodedata

from etl.reports.opening.limits import LONGEST_BLANK, MAX_MARKS
from etl.reports.opening.unreadable import Unreadable

# What editors and browsers put between letters and nobody sees.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# What stands where a character was lost: controls, halves of a pair, the replacement character.
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_BLANKED = re.compile(f"[{_CONTROL}]")
_DAMAGED_NUMBER = re.compile(rf"\S{{0,20}}(?:\d[{_CONTROL}\ufffd]|[{_CONTROL}\ufffd]\d)\S{{0,20}}")
_WIDE_BLANK = re.compile(rf"\s{{{LONGEST_BLANK + 1},}}")
_MANY_SIGNS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS + 1},}}")
_AROUND = 20


def readable(text: str) -> str:
    """The text to read. Raises Unreadable where a character beside a digit was lost: the number is not known."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if damaged := _DAMAGED_NUMBER.search(text):
        raise Unreadable(
            f"dòng {_line(text, damaged.start())}: một ký tự hỏng sát con số «{shown(damaged[0])}», không rõ số nào; "
            f"lưu lại từ bản gốc. / Line {_line(text, damaged.start())}: a damaged character beside the number "
            f"“{shown(damaged[0])}”, so that it is not known; save it again from the original."
        )
    return _WIDE_BLANK.sub(_narrowed, _composed(_BLANKED.sub(" ", text)))


def one_line(text: str) -> str:
    """A title: plain blanks only, damaged characters left out."""
    return " ".join(_composed(_BLANKED.sub(" ", _UNSEEN.sub("", text))).split())


def refuse_lost(text: str) -> None:
    """Raises Unreadable when text decoded from broken bytes has lost a character: its words may say something else."""
    if (lost := text.find("\ufffd")) >= 0:
        count, line = text.count("\ufffd"), _line(text, lost)
        around = shown(text[max(0, lost - _AROUND) : lost + _AROUND])
        raise Unreadable(
            f"dòng {line}: byte hỏng, mất {count} ký tự («{around}»); có phần không phải UTF-8, mở bản gốc và lưu lại "
            f"bằng UTF-8. / Line {line}: broken bytes, {count} characters are lost (“{around}”); not all of it is "
            "UTF-8, save the original as UTF-8."
        )


def shown(text: str) -> str:
    """A piece of a document as it can stand in a message."""
    return " ".join("".join(c if c.isprintable() else "\ufffd" if not c.isspace() else " " for c in text).split())


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _composed(text: str) -> str:
    for signs in _MANY_SIGNS.finditer(text):
        if sum(1 for sign in signs[0] if unicodedata.combining(sign)) > MAX_MARKS:
            raise Unreadable(
                f"dòng {_line(text, signs.start())}: hơn {MAX_MARKS} dấu chồng lên một chữ; văn bản hỏng, gửi lại. "
                f"/ Line {_line(text, signs.start())}: more than {MAX_MARKS} marks on one letter; the text is "
                "damaged, send it again."
            )
    return unicodedata.normalize("NFC", text)


def _narrowed(blank: re.Match[str]) -> str:
    return "\n\n" if "\n" in blank[0] else blank[0][:LONGEST_BLANK]
