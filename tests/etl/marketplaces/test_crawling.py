"""What all marketplaces share: pages are landed before they are read, a crawl goes on where it was, a no is a no."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from crawls import SECRETS, crawled, landed, rows, source

from etl import landing
from etl.errors import DataError
from etl.landing.crawls import crawled_on
from etl.marketplaces import crawling
from etl.marketplaces.kinds import adapter_for
from etl.marketplaces.marketplace import Query
from etl.nights import tonight
from etl.sources import SourceUnavailable
from etl.sources.http import PoliteSession
from standins import lazada_partner, shopee_partner
from standins.__main__ import PLATFORMS
from standins.catalogue import Catalogue
from standins.faults import blocked_page, broken, half, put, renamed, too_many
from standins.lazada_partner import LazadaPartner
from standins.platform import Fault, Platform, Reply, json_reply
from standins.server import Site, serving
from standins.shopee_partner import ShopeePartner
from standins.tiki_storefront import SEARCH, TikiStorefront

OCOP, TEA = Query("keyword", "ocop"), Query("keyword", "mẫu")
SHOP = Query("shop", "all")


@pytest.fixture
def tiki() -> Iterator[Site]:
    """A search with three pages of 40."""
    with serving(TikiStorefront(Catalogue.made(100))) as site:
        yield site


@pytest.fixture
def lazada() -> Iterator[Site]:
    with serving(LazadaPartner()) as site:
        yield site


@pytest.fixture
def shopee() -> Iterator[Site]:
    with serving(ShopeePartner()) as site:
        yield site


def asked(site: Site) -> list[str]:
    """The pages of searches that were asked for."""
    return [asked.query["page"] for asked in site.platform.asked if asked.path == SEARCH]


def kept(home: Path) -> list[bytes]:
    """All that has been landed as it came."""
    return [file.read_bytes() for file in (home / "landing" / "objects").rglob("*") if file.is_file()]


# --- complete or not -----------------------------------------------------------------------------


def test_a_crawl_is_complete_with_as_many_listings_as_the_platform_says(tiki: Site) -> None:
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert (query.outcome, query.total_claimed, query.listings_found, query.pages) == ("complete", 100, 100, 3)


def test_all_pages_are_landed_in_their_order(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    crawled(market)
    assert [page.document_name for page in landed(market)] == [f"keyword=ocop/page-000{n}" for n in (1, 2, 3)]


def test_a_complete_crawl_asks_nothing_again_that_night(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    before = crawled(market)
    tiki.platform.asked.clear()
    assert (crawled(market), tiki.platform.asked) == (before, [])


def test_pages_that_overlap_make_a_crawl_incomplete(tiki: Site) -> None:
    tiki.platform.shuffled = True
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert (query.outcome, query.total_claimed) == ("incomplete", 100)


def test_a_total_that_is_not_reached_makes_a_crawl_incomplete(tiki: Site) -> None:
    tiki.platform.faults = [Fault(put("paging.total", 130))]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert (query.outcome, query.total_claimed, query.listings_found) == ("incomplete", 130, 100)


def test_a_platform_that_says_no_total_makes_a_crawl_incomplete(tiki: Site) -> None:
    tiki.platform.faults = [Fault(renamed("total", "tong"))]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert (query.outcome, query.total_claimed, query.listings_found) == ("incomplete", None, 100)


def test_a_crawl_stops_at_max_pages(tiki: Site) -> None:
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP, max_pages=2))
    assert (query.outcome, query.pages, query.listings_found) == ("incomplete", 2, 80)


def test_listings_that_come_again_on_the_next_page_are_counted_once(tiki: Site) -> None:
    tiki.platform.repeated = 5
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert (query.outcome, query.records, query.listings_found) == ("complete", 110, 100)


def test_a_list_that_was_renamed_fails_with_its_name(tiki: Site) -> None:
    tiki.platform.faults = [Fault(renamed("data", "du_lieu"))]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert query.outcome == "failed" and "«data»" in (query.reason_vi or "")


@pytest.mark.parametrize(
    ("path", "odd"), [("paging", [1]), ("paging.total", "nhiều"), ("paging.last_page", [1]), ("paging.total", "1.234+")]
)
def test_an_envelope_of_another_shape_fails_and_loses_no_other_query(tiki: Site, path: str, odd: Any) -> None:
    tiki.platform.faults = [Fault(put(path, odd), path="q=ocop")]
    market = source(tiki, "tiki_storefront", OCOP, TEA)
    assert [query.outcome for query in crawled(market)] == ["failed", "complete"]
    assert [query.outcome for query in crawled_on(market.code, tonight()) or []] == ["failed", "complete"]


# --- interrupted ---------------------------------------------------------------------------------


def test_what_fails_in_passing_is_worth_another_try(tiki: Site) -> None:
    tiki.platform.faults = [Fault(broken(503), path="page=2")]
    with pytest.raises(SourceUnavailable):
        crawled(source(tiki, "tiki_storefront", OCOP))


def test_a_crawl_goes_on_with_the_pages_that_have_not_come(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    tiki.platform.faults = [Fault(broken(503), path="page=2")]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    tiki.platform.faults = []
    tiki.platform.asked.clear()
    (query,) = crawled(market)
    assert (query.outcome, asked(tiki)) == ("complete", ["2", "3"])


def test_an_interrupted_crawl_has_the_pages_that_came(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    tiki.platform.faults = [Fault(broken(503), path="page=2")]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    (query,) = crawled_on(market.code, tonight()) or []
    assert (query.outcome, query.pages, len(landed(market))) == ("failed", 1, 1)


def test_half_an_answer_is_asked_for_again(tiki: Site) -> None:
    tiki.platform.faults = [Fault(half(), path="page=2", when=1)]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert (query.outcome, asked(tiki)) == ("complete", ["1", "2", "2", "3"])


def test_json_that_is_cut_off_is_no_page(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    tiki.platform.faults = [Fault(Reply(b'{"data": [{"id"', headers={"Content-Type": "application/json"}))]
    with pytest.raises(SourceUnavailable):
        crawled(market)
    assert landed(market) == []


# --- blocked -------------------------------------------------------------------------------------


def test_a_block_page_is_not_read_as_no_listings(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    tiki.platform.faults = [Fault(blocked_page())]
    (query,) = crawled(market)
    assert (query.outcome, query.total_claimed, landed(market)) == ("blocked", None, [])


def test_the_error_page_of_a_proxy_is_no_block_page(tiki: Site) -> None:
    tiki.platform.faults = [Fault(broken(503))]
    with pytest.raises(SourceUnavailable):
        crawled(source(tiki, "tiki_storefront", OCOP))


@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_a_block_page_is_one_with_any_status(tiki: Site, status: int) -> None:
    tiki.platform.faults = [Fault(blocked_page(status))]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert query.outcome == "blocked"


def test_a_block_page_is_kept_as_it_came(tiki: Site) -> None:
    tiki.platform.faults = [Fault(blocked_page())]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert query.evidence_sha256 and landing.content(query.evidence_sha256) == blocked_page().body


def test_a_source_that_blocks_is_asked_no_other_query(tiki: Site) -> None:
    tiki.platform.faults = [Fault(blocked_page(), path="page=2")]
    queries = crawled(source(tiki, "tiki_storefront", OCOP, TEA))
    assert ([query.outcome for query in queries], asked(tiki)) == (["blocked", "blocked"], ["1", "2"])


def test_a_source_that_blocks_is_not_asked_again_that_night(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP, TEA)
    tiki.platform.faults = [Fault(blocked_page())]
    before = crawled(market)
    tiki.platform.asked.clear()
    assert (crawled(market), tiki.platform.asked) == (before, [])


def test_the_pages_before_a_block_are_read(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    tiki.platform.faults = [Fault(blocked_page(), path="page=2")]
    crawled(market)
    assert len(rows(market)) == 40


def test_a_query_that_was_never_answered_has_no_evidence(tiki: Site) -> None:
    disallowed = source(tiki, "tiki_storefront", TEA, OCOP)
    tiki.platform.faults = [
        Fault(Reply(b"User-agent: *\nDisallow: /*q=ocop", headers={"Content-Type": "text/plain"}), path="robots.txt")
    ]
    queries = crawled(disallowed)
    assert [(query.outcome, query.evidence_sha256) for query in queries] == [("complete", None), ("failed", None)]


# --- other refusals ------------------------------------------------------------------------------


def test_a_query_that_is_refused_loses_no_other(tiki: Site) -> None:
    tiki.platform.faults = [Fault(json_reply({"error": "no"}, 400), path="q=ocop")]
    queries = crawled(source(tiki, "tiki_storefront", OCOP, TEA))
    assert [query.outcome for query in queries] == ["failed", "complete"]


def test_what_a_platform_says_is_kept_before_it_is_judged(tiki: Site, home: Path) -> None:
    tiki.platform.faults = [Fault(json_reply({"error": "no"}, 400))]
    crawled(source(tiki, "tiki_storefront", OCOP))
    assert kept(home) == [json_reply({"error": "no"}).body]


def test_429_with_a_short_pause_is_waited_for(tiki: Site) -> None:
    tiki.platform.faults = [Fault(too_many(retry_after=1), path="page=2", when=1)]
    (query,) = crawled(source(tiki, "tiki_storefront", OCOP))
    assert query.outcome == "complete"


def test_throttled_in_the_body_it_waits_and_goes_on(lazada: Site) -> None:
    lazada.platform.faults = [Fault(lazada_partner.banned(seconds=1), when=1)]
    (query,) = crawled(source(lazada, "lazada_partner", SHOP))
    assert query.outcome == "complete"


def test_throttled_for_long_it_is_left_for_another_try(lazada: Site) -> None:
    lazada.platform.faults = [Fault(lazada_partner.banned(seconds=3600))]
    with pytest.raises(SourceUnavailable, match="3600"):
        crawled(source(lazada, "lazada_partner", SHOP))


def test_throttled_again_and_again_it_is_left_for_another_try(lazada: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawling, "FIRST_PAUSE_SECONDS", 0)
    lazada.platform.faults = [Fault(lazada_partner.throttled())]
    with pytest.raises(SourceUnavailable):
        crawled(source(lazada, "lazada_partner", SHOP))
    assert len(lazada.platform.asked) == crawling.THROTTLED_TRIES


def test_an_expired_token_is_renewed_once(lazada: Site) -> None:
    lazada.platform.expired = True  # type: ignore[attr-defined]
    (query,) = crawled(source(lazada, "lazada_partner", SHOP))
    paths = lazada.platform.paths()
    assert (query.outcome, paths[:3]) == ("complete", ["/products/get", "/auth/token/refresh", "/products/get"])


def test_a_token_that_is_refused_after_it_was_renewed_fails(lazada: Site) -> None:
    lazada.platform.faults = [Fault(lazada_partner.token_expired(), path="/products/get")]
    (query,) = crawled(source(lazada, "lazada_partner", SHOP))
    assert (query.outcome, lazada.platform.paths().count("/auth/token/refresh")) == ("failed", 1)


def test_a_wrong_secret_is_told_from_other_refusals(lazada: Site) -> None:
    secrets = SECRETS["lazada_partner"] | {"app_secret": "another-secret-of-another-app"}
    (query,) = crawled(source(lazada, "lazada_partner", SHOP), secrets)
    assert query.outcome == "failed" and "Wrong signature" in (query.reason_en or "")


def test_a_quota_that_is_used_up_ends_the_night(shopee: Site) -> None:
    shopee.platform.faults = [Fault(shopee_partner.quota_used_up())]
    (query,) = crawled(source(shopee, "shopee_partner", SHOP))
    assert (query.outcome, len(shopee.platform.asked)) == ("failed", 1)
    assert "quota is used up" in (query.reason_en or "")


def test_a_past_night_is_never_asked_for(tiki: Site) -> None:
    market = source(tiki, "tiki_storefront", OCOP)
    session = PoliteSession(delay_seconds=0, max_bytes=1, seconds=1, public_only=False)
    with pytest.raises(DataError, match="not tonight"):
        crawling.crawl(adapter_for(market), tonight() - timedelta(days=1), session)


# --- secrets -------------------------------------------------------------------------------------

FAILURES = {
    "signature": {
        "lazada_partner": lazada_partner.wrong_signature(),
        "shopee_partner": shopee_partner.wrong_signature(),
    },
    "token": {"lazada_partner": lazada_partner.token_expired(), "shopee_partner": shopee_partner.token_expired()},
    "status": dict.fromkeys(SECRETS, json_reply({"errors": ["no"]}, 400)),
    "server": dict.fromkeys(SECRETS, broken(500)),
}


@pytest.mark.parametrize(("failure", "kind"), [(name, kind) for name, kinds in FAILURES.items() for kind in kinds])
def test_no_secret_is_landed_logged_or_told(
    failure: str, kind: str, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform = platform_of(kind)
    platform.faults = [Fault(FAILURES[failure][kind], path="product")]
    told = messages(platform, kind)
    assert secrets_in(told + caplog.text + everything(home / "landing"), platform, kind) == []


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_that_a_platform_quotes_is_blotted_out(
    kind: str, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    platform = platform_of(kind)
    quoted = " ".join(long_secrets(platform, kind))
    body = {"error": "error_x", "code": "x", "message": f"what is {quoted}?", "errors": [quoted]}
    platform.faults = [Fault(json_reply(body), path="product")]
    told = messages(platform, kind)
    assert secrets_in(told + caplog.text + everything(home / "landing"), platform, kind) == []


def platform_of(kind: str) -> Platform:
    return PLATFORMS[kind]()


def messages(platform: Platform, kind: str) -> str:
    """What a crawl says of its queries, or fails with."""
    with serving(platform) as site:
        try:
            return json.dumps([[query.reason_vi, query.reason_en] for query in crawled(source(site, kind, SHOP))])
        except SourceUnavailable as problem:
            return str(problem)


def long_secrets(platform: Platform, kind: str) -> list[str]:
    """The login, and the tokens that the platform gives."""
    given = [value for name, value in SECRETS[kind].items() if not name.endswith(("_id", "app_key"))]
    now = [getattr(platform, name, None) for name in ("access_token", "refresh_token")]
    return [secret for secret in (*given, *now) if secret]


def everything(folder: Path) -> str:
    """Names and contents of all files in a folder."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return "".join(f"{file}{file.read_bytes().decode(errors='replace')}" for file in files)


def secrets_in(text: str, platform: Platform, kind: str) -> list[str]:
    """The secrets that stand in a text."""
    assert text
    return [secret for secret in (*long_secrets(platform, kind), "sign=") if secret in text]
