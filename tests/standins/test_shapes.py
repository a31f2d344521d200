"""The stand-ins have the documented shapes, when that folder lies beside the checkout."""

import base64
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from standins import lazada_partner, shopee_partner, tiki_partner
from standins.faults import blocked_page, punished
from standins.lazada_partner import LazadaPartner
from standins.lazada_storefront import LazadaStorefront
from standins.platform import Asked, Platform
from standins.sendo_storefront import SendoStorefront
from standins.shopee_partner import ShopeePartner
from standins.tiki_partner import TikiPartner
from standins.tiki_storefront import TikiStorefront

PROJECT = Path(__file__).parents[2]
DOCUMENTED = PROJECT.parent / "shared" / "domain" / "marketplaces"
SAMPLES = PROJECT / "samples" / "marketplaces"
documented = pytest.mark.skipif(not DOCUMENTED.exists(), reason=f"no documented shapes in {DOCUMENTED}")

Shape = dict[str, set[str]]


def shape(payload: Any) -> Shape:
    """Every path of the payload with the types of its values; the places of a list are one path."""
    found: Shape = defaultdict(set)
    for path, value in _values(payload, "$"):
        found[path].add(type(value).__name__)
    return dict(found)


def _values(payload: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, payload
    if isinstance(payload, dict):
        for key, value in payload.items():
            yield from _values(value, f"{path}.{key}")
    elif isinstance(payload, list):
        for value in payload:
            yield from _values(value, f"{path}[]")


def stated(name: str) -> dict[str, Any]:
    """A documented answer, without what is said about it."""
    answer: dict[str, Any] = json.loads((DOCUMENTED / name).read_text(encoding="utf-8"))
    return {key: value for key, value in answer.items() if key not in ("_about", "_unverified_fields")}


def asked(path: str, query: dict[str, str] | None = None, **headers: str) -> Asked:
    return Asked("GET", f"{path}?{urlencode(query or {})}", headers)


def answered(platform: Platform, request: Asked) -> Any:
    return json.loads(platform.reply(request).body)


def lazada(params: dict[str, str], path: str = "/products/get", **other: str) -> Asked:
    """A signed request to Lazada's gateway; `other` takes the place of what would be right."""
    milliseconds = str(int(time.time() * 1000))
    own = {"app_key": lazada_partner.APP_KEY, "timestamp": milliseconds, "sign_method": "sha256"}
    params = {"access_token": lazada_partner.ACCESS_TOKEN, **own, **params, **other}
    return asked("/rest" + path, {"sign": lazada_partner.signature(path, params), **params})


def shopee(path: str, params: dict[str, str], **other: str) -> Asked:
    """A signed request to Shopee's gateway; `other` takes the place of what would be right."""
    own = {
        "partner_id": shopee_partner.PARTNER_ID,
        "timestamp": str(int(time.time())),
        "access_token": shopee_partner.ACCESS_TOKEN,
        "shop_id": shopee_partner.SHOP_ID,
        **other,
    }
    sign = shopee_partner.signature(path, own["timestamp"], own["access_token"] + own["shop_id"])
    return asked(path, {"sign": sign, **own, **params, **other})


def tiki_token(secret: str = tiki_partner.CLIENT_SECRET) -> Asked:
    known = base64.b64encode(f"{tiki_partner.CLIENT_ID}:{secret}".encode()).decode()
    body = b"grant_type=client_credentials&scope=product"
    return Asked("POST", tiki_partner.TOKEN_PATH, {"authorization": f"Basic {known}"}, body)


def tiki_products(**query: str) -> Any:
    platform = TikiPartner()
    token = answered(platform, tiki_token())["access_token"]
    return answered(platform, asked(tiki_partner.PRODUCTS_PATH, query, authorization=f"Bearer {token}"))


def shopee_items() -> Any:
    numbers = ",".join(str(600_000_000 + number) for number in range(21, 32))
    return answered(ShopeePartner(), shopee("/api/v2/product/get_item_base_info", {"item_id_list": numbers}))


STOREFRONT = {"referer": "https://www.sendo.vn/"}
ANSWERS = {
    "tiki_public_search": lambda: answered(TikiStorefront(), asked("/api/v2/products", {"q": "ocop"})),
    "tiki_public_detail": lambda: answered(TikiStorefront(), asked("/api/v2/products/100000004")),
    "tiki_openapi_products": lambda: tiki_products(include="inventory"),
    "lazada_products_get": lambda: answered(LazadaPartner(), lazada({"filter": "live", "limit": "50"})),
    "lazada_catalog_ajax": lambda: answered(LazadaStorefront(), asked("/catalog/", {"ajax": "true", "q": "ocop"})),
    "shopee_get_item_list": lambda: answered(
        ShopeePartner(), shopee("/api/v2/product/get_item_list", {"page_size": "100", "item_status": "NORMAL"})
    ),
    "shopee_get_item_base_info": shopee_items,
    "sendo_search": lambda: answered(SendoStorefront(), asked("/web/products", {"q": "ocop"}, **STOREFRONT)),
    "sendo_detail": lambda: answered(SendoStorefront(), asked("/full/toi-mau-700000032", **STOREFRONT)),
    "voso_partner_feed_INVENTED": lambda: json.loads((SAMPLES / "voso" / "2026-01-07-trang-1.json").read_text("utf-8")),
    "postmart_partner_feed_INVENTED": lambda: json.loads((SAMPLES / "postmart" / "2026-01-07.json").read_text("utf-8")),
}
# What the prose of the documentation has beyond its examples: counters that are bare numbers, objects that are lists.
ALSO: dict[str, Shape] = {
    "tiki_public_search": {"$.data[].quantity_sold": {"int"}},
    "tiki_openapi_products": {"$.data[].active": {"str"}},
    "sendo_search": {"$.data[].rated": {"list"}},
    "voso_partner_feed_INVENTED": {"$.items[].old_price_text": {"str"}},
    "postmart_partner_feed_INVENTED": {"$.items[].sale_price": {"int"}, "$.items[].ocop_star": {"NoneType"}},
}


@documented
@pytest.mark.parametrize("name", ANSWERS)
def test_answers_have_the_documented_fields_and_types(name: str) -> None:
    expected = shape(stated(f"{name}.json"))
    for path, types in ALSO.get(name, {}).items():
        expected[path] |= types
    assert shape(ANSWERS[name]()) == expected


@documented
def test_lazada_errors_are_the_documented_ones() -> None:
    said = [
        lazada_partner.token_expired(),
        lazada_partner.banned(),
        lazada_partner.throttled(),
        lazada_partner.error("19", "invalid limit"),
        lazada_partner.failing(),
        lazada_partner.wrong_signature(),
    ]
    expected = [
        {**error, "request_id": lazada_partner.REQUEST_ID} for error in stated("lazada_errors.json")["examples"]
    ]
    assert [json.loads(reply.body) for reply in said] == expected


@documented
def test_shopee_errors_are_the_documented_ones() -> None:
    said = [
        shopee_partner.throttled(),
        shopee_partner.quota_used_up(),
        shopee_partner.token_expired(),
        shopee_partner.wrong_signature(),
        shopee_partner.wrong_parameter(),
    ]
    expected = [{**error, "request_id": "abc2"} for error in stated("shopee_errors.json")["examples"]]
    assert [json.loads(reply.body) for reply in said] == expected


@documented
def test_block_pages_are_the_documented_ones() -> None:
    page = stated("tiki_public_block_page.json")
    assert blocked_page(page["status"]).body.decode() == page["body"]
    assert json.loads(punished().body) == stated("lazada_catalog_blocked.json")


# --- what is checked -----------------------------------------------------------------------------


def test_lazada_signature_of_the_documented_rule() -> None:
    # worked out with `printf ... | openssl dgst -sha256 -hmac standin-lazada-app-secret`
    params = {"app_key": "100001", "timestamp": "1767200400000", "sign_method": "sha256", "sign": "", "filter": "live"}
    expected = "68F0B8BACAE06DABC09ECB3A2028EC0C53D71BA02ED87D450AB707F5809EDC0C"
    assert lazada_partner.signature("/products/get", params) == expected


def test_shopee_signature_of_the_documented_rule() -> None:
    # worked out with `printf ... | openssl dgst -sha256 -hmac standin-shopee-partner-key`
    expected = "175a82b7963916eb0050e9e5e148edcfacc00c004ba295aa6242eec6cf752f14"
    assert shopee_partner.signature("/api/v2/product/get_item_list", "1767200400", "token2000001") == expected


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({}, "0"),
        ({"sign": "0" * 64}, "IncompleteSignature"),
        ({"timestamp": "1767200400000"}, "IllegalTimestamp"),
        ({"access_token": "another"}, "IllegalAccessToken"),
        ({"app_key": "another"}, "InvalidAppKey"),
        ({"limit": "51"}, "19"),
        ({"filter": ""}, "36"),
    ],
)
def test_lazada_refuses(other: dict[str, str], code: str) -> None:
    assert answered(LazadaPartner(), lazada({"filter": "live"}, **other))["code"] == code


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({}, ""),
        ({"sign": "0" * 64}, "error_sign"),
        ({"timestamp": "1767200400"}, "error_param"),
        ({"access_token": "another"}, "error_auth"),
        ({"page_size": "101"}, "error_param"),
        ({"item_status": ""}, "error_param"),
    ],
)
def test_shopee_refuses(other: dict[str, str], error: str) -> None:
    request = shopee("/api/v2/product/get_item_list", {"page_size": "100", "item_status": "NORMAL"}, **other)
    assert answered(ShopeePartner(), request)["error"] == error


def test_tiki_gives_no_token_for_a_wrong_secret() -> None:
    assert TikiPartner().reply(tiki_token("another")).status == 401


def test_a_new_lazada_token_takes_the_place_of_the_expired_one() -> None:
    platform = LazadaPartner()
    platform.expired = True
    assert answered(platform, lazada({"filter": "live"}))["code"] == "IllegalAccessToken"
    renewed = answered(
        platform, lazada({"refresh_token": lazada_partner.REFRESH_TOKEN}, "/auth/token/refresh", access_token="")
    )
    assert answered(platform, lazada({"filter": "live"}, access_token=renewed["access_token"]))["code"] == "0"
