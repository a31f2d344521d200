"""Ports of this machine, on 127.0.0.1 only."""

import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

HOST = "127.0.0.1"


def free_ports(home: Path, among: range) -> Iterator[int]:
    """Ports that are free now, first the one that this home of this user always asks for."""
    wanted = int(hashlib.sha256(f"{os.getuid()} {home.resolve()}".encode()).hexdigest(), 16)
    for offset in range(len(among)):
        port = among[(wanted + offset) % len(among)]
        if is_free(port):
            yield port


def is_free(port: int) -> bool:
    """Whether nothing listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
