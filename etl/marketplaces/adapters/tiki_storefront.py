"""Tiki as a visitor sees it: the search behind tiki.vn, undocumented, about one request a second.

At most MOST_PAGES pages can be reached; beyond its last page it answers HTTP 400.
"""

from collections.abc import Mapping

from etl.marketplaces.adapter import Adapter, Payload, Request
from etl.marketplaces.marketplace import Query

PAGE_SIZE = 40
MOST_PAGES = 50
PARAMETERS = {"keyword": "q", "category": "category", "seller": "seller"}


class TikiStorefront(Adapter):
    """Pages of a search by keyword, category or seller, in the platform's default order."""

    marketplace = "tiki"
    name = "Tiki"
    homepage = "https://tiki.vn"

    def start(self, query: Query) -> list[Request]:
        """The first page."""
        size = str(self.source.page_size or PAGE_SIZE)
        return [_page(1, {PARAMETERS[query.kind]: query.value, "limit": size})]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """The next page, up to the last."""
        page = int(request.params["page"])
        last = int((payload.get("paging") or {}).get("last_page") or 0)
        return [_page(page + 1, request.params)] if page < min(last, MOST_PAGES) else []

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the page says, which may change while it is walked."""
        total = (payload.get("paging") or {}).get("total")
        return None if total is None else int(total)


def _page(number: int, params: Mapping[str, str]) -> Request:
    return Request(f"page-{number:04}", "/api/v2/products", {**params, "page": str(number)})
