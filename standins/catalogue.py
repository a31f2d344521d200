"""The goods that the stand-ins sell: the made-up ones of catalogue.yaml, or as many as a benchmark wants."""

import functools
import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Self

import yaml

FILE = Path(__file__).with_name("catalogue.yaml")
MARKETPLACES = frozenset({"tiki", "lazada", "shopee", "sendo"})
# No listing changes by itself: the same question has the same answer on every day.
LAST_CHANGE = datetime(2026, 1, 7, 23, 59, 2, tzinfo=timezone(timedelta(hours=7)))


@dataclass(frozen=True)
class Category:
    """A platform's own category."""

    number: int
    name: str


@dataclass(frozen=True)
class Seller:
    """A shop; `location` is its province as it writes it, `partner_of` says where it opens its partner API to us."""

    number: int
    name: str
    location: str
    partner_of: frozenset[str] = frozenset()

    @property
    def slug(self) -> str:
        """Its name as in an address."""
        return slug(self.name)


@dataclass(frozen=True)
class Listing:
    """One offer: prices in dong (None: by agreement), `sold` and `rating` None when the platform shows none."""

    number: int
    title: str
    category: Category
    seller: Seller
    price: int | None
    list_price: int | None = None
    sold: int | None = None
    rating: float | None = None
    reviews: int = 0
    variants: tuple[str, ...] = ()
    marketplaces: frozenset[str] = MARKETPLACES

    @property
    def slug(self) -> str:
        """Its title as in an address."""
        return slug(self.title)

    @property
    def discount_percent(self) -> int:
        """How much less than the list price, in whole percent."""
        return round(100 - 100 * self.price / self.list_price) if self.price and self.list_price else 0

    @property
    def updated_at(self) -> datetime:
        """When the seller last touched it; in no order that a crawl could rely on."""
        return LAST_CHANGE - timedelta(minutes=(self.number * 7919 + 92084) % 100_003)

    @property
    def created_at(self) -> datetime:
        """When the seller opened it."""
        return datetime(2025, 3, 14, 9, 20, 11, tzinfo=LAST_CHANGE.tzinfo) - timedelta(days=self.number % 365)


class Catalogue:
    """Listings in the order in which platforms show them."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self.listings: tuple[Listing, ...] = tuple(listings)
        self._by_number = {listing.number: listing for listing in self.listings}
        self.found = functools.cache(self._found)

    @classmethod
    def sample(cls) -> Self:
        """The listings of catalogue.yaml."""
        return cls(_read(yaml.safe_load(FILE.read_text(encoding="utf-8"))))

    @classmethod
    def made(cls, count: int, seed: int = 0) -> Self:
        """`count` listings, the same for the same seed, all on all marketplaces and open to partners."""
        return cls(_made(count, random.Random(seed)))

    def listing(self, number: int) -> Listing | None:
        """The listing with this number."""
        return self._by_number.get(number)

    def without(self, *numbers: int) -> Self:
        """These listings are gone."""
        return type(self)(listing for listing in self.listings if listing.number not in numbers)

    def changed(self, number: int, **values: Any) -> Self:
        """One listing has other values."""
        return type(self)(replace(each, **values) if each.number == number else each for each in self.listings)

    def fallen_back(self) -> Self:
        """Every counter shows less than before, as after the platform counts anew."""
        return type(self)(
            replace(each, sold=each.sold and each.sold // 2, reviews=each.reviews // 2) for each in self.listings
        )

    def _found(
        self,
        marketplace: str,
        *,
        keyword: str | None = None,
        category: int | None = None,
        seller: int | None = None,
        partner: bool = False,
    ) -> Sequence[Listing]:
        words = plain(keyword or "").split()
        return [
            each
            for each in self.listings
            if marketplace in each.marketplaces
            and (category is None or each.category.number == category)
            and (seller is None or each.seller.number == seller)
            and (not partner or marketplace in each.seller.partner_of)
            and (not words or all(word in plain(each.title) for word in words))
        ]


def plain(text: str) -> str:
    """`text` in lower case without marks, as searches compare it."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """`text` as in an address."""
    return "-".join(re.findall(r"[a-z0-9]+", plain(text)))


def _read(data: dict[str, Any]) -> Iterable[Listing]:
    categories = {row["number"]: Category(**row) for row in data["categories"]}
    sellers = {
        row["number"]: Seller(**{**row, "partner_of": frozenset(row.get("partner_of", ()))}) for row in data["sellers"]
    }
    for row in data["listings"]:
        yield Listing(
            **{
                **row,
                "category": categories[row["category"]],
                "seller": sellers[row["seller"]],
                "variants": tuple(row.get("variants", ())),
                "marketplaces": frozenset(row["marketplaces"]),
            }
        )


# --- as many as wanted ---------------------------------------------------------------------------

_GOODS = ("Trà", "Cà phê", "Mật ong", "Nước mắm", "Gạo", "Miến dong", "Bánh tráng", "Hạt điều", "Măng khô", "Rượu cần")
_PLACES = ("Lai Châu", "Lào Cai", "Hà Nội", "Nghệ An", "Huế", "Đắk Lắk", "Lâm Đồng", "Cần Thơ", "An Giang", "Cà Mau")
_SIZES = ("hộp 100g", "túi 500g", "chai 500ml", "gói 200g", "hũ 430g", "thùng 12 chai", "combo 3")
_CLAIMS = ("OCOP 3 sao", "OCOP 4 sao", "(OCOP 4*)", "đạt chuẩn OCOP 3 sao", "OCOP 5 Sao Quốc gia", "OCOP")


def _made(count: int, chance: random.Random) -> Iterable[Listing]:
    categories = [Category(number, good) for number, good in enumerate(_GOODS, 1)]
    sellers = [
        Seller(number, f"HTX mẫu số {number}", _PLACES[number % len(_PLACES)], MARKETPLACES)
        for number in range(1, max(2, count // 50))
    ]
    for number in range(1, count + 1):
        category, seller = chance.choice(categories), chance.choice(sellers)
        price = chance.randrange(15, 900) * 1000
        yield Listing(
            number=number,
            title=f"{category.name} mẫu {number} {seller.location} {chance.choice(_SIZES)} - {chance.choice(_CLAIMS)}",
            category=category,
            seller=seller,
            price=price if chance.random() > 0.01 else None,
            list_price=price * 5 // 4 if chance.random() < 0.4 else None,
            sold=chance.choice((None, chance.randrange(1000), chance.randrange(20_000))),
            rating=round(chance.uniform(3, 5), 1) if chance.random() < 0.8 else None,
            reviews=chance.randrange(200),
            variants=("nhỏ", "lớn") if chance.random() < 0.1 else (),
        )
