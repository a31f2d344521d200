"""Readings -> frames -> staging tables by COPY, all as text: what cannot be cast is held back later, row by row.

Arrow writes the CSV that COPY reads: no loop over rows in Python, and null stays apart from empty text.
"""

import hashlib
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv
from psycopg import sql
from sqlalchemy import Connection, Table, delete

from etl import landing, loads
from etl.landing import Landed
from etl.reports import rules_version
from etl.sources import config
from etl.warehouse import tables
from etl.warehouse.copying import copy_csv
from etl.warehouse.database import engine
from etl.warehouse.statements import statement

TARGET = "fact_province_indicator"
SEEN = tables.document_seen
DOCUMENT = tables.staging_document
FIGURE = tables.staging_province_indicator

# A statement is the same when these are: its place in the document, and what is said there of whom.
IDENTITY = [
    "sha256",
    "quote_start",
    "quote_end",
    "indicator_code",
    "star_code",
    "kind",
    "qualifier",
    "scope",
    "scope_name",
]
# Two figures of one identity that agree on these too are one figure, read twice.
SAID = ["value", "as_of", "period_from", "period_to"]

Row = dict[str, Any]


def stage(
    run_id: str, report_date: date, landed: list[Landed], *, replay: bool = False, reason: str | None = None
) -> dict[str, int]:
    """Stage what the landed documents state, as one load of `run_id`; a retried task's rows replace its earlier ones.

    A document that the star already has, read by these rules and under this source and name, is only noted as seen;
    but for one with rows in quarantine that other checks held back than those of today. With `replay` all are staged;
    `reason` is why a person asked for it. Documents that these rules have not read are left out.
    Gives {load_id, documents, rows, unchanged}: documents and figures staged, and documents left as they are.
    """
    rules = rules_version()
    seen = {(one.source_code, one.document_name): one for one in landed if landing.reading_exists(one.sha256, rules)}
    with engine().begin() as connection:
        load_id = loads.begin(connection, run_id, TARGET, report_date, rules_version=rules, reason=reason)
        _empty(connection, load_id)
        _copy(connection, load_id, SEEN, _frame(SEEN, [one.to_dict() for one in seen.values()]))
        known = set() if replay else _known(connection, load_id)
        new = [one for name, one in seen.items() if name not in known]
        readings = {one.sha256: landing.load_reading(one.sha256, rules) for one in new}
        figures = _figures(readings)
        _copy(connection, load_id, DOCUMENT, _documents(new, readings))
        _copy(connection, load_id, FIGURE, figures)
        counts = {"load_id": load_id, "documents": len(new), "rows": len(figures)}
        connection.execute(statement("load/count.sql"), counts)
    return {**counts, "unchanged": len(known & seen.keys())}


def _empty(connection: Connection, load_id: int) -> None:
    """Take away what an earlier try of the same load has staged or held back."""
    for table in (SEEN, DOCUMENT, FIGURE, tables.quarantine_province_indicator):
        connection.execute(delete(table).where(table.c.load_id == load_id))


def _known(connection: Connection, load_id: int) -> set[tuple[str, str]]:
    """Source and name of the documents that the star has by another load, read by the same rules."""
    rows = connection.execute(statement("load/known_documents.sql"), {"load_id": load_id})
    return {(row.source_code, row.document_name) for row in rows}


def _documents(landed: list[Landed], readings: dict[str, Row]) -> pd.DataFrame:
    declared = {source.code: source.province for source in config.listed()}
    rows = [
        {
            **one.to_dict(),
            **readings[one.sha256],
            "province_name": readings[one.sha256]["province"],
            "declared_province_name": declared.get(one.source_code),
        }
        for one in landed
    ]
    return _frame(DOCUMENT, rows)


def _figures(readings: dict[str, Row]) -> pd.DataFrame:
    """The figures of each content once, numbered, with the identity of their statements."""
    rows = [_row(sha256, figure) for sha256, reading in readings.items() for figure in reading["figures"]]
    frame = _frame(FIGURE, rows).drop_duplicates([*IDENTITY, *SAID])
    # one place may state two figures that differ in time or value only, "from 10 in 2020 to 20": the nth of its kind
    nth = frame.groupby(IDENTITY, dropna=False).cumcount()
    words = frame[IDENTITY].fillna("").assign(nth=nth.astype("str").where(nth > 0, ""))
    return frame.assign(
        row_no=range(1, len(frame) + 1),
        statement_id=[
            hashlib.sha256("\x1f".join(identity).encode()).hexdigest() for identity in words.itertuples(index=False)
        ],
    )


def _row(sha256: str, figure: Row) -> Row:
    value, scope = figure["value"], figure["scope"] or "own"
    return {
        **figure,
        "sha256": sha256,
        "value": int(value) if isinstance(value, float) and value.is_integer() else value,
        "indicator_code": figure["indicator"],
        "star_code": figure["star"] or "all",
        "scope": scope,
        "scope_name": figure["scope_name"] or ("CẢ NƯỚC" if scope == "national" else None),
        "quote_start": figure["start"],
        "quote_end": figure["end"],
        "breakdown_id": f"{sha256[:16]}:{figure['breakdown']}" if figure["breakdown"] else None,
    }


def _frame(table: Table, rows: list[Row]) -> pd.DataFrame:
    """Rows as Arrow text in the columns of a table; what the table has no column for is left out."""
    names = [column.name for column in table.columns]
    return pd.DataFrame([[_text(row.get(name)) for name in names] for row in rows], columns=names, dtype="str")


def _text(value: Any) -> str | None:
    # PostgreSQL's text has no NUL; a sign in its place keeps the offsets of quotes
    return None if value is None else str(value).replace("\0", "\ufffd")


def _copy(connection: Connection, load_id: int, table: Table, frame: pd.DataFrame) -> None:
    """Append the rows of a load to a staging table."""
    csv = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.Table.from_pandas(frame.assign(load_id=load_id), preserve_index=False), csv)
    copy_csv(connection, sql.Identifier(str(table.schema), table.name), csv.getvalue())
