"""COPY into a table: the fastest way in that PostgreSQL has."""

from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """The psycopg connection under a SQLAlchemy one; it shares its transaction."""
    return cast(psycopg.Connection[Any], connection.connection.driver_connection)


def copy_csv(connection: Connection, table: sql.Identifier, content: bytes | memoryview) -> None:
    """Append CSV with a header, whose names and order must be the table's; an empty unquoted field is null."""
    statement = sql.SQL("copy {} from stdin with (format csv, header match)").format(table)
    with driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(content)
