"""The one file that lists the sources of the night, and what may stand in it."""

import csv
import difflib
import hashlib
import re
import unicodedata
from collections.abc import Callable, Hashable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard
from urllib.parse import urlsplit

import yaml

from etl import settings
from etl.sources.folder import Folder
from etl.sources.received import SourceRejected
from etl.sources.source import Source

PROVINCES = settings.PROJECT / "etl" / "warehouse" / "reference" / "provinces.csv"

REQUIRED = ("code", "province", "kind", "location", "owner", "cadence_days")
OPTIONS = {
    "folder": ("pattern", "max_megabytes"),
    "object_store": ("pattern", "max_megabytes"),
    "portal": ("link_pattern", "max_documents", "delay_seconds", "document_seconds", "max_megabytes"),
}


def listed(province: str | None = None) -> list[Source]:
    """The sources of the night, in their order; only those of a province (official name, or a source's code) if named.

    When OCOP_REPORTS names a folder, each of its files is a source of its own, of no declared province.
    Raises SourceRejected that names file, entry and key of everything that is wrong in sources.yaml.
    """
    folder = settings.reports_folder()
    sources = _one_per_file(folder) if folder else _read(settings.sources_file())
    if province is None:
        return sources
    wanted = _same(province)
    return [source for source in sources if wanted in (_same(source.province or ""), _same(source.code))]


def by_code(code: str) -> Source:
    """The source of that code. Raises SourceRejected when none has it."""
    for source in listed():
        if source.code == code:
            return source
    where = settings.reports_folder() or settings.sources_file()
    raise SourceRejected(
        f"{where}: không có nguồn nào mã «{code}»; xem `ocop sources`. / No source has the code “{code}” there."
    )


# --- the file ----------------------------------------------------------------------------------


def _read(path: Path) -> list[Source]:
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as problem:
        raise _bad(path, [f"không mở được ({problem.strerror}) / cannot be opened; set OCOP_SOURCES"]) from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise _bad(path, [f"không phải YAML hợp lệ / is no valid YAML: {problem}"]) from problem
    if not isinstance(entries, list):
        raise _bad(path, ["phải là một danh sách nguồn, mỗi nguồn một dấu «-» / must be a list of sources"])
    problems: list[str] = []
    sources: list[Source] = []
    for number, entry in enumerate(entries, start=1):
        found = _problems(entry)
        code = entry.get("code") if isinstance(entry, dict) else None
        if any(source.code == code for source in sources):
            found.append("code: đã dùng cho một nguồn ở trên / is taken by an entry above")
        problems += [f"mục {number} / entry {number} ({code}): {problem}" for problem in found]
        if not found:
            sources.append(_source(entry, path.absolute().parent))
    if problems:
        raise _bad(path, problems)
    return sources


def _bad(path: Path, problems: list[str]) -> SourceRejected:
    return SourceRejected("\n".join(f"{path}: {problem}" for problem in problems))


def _source(entry: dict[str, Any], folder: Path) -> Source:
    source = Source(**entry)
    if source.kind == "folder":
        return replace(source, location=str(folder / Path(source.location).expanduser()))
    return source


class _Loader(yaml.SafeLoader):
    """YAML in which a key may stand once: PyYAML lets the last one win, and a source would be lost unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"khóa lặp lại / the key “{key}” stands twice in one entry", node.start_mark
                )
        return super().construct_mapping(node, deep)


# --- one entry ---------------------------------------------------------------------------------


def _problems(entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return ["phải gồm các dòng «khóa: giá trị» / must be lines of “key: value”"]
    kind = entry.get("kind")
    if kind not in OPTIONS:
        return [f"kind: «{kind}» không có; chọn một trong / is unknown; choose one of: {', '.join(OPTIONS)}"]
    problems = [f"{key}: còn thiếu / is missing" for key in REQUIRED if key not in entry]
    if kind == "portal" and "link_pattern" not in entry:
        problems.append("link_pattern: còn thiếu / is missing")
    for key, value in entry.items():
        if key not in (*REQUIRED, *OPTIONS[kind]):
            choice = ", ".join((*REQUIRED, *OPTIONS[kind]))
            problems.append(
                f"{key}: khóa lạ với kind {kind}; được dùng / is no key of kind {kind}; known are: {choice}"
            )
        elif problem := _CHECKS[key](value):
            problems.append(f"{key}: {problem}")
    return problems or _location_problems(kind, entry["location"])


def _location_problems(kind: str, location: str) -> list[str]:
    if kind == "object_store" and not re.fullmatch(r"s3://[^/\s]+(/.*)?", location):
        return [f"location: «{location}» phải có dạng / must look like s3://bucket/prefix"]
    if kind != "portal":
        return []
    try:
        address = urlsplit(location)
        address.port  # noqa: B018 (raises for a port that is none)
    except ValueError:
        return [f"location: «{location}» không phải địa chỉ web / is no web address"]
    if address.scheme not in ("http", "https") or not address.hostname:
        return [f"location: «{location}» phải bắt đầu bằng / must start with http:// or https://"]
    if address.username or address.password:
        return ["location: không ghi mật khẩu ở đây, để trong ~/.netrc / no password here, it belongs in ~/.netrc"]
    return []


def _text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _number(value: object, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _check_code(value: object) -> str | None:
    if _text(value) and re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", value):
        return None
    return f"«{value}» chỉ gồm chữ thường không dấu, số và gạch nối / may have a-z, 0-9 and hyphens only"


def _check_province(value: object) -> str | None:
    if value is None or value in _official_names():
        return None
    close = difflib.get_close_matches(str(value), _official_names(), n=1)
    hint = f"; có phải / did you mean “{close[0]}”?" if close else ""
    return f"«{value}» không phải tên tỉnh chính thức (hoặc null) / is no official province name (or null){hint}"


def _check_text(value: object) -> str | None:
    return None if _text(value) else f"«{value}» phải là chữ, không để trống / must be text, and not empty"


def _check_regular_expression(value: object) -> str | None:
    if not _text(value):
        return _check_text(value)
    try:
        re.compile(value)
    except re.error as problem:
        return f"«{value}» không phải biểu thức chính quy / is no regular expression ({problem})"
    return None


def _between(least: float, most: float, whole: bool = False) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        if _number(value, least, most) and (not whole or isinstance(value, int)):
            return None
        kind_vi, kind_en = ("số nguyên", "a whole number") if whole else ("số", "a number")
        return f"«{value}» phải là {kind_vi} từ {least:g} đến {most:g} / must be {kind_en} from {least:g} to {most:g}"

    return check


_CHECKS: dict[str, Callable[[object], str | None]] = {
    "code": _check_code,
    "province": _check_province,
    "kind": _check_text,
    "location": _check_text,
    "owner": _check_text,
    "cadence_days": _between(1, 3660, whole=True),
    "pattern": _check_text,
    "link_pattern": _check_regular_expression,
    "max_documents": _between(1, 10_000, whole=True),
    "delay_seconds": _between(0, 3600),
    "document_seconds": _between(0.1, 86_400),
    "max_megabytes": _between(0.000_001, 5_000),
}
assert set(_CHECKS) == {field.name for field in fields(Source)}


@cache
def _official_names() -> frozenset[str]:
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["province_name"] for row in csv.DictReader(file))


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()


# --- a folder instead of the file ----------------------------------------------------------------


def _one_per_file(folder: Path) -> list[Source]:
    whole = Source("reports", None, "folder", str(folder), owner="OCOP_REPORTS", cadence_days=1)
    documents = Folder(whole).listing()
    if not documents:
        raise SourceRejected(
            f"Thư mục {folder} (OCOP_REPORTS) không có tệp nào; đặt báo cáo vào đó. "
            f"/ The folder {folder} (OCOP_REPORTS) has no file; put the reports there."
        )
    codes = [_code(document.name) for document in documents]
    return [
        replace(
            whole, code=code if codes.count(code) == 1 else f"{code}-{_digest(document.name)}", location=document.url
        )
        for code, document in zip(codes, documents, strict=True)
    ]


def _code(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", ascii_only).strip("-.") or _digest(name)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]
