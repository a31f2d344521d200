"""The files of expectations/ -> suites of checks, proven before anything runs. No Great Expectations here."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from etl.errors import DataError
from etl.rule_files import read_rules
from etl.settings import PROJECT

FOLDER = PROJECT / "expectations"
REFERENCE = PROJECT / "etl" / "warehouse" / "reference"
SEVERITIES = ("critical", "warning", "info")

_SUITE_KEYS = {"tables", "checked", "row_id", "show", "checks"}
_CHECK_KEYS = {"code", "severity", "owner", "message_vi", "message_en"}
_CHECK_CHOICES = {"quarantine", "show", "expect", "arguments", "sql"}
_QUARANTINING = "_staging.yaml"
_QUARANTINED = ("critical", "warning")  # at fault; or only doubted, until a person accepts them
_SQL_EXPECTATION = "UnexpectedRowsExpectation"


@dataclass(frozen=True)
class Check:
    """One check: a Great Expectations type with its arguments, and what to say and do when it fails."""

    code: str
    severity: str
    owner: str
    message_vi: str
    message_en: str
    expectation: str
    arguments: Mapping[str, Any]
    sql: str | None
    quarantine: bool
    show: tuple[str, ...]

    @property
    def is_doubt(self) -> bool:
        """Whether its rows wait for a person, who may accept them: nobody is at fault, and the night stays green."""
        return self.quarantine and self.severity == "warning"

    def message(self, language: str, rows_failed: int | None, rows_checked: int | None) -> str:
        """The message in `vi` or `en`, with its numbers and the check's own arguments in place."""
        numbers = {"rows_failed": _number(rows_failed), "rows_checked": _number(rows_checked)}
        template = self.message_vi if language == "vi" else self.message_en
        return template.format_map({**self.arguments, **numbers}).strip()


@dataclass(frozen=True)
class Suite:
    """The checks of one target at one stage, and the queries of the tables that they look at.

    `tables` maps a name to a select that may use :load_id and the tables before it; `checked` is the one
    that Great Expectations is given, `row_id` the column that tells its rows apart.
    """

    name: str
    tables: Mapping[str, str]
    checked: str
    row_id: str
    checks: tuple[Check, ...]


@cache
def checks_version() -> str:
    """Short hash of all that decides whether a row passes, but for the reading rules: these files, reference data."""
    digest = hashlib.sha256()
    for path in sorted([*FOLDER.iterdir(), *REFERENCE.glob("*.csv*")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def read_suite(name: str, folder: Path = FOLDER) -> Suite:
    """The suite of `<name>.yaml`. Raises DataError, naming file, check and key, for a file that is not one."""
    path = folder / f"{name}.yaml"
    try:
        content = read_rules(path)
    except FileNotFoundError:
        raise DataError(f"Không có tệp kiểm tra {path}. / There is no file of checks {path}.") from None
    except yaml.YAMLError as problem:
        raise DataError(f"{path}: không phải YAML: {problem} / {path}: not YAML: {problem}") from None
    _keys(path.name, content, needed=_SUITE_KEYS, allowed=_SUITE_KEYS)
    if content["checked"] not in content["tables"]:
        raise _fault(path.name, f"checked: {content['checked']}", "không có trong tables", "is not among tables")
    for word in (*content["tables"], content["row_id"]):
        if not str(word).isidentifier():
            raise _fault(path.name, str(word), "không phải tên trong SQL", "is no name in SQL")
    checks = tuple(_check(path.name, entry, content["show"]) for entry in content["checks"] or ())
    _distinct(path.name, [check.code for check in checks])
    return Suite(
        name=name,
        tables={table: _query(folder / file) for table, file in content["tables"].items()},
        checked=content["checked"],
        row_id=content["row_id"],
        checks=checks,
    )


def _check(file: str, entry: Any, show: list[str]) -> Check:
    where = f"{file}, {entry.get('code', '?') if isinstance(entry, dict) else entry}"
    _keys(where, entry, needed=_CHECK_KEYS, allowed=_CHECK_KEYS | _CHECK_CHOICES)
    check = Check(
        **{key: str(entry[key]).strip() for key in _CHECK_KEYS},
        expectation=entry.get("expect", _SQL_EXPECTATION),
        arguments=entry.get("arguments") or {},
        sql=str(entry["sql"]).strip().rstrip(";") if "sql" in entry else None,
        quarantine=bool(entry.get("quarantine", False)),
        show=tuple(entry.get("show", show)),
    )
    if check.severity not in SEVERITIES:
        raise _fault(where, f"severity: {check.severity}", "không có mức này", f"is none of {', '.join(SEVERITIES)}")
    if ("sql" in entry) == ("expect" in entry):
        raise _fault(where, "sql, expect", "cần đúng một trong hai", "needs exactly one of the two")
    if not isinstance(check.arguments, dict) or (check.sql and check.arguments):
        raise _fault(
            where, "arguments", "là các cặp «tên: giá trị» của expect", "are the “name: value” pairs of expect"
        )
    if "row_condition" in check.arguments:
        raise _fault(where, "row_condition", "mất khi giữ lại dòng; viết sql", "lost when rows are held; write sql")
    if not check.code.isidentifier():
        raise _fault(where, "code", "không phải mã: chữ, số, gạch dưới", "is no code: letters, digits, underscores")
    if check.quarantine and (check.severity not in _QUARANTINED or not file.endswith(_QUARANTINING)):
        vi, en = "chỉ cho critical và warning ở staging", "is for critical checks and warnings of staging only"
        raise _fault(where, "quarantine", vi, en)
    _prove_messages(where, check)
    return check


def _prove_messages(where: str, check: Check) -> None:
    for language in ("vi", "en"):
        try:
            check.message(language, 0, 0)
        except (KeyError, IndexError, ValueError) as problem:
            raise _fault(where, f"message_{language}: {problem}", "không điền được", "cannot be filled in") from None


def _query(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _fault(path.name, "tables", f"không có tệp {path}", f"there is no file {path}") from None


def _keys(where: str, entry: Any, *, needed: set[str], allowed: set[str]) -> None:
    if not isinstance(entry, dict):
        raise _fault(where, type(entry).__name__, "cần các dòng «khoá: giá trị»", "needs lines of “key: value”")
    if missing := sorted(needed - entry.keys()):
        raise _fault(where, ", ".join(missing), "thiếu", "missing")
    if unknown := sorted(entry.keys() - allowed):
        raise _fault(where, ", ".join(unknown), "không có khoá này", "no such key")


def _distinct(file: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise _fault(file, code, "mã dùng hai lần", "code used twice")
        seen.add(code)


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _fault(where: str, what: str, vi: str, en: str) -> DataError:
    return DataError(f"expectations/{where}: {what}: {vi} / {en}")
