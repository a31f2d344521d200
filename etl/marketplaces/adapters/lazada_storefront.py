"""Lazada as a visitor sees it: the search behind lazada.vn, undocumented, with every number as text.

A category and a shop are asked for by their names in an address, lazada.vn/<name>/, as public crawlers do: UNVERIFIED.

A visitor without its cookies may get a slider, as a page or as JSON: that is a block, and is left at that.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from etl.marketplaces.adapter import Adapter, Payload, Request
from etl.marketplaces.marketplace import Query

PATH = "/catalog/"
ALL_OF_A_SHOP = {"from": "wangpu", "langFlag": "vi", "pageTypeId": "2", "q": "All-Products"}


class LazadaStorefront(Adapter):
    """Pages of a search by keyword, or of all that a category or a shop has."""

    marketplace = "lazada"
    name = "Lazada"
    homepage = "https://www.lazada.vn"

    def start(self, query: Query) -> list[Request]:
        """The first page."""
        if query.kind == "keyword":
            return [_page(1, PATH, {"q": query.value})]
        return [_page(1, f"/{quote(query.value, safe='')}/", ALL_OF_A_SHOP if query.kind == "seller" else {})]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """The next page, unless this is the last."""
        is_last = _info(payload).get("noMorePages") or not payload["mods"]["listItems"]
        return [] if is_last else [_page(int(request.params["page"]) + 1, request.path, request.params)]

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the page says."""
        total = _info(payload).get("totalResults")
        return None if total in (None, "") else int(total)

    def refusal(self, where: str, status: int, payload: Payload) -> Exception | None:
        """`ret` has codes, such as "RGV587_ERROR::SM::…", in the place of listings; `data.url` leads to the check."""
        if not isinstance(payload, dict) or "mods" in payload or "ret" not in payload:
            return None
        codes = re.findall(r"[A-Z]\w+|punish", json.dumps(payload))
        return self.refused(where, tuple(codes), str(payload["ret"]))


def _page(number: int, path: str, params: Mapping[str, str]) -> Request:
    return Request(f"page-{number:04}", path, {**params, "ajax": "true", "isFirstRequest": "true", "page": str(number)})


def _info(payload: Payload) -> dict[str, Any]:
    return payload.get("mainInfo") or {}
