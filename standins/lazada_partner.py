"""Lazada's Open Platform: GET /rest/products/get, and GET or POST /rest/auth/token/refresh, signed.

The signature is upper-case hex HMAC-SHA256 with the app's secret over the API's name (the path without /rest) and all
parameters but `sign`, as key and value in the order of the keys. Errors come with status 200.
"""

import functools
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from standins.catalogue import Catalogue, Listing
from standins.platform import Asked, Platform, Reply, json_reply, missing, whole_number

APP_KEY = "100001"
APP_SECRET = "standin-lazada-app-secret"
ACCESS_TOKEN = "standin-lazada-access-token"
REFRESH_TOKEN = "standin-lazada-refresh-token"

TIMESTAMP_SECONDS = 7200
LARGEST_PAGE = 50
LARGEST_OFFSET = 10_000
FILTERS = ("all", "live", "inactive", "deleted", "image-missing", "pending", "rejected", "sold-out")
REQUEST_ID = "0ba0000000000000000000000000001"

# --- in the platform's words ---------------------------------------------------------------------


def error(code: str, message: str, kind: str = "ISV") -> Reply:
    """Its envelope for everything that it refuses."""
    return json_reply({"type": kind, "code": code, "message": message, "request_id": REQUEST_ID})


def token_expired() -> Reply:
    """The access token is not, or no longer, valid."""
    return error("IllegalAccessToken", "access token invalid or expired", "ISP")


def wrong_signature() -> Reply:
    """The signature is not the one of this request."""
    return error("IncompleteSignature", "signature does not match")


def throttled() -> Reply:
    """Too many requests, for nobody says how long."""
    return error("901", "request rate above the limit, try again later")


def banned(seconds: int = 1) -> Reply:
    """Too many requests, and the text says how long that lasts."""
    return error("ApiCallLimit", f"frequency limit; ban lasts {seconds} seconds")


def quota_used_up() -> Reply:
    """The app's calls of this day are used up (the code is UNVERIFIED)."""
    return error("AppCallLimit", "the app has used up its daily call quota")


def failing() -> Reply:
    """Something behind the gateway fails."""
    return error("506", "get item failed", "SYSTEM")


# -------------------------------------------------------------------------------------------------


class LazadaPartner(Platform):
    """What a seller's own program asks."""

    allowed = "/rest/"

    secrets: ClassVar[Mapping[str, str]] = {
        "app_key": APP_KEY,
        "app_secret": APP_SECRET,
        "access_token": ACCESS_TOKEN,
        "refresh_token": REFRESH_TOKEN,
    }

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        super().__init__(catalogue)
        self.access_token, self.refresh_token = ACCESS_TOKEN, REFRESH_TOKEN
        self.expired = False
        self.refreshed = 0

    def answer(self, asked: Asked) -> Reply:
        """Check the request as the gateway does, then answer it."""
        name = asked.path.removeprefix("/rest")
        params = _params(asked)
        if refusal := _refused(name, params):
            return refusal
        if name == "/auth/token/refresh":
            return self._refresh(params)
        if name != "/products/get":
            return error("InvalidApiPath", "The specified API path is invalid")
        if params.get("access_token") != self.access_token or self.expired:
            return token_expired()
        return self._products(params)

    def _refresh(self, params: Mapping[str, str]) -> Reply:
        if params.get("refresh_token") != self.refresh_token:
            return error("IllegalRefreshToken", "The specified refresh token is invalid or expired")
        self.refreshed += 1
        self.access_token, self.refresh_token = f"{ACCESS_TOKEN}-{self.refreshed}", f"{REFRESH_TOKEN}-{self.refreshed}"
        self.expired = False
        return json_reply(
            {
                "access_token": self.access_token,
                "country": "vn",
                "refresh_token": self.refresh_token,
                "account_platform": "seller_center",
                "refresh_expires_in": 1_209_600,
                "country_user_info": [{"country": "vn", "user_id": "1", "seller_id": "1", "short_code": "VN1"}],
                "expires_in": 604_800,
                "account": "mau@example.test",
                "code": "0",
                "request_id": REQUEST_ID,
            }
        )

    def _products(self, params: Mapping[str, str]) -> Reply:
        limit, offset = whole_number(params.get("limit"), 20), whole_number(params.get("offset"), 0)
        if not limit or limit > LARGEST_PAGE:
            return error("19", "invalid limit")
        if offset is None or offset > LARGEST_OFFSET:
            return error("14", "invalid offset")
        if params.get("filter") not in FILTERS:
            return error("36", "invalid status filter")
        names = ("create_after", "create_before", "update_after", "update_before")
        try:
            window = tuple(_instant(params[name]) if name in params else None for name in names)
        except ValueError:
            return error("17", "invalid date format")
        found = _within(self.catalogue, *window) if params["filter"] in ("all", "live") else []
        return json_reply(
            {
                "code": "0",
                "data": {
                    "total_products": str(len(found)),
                    "products": [_product(listing) for listing in self._page(found, offset, limit)],
                },
                "request_id": REQUEST_ID,
            }
        )


def item_id(listing: Listing) -> int:
    """Its number on Lazada, in the storefront and to partners."""
    return 400_000_000 + listing.number


def signature(name: str, params: Mapping[str, str]) -> str:
    """The signature that a request to the API `name` must have."""
    text = name + "".join(f"{key}{params[key]}" for key in sorted(params) if key != "sign")
    return hmac.new(APP_SECRET.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def _params(asked: Asked) -> dict[str, str]:
    form = asked.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return asked.query | (dict(parse_qsl(asked.body.decode(), keep_blank_values=True)) if form else {})


def _refused(name: str, params: Mapping[str, str]) -> Reply | None:
    if absent := missing(params, ("app_key", "timestamp", "sign_method", "sign")):
        return error("MissingParameter", f'The input parameter "{absent}" that is mandatory is not supplied')
    if params["app_key"] != APP_KEY:
        return error("InvalidAppKey", "The specified App Key is invalid")
    sent_at = whole_number(params["timestamp"], 0)
    if sent_at is None or abs(time.time() - sent_at / 1000) > TIMESTAMP_SECONDS:
        return error("IllegalTimestamp", "The specified timestamp is out of range")
    if params["sign_method"] != "sha256" or params["sign"] != signature(name, params):
        return wrong_signature()
    return None


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


@functools.lru_cache(maxsize=64)
def _within(
    catalogue: Catalogue,
    created_after: datetime | None,
    created_before: datetime | None,
    updated_after: datetime | None,
    updated_before: datetime | None,
) -> Sequence[Listing]:
    return [
        listing
        for listing in catalogue.found("lazada", partner=True)
        if (created_after is None or listing.created_at >= created_after)
        and (created_before is None or listing.created_at <= created_before)
        and (updated_after is None or listing.updated_at >= updated_after)
        and (updated_before is None or listing.updated_at <= updated_before)
    ]


def _product(listing: Listing) -> dict[str, Any]:
    number = item_id(listing)
    images = ["https://img.example.test/a.jpg", "https://img.example.test/b.jpg"]
    return {
        "item_id": number if listing.number % 2 else str(number),
        "primary_category": str(10_002_000 + listing.category.number),
        "created_time": _milliseconds(listing.created_at),
        "updated_time": _milliseconds(listing.updated_at),
        "images": json.dumps(images, separators=(",", ":")),
        "marketImages": "[]",
        "status": "Active",
        "subStatus": "",
        "suspendedSkus": [],
        "trialProduct": "false",
        "rejectReason": [],
        "hiddenStatus": "",
        "hiddenReason": "",
        "attributes": {
            "name": listing.title,
            "short_description": f"<ul><li>{listing.title}</li></ul>",
            "description": "<p>...</p>",
            "brand": "No Brand",
            "name_en": None,
            "warranty_type": "No Warranty",
            "source": "asc",
        },
        "skus": [_sku(listing, place) for place in range(max(1, len(listing.variants)))],
    }


def _sku(listing: Listing, place: int) -> dict[str, Any]:
    price, list_price = (listing.price or 0) * (place + 1), (listing.list_price or 0) * (place + 1)
    sku = 3_000_000_000 + listing.number * 10 + place
    # the official sample prints it without the blank, and so do some sellers' goods
    blank = "" if listing.number % 4 == 1 else " "
    return {
        "Status": "active",
        "quantity": 17,
        "SellerSku": f"HTX-{listing.number:03}-{place}",
        "ShopSku": f"{item_id(listing)}_VNAMZ-{sku}",
        "SkuId": sku,
        "Url": f"https://lazada.example.test/products/i{item_id(listing)}-s{sku}.html",
        "price": float(list_price or price),
        "special_price": float(price if list_price else 0),
        "special_from_time": f"2026-01-01{blank}00:00",
        "special_to_time": "2026-12-31 23:59",
        "special_from_date": "2026-01-01",
        "special_to_date": "2026-12-31",
        "Available": 17,
        "package_height": "10",
        "package_width": "10",
        "package_length": "20",
        "package_weight": "0.5",
        "product_weight": "0.5",
        "Images": ["https://img.example.test/a.jpg", "", ""],
    }


def _milliseconds(instant: datetime) -> str:
    return str(int(instant.astimezone(UTC).timestamp() * 1000))
