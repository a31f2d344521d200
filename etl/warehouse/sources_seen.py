"""ops.source_state: what each source last gave, and what is wrong with it since."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from etl.warehouse.database import engine
from etl.warehouse.statements import statement


def record_sources(report_date: date, results: list[Mapping[str, Any]]) -> None:
    """Note how the sources answered on a night; an older night never takes the place of a newer one.

    Each result has source_code, province (official name or None), kind, location, owner and cadence_days as declared,
    documents (how many it gave) and problem (None when all went well); other keys are left out.
    """
    with engine().begin() as connection:
        connection.execute(
            statement("load/record_sources.sql"),
            {"report_date": report_date, "results": json.dumps(results, default=str)},
        )


def note_changes() -> None:
    """Note, after a load, on which night each source last gave something new."""
    with engine().begin() as connection:
        connection.execute(statement("load/note_changes.sql"))
