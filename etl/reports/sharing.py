"""What a figure takes over from its neighbours: the words of a series, of the next one, of a total told by places."""

import re
from itertools import pairwise

from etl.reports.dating import is_up_to_a_moment
from etl.reports.drafts import SINGLE_RANKS, Draft
from etl.reports.senses.sense import has

_TIMES = re.compile(r"(?:đến|sang|tới|hết|cuối|đầu|khởi đầu|trong)?\s*(?:năm|tháng)\s+[\d/]+|(?:19|20)\d\d")
_SERIES = re.compile(
    r"[\s,;:()-]*(?:(?:và|là|có|đạt|với|thì|còn|lên|tăng lên|rồi|sang|bước sang|đến|tới|đã|vọt|nhảy"
    r"|thêm|giảm còn|tụt còn|chỉ còn|bật lên|được|con số|:)\s*)*"
)


def carry_on(products: list[Draft]) -> None:
    """A series over the years: "đăng ký: năm 2018 là 35, sang năm 2019 là 107" speaks of one thing."""
    for before, draft in pairwise(products):
        lead = _lead(before, draft)
        words = _TIMES.sub(" ", lead)
        same = before.view.sentence == draft.view.sentence and before.sense.is_explicit and before.star == draft.star
        same = same and before.target == draft.target
        is_open = not draft.sense.is_explicit or _OF_THE_YEAR.match(draft.around.near) is not None
        open_ended = is_open and not _sums_up(draft, before)
        timed = words != lead or _is_timed_behind(draft)
        timed = timed or (draft.count.time is not None and before.count.time is not None)
        if same and timed and open_ended and _SERIES.fullmatch(words):
            _say_the_same(draft, before)


# Alone it makes products new; in a series it does not: "đăng ký 36 sản phẩm trong năm 2018, 52 sản phẩm của năm 2019".
_OF_THE_YEAR = re.compile(r"\s*của\s+năm\s")


def _lead(before: Draft, draft: Draft) -> str:
    """What leads to the next of a series: "năm 2019 có 28 sản phẩm đăng ký thì năm 2020 tăng lên 74"."""
    then = draft.around.gap.rpartition(" thì ")[2]
    return draft.around.lead if then == draft.around.gap or before.view is not draft.view else then


def _is_timed_behind(draft: Draft) -> bool:
    """Whether its time stands right behind a figure: "33 sản phẩm trong năm 2019, 40 sản phẩm trong năm 2020"."""
    return draft.time is not None and draft.time.start >= draft.count.end


def share_backwards(products: list[Draft]) -> None:
    """The last of a series says what all of it is: "năm 2022 có 35, năm 2023 có 41 sản phẩm được công nhận"."""
    for draft, after in reversed(list(pairwise(products))):
        words = _TIMES.sub(" ", after.around.lead)
        same = draft.view.sentence == after.view.sentence and draft.star == after.star and words != after.around.lead
        open_ended = not draft.sense.is_explicit and not _sums_up(draft, after)
        if same and after.sense.is_explicit and open_ended and _SERIES.fullmatch(words):
            _say_the_same(draft, after)


def _say_the_same(draft: Draft, told: Draft) -> None:
    """Let a figure of a series be of what another one of it is said to be, a little less surely."""
    draft.indicator, draft.target, draft.sense = told.indicator, told.target, told.sense
    draft.rule, draft.confidence = f"series:{told.sense.rule}", told.confidence - 0.05


def _sums_up(draft: Draft, other: Draft) -> bool:
    """Whether a figure is of all up to a moment, beside one that is of a year: "đến hết năm 2024 có 414"."""
    yearly = other.indicator == "newly_recognised_products"
    return yearly and is_up_to_a_moment(draft.view, draft.count, draft.around)


def share_cues(products: list[Draft]) -> None:
    """A figure without words of its own takes those of the next one: "9 sản phẩm; ... 19 sản phẩm hết hạn"."""
    for draft, following in pairwise(products):
        plain = draft.sense.rule == "products_said_plainly" and not draft.breakdown and not draft.star
        if not plain or _is_whole_of(draft, following) or draft.view.sentence != following.view.sentence:
            continue
        if (
            following.indicator
            in ("expired_products", "revoked_products", "reassessed_products", "registered_products")
            and following.star is None
        ):
            draft.indicator, draft.rule, draft.confidence = following.indicator, f"shared:{following.sense.rule}", 0.6


def coordinate(products: list[Draft]) -> None:
    """A rank joined to the one before it is said of the same: "thêm 8 sản phẩm 3 sao, 1 sản phẩm 4 sao"."""
    for before, draft in pairwise(products):
        ranked = before.star in SINGLE_RANKS and draft.star in SINGLE_RANKS and before.star != draft.star
        alone = draft.head is None and not draft.sense.is_explicit and before.sense.is_explicit
        if ranked and alone and before.view is draft.view and before.whose == draft.whose:
            between = draft.view.folded[before.count.end : draft.count.start]
            if _JOINT.fullmatch(between):
                draft.indicator, draft.time = before.indicator, draft.time or before.time
                draft.rule, draft.confidence = f"series:{before.sense.rule}", min(before.confidence, 0.78)


_JOINT = re.compile(
    r"\s*(?:hạng\s+)?[345]?\s*(?:sao)?\s*(?:,|và|cùng)\s*"
    r"(?:(?:ở\s+)?(?:hạng\s+)?[345]\s+sao\s+(?:(?:cho|có|là|được|chiếm)\s+)?)?"
)
_OUT_OF = re.compile(r"(?:^|\s)trong\s+(?:tổng\s+)?(?:số\s+)?$")


def _is_whole_of(draft: Draft, following: Draft) -> bool:
    """Whether the next figure is a part of this one: "trong 232 sản phẩm có 12", "232 sản phẩm, trong đó 12"."""
    if following.value > draft.value:
        return False
    between = draft.view.folded[draft.count.end : following.count.start]
    return bool(_OUT_OF.search(draft.around.left)) or "trong đó" in between or "trong số" in between


def share_with_places(products: list[Draft]) -> None:
    """The share of a place in a total speaks of what the total speaks of."""
    heads: dict[bool, Draft] = {}  # the last that was done, and the last that was planned
    for draft in products:
        head = heads.get(draft.target)
        if draft.scope is None or ", " in (draft.scope_name or ""):
            if draft.head is None and draft.indicator in _TOTALS:
                heads[draft.target] = draft
        elif head is not None and draft.scope in ("district", "commune") and _is_share(draft, head):
            draft.indicator, draft.time = head.indicator, head.time
            draft.star = head.star if head.star in SINGLE_RANKS else None
            draft.rule, draft.confidence = f"place_in:{head.sense.rule}", max(draft.confidence, 0.78)


_TOTALS = {"certified_products", "newly_recognised_products", "evaluated_products", "target_new_products"}


def _is_share(draft: Draft, head: Draft) -> bool:
    is_said = draft.sense.is_explicit and draft.sense.rule != "planned_total"
    is_said = is_said or has("cumulative", draft.around.left)
    plain = not is_said and draft.head is None and draft.star is None
    return plain and draft.value <= head.value and draft.view.sentence.paragraph == head.view.sentence.paragraph
