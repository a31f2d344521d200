"""Tiki's partner API: the listings of the seller whose login it is. How it says no, its statuses tell."""

import base64
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from etl.marketplaces.adapter import Page, Payload, Record, Request
from etl.marketplaces.marketplace import Marketplace, Query
from etl.marketplaces.tokens import Renewable
from etl.sources.http import Answer, Call, PoliteSession

PRODUCTS = "/integration/v2.1/products"
TOKEN = "/sc/oauth2/token"
PAGE_SIZE = 50


class TikiPartner(Renewable):
    """Pages of all that the seller has on sale; a token is asked for by each crawl and lasts as long."""

    marketplace = "tiki"
    name = "Tiki"
    is_storefront = False
    homepage = "https://tiki.vn"
    query_kinds: ClassVar[tuple[str, ...]] = ("shop",)
    secrets_needed: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")

    def __init__(self, source: Marketplace, secrets: Mapping[str, str]) -> None:
        super().__init__(source, secrets)
        self._hidden: set[str] = set()

    def start(self, query: Query) -> list[Request]:
        """The first page."""
        self._hidden.clear()
        size = str(self.source.page_size or PAGE_SIZE)
        return [_page(1, {"limit": size, "include": "inventory", "active": "1"})]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """The next page, up to the last."""
        page, last = int(request.params["page"]), int(_paging(payload).get("last_page") or 0)
        return [_page(page + 1, request.params)] if page < last else []

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the page says, without the hidden ones that have come so far, which it counts too."""
        rows = payload.get("data") or ()
        self._hidden |= {str(row.get("product_id")) for row in rows if isinstance(row, dict) and not _is_shown(row)}
        total = _paging(payload).get("total")
        return None if total is None else int(total) - len(self._hidden)

    def headers(self, request: Request) -> dict[str, str]:
        """With the access token."""
        return {**super().headers(request), "Authorization": f"Bearer {self.secrets.get('access_token', '')}"}

    def ask(self, request: Request, session: PoliteSession) -> Answer:
        """Send the request, the first one once there is a token."""
        if "access_token" not in self.secrets:
            self.renew(session)
        return super().ask(request, session)

    def renewal(self) -> Call | None:
        """By the client's own name and secret."""
        login = base64.b64encode(f"{self.secrets['client_id']}:{self.secrets['client_secret']}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"grant_type": "client_credentials"}).encode()
        return Call(self.source.base_url + TOKEN, {}, headers, "POST", body)

    def record(self, page: Page, record: dict[str, Any]) -> Record | None:
        """A product that visitors see."""
        return record if _is_shown(record) else None


def _page(number: int, params: Mapping[str, str]) -> Request:
    return Request(f"page-{number:04}", PRODUCTS, {**params, "page": str(number)})


def _paging(payload: Payload) -> dict[str, Any]:
    return payload.get("paging") or {}


def _is_shown(row: Mapping[str, Any]) -> bool:
    """`active` is 1 or "1", `is_hidden` false; both may be absent."""
    is_active = str(row.get("active", 1)).lower() in ("1", "true")
    return is_active and str(row.get("is_hidden", False)).lower() not in ("1", "true")
