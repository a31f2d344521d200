"""The services of docker-compose.yml as processes of this machine: their commands, environments and health checks.

What is replaced is what containers have of their own: the names of hosts, the ports, and two folders.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil
import requests
from compose import Service, filled, services

from etl.settings import PROJECT

AIRFLOW = ("api-server", "scheduler", "dag-processor", "triggerer")
START_SECONDS = 150
STOP_SECONDS = 90


class Native:
    """The services with the variables of an .env; `postmaster` is a running PostgreSQL that has the binaries."""

    def __init__(self, folder: Path, env: dict[str, str], postmaster: psutil.Process) -> None:
        self.env = env
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.postgres_port, self.api_port = _free_ports(2)
        self._services: dict[str, Service] = filled(services(), env)
        self._binaries = Path(postmaster.exe()).parent
        self._account = pwd.getpwuid(postmaster.uids().real)
        # in /tmp: the account of the server cannot enter pytest's folders
        self._cluster = Path(tempfile.mkdtemp(prefix="ocop-compose-"))
        (folder / "airflow").mkdir()
        (folder / "airflow/airflow.cfg").touch()  # as in the image

    @property
    def url(self) -> str:
        """Where the UI and the REST API are."""
        return f"http://127.0.0.1:{self.api_port}"

    def start(self) -> None:
        """Start all services in the order of depends_on, each when its health check says so."""
        self._start_postgres()
        self._wait(["postgres"])
        self.prepare()
        for name in AIRFLOW:  # together, to save the test's time
            self._launch(name)
        self._wait(AIRFLOW)

    def prepare(self) -> None:
        """Run the service that runs once."""
        self._launch("prepare")
        ended = self.processes.pop("prepare").wait(timeout=START_SECONDS)
        assert ended == 0, self._log("prepare").read_text()

    def stop(self) -> set[str]:
        """Stop all services as Docker does, PostgreSQL last; gives those that had to be killed."""
        killed = set()
        for names in (AIRFLOW, ["postgres"]):
            for name in names:
                self.processes[name].send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
            for name in names:
                try:
                    self.processes[name].wait(timeout=min(STOP_SECONDS, self._grace_seconds(name)))
                except subprocess.TimeoutExpired:
                    self._kill([name])
                    killed.add(name)
        return killed

    def end(self) -> None:
        """Kill what is left, and take the data away."""
        self._kill(self.processes)
        shutil.rmtree(self._cluster, ignore_errors=True)

    def left(self) -> list[str]:
        """The command lines of what still runs."""
        return [" ".join(process.cmdline()) for process in self._left(self.processes)]

    def environment(self, name: str) -> dict[str, str]:
        """The environment of a service, and what its image brings: where programs and our code are found."""
        block = {key: self._here(str(value)) for key, value in self._services[name]["environment"].items() if value}
        if name == "postgres":
            return {**block, "PATH": f"{self._binaries}:{os.defpath}", "PGPORT": str(self.postgres_port)}
        if "AIRFLOW__API__PORT" in block:
            block["AIRFLOW__API__PORT"] = str(self.api_port)
        path = f"{Path(sys.executable).parent}:{os.defpath}"
        return {**block, "PATH": path, "PYTHONPATH": str(PROJECT), "HOME": str(self.folder)}

    def is_healthy(self, name: str) -> bool:
        """What the health check of a service says."""
        check = [self._here(word) for word in self._services[name]["healthcheck"]["test"][1:]]
        return self._run(name, check).returncode == 0

    def token(self, user: str, password: str) -> requests.Response:
        """Ask for a token of the REST API."""
        return requests.post(f"{self.url}/auth/token", json={"username": user, "password": password}, timeout=30)

    def _start_postgres(self) -> None:
        """As the image does at its first start: make the cluster, then run the files of initdb.d."""
        os.chown(self._cluster, self._account.pw_uid, self._account.pw_gid)
        data, environment = self._cluster / "data", self.environment("postgres")
        password = self._cluster / "password"
        password.write_text(environment["POSTGRES_PASSWORD"])
        os.chown(password, self._account.pw_uid, self._account.pw_gid)
        arguments = environment["POSTGRES_INITDB_ARGS"].split()
        made = self._run("postgres", ["initdb", "-D", str(data), "-U", "postgres", f"--pwfile={password}", *arguments])
        assert made.returncode == 0, made.stdout
        listening = ["-D", str(data), "-h", "127.0.0.1", "-p", str(self.postgres_port), "-k", str(self._cluster)]
        self._launch("postgres", [*listening, "-c", "fsync=off"])
        self._wait(["postgres"], check=["pg_isready", "-h", "127.0.0.1"])
        for volume in self._services["postgres"]["volumes"]:
            script, _, place = volume.partition(":")
            if place.startswith("/docker-entrypoint-initdb.d/"):
                done = self._psql((PROJECT / script).read_text(encoding="utf-8"))
                assert done.returncode == 0, done.stdout

    def _grace_seconds(self, name: str) -> int:
        grace = self._services[name]["stop_grace_period"]
        return int(grace[:-1]) * {"s": 1, "m": 60}[grace[-1]]

    def _kill(self, names: Iterable[str]) -> None:
        """Kill all that is left of services, as happens to a container."""
        for process in self._left(names):
            with contextlib.suppress(psutil.Error):
                process.kill()
        for name in names:
            self.processes[name].wait()

    def _left(self, names: Iterable[str]) -> list[psutil.Process]:
        sessions = {self.processes[name].pid for name in names}  # each service has one of its own
        return [process for process in psutil.process_iter() if _session(process.pid) in sessions]

    def _psql(self, statements: str) -> subprocess.CompletedProcess[str]:
        command = ["psql", "-v", "ON_ERROR_STOP=1", "-X", "-h", "127.0.0.1", "-U", "postgres", "-d", "postgres"]
        return self._run("postgres", command, statements, PGPASSWORD=self.env["POSTGRES_PASSWORD"])

    def _run(
        self, name: str, command: Sequence[str], stdin: str = "", **extra: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            input=stdin,
            env={**self.environment(name), **extra},
            cwd="/" if name == "postgres" else PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._as(name),
        )

    def _launch(self, name: str, more: Sequence[str] = ()) -> None:
        with self._log(name).open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [*map(self._here, self._services[name]["command"]), *more],
                env=self.environment(name),
                cwd="/" if name == "postgres" else PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._as(name),
            )

    def _as(self, name: str) -> dict[str, int | list[int]]:
        if name != "postgres" or os.geteuid() != 0:
            return {}
        return {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

    def _wait(self, names: Sequence[str], check: Sequence[str] = ()) -> None:
        waiting, deadline = list(names), time.monotonic() + START_SECONDS
        while waiting:
            for name in waiting:
                ended = self.processes[name].poll() is not None
                assert not ended and time.monotonic() < deadline, f"{name}: {self._log(name).read_text()}"
            time.sleep(0.5)
            if self._run(waiting[0], check).returncode == 0 if check else self.is_healthy(waiting[0]):
                waiting.pop(0)

    def _here(self, words: str) -> str:
        replaced = {
            "@postgres:5432": f"@127.0.0.1:{self.postgres_port}",
            "//api-server:8080": f"//127.0.0.1:{self.api_port}",
            "//localhost:8080": f"//127.0.0.1:{self.api_port}",
            "0.0.0.0": "127.0.0.1",
            "/opt/ocop": str(PROJECT),
            "/var/lib/ocop": str(self.folder),
        }
        for there, here in replaced.items():
            words = words.replace(there, here)
        return words

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
