"""What a source gives, and how it says that it does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from etl.errors import DataError, PassingError


class SourceUnavailable(PassingError):
    """The source does not answer just now (network, overload, 5xx): worth another try."""


class SourceRejected(DataError):
    """The source answers, but not with a document (403, log-in page, no such folder): another try gives the same."""


@dataclass(frozen=True)
class Document:
    """A document that a source lists: its stable name there, and where it is fetched."""

    name: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """A document as it came: its bytes unchanged, or status 304 and no bytes when it is still the one known.

    `status` is the HTTP status, None where there is none; `headers` have lower-case names, only those that
    tell the type and the version of the document; `fetched_at` is an instant in UTC.
    """

    name: str
    url: str
    content: bytes
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def unchanged(self) -> bool:
        """Whether the source says that the document is still the one already known."""
        return self.status == 304


class Adapter(Protocol):
    """One way to reach a source. Raises SourceUnavailable or SourceRejected."""

    def listing(self) -> list[Document]:
        """The documents that the source has, in its own order."""

    def get(self, document: Document, known: Mapping[str, str]) -> Received:
        """One of them; `known` are the headers of the version already landed, empty if there is none."""

    def close(self) -> None:
        """Let go of connections."""
