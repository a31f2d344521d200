"""What each source last gave, what is wrong with it, where its records drift: ops.source_state, ops.source_field."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from etl.landing import Landed
from etl.warehouse.database import engine
from etl.warehouse.statements import statement


def record_sources(report_date: date, results: list[Mapping[str, Any]]) -> None:
    """Note how the sources answered on a night; an older night never takes the place of a newer one.

    Each result has source_code, province (official name or None), kind, location, owner and cadence_days as declared,
    documents (how many it gave) and problem (None when it gave them), and marketplace_code if it lists one; other keys
    are left out.
    """
    with engine().begin() as connection:
        connection.execute(
            statement("load/record_sources.sql"),
            {"report_date": report_date, "results": json.dumps(results, default=str)},
        )


def record_reading(report_date: date, source_code: str, problem: str | None) -> None:
    """Note what is wrong with the documents that a source gave on a night, None when nothing is."""
    with engine().begin() as connection:
        connection.execute(
            statement("load/record_reading.sql"),
            {"report_date": report_date, "source_code": source_code, "problem": problem},
        )


def record_fields(report_date: date, source_code: str, fields: Iterable[Mapping[str, Any]]) -> None:
    """Note the fields in which a source's records drifted from what is declared on a night.

    Each has field_path, state (unknown: new, missing: declared and not there), records (how many) and example.
    """
    with engine().begin() as connection:
        connection.execute(
            statement("load/record_fields.sql"),
            {"report_date": report_date, "source_code": source_code, "fields": json.dumps([*fields], default=str)},
        )


def unchanged_since(source_code: str, report_date: date, landed: Iterable[Landed]) -> date | None:
    """The night since which a source gives nothing new, by what it gave on a night; None when it gives something."""
    given = [{"document_name": each.document_name, "sha256": each.sha256} for each in landed]
    with engine().connect() as connection:
        since: date | None = connection.scalar(
            statement("load/unchanged_since.sql"),
            {"source_code": source_code, "report_date": report_date, "documents": json.dumps(given)},
        )
    return since


def note_changes() -> None:
    """Note, after a load, on which night each source last gave something new."""
    with engine().begin() as connection:
        connection.execute(statement("load/note_changes.sql"))
