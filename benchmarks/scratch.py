"""A warehouse of its own for a benchmark, and the landed nights that it loads; gone when the benchmark is over."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, make_url, text

from etl.warehouse import database, server

ELSEWHERE = ("OCOP_WAREHOUSE_URL", "OCOP_ANALYST_URL", "OCOP_LANDING", "OCOP_REPORTS", "OCOP_SOURCES")


@contextmanager
def warehouse() -> Iterator[Path]:
    """A home with a migrated warehouse, to which the environment points; its server runs with its usual settings."""
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    home = Path(tempfile.mkdtemp(prefix="ocop-bench-"))
    os.environ["OCOP_HOME"] = str(home)
    server.start(home)
    try:
        database.migrate()
        yield home
    finally:
        server.remove(home)
        shutil.rmtree(home, ignore_errors=True)


def libpq_url(home: Path) -> str:
    """The warehouse for a program that is no part of this project."""
    return make_url(server.url(home, "ocop_loader", "ocop")).set(drivername="postgresql").render_as_string()


@contextmanager
def connection() -> Iterator[Connection]:
    """A connection that commits as it goes."""
    with database.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as opened:
        yield opened


def wal_position(connection: Connection) -> int:
    """Bytes of write-ahead log that were ever written."""
    return int(connection.scalar(text("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")) or 0)
