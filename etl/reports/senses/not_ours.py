"""Numbers of products that are none of ours: of one firm, of one kind of goods, failed, shown, below the ranks."""

import re

from etl.reports.mentions import Count, View
from etl.reports.senses.goods import is_group_of_goods, is_share_of_goods
from etl.reports.senses.plans import is_the_plan
from etl.reports.senses.sense import has
from etl.reports.zones import Zones


def is_foreign(view: View, count: Count, around: Zones) -> bool:
    """Counts that are never labelled: two stars, per year, failed, by group of goods, of one firm."""
    star = count.star.code if count.star else None
    if star == "low" or (has("per_each", around.left, around.right) and not _is_of_each_named(view, around)):
        return True
    if _IS_LACKING.search(around.left) and _MORE.match(around.right):
        return True  # "chỉ thiếu 14 sản phẩm nữa là cán đích"
    if _is_denied(around) and not is_the_plan(count, around):
        return True  # but "chưa đạt kế hoạch 20 sản phẩm" tells the plan
    if _is_of_some(around.right) or _RATIO.search(around.before):
        return True
    if has("show", around.left[-40:], around.near) and not has("on_ecommerce", around.left, around.near):
        return True
    if has("event", around.lead) and not has("recognised", around.left, around.right):
        return True
    if star is None and has("other_quality", around.right) and not has("recognised", around.right):
        return True
    if is_the_plan(count, around):
        return False
    against = has("plan_share", around.right) or _AGAINST_A_PLAN.search(around.before)
    if (has("beyond", around.left[-15:]) or count.qualifier == "above") and against:
        return True  # by how much a plan was passed
    return star is None and (is_group_of_goods(around) or is_share_of_goods(view, count, around))


_IS_LACKING, _MORE = re.compile(r"(?<!\w)(?:thiếu|hụt)\s*$"), re.compile(r"\s*(?:ocop\s+)?nữa(?!\w)")
# "so với kế hoạch năm 2020 là 30 sản phẩm mới, tỉnh vượt 8 sản phẩm"
_AGAINST_A_PLAN = re.compile(r"so với\s+(?:kế hoạch|chỉ tiêu|mục tiêu)[^;:.()]{0,60}\d[^;:.()\d]{0,40}$")
_EACH_PLACE = re.compile(
    r"(?:[^;.()\d]{0,25},)?\s*mỗi\s+(?:huyện|xã|phường|tỉnh|nơi|địa phương)\s*(?:có|được|đạt)?\s*$"
)


def _is_of_each_named(view: View, around: Zones) -> bool:
    """Whether "each" are the places named right before: "Cần Giờ và Củ Chi mỗi huyện 41 sản phẩm"."""
    behind = around.left_start + len(around.left)
    return any(
        place.level in ("district", "commune", "province") and _EACH_PLACE.fullmatch(view.folded, place.end, behind)
        for place in view.places
    )


# "cứ năm sản phẩm OCOP thì bốn sản phẩm ở hạng 3 sao"
_RATIO = re.compile(r"(?<!\w)cứ\s+(?:[^.;]{0,40}(?<!\w)thì\s+(?:có\s+)?)?$")


def _is_denied(around: Zones) -> bool:
    """Whether the products failed, other than by running out: "chưa được chấm lại" is said of lapsed ones too."""
    return has("negative", around.left, around.right) and not is_gone(around)


def is_gone(around: Zones) -> bool:
    """Whether the products ran out or were revoked."""
    return has("expired", around.left, around.right) or has("revoked", around.left)


_TOO_FEW_POINTS = re.compile(r"(?:(?!sản phẩm)[^,;:.()]){0,40}?(?<!\w)dưới\s+(?:[1-4]\d|50)\s*điểm")


def is_below_the_ranks(view: View, count: Count) -> bool:
    """Whether the products got fewer points than three stars need: "2 sản phẩm dưới 50 điểm"."""
    return bool(_TOO_FEW_POINTS.match(view.folded, count.end, view.end))


_FIRM = "công ty|doanh nghiệp|hợp tác xã|htx|cơ sở|hộ|tổ hợp tác"
_OF_ONE_FIRM = re.compile(
    rf"(?:của|do)\s+(?:(?:cùng\s+)?(?:một|1)\s+(?:{_FIRM})"
    r"|đơn vị(?=\s+(?:này|ấy|mình|mang|bán|làm|được|đạt|là|đều|cũng|có)(?!\w)|\s*[,.;])"
    r"|(?:anh|chị|ông|bà|cô|chú|lò|xưởng|gia đình|nhà|chúng tôi)(?!\s+con))(?!\w)"
)
_OF_A_KIND = re.compile(rf"\s*(?:ocop\s+)?(?:là\s+)?của\s+(?:các\s+)?(?:{_FIRM})(?!\w)")


def _is_of_some(right: str) -> bool:
    """Whether the products are those of one firm or of one kind of producers: "40 sản phẩm của HTX"."""
    return bool(_OF_ONE_FIRM.search(right) or _OF_A_KIND.match(right))
