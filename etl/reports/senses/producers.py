"""The sense of a number of producers: of all, or of which kind."""

import re

from etl.reports.mentions import PRODUCERS, Count, View
from etl.reports.senses.sense import Sense, has
from etl.reports.zones import Zones, link_kinds, own_kinds


def producer(view: View, index: int, around: Zones, tied: bool) -> Sense | None:
    """The sense of a number of producers; None when it is not one of ours."""
    count = view.counts[index]
    if count.over is not None and count.over <= _FRACTION:
        return None  # "mới có 2/3 chủ thể đăng ký nhãn hiệu"
    if has("not_producers", around.left, around.right[:40]) or _is_growth_of_producers(around):
        return None
    if _TOLD_TO.search(around.left) or _SURVEYED.search(view.folded, view.start, count.start):
        return None
    noun = view.folded[count.number_end : count.end]
    may_be_people = count.unit == "producers_household" or "cá nhân" in noun
    commended = may_be_people and has("commend", around.before, around.right)
    if commended or has("attendance", around.before):
        return None
    if count.unit == "producers_household" and _OF_A_VILLAGE.match(view.folded, count.end):
        return None
    if "tổ chức" in noun and not (tied or _MAKERS.search(around.left)):
        return None  # "mời 50 tổ chức, cá nhân dự lễ"
    kinds = count.kinds
    if count.unit in ("producer", "bare", "unit") or (count.unit == "producers_household" and not kinds):
        named = own_kinds(view, index) or link_kinds(view, count)
        kinds = named[2] if named else frozenset()
    if count.kinds == {"producers_household"} and (named := link_kinds(view, count)):
        kinds = named[2]  # "HTX 60 cơ sở"
    tied = tied or bool(_MAKERS.search(around.left) or _NAMED_MAKERS.search(around.before))
    if tied and kinds == {"producers_household", "producers_enterprise"}:
        kinds = frozenset()  # "Chủ nhân của 20 sản phẩm này là 14 cơ sở, doanh nghiệp"
    if tied and kinds == {"producers_household"} and view.folded.startswith("cơ sở", count.number_end + 1):
        kinds = frozenset()  # "56 sản phẩm của 21 cơ sở sản xuất": establishments of any kind
    if kinds == {"producers_household"} and _LISTS_KINDS.match(view.folded, count.end):
        kinds = frozenset()  # "97 cơ sở sản xuất (41 hợp tác xã, 36 hộ, 20 doanh nghiệp)"
    if kinds == {"producers_other"} and not tied and not _speaks_of_producers(view, count):
        return None  # "cả tỉnh hiện có 141 làng nghề"
    return Sense(kind_of(kinds), "producers_of_a_kind" if kinds else "producers", 0.85)


# "Qua khảo sát 17 chủ thể, có 6 chủ thể in sai lô-gô": nobody counted all
_SURVEYED = re.compile(r"(?<!\w)(?:khảo sát|phỏng vấn|kiểm tra)\s+\d+\s")
_TOLD_TO = re.compile(r"(?<!\w)yêu cầu\s*$")  # "yêu cầu 5 cơ sở gỡ tem"
_FRACTION = 10  # what a number of producers is told to be out of is more, or it is two thirds of them
_MAKERS = re.compile(r"(?:của|do|thuộc)\s+$")
_NAMED_MAKERS = re.compile(r"(?<!\w)(?:tác giả|chủ nhân|chủ của|người làm ra|làm ra|đứng sau)(?!\w)[^,;:.()]*\slà\s+$")
# "147 hộ người Bahnar", "hơn 200 hộ theo nghề"
_OF_A_VILLAGE = re.compile(
    r"\s*(?:dân|người|công nghiệp nông thôn|theo nghề|làm nghề|thành viên|đồng bào|nghèo|trong làng|trong thôn)(?!\w)"
)
_LISTS_KINDS = re.compile(r"\s*\(\s*\d+\s+(?:hợp tác xã|htx|doanh nghiệp|công ty|tổ hợp tác)(?!\w)")


def _speaks_of_producers(view: View, count: Count) -> bool:
    """Whether the sentence speaks of producers apart from this number."""
    others = any(c.unit in PRODUCERS and c is not count for c in view.counts)
    return others or bool(_PRODUCERS.search(view.folded, view.start, view.end))


_PRODUCERS = re.compile(r"(?<!\w)(?:chủ thể|ocop|loại hình)(?!\w)")


def _is_growth_of_producers(around: Zones) -> bool:
    """Whether it is only how many more there are: "tăng 2.362 chủ thể so với năm 2023"."""
    return bool(re.search(r"(?<!\w)tăng(?:\s+thêm)?\s*$", around.left))


def kind_of(kinds: frozenset[str]) -> str:
    """One indicator for the kinds of producers that are counted together."""
    rest = kinds - {"producers_other"}
    if not kinds or len(rest) > 2 or {"producers_enterprise", "producers_cooperative"} <= rest:
        return "producers"
    for kind in ("producers_household", "producers_enterprise", "producers_cooperative", "producers_cooperative_group"):
        if kind in rest:
            return kind
    return "producers_other"
