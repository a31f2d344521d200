"""Staging against a bare COPY of the same rows, and against peers that load the same night into a table.

The peers, dlt and pandas, live in an environment of their own: BENCH_PEERS names its Python. Each gets the rows as the
reader leaves them, Parquet, and loads them in its documented best way.
"""

import json
import os
import statistics
import subprocess
from datetime import date
from pathlib import Path

import pyarrow as pa
from psycopg import sql
from pyarrow import csv
from sqlalchemy import text

from benchmarks.landed import SOURCE, land
from benchmarks.report import heading, spread, tell, timed
from benchmarks.scratch import connection, libpq_url, warehouse
from etl import landing, listing_staging
from etl.marketplaces import reading
from etl.nights import tonight
from etl.warehouse import loading, tables
from etl.warehouse.copying import driver
from etl.warehouse.database import engine
from standins.catalogue import Catalogue

RUNS = 5
LEAST_SHARE = 0.8
PEERS = Path(__file__).with_name("peers.py")


def run(listings: int) -> None:
    """Measure with a night of so many listings."""
    heading(f"Staging {listings:,} listings: COPY, staging, peers")
    with warehouse() as home:
        night = tonight()
        land(night, Catalogue.made(listings))
        read = reading.read(SOURCE, landing.landed_on(SOURCE.code, night) or [])
        bare, staged = _side_by_side(night, _csv(read))
        rate = statistics.median(one / other for one, other in zip(bare, staged, strict=True))
        tell("bare COPY of the rows, already CSV", spread(bare))
        tell("staging them (Parquet, numbered, COPY)", spread(staged))
        tell(
            "staging's rate of a bare COPY's, median of pairs",
            f"{rate:.0%}",
            f">= {LEAST_SHARE:.0%}",
            kept=rate >= LEAST_SHARE,
        )
        load_id = listing_staging.stage("bench load", night, [SOURCE])["load_id"]
        merged, _ = timed(lambda: loading.load(load_id))
        tell("staging and merge into the star, vacuum included", f"{statistics.median(staged) + merged:.2f} s")
        _peers(home, read, statistics.median(staged))


def _side_by_side(night: date, content: bytes) -> tuple[list[float], list[float]]:
    """The seconds of a bare COPY and of staging, in turn, each into an empty table."""
    bare, staged = [], []
    for number in range(RUNS + 1):
        _empty()
        seconds, _ = timed(lambda: _bare_copy(content))
        _empty()
        other, _ = timed(lambda number=number: listing_staging.stage(f"bench {number}", night, [SOURCE]))  # type: ignore[misc]
        if number:  # the first of each warms up
            bare.append(seconds)
            staged.append(other)
    _empty()
    return bare, staged


def _csv(read: reading.Read) -> bytes:
    table = pa.concat_tables(reading.pieces_of(read))
    numbered = table.add_column(0, "row_no", pa.array(range(len(table)), pa.int32()))
    numbered = numbered.add_column(0, "load_id", pa.repeat(pa.scalar(0, pa.int64()), len(table)))
    sink = pa.BufferOutputStream()
    csv.write_csv(numbered, sink, csv.WriteOptions(include_header=False))
    return bytes(sink.getvalue())


def _bare_copy(content: bytes) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, ("load_id", "row_no", *reading.COLUMNS)))
    target = sql.Identifier("staging", tables.staging_listing_snapshot.name)
    statement = sql.SQL("copy {} ({}) from stdin with (format csv)").format(target, names)
    with engine().begin() as opened, driver(opened).cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(content)


def _empty() -> None:
    with connection() as opened:
        opened.execute(text("truncate staging.listing_snapshot, staging.crawl"))


def _peers(home: Path, read: reading.Read, staged: float) -> None:
    python = os.environ.get("BENCH_PEERS")
    if not python:
        print("  BENCH_PEERS is not set: no peers (make bench sets it)")
        return
    folder = home / "rows"
    folder.mkdir()
    for number in range(read.pieces):
        piece = landing.load_rows(read.key, reading.rules_version(), number)
        (folder / f"{number:05}.parquet").write_bytes(piece)
    with connection() as opened:
        opened.execute(text("create schema if not exists peers"))
    told = subprocess.run(
        [python, str(PEERS), str(folder), libpq_url(home)], capture_output=True, text=True, check=True
    )
    for name, seconds in json.loads(told.stdout.splitlines()[-1]).items():
        tell(f"{name}, the same rows into a table", spread(seconds))
        tell("  how many times as long as staging takes", f"{statistics.median(seconds) / staged:.1f}")
