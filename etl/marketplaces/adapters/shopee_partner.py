"""Shopee's Open API v2: the listings of the shop whose login it is.

A listing is spread over three pages: lists have its number, up to MOST_ITEMS numbers lead to one page of items, and an
item that is sold in models has its prices on a page of its own. It is joined when the last of them has come.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from etl.marketplaces.adapter import Page, Payload, Record, Request
from etl.marketplaces.marketplace import Marketplace, Query
from etl.marketplaces.records import RecordsMissing
from etl.marketplaces.tokens import Renewable
from etl.sources.http import Call

LIST = "/api/v2/product/get_item_list"
ITEMS = "/api/v2/product/get_item_base_info"
MODELS = "/api/v2/product/get_model_list"
RENEWAL = "/api/v2/auth/access_token/get"
PAGE_SIZE = 100
MOST_ITEMS = 50
ON_SALE = "NORMAL"


class ShopeePartner(Renewable):
    """All that the shop has on sale."""

    marketplace = "shopee"
    name = "Shopee"
    is_storefront = False
    homepage = "https://shopee.vn"
    query_kinds: ClassVar[tuple[str, ...]] = ("shop",)
    secrets_needed: ClassVar[tuple[str, ...]] = ("partner_id", "partner_key", "shop_id", "access_token")

    def __init__(self, source: Marketplace, secrets: Mapping[str, str]) -> None:
        super().__init__(source, secrets)
        self._without_models: dict[str, dict[str, Any]] = {}

    def start(self, query: Query) -> list[Request]:
        """The first list."""
        self._without_models.clear()
        return [self._list(0)]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """Of a list its items and the next list, of items their models."""
        said = _response(payload)
        if request.path == LIST:
            return [*_items(request, said), *self._next_list(request, said)]
        if request.path == ITEMS:
            return [_models(item["item_id"]) for item in said.get("item_list") or () if _has_models(item)]
        return []

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the lists say."""
        total = _response(payload).get("total_count")
        return int(total) if request.path == LIST and total is not None else None

    def call(self, request: Request) -> Call:
        """Signed for the shop."""
        token, shop = self.secrets["access_token"], self.secrets["shop_id"]
        params = {**request.params, "access_token": token, "shop_id": shop}
        return self._signed(request.path, token + shop, params)

    def renewal(self) -> Call | None:
        """By the refresh token, which holds once."""
        if not (token := self.secrets.get("refresh_token")):
            return None
        numbers = {name: int(self.secrets[name]) for name in ("partner_id", "shop_id")}
        return self._signed(RENEWAL, "", {}, body=json.dumps({**numbers, "refresh_token": token}).encode())

    def refusal(self, where: str, status: int, payload: Payload) -> Exception | None:
        """By the text in `error`, which is empty when all is well."""
        code = str(payload.get("error") or "") if isinstance(payload, dict) else ""
        return self.refused(where, (code,), f"{code}: {payload.get('message')}") if code else None

    def records(self, page: Page) -> Iterator[tuple[str, Record]] | None:
        """Those of items; with models, once these have come."""
        kind, _, number = page.name.partition("-")
        if kind == "items":
            return None
        item = self._without_models.pop(number, None) if kind == "models" else None
        return iter([("$.response.model", _joined(item, page.payload))] if item else [])

    def record(self, page: Page, record: dict[str, Any]) -> Record | None:
        """An item, which waits when it has models."""
        if not _has_models(record):
            return record
        self._without_models[str(record["item_id"])] = record
        return None

    def _list(self, offset: int) -> Request:
        size = str(self.source.page_size or PAGE_SIZE)
        return Request(f"list-{offset:06}", LIST, {"offset": str(offset), "page_size": size, "item_status": ON_SALE})

    def _next_list(self, request: Request, said: Mapping[str, Any]) -> list[Request]:
        after = int(request.params["offset"]) + int(request.params["page_size"])
        return [self._list(int(said.get("next_offset") or after))] if said.get("has_next_page") else []

    def _signed(self, path: str, shop: str, params: Mapping[str, str], body: bytes | None = None) -> Call:
        partner, now = self.secrets["partner_id"], str(int(time.time()))
        text = partner + path + now + shop
        sign = hmac.new(self.secrets["partner_key"].encode(), text.encode(), hashlib.sha256).hexdigest()
        signed = {**params, "partner_id": partner, "timestamp": now, "sign": sign}
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        return Call(self.source.base_url + path, signed, headers, "POST" if body else "GET", body)


def _response(payload: Payload) -> dict[str, Any]:
    return payload.get("response") or {}


def _items(request: Request, said: Mapping[str, Any]) -> list[Request]:
    start = int(request.params["offset"])
    if said.get("total_count") == 0:
        return []
    try:
        numbers = [str(item["item_id"]) for item in said["item"] if item.get("item_status", ON_SALE) == ON_SALE]
    except (KeyError, TypeError):
        raise RecordsMissing("shopee_partner", "response.item[].item_id") from None
    return [
        Request(f"items-{start + place:06}", ITEMS, {"item_id_list": ",".join(numbers[place : place + MOST_ITEMS])})
        for place in range(0, len(numbers), MOST_ITEMS)
    ]


def _models(item_id: object) -> Request:
    return Request(f"models-{item_id}", MODELS, {"item_id": str(item_id)}, is_detail=True)


def _has_models(item: object) -> bool:
    return isinstance(item, dict) and bool(item.get("has_model")) and "item_id" in item


def _joined(item: dict[str, Any], payload: Payload) -> Record:
    models = [model for model in _response(payload).get("model") or () if isinstance(model, dict)]
    prices = [price for model in models for price in model.get("price_info") or ()]
    return item | {"_variants": len(models)} | ({"_price_info": prices} if prices else {})
