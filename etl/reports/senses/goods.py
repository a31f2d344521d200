"""Numbers of products that are told by the goods they are: of one group, or named."""

import re
from functools import cache

from etl.reports.lexicon import any_of, cue, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.zones import Zones


def is_share_of_goods(view: View, count: Count, around: Zones) -> bool:
    """Whether goods named before have so many of the products: "nho, táo và măng tây chiếm 25 sản phẩm"."""
    named = re.search(r"sản phẩm|ocop|chủ thể|tổng|sao", around.lead) or any(p.end <= count.start for p in view.places)
    return bool(re.search(r"[^\W\d]\s+chiếm\s*$", around.left)) and not named and not view.times


_NAMED_GOODS = re.compile(
    rf"^\s*(?:{any_of(vocabulary('places')['goods'])})(?!\w)[^\d;:.()]*\s(?:là|có|chiếm|với|góp)\s*$"
)
_GOODS = re.compile(rf"\s*(?:{any_of(vocabulary('places')['goods'])})(?!\w)")
_GROUP_BEHIND = re.compile(r"\s*(?:ocop\s+)?(?:là|thuộc|nhóm|về)\b")


def is_group_of_goods(around: Zones) -> bool:
    """Whether the products are those of one group of goods: "thực phẩm có 62 sản phẩm", "92 sản phẩm là thực phẩm"."""
    groups = cue("goods_groups")
    if _NAMED_GOODS.search(around.left) and "_" not in around.left:  # no place
        return True  # "trong đó nho, táo và các mặt hàng chế biến từ nho là 58 sản phẩm"
    behind = _GROUP_BEHIND.match(around.right) and groups.search(around.right)
    return bool(groups.search(around.left) or behind)


def names_goods(right: str) -> bool:
    """Whether the words after "N sản phẩm" name the goods themselves ("mật ong", "trà hoa vàng")."""
    return bool(_GOODS.match(right) or _group_next().match(right))


@cache
def _group_next() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{cue('goods_groups').pattern})")
