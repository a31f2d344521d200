"""Nights of the real flow over stand-in marketplaces, step by step as the DAG runs them."""

import itertools
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl import landing, loads, marketplace_listings
from etl.errors import DataError, PassingError
from etl.marketplaces import crawling
from standins.platform import Platform
from standins.server import serving

ENTRY = (
    "- {{code: {code}, kind: {kind}, location: '{url}', queries: [{{keyword: ocop}}], owner: đầu mối, cadence_days: 1, "
    "requests_per_second: 1000}}\n"
)


@dataclass
class Markets:
    """Sources of listings, each a stand-in on loopback."""

    engine: Engine
    root: Path
    monkeypatch: pytest.MonkeyPatch
    servers: ExitStack
    night: date
    runs: Any = field(default_factory=lambda: itertools.count(1))
    run_id: str = ""
    load_id: int = 0
    loaded: dict[str, Any] = field(default_factory=dict)

    def open(self, kind: str, platform: Platform, code: str | None = None) -> Platform:
        """Serve a platform and declare it as a source; gives it back, so that faults can be planned."""
        site = self.servers.enter_context(serving(platform))
        with (self.root / "sources.yaml").open("a", encoding="utf-8") as file:
            file.write(ENTRY.format(code=code or kind.replace("_", "-"), kind=kind, url=site.url))
        return platform

    def on(self, night: date) -> None:
        """Let it be another night."""
        self.night = night
        for module in (landing, marketplace_listings, crawling):
            self.monkeypatch.setattr(module, "tonight", lambda: self.night)

    def run(self, *, report_date: date | None = None, replay: bool = False) -> dict[str, str]:
        """A night: the messages of the tasks that were red, by task and source."""
        night, red = report_date or self.night, {}
        planned = marketplace_listings.plan()
        for code in [source["source_code"] for source in planned]:
            for step in ("land", "read"):
                try:
                    if step == "land":
                        marketplace_listings.land(code, night, replay=replay)
                    else:
                        marketplace_listings.read(code, night)
                except (DataError, PassingError) as problem:
                    red[f"{step} {code}"] = str(problem)
        self.run_id = f"night {next(self.runs)}"
        staged = marketplace_listings.stage(self.run_id, night, [source["source_code"] for source in planned])
        self.load_id = staged["load_id"]
        loads.check(self.load_id, "staging")
        self.loaded = loads.load(self.load_id)
        loads.check(self.load_id, "star")
        try:
            marketplace_listings.close_night(self.run_id, night, planned, {})
        except DataError as problem:
            red["close_night"] = str(problem)
        return red

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of a query, as the loader."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), parameters)]

    def statuses(self) -> dict[str, int]:
        """How many listings are listed, gone, not seen and why."""
        counted = "select concat_ws(' ', status, reason_code), count(*) from mart.listing_status group by 1 order by 1"
        return dict(self.rows(counted))
