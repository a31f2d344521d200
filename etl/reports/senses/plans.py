"""Products that are planned: to be added, reached, raised, assessed again; and what stands beside a plan."""

import re

from etl.reports.dating import is_over_years, is_up_to_a_moment
from etl.reports.mentions import PRODUCTS, Count, View
from etl.reports.senses.goods import names_goods
from etl.reports.senses.sense import Sense, has
from etl.reports.zones import Zones

_TARGETS = {
    "reassessed_products": "target_reassessed_products",
    "upgraded_products": "target_upgraded_products",
    "newly_recognised_products": "target_new_products",
    "certified_products_increase": "target_new_products",
    "certified_products": "target_products",
    "certified_products_cumulative": "target_products",
    "nominated_5star_products": "target_products",
    "evaluated_products": "target_new_products",
    "registered_products": "target_new_products",
}


def is_share_of_plan(view: View, count: Count) -> bool:
    """Whether the amount is told beside how much of the plan it is: "75/60 sản phẩm, đạt 125% kế hoạch"."""
    following, told_to = _next_past_parts(view, count)
    if following is None or following.unit != "percent" or following.start - told_to > _SHARE_WITHIN:
        return False
    between = view.folded[told_to : following.start]
    if ")" in between and "(" not in between:
        return False  # "24 sản phẩm (20 sản phẩm 3 sao, 4 sản phẩm 4 sao), đạt 30% kế hoạch"
    return bool(_IS_OF_PLAN.match(view.folded, following.end))


def _next_past_parts(view: View, count: Count) -> tuple[Count | None, int]:
    """The amount behind this one and its parts, and where these end: "33 sản phẩm (3 sao: 27; 4 sao: 6), bằng 110%"."""
    parts = _PARTS.match(view.folded, count.end, view.end)
    end = parts.end() if parts else count.end
    return next((each for each in view.counts if each.start >= end and each is not count), None), end


_PARTS = re.compile(r"\s*(?:ocop\s*)?\([^()]*\)")


def is_reached(view: View, count: Count) -> bool:
    """Whether so much of a plan was done, whatever is said before: "làm vượt: 63 sản phẩm, bằng 157,5% kế hoạch"."""
    if not is_share_of_plan(view, count):
        return False
    following, told_to = _next_past_parts(view, count)
    return following is not None and bool(_IS_SO_MUCH.fullmatch(view.folded, told_to, following.start))


_IS_SO_MUCH = re.compile(r"[^,;:.]*,\s*(?:bằng|đạt|tương đương)\s+")
_SHARE_WITHIN = 60


def planned(view: View, count: Count, around: Zones) -> Sense | None:
    """The sense of a number of products that a plan speaks of; None when it is not one of ours."""
    words = (around.left, around.right)
    if _NEW_ONES.match(around.near):
        return Sense("target_new_products", "planned_to_be_added", 0.85)
    if _UP.match(around.near):
        return Sense("target_upgraded_products", "planned_to_be_raised", 0.85)
    raised = has("raised_to", around.right) and count.star is not None and count.star.code in ("4", "5")
    risen = RISEN_TO.search(around.right)
    if risen and count.star and count.star.code < risen["rank"]:
        return Sense("target_upgraded_products", "planned_to_be_raised", 0.85, True, risen["rank"])
    if (
        raised
        or (count.star and count.star.is_upgrade)
        or has("upgraded", *words)
        or has("upgraded_target", around.left)
    ):
        return Sense("target_upgraded_products", "planned_to_be_raised", 0.85)
    if has("reassessed", *words):
        return Sense("target_reassessed_products", "planned_again", 0.85)
    if has("expired", *words):
        return Sense("expired_products", "expected_to_lapse", 0.75)
    if has("revoked", *words):
        return None
    if has("nominated", *words) and has("the_centre", *words):
        return Sense("nominated_5star_products", "planned_for_the_centre", 0.8, True, "potential_5")
    if names_goods(around.near) and not count.star:
        return None
    star = "potential_5" if count.star and count.star.code == "5" and has("potential", *words) else None
    if has("new", *words) or has("added", around.left) or _is_of_a_year(view, count, around):
        return Sense("target_new_products", "planned_to_be_added", 0.85)
    return Sense(
        "target_products", "planned_total", 0.85, bool(count.star is None or count.star.code.endswith("+")), star
    )


# "5 sản phẩm 3 sao cũ lên 4 sao", "2 sản phẩm 4 sao chạm tới 5 sao"
RISEN_TO = re.compile(r"(?<!\w)(?:lên|thành|tới)\s+(?:hạng\s+|mức\s+)?(?P<rank>[45])\s*sao")
_UP = re.compile(r"\s*(?:ocop\s+)?(?:được\s+)?lên hạng(?!\s*[345])(?!\w)")  # "15 sản phẩm lên hạng"
_NEW_ONES = re.compile(r"\s*(?:ocop\s+)?mới(?!\w)")  # "chuẩn hóa 35 sản phẩm mới"


def _is_of_a_year(view: View, count: Count, around: Zones) -> bool:
    """Whether so many are to be recognised within a year, and not reached by its end: "cả năm 2025 công nhận 130"."""
    before = [t for t in view.times if t.end <= count.start]
    before = before or [t for t in view.times if count.end <= t.start <= around.right_end]
    acts_behind = has("active_recognition", around.near) and not any(t.end <= count.start for t in view.times)
    yearly = bool(before) and before[-1].kind in ("year", "this_year") and not is_up_to_a_moment(view, count, around)
    ends = [c.end for c in view.counts if c.unit in PRODUCTS and c.end <= count.start]
    earlier = (view.folded[view.start : end + len(" được công nhận mới")] for end in ends)
    over_years = any(map(is_over_years, view.times))
    recent = not over_years and any(has("new", words) or has("active_recognition", words) for words in earlier)
    said = _said_of_plan(around)
    yearly = yearly or (said and bool(_YEARLY.search(around.left)))
    acts = (
        has("active_recognition", around.left)
        or (said and "giao" in around.left)
        or is_assigned(count, around)
        or acts_behind
    )
    return (yearly and acts) or (recent and bool(said))


_YEARLY = re.compile(r"(?<!\w)(?:trong|cả|đầu|của|cho)\s+năm(?!\w)")
_ASSIGNED = re.compile(
    r"(?<!\w)(?<!bàn )(?<!chuyển )giao(?:\s+(?:cho\s+)?(?:các\s+)?"
    r"(?:tỉnh|thành phố|huyện|thị xã|xã|phường|địa phương|đơn vị)(?!\w)[^,;:()\d]{0,30}|\s+là"
    r"|\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+\d{4}\s+(?:phải\s+)?(?:có|đạt|là))?\s*$"
)


def is_assigned(count: Count, around: Zones) -> bool:
    """Whether a higher level sets the number: "Trung ương giao 550 sản phẩm", "giao tỉnh 200 sản phẩm"."""
    return count.unit in PRODUCTS and bool(_ASSIGNED.search(around.left) or _ASSIGNED.search(around.gap))


_PLAN_WORD = r"(?<!\w)(?:chỉ tiêu|kế hoạch|mục tiêu)"
_PLAN = (
    _PLAN_WORD + r"(?:\s+(?:được\s+)?(?:giao|đề ra|đặt ra|ban đầu|của tỉnh|của đề án|cho|cả năm"
    r"|cả năm \d{4}|năm \d{4}|năm|\d{4} - \d{4}|tỉnh giao|trung ương giao|là|chỉ là|của năm \d{4}"
    r"|đến (?:cuối |hết )?năm \d{4}))*\s*"
)
# "So với kế hoạch giao trong năm là 35 sản phẩm"
_PLAN_BEFORE = re.compile(rf"{_PLAN}:?\s*$|{_PLAN_WORD}(?:\s+(?!đã|này|được công)[^\W\d]+){{1,6}}\s+là\s*$")
_PLAN_IN_BRACKETS = re.compile(rf"{_PLAN}\(\s*$")  # "đạt 67,8% kế hoạch cả năm (90 sản phẩm)"
_PLAN_BEHIND = re.compile(
    r"\s*(?:mới\s+)?(?:(?:ghi|nêu|đặt|có)\s+)?(?:của|theo|trong|mà)\s+(?:kế hoạch|chỉ tiêu|mục tiêu)(?!\w)"
    # "2.400 sản phẩm mà trung ương đặt ra"
    r"|\s*(?:ocop\s+)?mà\s+[^,;:.()]{3,40}\s(?:giao(?!\s+cho)|đề ra|đặt ra)(?!\w)"
    r"|\s*(?:ocop\s+)?(?:mà\s+)?(?:ubnd\s+)?(?:tỉnh|thành phố|trung ương)\s+(?:đã\s+)?"
    r"(?:giao(?!\s+cho)|đề ra|đặt ra)(?!\w)"
    r"|\s*(?:ocop\s+)?(?:được\s+)?(?:đề ra|đặt ra|được giao)(?!\w)"  # "bằng 192% mức 100 sản phẩm đề ra lúc đầu"
)


def is_the_plan(count: Count, around: Zones) -> bool:
    """Whether the number is what was planned, also where the text looks back: "vượt chỉ tiêu giao là 35 sản phẩm"."""
    return count.unit in PRODUCTS and count.over is None and _said_of_plan(around)


def _said_of_plan(around: Zones) -> bool:
    words = around.lead if around.lead.strip() else around.gap  # "đạt 146,7% so với kế hoạch 30 sản phẩm"
    before = _PLAN_BEFORE.search(words) or _PLAN_IN_BRACKETS.search(around.gap)
    return bool(before or _PLAN_BEHIND.match(around.right))


def as_target(indicator: str) -> str:
    """The indicator of a plan for this indicator."""
    return _TARGETS.get(indicator, indicator)


_IS_OF_PLAN = re.compile(r"\s*(?:so với\s+|của\s+)?(?:các\s+)?(?:kế hoạch|chỉ tiêu|mục tiêu)(?!\w)")
