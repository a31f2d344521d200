"""Lazada as a visitor sees it: the search behind lazada.vn, undocumented, with every number as text.

A visitor without its cookies may get a slider, as a page or as JSON: that is a block, and is left at that.
"""

import json
import re
from typing import Any, ClassVar

from etl.marketplaces.adapter import Adapter, Payload, Request
from etl.marketplaces.marketplace import Query

PATH = "/catalog/"


class LazadaStorefront(Adapter):
    """Pages of a search by keyword."""

    marketplace = "lazada"
    name = "Lazada"
    homepage = "https://www.lazada.vn"
    query_kinds: ClassVar[tuple[str, ...]] = ("keyword",)

    def start(self, query: Query) -> list[Request]:
        """The first page."""
        return [_page(1, query.value)]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """The next page, unless this is the last."""
        is_last = _info(payload).get("noMorePages") or not payload["mods"]["listItems"]
        return [] if is_last else [_page(int(request.params["page"]) + 1, request.params["q"])]

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


def _page(number: int, keyword: str) -> Request:
    params = {"ajax": "true", "isFirstRequest": "true", "page": str(number), "q": keyword}
    return Request(f"page-{number:04}", PATH, params)


def _info(payload: Payload) -> dict[str, Any]:
    return payload.get("mainInfo") or {}
