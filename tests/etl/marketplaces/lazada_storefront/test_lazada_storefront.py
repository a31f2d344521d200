"""Lazada's storefront: numbers as text, links without a scheme, and a check of visitors that is a block."""

from collections.abc import Iterator

import pytest
from crawls import crawled, landed, read, row, source

from etl.marketplaces.marketplace import Marketplace, Query
from standins.catalogue import Catalogue
from standins.faults import punished, renamed, slider_page
from standins.lazada_storefront import LazadaStorefront
from standins.platform import Fault, Reply, json_reply
from standins.server import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(LazadaStorefront()) as site:
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "lazada_storefront", Query("keyword", "mẫu"))


def test_it_is_asked_up_to_its_last_page(site: Site, market: Marketplace) -> None:
    site.platform.catalogue = Catalogue.made(120)
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.pages, crawl.listings_found, crawl.total_claimed) == ("complete", 3, 120, 120)


def test_a_search_without_results_is_complete(site: Site) -> None:
    (crawl,) = crawled(source(site, "lazada_storefront", Query("keyword", "không có")))
    assert (crawl.outcome, crawl.listings_found) == ("complete", 0)


@pytest.mark.parametrize(("kind", "name"), [("category", "ca-phe"), ("seller", "htx-nong-nghiep-mau-buon-ho")])
def test_a_category_and_a_shop_are_asked_for_by_their_names(site: Site, kind: str, name: str) -> None:
    market = source(site, "lazada_storefront", Query(kind, name))
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.listings_found) == ("complete", crawl.total_claimed)
    assert 0 < crawl.listings_found < len(site.platform.catalogue.found("lazada"))
    assert set(site.platform.paths()) == {f"/{name}/"}


def test_a_shop_that_is_not_there_is_told(site: Site) -> None:
    (crawl,) = crawled(source(site, "lazada_storefront", Query("seller", "nobody")))
    assert (crawl.outcome, crawl.listings_found) == ("failed", 0)


def test_without_its_word_for_the_last_page_it_is_asked_up_to_an_empty_one(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("noMorePages", "last"))]
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.pages) == ("complete", 3)


@pytest.mark.parametrize(
    "reply",
    [
        punished(),
        slider_page(),
        json_reply({"ret": ["FAIL_SYS_USER_VALIDATE"], "data": {}}),
        json_reply({"ret": ["X::y"], "data": {"url": "https://lazada.example.test/_____tmd_____/punish?x=1"}}),
    ],
    ids=["as documented", "slider", "code alone", "address alone"],
)
def test_a_check_of_visitors_is_a_block(site: Site, market: Marketplace, reply: Reply) -> None:
    site.platform.faults = [Fault(reply)]
    (crawl,) = crawled(market)
    assert (crawl.outcome, landed(market)) == ("blocked", [])


def test_another_code_is_no_block(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(json_reply({"ret": ["FAIL_BIZ_PARAM::no"]}))]
    (crawl,) = crawled(market)
    assert crawl.outcome == "failed" and "FAIL_BIZ_PARAM" in (crawl.reason_en or "")


def test_a_listing_has_all_that_the_search_shows(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 9)
    assert listing["title"] == "Mật ong hoa cà phê mẫu [OCOP 4*] 500ml"
    assert listing["url"] == "https://www.lazada.example.test/products/i400000009-s500000090.html"
    assert (listing["seller_code"], listing["seller_name"]) == ("2000002", "HTX Nông nghiệp mẫu Buôn Hồ")
    assert listing["seller_location"] == "Đắk Lắk"
    assert (listing["price_vnd"], listing["list_price_vnd"]) == ("299000", "399000")
    assert (listing["sold_text"], listing["sold_count"], listing["is_sold_lower_bound"]) == (
        "1.2k đã bán",
        "1200",
        "false",
    )
    assert (listing["rating"], listing["reviews"]) == ("4.84", "19")


def test_a_comma_is_a_mark_of_thousands(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 8)
    assert (listing["price_text"], listing["price_vnd"]) == ("79,000", "79000")


def test_empty_text_states_nothing(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 57)
    assert [listing[name] for name in ("list_price_vnd", "sold_count", "rating", "reviews", "problems")] == [None] * 5


def test_the_documented_fields_are_no_drift(market: Marketplace) -> None:
    crawled(market)
    assert read(market).drift.fields() == []
