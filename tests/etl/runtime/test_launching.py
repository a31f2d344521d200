"""Processes found again by the folder they work in."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from etl.processes import is_alive
from etl.runtime import launching

STUBBORN = (
    "import signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print('ready', flush=True)\n"
    "time.sleep(600)\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a folder"
    yield folder
    for process in launching.working_in([folder]):
        process.kill()


def launch(folder: Path, script: str = "import time; print('ready', flush=True); time.sleep(600)") -> psutil.Popen:
    log = folder.with_suffix(".log")
    process = launching.launch([sys.executable, "-c", script], folder, os.environ, log)
    wait_for(lambda: "ready" in log.read_text())
    return process


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_launched_process_is_found_by_its_folder(folder: Path) -> None:
    process = launch(folder)
    found = launching.leader(folder)
    assert found is not None
    assert found.pid == process.pid


def test_an_ended_process_is_not_found(folder: Path) -> None:
    launch(folder).kill()
    wait_for(lambda: launching.leader(folder) is None)


def test_end_asks_first(folder: Path) -> None:
    script = "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (print('asked'), sys.exit()))\n"
    launch(folder, script + "print('ready', flush=True); time.sleep(600)")
    launching.end([folder], patience=30)
    assert "asked" in folder.with_suffix(".log").read_text()


def test_end_makes_the_stubborn_and_their_children(folder: Path) -> None:
    process = launch(folder, STUBBORN)
    children = psutil.Process(process.pid).children()
    launching.end([folder], patience=0.1)
    assert not [each for each in (process, *children) if is_alive(each)]


def test_children_of_a_killed_process_are_ended_too(folder: Path) -> None:
    process = launch(folder, STUBBORN)
    children = psutil.Process(process.pid).children()
    process.send_signal(signal.SIGKILL)
    launching.end([folder], patience=0.1)
    assert not [each for each in children if is_alive(each)]


def test_processes_that_work_elsewhere_are_let_be(folder: Path, tmp_path: Path) -> None:
    launch(folder)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], cwd=tmp_path) as other:
        launching.end([folder], patience=10)
        assert other.poll() is None
        other.kill()


def test_a_process_that_listens_is_told_from_one_that_does_not(folder: Path) -> None:
    script = (
        "import socket, time\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "print('ready', server.getsockname()[1], flush=True)\n"
        "time.sleep(600)\n"
    )
    process = launch(folder, script)
    port = int(folder.with_suffix(".log").read_text().split()[1])
    assert launching.listens(process, port)
    assert not launching.listens(psutil.Process(), port)
