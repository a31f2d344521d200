"""Shopee's Open API v2: item list, base information, models, and the renewal of tokens, signed.

The signature is lower-case hex HMAC-SHA256 with the partner's key over partner_id + path + timestamp, and, for what
belongs to a shop, + access_token + shop_id. Errors come with status 200 and a text in `error`.
"""

import functools
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from standins.catalogue import Catalogue, Listing
from standins.platform import Asked, Platform, Reply, json_reply, missing, whole_number

PARTNER_ID = "1000001"
PARTNER_KEY = "standin-shopee-partner-key"
SHOP_ID = "2000001"
ACCESS_TOKEN = "standin-shopee-access-token"
REFRESH_TOKEN = "standin-shopee-refresh-token"

TIMESTAMP_SECONDS = 300
LARGEST_PAGE = 100
MOST_ITEMS = 50
TOKEN_PATH = "/api/v2/auth/access_token/get"
STATUSES = ("NORMAL", "BANNED", "UNLIST", "REVIEWING", "SELLER_DELETE", "SHOPEE_DELETE")

# --- in the platform's words ---------------------------------------------------------------------


def error(code: str, message: str) -> Reply:
    """Its envelope for everything that it refuses."""
    return json_reply({"error": code, "message": message, "request_id": "abc2"})


def throttled() -> Reply:
    """Too many requests."""
    return error("error_rate_limit", "too many calls")


def quota_used_up() -> Reply:
    """The calls of this day are used up."""
    return error("error_limit", "daily quota used up")


def token_expired() -> Reply:
    """The access token is not, or no longer, valid."""
    return error("error_auth", "token invalid")


def wrong_signature() -> Reply:
    """The signature is not the one of this request."""
    return error("error_sign", "wrong sign")


def wrong_parameter(message: str = "bad parameter") -> Reply:
    """A parameter is missing or not allowed."""
    return error("error_param", message)


# -------------------------------------------------------------------------------------------------


class ShopeePartner(Platform):
    """What a shop's own program asks."""

    allowed = "/api/v2/"

    secrets: ClassVar[Mapping[str, str]] = {
        "partner_id": PARTNER_ID,
        "partner_key": PARTNER_KEY,
        "shop_id": SHOP_ID,
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
        query = asked.query
        if asked.path == TOKEN_PATH:
            return _refused(query, asked.path, "") or self._refresh(asked)
        answers = {
            "/api/v2/product/get_item_list": self._item_list,
            "/api/v2/product/get_item_base_info": self._base_info,
            "/api/v2/product/get_model_list": self._model_list,
        }
        if asked.path not in answers:
            return error("error_not_found", "no such path")
        if absent := missing(query, ("access_token", "shop_id")):
            return wrong_parameter(f"there is no {absent} in query")
        if refusal := _refused(query, asked.path, query["access_token"] + query["shop_id"]):
            return refusal
        if query["access_token"] != self.access_token or query["shop_id"] != SHOP_ID or self.expired:
            return token_expired()
        return answers[asked.path](query)

    def _refresh(self, asked: Asked) -> Reply:
        try:
            body = json.loads(asked.body)
        except ValueError:
            return wrong_parameter("the body is no JSON")
        if asked.method != "POST" or not isinstance(body, dict):
            return wrong_parameter("POST a JSON object")
        if body.get("partner_id") != int(PARTNER_ID) or body.get("shop_id") != int(SHOP_ID):
            return wrong_parameter("partner_id and shop_id are whole numbers")
        if body.get("refresh_token") != self.refresh_token:
            return error("error_auth", "invalid refresh_token")
        self.refreshed += 1
        self.access_token, self.refresh_token = f"{ACCESS_TOKEN}-{self.refreshed}", f"{REFRESH_TOKEN}-{self.refreshed}"
        self.expired = False
        return json_reply(
            {
                "partner_id": int(PARTNER_ID),
                "shop_id": int(SHOP_ID),
                "access_token": self.access_token,
                "refresh_token": self.refresh_token,
                "expire_in": 14_400,
                "request_id": "abc3",
                "error": "",
                "message": "",
            }
        )

    def _item_list(self, query: Mapping[str, str]) -> Reply:
        offset, size = whole_number(query.get("offset"), 0), whole_number(query.get("page_size"), 0)
        since = whole_number(query.get("update_time_from"), 0)
        until = whole_number(query.get("update_time_to"), 2**40)
        if offset is None or not size or size > LARGEST_PAGE or since is None or until is None:
            return wrong_parameter()
        if query.get("item_status") not in STATUSES:
            return wrong_parameter("item_status is not valid")
        found = _within(self.catalogue, since, until) if query["item_status"] == "NORMAL" else []
        end = offset + size
        return _response(
            {
                "item": [
                    {
                        "item_id": item_id(listing),
                        "item_status": "NORMAL",
                        "update_time": int(listing.updated_at.timestamp()),
                        "tag": {"kit": False},
                    }
                    for listing in self._page(found, offset, size)
                ],
                "total_count": len(found),
                "has_next_page": end < len(found),
                # meant for a next page only, and sometimes there without one
                **({"next_offset": min(end, len(found))} if end < len(found) or offset == 0 else {}),
            }
        )

    def _base_info(self, query: Mapping[str, str]) -> Reply:
        numbers = [whole_number(text, 0) for text in query.get("item_id_list", "").split(",")]
        if None in numbers or len(numbers) > MOST_ITEMS:
            return wrong_parameter("item_id_list is not valid")
        listings = [self.catalogue.listing((number or 0) - 600_000_000) for number in numbers]
        return _response({"item_list": [_item(listing) for listing in listings if listing]})

    def _model_list(self, query: Mapping[str, str]) -> Reply:
        listing = self.catalogue.listing((whole_number(query.get("item_id"), 0) or 0) - 600_000_000)
        return _response(_models(listing)) if listing else wrong_parameter("item_id is not found")


def item_id(listing: Listing) -> int:
    """Its number on Shopee."""
    return 600_000_000 + listing.number


def signature(path: str, timestamp: str, shop: str = "") -> str:
    """The signature that a request must have; `shop` is access_token + shop_id for what belongs to a shop."""
    text = PARTNER_ID + path + timestamp + shop
    return hmac.new(PARTNER_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _refused(query: Mapping[str, str], path: str, shop: str) -> Reply | None:
    if absent := missing(query, ("partner_id", "timestamp", "sign")):
        return wrong_parameter(f"there is no {absent} in query")
    if query["partner_id"] != PARTNER_ID:
        return wrong_parameter("partner_id is not valid")
    sent_at = whole_number(query["timestamp"], 0)
    if sent_at is None or abs(time.time() - sent_at) > TIMESTAMP_SECONDS:
        return wrong_parameter("timestamp is out of range")
    return None if query["sign"] == signature(path, query["timestamp"], shop) else wrong_signature()


@functools.lru_cache(maxsize=64)
def _within(catalogue: Catalogue, since: int, until: int) -> Sequence[Listing]:
    partners = catalogue.found("shopee", partner=True)
    return [listing for listing in partners if since <= listing.updated_at.timestamp() <= until]


def _response(response: dict[str, Any]) -> Reply:
    return json_reply({"error": "", "message": "", "warning": "", "request_id": "abc1", "response": response})


def _item(listing: Listing) -> dict[str, Any]:
    return {
        "item_id": item_id(listing),
        "category_id": 100_600 + listing.category.number,
        "item_name": listing.title,
        "description": "...",
        "item_sku": f"HTX-{listing.number:03}",
        "create_time": int(listing.created_at.timestamp()),
        "update_time": int(listing.updated_at.timestamp()),
        "attribute_list": [
            {
                "attribute_id": 100_037,
                "original_attribute_name": "Xuất xứ",
                "is_mandatory": False,
                "attribute_value_list": [{"value_id": 4, "original_value_name": "Việt Nam", "value_unit": ""}],
            }
        ],
        **({} if listing.variants else {"price_info": [_price(listing, 1)]}),
        "stock_info_v2": _stock(),
        "image": {
            "image_id_list": ["made-up"],
            "image_url_list": ["https://cf.example.test/file/made-up"],
        },
        "weight": "0.4",
        "dimension": {"package_length": 20, "package_width": 20, "package_height": 8},
        "logistic_info": [],
        "pre_order": {"is_pre_order": False, "days_to_ship": 2},
        "condition": "NEW",
        "item_status": "NORMAL",
        "has_model": bool(listing.variants),
        "brand": {"brand_id": 0, "original_brand_name": "NoBrand"},
    }


def _models(listing: Listing) -> dict[str, Any]:
    return {
        "tier_variation": [{"name": "Loại", "option_list": [{"option": name} for name in listing.variants]}]
        if listing.variants
        else [],
        "model": [
            {
                "model_id": 650_000_000 + listing.number * 10 + place,
                "promotion_id": 0,
                "tier_index": [place],
                "model_name": name,
                "model_sku": f"HTX-{listing.number:03}-{place}",
                "model_status": "MODEL_NORMAL",
                "price_info": [_price(listing, place + 1)],
                "stock_info_v2": _stock(),
                "pre_order": {"is_pre_order": False, "days_to_ship": 2},
            }
            for place, name in enumerate(listing.variants)
        ],
    }


def _price(listing: Listing, times: int) -> dict[str, Any]:
    price = (listing.price or 0) * times
    list_price = (listing.list_price or 0) * times or price
    return {"currency": "VND", "original_price": list_price, "current_price": price}


def _stock() -> dict[str, Any]:
    return {
        "summary_info": {"total_reserved_stock": 0, "total_available_stock": 25},
        "seller_stock": [{"location_id": "VNZ", "stock": 25}],
    }
