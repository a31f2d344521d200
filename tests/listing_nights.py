"""Nights of marketplace listings, staged row by row as the tests say."""

import itertools
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine, insert, text

from etl.warehouse import loading, tables
from etl.warehouse.statements import statement

NIGHT = "2026-11-05"


def record(code: str = "1", **changes: Any) -> dict[str, Any]:
    """A sound record of a listing as the reader stages it, but for the changes."""
    return {
        "source_code": "tiki",
        "query_code": "keyword=ocop",
        "page_name": "page-0001",
        "record_path": f"$.data[{code}]",
        "marketplace_code": "tiki",
        "listing_code": code,
        "title": f"Mật ong {code}",
        "url": f"https://tiki.example/{code}",
        "category_code": "8",
        "category_name": "Bách hóa",
        "seller_code": "s1",
        "seller_name": "HTX An Giang",
        "seller_location": "An Giang",
        "price_text": "299.000",
        "price_vnd": "299000",
        "sold_text": "Đã bán 12",
        "sold_count": "12",
        "is_sold_lower_bound": "false",
        "rating": "4.8",
        "reviews": "5",
        "variants": "1",
        **changes,
    }


def crawl(outcome: str = "complete", **changes: Any) -> dict[str, Any]:
    """How a query was answered, the keyword at Tiki but for the changes."""
    reason = None if outcome == "complete" else outcome
    return {
        "source_code": "tiki",
        "query_code": "keyword=ocop",
        "marketplace_code": "tiki",
        "marketplace_name": "Tiki",
        "outcome": outcome,
        "reason_vi": reason,
        "reason_en": reason,
        "total_claimed": "1",
        "listings_found": "1",
        "pages": "1",
        "records": "1",
        "ended_at": "2026-11-05T19:00:00+00:00",
        **changes,
    }


@dataclass
class ListingNights:
    """Stages nights of listings and loads them, each in a load of its own."""

    engine: Engine
    _runs: Any = field(default_factory=lambda: itertools.count(1))

    def stage(
        self,
        night: str,
        *records: dict[str, Any],
        crawls: list[dict[str, Any]] | None = None,
        run_id: str | None = None,
    ) -> int:
        """Stage a night and give its load; queries that are not said are complete."""
        crawls = crawls if crawls is not None else _complete(records)
        values = {
            "target": "fact_listing_snapshot",
            "report_date": date.fromisoformat(night),
            "run_id": run_id or f"run {next(self._runs)}",
            "reason": None,
            "rules_version": "r1",
            "checks_version": "c1",
        }
        with self.engine.begin() as connection:
            load_id = connection.execute(statement("load/begin.sql"), values).scalar_one()
            for table in (tables.staging_listing_snapshot, tables.staging_crawl, tables.quarantine_listing_snapshot):
                connection.execute(table.delete().where(table.c.load_id == load_id))
            for number, row in enumerate(records, start=1):
                fetched = {"fetched_at": f"{night}T18:30:00+00:00", "sha256": f"{night} {row.get('page_name')}"}
                staged = {"load_id": load_id, "row_no": number, **fetched, **row}
                connection.execute(insert(tables.staging_listing_snapshot).values(staged))
            for each in crawls:
                connection.execute(insert(tables.staging_crawl).values({"load_id": load_id, **each}))
            counts = {"load_id": load_id, "documents": len(crawls), "rows": len(records)}
            connection.execute(statement("load/count.sql"), counts)
        return int(load_id)

    def run(self, night: str, *records: dict[str, Any], **staged: Any) -> dict[str, Any]:
        """Stage and load a night: what the load says."""
        return loading.load(self.stage(night, *records, **staged))

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of a query, as the loader."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), parameters)]


def _complete(records: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    asked = {(row["source_code"], row["query_code"], row["marketplace_code"]) for row in records}
    return [
        crawl(source_code=source, query_code=query, marketplace_code=marketplace, marketplace_name=marketplace.title())
        for source, query, marketplace in sorted(asked)
    ]
