"""Access tokens that are renewed: the pair that came last is kept, for its owner alone, and only for its login."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawls import SECRETS, crawled, source

from etl.marketplaces.kinds import adapter_for
from etl.marketplaces.marketplace import Marketplace, Query
from standins.lazada_partner import ACCESS_TOKEN, REFRESH_TOKEN, LazadaPartner
from standins.server import Site, serving

SHOP = Query("shop", "all")
LOGIN = SECRETS["lazada_partner"]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(LazadaPartner()) as site:
        site.platform.expired = True  # type: ignore[attr-defined]
        yield site


@pytest.fixture
def market(site: Site) -> Marketplace:
    return source(site, "lazada_partner", SHOP)


def test_the_pair_that_came_last_is_used_from_then_on(market: Marketplace) -> None:
    crawled(market)
    secrets = adapter_for(market, LOGIN).secrets
    assert (secrets["access_token"], secrets["refresh_token"]) == (f"{ACCESS_TOKEN}-1", f"{REFRESH_TOKEN}-1")


def test_a_token_is_renewed_by_the_one_that_came_last(site: Site, market: Marketplace) -> None:
    crawled(market)
    site.platform.expired = True  # type: ignore[attr-defined]
    crawled(source(site, "lazada_partner", Query("shop", "again")))
    assert adapter_for(market, LOGIN).secrets["refresh_token"] == f"{REFRESH_TOKEN}-2"


def test_a_login_that_a_person_renewed_goes_before_what_was_kept(market: Marketplace) -> None:
    crawled(market)
    secrets = LOGIN | {"access_token": "new", "refresh_token": "newer"}
    assert adapter_for(market, secrets).secrets == secrets


def test_the_pair_is_readable_by_its_owner_alone(market: Marketplace, home: Path) -> None:
    crawled(market)
    (file,) = (home / "secrets").iterdir()
    assert (file.name, file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (
        "lazada-partner.json",
        0o600,
        0o700,
    )


def test_what_is_kept_does_not_tell_the_login(market: Marketplace, home: Path) -> None:
    crawled(market)
    kept = json.loads((home / "secrets" / "lazada-partner.json").read_text())
    assert not set(LOGIN.values()) & set(kept.values())


def test_a_file_that_is_none_is_as_if_there_were_none(market: Marketplace, home: Path) -> None:
    (home / "secrets").mkdir(parents=True)
    (home / "secrets" / "lazada-partner.json").write_text("{")
    assert adapter_for(market, LOGIN).secrets == LOGIN


def test_without_a_refresh_token_an_expired_one_is_told(market: Marketplace) -> None:
    secrets = {name: value for name, value in LOGIN.items() if name != "refresh_token"}
    (crawl,) = crawled(market, secrets)
    assert crawl.outcome == "failed" and "ocop_lazada_partner" in (crawl.reason_en or "")
