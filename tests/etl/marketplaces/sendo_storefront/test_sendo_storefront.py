"""Sendo's storefront: a search, and each listing's own page for its shop and province."""

from collections.abc import Iterator

import pytest
from crawls import crawled, landed, read, row, rows, source

from etl.marketplaces.adapter import Request
from etl.marketplaces.kinds import adapter_for
from etl.marketplaces.marketplace import Marketplace, Query
from etl.sources import SourceUnavailable
from standins.catalogue import Catalogue
from standins.faults import broken, dropped, put, renamed
from standins.platform import Fault, json_reply
from standins.sendo_storefront import SEARCH, SendoStorefront
from standins.server import Site, serving

OCOP = Query("keyword", "ocop")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(SendoStorefront()) as site:
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "sendo_storefront", OCOP, max_pages=500)


# --- asking --------------------------------------------------------------------------------------


def test_every_listing_is_asked_for_by_itself(site: Site, market: Marketplace) -> None:
    site.platform.catalogue = Catalogue.made(70)
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.listings_found, crawl.records) == ("complete", 70, 70)
    assert site.platform.paths().count(SEARCH) == 2 and len(site.platform.paths()) == 72


def test_a_category_is_asked_for_by_its_number(site: Site) -> None:
    (crawl,) = crawled(source(site, "sendo_storefront", Query("category", "2001"), max_pages=500))
    expected = len(site.platform.catalogue.found("sendo", category=1))
    assert (crawl.outcome, crawl.listings_found, crawl.records) == ("complete", expected, expected)
    assert expected > 0 and "/web/categories/2001/products" in site.platform.paths()


def test_without_its_count_of_pages_it_is_asked_past_its_end(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(dropped("total_page"))]
    (crawl,) = crawled(market)
    assert (crawl.outcome, site.platform.paths().count(SEARCH)) == ("complete", 2)


def test_without_its_total_nobody_knows_whether_that_is_all(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(dropped("meta_data"))]
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.total_claimed) == ("incomplete", None)


def test_it_comes_from_its_own_pages(site: Site, market: Marketplace) -> None:
    crawled(market)
    asked = [asked for asked in site.platform.asked if asked.path != "/robots.txt"]
    assert {asked.headers["referer"] for asked in asked} == {"https://www.sendo.vn/"}


def test_searches_and_listings_are_on_two_hosts() -> None:
    host = "https://searchlist-api.sendo.vn"
    adapter = adapter_for(Marketplace("s", "sendo_storefront", host, "o", 1, (OCOP,), "sendo", "Sendo"))
    asked = Request("page-0001", SEARCH), Request("detail-toi-mau", "/full/toi-mau", is_detail=True)
    assert [adapter.base_url(request) for request in asked] == [host, "https://detail-api.sendo.vn"]


def test_a_listing_that_is_gone_loses_no_other(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(json_reply({"data": None}, 404), path="toi-mau")]
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.total_claimed) == ("incomplete", crawl.listings_found + 1)


def test_a_search_whose_listings_are_all_gone_fails(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(json_reply({"data": None}, 404), path="/full/")]
    (crawl,) = crawled(market)
    assert crawl.outcome == "failed" and "404" in (crawl.reason_en or "")


def test_an_interrupted_crawl_asks_for_the_listings_that_have_not_come(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(broken(503), path="toi-mau")]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    before, site.platform.faults = len(landed(market)), []
    site.platform.asked.clear()
    (crawl,) = crawled(market)
    assert (crawl.outcome, len(site.platform.paths())) == ("complete", crawl.pages - before)


# --- reading -------------------------------------------------------------------------------------


def test_a_listing_is_joined_with_its_own_page(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 32)
    assert listing["title"] == "Tỏi mẫu Lý Sơn OCOP 3 sao túi 1kg"
    assert listing["url"] == "https://www.sendo.vn/toi-mau-ly-son-ocop-3-sao-tui-1kg-700000032.html"
    assert (listing["seller_code"], listing["seller_name"]) == ("800006", "Hộ kinh doanh Mẫu Lý Sơn")
    assert (listing["seller_location"], listing["category_name"]) == ("Quảng Ngãi", "Rau, nấm, gia vị")
    assert (listing["price_vnd"], listing["price_max_vnd"], listing["list_price_vnd"]) == ("199000", None, "250000")
    assert (listing["rating"], listing["reviews"], listing["variants"]) == ("4.6", "30", "1")
    assert (listing["page_name"], listing["record_path"]) == (
        "detail-toi-mau-ly-son-ocop-3-sao-tui-1kg-700000032",
        "$.data",
    )


def test_variants_are_a_range_of_prices(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 39)
    assert (listing["price_vnd"], listing["price_max_vnd"], listing["variants"]) == ("650000", "1300000", "2")


def test_a_price_of_0_is_no_price(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 47)
    assert (listing["price_vnd"], listing["rating"], listing["problems"]) == (None, None, None)


def test_a_listing_without_an_address_is_read_from_the_search(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.0.category_path", None), path=SEARCH)]
    crawled(market)
    (listing,) = [each for each in rows(market) if each["page_name"] == "page-0001"]
    assert (listing["record_path"], listing["seller_name"]) == ("$.data[0]", None)


def test_the_documented_fields_are_no_drift(market: Marketplace) -> None:
    crawled(market)
    assert read(market).drift.fields() == []


def test_a_renamed_price_is_missing(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("final_price", "gia_ban"))]
    crawled(market)
    drift = read(market).drift
    assert drift.missing == {"_price | final_price": drift.records}
