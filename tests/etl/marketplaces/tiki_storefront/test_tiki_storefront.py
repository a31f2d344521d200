"""Tiki's storefront: its search by keyword, category and seller, and its many ways to say how many were sold."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from crawls import crawled, read, row, rows, source

from etl.marketplaces.marketplace import Marketplace, Query
from standins.catalogue import Catalogue
from standins.faults import put, renamed
from standins.platform import Fault, Reply
from standins.server import Site, serving
from standins.tiki_storefront import TikiStorefront

OCOP = Query("keyword", "ocop")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(TikiStorefront()) as site:
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "tiki_storefront", Query("keyword", "mẫu"))


@pytest.mark.parametrize("query", [OCOP, Query("category", "44001"), Query("seller", "990005")], ids=lambda q: q.kind)
def test_it_is_asked_by(site: Site, query: Query) -> None:
    (crawl,) = crawled(source(site, "tiki_storefront", query))
    assert crawl.outcome == "complete" and crawl.listings_found > 0


def test_a_listing_has_all_that_the_search_shows(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 1)
    assert listing["title"] == "Trà mẫu Tân Cương nõn tôm hộp 100g - OCOP 4 Sao"
    assert listing["url"].startswith("https://tiki.vn/tra-mau-tan-cuong")
    assert (listing["seller_code"], listing["seller_name"]) == ("990001", "HTX Chè mẫu Tân Cương")
    assert (listing["price_vnd"], listing["list_price_vnd"]) == ("185000", "220000")
    assert (listing["sold_text"], listing["sold_count"], listing["is_sold_lower_bound"]) == (
        "Đã bán 128",
        "128",
        "false",
    )
    assert (listing["rating"], listing["reviews"]) == ("4.7", "38")


def test_a_price_of_0_is_no_price(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 6)
    assert (listing["price_text"], listing["price_vnd"], listing["problems"]) == ("0", None, None)


def test_a_sold_counter_with_a_plus_is_a_lower_bound(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 2)
    assert (listing["sold_text"], listing["sold_count"], listing["is_sold_lower_bound"]) == (
        "Đã bán 1k+",
        "1000",
        "true",
    )


def test_listings_without_a_counter_have_sold_nothing_that_is_known(market: Marketplace) -> None:
    crawled(market)
    assert row(market, 3)["sold_count"] is None  # null
    assert row(market, 6)["sold_count"] is None  # absent


def test_a_counter_of_nulls_states_nothing(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.*.quantity_sold", {"text": None, "value": None}))]
    crawled(market)
    assert {(each["sold_text"], each["sold_count"], each["problems"]) for each in rows(market)} == {(None, None, None)}


def test_a_counter_in_a_list_of_one_is_read(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.*.quantity_sold", [{"text": "Đã bán 1k+", "value": 1234}]))]
    crawled(market)
    assert {(each["sold_text"], each["sold_count"], each["problems"]) for each in rows(market)} == {
        ("Đã bán 1k+", "1000", None)
    }


def test_one_bad_record_loses_no_other(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.0", "?"), when=1), Fault(put("data.1.price", {"a": 1}), when=1)]
    crawled(market)
    assert [each["problems"] for each in rows(market)][:3] == ["record", "price", None]


def test_a_new_field_is_drift(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.*.khuyen_mai", {"a": 1}))]
    crawled(market)
    assert list(read(market).drift.unknown) == ["khuyen_mai"]


@pytest.mark.parametrize(
    ("name", "example"), [("mo_ta", "Chè \ud83c"), ("k\ud83c", 1), ("a\0b", {"c\ud83c": 1})], ids=ascii
)
def test_a_new_field_that_is_cut_in_the_middle_of_a_character_can_be_recorded(
    site: Site, market: Marketplace, name: str, example: object
) -> None:
    def added(reply: Reply) -> Reply:
        payload = json.loads(reply.body)
        payload["data"][0][name] = example
        return replace(reply, body=json.dumps(payload).encode())

    site.platform.faults = [Fault(added)]
    crawled(market)
    (field,) = read(market).drift.fields()
    recorded = f"{field['field_path']} {field['example']}"
    assert recorded.encode() and "\0" not in recorded


def test_the_documented_fields_are_no_drift(market: Marketplace) -> None:
    crawled(market)
    assert read(market).drift.fields() == []


def test_a_renamed_price_is_missing(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("price", "gia"))]
    crawled(market)
    drift = read(market).drift
    assert drift.missing == {"price": drift.records}


def test_no_more_than_50_pages_can_be_reached(site: Site) -> None:
    site.platform.catalogue = Catalogue.made(120)
    (crawl,) = crawled(source(site, "tiki_storefront", OCOP, page_size=2, max_pages=100))
    assert (crawl.outcome, crawl.pages, crawl.total_claimed) == ("incomplete", 50, 120)
