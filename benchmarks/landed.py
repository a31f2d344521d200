"""A landed night of made-up listings of any size: the pages that the stand-in of Tiki's storefront answers with."""

from datetime import UTC, date, datetime

from etl.landing.crawls import COMPLETE, Crawled, Pages, close_night
from etl.marketplaces.marketplace import Marketplace, Query
from standins.catalogue import Catalogue
from standins.platform import Asked
from standins.tiki_storefront import SEARCH, TikiStorefront

PAGE_SIZE = 40
QUERY_ROWS = 2_000  # as many as one search can reach: a large night has many queries
SOURCE = Marketplace(
    code="tiki-storefront",
    kind="tiki_storefront",
    location="https://tiki.vn",
    owner="benchmark",
    cadence_days=1,
    queries=(),
    marketplace="tiki",
    name="Tiki",
)


def land(night: date, catalogue: Catalogue) -> None:
    """Land the night as a crawl would have: a page for every PAGE_SIZE listings, a query for every QUERY_ROWS."""
    listings = catalogue.found("tiki")
    pages = Pages(SOURCE.code, night)
    now = datetime.now(UTC).isoformat()
    landed, crawled = [], []
    for first in range(0, len(listings), QUERY_ROWS):
        part = listings[first : first + QUERY_ROWS]
        query = Query("keyword", f"ocop {first // QUERY_ROWS}")
        platform = TikiStorefront(Catalogue(part))
        last = -(-len(part) // PAGE_SIZE)
        for number in range(1, last + 1):
            asked = Asked("GET", f"{SEARCH}?limit={PAGE_SIZE}&page={number}", {})
            body = platform.answer(asked).body
            landed.append(pages.keep(f"{query.code}/page-{number:04}", SEARCH, body, now, 200, {}))
        crawled.append(Crawled(query.code, COMPLETE, None, None, len(part), len(part), last, len(part), now, now))
    close_night(SOURCE, night, landed, crawled)
