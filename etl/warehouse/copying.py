"""COPY into a table: the fastest way in that PostgreSQL has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import psycopg
from psycopg import sql
from psycopg.copy import QueuedLibpqWriter
from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    import pyarrow as pa


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """The psycopg connection under a SQLAlchemy one; it shares its transaction."""
    return cast(psycopg.Connection[Any], connection.connection.driver_connection)


def copy_csv(connection: Connection, table: sql.Identifier, content: bytes | memoryview) -> None:
    """Append CSV with a header, whose names and order must be the table's; an empty unquoted field is null."""
    statement = sql.SQL("copy {} from stdin with (format csv, header match)").format(table)
    with driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(content)


def copy_arrow(connection: Connection, table: Table, pieces: "Iterator[pa.Table]") -> int:
    """Append the rows of Arrow tables, each with the columns of its schema, in one COPY; gives how many there were.

    The server takes a piece while the next is made; null stays apart from empty text.
    """
    import pyarrow as pa
    from pyarrow import csv

    first = next(pieces, None)
    if first is None:
        return 0
    options = csv.WriteOptions(include_header=False)
    names = sql.SQL(", ").join(map(sql.Identifier, first.schema.names))
    target = sql.Identifier(str(table.schema), table.name)
    statement = sql.SQL("copy {} ({}) from stdin with (format csv)").format(target, names)
    rows = 0
    with driver(connection).cursor() as cursor, cursor.copy(statement, writer=QueuedLibpqWriter(cursor)) as copy:
        piece: pa.Table | None = first
        while piece is not None:
            sink = pa.BufferOutputStream()
            csv.write_csv(piece, sink, options)
            copy.write(sink.getvalue())
            rows += len(piece)
            piece = next(pieces, None)
    return rows
