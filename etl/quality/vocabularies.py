"""Arguments of checks that stand for a vocabulary of the warehouse, so that no file keeps a copy of one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from etl.errors import DataError
from etl.warehouse import tables


def filled_in(connection: Connection, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with their vocabularies in place.

    `{column: schema.table.column}` becomes the values of that column, `{dictionary: NAME}` a tuple of tables.py.
    """
    return {name: _vocabulary(connection, value) for name, value in arguments.items()}


def _vocabulary(connection: Connection, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    match value:
        case {"column": str(path)}:
            return _values(connection, path)
        case {"dictionary": str(name)} if isinstance(values := getattr(tables, name, None), tuple):
            return list(values)
    raise DataError(
        f"{value}: không phải từ vựng của kho; viết {{column: schema.table.column}} hoặc {{dictionary: TÊN}}. "
        f"/ {value}: no vocabulary of the warehouse; write {{column: schema.table.column}} or {{dictionary: NAME}}."
    )


def _values(connection: Connection, path: str) -> list[Any]:
    table, _, column = path.rpartition(".")
    try:
        known = tables.metadata.tables[table].c[column]
    except KeyError:
        raise DataError(
            f"{path}: không có cột này trong từ điển. / {path}: the dictionary has no such column."
        ) from None
    return list(connection.scalars(select(known).distinct().order_by(known)))
