"""Whole Airflows on this machine: really started, found, and gone when they are stopped."""

import contextlib
import io
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from etl import settings
from etl.errors import PassingError
from etl.runtime import airflow_home, components, launching
from etl.runtime.api import Api
from etl.runtime.components import Running
from etl.warehouse import analyst_access, server

NewHome = Callable[[str], Path]

pytestmark = pytest.mark.timeout(600)


def processes_of(home: Path) -> list[psutil.Process]:
    return launching.working_in((airflow_home.folder(home) / "run").glob("*"))


def listening(process: psutil.Process) -> list[Any]:
    try:
        return [each.laddr for each in process.net_connections("inet") if each.status == psutil.CONN_LISTEN]
    except psutil.NoSuchProcess:
        return []


@pytest.fixture(scope="module")
def announced(new_home: NewHome) -> str:
    """What `up` says once the whole of Airflow runs and the warehouse is open to analysts."""
    new_home("up")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        components.up(for_analysts=True)
    return said.getvalue()


@pytest.fixture(scope="module")
def up(announced: str) -> Running:
    """What runs then."""
    running = components.find_up(settings.home())
    assert running is not None
    return running


def test_up_starts_the_whole_of_airflow(up: Running) -> None:
    assert set(up.parts) == {"api-server", "scheduler", "dag-processor", "triggerer"}


def test_everything_listens_on_this_machine_alone(up: Running) -> None:
    assert {address.ip for process in processes_of(up.home) for address in listening(process)} == {"127.0.0.1"}


@pytest.fixture(scope="module")
def analysts(announced: str) -> str:
    """Where `up` tells analysts to log in."""
    return next(line for line in announced.splitlines() if "jdbc:" in line).split("jdbc:")[1]


def test_the_line_that_up_prints_lets_an_analyst_in(analysts: str) -> None:
    with psycopg.connect(analysts) as connection:
        assert connection.execute("select current_user").fetchone() == ("ocop_analyst",)


def test_a_second_up_starts_nothing_and_tells_no_password(up: Running, capsys: pytest.CaptureFixture[str]) -> None:
    before = {process.pid for process in processes_of(up.home)}
    components.up()
    assert {process.pid for process in up.parts.values()} <= before
    said = capsys.readouterr().out
    assert up.api.base_url in said
    assert airflow_home.password(up.home) not in said


@pytest.fixture
def held(up: Running) -> Iterator[None]:
    """All but the API server stand still: any of them may die of a database that is started anew under it."""
    processes = [process for name, process in up.parts.items() if name != "api-server"]
    for process in processes:
        process.suspend()
    yield
    for process in processes:
        process.resume()


@pytest.mark.usefixtures("held")
def test_a_warehouse_that_is_in_use_is_not_opened_to_analysts(up: Running) -> None:
    server.listen(up.home, None)  # as if `up` had been asked without analysts
    with pytest.raises(PassingError, match="make down"):
        components.up(for_analysts=True)
    assert server.tcp_port(up.home) is None


@pytest.fixture(scope="module")
def other(up: Running, new_home: NewHome) -> Iterator[Running]:
    """The API server of another home, beside what is up."""
    home = new_home("another, with blanks")
    with server.in_use(home):
        components.migrate(home)
        os.environ["OCOP_HOME"] = str(up.home)  # which the other tests go on with
        yield components.start(home, ["api-server"], {})
        components.stop(home)


def test_two_homes_have_ports_of_their_own(up: Running, other: Running) -> None:
    one, two = (listening(running.parts["api-server"])[0].port for running in (up, other))
    assert one != two


def test_the_password_of_one_home_opens_no_other(up: Running, other: Running) -> None:
    stranger = Api(other.api.base_url, airflow_home.USER, airflow_home.password(up.home))
    with pytest.raises(PassingError):
        stranger.log_in()


def test_a_component_that_died_is_told_with_its_log(other: Running) -> None:
    other.check()
    killed = processes_of(other.home)
    for process in killed:
        process.kill()
    psutil.wait_procs(killed, timeout=60)  # a kill takes its time on a busy machine
    with pytest.raises(PassingError, match=r"airflow api-server failed; see .*api-server\.log"):
        other.check()


def test_stopping_one_home_leaves_the_other_running(up: Running, other: Running) -> None:
    components.stop(other.home)
    assert not other.api.answers()
    assert up.api.answers()


def test_a_port_that_is_taken_is_left_to_its_owner(other: Running) -> None:
    components.stop(other.home)
    port = int(other.api.base_url.rsplit(":", 1)[1])
    with socket.create_server(("127.0.0.1", port)):
        running = components.start(other.home, ["api-server"], {})
    assert running.api.base_url != other.api.base_url


def test_down_shuts_analysts_out_and_leaves_nothing_running(up: Running, analysts: str) -> None:
    server.listen(up.home, analyst_access.port_for(up.home))
    psycopg.connect(analysts).close()
    components.down()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(analysts)
    assert not processes_of(up.home)
    assert not server.running(up.home)
    assert components.find_up(up.home) is None


def test_one_command_at_a_time(new_home: NewHome) -> None:
    home = new_home("busy")
    with components.exclusive(home), pytest.raises(PassingError, match="wait until it is done"):
        components.up()


def test_down_where_nothing_was_ever_up_makes_nothing(new_home: NewHome) -> None:
    home = new_home("never")
    components.down()
    assert not home.exists()


def test_what_a_killed_command_left_is_cleared(new_home: NewHome) -> None:
    home = new_home("killed")
    folder = airflow_home.folder(home) / "run" / "scheduler"
    launching.launch(["sleep", "600"], folder, {"PATH": "/usr/bin:/bin"}, home / "log")
    with server.in_use(home):
        components.clear(home)
    assert not processes_of(home)
