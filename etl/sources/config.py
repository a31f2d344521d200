"""The one file that lists the sources of the night, and what may stand in it."""

import csv
import difflib
import hashlib
import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard, TypeVar
from urllib.parse import urlsplit

import yaml

from etl import settings
from etl.marketplaces.kinds import adapter_of, kinds
from etl.marketplaces.marketplace import STAND_IN, Marketplace, Query
from etl.sources.folder import Folder
from etl.sources.received import SourceRejected
from etl.sources.source import Source

T = TypeVar("T", Source, Marketplace)

PROVINCES = settings.PROJECT / "etl" / "warehouse" / "reference" / "provinces.csv"

REQUIRED = ("code", "province", "kind", "location", "owner", "cadence_days")
OPTIONS = {
    "folder": ("pattern", "max_megabytes"),
    "object_store": ("pattern", "max_megabytes"),
    "portal": ("link_pattern", "max_documents", "delay_seconds", "document_seconds", "max_megabytes"),
}
MARKETPLACE_REQUIRED = ("code", "kind", "location", "owner", "cadence_days", "queries")
MARKETPLACE_OPTIONS = (
    "marketplace",
    "name",
    "connection",
    "requests_per_second",
    "max_pages",
    "page_size",
    "complete_share",
    "document_seconds",
    "max_megabytes",
)


def listed(province: str | None = None) -> list[Source]:
    """The sources of the night, in their order; only those of a province (official name, or a source's code) if named.

    When OCOP_REPORTS names a folder, each of its files is a source of its own, of no declared province.
    Raises SourceRejected that names file, entry and key of everything that is wrong in sources.yaml.
    """
    folder = settings.reports_folder()
    sources = _one_per_file(folder) if folder else _read(settings.sources_file())[0]
    if province is None:
        return sources
    wanted = _same(province)
    return [source for source in sources if wanted in (_same(source.province or ""), _same(source.code))]


def marketplaces(code: str | None = None) -> list[Marketplace]:
    """The sources of listings, in their order; only those of a marketplace (its code, or the source's) if named.

    None when OCOP_REPORTS names a folder: it stands in for all that is listed. Raises as `listed` does.
    """
    found = [] if settings.reports_folder() else _read(settings.sources_file())[1]
    return found if code is None else [source for source in found if code in (source.code, source.marketplace)]


def by_code(code: str) -> Source:
    """The source of reports of that code. Raises SourceRejected when none has it."""
    return _of_code(code, listed())


def marketplace_by_code(code: str) -> Marketplace:
    """The source of listings of that code. Raises SourceRejected when none has it."""
    return _of_code(code, marketplaces())


def _of_code(code: str, sources: Sequence[T]) -> T:
    for source in sources:
        if source.code == code:
            return source
    where = settings.reports_folder() or settings.sources_file()
    raise SourceRejected(
        f"{where}: không có nguồn nào mã «{code}»; xem `ocop sources`. / No source has the code “{code}” there."
    )


# --- the file ----------------------------------------------------------------------------------


def _read(path: Path) -> tuple[list[Source], list[Marketplace]]:
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
    markets: list[Marketplace] = []
    codes: set[object] = set()
    for number, entry in enumerate(entries, start=1):
        found = _problems(entry)
        code = str(entry.get("code")) if isinstance(entry, dict) else None
        if code in codes:
            found.append("code: đã dùng cho một nguồn ở trên / is taken by an entry above")
        codes.add(code)
        problems += [f"mục {number} / entry {number} ({code}): {problem}" for problem in found]
        if found:
            continue
        if entry["kind"] in kinds():
            markets.append(_marketplace(entry, path.absolute().parent))
        else:
            sources.append(_source(entry, path.absolute().parent))
    if problems:
        raise _bad(path, problems)
    return sources, markets


def _bad(path: Path, problems: list[str]) -> SourceRejected:
    return SourceRejected("\n".join(f"{path}: {problem}" for problem in problems))


def _source(entry: dict[str, Any], folder: Path) -> Source:
    source = Source(**entry)
    if source.kind == "folder":
        return replace(source, location=str(folder / Path(source.location).expanduser()))
    return source


def _marketplace(entry: dict[str, Any], folder: Path) -> Marketplace:
    adapter = adapter_of(entry["kind"])
    code = entry.get("marketplace") or adapter.marketplace
    values = {"name": adapter.name if code == adapter.marketplace else code, **entry, "marketplace": code}
    if not adapter.is_asked_over_http and entry["location"] != STAND_IN and "://" not in entry["location"]:
        values["location"] = str(folder / Path(entry["location"]).expanduser())
    return Marketplace(**{**values, "queries": tuple(Query.of(query) for query in entry["queries"])})


class _Loader(yaml.CSafeLoader):
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
    kind = str(entry.get("kind"))
    if kind in OPTIONS:
        required, options = REQUIRED, OPTIONS[kind]
    elif kind in kinds():
        required, options = MARKETPLACE_REQUIRED, MARKETPLACE_OPTIONS
    else:
        choice = ", ".join((*OPTIONS, *kinds()))
        return [f"kind: «{kind}» không có; chọn một trong / is unknown; choose one of: {choice}"]
    problems = [f"{key}: còn thiếu / is missing" for key in required if key not in entry]
    if kind == "portal" and "link_pattern" not in entry:
        problems.append("link_pattern: còn thiếu / is missing")
    for key, value in entry.items():
        if key not in (*required, *options):
            choice = ", ".join((*required, *options))
            problems.append(
                f"{key}: khóa lạ với kind {kind}; được dùng / is no key of kind {kind}; known are: {choice}"
            )
        elif problem := _CHECKS[key](value):
            problems.append(f"{key}: {problem}")
    if kind in kinds() and not problems:
        problems = _marketplace_problems(kind, entry)
    return problems or _location_problems(kind, entry["location"])


def _marketplace_problems(kind: str, entry: dict[str, Any]) -> list[str]:
    problems = [problem for query in entry["queries"] if (problem := _query_problem(kind, query))]
    if problems:
        return problems
    asked = [Query.of(query).code for query in entry["queries"]]
    problems = [f"queries: «{code}» viết hai lần / stands twice" for code in sorted({*asked}) if asked.count(code) > 1]
    if not adapter_of(kind).is_asked_over_http and "marketplace" not in entry:
        problems.append(
            f"marketplace: còn thiếu, kind {kind} không của sàn nào / is missing, {kind} is of no marketplace"
        )
    return problems


def _location_problems(kind: str, location: str) -> list[str]:
    if kind == "object_store" and not re.fullmatch(r"s3://[^/\s]+(/.*)?", location):
        return [f"location: «{location}» phải có dạng / must look like s3://bucket/prefix"]
    if kind in ("folder", "object_store"):
        return []
    if kind in kinds() and (location == STAND_IN or not adapter_of(kind).is_asked_over_http):
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


def _check_queries(value: object) -> str | None:
    if isinstance(value, list) and value:
        return None
    return "phải là danh sách, ít nhất một mục / must be a list with at least one entry"


def _query_problem(kind: str, query: object) -> str | None:
    known = adapter_of(kind).query_kinds
    if isinstance(query, dict) and len(query) == 1 and set(query) <= set(known):
        value = next(iter(query.values()))
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return None
    choice = ", ".join(f"{{{known_kind}: …}}" for known_kind in known)
    return f"queries: «{query}» phải là một trong / must be one of: {choice}"


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
    "queries": _check_queries,
    "marketplace": _check_code,
    "name": _check_text,
    "connection": _check_text,
    "requests_per_second": _between(0.001, 1000),
    "max_pages": _between(1, 1_000_000, whole=True),
    "page_size": _between(1, 1000, whole=True),
    "complete_share": _between(0.5, 1),
}
assert set(_CHECKS) == {field.name for kind in (Source, Marketplace) for field in fields(kind)}


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
