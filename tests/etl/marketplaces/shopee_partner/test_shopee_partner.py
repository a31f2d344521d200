"""Shopee's Open API: lists, items and models joined into listings, and a refresh token that holds once."""

from collections.abc import Iterator

import pytest
from crawls import SECRETS, crawled, landed, read, row, rows, source

from etl.marketplaces.marketplace import Marketplace, Query
from etl.sources import SourceUnavailable
from standins import shopee_partner
from standins.catalogue import Catalogue
from standins.faults import broken, put, renamed
from standins.platform import Fault, Reply
from standins.server import Site, serving
from standins.shopee_partner import ShopeePartner

ITEMS, MODELS = "get_item_base_info", "get_model_list"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(ShopeePartner()) as site:
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "shopee_partner", Query("shop", "all"), max_pages=500)


def asked(site: Site, path: str) -> list[dict[str, str]]:
    return [asked.query for asked in site.platform.asked if asked.path.endswith(path)]


# --- asking --------------------------------------------------------------------------------------


def test_a_shop_is_complete_with_its_models(market: Marketplace) -> None:
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.listings_found, crawl.total_claimed) == ("complete", 11, 11)
    assert crawl.records == 11


def test_items_are_asked_for_by_50(site: Site, market: Marketplace) -> None:
    site.platform.catalogue = Catalogue.made(220)
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.listings_found) == ("complete", 220)
    assert [query["item_id_list"].count(",") + 1 for query in asked(site, ITEMS)] == [50, 50, 50, 50, 20]


def test_models_are_asked_for_where_there_are_any(site: Site, market: Marketplace) -> None:
    crawled(market)
    assert [query["item_id"] for query in asked(site, MODELS)] == ["600000024", "600000025"]


def test_only_items_on_sale_are_asked_for(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(put("response.item.0.item_status", "UNLIST"), path="get_item_list")]
    crawled(market)
    (query,) = asked(site, ITEMS)
    assert "600000021" not in query["item_id_list"] and "600000022" in query["item_id_list"]


def test_an_empty_shop_is_complete(site: Site, market: Marketplace) -> None:
    site.platform.catalogue = Catalogue([])
    (crawl,) = crawled(market)
    assert (crawl.outcome, crawl.total_claimed) == ("complete", 0)


def test_a_list_without_numbers_fails_with_their_name(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("item_id", "ma"), path="get_item_list")]
    (crawl,) = crawled(market)
    assert crawl.outcome == "failed" and "response.item[].item_id" in (crawl.reason_en or "")


def test_an_interrupted_crawl_joins_items_that_came_before(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(broken(503), path=MODELS)]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    site.platform.faults = []
    site.platform.asked.clear()
    (crawl,) = crawled(market)
    assert (crawl.outcome, len(asked(site, ITEMS)), len(asked(site, MODELS))) == ("complete", 0, 2)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (shopee_partner.wrong_signature(), "Wrong signature"),
        (shopee_partner.quota_used_up(), "quota is used up"),
        (shopee_partner.wrong_parameter(), "refuses (error_param: bad parameter)"),
    ],
    ids=["signature", "quota", "parameter"],
)
def test_its_refusals_are_told_apart(site: Site, market: Marketplace, reply: Reply, words: str) -> None:
    site.platform.faults = [Fault(reply)]
    (crawl,) = crawled(market)
    assert crawl.outcome == "failed" and words in (crawl.reason_en or "")


def test_too_many_calls_are_waited_for(site: Site, market: Marketplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.marketplaces.crawling.FIRST_PAUSE_SECONDS", 0)
    site.platform.faults = [Fault(shopee_partner.throttled(), when=2)]
    (crawl,) = crawled(market)
    assert crawl.outcome == "complete"


# --- reading -------------------------------------------------------------------------------------


def test_a_listing_has_all_that_the_platform_tells(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 21)
    assert listing["title"] == "Bánh pía mẫu Sóc Trăng OCOP 4 sao hộp 4 cái 400g"
    assert (listing["page_name"], listing["record_path"]) == ("items-000000", "$.response.item_list[0]")
    assert (listing["price_vnd"], listing["list_price_vnd"]) == ("59000", "68000")
    assert (listing["category_code"], listing["variants"], listing["problems"]) == ("100606", None, None)
    assert listing["updated_at"].endswith("+00:00")


def test_models_are_a_range_of_prices(market: Marketplace) -> None:
    crawled(market)
    listing = row(market, 25)
    assert (listing["page_name"], listing["record_path"]) == ("models-600000025", "$.response.model")
    assert (listing["price_vnd"], listing["price_max_vnd"], listing["variants"]) == ("52000", "156000", "3")


def test_a_listing_whose_models_never_came_is_not_seen(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(broken(503), path="600000025&|600000025$")]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    assert "600000025" not in {each["listing_code"] for each in rows(market)}


def test_the_documented_fields_are_no_drift(market: Marketplace) -> None:
    crawled(market)
    assert read(market).drift.fields() == []


def test_a_renamed_price_is_missing(site: Site, market: Marketplace) -> None:
    site.platform.faults = [Fault(renamed("current_price", "gia"))]
    crawled(market)
    assert read(market).drift.missing == {"price_info.current_price | _price_info.current_price": 11}


def test_a_page_tells_nothing_of_the_login(market: Marketplace) -> None:
    crawled(market)
    assert not any(
        name in page.document_url for page in landed(market) for name in ("token", "sign", "partner", "shop_id")
    )


def test_a_token_that_was_renewed_is_used_on_the_next_night(site: Site, market: Marketplace) -> None:
    site.platform.expired = True  # type: ignore[attr-defined]
    crawled(market)
    site.platform.asked.clear()
    again = source(site, "shopee_partner", Query("shop", "again"))
    (crawl,) = crawled(again, SECRETS["shopee_partner"])
    assert crawl.outcome == "complete" and not asked(site, "access_token/get")
