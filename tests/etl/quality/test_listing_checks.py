"""The checks of listings, before the merge and after it: a sound record passes beside the one that fails."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from listing_nights import NIGHT, ListingNights, crawl, record
from sqlalchemy import text

from etl import quality
from etl.errors import DataError
from etl.quality.suites import FOLDER
from etl.warehouse import loading

HELD = {  # check -> what is wrong with the record
    "record_whole": {"title": None},
    "values_parsed": {"sold_count": "1k+"},
    "price_above_zero": {"price_vnd": "0"},
    "price_below_limit": {"price_vnd": "1000000000"},
    "rating_range": {"rating": "5.5"},
    "fetched_that_night": {"fetched_at": "2026-11-01T00:00:00+00:00"},
}
FLAGGED = {
    "list_price_not_below_price": {"list_price_vnd": "1000"},
    "sold_counter_kept": {"sold_count": "11"},
    "price_steady": {"price_vnd": "29000"},
    "place_known": {"seller_location": "Kho quốc tế"},
}


def checked(load_id: int, stage: str = "staging") -> dict[str, dict[str, Any]]:
    """The results of the checks of a stage by code."""
    return {result["code"]: result for result in quality.check(load_id, stage)}


def failed(results: dict[str, dict[str, Any]]) -> list[str]:
    return [code for code, result in results.items() if result["outcome"] != "passed"]


@pytest.mark.parametrize("code", HELD)
def test_a_record_that_fails_a_critical_check_is_held_back(listings: ListingNights, code: str) -> None:
    load_id = listings.stage(NIGHT, record("1"), record("2", **HELD[code]))
    results = checked(load_id)
    assert failed(results) == [code]
    assert (results[code]["severity"], results[code]["rows_failed"], results[code]["rows_held"]) == ("critical", 1, 1)
    assert listings.rows("select row_no, failed_expectations from quarantine.listing_snapshot") == [(2, [code])]


@pytest.mark.parametrize("problem", ["record", "price_vnd", "sold_count"])
def test_what_the_reader_could_not_tell_is_held_back_and_named(listings: ListingNights, problem: str) -> None:
    results = checked(listings.stage(NIGHT, record(problems=problem, price_vnd=None, record='{"id": 1}')))
    (code,) = failed(results)
    assert results[code]["sample"][0]["problems"] == problem


@pytest.mark.parametrize(
    "changes", [{"price_vnd": None, "price_text": "Liên hệ"}, {"sold_count": None}, {"rating": None}]
)
def test_what_is_absent_is_no_fault(listings: ListingNights, changes: dict[str, Any]) -> None:
    assert failed(checked(listings.stage(NIGHT, record(**changes)))) == []


@pytest.mark.parametrize("code", FLAGGED)
def test_a_doubtful_record_is_flagged_and_loaded(listings: ListingNights, code: str) -> None:
    listings.run("2026-11-01", record())
    load_id = listings.stage(NIGHT, record(**FLAGGED[code]))
    assert failed(checked(load_id)) == [code]
    assert loading.load(load_id)["rows_inserted"] == 1


def test_an_exact_counter_that_is_rounded_from_now_on_has_not_fallen(listings: ListingNights) -> None:
    listings.run("2026-11-01", record(sold_count="1250"))
    load_id = listings.stage(NIGHT, record(sold_count="1000", is_sold_lower_bound="true"))
    assert failed(checked(load_id)) == []


def test_pages_that_repeat_listings_are_flagged(listings: ListingNights) -> None:
    results = checked(listings.stage(NIGHT, record("1"), record("1", page_name="page-0002")))
    assert (failed(results), results["pages_do_not_repeat"]["rows_failed"]) == (["pages_do_not_repeat"], 1)


def test_a_sound_merge_passes_every_check_of_the_star(listings: ListingNights) -> None:
    listings.run("2026-11-01", record("1"), record("2", seller_code=None, seller_name=None))
    load_id = listings.stage(NIGHT, record("1", title="Khác"), record("1"), record("2"), record("3", price_vnd="rẻ"))
    quality.check(load_id, "staging")
    loading.load(load_id)
    results = checked(load_id, "star")
    assert failed(results) == []
    assert results["keys_known"]["rows_checked"] == 2


def test_a_night_that_was_blocked_passes_the_checks_of_the_star(listings: ListingNights) -> None:
    load_id = listings.stage(NIGHT, crawls=[crawl("blocked")])
    assert failed(checked(load_id)) == []
    loading.load(load_id)
    assert failed(checked(load_id, "star")) == []


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("load_reconciles", "delete from warehouse.fact_listing_snapshot where listing_id = 1"),
        ("listing_version", "update warehouse.dim_listing set seller_id = -1"),
        ("seller_version", "update warehouse.fact_listing_snapshot set province_id = 79"),
        ("keys_known", "update warehouse.fact_listing_snapshot set query_ids = '{77}'"),
        ("one_open_version", "update warehouse.dim_seller set valid_to = '2026-11-06'"),
        (
            "versions_follow_each_other",
            "insert into warehouse.dim_seller (seller_id, seller_code, province_id, valid_from, valid_to)"
            " select seller_id, seller_code, province_id, '2026-01-01', '2026-02-01' from warehouse.dim_seller",
        ),
    ],
)
def test_what_only_a_broken_merge_can_leave_is_seen(listings: ListingNights, code: str, spoil: str) -> None:
    load_id = listings.stage(NIGHT, record("1"), record("2"))
    loading.load(load_id)
    with listings.engine.begin() as connection:
        connection.execute(text(spoil))
    assert failed(checked(load_id, "star")) == [code]


def test_a_held_record_is_shown_with_its_night_and_marketplace(listings: ListingNights) -> None:
    listings.run("2026-11-01", record())
    listings.run(NIGHT, record(price_vnd="rẻ"))
    assert listings.rows("""
        select report_date::text, marketplace_name, listing_code, listing_id is not null from quarantine.held_listing
    """) == [(NIGHT, "Tiki", "1", True)]


def test_a_doubt_is_refused_where_nobody_can_accept_what_it_holds(listings: ListingNights, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "expectations")
    with (folder / "listing_snapshot_staging.yaml").open("a", encoding="utf-8") as file:
        file.write("""
  - code: mine
    severity: warning
    quarantine: true
    owner: data engineers
    message_vi: "{rows_failed}"
    message_en: "{rows_failed}"
    sql: select row_no from listing
""")
    load_id = listings.stage(NIGHT, record("1"))
    with pytest.raises(DataError, match="mine: accepted_for"):
        quality.check(load_id, "staging", folder=folder)
