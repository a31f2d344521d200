"""How figures are told: what was measured, the median of how many runs, its limit, and whether it keeps to it."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds that the work takes, and what it gives."""
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def heading(words: str) -> None:
    """The head of one measurement."""
    print(f"\n{words}\n{'-' * len(words)}", flush=True)


def tell(what: str, figure: str, limit: str = "", *, kept: bool | None = None) -> None:
    """One line: a figure beside its limit."""
    verdict = "" if kept is None else ("  đạt / kept" if kept else "  KHÔNG ĐẠT / NOT KEPT")
    print(f"  {what:58}{figure:>22}{f'   giới hạn / limit {limit}' if limit else ''}{verdict}", flush=True)


def spread(seconds: Sequence[float]) -> str:
    """The median, and between which it lies."""
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f})"
