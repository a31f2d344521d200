"""Lazada's storefront: GET /catalog/?ajax=true&page&q, 40 listings a page, nearly every number a string.

A category and a shop have pages of their own, /<its name>/, a shop's with `from=wangpu`.
"""

from collections.abc import Sequence
from typing import Any

from standins.catalogue import Listing, slug
from standins.lazada_partner import item_id
from standins.platform import Asked, Platform, Reply, html_reply, json_reply, whole_number

PAGE_SIZE = 40


class LazadaStorefront(Platform):
    """What the shop's own pages ask."""

    allowed = "/"

    def answer(self, asked: Asked) -> Reply:
        """Answer a search; without `ajax=true` by the page that a person sees."""
        query = asked.query
        found = self._found(asked.path.strip("/"), query)
        if found is None:
            return html_reply("<html><head><title>404</title></head><body></body></html>", 404)
        if query.get("ajax") != "true":
            return html_reply("<html><head><title>Lazada</title></head><body><div id='root'></div></body></html>")
        keyword, page = query.get("q", ""), whole_number(query.get("page"), 1) or 1
        start = (page - 1) * PAGE_SIZE
        return json_reply(
            {
                "templates": [],
                "mods": {
                    "listItems": [_item(listing) for listing in self._page(found, start, PAGE_SIZE)],
                    "resultNr": {},
                    "sortBar": {"style": "grid"},
                },
                "mainInfo": {
                    "title": keyword,
                    "totalResults": str(len(found)),
                    "pageSize": str(PAGE_SIZE),
                    "page": str(page),
                    "noMorePages": start + PAGE_SIZE >= len(found),
                    "rn": "made-up",
                    "pageTitle": keyword,
                },
                "seoInfo": {"nextHref": None, "title": keyword},
            }
        )

    def _found(self, name: str, query: dict[str, str]) -> Sequence[Listing] | None:
        """What the page of this name lists; None where there is no such page."""
        if name == "catalog":
            return self.catalogue.found("lazada", keyword=query.get("q", ""))
        every = self.catalogue.found("lazada")
        if query.get("from") == "wangpu":
            return [each for each in every if each.seller.slug == name] or None
        return [each for each in every if slug(each.category.name) == name] or None


def _item(listing: Listing) -> dict[str, Any]:
    number = str(item_id(listing))
    sku = str(500_000_000 + listing.number * 10)
    price, list_price = listing.price or 0, listing.list_price
    href = f"//www.lazada.example.test/products/i{number}-s{sku}.html"
    return {
        "nid": number,
        "itemId": number,
        "skuId": sku,
        "sku": f"{number}_VNAMZ-{sku}",
        "cheapest_sku": f"{number}_VNAMZ-{sku}",
        "name": listing.title,
        "price": str(price) if listing.number % 2 else f"{price:,}",
        "priceShow": f"₫{price:,}",
        "originalPrice": str(list_price) if list_price else "",
        "originalPriceShow": f"₫{list_price:,}" if list_price else "",
        "discount": f"-{listing.discount_percent}%" if list_price else "",
        "ratingScore": f"{round(listing.rating * 19) / 19:.13f}" if listing.rating else "",
        "review": str(listing.reviews) if listing.reviews else "",
        "location": listing.seller.location,
        "sellerName": listing.seller.name,
        "sellerId": str(2_000_000 + listing.seller.number),
        "brandName": "No Brand",
        "brandId": "39704",
        "itemUrl": href,
        "productUrl": f"{href}?search=1",
        "image": "https://img.example.test/x.jpg",
        "itemSoldCntShow": _sold(listing.sold),
        "inStock": True,
        "description": [],
        "categories": [10_002_018, 10_002_000 + listing.category.number],
        "icons": [],
        "thumbs": [],
        "isSponsored": False,
        "volumePayOrdPrdQty1w": str((listing.sold or 0) // 40),
        "volumePayOrdPrdQty1m": str((listing.sold or 0) // 10),
        "volumePayOrdPrdQtyStd": str(listing.sold or 0),
    }


def _sold(count: int | None) -> str:
    if count is None:
        return ""
    return f"{count} đã bán" if count < 1000 else f"{count // 100 / 10:g}k đã bán"
