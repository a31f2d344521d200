"""How often a host is asked: one token bucket for each, shared through the warehouse by all tasks of all machines."""

import time
from typing import Protocol

from etl.warehouse.database import engine
from etl.warehouse.statements import statement


class Pace(Protocol):
    """Who says when a host may be asked next."""

    def wait(self, host: str, apart_seconds: float = 0.0) -> None:
        """Return when it is the caller's turn; turns are at least `apart_seconds` apart where the host wants that."""


class SharedPace:
    """So many requests per second for each host, whoever asks; after a silence `burst` of them at once.

    Turns are given out in the order in which they are asked for, by the warehouse's clock.
    """

    def __init__(self, requests_per_second: float, burst: int = 1) -> None:
        self._interval_seconds = 1 / requests_per_second
        self._burst = burst
        self._engine = engine().execution_options(isolation_level="AUTOCOMMIT")

    def wait(self, host: str, apart_seconds: float = 0.0) -> None:
        """Take the host's next turn and sleep until it comes."""
        is_slower = apart_seconds > self._interval_seconds
        interval = max(self._interval_seconds, apart_seconds)
        with self._engine.connect() as connection:
            away_seconds: float = connection.scalar(
                statement("pace/take.sql"),
                {
                    "host": host,
                    "interval_seconds": interval,
                    "burst_seconds": interval * (1 if is_slower else self._burst),
                },
            )
        time.sleep(away_seconds)
