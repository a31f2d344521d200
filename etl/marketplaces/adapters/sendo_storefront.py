"""Sendo as a visitor sees it: the search behind sendo.vn, and each listing's own page for its shop and province.

Undocumented, known from older crawlers, and perhaps no longer there. Its searches and its listings are on two hosts. A
category is asked for by its number; of what a shop sells, no address is known.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from etl.marketplaces.adapter import Adapter, Page, Payload, Record, Request
from etl.marketplaces.marketplace import Marketplace, Query

SEARCH_HOST, DETAIL_HOST = "https://searchlist-api.sendo.vn", "https://detail-api.sendo.vn"
SEARCH, CATEGORY = "/web/products", "/web/categories/{}/products"
DETAIL = "/full/"
PAGE_SIZE = 60


class SendoStorefront(Adapter):
    """Pages of a search by keyword or of a category, each followed by the pages of its listings."""

    marketplace = "sendo"
    name = "Sendo"
    homepage = "https://www.sendo.vn"
    query_kinds: ClassVar[tuple[str, ...]] = ("keyword", "category")

    def __init__(self, source: Marketplace, secrets: Mapping[str, str]) -> None:
        super().__init__(source, secrets)
        self._without_detail: dict[str, dict[str, Any]] = {}

    def start(self, query: Query) -> list[Request]:
        """The first page."""
        self._without_detail.clear()
        params = {"size": str(self.source.page_size or PAGE_SIZE), "platform": "web"}
        if query.kind == "keyword":
            return [_page(1, SEARCH, {**params, "q": query.value, "sortType": "rank"})]
        path = CATEGORY.format(quote(query.value, safe=""))
        return [_page(1, path, {**params, "listing_algo": "algo13", "sortType": "listing_v2_desc"})]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """Of a search its listings, then the next page; past the end `data` is null."""
        if request.is_detail or not payload.get("data"):
            return []
        page, last = int(request.params["page"]), (payload.get("meta_data") or {}).get("total_page")
        following = [] if last is not None and page >= int(last) else [_page(page + 1, request.path, request.params)]
        return [*(_detail(item) for item in payload["data"] if _has_detail(item)), *following]

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the searches say."""
        total = (payload.get("meta_data") or {}).get("total_count")
        return int(total) if not request.is_detail and total is not None else None

    def base_url(self, request: Request) -> str:
        """The host of searches or that of listings; a stand-in is both in one."""
        base = self.source.base_url
        return DETAIL_HOST if base == SEARCH_HOST and request.is_detail else base

    def headers(self, request: Request) -> dict[str, str]:
        """It answers only to who comes from its own pages."""
        return {**super().headers(request), "Referer": f"{self.homepage}/"}

    def records(self, page: Page) -> Iterator[tuple[str, Record]] | None:
        """Those of a search, once their own pages have come."""
        if not page.name.startswith("detail-"):
            return None
        item, detail = self._without_detail.pop(page.name, None), page.payload.get("data")
        return iter([("$.data", _joined(item, detail))] if item and isinstance(detail, dict) else [])

    def record(self, page: Page, record: dict[str, Any]) -> Record | None:
        """A listing of a search, which waits when it has a page."""
        prices = {
            "_price": _range(record, "final_price", "final_price_max"),
            "_list_price": _range(record, "price", "price_max"),
        }
        record = record | {name: price for name, price in prices.items() if price}
        if not _has_detail(record):
            return record
        self._without_detail[_detail(record).name] = record
        return None


def _page(number: int, path: str, params: Mapping[str, str]) -> Request:
    return Request(f"page-{number:04}", path, {**params, "page": str(number)})


def _has_detail(item: object) -> bool:
    return isinstance(item, dict) and bool(item.get("category_path"))


def _detail(item: Mapping[str, Any]) -> Request:
    slug = str(item["category_path"]).partition("?")[0].rpartition("/")[2].removesuffix(".html")
    return Request(f"detail-{slug}", DETAIL + slug, is_detail=True)


def _range(item: Mapping[str, Any], low: str, high: str) -> list[Any]:
    """Both ends of a price, one when they are the same; none without the lower, which the higher does not stand for."""
    ends = [item[name] for name in (low, high) if name in item and low in item]
    return ends[:1] if ends[:1] == ends[1:] else ends


def _joined(item: dict[str, Any], detail: dict[str, Any]) -> Record:
    categories, variants = detail.get("category_info"), detail.get("variants")
    narrowest = categories[-1] if isinstance(categories, list) and categories else None
    count = len(variants) if isinstance(variants, list) else None
    return item | {"_detail": detail, "_category": narrowest, "_variants": count}
