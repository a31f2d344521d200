"""Nights of landed documents whose readings the tests write themselves."""

import hashlib
import itertools
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl import landing, staging
from etl.landing import Landed
from etl.warehouse import loading

SOURCES = """
- {code: an-giang, province: An Giang, kind: folder, location: an-giang, owner: văn phòng, cadence_days: 30}
- {code: lang-son, province: Lạng Sơn, kind: folder, location: lang-son, owner: văn phòng, cadence_days: 30}
- {code: drop-box, province: null, kind: folder, location: drop-box, owner: văn phòng, cadence_days: 30}
"""

FIGURE: dict[str, Any] = {
    "indicator": "certified_products",
    "value": 92.0,
    "unit": "product",
    "star": None,
    "kind": "actual",
    "qualifier": None,
    "scope": None,
    "scope_name": None,
    "period_from": None,
    "period_to": None,
    "as_of": "2023-08",
    "quote": "92 sản phẩm OCOP",
    "start": 0,
    "end": 16,
    "rule": "count",
    "confidence": 0.9,
    "breakdown": None,
    "is_headline": True,
}


def figure(**changes: Any) -> dict[str, Any]:
    """A figure as the reader gives it: 92 certified products at the end of August 2023, but for the changes."""
    return {**FIGURE, **changes}


def reading(*figures: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A reading of An Giang's report of September 2023 with these figures, but for the changes."""
    return {
        "media_type": "text/plain",
        "title": "An Giang phát triển sản phẩm OCOP",
        "text": "92 sản phẩm OCOP",
        "province": "An Giang",
        "level": "province",
        "admin_basis": "pre-2025-07",
        "published_on": "2023-09-17",
        "figures": list(figures),
        **changes,
    }


class Nights:
    """Lands documents with given readings, and runs nights over them."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.engine = engine
        self.rules = "rules-1"
        self._runs = itertools.count(1)
        monkeypatch.setattr(staging, "rules_version", lambda: self.rules)

    def landed(self, content: str, *, source: str = "an-giang", name: str = "bao-cao.txt", **read: Any) -> Landed:
        """A landed document of this content; `read` (rules version = reading) is what rules read in it."""
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        for rules, what in read.items():
            landing.save_reading(sha256, rules.replace("_", "-"), what)
        return Landed(source, name, f"file:///{source}/{name}", "2026-01-05T18:30:00+00:00", sha256, len(content))

    def stage(self, night: str, *landed: Landed, run_id: str | None = None, replay: bool = False) -> dict[str, int]:
        """Stage a night in a run of its own, or in the one that is named."""
        run_id = run_id or f"run-{next(self._runs)}"
        return staging.stage(run_id, date.fromisoformat(night), list(landed), replay=replay)

    def run(self, night: str, *landed: Landed, run_id: str | None = None, replay: bool = False) -> dict[str, Any]:
        """Stage and load a night: what the load says."""
        return loading.load(self.stage(night, *landed, run_id=run_id, replay=replay)["load_id"])

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of a query, as the loader."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), parameters)]

    def current(self) -> list[Any]:
        """The values of the current statements, in order."""
        values = self.rows("select value from warehouse.fact_province_indicator where is_current order by 1")
        return [value for (value,) in values]
