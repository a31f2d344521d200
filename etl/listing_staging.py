"""Readings of listings -> staging tables by COPY, all as text, piece by piece: a night of any size needs one piece.

While PostgreSQL takes one piece the next is made, so that staging is about as fast as COPY itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

import pyarrow as pa
from sqlalchemy import delete, insert

from etl import landing, loads
from etl.landing.crawls import FAILED, Crawled, crawled_on
from etl.marketplaces import reading
from etl.marketplaces.marketplace import Marketplace
from etl.marketplaces.reading import Read
from etl.warehouse import tables
from etl.warehouse.copying import copy_arrow
from etl.warehouse.database import engine
from etl.warehouse.statements import statement

TARGET = "fact_listing_snapshot"
LISTING = tables.staging_listing_snapshot
CRAWL = tables.staging_crawl
QUARANTINE = tables.quarantine_listing_snapshot

Row = dict[str, Any]


def stage(
    run_id: str, report_date: date, sources: Sequence[Marketplace], *, reason: str | None = None
) -> dict[str, int]:
    """Stage what was landed and read of the sources on a night, as one load of `run_id`; a retried task's rows replace
    its earlier ones.

    Every query of the night is staged with its outcome, also where nothing came: without it nobody could tell a listing
    that is gone from one that was not seen. Pages that could not be read count as not seen.
    `reason` is why a person asked for the load. Gives {load_id, documents, rows}: queries and records.
    """
    with engine().begin() as connection:
        load_id = loads.begin(
            connection, run_id, TARGET, report_date, rules_version=reading.rules_version(), reason=reason
        )
        for table in (LISTING, CRAWL, QUARANTINE):
            connection.execute(delete(table).where(table.c.load_id == load_id))
        nights = [_night(source, report_date) for source in sources]
        queries = [_crawl_row(load_id, night.source, crawled) for night in nights for crawled in night.crawled]
        if queries:
            connection.execute(insert(CRAWL), queries)
        rows = copy_arrow(connection, LISTING, _numbered(load_id, nights))
        counts = {"load_id": load_id, "documents": len(queries), "rows": rows}
        connection.execute(statement("load/count.sql"), counts)
    return counts


@dataclass(frozen=True)
class _Night:
    """What there is of a source on a night: how its queries went, and what was read, None when that is nothing."""

    source: Marketplace
    crawled: list[Crawled]
    read: Read | None


def _night(source: Marketplace, report_date: date) -> _Night:
    crawled = crawled_on(source.code, report_date) or []
    pages = landing.landed_on(source.code, report_date) or []
    read = reading.usable(source, pages) if pages else None
    return _Night(source, crawled if read or not pages else [_unread(each) for each in crawled], read)


def _crawl_row(load_id: int, source: Marketplace, crawled: Crawled) -> Row:
    told = {name: None if value is None else str(value) for name, value in asdict(crawled).items()}
    return {
        "load_id": load_id,
        "source_code": source.code,
        "marketplace_code": source.marketplace,
        "marketplace_name": source.name,
        **told,
    }


def _unread(crawled: Crawled) -> Crawled:
    if crawled.is_red:
        return crawled
    return replace(
        crawled,
        outcome=FAILED,
        reason_vi="Các trang đã lưu nhưng chưa đọc được; xem ô read của nguồn này.",
        reason_en="The pages were landed but could not be read; see this source's task read.",
    )


def _numbered(load_id: int, nights: Sequence[_Night]) -> Iterator[pa.Table]:
    """The pieces of all readings, with the load and the number of each row in front."""
    staged = 0
    for piece in chain.from_iterable(reading.pieces_of(night.read) for night in nights if night.read):
        numbers = pa.array(range(staged + 1, staged + len(piece) + 1), pa.int32())
        loads = pa.repeat(pa.scalar(load_id, pa.int64()), len(piece))
        yield piece.add_column(0, "row_no", numbers).add_column(0, "load_id", loads)
        staged += len(piece)
