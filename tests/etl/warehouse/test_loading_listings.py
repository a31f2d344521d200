"""Loads of listings: what they write, that nights may come in any order, and that nothing is written twice."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listing_nights import NIGHT, ListingNights, crawl, record
from sqlalchemy import text

from etl.errors import DataError
from etl.warehouse import loading

Written = Callable[[], dict[str, list[tuple[str, str]]]]

LISTINGS = """
    select listing_code, title, category_code, seller_code, valid_from::text, valid_to::text
    from warehouse.dim_listing
    left join (select distinct seller_id, seller_code from warehouse.dim_seller) as seller using (seller_id)
    order by listing_code, valid_from
"""
SELLERS = """
    select seller_code, seller_name, seller_location, province_id, valid_from::text, valid_to::text
    from warehouse.dim_seller where seller_id <> -1
    order by seller_code, valid_from
"""
FACTS = """
    select listing_code, snapshot_date::text, title, seller.seller_code, seller.seller_name, fact.province_id,
        price_vnd, query_ids
    from warehouse.fact_listing_snapshot as fact
    join warehouse.dim_listing as listing using (listing_id, listing_key, seller_id)
    join warehouse.dim_seller as seller using (seller_id, seller_key)
    order by 1, 2
"""
SCANS = """
    select relname, seq_scan, idx_scan from pg_stat_user_tables
    where relname in ('fact_listing_snapshot_2026_09', 'fact_listing_snapshot_2026_10')
"""


# --- a load --------------------------------------------------------------------------------------


def test_a_snapshot_leads_back_to_its_record_query_and_load(listings: ListingNights) -> None:
    done = listings.run(NIGHT, record())
    assert done == {"state": "loaded", "documents": 1, "rows_inserted": 1, "rows_closed": 0, "rows_quarantined": 0}
    assert listings.rows("""
        select marketplace_name, listing.title, seller.seller_name, province.province_name, price_vnd, price_text,
            sold_count, is_sold_lower_bound, rating, fact.sha256, record_path, query.query_code, load.run_id
        from warehouse.fact_listing_snapshot as fact
        join warehouse.dim_marketplace using (marketplace_id)
        join warehouse.dim_listing as listing using (listing_id, listing_key)
        join warehouse.dim_seller as seller using (seller_key)
        join warehouse.dim_province as province on province.province_id = fact.province_id
        join warehouse.dim_crawl_query as query on query.query_id = any(fact.query_ids)
        join ops.load on load.load_id = fact.load_id
    """) == [
        ("Tiki", "Mật ong 1", "HTX An Giang", "An Giang", 299000, "299.000", 12, False, Decimal("4.80"),
         f"{NIGHT} page-0001", "$.data[1]", "keyword=ocop", "run 1"),
    ]  # fmt: skip


def test_a_second_run_of_the_night_changes_no_row(listings: ListingNights, written: Written) -> None:
    night = [record("1"), record("2", seller_code=None, seller_name="Chợ quê"), record("3", price_vnd="0")]
    listings.run(NIGHT, *night)
    before = written()
    assert listings.run(NIGHT, *night)["state"] == "unchanged"
    assert written() == before


def test_a_load_may_run_twice_on_what_was_staged_once(listings: ListingNights, written: Written) -> None:
    load_id = listings.stage(NIGHT, record("1"), record("2", price_vnd="cheap"))
    first = loading.load(load_id)
    before = written()
    assert loading.load(load_id) == first
    assert written() == before


def test_a_page_fetched_again_with_the_same_values_changes_no_row(listings: ListingNights, written: Written) -> None:
    listings.run(NIGHT, record())
    before = written()
    listings.run(NIGHT, record(sha256="another page", fetched_at=f"{NIGHT}T20:00:00+00:00"))
    assert written() == before


def test_each_month_has_a_partition(listings: ListingNights) -> None:
    for night in ("2026-12-31", "2026-11-30", "2027-01-01"):
        listings.run(night, record())
    assert listings.rows("select tableoid::regclass::text from warehouse.fact_listing_snapshot order by 1") == [
        ("warehouse.fact_listing_snapshot_2026_11",),
        ("warehouse.fact_listing_snapshot_2026_12",),
        ("warehouse.fact_listing_snapshot_2027_01",),
    ]


def test_a_night_reads_no_other_month(listings: ListingNights) -> None:
    """Also one on which a title, a seller and a price change."""
    for night in ("2026-09-05", "2026-10-05"):
        listings.run(night, record("1"), record("2"))
    before = listings.rows(SCANS)
    listings.run("2026-11-05", record("1", title="B", seller_name="Khác"), record("2", price_vnd="1"), record("3"))
    assert listings.rows(SCANS) == before


def test_a_load_whose_staging_was_lost_says_so(listings: ListingNights) -> None:
    load_id = listings.stage(NIGHT, record())
    with listings.engine.begin() as connection:
        connection.execute(text("truncate staging.listing_snapshot"))
    with pytest.raises(DataError, match="clear the run from its task `stage` on"):
        loading.load(load_id)


def test_a_load_of_no_records_still_says_how_the_crawl_went(listings: ListingNights) -> None:
    assert listings.run(NIGHT, crawls=[crawl("blocked")])["state"] == "loaded"
    assert listings.rows("select source_code, outcome, reason_en from ops.crawl") == [("tiki", "blocked", "blocked")]


# --- records -------------------------------------------------------------------------------------


def test_a_listing_found_twice_is_there_once_as_fetched_last_with_both_queries(listings: ListingNights) -> None:
    listings.run(
        NIGHT,
        record(price_vnd="2", query_code="category=8", fetched_at=f"{NIGHT}T19:00:00+00:00"),
        record(price_vnd="1", fetched_at=f"{NIGHT}T18:00:00+00:00"),
    )
    queries = [query_id for (query_id,) in listings.rows("select query_id from warehouse.dim_crawl_query order by 1")]
    assert listings.rows("select price_vnd, query_ids from warehouse.fact_listing_snapshot") == [(2, queries)]


def test_of_two_records_fetched_at_once_the_last_row_counts(listings: ListingNights) -> None:
    listings.run(NIGHT, record(price_vnd="1"), record(price_vnd="2"))
    assert listings.rows("select price_vnd from warehouse.fact_listing_snapshot") == [(2,)]


def test_one_code_on_two_marketplaces_is_two_listings(listings: ListingNights) -> None:
    listings.run(NIGHT, record(), record(source_code="lazada", marketplace_code="lazada"))
    assert listings.rows("select count(distinct listing_id), count(distinct seller_id) from warehouse.dim_listing") == [
        (2, 2)
    ]


def test_a_price_that_is_not_stated_is_missing(listings: ListingNights) -> None:
    listings.run(NIGHT, record(price_vnd=None, price_text="Liên hệ"))
    assert listings.rows("select price_vnd, price_text from warehouse.fact_listing_snapshot") == [(None, "Liên hệ")]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"price_vnd": "rẻ"}, "price_vnd"),
        ({"price_vnd": "0"}, "price_vnd"),
        ({"price_vnd": "-1"}, "price_vnd"),
        ({"price_vnd": "99999999999999999999"}, "price_vnd"),
        ({"price_max_vnd": "1"}, "price_max_vnd"),
        ({"list_price_vnd": "0"}, "list_price_vnd"),
        ({"sold_count": "1k+"}, "sold_count"),
        ({"is_sold_lower_bound": "perhaps"}, "is_sold_lower_bound"),
        ({"rating": "5.01"}, "rating"),
        ({"rating": "NaN"}, "rating"),
        ({"reviews": "-1"}, "reviews"),
        ({"variants": "nhiều"}, "variants"),
        ({"fetched_at": "tối qua"}, "fetched_at"),
        ({"sha256": None}, "sha256"),
        ({"record_path": None}, "record_path"),
        ({"listing_code": None}, "listing_code"),
        ({"title": ""}, "title"),
        ({"query_code": "keyword=unasked"}, "query_code"),
        ({"marketplace_code": "lazada"}, "marketplace_code"),
        ({"problems": "sold_count"}, "sold_count"),
        ({"problems": "record", "record": "[]"}, "record"),
    ],
    ids=str,
)
def test_a_record_that_the_star_would_refuse_goes_to_quarantine_and_the_others_load(
    listings: ListingNights, changes: dict[str, Any], column: str
) -> None:
    done = listings.run(NIGHT, record("1", **changes), record("2"), crawls=[crawl()])
    assert (done["rows_inserted"], done["rows_quarantined"]) == (1, 1)
    ((held,),) = listings.rows("select failed_expectations from quarantine.listing_snapshot")
    assert f"not_loadable_{column}" in held


# --- sellers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("night", "location", "province_id"),
    [
        ("2026-11-05", "An Giang", 2591),
        ("2026-11-05", "An Giang (cũ)", 89),
        ("2025-06-01", "An Giang", 89),
        ("2026-11-05", "Bình Dương", 74),
        ("2026-11-05", "TP. Hồ Chí Minh", 2579),
        ("2026-11-05", "Kho quốc tế", -1),
        ("2026-11-05", None, -1),
    ],
)
def test_a_sellers_place_is_the_territory_that_bears_its_name(
    listings: ListingNights, night: str, location: str | None, province_id: int
) -> None:
    listings.run(night, record(seller_location=location))
    assert listings.rows("select province_id from warehouse.fact_listing_snapshot") == [(province_id,)]


def test_a_seller_without_a_code_is_known_by_its_name(listings: ListingNights) -> None:
    listings.run(NIGHT, record("1", seller_code=None), record("2", seller_code=None))
    assert listings.rows("select seller_code from warehouse.dim_seller where seller_id <> -1") == [
        ("name:HTX An Giang",)
    ]


def test_a_listing_of_nobody_is_of_the_unknown_seller(listings: ListingNights) -> None:
    listings.run(NIGHT, record(seller_code=None, seller_name=None, seller_location=None))
    assert listings.rows("select seller_id, seller_key, province_id from warehouse.fact_listing_snapshot") == [
        (-1, -1, -1)
    ]


# --- history -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes", [{"title": "Mật ong rừng"}, {"seller_code": "s2"}, {"category_code": "9"}, {"category_name": "Khác"}]
)
def test_a_new_title_seller_or_category_is_a_new_version(listings: ListingNights, changes: dict[str, Any]) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", record(**changes))
    assert [row[-2:] for row in listings.rows(LISTINGS)] == [("2026-11-05", "2026-11-06"), ("2026-11-06", None)]


def test_a_new_address_is_none(listings: ListingNights) -> None:
    listings.run("2026-11-05", record(url="old"))
    listings.run("2026-11-06", record(url="new"))
    assert listings.rows("select url, valid_to from warehouse.dim_listing") == [("new", None)]


def test_an_older_night_does_not_bring_an_older_address_back(listings: ListingNights) -> None:
    listings.run("2026-11-06", record(url="new"))
    listings.run("2026-11-05", record(url="old"))
    assert listings.rows("select url from warehouse.dim_listing") == [("new",)]


def test_a_late_night_gives_the_snapshots_around_it_their_versions(listings: ListingNights) -> None:
    for night, title in (("2026-11-05", "A"), ("2026-11-07", "A"), ("2026-11-06", "B")):
        listings.run(night, record(title=title))
    assert [row[:3] for row in listings.rows(FACTS)] == [
        ("1", "2026-11-05", "A"),
        ("1", "2026-11-06", "B"),
        ("1", "2026-11-07", "A"),
    ]


def test_a_night_read_otherwise_later_is_as_it_was_read_last(listings: ListingNights) -> None:
    listings.run("2026-11-05", record(title="A", seller_code="s1"))
    listings.run("2026-11-05", record(title="B", seller_code="s2"))
    assert [row[1:4] for row in listings.rows(LISTINGS)] == [("B", "8", "s2")]
    assert [row[0] for row in listings.rows(SELLERS)] == ["s2"]


def test_a_page_fetched_earlier_does_not_take_the_place_of_a_later_one(listings: ListingNights) -> None:
    listings.run(NIGHT, record(price_vnd="2", title="B", fetched_at=f"{NIGHT}T19:00:00+00:00"))
    listings.run(NIGHT, record(price_vnd="1", title="A", fetched_at=f"{NIGHT}T18:00:00+00:00"))
    assert [(row[2], row[6]) for row in listings.rows(FACTS)] == [("B", 2)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_a_seller_said_of_itself_stays_whichever_load_of_a_night_came_first(
    listings: ListingNights, order: tuple[int, int]
) -> None:
    said = record("1", seller_code="s2", fetched_at=f"{NIGHT}T18:00:00+00:00")
    silent = record("2", seller_code="s2", seller_location=None, fetched_at=f"{NIGHT}T18:00:00+00:00")
    again = record("1", seller_code="s1", fetched_at=f"{NIGHT}T19:00:00+00:00")
    loads = [[said, silent], [again]]
    for number in order:
        listings.run(NIGHT, *loads[number])
    assert [row[2] for row in listings.rows(SELLERS) if row[0] == "s2"] == ["An Giang"]


TITLES = st.sampled_from(["A", "B"])
SEEN = st.fixed_dictionaries(
    {
        "title": TITLES,
        "seller_code": st.sampled_from(["s1", "s2", None]),
        "seller_name": st.sampled_from(["HTX", "Cơ sở", None]),
        "seller_location": st.sampled_from(["An Giang", "Hà Nội", None]),
        "price_vnd": st.sampled_from(["1000", "2000", None]),
    }
)
NIGHTS = st.lists(
    st.tuples(st.integers(1, 5), st.dictionaries(st.sampled_from(["1", "2", "3"]), SEEN)), min_size=2, max_size=6
)


@settings(max_examples=7, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nights_in_any_order_end_in_the_same_star(listings: ListingNights, data: st.DataObject) -> None:
    """Also nights that are crawled again, and loads that are repeated."""
    loads = [
        (
            f"2026-{10 + number % 2}-0{day}",
            [
                record(code, fetched_at=f"2026-11-0{day}T1{number}:00:00+00:00", sha256=f"{number}", **seen)
                for code, seen in listed.items()
            ],
        )
        for number, (day, listed) in enumerate(data.draw(NIGHTS))
    ]
    repeated = data.draw(st.lists(st.sampled_from(loads), max_size=2))

    def star(order: list[tuple[str, list[dict[str, Any]]]]) -> tuple[Any, ...]:
        _empty(listings)
        for night, records in order:
            listings.run(night, *records, crawls=[crawl()])
        return listings.rows(LISTINGS), listings.rows(SELLERS), listings.rows(FACTS)

    assert star(data.draw(st.permutations(loads + repeated))) == star(sorted(loads, key=lambda load: load[0]))


def _empty(listings: ListingNights) -> None:
    with listings.engine.begin() as connection:
        connection.execute(
            text("truncate warehouse.fact_listing_snapshot, warehouse.dim_listing, staging.listing_snapshot")
        )
        connection.execute(text("delete from warehouse.dim_seller where seller_id <> -1"))


# --- quarantine ----------------------------------------------------------------------------------

HELD = "select listing_code, released_reason from quarantine.listing_snapshot order by quarantine_id"


def test_a_record_that_is_sound_in_a_later_load_of_its_night_is_released(listings: ListingNights) -> None:
    listings.run(NIGHT, record(price_vnd="rẻ"))
    listings.run(NIGHT, record(price_vnd="1000"))
    assert listings.rows(HELD) == [("1", "loaded")]


def test_a_record_held_again_keeps_its_age(listings: ListingNights) -> None:
    listings.run(NIGHT, record(price_vnd="rẻ"))
    listings.run(NIGHT, record(price_vnd="rẻ"))
    assert listings.rows(HELD) == [("1", "held_again"), ("1", None)]
    assert listings.rows("select count(distinct quarantined_at) from quarantine.listing_snapshot") == [(1,)]


def test_a_record_that_its_page_does_not_give_any_more_is_released(listings: ListingNights) -> None:
    listings.run(NIGHT, record("1", listing_code=None, problems="record"), record("2"), crawls=[crawl()])
    listings.run(NIGHT, record("2"))
    assert listings.rows(HELD) == [(None, "read_otherwise")]


@pytest.mark.parametrize(
    ("outcome", "reason"), [("complete", "document_superseded"), ("incomplete", None), ("blocked", None)]
)
def test_a_record_of_an_earlier_night_is_settled_only_by_a_whole_night(
    listings: ListingNights, outcome: str, reason: str | None
) -> None:
    listings.run("2026-11-05", record(price_vnd="rẻ"))
    listings.run("2026-11-06", record(price_vnd="1000"), crawls=[crawl(outcome)])
    assert listings.rows(HELD) == [("1", reason)]


def test_a_record_of_a_later_night_is_held_on(listings: ListingNights) -> None:
    listings.run("2026-11-06", record(price_vnd="rẻ"))
    listings.run("2026-11-05", record(price_vnd="1000"))
    assert listings.rows(HELD) == [("1", None)]


def test_a_snapshot_whose_record_is_held_back_now_is_withdrawn(listings: ListingNights) -> None:
    listings.run("2026-11-04", record())
    listings.run("2026-11-05", record(title="Nhầm"))
    done = listings.run("2026-11-05", record(title="Nhầm", problems="price_vnd"))
    assert (done["state"], done["rows_closed"], done["rows_quarantined"]) == ("loaded", 1, 1)
    assert [row[:3] for row in listings.rows(FACTS)] == [("1", "2026-11-04", "Mật ong 1")]
    assert [row[1] for row in listings.rows(LISTINGS)] == ["Mật ong 1"]


# --- crawls --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("complete", "incomplete", "complete"),
        ("blocked", "complete", "complete"),
        ("incomplete", "blocked", "incomplete"),
        ("blocked", "incomplete", "incomplete"),
    ],
)
def test_of_two_crawls_of_a_night_the_more_complete_one_stands(
    listings: ListingNights, first: str, second: str, stands: str
) -> None:
    for outcome in (first, second):
        listings.run(NIGHT, crawls=[crawl(outcome)])
    assert listings.rows("select outcome from ops.crawl") == [(stands,)]


def test_of_two_crawls_that_are_as_complete_the_later_one_stands(listings: ListingNights) -> None:
    for hour, found in ((20, "8"), (19, "7")):
        listings.run(NIGHT, crawls=[crawl(listings_found=found, ended_at=f"{NIGHT}T{hour}:00:00+00:00")])
    assert listings.rows("select listings_found from ops.crawl") == [(8,)]


def test_a_marketplace_that_is_renamed_has_its_new_name(listings: ListingNights) -> None:
    for name in ("Tiki", "Tiki Việt Nam"):
        listings.run(NIGHT, crawls=[crawl(marketplace_name=name)])
    assert listings.rows("select marketplace_name from warehouse.dim_marketplace") == [("Tiki Việt Nam",)]
