"""The parts of Airflow on this machine: started together, found again, stopped each by its own process.

They listen on 127.0.0.1, on a port that no other home of this machine uses; only the API server has one.
"""

import contextlib
import fcntl
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from etl import settings
from etl.errors import PassingError
from etl.ports import free_ports, is_free
from etl.processes import is_alive
from etl.runtime import airflow_home, launching, metadata, stand_ins
from etl.runtime.api import Api
from etl.runtime.pools import MARKETPLACE_MEANING, MARKETPLACE_POOL, MARKETPLACE_SLOTS
from etl.warehouse import analyst_access, database, server

# The arguments of Python. The logs are files on this machine: no server of logs is needed.
COMMANDS = {
    "api-server": ["-m", "airflow", "api-server"],
    "scheduler": ["-m", "etl.runtime.scheduler", "--skip-serve-logs"],
    "dag-processor": ["-m", "airflow", "dag-processor"],
    "triggerer": ["-m", "airflow", "triggerer", "--skip-serve-logs"],
}
MIGRATION = "db-migrate"
PORTS = range(20000, 30000)  # below those that the system hands out by itself
START_SECONDS = 180
PATIENCE = 10  # seconds to stop by itself; a scheduler would wait for its tasks as long as they take
API_PATIENCE = 2  # it closes at once, and then takes seconds to clear its memory


@dataclass(frozen=True)
class Running:
    """Components that run: a session with their API, and the process of each by its name."""

    home: Path
    api: Api
    parts: Mapping[str, psutil.Process]

    def check(self) -> None:
        """Raise PassingError, with the end of its log, when a component has died."""
        for name, process in self.parts.items():
            if not is_alive(process):
                raise _failure(self.home, name)


def up(*, for_analysts: bool = False) -> None:
    """Start the whole of Airflow and leave it running; says where its UI is.

    `for_analysts` also opens the warehouse on a port of 127.0.0.1 and says how to log in there.
    """
    home = settings.home()
    with server.in_use(home), exclusive(home):
        running = find_up(home)
        if running and for_analysts and not server.tcp_port(home):
            raise PassingError(
                "Airflow đang chạy mà chưa mở cổng cho người phân tích; chạy `make down` rồi `make up ANALYST=1`. / "
                "Airflow runs without the analysts' port; run `make down`, then `make up ANALYST=1`."
            )
        if not running:
            clear(home)
            server.listen(home, analyst_access.port_for(home) if for_analysts else None)
            migrate(home)
            if for_analysts:
                analyst_access.allow(home)
            running = start(home, list(COMMANDS), {})
            _up_file(home).write_text(running.api.base_url)
        server.start(home)  # now it stays
    print(
        f"Airflow: {running.api.base_url}\n"
        f"  người dùng / user: {airflow_home.USER}\n"
        f"  mật khẩu / password: {airflow_home.password_file(home)}\n"
        "  DAG mới đều tạm dừng / new DAGs are paused. Dừng tất cả / stop everything: make down"
    )
    if port := server.tcp_port(home):
        print(analyst_access.instructions(home, port))


def down() -> None:
    """Stop Airflow and the embedded server, and wait until nothing runs."""
    home = settings.home()
    if airflow_home.folder(home).exists():
        with exclusive(home):
            stop(home)
    server.stop(home)
    print("Đã dừng tất cả. / Everything is stopped.")


def find_up(home: Path) -> Running | None:
    """What `up` started, when all of it is alive."""
    if not _up_file(home).exists():
        return None
    parts = {name: process for name in COMMANDS if (process := launching.leader(_folder(home, name)))}
    if len(parts) < len(COMMANDS):
        return None
    return Running(home, _logged_in(home, _up_file(home).read_text()), parts)


def clear(home: Path) -> None:
    """Take away what a killed command has left: its processes, and DAGs that it had paused or let run."""
    stop(home)
    metadata.restore_pauses(home)


def migrate(home: Path) -> None:
    """Bring the warehouse and Airflow's own database up to date, side by side."""
    airflow_home.prepare(home)
    if metadata.is_migrated(home):
        database.migrate()
        return
    command = [sys.executable, "-m", "airflow", "db", "migrate"]
    environment = airflow_home.environment(home, PORTS[0])
    migration = launching.launch(command, _folder(home, MIGRATION), environment, _log(home, MIGRATION))
    database.migrate()
    if migration.wait() != 0:
        raise _failure(home, MIGRATION)
    metadata.note_migrated(home)


def start(home: Path, names: Sequence[str], extra: Mapping[str, str]) -> Running:
    """Start these components and wait until they are ready; `extra` goes into their environment.

    A port that another program takes meanwhile costs a second try.
    """
    extra = {**extra, **stand_ins.start(_folder(home, stand_ins.NAME), _log(home, stand_ins.NAME))}
    for port in free_ports(home, PORTS):
        environment = {**airflow_home.environment(home, port), **extra}
        parts = {name: _launch(home, name, environment) for name in names}
        url = airflow_home.base_url(port)
        if _are_ready(home, parts, url, port):
            running = Running(home, _logged_in(home, url), parts)
            running.api.make_pool(MARKETPLACE_POOL, MARKETPLACE_SLOTS, MARKETPLACE_MEANING)
            return running
        _stop_parts(home)
    raise PassingError("Không còn cổng trống cho Airflow. / No port is free for Airflow.")


def stop(home: Path) -> None:
    """Stop every component of this home and wait until they are gone, the stand-ins too."""
    _stop_parts(home)
    launching.end([_folder(home, stand_ins.NAME)], PATIENCE)


def _stop_parts(home: Path) -> None:
    """The parts of Airflow; the API server last, tasks report to it."""
    others = [name for name in (*COMMANDS, MIGRATION) if name != "api-server"]
    launching.end([_folder(home, name) for name in others], PATIENCE)
    launching.end([_folder(home, "api-server")], API_PATIENCE)
    _up_file(home).unlink(missing_ok=True)


@contextlib.contextmanager
def exclusive(home: Path) -> Iterator[None]:
    """One night, `up` or `down` of a home at a time; the system drops the lock of a command that dies."""
    airflow_home.make_folder(home)
    with (airflow_home.folder(home) / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PassingError(
                f"Một lệnh khác (nightly, backfill, up, down) đang chạy trên {home}; hãy đợi nó xong. / "
                f"Another command (nightly, backfill, up, down) is at work on {home}; wait until it is done."
            ) from None
        yield


def _launch(home: Path, name: str, environment: Mapping[str, str]) -> psutil.Process:
    command = [sys.executable, *COMMANDS[name]]
    return launching.launch(command, _folder(home, name), environment, _log(home, name))


def _are_ready(home: Path, parts: Mapping[str, psutil.Process], url: str, port: int) -> bool:
    """Wait for the API server; False when its port was taken by another program before it came to it."""
    running = Running(home, Api(url, airflow_home.USER, airflow_home.password(home)), parts)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if launching.listens(parts["api-server"], port) and running.api.answers():
            return True
        if not is_alive(parts["api-server"]) and not is_free(port):
            return False
        running.check()
        time.sleep(0.1)
    raise _failure(home, "api-server")


def _logged_in(home: Path, url: str) -> Api:
    api = Api(url, airflow_home.USER, airflow_home.password(home))
    api.log_in()
    return api


def _folder(home: Path, name: str) -> Path:
    return airflow_home.folder(home) / "run" / name


def _log(home: Path, name: str) -> Path:
    return airflow_home.folder(home) / "logs" / f"{name}.log"


def _up_file(home: Path) -> Path:
    """Its content: where `up` has put the API. It is there only while the components are `up`'s."""
    return airflow_home.folder(home) / "up"


def _failure(home: Path, name: str) -> PassingError:
    log = _log(home, name)
    end = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    return PassingError(f"airflow {name} không chạy được; xem {log} / airflow {name} failed; see {log}\n{end}")
