"""The load of a night with one row of history and with 30 million: what lies behind must not slow it down.

And the same night again: 0 rows changed, and what its merge writes ahead.
"""

import statistics
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.landed import SOURCE, land
from benchmarks.report import heading, spread, tell, timed
from benchmarks.scratch import connection, wal_position, warehouse
from etl import landing, listing_staging
from etl.marketplaces import reading
from etl.nights import tonight
from etl.warehouse import loading, partitions, server, tables
from standins.catalogue import Catalogue, Listing

NIGHTS = 3
CHANGES_OF = 20  # every twentieth listing has another title and price on a night
MOST_TIMES = 1.2
# Nights of the past: the listings of tonight, on each day before, as the first load left them.
PAST = """
    insert into warehouse.fact_listing_snapshot
    select
        listing_id, cast(:day as date), listing_key, marketplace_id, seller_id, seller_key, province_id, price_vnd,
        price_max_vnd, list_price_vnd, price_text, list_price_text, sold_count, is_sold_lower_bound, sold_text, rating,
        reviews, variants, query_ids, source_code, sha256, record_path, fetched_at, load_id
    from warehouse.fact_listing_snapshot
    where snapshot_date = :first
    limit :rows
"""


def run(listings: int, history: int) -> None:
    """Measure nights of so many listings, first with one row behind them, then with so many."""
    heading(f"The load of {listings:,} listings with 1 and with {history:,} rows of history")
    first, nights = tonight(), [tonight() + timedelta(days=n) for n in range(1, NIGHTS + 1)]
    with warehouse() as home:
        few = _loads(home, first, nights, Catalogue.made(listings), 1)
    with warehouse() as home:
        many = _loads(home, first, nights, Catalogue.made(listings), history)
        _again(nights[-1])
    ratio = statistics.median(many) / statistics.median(few)
    tell("load (merge and vacuum), 1 row of history", spread(few))
    tell(f"load (merge and vacuum), {history:,} rows of history", spread(many))
    tell("how many times as long", f"{ratio:.2f}", f"<= {MOST_TIMES}", kept=ratio <= MOST_TIMES)


def _loads(home: Path, first: date, nights: list[date], catalogue: Catalogue, history: int) -> list[float]:
    """The seconds of each night's load after a first one; on each, one listing in CHANGES_OF has changed."""
    land(first, catalogue)
    _load(first)
    _past(home, first, history)
    seconds = []
    for number, night in enumerate(nights, start=1):
        catalogue = Catalogue(_changed(listing, number) for listing in catalogue.listings)
        land(night, catalogue)
        seconds.append(_load(night))
    return seconds


def _changed(listing: Listing, number: int) -> Listing:
    if listing.number % CHANGES_OF != number:
        return listing
    return replace(listing, title=f"{listing.title} {number}", price=(listing.price or 100_000) + 1_000)


def _load(night: date) -> float:
    """Read, stage and load a night; gives the seconds of the load alone."""
    reading.read(SOURCE, landing.landed_on(SOURCE.code, night) or [])
    load_id = listing_staging.stage(f"bench {night}", night, [SOURCE])["load_id"]
    return timed(lambda: loading.load(load_id))[0]


def _past(home: Path, first: date, rows: int) -> None:
    """Let there be so many rows: of the first night, and on days before its month, the newest first."""
    day = first.replace(day=1)
    # The superuser may leave out the foreign keys' triggers: these rows' keys were checked once, and it takes minutes.
    superuser = create_engine(server.url(home, "postgres", "ocop"), isolation_level="AUTOCOMMIT")
    with superuser.connect() as opened:
        opened.execute(text("set session_replication_role = replica"))
        if rows == 1:
            opened.execute(text("delete from warehouse.fact_listing_snapshot where listing_id > 1"))
        while rows > 1:
            day -= timedelta(days=1)
            partitions.make(tables.fact_listing_snapshot, day)
            rows -= opened.execute(text(PAST), {"day": day, "first": first, "rows": rows}).rowcount
        opened.execute(text("vacuum (analyze) warehouse.fact_listing_snapshot"))
        opened.execute(text("checkpoint"))


def _again(night: date) -> None:
    """Load the same night once more."""
    load_id = listing_staging.stage(f"bench again {night}", night, [SOURCE])["load_id"]
    with connection() as opened:
        before = wal_position(opened)
        seconds, done = timed(lambda: loading.load(load_id))
        written = wal_position(opened) - before
        changed = opened.scalar(
            text("select count(*) from warehouse.fact_listing_snapshot where snapshot_date = :n and load_id = :l"),
            {"n": night, "l": load_id},
        )
    tell("the same night again", f"{seconds:.2f} s, {done['state']}")
    tell("  rows changed", str(changed), "0", kept=changed == 0)
    tell("  write-ahead log of its load", f"{written / 1024:,.0f} KiB")
