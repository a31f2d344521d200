"""Sendo's storefront: GET /web/products?q&page&size, /web/categories/{id}/products, and /full/{slug} for one product.

On two hosts in reality, on one here. Both want a Referer; past the end `data` is null.
"""

import re
from typing import Any

from standins.catalogue import Listing
from standins.platform import Asked, Platform, Reply, json_reply, whole_number

SEARCH = "/web/products"
CATEGORY = re.compile(r"/web/categories/(\d+)/products")
LARGEST_PAGE = 100


class SendoStorefront(Platform):
    """What the shop's own pages ask."""

    allowed = "/"

    def answer(self, asked: Asked) -> Reply:
        """Answer a search or the page of one product."""
        if not re.match(r"https?://", asked.headers.get("referer", "")):
            return json_reply({"message": "forbidden"}, 403)
        if asked.path == SEARCH:
            return self._search(asked.query, None)
        if category := CATEGORY.fullmatch(asked.path):
            return self._search(asked.query, int(category[1]) - 2_000)
        detail = re.fullmatch(r"/full/.*?(\d+)(\.html)?", asked.path)
        listing = self.catalogue.listing(int(detail[1]) - 700_000_000) if detail else None
        return json_reply({"data": _detail(listing)} if listing else {"data": None}, 200 if listing else 404)

    def _search(self, query: dict[str, str], category: int | None) -> Reply:
        size, page = whole_number(query.get("size"), 60), whole_number(query.get("page"), 1)
        if not size or not page or size > LARGEST_PAGE:
            return json_reply({"message": "bad request"}, 400)
        found = self.catalogue.found("sendo", keyword=query.get("q"), category=category)
        start = (page - 1) * size
        rows = [_item(listing) for listing in self._page(found, start, size)] if start < len(found) else None
        meta_data = {"total_count": len(found), "page": page, "total_page": -(-len(found) // size)}
        return json_reply({"data": rows, "meta_data": meta_data})


def product_id(listing: Listing) -> int:
    """Its number on Sendo."""
    return 700_000_000 + listing.number


def _item(listing: Listing) -> dict[str, Any]:
    price, highest = _prices(listing)
    list_price, highest_list = (listing.list_price or price, (listing.list_price or price) * _times(listing))
    return {
        "id": product_id(listing),
        "product_id": product_id(listing),
        "name": listing.title,
        "category_path": f"{listing.slug}-{product_id(listing)}.html",
        "image": "https://media.example.test/t.jpg",
        "price": list_price,
        "price_max": highest_list,
        "final_price": price,
        "final_price_max": highest,
        "sale_price_min": price,
        "sale_price_max": highest,
        "default_price_max": highest_list,
        # an object without fields comes as a list
        "rated": {"star": listing.rating} if listing.rating else [],
        "shop_id": 800_000 + listing.seller.number,
    }


def _detail(listing: Listing) -> dict[str, Any]:
    price, _ = _prices(listing)
    rating = listing.rating or 0.0
    return {
        "id": product_id(listing),
        "name": listing.title,
        "price": listing.list_price or price,
        "final_price": price,
        "category_info": [{"id": 1, "title": "Thực phẩm"}, {"id": 2, "title": listing.category.name}],
        "brand_info": {"name": None},
        "shop_info": {
            "shop_id": 800_000 + listing.seller.number,
            "shop_name": listing.seller.name,
            "good_review_percent": 98,
            "score": "4.6",
            "rating_avg": 4.6,
            "rating_count": 30,
            "product_total": 12,
            "sale_on_sendo": "3 năm",
            "warehourse_region_name": listing.seller.location,
        },
        "media": [{"type": "image", "image": "https://media.example.test/t.jpg"}],
        "variants": [
            {
                "variant_sku": f"T{place}",
                "price": (listing.list_price or price) * (place + 1),
                "final_price": price * (place + 1),
                "stock": 9,
                "attribute_hash": "a",
            }
            for place in range(_times(listing))
        ],
        "rating_info": {"percent_star": rating, "total_rated": listing.reviews},
        "description_info": {"description": "<p>...</p>"},
    }


def _times(listing: Listing) -> int:
    return max(1, len(listing.variants))


def _prices(listing: Listing) -> tuple[int, int]:
    price = listing.price or 0
    return price, price * _times(listing)
