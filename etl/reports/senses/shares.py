"""The senses of a percentage: a share, a growth, how much of a plan."""

import re

from etl.reports import firms
from etl.reports.lexicon import phrases, vocabulary
from etl.reports.mentions import PRODUCTS, Count, View, kinds_in
from etl.reports.senses.producers import kind_of
from etl.reports.senses.sense import Sense, has
from etl.reports.stars import Star
from etl.reports.zones import Zones, link_kinds, own_kinds, zones


def percentage(view: View, index: int, around: Zones) -> list[Sense]:
    """The senses of a percentage: none, one, or several when one share speaks for two things."""
    count = view.counts[index]
    grown = _growth(view, count, around)
    if grown:
        return grown
    named = own_kinds(view, index) or link_kinds(view, count) or _bracketed_kind(view, index) or _rate(view, count)
    if named and (kind := kind_of(named[2])) in _SHARED_KINDS:
        return [Sense(f"{kind}_pct", "share_of_producers", 0.9)]
    if has("beyond", around.left[-15:]) or (count.qualifier == "above" and has("plan_share", around.right[:30])):
        return []  # "vượt 12% mục tiêu"
    is_restated = index > 0 and _THAT_IS.fullmatch(around.gap)  # "đã lên sàn 451 sản phẩm, tương đương 64,2%"
    restated = [zones(view, index - 1).left] if is_restated else []
    for share in vocabulary("percentages")["shares"]:
        of = share.get("of", "") in around.before + around.right
        words = [*restated, *(getattr(around, zone) for zone in share["in"])]
        if "right" in share["in"]:
            words.append(_past_brackets(view, count))
        if of and has(share["cue"], *words):
            return [Sense(share["indicator"], f"share:{share['indicator']}", 0.85)]
    is_the_plan = _OF_THE_PLAN.fullmatch(view.folded, view.start, count.start) and _ENDS.match(view.folded, count.end)
    is_of_a_plan = is_the_plan or _OF_A_PLAN.search(around.before) or _OF_WHAT_WAS_SET.match(view.folded, count.end)
    if is_of_a_plan or (_THAT_IS.fullmatch(around.gap) and has("target", around.before)):
        return [Sense("plan_completion_pct", "share:plan_completion_pct", 0.8)]
    if _OF_THE_NATIONS.match(view.folded, count.end):
        return [Sense("national_share_pct", "share:national_share_pct", 0.85)]
    if count.star is None and _OF_THE_NATION.search(around.before) and _HOLDS.search(around.left):
        return [Sense("national_share_pct", "share:national_share_pct", 0.75)]
    star = count.star or _bracketed_star(view, index)
    if star is None or star.code == "low" or _OF_GOODS.match(view.folded, count.end):
        return []
    is_potential = star.code == "5" and has("potential", around.left, around.right, around.lead[-30:])
    return [Sense("certified_products_pct", "share_of_rank", 0.85, True, "potential_5" if is_potential else star.code)]


# "70% thuộc nhóm thực phẩm"
_OF_GOODS = re.compile(r"\s*(?:số\s+)?(?:sản phẩm\s+)?(?:thuộc|là|của)\s+(?:nhóm|ngành)(?!\w)")
_WORDS_AND_YEARS = r"(?:[^.;:()%\d]|(?<!\d)20\d\d(?!\d))"
# "so với chỉ tiêu giao 20 sản phẩm, đạt 145%", "kế hoạch là 100 sản phẩm, tức đạt 128%", "chỉ tiêu của giai đoạn
# 2021-2025 là 200 sản phẩm, như vậy đã đạt 109%", "tỉnh giao 15 sản phẩm, thực hiện được 11 sản phẩm, bằng 73,3%"
_OF_A_PLAN = re.compile(
    r"(?<!\w)(?:(?:so với|của|trên)\s+(?:kế hoạch|chỉ tiêu|mục tiêu)[^.;:()%]{0,40}"
    rf"|(?:kế hoạch|chỉ tiêu|mục tiêu){_WORDS_AND_YEARS}{{0,30}}?:?\s*\d+(?:\s+sản phẩm)?\)?"
    rf"{_WORDS_AND_YEARS}{{0,20}}[,(]\s*"
    rf"|(?<!\w)giao\s{_WORDS_AND_YEARS}{{0,30}}\d+\s+sản phẩm(?:\s+ocop)?,[^.;:()%]{{0,60}}\d\s+sản phẩm\s*[,(]\s*)"
    r"(?:[^,;:.()%]{0,20}\s)?(?:tức\s+|tương đương\s+)?(?:đạt|bằng|ở mức)\s*$"
)
# "Kế hoạch năm 2022 như vậy về đích sớm, đạt 106,7%"
_OF_THE_PLAN = re.compile(
    r"(?:kế hoạch|chỉ tiêu|mục tiêu)(?:\s+năm\s+\d{4})?"
    r"(?:[^.;:()%\d]{0,40},\s*(?:đạt|bằng)"
    r"|(?:\s+(?:được|đã|của\s+tỉnh)){0,2}\s+(?:hoàn thành|thực hiện|đạt|về đích))\s*"
)
_ENDS = re.compile(r"\s*(?:[.;,)]|$)")
# "bằng 192% mức 100 sản phẩm đề ra"
_OF_WHAT_WAS_SET = re.compile(
    r"\s*(?:so với\s+)?(?:mức|con số)\s+(?:[^\W\d]+\s+)?[\d.]+\s+sản phẩm\s+(?:được\s+)?(?:đề ra|đặt ra|giao)(?!\w)"
)


# "Đặt cạnh con số hơn 17.000 sản phẩm của cả nước, Khánh Hòa chiếm khoảng 2,7%"
_OF_THE_NATION = re.compile(
    r"sản phẩm(?:\s+ocop)?\s+(?:của\s+)?(?:cả nước|toàn quốc),[^.;:%]{2,40}$"
    r"|(?:cả nước|toàn quốc)\s+(?:[^.;:%]|\.(?=\d)){0,30}sản phẩm(?:\s+ocop)?,[^.;:%]{2,40}$"
)
# "bằng khoảng 4,4% tổng số hơn 18.200 sản phẩm của cả nước"
_OF_THE_NATIONS = re.compile(
    r"\s*(?:tổng\s+|con\s+)?số\s+(?:[^\W\d]+\s+)?[\d.]+\s+sản phẩm(?:\s+ocop)?\s+(?:của\s+)?(?:cả nước|toàn quốc)(?!\w)"
)
_HOLDS = re.compile(r"_\s+(?:chiếm|bằng|đóng góp|góp)\s*$")


# "giao 30; đã xong 27 sản phẩm, tức 90%"
_THAT_IS = re.compile(r"\s*(?:ocop\s*)?,\s*(?:tức|tức là|tương đương|bằng|đạt)\s+")


_RATE = re.compile(r"(?<!\w)tỷ lệ\s+(?=[^,;:.()]{2,60}(?<!\w)(?:trong|trên)\s[^,;:.()]{2,40}\slà\s*$)")


def _rate(view: View, count: Count) -> tuple[int, int, frozenset[str]] | None:
    """The kind of producers whose rate among all is told: "Tỷ lệ HTX trong 165 chủ thể là 18,2%"."""
    rate = _RATE.search(view.folded[view.start : count.start])
    found = kinds_in(view.folded, view.start + rate.end(), count.start) if rate else []
    return found[0] if found else None


def _past_brackets(view: View, count: Count) -> str:
    """The words behind a percentage as if brackets were not there: "61,2% số sản phẩm (142 sản phẩm) đã lên sàn"."""
    bracket = _NEXT_BRACKET.match(view.folded, count.end, view.end) or _ITS_BRACKET.match(view.folded, count.end)
    return _CLAUSE.split(view.folded[bracket.end() : view.end], maxsplit=1)[0] if bracket else ""


_NEXT_BRACKET = re.compile(r"[^,;:.()%]{0,60}\([^()]{1,80}\)")
_ITS_BRACKET = re.compile(r"\)")  # "76 sản phẩm (77,6%) đã có gian hàng trên sàn"
_CLAUSE = re.compile(r"[,;:.(]")


_SHARED_KINDS = {"producers_cooperative", "producers_enterprise", "producers_household"}
_BRACKET = re.compile(r"[^;:,.]{0,60}[(,]\s*(?:chiếm|tỷ lệ|đạt|tương đương|tương ứng|bằng|tức|hay)?\s*(?:tỷ lệ)?\s*")


def _bracketed(view: View, index: int) -> Count | None:
    """The count that a percentage in brackets right after it speaks of: "61 chủ thể (84,7%)"."""
    if index == 0:
        return None
    previous = view.counts[index - 1]
    told = previous.unit != "percent" and _BRACKET.fullmatch(view.folded, previous.end, view.counts[index].start)
    return previous if told else None


def _bracketed_kind(view: View, index: int) -> tuple[int, int, frozenset[str]] | None:
    previous = _bracketed(view, index)
    if previous is None:
        return None
    if previous.kinds:
        return previous.start, previous.end, previous.kinds
    return own_kinds(view, index - 1) or link_kinds(view, previous)


def _bracketed_star(view: View, index: int) -> Star | None:
    previous = _bracketed(view, index)
    return previous.star if previous and previous.unit in PRODUCTS else None


_OF_ALL = re.compile(r"(?<!\w)(?:chủ thể|toàn tỉnh|cả tỉnh|các\s+\w+|nhiều\s+\w+)(?!\w)")


def _last_of_all(view: View, count: Count) -> int:
    """Where the last words for all producers before the amount end; -1 for none."""
    return max((m.end() for m in _OF_ALL.finditer(view.folded, view.start, count.start)), default=-1)


_TURNS = re.compile(r";|(?<!\w)(?:trong khi|còn|song|nhưng)(?!\w)")
_COMPARES = re.compile(r"(?<!\w)(?:nhiều|cao|nhỉnh|khá|lớn)\s*$")
_OF_A_PERSON = re.compile(
    r"(?<!\w)của\s+(?:hợp tác xã|htx|công ty|cơ sở|đơn vị)(?=\s+(?:này\s+)?tăng(?!\w))"
    r"|(?<!\w)(?:của|nhà)\s+(?:ông|bà(?!\s+con)|anh|chị|cô|chú|tôi|mình|gia đình)(?!\w)"
)


def _growth(view: View, count: Count, around: Zones) -> list[Sense]:
    words = vocabulary("percentages")
    is_more = view.folded.startswith("hơn ", count.start) and _COMPARES.search(around.left)
    more = "hơn " if is_more else ""  # "nhiều hơn 10 - 12%" is no "over 10%"
    near = f"{around.left}{more} # {around.right}"
    if phrases(words["not_growth_of"]).match(around.right.lstrip()):
        return []
    if _OF_A_PERSON.search(around.lead) or firms.last_end(view, count) > _last_of_all(view, count):
        return []  # "doanh thu HTX của ông tăng 30%"
    if not phrases(words["grow"]).search(near) and not phrases(words["grow"]).search(around.gap[-40:]):
        return []
    clause = _TURNS.split(around.gap)[-1]
    ranks = [star.code for star in view.stars if star.end <= count.start and star.code != "low"]
    star = ranks[-1] if ranks else None
    growing = [i for i, names in words["growth"].items() if phrases(names).search(near)]
    growing = growing or [i for i, names in words["growth"].items() if phrases(names).search(clause)]
    found = []
    for indicator in growing:
        ends = [indicator] if indicator in words["single"] else [f"{indicator}_low", f"{indicator}_high"]
        found += [Sense(end, "growth", 0.85, True, star) for end in ends]
    if found and more:
        count.qualifier = None
    return found
