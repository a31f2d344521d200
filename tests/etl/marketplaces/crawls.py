"""Crawls of a stand-in over HTTP, and what is read of the pages that they landed."""

from collections.abc import Mapping
from typing import Any

from etl import landing
from etl.landing import Landed
from etl.landing.crawls import Crawled
from etl.marketplaces import reading
from etl.marketplaces.crawling import crawl
from etl.marketplaces.kinds import adapter_for
from etl.marketplaces.marketplace import Marketplace, Query
from etl.nights import tonight
from etl.sources.http import PoliteSession
from standins import lazada_partner, shopee_partner, tiki_partner
from standins.server import Site

Row = dict[str, Any]

SECRETS = {
    "lazada_partner": {
        "app_key": lazada_partner.APP_KEY,
        "app_secret": lazada_partner.APP_SECRET,
        "access_token": lazada_partner.ACCESS_TOKEN,
        "refresh_token": lazada_partner.REFRESH_TOKEN,
    },
    "shopee_partner": {
        "partner_id": shopee_partner.PARTNER_ID,
        "partner_key": shopee_partner.PARTNER_KEY,
        "shop_id": shopee_partner.SHOP_ID,
        "access_token": shopee_partner.ACCESS_TOKEN,
        "refresh_token": shopee_partner.REFRESH_TOKEN,
    },
    "tiki_partner": {"client_id": tiki_partner.CLIENT_ID, "client_secret": tiki_partner.CLIENT_SECRET},
}


def source(site: Site, kind: str, *queries: Query, **options: Any) -> Marketplace:
    """A source of that kind, which the stand-in answers."""
    declared: dict[str, Any] = {"code": kind.replace("_", "-"), "kind": kind, "location": site.url, "owner": "o"}
    declared |= {"cadence_days": 1, "queries": queries, "marketplace": kind.partition("_")[0], "name": kind}
    return Marketplace(**declared | options)


def crawled(source: Marketplace, secrets: Mapping[str, str] | None = None) -> list[Crawled]:
    """Crawl it tonight, as a task of its own."""
    adapter = adapter_for(source, SECRETS.get(source.kind, {}) if secrets is None else secrets)
    session = PoliteSession(
        delay_seconds=0, max_bytes=1_000_000, seconds=10, public_only=False, robots=adapter.is_storefront
    )
    try:
        return crawl(adapter, tonight(), session)
    finally:
        session.close()


def landed(source: Marketplace) -> list[Landed]:
    """The pages that count for tonight."""
    return landing.landed_on(source.code, tonight()) or []


def read(source: Marketplace) -> reading.Read:
    """What is read of them."""
    return reading.read(source, landed(source))


def rows(source: Marketplace) -> list[Row]:
    """The rows of that reading."""
    return [row for piece in reading.pieces_of(read(source)) for row in piece.to_pylist()]


def row(source: Marketplace, number: int) -> Row:
    """The row of the catalogue's listing of that number; there is one."""
    (found,) = {tuple(row.items()) for row in rows(source) if int(row["listing_code"]) % 100_000_000 == number}
    return dict(found)
