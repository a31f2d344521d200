"""Tiki's partner API: a token by the client's name and secret, and what is hidden is not on sale."""

from collections.abc import Iterator

import pytest
from crawls import crawled, read, row, rows, source

from etl.marketplaces.marketplace import Marketplace, Query
from standins.catalogue import Catalogue
from standins.faults import put, renamed
from standins.platform import Fault
from standins.server import Site, serving
from standins.tiki_partner import PRODUCTS_PATH, TOKEN_PATH, TikiPartner, refused

HIDDEN = [("0.is_hidden", True), ("1.active", "0")]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(TikiPartner()) as site:
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "tiki_partner", Query("shop", "all"))


# --- asking --------------------------------------------------------------------------------------


def test_one_token_is_asked_for_by_a_crawl(site: Site, market: Marketplace) -> None:
    site.platform.catalogue = Catalogue.made(120)
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.listings_found) == ("complete", 120)
    assert site.platform.paths() == [TOKEN_PATH, *[PRODUCTS_PATH] * 3]


def test_products_on_sale_are_asked_for_with_their_stock(site: Site, market: Marketplace) -> None:
    crawled(market)
    assert site.platform.asked[-1].query == {"page": "1", "limit": "50", "include": "inventory", "active": "1"}


def test_a_token_that_expires_on_the_way_is_renewed(site: Site, market: Marketplace) -> None:
    site.platform.catalogue = Catalogue.made(120)
    site.platform.faults = [Fault(refused(401), path="page=2", when=1)]
    (crawl,) = crawled(market)
    assert (crawl.outcome, site.platform.paths().count(TOKEN_PATH)) == ("complete", 2)


def test_a_wrong_secret_is_told(market: Marketplace) -> None:
    (crawl,) = crawled(market, {"client_id": "1", "client_secret": "2"})
    assert crawl.outcome == "failed" and "ocop_tiki_partner" in (crawl.reason_en or "")


@pytest.mark.parametrize("status", [400, 403, 405, 406])
def test_what_it_refuses_is_asked_once(site: Site, market: Marketplace, status: int) -> None:
    site.platform.faults = [Fault(refused(status), path=PRODUCTS_PATH)]
    (crawl,) = crawled(market)
    assert (crawl.outcome, site.platform.paths().count(PRODUCTS_PATH)) == ("failed", 1)


def test_hidden_products_are_no_listings_and_are_not_waited_for(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put(f"data.{field}", value), path=PRODUCTS_PATH) for field, value in HIDDEN]
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.total_claimed, crawl.listings_found, len(rows(market))) == ("complete", 4, 4, 4)


# --- reading -------------------------------------------------------------------------------------


def test_a_listing_has_all_that_the_platform_tells(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 1)
    assert (listing["listing_code"], listing["title"]) == (
        "100000001",
        "Trà mẫu Tân Cương nõn tôm hộp 100g - OCOP 4 Sao",
    )
    assert (listing["seller_code"], listing["seller_name"]) == ("990001", "HTX Chè mẫu Tân Cương")
    assert (listing["price_vnd"], listing["list_price_vnd"]) == ("185000", "220000")


def test_times_without_a_zone_are_those_of_viet_nam(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.*.updated_at", "2026-01-07 23:59:02"), path=PRODUCTS_PATH)]
    crawled(market)
    assert row(market, 1)["updated_at"] == "2026-01-07T16:59:02+00:00"


def test_active_is_a_number_or_a_text(market: Marketplace) -> None:
    crawled(market)
    assert {each["listing_code"] for each in rows(market)} >= {"100000001", "100000005"}


def test_the_documented_fields_are_no_drift(market: Marketplace) -> None:
    crawled(market)
    assert read(market).drift.fields() == []


def test_a_renamed_title_is_missing(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("name", "ten"))]
    crawled(market)
    assert read(market).drift.missing == {"name": 6}
