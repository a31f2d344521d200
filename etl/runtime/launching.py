"""Processes that outlive the command that starts them, found again by the folder they work in.

Each gets a working folder of its own, which its children inherit, and no terminal. So nothing has to be written down:
a number on file may name another program by now, a folder cannot.
"""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import psutil

from etl.processes import wait_until_gone


def launch(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> psutil.Popen:
    """Start a command in a session of its own, working in this folder, its output in the log, made anew."""
    folder.mkdir(parents=True, exist_ok=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        return psutil.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def leader(folder: Path) -> psutil.Process | None:
    """The process that was launched in this folder, while it lives."""
    for process in working_in([folder]):
        with contextlib.suppress(ProcessLookupError):
            if os.getsid(process.pid) == process.pid:
                return process
    return None


def listens(process: psutil.Process, port: int) -> bool:
    """Whether it is this process that listens on the port."""
    with contextlib.suppress(psutil.Error):
        connections = process.net_connections("tcp")
        return any(each.status == psutil.CONN_LISTEN and each.laddr.port == port for each in connections)
    return False


def working_in(folders: Iterable[Path]) -> list[psutil.Process]:
    """Our processes whose working folder is one of these, those with a terminal (a person's) left out."""
    wanted = {str(folder.resolve()) for folder in folders}
    wanted |= {f"{folder} (deleted)" for folder in wanted}
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.uids().real == os.getuid() and process.cwd() in wanted and process.terminal() is None:
                found.append(process)
    return found


def end(folders: Sequence[Path], patience: float) -> None:
    """End what was launched in these folders: asked first, then, after `patience` seconds, made to, children too."""
    asked = [process for process in map(leader, folders) if process]
    for process in asked:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGTERM)
    wait_until_gone(asked, patience)
    while left := working_in(folders):
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        wait_until_gone(left, seconds=5)
