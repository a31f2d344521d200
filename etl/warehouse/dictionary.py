"""The data dictionary as Markdown: the picture of the star, then each table with its columns. Made from tables.py."""

from collections.abc import Iterator

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql

from etl.warehouse.tables import metadata

PICTURED = ("warehouse", "ops")
ORDER = ("warehouse", "ops", "staging", "quarantine")


def markdown() -> str:
    """The whole dictionary; docs/schema.md is this text."""
    return "\n".join([*_head(), *_picture(), *(line for table in _tables() for line in _described(table))]) + "\n"


def _tables() -> list[Table]:
    return sorted(metadata.tables.values(), key=lambda table: (ORDER.index(str(table.schema)), table.name))


def _head() -> Iterator[str]:
    yield "# Từ điển dữ liệu / Data dictionary"
    yield ""
    yield "Made from `etl/warehouse/tables.py` by `ocop dictionary`; edit there, not here."
    yield "Bảng và cột trong cơ sở dữ liệu mang cùng lời giải thích (`\\d+` trong psql)."
    yield ""


def _picture() -> Iterator[str]:
    yield "```mermaid"
    yield "erDiagram"
    pictured = [table for table in _tables() if table.schema in PICTURED]
    for table in pictured:
        yield f"    {table.name} {{"
        for column in table.columns:
            if column.primary_key or column.foreign_keys or column.name.endswith("_id"):
                marks = ",".join(
                    mark for mark, is_so in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if is_so
                )
                yield f"        {_type(column).split('(')[0].replace(' ', '_')} {column.name} {marks}".rstrip()
        yield "    }"
    for table in pictured:
        for parent in sorted({key.column.table.name for key in table.foreign_keys}):
            yield f'    {parent} ||--o{{ {table.name} : ""'
    yield "```"
    yield ""


def _described(table: Table) -> Iterator[str]:
    yield f"## {table.schema}.{table.name}"
    yield ""
    yield f"{table.info['vi']} / {table.info['en']}"
    yield ""
    yield "| cột / column | kiểu / type | ý nghĩa | meaning | đơn vị / unit |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        optional = " (null)" if column.nullable else ""
        unit = column.info["unit"] or ""
        yield f"| `{column.name}` | {_type(column)}{optional} | {column.info['vi']} | {column.info['en']} | {unit} |"
    yield ""


def _type(column: Column[object]) -> str:
    return column.type.compile(dialect=postgresql.dialect()).lower()  # type: ignore[no-untyped-call]
