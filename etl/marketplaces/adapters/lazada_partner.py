"""Lazada's Open Platform: the listings of the shop whose login it is.

Pages are windows of time, because an offset ends at MOST_OFFSET and is deprecated: of a window with more listings than
one page has room for, its halves are asked for.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from etl.listings import values
from etl.marketplaces.adapter import Page, Payload, Record, Request
from etl.marketplaces.marketplace import Query
from etl.marketplaces.tokens import Renewable
from etl.nights import tonight
from etl.settings import TIMEZONE
from etl.sources.http import Call

PRODUCTS = "/products/get"
RENEWAL = "/auth/token/refresh"
API, AUTHORISATION = "https://api.lazada.vn/rest", "https://auth.lazada.com/rest"
PAGE_SIZE = 50
MOST_OFFSET = 10_000
TIMES = "%Y-%m-%dT%H:%M:%S%z"  # +0700, without a colon
OPENED = datetime(2012, 1, 1, tzinfo=TIMEZONE)  # Lazada came to Việt Nam in 2012
SECOND = timedelta(seconds=1)


class LazadaPartner(Renewable):
    """All that the shop has on sale, by the time of its last change."""

    marketplace = "lazada"
    name = "Lazada"
    is_storefront = False
    homepage = "https://www.lazada.vn"
    query_kinds: ClassVar[tuple[str, ...]] = ("shop",)
    secrets_needed: ClassVar[tuple[str, ...]] = ("app_key", "app_secret", "access_token")

    def start(self, query: Query) -> list[Request]:
        """All of time, up to the end of tonight: what is changed meanwhile comes too."""
        return [self._window(OPENED, datetime.combine(tonight() + timedelta(days=1), datetime.min.time(), TIMEZONE))]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """The halves of a window with too many listings; pages only inside a second, which has no halves."""
        total, size = _total(payload) or 0, int(request.params["limit"])
        after, before = (_time(request.params[name]) for name in ("update_after", "update_before"))
        if total <= size:
            return []
        if before - after > SECOND:
            middle = after + SECOND * ((before - after) // SECOND // 2)
            return [self._window(after, middle), self._window(middle, before)]
        offset = int(request.params.get("offset", 0)) + size
        return [self._window(after, before, offset)] if offset < total and offset <= MOST_OFFSET else []

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the window of all time says."""
        is_whole = request.name == self.start(Query("shop"))[0].name
        return _total(payload) if is_whole else None

    def call(self, request: Request) -> Call:
        """Signed, with the access token."""
        params = {**request.params, "access_token": self.secrets["access_token"]}
        return self._signed(self.source.base_url, request.path, params)

    def renewal(self) -> Call | None:
        """By the refresh token, from the server for logins; a stand-in is both servers in one."""
        if not (token := self.secrets.get("refresh_token")):
            return None
        server = AUTHORISATION if self.source.base_url == API else self.source.base_url
        return self._signed(server, RENEWAL, {"refresh_token": token})

    def refusal(self, where: str, status: int, payload: Payload) -> Exception | None:
        """By code, else by type."""
        code = str(payload.get("code") or "0") if isinstance(payload, dict) else "0"
        if code == "0":
            return None
        said = f"{code}: {payload.get('message')}"
        ban = re.search(r"(\d+) second", said)
        return self.refused(where, (code, str(payload.get("type"))), said, float(ban[1]) if ban else None)

    def record(self, page: Page, record: dict[str, Any]) -> Record | None:
        """With the prices at which its active variants are sold at the time of the page."""
        skus = record.get("skus")
        if not isinstance(skus, list) or not all(isinstance(sku, dict) for sku in skus):
            return record
        active = [sku for sku in skus if str(sku.get("Status", "active")).lower() == "active"]
        at = datetime.fromisoformat(page.fetched_at)
        worked_out = {
            "_price": [_price(sku, at) for sku in active if "price" in sku],
            "_list_price": [sku["price"] for sku in active if "price" in sku],
            "_url": next((sku["Url"] for sku in active if "Url" in sku), None),
            "_variants": len(active),
        }
        return record | {name: value for name, value in worked_out.items() if value}

    def _window(self, after: datetime, before: datetime, offset: int = 0) -> Request:
        name = f"updated-{after:%Y%m%dT%H%M%S}-{before:%Y%m%dT%H%M%S}"
        params = {
            "filter": "live",
            "limit": str(self.source.page_size or PAGE_SIZE),
            "update_after": after.strftime(TIMES),
            "update_before": before.strftime(TIMES),
        }
        if not offset:
            return Request(name, PRODUCTS, params)
        return Request(f"{name}-{offset:05}", PRODUCTS, {**params, "offset": str(offset)})

    def _signed(self, server: str, path: str, params: Mapping[str, str]) -> Call:
        said = {
            **params,
            "app_key": self.secrets["app_key"],
            "timestamp": str(int(time.time() * 1000)),
            "sign_method": "sha256",
        }
        text = path + "".join(name + said[name] for name in sorted(said))
        sign = hmac.new(self.secrets["app_secret"].encode(), text.encode(), hashlib.sha256).hexdigest().upper()
        return Call(server + path, {**said, "sign": sign}, {"Accept": "application/json"})


def _total(payload: Payload) -> int | None:
    total = (payload.get("data") or {}).get("total_products")
    return None if total is None else int(total)


def _time(text: str) -> datetime:
    return datetime.strptime(text, TIMES).astimezone(TIMEZONE)


def _price(sku: Mapping[str, Any], at: datetime) -> Any:
    """The special price while it lasts; the whole variant when nobody can say, which no price is read from."""
    try:
        is_special = values.price(sku.get("special_price")).low is not None and _is_special(sku, at)
    except values.Unparsed:
        return sku
    return sku["special_price"] if is_special else sku["price"]


def _is_special(sku: Mapping[str, Any], at: datetime) -> bool:
    first, last = _end(sku, "from", "00:00"), _end(sku, "to", "23:59:59")
    return (first is None or first <= at) and (last is None or at <= last)


def _end(sku: Mapping[str, Any], end: str, hour: str) -> datetime | None:
    """When the special price begins or ends; None when it does not say."""
    day = sku.get(f"special_{end}_date")
    return values.instant(sku.get(f"special_{end}_time") or (day and f"{day} {hour}"))
