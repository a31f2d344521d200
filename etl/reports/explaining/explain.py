"""`ocop extract --explain PATH...` and `--html`: why documents were read as they were, without database or network."""

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from etl.reports.explaining.page import page
from etl.reports.explaining.terminal import Paper, explained
from etl.reports.extract import readings
from etl.reports.opening import Unreadable

_PIPED_WIDTH = 100


def in_terminal(paths: Iterable[Path]) -> int:
    """Print each explanation as it is ready; the exit status is 1 when a document could not be read."""
    paper, status = _paper(), 0
    for number, (path, said) in enumerate(readings(paths)):
        if isinstance(said, Unreadable):
            print(f"{path.name}: {said}", file=sys.stderr)
            status = 1
            continue
        if number:
            print()
        print("\n".join(explained(path.name, said, paper)), flush=True)
    return status


def as_page(paths: Iterable[Path]) -> int:
    """Print one page about all documents; the exit status is 1 when one could not be read."""
    given = [(path.name, said) for path, said in readings(paths)]
    unread = [(name, said) for name, said in given if isinstance(said, Unreadable)]
    for name, problem in unread:
        print(f"{name}: {problem}", file=sys.stderr)
    print(page(given))
    return 1 if unread else 0


def _paper() -> Paper:
    """What standard output is: as wide as the terminal; colour only there, and not where NO_COLOR is set."""
    has_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Paper(shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns, has_colour)
