"""docker-compose.yml in earnest, but for the containers: its commands, environments and health checks, natively.

No Docker engine is needed. The PostgreSQL is one of its own: TCP, scram, its data elsewhere.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import requests
from compose import read_env
from native import AIRFLOW, Native
from sqlalchemy import make_url

from etl.settings import PROJECT

pytestmark = pytest.mark.deployment

PATIENCE = 120


@pytest.fixture(scope="module")
def running(server_home: Path, env_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Native]:
    """All services, healthy by their own health checks."""
    pid = int(((server_home / "postgres").resolve() / "data/postmaster.pid").read_text().split()[0])
    native = Native(tmp_path_factory.mktemp("server home"), read_env(env_file), psutil.Process(pid))
    try:
        native.start()
        yield native
    finally:
        native.end()


def connect(running: Native, variable: str) -> psycopg.Connection:
    url = make_url(running.environment("scheduler")[variable]).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False))


def wait_until(condition: Callable[[], bool]) -> None:
    """Ask every half second; the assertion that follows says what was wrong."""
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.5)


@pytest.fixture(scope="module")
def session(running: Native) -> requests.Session:
    """A session of Airflow's first user."""
    answer = running.token("admin", running.env["AIRFLOW_ADMIN_PASSWORD"])
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return session


def test_every_service_is_healthy(running: Native) -> None:
    assert {name for name in ("postgres", *AIRFLOW) if not running.is_healthy(name)} == set()


def test_a_wrong_password_does_not_enter_airflow(running: Native) -> None:
    assert running.token("admin", "admin").status_code == 401


def test_nobody_sees_anything_without_a_password(running: Native) -> None:
    assert requests.get(f"{running.url}/api/v2/dags", timeout=30).status_code == 401


def test_the_dags_are_there_and_paused(running: Native, session: requests.Session) -> None:
    expected = {path.stem: True for path in (PROJECT / "dags").glob("*.py")}

    def paused() -> dict[str, bool]:
        dags = session.get(f"{running.url}/api/v2/dags", timeout=30).json()["dags"]
        return {dag["dag_id"]: dag["is_paused"] for dag in dags}

    wait_until(lambda: len(paused()) >= len(expected))
    assert paused() == expected


def test_a_run_goes_through_the_scheduler_to_the_warehouse(running: Native, session: requests.Session) -> None:
    marts = f"{running.url}/api/v2/dags/marts"
    session.patch(marts, json={"is_paused": False}, timeout=30).raise_for_status()
    run = session.post(f"{marts}/dagRuns", json={"logical_date": None}, timeout=30).json()["dag_run_id"]

    def state() -> str:
        return str(session.get(f"{marts}/dagRuns/{run}", timeout=30).json()["state"])

    wait_until(lambda: state() not in ("queued", "running"))
    assert state() == "success"


def test_the_analyst_reads_the_warehouse(running: Native) -> None:
    with connect(running, "OCOP_ANALYST_URL") as analyst:
        assert analyst.execute("select count(*) from warehouse.dim_star").fetchone() != (0,)


def test_the_analyst_writes_nothing(running: Native) -> None:
    with connect(running, "OCOP_ANALYST_URL") as analyst:
        analyst.execute("set transaction read write")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            analyst.execute("delete from warehouse.fact_province_indicator")


def test_the_analyst_has_the_defaults_of_its_role(running: Native) -> None:
    with connect(running, "OCOP_ANALYST_URL") as analyst:
        settings = [
            analyst.execute(f"show {name}").fetchone() for name in ("statement_timeout", "transaction_read_only")
        ]
    assert settings == [("1min",), ("on",)]


@pytest.mark.parametrize("variable", ["OCOP_WAREHOUSE_URL", "OCOP_ANALYST_URL"])
def test_the_warehouses_roles_cannot_enter_airflows_database(running: Native, variable: str) -> None:
    url = make_url(running.environment("scheduler")[variable]).set(drivername="postgresql", database="airflow")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(url.render_as_string(hide_password=False))


def test_nobody_enters_without_a_password(running: Native) -> None:
    url = make_url(running.environment("scheduler")["OCOP_ANALYST_URL"])
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host=url.host, port=url.port, user=url.username, dbname=url.database)


def test_preparing_again_changes_nothing(running: Native) -> None:
    """As at each `docker compose up`."""
    count = "select (select count(*) from ab_user), (select version_num from alembic_version)"
    with connect(running, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN") as airflow:
        before = airflow.execute(count).fetchone()
    running.prepare()
    with connect(running, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN") as airflow:
        assert airflow.execute(count).fetchone() == before


def test_no_password_is_on_a_command_line(running: Native) -> None:
    secrets = set(running.env.values())
    lines = [word for each in psutil.process_iter(["cmdline"]) for word in each.info["cmdline"] or []]
    assert {line for line in lines if any(secret in line for secret in secrets)} == set()


def test_it_listens_on_this_machine_only(running: Native) -> None:
    ports = {running.api_port, running.postgres_port}
    listening = [each.laddr for each in psutil.net_connections("inet") if each.status == psutil.CONN_LISTEN]
    assert {address.ip for address in listening if address.port in ports} == {"127.0.0.1"}


def test_stopped_it_leaves_nothing_behind(running: Native) -> None:
    killed = running.stop()
    # Airflow leaves its process by SystemExit, which Python ignores in what it runs between steps (weak references)
    assert (killed - {"dag-processor"}, running.left()) == (set(), [])
