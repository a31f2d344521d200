"""One source of listings, as sources.yaml declares it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

STAND_IN = "stand-in"


@dataclass(frozen=True)
class Query:
    """One question to a marketplace: a keyword, a category, a seller; `shop` and `feed` are all that a login or a drop
    folder has."""

    kind: str
    value: str = ""

    @property
    def code(self) -> str:
        """Its stable name: `keyword=ocop`."""
        return f"{self.kind}={self.value}" if self.value else self.kind

    @classmethod
    def of(cls, declared: Mapping[str, Any]) -> Self:
        """A query as it is written in sources.yaml: {keyword: ocop}."""
        ((kind, value),) = declared.items()
        return cls(kind, str(value))


@dataclass(frozen=True)
class Marketplace:
    """One source of listings. Plain values only, so that tasks can pass it on.

    `kind` names its adapter; `location` is the address below which it is asked, a folder or s3:// prefix for a feed.
    """

    code: str
    kind: str
    location: str
    owner: str
    cadence_days: int
    queries: tuple[Query, ...]
    marketplace: str
    name: str
    connection: str = ""
    requests_per_second: float = 1.0
    max_pages: int = 500
    page_size: int = 0
    complete_share: float = 1.0
    document_seconds: float = 60.0
    max_megabytes: float = 20.0

    @property
    def label(self) -> str:
        """What Airflow shows: the source's own code, as one marketplace can have several sources."""
        return self.code

    @property
    def max_bytes(self) -> int:
        """The largest answer that is taken, in bytes."""
        return int(self.max_megabytes * 1_000_000)

    @property
    def url_variable(self) -> str:
        """The environment variable that puts another server in the place of `location`."""
        return f"OCOP_URL_{_upper(self.code)}"

    @property
    def base_url(self) -> str:
        """Where it is asked: the environment's address, else the declared one; empty when it is a stand-in's."""
        asked = os.environ.get(self.url_variable) or self.location
        return "" if asked == STAND_IN else asked.rstrip("/")

    @property
    def connection_id(self) -> str:
        """The Airflow connection with its secrets."""
        return self.connection or f"ocop_{_upper(self.code).lower()}"


def _upper(code: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in code).upper()
