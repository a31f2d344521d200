"""The embedded warehouse opened to the analysts' programs: real logins over TCP on a real server."""

import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, text

from etl.errors import DataError
from etl.ports import HOST
from etl.warehouse import analyst_access, database, server


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose warehouse is migrated and open to the analyst."""
    home = tmp_path_factory.mktemp("open")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OCOP_HOME", str(home))
        for name in ("OCOP_WAREHOUSE_URL", "OCOP_ANALYST_URL"):
            environment.delenv(name, raising=False)
        server.listen(home, analyst_access.port_for(home))
        database.migrate()
        analyst_access.allow(home)
    yield home
    server.remove(home)


def log_in(home: Path, user: str = "ocop_analyst", password: str = "", dbname: str = "ocop") -> psycopg.Connection:
    password = password or analyst_access.password(home)
    return psycopg.connect(host=HOST, port=server.tcp_port(home), user=user, password=password, dbname=dbname)


def test_the_analyst_logs_in_and_reads_the_marts(home: Path) -> None:
    with log_in(home) as connection:
        assert connection.execute("select count(*) from completeness where subject = 'province'").fetchone() == (34,)


def test_the_analyst_cannot_write_even_when_asking_for_it(home: Path) -> None:
    with log_in(home) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("set transaction read write")
        connection.execute("update warehouse.dim_star set name_vi = ''")


@pytest.mark.parametrize("table", ["temporary table mine", "table mart.mine", "table public.mine", "schema mine"])
def test_the_analyst_makes_nothing_even_when_asking_for_it(home: Path, table: str) -> None:
    columns = "" if table.startswith("schema") else " (a int)"
    with log_in(home) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("set transaction read write")
        connection.execute(f"create {table}{columns}")


def test_a_wrong_password_is_refused(home: Path) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        log_in(home, password="guessed")


@pytest.mark.parametrize(
    ("user", "dbname"),
    [("ocop_loader", "ocop"), ("postgres", "ocop"), ("airflow", "airflow"), ("ocop_analyst", "airflow")],
)
def test_every_other_login_over_tcp_is_rejected(home: Path, user: str, dbname: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="conf rejects connection"):
        log_in(home, user=user, dbname=dbname)


def test_the_password_is_stored_as_scram(home: Path) -> None:
    engine = create_engine(server.url(home, "postgres", "ocop"))
    with engine.connect() as connection:
        stored = connection.scalar(text("select rolpassword from pg_authid where rolname = 'ocop_analyst'"))
    engine.dispose()
    assert str(stored).startswith("SCRAM-SHA-256$")


def test_the_password_is_for_its_owner_only(home: Path) -> None:
    assert stat.S_IMODE(analyst_access.password_file(home).stat().st_mode) == 0o600


def test_it_listens_on_this_machine_only(home: Path) -> None:
    pid = int(((home / "postgres").resolve() / "data/postmaster.pid").read_text().split()[0])
    addresses = {each.laddr[:2] for each in psutil.Process(pid).net_connections("inet")}
    assert addresses == {(HOST, server.tcp_port(home))}


def test_the_lines_to_paste_lead_there(home: Path) -> None:
    port = server.tcp_port(home)
    assert port is not None
    line = next(line for line in analyst_access.instructions(home, port).splitlines() if "jdbc:" in line)
    with psycopg.connect(line.split("jdbc:")[1]) as connection:
        assert connection.execute("select current_user").fetchone() == ("ocop_analyst",)


def test_a_server_that_is_started_again_without_being_asked_listens_no_more(tmp_path: Path) -> None:
    server.listen(tmp_path, analyst_access.port_for(tmp_path))
    server.stop(tmp_path)
    try:
        server.start(tmp_path)
        assert server.tcp_port(tmp_path) is None
    finally:
        server.remove(tmp_path)


def test_a_running_server_is_opened_and_closed_again(tmp_path: Path) -> None:
    port = analyst_access.port_for(tmp_path)
    try:
        server.start(tmp_path)
        server.listen(tmp_path, port)
        opened = server.tcp_port(tmp_path)
        server.listen(tmp_path, None)
        assert (opened, server.tcp_port(tmp_path), server.running(tmp_path)) == (port, None, True)
    finally:
        server.remove(tmp_path)


def test_a_home_asks_for_the_same_port_each_time(tmp_path: Path) -> None:
    assert analyst_access.port_for(tmp_path) == analyst_access.port_for(tmp_path)


def test_a_warehouse_on_a_server_of_its_own_is_not_opened_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_WAREHOUSE_URL", "postgresql+psycopg://ocop_loader@elsewhere/ocop")
    with pytest.raises(DataError, match="server of its own"):
        analyst_access.port_for(tmp_path)
