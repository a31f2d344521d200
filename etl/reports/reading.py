"""Reads a document: opens it, finds its amounts, their senses, scopes, breakdowns and dates, and gives its figures."""

from dataclasses import dataclass

from etl.reports import about, breakdowns, dating, indicators
from etl.reports.drafts import Draft
from etl.reports.indicators import Sense
from etl.reports.lexicon import fold
from etl.reports.mentions import KINDS, PRODUCERS, PRODUCTS, View, view
from etl.reports.model import NATION, Figure, Reading
from etl.reports.opening import open_document
from etl.reports.places import Gazetteer, predecessors
from etl.reports.scopes import Home, Scoping
from etl.reports.sentences import sentences
from etl.reports.times import Time, dateline
from etl.reports.zones import attach_stars, is_target, tied_producers, zones

_UNITS = {
    "sales_points": "point", "training_events": "event", "communication_events": "event", "trained_people": "person",
    "communication_people": "person", "training_materials": "document", "awarded_collectives": "collective",
    "budget_vnd": "vnd", "target_tourism_models": "model",
}  # fmt: skip
_LONGEST_QUOTE = 200


def read(content: bytes, suffix: str) -> Reading:
    """The reading of a document. `suffix` (".html") is a hint; the file's name is never asked. Raises Unreadable."""
    document = open_document(content, suffix)
    text = document.text
    folded = fold(text)
    printed = dateline(folded)
    spans = list(sentences(text))
    views = [view(text, folded, span, Gazetteer(text, folded)) for span in spans]
    home = about.home(text, folded, views, printed)
    gazetteer = Gazetteer(text, folded, _districts_of(home))
    views = [view(text, folded, span, gazetteer) for span in spans]
    drafts = _drafts(views, home)
    breakdowns.relate(drafts)
    figures = [_figure(draft, home, printed) for draft in _kept(drafts)]
    basis = about.admin_basis(folded, views, home.province, printed)
    return Reading(
        media_type=document.media_type,
        title=document.title,
        text=text,
        province=_official(home.province, basis),
        level=_level(figures, home),
        admin_basis=basis,
        published_on=printed if printed and len(printed) == 10 else None,
        figures=figures,
    )


def _districts_of(home: Home) -> frozenset[str]:
    """The provinces whose districts may be named without their type."""
    if home.province is None or home.province == NATION:
        return frozenset()
    return frozenset({home.province}) | predecessors().get(home.province, frozenset())


def _official(province: str | None, basis: str) -> str | None:
    """Huế was Thừa Thiên Huế until 2025."""
    if province in ("Huế", "Thừa Thiên Huế"):
        return "Thừa Thiên Huế" if basis == about.PRE else "Huế"
    return province


def _level(figures: list[Figure], home: Home) -> str:
    if any(figure.scope is None for figure in figures):
        return "national" if home.province == NATION else "province"
    return "district" if any(figure.scope in ("district", "commune") for figure in figures) else "none"


# --- drafts ----------------------------------------------------------------------------------


def _drafts(views: list[View], home: Home) -> list[Draft]:
    drafts: list[Draft] = []
    scoping = Scoping(home)
    last: _Told | None = None
    opened = -2
    for current in views:
        attach_stars(current)
        opens = opened == current.sentence.paragraph
        made_any = False
        goes_on = last is not None and (
            last.paragraph == current.sentence.paragraph or opens or dating.carries_on(current)
        )
        inherited = last if goes_on else None
        for index in range(len(current.counts)):
            made = _of_count(current, index, home, scoping, opens, drafts)
            for draft in made:
                _date(draft, inherited)
                if draft.time is not None and draft.time.kind not in ("now", "same"):
                    last = _Told(current.sentence.paragraph, draft.time, draft.target)
            drafts += made
            made_any = made_any or bool(made)
        is_heading = current.folded[current.start : current.end].endswith(":") and is_heading_of_plans(current)
        told = [t for t in current.times if t.kind == "period" or is_heading]
        if not made_any and told:
            last = _Told(
                current.sentence.paragraph,
                told[-1],
                indicators.has("target", current.folded[current.start : current.end]),
            )
        if is_heading:
            opened = current.sentence.paragraph + 1
        elif opens:
            opened = current.sentence.paragraph + 1 if current.folded[current.start] in "-+*•" else -2
    return drafts


def is_heading_of_plans(current: View) -> bool:
    """Whether a line that ends in a colon puts the list below it under a plan."""
    return indicators.has("target", current.folded[current.start : current.end])


@dataclass(frozen=True)
class _Told:
    """The time that was last said, where, and whether it was said of a plan."""

    paragraph: int
    time: Time
    target: bool


def _date(draft: Draft, told: _Told | None) -> None:
    """Take over the time said before, where the figure has none of its own."""
    said = draft.time
    if told is None or told.target != draft.target:
        return
    if said is not None and said.kind == "same":
        draft.time = told.time
    elif said is None and (told.time.kind == "period" or draft.indicator not in dating.STOCKS or draft.target):
        draft.time = told.time


def _of_count(
    current: View, index: int, home: Home, scoping: Scoping, opened: bool, drafts: list[Draft]
) -> list[Draft]:
    count = current.counts[index]
    around = zones(current, index)
    target = is_target(current, count, opened)
    senses = _senses(current, index, target)
    if not senses:
        return []
    scope = scoping.scope(current, count, around)
    if scope.level == "dropped":
        return []
    made = []
    for sense in senses:
        draft = Draft(
            current, count, around, sense, sense.indicator, count.value, count.qualifier,
            sense.star or (count.star.code if count.star and _takes_star(sense) else None), target,
            dating.said_time(current, count, around), scope.level, scope.name,
        )  # fmt: skip
        draft.confidence, draft.rule = sense.confidence, sense.rule
        made.append(draft)
    _tie(made, current, index, drafts)
    return _ranges(made)


def _takes_star(sense: Sense) -> bool:
    return not sense.indicator.startswith(("producers", "sales", "training"))


def _senses(current: View, index: int, target: bool) -> list[Sense]:
    count, around = current.counts[index], zones(current, index)
    if count.unit == "bare":
        count.unit = _bare_unit(current, index)
    if count.unit == "percent":
        return indicators.percentage(current, index, around, target)
    if count.unit in PRODUCTS:
        one = indicators.product(current, count, around, target)
    elif count.unit in PRODUCERS or (count.unit == "unit" and _is_tied(current, index)):
        one = indicators.producer(current, index, around, _is_tied(current, index))
    elif count.unit == "tourism_model":
        one = (
            Sense("target_tourism_models", "tourism_models", 0.8)
            if target and "du lịch" in around.right + current.folded[count.start : count.end]
            else None
        )
    else:
        one = indicators.other(current, count, around)
    return [one] if one else []


def _bare_unit(current: View, index: int) -> str:
    """What a number without a noun counts, by the words before it."""
    from etl.reports.zones import link_kinds

    count = current.counts[index]
    around = zones(current, index)
    if (
        count.star is not None
        and current.folded[count.star.end : count.start].strip(" -:(") in _STAR_LINKS
        or (count.star is not None and count.star.end <= count.start)
    ):
        return "product"
    if link_kinds(current, count):
        return "producer"
    import re

    said = re.search(
        r"(?:tổng\s+)?số(?:\s+lượng)?\s+(chủ thể|sản phẩm)[^,;:()]*?(?:là|đạt|lên|có|:)\s*(?:khoảng |hơn |trên |gần )?$",
        around.left,
    )
    if said:
        return "producer" if said[1] == "chủ thể" else "product"
    return "bare"


_STAR_LINKS = {""}


def _is_tied(current: View, index: int) -> bool:
    return index > 0 and tied_producers(current, index - 1) is current.counts[index]


def _tie(made: list[Draft], current: View, index: int, drafts: list[Draft]) -> None:
    """Producers tied to products share their scope, time and kind."""
    if not made or not _is_tied(current, index) or not drafts:
        return
    products = drafts[-1]
    if products.count is not current.counts[index - 1]:
        return
    for draft in made:
        draft.tied_to = products
        draft.scope, draft.scope_name, draft.target = products.scope, products.scope_name, products.target
        draft.time = products.time or draft.time


def _ranges(made: list[Draft]) -> list[Draft]:
    """A range makes two figures; a part of a plan ("62/54") makes the plan a figure too."""
    found = []
    for draft in made:
        count = draft.count
        low_high = draft.indicator.endswith(("_low", "_high"))
        if low_high:
            if count.high is not None and draft.indicator.endswith("_high"):
                draft.value = count.high
            found.append(draft)
            continue
        found.append(draft)
        if count.high is not None:
            draft.qualifier = "range_low"
            found.append(_copy(draft, value=count.high, qualifier="range_high"))
        elif count.over is not None and count.over < count.value and draft.indicator == "newly_recognised_products":
            found.append(
                _copy(draft, value=count.over, indicator="target_new_products", target=True, rule="plan_behind_a_slash")
            )
    return found


def _copy(draft: Draft, **changes: object) -> Draft:
    values = {**draft.__dict__, **changes}
    return Draft(**values)


# --- figures ---------------------------------------------------------------------------------


def _kept(drafts: list[Draft]) -> list[Draft]:
    return [draft for draft in drafts if not draft.dropped]


def _figure(draft: Draft, home: Home, printed: str | None) -> Figure:
    start, end = _quote(draft)
    first, last, as_of = dating.dates(draft, printed)
    return Figure(
        indicator=draft.indicator, value=draft.value, unit=_unit(draft.indicator), star=draft.star,
        kind="target" if draft.target else "actual", qualifier=draft.qualifier, scope=draft.scope,
        scope_name=draft.scope_name, period_from=first, period_to=last, as_of=as_of, quote=draft.view.text[start:end],
        start=start, end=end, rule=draft.rule, confidence=round(draft.confidence, 2), breakdown=draft.breakdown,
        is_headline=draft.head is None,
    )  # fmt: skip


def _unit(indicator: str) -> str:
    if "_pct" in indicator:
        return "percent"
    return "producer" if indicator.startswith("producers") else _UNITS.get(indicator, "product")


def _quote(draft: Draft) -> tuple[int, int]:
    """The words that state it: from the star or the number to the end of what it counts, with the star behind it."""
    count = draft.count
    start, end = count.start, count.end
    if count.star is not None:
        start, end = min(start, count.star.start), max(end, count.star.end)
    if end - start > _LONGEST_QUOTE:
        start, end = count.start, count.end
    return start, end


__all__ = ["KINDS", "read"]
