"""One question of an analyst, answered as CSV."""

import csv
import os
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TextIO

import psycopg
from psycopg import errors, pq
from psycopg.types.string import TextLoader
from sqlalchemy.exc import DBAPIError

from etl import settings
from etl.errors import DataError
from etl.warehouse import server
from etl.warehouse.copying import driver
from etl.warehouse.database import analyst_engine

ROWS_AT_ONCE = 1000
READING_ONLY = (
    "Ở đây chỉ đọc: hãy viết một câu `select`. / Here one only reads: write one statement that asks, as `select` does."
)
SEE_DICTIONARY = "Xem bảng và cột: `ocop dictionary`. / For tables and columns see `ocop dictionary`."
# What to do, by what PostgreSQL says; the first that fits.
HINTS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.ReadOnlySqlTransaction, READING_ONLY),
    (
        errors.InsufficientPrivilege,
        "Người phân tích chỉ đọc mart, warehouse và ops. / Analysts read mart, warehouse and ops only.",
    ),
    (errors.QueryCanceled, "Quá một phút; hãy hỏi ít hơn. / It took more than a minute; ask for less."),
    (errors.UndefinedTable, SEE_DICTIONARY),
    (errors.UndefinedColumn, SEE_DICTIONARY),
    (errors.SyntaxError, "Hãy viết đúng một câu lệnh SQL. / Write one statement of correct SQL."),
    (
        psycopg.OperationalError,
        "Không vào được kho; chạy `make nightly` nếu chưa có kho, hoặc xem OCOP_ANALYST_URL. "
        "/ The warehouse cannot be reached; run `make nightly` if there is none yet, or see OCOP_ANALYST_URL.",
    ),
    (psycopg.Error, "Kho không trả lời được câu này. / The warehouse cannot answer this."),
)


def write_csv(statement: str, out: TextIO) -> None:
    """Run one statement in a read-only transaction, as the read-only analyst, and write its rows under a header.

    Values are as PostgreSQL prints them, null is empty. Raises DataError, which says what is wrong and what to do.
    """
    try:
        with _server(), analyst_engine().connect() as connection:
            _write(driver(connection), statement, out)
    except DBAPIError as problem:
        raise _explained(problem.orig) from problem
    except psycopg.Error as problem:
        raise _explained(problem) from problem


def _server() -> AbstractContextManager[Any]:
    """The embedded server, unless the analyst's warehouse is somewhere else."""
    return nullcontext() if os.environ.get("OCOP_ANALYST_URL") else server.in_use(settings.home())


def _write(connection: psycopg.Connection[Any], statement: str, out: TextIO) -> None:
    connection.read_only = True
    cursor = connection.cursor()
    types = _columns(connection, statement)
    if not types:
        raise DataError(READING_ONLY)
    for _, oid in types:
        cursor.adapters.register_loader(oid, TextLoader)
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(name for name, _ in types)
    rows.writerows(cursor.stream(statement, size=ROWS_AT_ONCE))


def _columns(connection: psycopg.Connection[Any], statement: str) -> list[tuple[str, int]]:
    """Names and types that the statement will give. To prepare it also makes sure that it is one and not several."""
    prepared = connection.pgconn.prepare(b"", statement.encode())
    if prepared.status != pq.ExecStatus.COMMAND_OK:
        raise errors.error_from_result(prepared)
    described = connection.pgconn.describe_prepared(b"")
    return [((described.fname(n) or b"").decode(), described.ftype(n)) for n in range(described.nfields)]


def _explained(problem: BaseException | None) -> DataError:
    hint = next(hint for kind, hint in HINTS if isinstance(problem, kind))
    return DataError(f"{hint}\n{problem}")
