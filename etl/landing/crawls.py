"""What crawls leave in the raw zone: each page as soon as it has come, and how each query of a night went.

A page that is noted here is never asked for again on that night: that is how an interrupted crawl goes on.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from etl.landing import Declared, Landed, Row, keep_object, latest_manifest, write_manifest
from etl.landing.store import store

COMPLETE, INCOMPLETE, BLOCKED, FAILED = "complete", "incomplete", "blocked", "failed"
RED = (BLOCKED, FAILED)


@dataclass(frozen=True)
class Crawled:
    """How one query of one night went. JSON-safe by asdict.

    `total_claimed` is what the platform says that there is, None when it does not say; `listings_found` are distinct.
    `evidence_sha256` is the block page as it was received.
    """

    query_code: str
    outcome: str
    reason_vi: str | None
    reason_en: str | None
    total_claimed: int | None
    listings_found: int
    pages: int
    records: int
    started_at: str
    ended_at: str
    evidence_sha256: str | None = None

    @property
    def is_red(self) -> bool:
        """Whether someone has to look: blocked or failed. Incomplete is told, and is no fault of the night."""
        return self.outcome in RED


class Pages:
    """The pages of one source on one night that have come so far."""

    def __init__(self, source_code: str, report_date: date) -> None:
        self._source_code = source_code
        self._folder = f"pages/{source_code}/{report_date}"
        self._there = set(store().names(self._folder))

    def __contains__(self, name: str) -> bool:
        return _file(name) in self._there

    def get(self, name: str) -> Landed:
        """The page of that name; it is there."""
        return Landed.from_dict(json.loads(store().read(f"{self._folder}/{_file(name)}") or b"{}"))

    def keep(
        self, name: str, url: str, content: bytes, fetched_at: str, status: int, headers: Mapping[str, str]
    ) -> Landed:
        """Keep a page: its bytes first, then the note that it is there."""
        page = keep_bytes(self._source_code, name, url, content, fetched_at, status, headers)
        body = json.dumps(page.to_dict(), ensure_ascii=False).encode()
        store().write(f"{self._folder}/{_file(name)}", body)
        self._there.add(_file(name))
        return page


def keep_bytes(
    source_code: str, name: str, url: str, content: bytes, fetched_at: str, status: int, headers: Mapping[str, str]
) -> Landed:
    """Keep the bytes of an answer, whatever it is, without taking it for a page."""
    sha256 = hashlib.sha256(content).hexdigest()
    keep_object(sha256, content)
    return Landed(source_code, name, url, fetched_at, sha256, len(content), status, dict(headers))


def close_night(source: Declared, report_date: date, pages: Sequence[Landed], crawled: Sequence[Crawled]) -> None:
    """Write the manifest of a night: the pages of all its queries, and how each went."""
    complete = all(each.outcome == COMPLETE for each in crawled)
    write_manifest(source, report_date, list(pages), complete=complete, queries=[asdict(each) for each in crawled])


def crawled_on(source_code: str, report_date: date) -> list[Crawled] | None:
    """How the queries of a night went, by its latest manifest; None when the source was not asked."""
    manifest: Row | None = latest_manifest(source_code, report_date)
    return None if manifest is None else [Crawled(**each) for each in manifest.get("queries", [])]


def by_query(pages: Sequence[Landed]) -> Iterator[tuple[str, str, Landed]]:
    """Each page with its query and its own name: keyword=ocop, page-0001."""
    for page in pages:
        query_code, _, page_name = page.document_name.rpartition("/")
        yield query_code, page_name, page


def _file(name: str) -> str:
    return f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"
