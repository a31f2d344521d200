"""The field tables beside the adapters: which field of a record is which column of ours, as data.

`matter` are the columns without which nothing can be read, `known` the fields that are known and not read; a field that
is neither read nor known is drift. `refusals` say what the platform's error codes mean.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.marketplaces import adapters
from etl.marketplaces.refusals import MEANINGS
from etl.rule_files import read_rules

COLUMNS = (
    "listing_code",
    "title",
    "url",
    "category_code",
    "category_name",
    "seller_code",
    "seller_name",
    "seller_location",
    "price",
    "list_price",
    "sold",
    "rating",
    "reviews",
    "variants",
    "updated_at",
)

Record = Mapping[str, Any]
Getter = Callable[[Record], Any]


class _Absent:
    def __bool__(self) -> bool:
        return False


ABSENT = _Absent()


@dataclass(frozen=True)
class FieldTable:
    """The compiled field table of one kind of marketplace."""

    kind: str
    records: str
    getters: Mapping[str, Getter]
    matter: Mapping[str, tuple[Getter, ...]]
    expected: frozenset[str]
    inner: Mapping[str, frozenset[str]]
    refusals: Mapping[str, str]

    def value(self, column: str, record: Record) -> Any:
        """The value of a column of ours in a record, None where it has none."""
        getter = self.getters.get(column)
        found = getter(record) if getter else None
        return None if found is ABSENT else found

    def missing(self, record: Record) -> Iterator[str]:
        """What matters and what the record does not have at all, by the fields in which it should be; null is there."""
        for name, getters in self.matter.items():
            if all(getter(record) is ABSENT for getter in getters):
                yield name

    def unknown(self, record: Record) -> Iterator[tuple[str, Any]]:
        """Fields that the table does not name, with an example of their value."""
        if not record.keys() <= self.expected:
            for name in record.keys() - self.expected:
                yield name, record[name]
        for outer, names in self.inner.items():
            inner = record.get(outer)
            if isinstance(inner, dict) and not inner.keys() <= names:
                for name in inner.keys() - names:
                    yield f"{outer}.{name}", inner[name]


@cache
def field_table(kind: str) -> FieldTable:
    """The table of a kind, from `<kind>.yaml` beside its adapter.

    Raises DataError, naming file and key, for a file that is not one.
    """
    path = next(path for folder in adapters.__path__ if (path := Path(folder, f"{kind}.yaml")).exists())
    content = read_rules(path)
    if missing := sorted({"records", "columns", "matter"} - content.keys()):
        raise DataError(f"{path}: {', '.join(missing)}: còn thiếu / missing")
    columns: dict[str, list[str]] = {
        column: [paths] if isinstance(paths, str) else list(paths) for column, paths in content["columns"].items()
    }
    if unknown := sorted(columns.keys() - set(COLUMNS)):
        raise DataError(f"{path}: columns: {', '.join(unknown)}: không có cột này / no such column")
    refusals = {str(code): str(meaning) for code, meaning in content.get("refusals", {}).items()}
    if unknown := sorted(set(refusals.values()) - set(MEANINGS)):
        raise DataError(f"{path}: refusals: {', '.join(unknown)}: chỉ được / must be: {', '.join(MEANINGS)}")
    read = [path for paths in columns.values() for path in paths]
    known = list(content.get("known", ()))
    return FieldTable(
        kind=kind,
        records=content["records"],
        getters={column: _first(paths) for column, paths in columns.items()},
        matter={_named(columns[column]): tuple(map(_at, columns[column])) for column in content["matter"]},
        expected=frozenset(path.partition(".")[0] for path in (*read, *known)),
        inner=_inner((*read, *known), whole=set(known)),
        refusals=refusals,
    )


def at(path: str, record: Record) -> Any:
    """The value at a dotted path of a record, ABSENT where there is none."""
    return _at(path)(record)


def _inner(paths: tuple[str, ...], whole: set[str]) -> dict[str, frozenset[str]]:
    """The names expected inside objects of which only parts are read; an object that is known whole has none."""
    inner: dict[str, set[str]] = {}
    for path in paths:
        outer, _, rest = path.partition(".")
        if rest:
            inner.setdefault(outer, set()).add(rest.partition(".")[0])
    return {outer: frozenset(names) for outer, names in inner.items() if outer not in whole}


def _named(paths: list[str]) -> str:
    """The fields of a column as a message names them: «price», «product_id | id»."""
    return " | ".join(paths)


def _first(paths: list[str]) -> Getter:
    """The first place that has a value: not absent, not null, not empty."""
    getters = [_at(path) for path in paths]
    if len(getters) == 1:
        return getters[0]

    def first(record: Record) -> Any:
        for getter in getters:
            found = getter(record)
            if found is not ABSENT and found is not None and found != "":
                return found
        return None

    return first


def _at(path: str) -> Getter:
    outer, *rest = path.split(".")
    if not rest:
        return lambda record: record.get(outer, ABSENT)

    def at_path(record: Record) -> Any:
        found = record.get(outer, ABSENT)
        for name in rest:
            found = _inside(found, name)
            if found is ABSENT:
                return ABSENT
        return found

    return at_path


def _inside(value: Any, name: str) -> Any:
    """What an object has under a name; of a list of objects, what each has, what the one has in a list of one: some
    platforms send one or several.
    """
    if isinstance(value, dict):
        return value.get(name, ABSENT)
    if isinstance(value, list):
        found = [one[name] for one in value if isinstance(one, dict) and name in one]
        return found[0] if len(found) == 1 else found or ABSENT
    return ABSENT
