"""What analysts get of the marketplaces: what is gone and what was only not seen, prices, sales, completeness."""

from datetime import timedelta
from typing import Any

import pytest
from listing_nights import ListingNights, crawl, record

from etl.nights import tonight
from etl.warehouse import marts
from etl.warehouse.sources_seen import record_fields, record_sources

STATUS = "select status, reason_code from mart.listing_status where listing_code = '1'"


def _source(code: str = "tiki", marketplace: str = "tiki", **changes: Any) -> dict[str, Any]:
    return {
        "source_code": code,
        "province": None,
        "marketplace_code": marketplace,
        "kind": "tiki_storefront",
        "location": "https://tiki.example",
        "owner": "đầu mối",
        "cadence_days": 1,
        "documents": 1,
        "problem": None,
        **changes,
    }


# --- what is gone --------------------------------------------------------------------------------


def test_a_listing_that_was_seen_is_listed(listings: ListingNights) -> None:
    listings.run("2026-11-05", record())
    assert listings.rows(STATUS) == [("listed", None)]


def test_a_listing_that_a_complete_crawl_does_not_find_is_gone(listings: ListingNights) -> None:
    listings.run("2026-11-05", record("1"))
    listings.run("2026-11-06", record("2"))
    assert listings.rows(
        "select status, gone_on::text, last_seen_on::text from mart.listing_status where listing_code = '1'"
    ) == [("gone", "2026-11-06", "2026-11-05")]


@pytest.mark.parametrize("outcome", ["blocked", "failed", "incomplete"])
def test_a_listing_that_a_crawl_could_not_find_is_not_seen(listings: ListingNights, outcome: str) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", crawls=[crawl(outcome)])
    assert listings.rows(STATUS) == [("not_seen", outcome)]


def test_every_query_that_found_it_must_have_been_answered_whole(listings: ListingNights) -> None:
    listings.run("2026-11-05", record(), record(query_code="category=8"))
    listings.run("2026-11-06", crawls=[crawl(), crawl("blocked", query_code="category=8")])
    assert listings.rows(STATUS) == [("not_seen", "blocked")]


def test_queries_that_never_found_it_do_not_matter(listings: ListingNights) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", crawls=[crawl(), crawl("blocked", query_code="category=8")])
    assert listings.rows(STATUS) == [("gone", None)]


def test_a_query_that_is_not_asked_any_more_tells_nothing(listings: ListingNights) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", record("2", query_code="category=8"))
    assert listings.rows(STATUS) == [("not_seen", "not_asked")]


def test_another_marketplace_tells_nothing(listings: ListingNights) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", record("2", source_code="lazada", marketplace_code="lazada"))
    assert listings.rows(STATUS) == [("listed", None)]


@pytest.mark.parametrize("changes", [{"price_vnd": "rẻ"}, {"listing_code": None, "problems": "record"}])
def test_a_listing_whose_record_is_held_back_is_not_gone(listings: ListingNights, changes: dict[str, Any]) -> None:
    listings.run("2026-11-05", record("1"))
    listings.run("2026-11-06", record("1", **changes))
    assert listings.rows(STATUS) == [("not_seen", "held_back")]


def test_a_blocked_night_after_it_was_gone_keeps_the_day_on_which_it_went(listings: ListingNights) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", crawls=[crawl()])
    listings.run("2026-11-07", crawls=[crawl("blocked")])
    assert listings.rows("select status, gone_on::text, missing_since::text from mart.listing_status") == [
        ("not_seen", "2026-11-06", "2026-11-06")
    ]


def test_the_last_price_is_the_last_that_was_stated(listings: ListingNights) -> None:
    listings.run("2026-11-05", record(price_vnd="1000"))
    listings.run("2026-11-06", record(price_vnd=None))
    assert listings.rows("select last_price_vnd, last_price_date::text from mart.listing_status") == [
        (1000, "2026-11-05")
    ]


# --- prices and sales ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "status", "units"),
    [
        (("10", "false"), ("12", "false"), "counted", 2),
        (("10", "false"), ("10", "false"), "counted", 0),
        (("900", "false"), ("1000", "true"), "at_least", 100),
        (("1000", "true"), ("1250", "false"), "rounded", None),
        (("1000", "true"), ("1000", "true"), "rounded", None),
        (("1250", "false"), ("1000", "true"), "rounded", None),
        (("12", "false"), ("10", "false"), "fell_back", None),
        (("2000", "true"), ("1000", "true"), "fell_back", None),
        ((None, None), ("10", "false"), "not_stated", None),
    ],
)
def test_sales_are_told_where_the_counter_tells_them(
    listings: ListingNights, before: tuple[str, str], after: tuple[str, str], status: str, units: int | None
) -> None:
    for night, (count, rounded) in (("2026-10-30", before), ("2026-11-02", after)):
        listings.run(night, record(sold_count=count, is_sold_lower_bound=rounded))
    assert listings.rows("""
        select previous_date::text, sales_status, units_sold from mart.listing_sales where snapshot_date = '2026-11-02'
    """) == [("2026-10-30", status, units)]


def test_a_day_of_a_marketplace_is_told_by_province_of_today(listings: ListingNights) -> None:
    listings.run("2026-11-01", record("1", sold_count="10"), record("2", sold_count="10"), record("3", sold_count="10"))
    listings.run(
        "2026-11-02",
        record("1", price_vnd="1000", sold_count="15"),
        record("2", price_vnd="3000", sold_count="9", seller_code="s2", seller_location="Kiên Giang"),
        record("3", price_vnd=None, sold_count="11", seller_code="s3", seller_location=None),
    )
    assert listings.rows("""
        select marketplace_name, province_name, listings, listings_with_price, median_price_vnd, units_sold,
            listings_fell_back, is_complete
        from mart.marketplace_daily where snapshot_date = '2026-11-02'
        order by listings desc
    """) == [("Tiki", "An Giang", 2, 2, 1000, 5, 1, True), ("Tiki", "Chưa rõ", 1, 0, None, 1, 0, True)]


def test_a_day_that_was_not_crawled_whole_says_so(listings: ListingNights) -> None:
    listings.run("2026-11-01", record(), crawls=[crawl(), crawl("blocked", query_code="category=8")])
    assert listings.rows("select is_complete from mart.marketplace_daily") == [(False,)]


def test_a_listing_is_readable_by_day(listings: ListingNights) -> None:
    listings.run("2026-11-01", record(title="Cũ"))
    listings.run("2026-11-02", record(title="Mới"))
    assert listings.rows("""
        select snapshot_date::text, marketplace_name, title, seller_name, province_name, price_vnd, record_path
        from mart.listing_daily order by 1
    """) == [
        ("2026-11-01", "Tiki", "Cũ", "HTX An Giang", "An Giang", 299000, "$.data[1]"),
        ("2026-11-02", "Tiki", "Mới", "HTX An Giang", "An Giang", 299000, "$.data[1]"),
    ]


# --- completeness --------------------------------------------------------------------------------

COMPLETENESS = "select {} from mart.completeness where subject = 'marketplace'"


def _night(days_ago: int) -> str:
    return (tonight() - timedelta(days=days_ago)).isoformat()


@pytest.mark.parametrize("outcome", ["complete", "incomplete", "blocked", "failed"])
def test_a_marketplace_is_as_complete_as_its_last_night(listings: ListingNights, outcome: str) -> None:
    listings.run(_night(1), crawls=[crawl()])
    listings.run(_night(0), crawls=[crawl(), crawl(outcome, query_code="category=8")])
    assert listings.rows(COMPLETENESS.format("marketplace_code, source_code, status, has_problem, age_days")) == [
        ("tiki", "tiki", outcome, outcome != "complete", 0 if outcome == "complete" else 1)
    ]


def test_a_marketplace_says_why_it_is_not_complete_and_what_to_do(listings: ListingNights) -> None:
    listings.run(_night(1), crawls=[crawl()])
    listings.run(_night(0), crawls=[crawl("blocked", reason_vi="Trang chặn.", reason_en="A block page.")])
    ((vi, en),) = listings.rows(COMPLETENESS.format("message_vi, message_en"))
    assert "0/1 câu tìm được trả lời đủ" in vi
    assert "Trang chặn. Không lách: đợi đêm sau" in vi
    assert "A block page. It is not evaded" in en
    assert f"Last whole night: {_night(1)} (1 days ago)." in en


def test_a_marketplace_that_was_whole_long_ago_is_stale(listings: ListingNights) -> None:
    listings.run(_night(3), crawls=[crawl()])
    assert listings.rows(COMPLETENESS.format("status, is_late, days_late")) == [("stale", True, 2)]


def test_a_marketplace_that_was_never_asked_has_a_row(listings: ListingNights) -> None:
    record_sources(tonight(), [_source()])
    assert listings.rows(COMPLETENESS.format("marketplace_code, status, listings_found")) == [
        ("tiki", "never_asked", None)
    ]


def test_provinces_are_counted_without_marketplaces(listings: ListingNights) -> None:
    listings.run(_night(0), crawls=[crawl()])
    assert marts.refresh()["provinces"] == 34


# --- sources -------------------------------------------------------------------------------------


def test_a_source_changed_when_it_last_listed_something(listings: ListingNights) -> None:
    listings.run("2026-11-05", record())
    listings.run("2026-11-06", crawls=[crawl("blocked", listings_found="0")])
    record_sources(tonight(), [_source()])
    assert listings.rows("select marketplace_code, last_changed_on::text from ops.source_state") == [
        ("tiki", "2026-11-05")
    ]


def test_a_field_that_drifts_is_noted_with_its_first_and_last_night(listings: ListingNights) -> None:
    for days_ago, records in ((1, 7), (0, 8), (2, 6)):
        field = {"field_path": "seller.badge", "state": "unknown", "records": records, "example": f"{records}"}
        record_fields(tonight() - timedelta(days=days_ago), "tiki", [field])
    assert listings.rows("select first_seen_on::text, last_seen_on::text, records, example from ops.source_field") == [
        (_night(2), _night(0), 8, "8")
    ]
