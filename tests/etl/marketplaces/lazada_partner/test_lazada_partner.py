"""Lazada's Open Platform: signed, by windows of time, with the prices of variants and their special times."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from crawls import crawled, landed, read, row, rows, source

from etl.marketplaces.kinds import adapter_for
from etl.marketplaces.marketplace import Marketplace, Query
from etl.sources import SourceUnavailable
from standins import lazada_partner
from standins.catalogue import Catalogue
from standins.faults import dropped, put, renamed
from standins.lazada_partner import LazadaPartner
from standins.platform import Fault, Reply
from standins.server import Site, serving

SHOP = Query("shop", "all")
PRICE = "data.products.*.skus.*"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(LazadaPartner()) as site:
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "lazada_partner", SHOP)


def special(site: Site, **fields: object) -> None:
    """Every variant costs 120,000, specially 99,000, with these fields."""
    given = {"price": 120000.0, "special_price": 99000.0, **fields}
    site.platform.faults = [Fault(put(f"{PRICE}.{name}", value)) for name, value in given.items()]


def prices(market: Marketplace) -> set[tuple[str, str, str | None]]:
    crawled(market)
    return {(each["price_vnd"], each["list_price_vnd"], each["problems"]) for each in rows(market)}


# --- asking --------------------------------------------------------------------------------------


def test_a_small_shop_is_one_window(market: Marketplace) -> None:
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.pages, crawl.listings_found) == ("complete", 1, 6)


def test_a_large_shop_is_read_by_halves_of_time_and_never_by_offset(site: Site) -> None:
    site.platform.catalogue = Catalogue.made(400)
    (crawl,) = crawled(source(site, "lazada_partner", SHOP, max_pages=500))
    assert (crawl.outcome, crawl.listings_found) == ("complete", 400)
    assert not any("offset" in asked.query for asked in site.platform.asked)


def test_many_changes_in_one_second_are_read_by_offset(site: Site) -> None:
    alike = [replace(each, number=each.number * 100_003) for each in Catalogue.made(9).listings]
    assert len({each.updated_at for each in alike}) == 1
    site.platform.catalogue = Catalogue(alike)
    (crawl,) = crawled(source(site, "lazada_partner", SHOP, page_size=4, max_pages=500))
    assert (crawl.outcome, crawl.listings_found) == ("complete", 9)
    assert {asked.query.get("offset") for asked in site.platform.asked} == {None, "4", "8"}


def test_the_windows_of_a_night_have_the_same_names_again(site: Site) -> None:
    market = source(site, "lazada_partner", SHOP, page_size=4, max_pages=500)
    site.platform.faults = [Fault(lazada_partner.failing(), when=3)]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    site.platform.faults, before = [], len(site.platform.asked)
    (crawl,) = crawled(market)
    assert (crawl.outcome, len(site.platform.asked) - before) == ("complete", crawl.pages - 2)


def test_only_listings_on_sale_are_asked_for(site: Site, market: Marketplace) -> None:
    crawled(market)
    assert {asked.query["filter"] for asked in site.platform.asked} == {"live"}


def test_a_crawl_is_incomplete_when_windows_lack_what_the_whole_has(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.total_products", "7"), when=1)]
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.total_claimed, crawl.listings_found) == ("incomplete", 7, 6)


def test_tokens_are_renewed_at_lazadas_own_server() -> None:
    market = Marketplace("l", "lazada_partner", "https://api.lazada.vn/rest", "o", 1, (SHOP,), "lazada", "Lazada")
    secrets = {"app_key": "1", "app_secret": "s", "access_token": "a", "refresh_token": "r"}
    call = adapter_for(market, secrets).renewal()  # type: ignore[attr-defined]
    assert call.address == "https://auth.lazada.com/rest/auth/token/refresh"


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (lazada_partner.wrong_signature(), "Wrong signature"),
        (lazada_partner.error("IllegalTimestamp", "out of range"), "the clock"),
        (lazada_partner.quota_used_up(), "quota is used up"),
        (lazada_partner.error("19", "invalid limit"), "refuses (19: invalid limit)"),
    ],
    ids=["signature", "clock", "quota", "other"],
)
def test_its_refusals_are_told_apart(site: Site, market: Marketplace, reply: Reply, words: str) -> None:
    site.platform.faults = [Fault(reply)]
    (crawl,) = crawled(market)
    assert crawl.outcome == "failed" and words in (crawl.reason_en or "")


def test_what_fails_inside_it_is_worth_another_try(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(lazada_partner.failing())]
    with pytest.raises(SourceUnavailable, match="506: get item failed"):
        crawled(market)


# --- reading -------------------------------------------------------------------------------------


def test_a_listing_has_all_that_the_platform_tells(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 8)
    assert listing["title"] == "Cà phê bột mẫu Buôn Hồ (OCOP 3 Sao) túi 250g"
    assert listing["listing_code"] == "400000008"  # text there, a number for other listings
    assert listing["url"] == "https://lazada.example.test/products/i400000008-s3000000080.html"
    assert (listing["category_code"], listing["price_vnd"], listing["variants"]) == ("10002002", "79000", "1")
    assert (listing["record_path"], listing["problems"]) == ("$.data.products[1]", None)
    assert listing["updated_at"].endswith("+00:00")


def test_variants_are_a_range_of_prices(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 12)
    assert (listing["price_vnd"], listing["price_max_vnd"], listing["variants"]) == ("119000", "238000", "2")
    assert (listing["price_text"], listing["list_price_vnd"]) == ("119000.0; 238000.0", "135000")


def test_a_variant_that_is_not_active_has_no_price(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("data.products.5.skus.1.Status", "inactive"))]
    crawled(market)
    listing = row(market, 12)
    assert (listing["price_vnd"], listing["price_max_vnd"], listing["variants"]) == ("119000", None, "1")


@pytest.mark.parametrize(
    "times",
    [
        {"special_from_time": "2026-01-0100:00", "special_to_time": "2099-12-31 23:59"},
        {"special_from_time": "2026-01-01 00:00", "special_to_time": None, "special_to_date": None},
        {"special_from_time": "", "special_from_date": "", "special_to_time": "2099-12-31 23:59"},
        {"special_from_time": None, "special_to_time": None, "special_to_date": "2099-12-31"},
    ],
    ids=["without its blank", "without an end", "without a beginning", "days alone"],
)
def test_a_special_price_is_the_price_while_it_lasts(site: Site, market: Marketplace, times: dict[str, str]) -> None:
    special(site, **{"special_from_date": "2020-01-01", **times})
    assert prices(market) == {("99000", "120000", None)}


@pytest.mark.parametrize(
    "times",
    [{"special_to_time": "2026-01-01 23:59"}, {"special_from_time": "2099-01-01 00:00"}, {"special_price": 0.0}],
    ids=["over", "still to come", "none"],
)
def test_a_special_price_is_not_the_price_at_other_times(
    site: Site, market: Marketplace, times: dict[str, object]
) -> None:
    times = {"special_from_time": "2026-01-0100:00", "special_to_time": "2099-12-31 23:59", **times}
    special(site, **times)
    assert prices(market) == {("120000", "120000", None)}


def test_a_special_time_that_nobody_can_read_leaves_the_price_unread(site: Site, market: Marketplace) -> None:
    special(site, special_from_time="hôm qua")
    assert prices(market) == {(None, "120000", "price")}


def test_the_documented_fields_are_no_drift(market: Marketplace) -> None:
    crawled(market)
    assert read(market).drift.fields() == []


def test_a_renamed_price_is_missing(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("price", "gia"))]
    crawled(market)
    assert read(market).drift.missing == {"_price | skus.price": 6}


def test_dropped_variants_are_a_missing_price(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(dropped("skus"))]
    crawled(market)
    assert read(market).drift.missing == {"_price | skus.price": 6}


def test_a_page_tells_nothing_of_the_login(site: Site, market: Marketplace) -> None:
    crawled(market)
    (page,) = landed(market)
    assert page.document_url.partition("?")[0] == f"{site.url}/products/get"
    assert not any(name in page.document_url for name in ("token", "sign", "app_key"))
