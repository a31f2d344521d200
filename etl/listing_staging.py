"""Readings of listings -> staging tables by COPY, all as text, piece by piece: a night of any size needs one piece.

While PostgreSQL takes one piece the next is made, so that staging is about as fast as COPY itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, delete, insert

from etl import landing
from etl.landing.crawls import FAILED, Crawled, crawled_on
from etl.marketplaces import reading
from etl.marketplaces.marketplace import Marketplace
from etl.quality.suites import checks_version
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
        begun = {
            "run_id": run_id,
            "target": TARGET,
            "report_date": report_date,
            "reason": reason,
            "rules_version": reading.rules_version(),
            "checks_version": checks_version(),
        }
        load_id = connection.execute(statement("load/begin.sql"), begun).scalar_one()
        for table in (LISTING, CRAWL, QUARANTINE):
            connection.execute(delete(table).where(table.c.load_id == load_id))
        queries = sum(_stage_crawls(connection, load_id, report_date, source) for source in sources)
        rows = copy_arrow(connection, LISTING, _numbered(load_id, _pieces(report_date, sources)))
        counts = {"load_id": load_id, "documents": queries, "rows": rows}
        connection.execute(statement("load/count.sql"), counts)
    return counts


def _stage_crawls(connection: Connection, load_id: int, report_date: date, source: Marketplace) -> int:
    """Stage how each query of a source went; gives how many there were."""
    crawled = crawled_on(source.code, report_date) or []
    pages = landing.landed_on(source.code, report_date) or []
    if pages and reading.usable(source, pages) is None:
        crawled = [_unread(each) for each in crawled]
    if crawled:
        connection.execute(insert(CRAWL), [_crawl_row(load_id, source, each) for each in crawled])
    return len(crawled)


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


def _pieces(report_date: date, sources: Sequence[Marketplace]) -> Iterator[pa.Table]:
    for source in sources:
        pages = landing.landed_on(source.code, report_date) or []
        if read := reading.usable(source, pages):
            yield from reading.pieces_of(read)


def _numbered(load_id: int, pieces: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The pieces with the load and the number of each row in front."""
    staged = 0
    for piece in pieces:
        numbers = pa.array(range(staged + 1, staged + len(piece) + 1), pa.int32())
        loads = pa.repeat(pa.scalar(load_id, pa.int64()), len(piece))
        yield piece.add_column(0, "row_no", numbers).add_column(0, "load_id", loads)
        staged += len(piece)
