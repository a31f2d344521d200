"""Tiki's storefront: GET /api/v2/products?q|category|seller&limit&page, and /api/v2/products/{id}.

At most 50 pages and 2,000 rows can be reached, whatever `paging.total` says; a page beyond the last is HTTP 400.
"""

from typing import Any

from standins.catalogue import Category, Listing, Seller
from standins.platform import Asked, Platform, Reply, json_reply, whole_number

SEARCH = "/api/v2/products"
PAGES = 50
ROWS = 2000
LARGEST_PAGE = 200


class TikiStorefront(Platform):
    """What the shop's own pages ask."""

    allowed = "/api/"

    def answer(self, asked: Asked) -> Reply:
        """Answer a search or the page of one product."""
        if asked.path == SEARCH:
            return self._search(asked.query)
        listing = (
            self.catalogue.listing(int(asked.path.rpartition("/")[2]) - 100_000_000) if _is_detail(asked) else None
        )
        return json_reply(_detail(listing)) if listing else json_reply({"error": {"message": "not found"}}, 404)

    def _search(self, query: dict[str, str]) -> Reply:
        limit, page = whole_number(query.get("limit"), 40), whole_number(query.get("page"), 1)
        if not limit or not page or limit > LARGEST_PAGE:
            return json_reply({"error": {"message": "limit or page is invalid"}}, 400)
        found = self.catalogue.found(
            "tiki",
            keyword=query.get("q"),
            category=_number(query.get("category"), 44_000),
            seller=_number(query.get("seller"), 990_000),
        )
        last = min(-(-len(found) // limit), PAGES, ROWS // limit)
        if page > max(last, 1):
            return json_reply({"error": {"message": "page is beyond the last"}}, 400)
        start = (page - 1) * limit
        rows = self._page(found, start, limit)
        return json_reply(
            {
                "data": [_item(listing) for listing in rows],
                "paging": {
                    "total": len(found),
                    "current_page": page,
                    "from": start + 1 if found else 0,
                    "to": min(start + limit, len(found)),
                    "per_page": limit,
                    "last_page": last,
                },
                "filters": [_seller_filter(rows)],
                "sort_options": [],
                "blocks": [],
            }
        )


def product_id(listing: Listing) -> int:
    """Its number on Tiki, in the storefront and to partners."""
    return 100_000_000 + listing.number


def seller_id(seller: Seller) -> int:
    """Its number on Tiki."""
    return 990_000 + seller.number


def category_id(category: Category) -> int:
    """Its number on Tiki."""
    return 44_000 + category.number


def _number(text: str | None, base: int) -> int | None:
    return None if text is None else (whole_number(text, 0) or 0) - base


def _is_detail(asked: Asked) -> bool:
    head, _, number = asked.path.rpartition("/")
    return head == SEARCH and number.isdecimal()


def _item(listing: Listing) -> dict[str, Any]:
    price, list_price = listing.price or 0, listing.list_price or listing.price or 0
    seller = listing.seller
    return {
        "id": product_id(listing),
        "sku": f"7000{product_id(listing)}",
        "name": listing.title,
        "url_key": f"{listing.slug}-p{product_id(listing)}",
        "url_path": f"{listing.slug}-p{product_id(listing)}.html?spid={_variant_id(listing)}",
        "price": price,
        "list_price": list_price,
        "original_price": list_price,
        "discount": list_price - price,
        "discount_rate": listing.discount_percent,
        "rating_average": listing.rating or 0,
        "review_count": listing.reviews,
        "favourite_count": 0,
        "thumbnail_url": f"https://cdn.example.test/{product_id(listing)}.jpg",
        "brand_name": "OEM",
        "seller_id": seller_id(seller),
        "seller_name": seller.name,
        "is_from_official_store": False,
        "is_authentic": 0,
        "origin": "Việt Nam",
        "productset_id": 0,
        "seller_product_id": _variant_id(listing),
        "primary_category_path": f"1/2/4384/{category_id(listing.category)}",
        "badges_new": [],
        "impression_info": [
            {"impression_id": "made-up", "metadata": {"is_official_store": 0, "is_tikinow": 0}},
        ],
        "visible_impression_info": {
            "amplitude": {
                "category_l1_name": "Bách Hóa Online",
                "category_l2_name": "Đặc sản",
                "primary_category_name": listing.category.name,
                "seller_id": seller_id(seller),
                "seller_type": "OFFLINE_SHOP",
                "brand_name": "OEM",
                "number_of_reviews": listing.reviews,
                "tiki_verified": 0,
                "is_freeship_xtra": 0,
                "standard_delivery_estimate": "Giao thứ 3",
                "order_route": "merchant",
                "origin": "Việt Nam",
                "is_imported": False,
                "is_authentic": 0,
                "is_top_brand": False,
            }
        },
        **_sold(listing),
    }


def _sold(listing: Listing) -> dict[str, Any]:
    """An object, null, absent or a bare number, as the storefront has them side by side."""
    sold = listing.sold
    if sold is None:
        return {"quantity_sold": None} if listing.number % 2 else {}
    if listing.number % 7 == 0:
        return {"quantity_sold": sold}
    if sold < 1000:
        return {"quantity_sold": {"text": f"Đã bán {sold}", "value": sold}}
    rounded = sold // 1000 * 1000
    return {"quantity_sold": {"text": f"Đã bán {sold // 1000}k+", "value": sold if listing.number % 2 else rounded}}


def _seller_filter(rows: Any) -> dict[str, Any]:
    sellers = {listing.seller.number: listing.seller for listing in rows}
    return {
        "query_name": "seller",
        "display_name": "Nhà cung cấp",
        "values": [
            {
                "query_value": str(seller_id(seller)),
                "display_value": seller.name,
                "count": sum(listing.seller == seller for listing in rows),
                "url_path": None,
            }
            for seller in sellers.values()
        ],
    }


def _variant_id(listing: Listing) -> int:
    return 150_000_000 + listing.number * 10


def _detail(listing: Listing) -> dict[str, Any]:
    item = _item(listing)
    seller = {"id": item["seller_id"], "name": item["seller_name"]}
    names = listing.variants or ("",)
    return {
        "id": item["id"],
        "master_id": item["id"],
        "sku": item["sku"],
        "name": item["name"],
        "url_key": item["url_key"],
        "url_path": f"{item['url_key']}.html",
        "short_url": f"https://tiki.example.test/product-p{item['id']}.html",
        "type": "configurable" if listing.variants else "simple",
        "book_cover": None,
        "short_description": f"{listing.title}...",
        "description": f"<p>Mô tả <b>HTML</b> &amp; thực thể; {listing.title}</p>",
        "price": item["price"],
        "list_price": item["list_price"],
        "original_price": item["original_price"],
        "discount": item["discount"],
        "discount_rate": item["discount_rate"],
        "rating_average": item["rating_average"],
        "review_count": item["review_count"],
        "review_text": f"({listing.reviews})",
        "favourite_count": 0,
        "day_ago_created": 400 + listing.number,
        "all_time_quantity_sold": listing.sold or 0,
        **_sold(listing),
        "inventory_status": "available",
        "stock_item": {"qty": 1000, "min_sale_qty": 1, "max_sale_qty": 100, "preorder_date": False},
        "thumbnail_url": item["thumbnail_url"],
        "images": [
            {
                "base_url": "https://cdn.example.test/i.jpg",
                "is_gallery": True,
                "label": None,
                "large_url": "https://cdn.example.test/l.jpg",
                "position": None,
                "small_url": "",
                "thumbnail_url": "",
            }
        ],
        "brand": {"id": 111461, "name": "OEM", "slug": "oem"},
        "seller": None,
        "current_seller": {
            **seller,
            "sku": item["sku"],
            "link": f"https://tiki.example.test/cua-hang/{listing.seller.slug}",
            "logo": "",
            "price": item["price"],
            "product_id": str(_variant_id(listing)),
            "store_id": 100_000 + listing.seller.number,
        },
        "categories": {"id": category_id(listing.category), "name": listing.category.name, "is_leaf": True},
        "breadcrumbs": [
            {"url": "/bach-hoa-online/c4384", "name": "Bách Hóa Online", "category_id": 4384},
            {"url": "#", "name": listing.title, "category_id": 0},
        ],
        "specifications": [
            {
                "name": "Thông tin chung",
                "attributes": [
                    {"code": "origin", "name": "Xuất xứ", "value": "Việt Nam"},
                    {"code": "capacity", "name": "Dung tích", "value": names[0]},
                ],
            }
        ],
        "configurable_options": [
            {"code": "option1", "name": "Loại", "position": 0, "values": [{"label": name} for name in names]}
        ],
        "configurable_products": [
            {
                "id": _variant_id(listing) + place,
                "child_id": _variant_id(listing) + place,
                "name": f"... {name}",
                "option1": name,
                "price": item["price"] * (place + 1),
                "original_price": item["original_price"] * (place + 1),
                "inventory_status": "available",
                "sku": f"7000{_variant_id(listing) + place}",
                "seller": seller,
                "thumbnail_url": "",
            }
            for place, name in enumerate(listing.variants)
        ],
        "is_fresh": False,
        "warranty_info": [],
    }
