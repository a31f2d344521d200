"""One embedded server a session; each test that asks for `warehouse` gets a database of its own on it."""

import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, Select, Table, literal_column, make_url, select, text

from etl.nights import tonight
from etl.settings import TIMEZONE
from etl.warehouse import database, server
from etl.warehouse.tables import metadata

if TYPE_CHECKING:
    from landed_nights import Nights
    from listing_nights import ListingNights

NEAR_MIDNIGHT = timedelta(minutes=2)
MEMORY = 1_000_000_000  # bytes free that are enough for the databases of a process of tests
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole nights first: of the files that run side by side none of these, the longest, is to be left for the end."""
    items.sort(key=lambda item: not {"runtime", "deployment", "dags"} & set(item.path.parts))


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around the clock of pytest-timeout
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """A test that says today means one day: none begins in the last minutes before a Vietnamese midnight."""
    midnight = datetime.combine(tonight() + timedelta(days=1), time(), TIMEZONE)
    left = midnight - datetime.now(TIMEZONE)
    if left < NEAR_MIDNIGHT:
        sleep(left.total_seconds())
    return (yield)


@pytest.fixture(scope="module", autouse=True)
def no_airflow_of_other_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """What tests/dags tell Airflow in this process must not reach the Airflows that other tests start."""
    with pytest.MonkeyPatch.context() as environment:
        if "dags" not in request.path.parts:
            for name in [name for name in os.environ if name.startswith("AIRFLOW")]:
                environment.delenv(name)
        yield


@pytest.fixture(scope="session")
def server_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The OCOP_HOME of the session's server, which runs."""
    home = tmp_path_factory.mktemp("server")
    server.start(home)
    with administrator(home) as admin, _memory(home) as memory:
        admin.execute("alter system set fsync = off")  # nothing here has to survive a power cut
        admin.execute("select pg_reload_conf()")
        if memory:
            admin.execute(sql.SQL("create tablespace memory location {}").format(sql.Literal(str(memory))))
        yield home
        server.remove(home)


@contextlib.contextmanager
def _memory(home: Path) -> Iterator[Path | None]:
    """A folder in memory for the server's account, where there is enough: a database has hundreds of files to copy."""
    shared = Path("/dev/shm")
    if not shared.is_dir() or shutil.disk_usage(shared).free < MEMORY:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ocop-test-", dir=shared, ignore_cleanup_errors=True) as folder:
        owner = (home / "postgres").resolve().joinpath("data").stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        yield Path(folder)


@pytest.fixture(scope="session")
def template(server_home: Path) -> str:
    """The name of a migrated database that others are copied from."""
    with administrator(server_home) as admin, pytest.MonkeyPatch.context() as environment:
        admin.execute(sql.SQL("create database template_ocop owner ocop_loader {}").format(_tablespace(admin)))
        environment.setenv("OCOP_WAREHOUSE_URL", server.url(server_home, "ocop_loader", "template_ocop"))
        database.migrate()
    return "template_ocop"


@pytest.fixture
def empty_database(server_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database with nothing in it; the environment points at it, and home and landing at the test's own folder."""
    yield from _database(server_home, "template1", tmp_path, monkeypatch)


@pytest.fixture
def warehouse(server_home: Path, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A migrated warehouse with reference data and no load, as its loader.

    The environment points at it: OCOP_WAREHOUSE_URL, OCOP_ANALYST_URL, OCOP_HOME, OCOP_LANDING.
    """
    for _ in _database(server_home, template, tmp_path, monkeypatch):
        yield database.engine()


@pytest.fixture
def nights(warehouse: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Nights":
    """Nights of documents whose readings the test writes itself, from the sources an-giang, lang-son and drop-box."""
    from landed_nights import SOURCES, Nights  # pandas is only for those who need it

    sources = tmp_path / "sources.yaml"
    sources.write_text(SOURCES, encoding="utf-8")
    monkeypatch.setenv("OCOP_SOURCES", str(sources))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    return Nights(warehouse, monkeypatch)


@pytest.fixture
def listings(warehouse: Engine) -> "ListingNights":
    """Nights of marketplace listings, staged row by row."""
    from listing_nights import ListingNights

    return ListingNights(warehouse)


@pytest.fixture
def written(warehouse: Engine) -> Callable[[], dict[str, list[tuple[str, str]]]]:
    """Called: each table of the star with its rows and the transaction that wrote each.

    Two calls that give the same: nobody wrote a row between them, not even the same values again.
    """

    tables = [table for table in metadata.sorted_tables if table.schema == "warehouse"]

    def rows() -> dict[str, list[tuple[str, str]]]:
        with warehouse.connect() as connection:
            return {table.name: [tuple(row) for row in connection.execute(_rows_of(table))] for table in tables}

    return rows


def _rows_of(table: Table) -> Select[tuple[str, str]]:
    rows = table.alias("t")
    return select(literal_column("t.xmin::text"), literal_column("t::text")).select_from(rows).order_by(text("2"))


def _database(home: Path, template: str, folder: Path, environment: pytest.MonkeyPatch) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    environment.setenv("OCOP_HOME", str(folder / "home"))
    environment.setenv("OCOP_LANDING", str(folder / "landing"))
    environment.setenv("OCOP_WAREHOUSE_URL", server.url(home, "ocop_loader", name))
    environment.setenv("OCOP_ANALYST_URL", server.url(home, "ocop_analyst", name))
    create = sql.SQL("create database {} owner ocop_loader template {} strategy file_copy {}")
    with administrator(home) as admin:
        admin.execute(create.format(sql.Identifier(name), sql.Identifier(template), _tablespace(admin)))
        yield name
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _tablespace(admin: psycopg.Connection) -> sql.SQL:
    """Where a new database goes: into memory, if the server has a place there."""
    found = admin.execute("select from pg_tablespace where spcname = 'memory'").fetchone()
    return sql.SQL("" if found is None else "tablespace memory")


def administrator(home: Path) -> psycopg.Connection:
    """The session's server as its superuser."""
    url = make_url(server.url(home, "postgres", "postgres"))
    return psycopg.connect(url.set(drivername="postgresql").render_as_string(), autocommit=True)
