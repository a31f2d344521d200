"""Sentences -> drafts of figures: the sense, scope and time of every amount, in the order of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.reports import dating, indicators, respective, rivals
from etl.reports.drafts import Draft
from etl.reports.indicators import Sense, has
from etl.reports.mentions import PRODUCERS, PRODUCTS, View, noun_before
from etl.reports.opening.limits import refuse_many
from etl.reports.scopes import Home, Scoping
from etl.reports.times import Time
from etl.reports.zones import Zones, attach_stars, is_target, link_kinds, tied_producers, zones


@dataclass(frozen=True)
class _Told:
    """The time that was last said, in which paragraph, and whether it was said of a plan."""

    paragraph: int
    time: Time
    target: bool


def drafts_of(views: list[View], home: Home) -> list[Draft]:
    """The drafts of a document's figures. Raises Unreadable when there are more than a report states."""
    scoping = Scoping(home)
    drafts: list[Draft] = []
    told: _Told | None = None
    for view in views:
        respective.pair(view)
        attach_stars(view)
        in_line = told is not None and told.paragraph == view.sentence.paragraph
        goes_on = in_line or view.is_plan or dating.carries_on(view)
        goes_on = goes_on or any(time.kind == "same" for time in view.times)
        made = _of_sentence(view, scoping, told if goes_on else None)
        drafts += made
        refuse_many(len(drafts))
        told = _last_told(view, made) or told
    return drafts


def _of_sentence(view: View, scoping: Scoping, told: _Told | None) -> list[Draft]:
    drafts: list[Draft] = []
    for index in range(len(view.counts)):
        made = list(_of_count(view, index, scoping, drafts))
        for draft in made:
            _date(draft, told)
            draft.time = draft.time or dating.headed(view, draft)
            told = _told_by(draft) or told
        drafts += made
    return drafts


def _last_told(view: View, made: list[Draft]) -> _Told | None:
    """The time that a sentence leaves for the next: its last figure's, or the period that it only names."""
    for draft in reversed(made):
        if told := _told_by(draft):
            return told
    named = [t for t in view.times if t.kind == "period" or view.is_heading or dating.is_of_round(view, t)]
    if made or not named:
        return None
    words = view.folded[view.start : view.end]
    return _Told(view.sentence.paragraph, named[-1], view.is_plan or has("target", words))


def _told_by(draft: Draft) -> _Told | None:
    if draft.time is None or draft.time.kind in ("now", "same"):
        return None
    return _Told(draft.view.sentence.paragraph, draft.time, draft.target)


def _date(draft: Draft, told: _Told | None) -> None:
    """Take over the time said before, where the figure has none of its own."""
    if told is None or told.target != draft.target:
        return
    is_stock = draft.indicator in dating.stocks()
    lasting = told.time.kind == "period" or draft.target or is_stock == (told.time.kind == "moment")
    if (draft.time is None and lasting) or (draft.time is not None and draft.time.kind == "same"):
        draft.time = told.time


# --- one amount ------------------------------------------------------------------------------


def _of_count(view: View, index: int, scoping: Scoping, before: list[Draft]) -> Iterator[Draft]:
    """The drafts of one amount: none, one, or several for a range or a share that speaks for two things."""
    count, around = view.counts[index], zones(view, index)
    if _is_tied(view, index) and (not before or before[-1].count is not view.counts[index - 1]):
        return  # the makers of products that are none of ours
    unit = _bare_unit(view, index, around) if count.unit == "bare" else count.unit
    if unit in ("bare", "other"):
        return
    count.unit = unit
    target = is_target(view, count) or indicators.is_assigned(count, around) or indicators.is_the_plan(count, around)
    target = target and not (indicators.is_share_of_plan(view, count) and ";" in around.lead)
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


def _has_rank(sense: Sense) -> bool:
    return not sense.indicator.startswith(("producers", "sales", "training"))


def _senses(view: View, index: int, around: Zones, target: bool) -> list[Sense]:
    count = view.counts[index]
    if count.unit == "percent":
        return indicators.percentage(view, index, around)
    if count.unit in PRODUCTS:
        one = indicators.product(view, count, around, target)
    elif count.unit in PRODUCERS or (count.unit == "unit" and _is_of_producers(view, index, around)):
        one = indicators.producer(view, index, around, _is_tied(view, index))
    else:
        one = indicators.other(view, count, around, target)
    return [one] if one else []


def _is_of_producers(view: View, index: int, around: Zones) -> bool:
    """Whether "đơn vị" means producers: "hợp tác xã với 97 đơn vị", "chủ thể tham gia gồm 118 đơn vị"."""
    named = "chủ thể" in around.left or link_kinds(view, view.counts[index])
    return bool(named) or _is_tied(view, index)


_SAID = re.compile(
    r"(?:số(?:\s+lượng)?\s+(?P<noun>chủ thể|sản phẩm)|tổng số|con số|số còn|số đang)[^,;:()]*?"
    r"(?:là|đạt|lên|có|tăng|tới|:)\s*$"
    r"|số(?:\s+lượng)?\s+(?P<plain>chủ thể|sản phẩm)(?:\s+ocop)?\s*$"
)
_RANKED = re.compile(r"\s*(?:mang|đạt|ở|thuộc|là|xếp|được|lên)?\s*(?:chuẩn|hạng)?\s*")


def _bare_unit(view: View, index: int, around: Zones) -> str:
    """What a number without a noun counts, by the words around it: "3 sao 91", "số chủ thể là 5.361", "31 trong đó"."""
    count, star = view.counts[index], view.counts[index].star
    if star is not None and (star.end <= count.start or _RANKED.fullmatch(view.folded, count.end, star.start)):
        return "product"
    if re.match(r"\s*(?:trong (?:đó|số)|là sản phẩm)", view.folded[count.end : count.end + 14]):
        return "product"
    if link_kinds(view, count):
        return "producer"
    if _is_next_of_places(view, index):
        return "product"
    said = _SAID.search(around.left)
    if said is None:
        return _named_before(around, count.qualifier)
    return "producer" if "chủ thể" in (said["noun"], said["plain"]) else "product"


def _is_next_of_places(view: View, index: int) -> bool:
    """Whether the number is that of the next place of a list that counts products: "X 6 sản phẩm, Y có 5"."""
    listed = any(c.unit in PRODUCTS and not c.star for c in view.counts[:index])
    local = (place for place in view.places if place.level in ("district", "commune", "province"))
    return listed and any(rivals.tied(view, place, view.counts[index]) for place in local)


def _named_before(around: Zones, qualifier: str | None) -> str:
    """What a segment that opens with a noun counts: "chủ thể tham gia là 585", "điểm bán hàng OCOP: 15"."""
    named = noun_before(around.left)
    if named is None:
        return "bare"
    unit, words = named
    links = (
        qualifier is not None or words.rstrip().endswith(":") or re.search(r"(?:^|\s)(?:là|có|đạt|lên|gồm)\s*$", words)
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
    beside_share = indicators.is_share_of_plan(draft.view, count)
    passed = count.over is not None and count.over < count.value
    if draft.indicator == "newly_recognised_products" and (passed or beside_share):
        return "target_new_products"
    return "target_products" if draft.indicator == "certified_products" and beside_share else None
