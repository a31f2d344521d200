"""Sentences -> drafts of figures: the sense, scope and time of every amount, in the order of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.reports import bare_numbers, dating, respective
from etl.reports.drafts import Draft
from etl.reports.mentions import PRODUCERS, PRODUCTS, Count, View
from etl.reports.opening.limits import refuse_many
from etl.reports.scopes import Home, Scoping
from etl.reports.senses.others import other
from etl.reports.senses.plans import is_assigned, is_reached, is_share_of_plan, is_the_plan
from etl.reports.senses.producers import producer
from etl.reports.senses.products import product
from etl.reports.senses.sense import Sense, has
from etl.reports.senses.shares import percentage
from etl.reports.times import Time
from etl.reports.zones import Zones, attach_stars, came_back, is_target, link_kinds, tied_producers, zones


@dataclass(frozen=True)
class _Told:
    """The time that was last said, up to which paragraph, and the moment before it that it does not outdate."""

    until: int
    time: Time
    moment: Time | None = None


_Times = dict[bool, _Told]  # those of plans apart from those of what was done


def drafts_of(views: list[View], home: Home, printed: str | None = None) -> list[Draft]:
    """The drafts of a document's figures; `printed` is its dateline.

    Raises Unreadable when there are more than a report states.
    """
    scoping = Scoping(home)
    written = printed or dating.last_day(views)
    drafts: list[Draft] = []
    told: _Times = {}
    year: str | None = None
    for view in views:
        if not printed:  # else the dateline tells the year
            year = view.year = dating.last_year(view) or year
        respective.pair(view)
        attach_stars(view)
        goes_on = view.is_plan or dating.carries_on(view) or any(time.kind == "same" for time in view.times)
        near = {of: each for of, each in told.items() if goes_on or each.until >= view.sentence.paragraph}
        made = _of_sentence(view, scoping, near, written, drafts[-1] if drafts else None)
        drafts += made
        refuse_many(len(drafts))
        told = _still(told, made) | _last_told(view, made)
    return drafts


def _of_sentence(view: View, scoping: Scoping, told: _Times, written: str | None, last: Draft | None) -> list[Draft]:
    """The drafts of a sentence, behind the last one before it."""
    drafts: list[Draft] = []
    for index in range(len(view.counts)):
        made = list(_of_count(view, index, scoping, drafts, written, drafts[-1] if drafts else last))
        for draft in made:
            if draft.time is not None and dating.is_of_the_parts(draft):
                draft.time = None
            _date(draft, told)
            draft.time = draft.time or dating.headed(view, draft)
            told = _after(told, draft)
        drafts += made
    return drafts


def _last_told(view: View, made: list[Draft]) -> _Times:
    """The times that a sentence leaves for the next: those of its last figures, or the period that it only names."""
    told: _Times = {}
    for draft in made:
        told = _after(told, draft)
    if told:
        return told
    if made:
        return {}
    is_plan = view.is_plan or has("target", view.folded[view.start : view.end])
    for time in view.times:
        planned = dating.is_of_plans(view, time)  # "Kết quả năm 2023, nhiệm vụ năm 2024"
        of_round = dating.is_of_round(view, time)
        if alone := dating.stands_alone(view, time):
            time = replace(time, kind="moment")
        elif of_round:
            time = replace(time, kind="year")
        if alone or time.kind == "period" or view.is_heading or view.is_plan or planned or of_round:
            told[is_plan or planned] = _Told(view.sentence.paragraph + of_round, time)
            if time.kind == "period" or of_round:
                told.setdefault(True, _Told(view.sentence.paragraph, time))  # what the text is about: its plans too
    return told


def _still(told: _Times, made: list[Draft]) -> _Times:
    """What was told but for what "hiện" ended: "Từ 2018 đến 2022 gắn sao 213, hiện 38 quá hạn, còn 175"."""
    if not any(draft.time is not None and draft.time.kind == "now" and not draft.target for draft in made):
        return told
    return {of: each for of, each in told.items() if of or each.time.kind not in ("period", "moment")}


def _after(told: _Times, draft: Draft) -> _Times:
    """What is told once a figure has been read."""
    told = _still(told, [draft])
    if draft.time is None or draft.time.kind in ("now", "same"):
        return told
    before, time = told.get(draft.target), draft.time
    if time.kind == "day" and draft.indicator in dating.stocks():
        time = replace(time, kind="moment")  # what was there on a day says nothing of what was done then
    return told | {draft.target: _Told(draft.view.sentence.paragraph, time, _moment(time, before))}


def _moment(time: Time, before: _Told | None) -> Time | None:
    """The moment that a time leaves for stocks: "đến 30/11/2024 có 267; riêng năm 2024, thu hồi 4; nay còn 263"."""
    if time.kind == "moment":
        return time
    moment = before.moment if before else None
    return moment if moment and (moment.last or "") > (time.last or "") else None


def _date(draft: Draft, times: _Times) -> None:
    """Take over the time said before, where the figure has none of its own."""
    told = times.get(draft.target) or _planned_for(draft, times)
    points_back = draft.time is not None and draft.time.kind == "same"
    if told is None or (dating.is_of_an_event(draft, told.time) and not points_back):
        return
    draft.near = told.time
    is_stock = draft.indicator in dating.stocks()
    if is_stock and told.moment is not None and not draft.target:
        told = replace(told, time=told.moment)
    lasting = told.time.kind == "period" or draft.target or is_stock == (told.time.kind == "moment")
    if (draft.time is None and lasting) or (draft.time is not None and draft.time.kind == "same"):
        of_year = draft.time is not None and "năm" in draft.view.folded[draft.time.start : draft.time.end]
        draft.time = dating.whole_year(told.time) if of_year and not (is_stock or draft.target) else told.time
    if told.time.is_batch and draft.time is None and _is_recognised(draft):
        draft.indicator, draft.rule = "newly_recognised_products", "recognised_in_a_batch"


def _is_recognised(draft: Draft) -> bool:
    """Whether it counts products said to be recognised, and not all of them so far."""
    around = draft.around
    told = draft.indicator == "certified_products" and has("recognised", around.left, around.right)
    is_stock = draft.sense.rule == "valid" or has("cumulative", around.before) or has("raised_total", around.lead)
    return told and not is_stock


def _planned_for(draft: Draft, times: _Times) -> _Told | None:
    """The year that was planned for, in which the rest was done: "năm 2021 phải có 65. Đến hạn, 76 đăng ký"."""
    planned = times.get(True)
    is_done = not draft.target and draft.indicator not in dating.stocks()
    return planned if is_done and planned is not None and planned.time.kind == "year" else None


# --- one amount ------------------------------------------------------------------------------


def _of_count(
    view: View, index: int, scoping: Scoping, before: list[Draft], written: str | None, last: Draft | None
) -> Iterator[Draft]:
    """The drafts of one amount: none, one, or several for a range or a share that speaks for two things."""
    count, around = view.counts[index], zones(view, index)
    if _is_tied(view, index) and (not before or before[-1].count is not view.counts[index - 1]):
        return  # the makers of products that are none of ours
    unit = _unit(view, index, around)
    if unit in ("bare", "other"):
        return
    count.unit = unit
    said = _is_said_to_be_planned(view, count, around, last)
    is_dated_ahead = said is None and _is_dated_ahead(view, count, around, written)
    target = said or is_dated_ahead
    senses = _senses(view, index, around, target)
    if not senses:
        return
    # how much of a plan was done, and what stands beside that, was done
    target = target and senses[0].indicator != "plan_completion_pct"
    scope = scoping.scope(view, count, around, target=target)
    if scope.level == "dropped":
        return
    for sense in senses:
        star = sense.star or (count.star.code if count.star and _has_rank(sense) else None)
        time = dating.said_time(view, count, around, target)
        time = None if _is_of_a_day(sense, time) else time
        draft = Draft(view, count, around, sense, star, target, time, scope.level, scope.name)
        draft.is_dated_ahead = is_dated_ahead and draft.target
        if scope.level is not None and sense.rule == "products_said_plainly":
            draft.confidence = 0.65  # in a report on OCOP a place's products are OCOP's
        _tie(draft, view, index, before)
        yield from _ends(draft)


def _goes_on_planning(view: View, count: Count, last: Draft | None) -> bool:
    """Whether a share is planned as what stands before it: "đích là 900 sản phẩm. Ít nhất 45% là hợp tác xã, 60%"."""
    if last is None or not last.target or last.view.sentence.paragraph != view.sentence.paragraph:
        return False
    same = last.view is view and last.count.unit == "percent"
    return (count.qualifier == "at_least" or same) and came_back(view, count) < 0


def _is_said_to_be_planned(view: View, count: Count, around: Zones, last: Draft | None) -> bool | None:
    """Whether words say that the amount is planned, or who sets it does; None where nothing tells."""
    if count.unit == "percent" and _goes_on_planning(view, count, last):
        return True
    if is_the_plan(count, around):
        apart = ";" in around.lead and not is_the_plan(count, replace(around, lead=around.left))
        return not (apart and is_share_of_plan(view, count))
    if is_share_of_plan(view, count) and (";" in around.lead or is_reached(view, count)):
        return False
    if _IS_THERE.match(around.right) and around.left.rstrip().endswith("là"):
        return False  # "Vạch xuất phát của tỉnh là 603 sản phẩm hiện có"
    if is_target(view, count) or is_assigned(count, around):
        return True
    return None


def _is_dated_ahead(view: View, count: Count, around: Zones, written: str | None) -> bool:
    """Whether the amount is of a time to come, which alone makes it a plan."""
    return not _is_validity(around) and dating.is_to_come(dating.said_time(view, count, around, False), written)


_IS_THERE = re.compile(r"\s*(?:ocop\s+)?(?:hiện có|đang có|hiện nay|hiện tại)(?!\w)")


def _unit(view: View, index: int, around: Zones) -> str:
    """What the amount counts, where its noun does not say it, by the words around it."""
    count = view.counts[index]
    if (
        count.unit in ("other", "bare")
        and _POINTS.match(view.folded, count.number_end)
        and _counts_points(view, count, around)
    ):
        return "point"
    return bare_numbers.unit_of(view, index, around) if count.unit == "bare" else count.unit


def _counts_points(view: View, count: Count, around: Zones) -> bool:
    """Whether "điểm" are points of sale: "đưa tổng số điểm bán hàng lên 29 điểm", "riêng Phố Nối 5 điểm"."""
    before = (other for other in view.counts if other.end <= count.start)
    return bool(_OF_SALE.search(around.lead)) or any(other.unit == "point" for other in before)


def _is_validity(around: Zones) -> bool:
    """Whether a time to come is when certificates end: "40 sản phẩm còn hạn đến năm 2027" are there today."""
    return (
        has("valid", around.right, around.left)
        or has("expired", around.right, around.left)
        or "giá trị" in around.right
    )


def _has_rank(sense: Sense) -> bool:
    return not sense.indicator.startswith(("producers", "sales", "training"))


def _is_of_a_day(sense: Sense, time: Time | None) -> bool:
    """Whether a growth is told on a day, which is only when it was reported."""
    return "_growth_" in sense.indicator and time is not None and time.kind in ("day", "moment", "partial")


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
    named = re.search(r"chủ thể|chủ nhân|người làm ra", around.lead[-30:]) or link_kinds(view, view.counts[index])
    return bool(named) or _is_tied(view, index)


_POINTS = re.compile(r"\s*điểm(?!\w)")
_OF_SALE = re.compile(r"(?<!\w)(?:điểm|quầy|gian|nơi)\s+(?:trưng bày|giới thiệu|bán)|(?<!\w)cửa hàng(?!\w)")


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
    draft.time, draft.is_dated_ahead = products.time or draft.time, products.is_dated_ahead


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
        if count.over is not None and _OUT_OF.search(draft.view.folded, count.start, count.number_end):
            yield from _part_and_whole(draft, count.over)
            return
        yield draft
        if count.over is None or draft.target:
            return
        if planned := _behind_a_slash(draft):
            yield replace(draft, value=count.over, indicator=planned, target=True, rule="plan_behind_a_slash")
        elif draft.indicator == "newly_recognised_products" and _were_judged(draft):
            judged = replace(draft, value=count.over, indicator="evaluated_products", star=None)
            yield replace(judged, rule="judged_behind_a_slash")  # "thông qua 24/27 sản phẩm"


_OUT_OF = re.compile(r"(?<!\w)trong(?!\w)")
_RANK_NEXT = re.compile(r"\s*(?:ocop\s+)?(?:hạng\s+)?[345]\s*sao")
# What the words behind "24 trong số 27 sản phẩm" make of the 27, asked in this order.
_WHOLES = {"expired": "expired_products", "registered": "registered_products", "evaluated": "evaluated_products"}


def _part_and_whole(draft: Draft, whole: float) -> Iterator[Draft]:
    """Both figures of "61 trong tổng số 74 sản phẩm đã lên sàn"; producers only by their kind."""
    if draft.is_producer:
        if draft.indicator != "producers":
            yield draft
        yield replace(draft, value=whole, indicator="producers", rule="producers")
    elif has("passed", draft.around.left):
        yield replace(draft, indicator="newly_recognised_products", rule="passed")
    else:
        yield draft
    if draft.count.unit not in PRODUCTS or draft.target:
        return
    right = draft.around.right
    indicator = next((code for cue, code in _WHOLES.items() if has(cue, right)), "certified_products")
    star = draft.star if _RANK_NEXT.match(draft.view.folded, draft.count.end) else None
    sense = Sense(indicator, "products_said_plainly", 0.6, is_explicit=indicator != "certified_products")
    if not has("plan_share", right):
        yield replace(draft, value=whole, indicator=indicator, sense=sense, star=star, rule=sense.rule)


def _were_judged(draft: Draft) -> bool:
    """Whether the number behind the slash is of those judged: "hội đồng thông qua 24/27", not "40/200 của cả tỉnh"."""
    count, around = draft.count, draft.around
    judged = has("passed", around.left) or has("evaluated", around.left) or "hội đồng" in around.before
    more = count.over is not None and count.over > count.value and count.star is None
    return judged and more and not (has("plan_share", around.right) or _OF_ALL.search(around.right))


_OF_ALL = re.compile(r"(?<!\w)(?:cả|toàn)\s+(?:tỉnh|huyện|thành phố)(?!\w)")


def _behind_a_slash(draft: Draft) -> str | None:
    """The indicator of the plan in "62/54" or "72/90 sản phẩm, đạt 80% kế hoạch"; None for a part of a whole."""
    count = draft.count
    beside_share = is_share_of_plan(draft.view, count)
    passed = count.over is not None and count.over < count.value
    if draft.indicator == "newly_recognised_products" and (passed or beside_share):
        return "target_new_products"
    return "target_products" if draft.indicator == "certified_products" and beside_share else None
