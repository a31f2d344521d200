"""Tiki's partner API: POST /sc/oauth2/token with the client's name and secret, then GET /integration/v2.1/products.

Its text allows 100 rows a page, in practice 50 come. Times have no zone, and are local. Errors are {"errors": [...]}.
"""

import base64
import functools
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from standins.catalogue import LAST_CHANGE, Catalogue, Listing
from standins.platform import Asked, Platform, Reply, json_reply, whole_number
from standins.tiki_storefront import category_id, product_id, seller_id

CLIENT_ID = "1000000001"
CLIENT_SECRET = "standin-tiki-client-secret"
ACCESS_TOKEN = "standin-tiki-access-token"  # the first that it gives; -1, -2 and so on follow

TOKEN_PATH = "/sc/oauth2/token"
PRODUCTS_PATH = "/integration/v2.1/products"
LARGEST_PAGE = 100
LARGEST_PAGE_IN_PRACTICE = 50
TIMES = "%Y-%m-%d %H:%M:%S"


def refused(status: int, reason: str = "made-up") -> Reply:
    """Its envelope for everything that it refuses: 400, 401, 403, 405, 406, 429, 500, 503."""
    return json_reply({"errors": [reason]}, status)


class TikiPartner(Platform):
    """What a seller's own program asks; no token is valid before the first was asked for."""

    allowed = "/"

    secrets: ClassVar[Mapping[str, str]] = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        super().__init__(catalogue)
        self.access_token: str | None = None
        self.expired = False
        self.issued = 0

    def answer(self, asked: Asked) -> Reply:
        """Give a token, or products to who has one."""
        if asked.path == TOKEN_PATH:
            return self._token(asked)
        if asked.path != PRODUCTS_PATH:
            return refused(404, "not found")
        if asked.method != "GET":
            return refused(405, "method not allowed")
        if (
            self.access_token is None
            or self.expired
            or asked.headers.get("authorization") != f"Bearer {self.access_token}"
        ):
            return refused(401, "the access token is invalid or has expired")
        return self._products(asked.query)

    def _token(self, asked: Asked) -> Reply:
        known = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        form = dict(parse_qsl(asked.body.decode()))
        if asked.method != "POST" or form.get("grant_type") != "client_credentials":
            return json_reply({"error": "unsupported_grant_type", "error_description": "client_credentials"}, 400)
        if asked.headers.get("authorization") != f"Basic {known}":
            return json_reply({"error": "invalid_client", "error_description": "client authentication failed"}, 401)
        self.access_token = f"{ACCESS_TOKEN}-{self.issued}" if self.issued else ACCESS_TOKEN
        self.issued += 1
        self.expired = False
        return json_reply(
            {"access_token": self.access_token, "expires_in": 2_591_999, "scope": "product", "token_type": "bearer"}
        )

    def _products(self, query: Mapping[str, str]) -> Reply:
        limit, page = whole_number(query.get("limit"), 20), whole_number(query.get("page"), 1)
        if not limit or not page or limit > LARGEST_PAGE:
            return refused(400, "limit or page is invalid")
        limit = min(limit, LARGEST_PAGE_IN_PRACTICE)
        names = ("created_from_date", "created_to_date", "updated_from_date", "updated_to_date")
        try:
            window = tuple(_instant(query[name]) if name in query else None for name in names)
        except ValueError:
            return refused(400, "dates are yyyy-MM-dd HH:mm:ss")
        category = whole_number(query["category_id"], 0) if "category_id" in query else None
        found = _within(self.catalogue, category, *window) if query.get("active", "1") == "1" else []
        start = (page - 1) * limit
        stocked = query.get("include") == "inventory"
        return json_reply(
            {
                "data": [_product(listing, stocked=stocked) for listing in self._page(found, start, limit)],
                "paging": {
                    "total": len(found),
                    "current_page": page,
                    "from": start + 1 if start < len(found) else 0,
                    "to": min(start + limit, len(found)) if start < len(found) else 0,
                    "per_page": limit,
                    "last_page": -(-len(found) // limit),
                },
            }
        )


def _instant(text: str) -> datetime:
    return datetime.strptime(text, TIMES).replace(tzinfo=LAST_CHANGE.tzinfo)


@functools.lru_cache(maxsize=64)
def _within(
    catalogue: Catalogue,
    category: int | None,
    created_from: datetime | None,
    created_to: datetime | None,
    updated_from: datetime | None,
    updated_to: datetime | None,
) -> Sequence[Listing]:
    return [
        listing
        for listing in catalogue.found("tiki", partner=True)
        if (category is None or category_id(listing.category) == category)
        and (created_from is None or listing.created_at >= created_from)
        and (created_to is None or listing.created_at <= created_to)
        and (updated_from is None or listing.updated_at >= updated_from)
        and (updated_to is None or listing.updated_at <= updated_to)
    ]


def _product(listing: Listing, *, stocked: bool) -> dict[str, Any]:
    number = product_id(listing)
    return {
        "id": number,
        "product_id": number,
        "sku": f"8000{number}",
        "name": listing.title,
        "master_id": number,
        "master_sku": f"8000{number}",
        "super_id": 0,
        "super_sku": "",
        "active": "1" if listing.number % 5 == 0 else 1,
        "is_hidden": False,
        "original_sku": f"HTX-{listing.number:03}",
        "type": "simple",
        "entity_type": "seller_simple",
        "price": listing.price or 0,
        "market_price": listing.list_price or listing.price or 0,
        "version": 3,
        "created_at": listing.created_at.strftime(TIMES),
        "updated_at": listing.updated_at.strftime(TIMES),
        "thumbnail": "https://cdn.example.test/b.jpg",
        "images": [{"url": "https://cdn.example.test/b1.jpg"}],
        "seller": {
            "id": seller_id(listing.seller),
            "name": listing.seller.name,
            "url_slug": listing.seller.slug,
        },
        **({"inventory": _inventory()} if stocked else {}),
    }


def _inventory() -> dict[str, Any]:
    return {
        "inventory_type": "cross_dock",
        "fulfillment_type": "dropship",
        "quantity_available": 41,
        "quantity_reserved": 0,
        "quantity_sellable": 41,
        "warehouse_quantities": [{"warehouse_id": 1, "qty_available": 41, "qty_reserved": 0, "qty_sellable": 41}],
    }
