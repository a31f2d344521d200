"""Sentences -> drafts of figures: the sense, scope and time of every amount, in the order of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.reports import dating, respective, rivals
from etl.reports.drafts import Draft
from etl.reports.mentions import PRODUCERS, PRODUCTS, View, noun_before
from etl.reports.opening.limits import refuse_many
from etl.reports.scopes import Home, Scoping
from etl.reports.senses.others import other
from etl.reports.senses.plans import is_assigned, is_share_of_plan, is_the_plan
from etl.reports.senses.producers import producer
from etl.reports.senses.products import product
from etl.reports.senses.sense import Sense, has
from etl.reports.senses.shares import percentage
from etl.reports.times import Time
from etl.reports.zones import Zones, attach_stars, is_target, link_kinds, own_kinds, tied_producers, zones


@dataclass(frozen=True)
class _Told:
    """The time that was last said, in which paragraph."""

    paragraph: int
    time: Time


_Times = dict[bool, _Told]  # those of plans apart from those of what was done


def drafts_of(views: list[View], home: Home, printed: str | None = None) -> list[Draft]:
    """The drafts of a document's figures; `printed` is its dateline.

    Raises Unreadable when there are more than a report states.
    """
    scoping = Scoping(home)
    drafts: list[Draft] = []
    told: _Times = {}
    for view in views:
        respective.pair(view)
        attach_stars(view)
        goes_on = view.is_plan or dating.carries_on(view) or any(time.kind == "same" for time in view.times)
        near = {of: each for of, each in told.items() if goes_on or each.paragraph == view.sentence.paragraph}
        made = _of_sentence(view, scoping, near, printed)
        drafts += made
        refuse_many(len(drafts))
        told |= _last_told(view, made)
    return drafts


def _of_sentence(view: View, scoping: Scoping, told: _Times, printed: str | None) -> list[Draft]:
    drafts: list[Draft] = []
    for index in range(len(view.counts)):
        made = list(_of_count(view, index, scoping, drafts, printed))
        for draft in made:
            _date(draft, told)
            draft.time = draft.time or dating.headed(view, draft)
            told = told | _told_by(draft)
        drafts += made
    return drafts


def _last_told(view: View, made: list[Draft]) -> _Times:
    """The times that a sentence leaves for the next: those of its last figures, or the period that it only names."""
    told: _Times = {}
    for draft in made:
        told |= _told_by(draft)
    if told:
        return told
    if made:
        return {}
    is_plan = view.is_plan or has("target", view.folded[view.start : view.end])
    for time in view.times:
        if time.kind == "period" or view.is_heading or view.is_plan or dating.is_of_round(view, time):
            planned = dating.is_of_plans(view, time)  # "Kết quả năm 2023, nhiệm vụ năm 2024"
            told[is_plan or planned] = _Told(view.sentence.paragraph, time)
    return told


def _told_by(draft: Draft) -> _Times:
    if draft.time is None or draft.time.kind in ("now", "same"):
        return {}
    return {draft.target: _Told(draft.view.sentence.paragraph, draft.time)}


def _date(draft: Draft, times: _Times) -> None:
    """Take over the time said before, where the figure has none of its own."""
    told = times.get(draft.target)
    if told is None or dating.is_of_an_event(draft):
        return
    is_stock = draft.indicator in dating.stocks()
    lasting = told.time.kind == "period" or draft.target or is_stock == (told.time.kind == "moment")
    if (draft.time is None and lasting) or (draft.time is not None and draft.time.kind == "same"):
        draft.time = told.time


# --- one amount ------------------------------------------------------------------------------


def _of_count(view: View, index: int, scoping: Scoping, before: list[Draft], printed: str | None) -> Iterator[Draft]:
    """The drafts of one amount: none, one, or several for a range or a share that speaks for two things."""
    count, around = view.counts[index], zones(view, index)
    if _is_tied(view, index) and (not before or before[-1].count is not view.counts[index - 1]):
        return  # the makers of products that are none of ours
    unit = _bare_unit(view, index, around) if count.unit == "bare" else count.unit
    if unit == "other" and _POINTS.match(view.folded, count.number_end) and _OF_SALE.search(around.lead):
        unit = "point"  # "đưa tổng số điểm bán hàng lên 29 điểm"
    if unit in ("bare", "other"):
        return
    count.unit = unit
    target = is_target(view, count) or is_assigned(count, around) or is_the_plan(count, around)
    target = target or (
        not _is_validity(around) and dating.is_to_come(dating.said_time(view, count, around, target), printed)
    )
    target = target and not (is_share_of_plan(view, count) and ";" in around.lead)
    senses = _senses(view, index, around, target)
    if not senses:
        return
    # how much of a plan was done, and what stands beside that, was done
    target = target and senses[0].indicator != "plan_completion_pct"
    scope = scoping.scope(view, count, around)
    if scope.level == "dropped":
        return
    for sense in senses:
        star = sense.star or (count.star.code if count.star and _has_rank(sense) else None)
        time = dating.said_time(view, count, around, target)
        draft = Draft(view, count, around, sense, star, target, time, scope.level, scope.name)
        if scope.level is not None and sense.rule == "products_said_plainly":
            draft.confidence = 0.65  # in a report on OCOP a place's products are OCOP's
        _tie(draft, view, index, before)
        yield from _ends(draft)


def _is_validity(around: Zones) -> bool:
    """Whether a time to come is when certificates end: "40 sản phẩm còn hạn đến năm 2027" are there today."""
    return (
        has("valid", around.right, around.left)
        or has("expired", around.right, around.left)
        or "giá trị" in around.right
    )


def _has_rank(sense: Sense) -> bool:
    return not sense.indicator.startswith(("producers", "sales", "training"))


def _senses(view: View, index: int, around: Zones, target: bool) -> list[Sense]:
    count = view.counts[index]
    if count.unit == "percent":
        return percentage(view, index, around)
    if count.unit in PRODUCTS:
        one = product(view, count, around, target)
    elif count.unit in PRODUCERS or (count.unit == "unit" and _is_of_producers(view, index, around)):
        one = producer(view, index, around, _is_tied(view, index))
    else:
        one = other(view, count, around, target)
    return [one] if one else []


def _is_of_producers(view: View, index: int, around: Zones) -> bool:
    """Whether "đơn vị" means producers: "hợp tác xã với 97 đơn vị", "chủ thể tham gia gồm 118 đơn vị"."""
    named = "chủ thể" in around.lead[-30:] or link_kinds(view, view.counts[index])
    return bool(named) or _is_tied(view, index)


_SAID = re.compile(
    r"(?:số(?:\s+lượng)?\s+(?:chủ thể|sản phẩm)|tổng số|con số|số còn|số đang|số (?:được|đã) công nhận)"
    r"[^,;:()]*?(?:là|đạt|lên|có|tăng|tới|:)\s*$"
    r"|số(?:\s+lượng)?\s+(?:chủ thể|sản phẩm)(?:\s+ocop)?\s*$"
)
_SAID_ABOUT = re.compile(r"số(?:\s+lượng)?\s+(?:chủ thể|sản phẩm)[^,;:()]*$")  # "số sản phẩm mới vào khoảng 40"
_BRACKETED_TOTAL = re.compile(r"(?<!\w)chủ thể[^,;:.()]{0,30}\((?:tổng cộng|tất cả|tổng số|cả thảy)\s*$")
_POINTS = re.compile(r"\s*điểm(?!\w)")
_OF_SALE = re.compile(r"(?<!\w)điểm\s+(?:trưng bày|giới thiệu|bán)")
_NOUN = re.compile(r"chủ thể|sản phẩm")
_ARE_OF_A_KIND = re.compile(r"\s*trong (?:số )?(?:đó|này|ấy) là(?!\w)")  # "42 trong số đó là HTX"
_OF_THEM = re.compile(r"\s*(?:trong (?:đó|số)|là sản phẩm|trên tổng số \d+ sản phẩm)")
_RANKED = re.compile(r"\s*(?:mang|đạt|ở|thuộc|là|xếp|được|lên)?\s*(?:chuẩn|hạng)?\s*")


def _bare_unit(view: View, index: int, around: Zones) -> str:
    """What a number without a noun counts, by the words around it: "3 sao 91", "số chủ thể là 5.361", "31 trong đó"."""
    count, star = view.counts[index], view.counts[index].star
    if star is not None and (star.end <= count.start or _RANKED.fullmatch(view.folded, count.end, star.start)):
        return "product"
    if _ARE_OF_A_KIND.match(view.folded, count.end) and own_kinds(view, index):
        return "producer"
    if _OF_THEM.match(view.folded, count.end):
        return "product"
    if link_kinds(view, count):
        return "producer"
    if _is_next_of_places(view, index) or _goes_on_counting(view, index, around):
        return "product"
    if _BRACKETED_TOTAL.search(around.before):
        return "producer"
    said = (count.qualifier and _SAID_ABOUT.search(around.left)) or _SAID.search(around.left)
    if not said:
        return _named_before(around, count.qualifier)
    noun = _NOUN.search(said[0])
    return "producer" if noun and noun[0] == "chủ thể" else "product"


_RECOGNISED = re.compile(r"(?<!\w)(?:được|đã)\s+(?:công nhận|xếp hạng|chứng nhận)\s*$")
_BY_THEN = re.compile(r"(?<!\w)(?:thì|đã|nay)\s+(?:là|lên|có|đạt|tới)(?:\s+tới)?\s*$")


def _goes_on_counting(view: View, index: int, around: Zones) -> bool:
    """Whether the number is of the products counted before it: at a later time ("cuối năm 2022 có 181 sản phẩm; tới
    ngày 31/8/2023 thì đã là 214"), or those of them that were recognised ("đánh giá 24 sản phẩm, được công nhận 19").
    """
    recognised = _RECOGNISED.search(around.left)
    if not recognised and not _BY_THEN.search(around.left):
        return False
    later = any(view.counts[index - 1].end <= t.start and t.end <= view.counts[index].start for t in view.times)
    counted = any(count.unit in PRODUCTS and not count.star for count in view.counts[:index])
    return counted and (recognised is not None or later)


def _is_next_of_places(view: View, index: int) -> bool:
    """Whether the number is that of the next place of a list that counts products: "X 6 sản phẩm, Y có 5"."""
    local = (place for place in view.places if place.level in ("district", "commune", "province"))
    if not any(rivals.tied(view, place, view.counts[index]) for place in local):
        return False
    return any(count.unit in PRODUCTS and not count.star for count in view.counts[:index])


def _named_before(around: Zones, qualifier: str | None) -> str:
    """What a segment that opens with a noun counts: "chủ thể tham gia là 585", "điểm bán hàng OCOP: 15"."""
    named = noun_before(around.left)
    if named is None:
        return "bare"
    unit, words = named
    links = (
        qualifier is not None
        or words.rstrip().endswith(":")
        or re.search(r"(?:^|\s)(?:là|có|đạt|lên|gồm|mở(?: được)?)\s*$", words)
    )
    return unit if links else "bare"


def _is_tied(view: View, index: int) -> bool:
    return index > 0 and tied_producers(view, index - 1) is view.counts[index]


def _tie(draft: Draft, view: View, index: int, before: list[Draft]) -> None:
    """Producers tied to products share their scope, time and kind."""
    if not draft.is_producer or not before:
        return
    if _is_tied(view, index):
        products = before[-1]
    elif re.fullmatch(r"\s*(?:của|thuộc|do)\s+", draft.around.left):  # behind a list of ranks
        totals = [d for d in before if d.is_product and d.star in (None, "3+")]
        products = (totals or before)[-1]
    else:
        return
    draft.tied_to = products
    draft.scope, draft.scope_name, draft.target = products.scope, products.scope_name, products.target
    draft.time = products.time or draft.time


def _ends(draft: Draft) -> Iterator[Draft]:
    """A range makes two figures; the plan behind a slash ("công nhận mới 62/54") is a figure too."""
    count = draft.count
    if draft.indicator.endswith(("_low", "_high")):
        is_high = draft.indicator.endswith("_high")
        yield replace(draft, value=count.high) if is_high and count.high is not None else draft
    elif count.high is not None:
        yield replace(draft, qualifier="range_low")
        yield replace(draft, value=count.high, qualifier="range_high")
    else:
        yield draft
        if count.over is not None and not draft.target and (planned := _behind_a_slash(draft)):
            plan = replace(draft, value=count.over, indicator=planned, target=True)
            yield replace(plan, rule="plan_behind_a_slash")


def _behind_a_slash(draft: Draft) -> str | None:
    """The indicator of the plan in "62/54" or "72/90 sản phẩm, đạt 80% kế hoạch"; None for a part of a whole."""
    count = draft.count
    beside_share = is_share_of_plan(draft.view, count)
    passed = count.over is not None and count.over < count.value
    if draft.indicator == "newly_recognised_products" and (passed or beside_share):
        return "target_new_products"
    return "target_products" if draft.indicator == "certified_products" and beside_share else None
