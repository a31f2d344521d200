"""Native programs read files that anybody may have made: each runs in a process of its own, under limits."""

import subprocess
import sys
from pathlib import Path

_BOUNDED = Path(__file__).with_name("bounded.py")
# How much longer than its own time a process may wait for a processor.
_PATIENCE = 5


def output_of(
    command: list[str], content: bytes, seconds: int, memory_bytes: int, environment: dict[str, str] | None = None
) -> bytes | None:
    """What the command writes about the content on its standard input; None when a limit or a fault stopped it."""
    bounded = [sys.executable, "-I", "-S", str(_BOUNDED), str(seconds), str(memory_bytes), *command]
    try:
        done = subprocess.run(bounded, input=content, capture_output=True, timeout=seconds * _PATIENCE, env=environment)
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout
