"""What is told twice: a number that a title or a word such as "ấy" points back to, and titles that say less."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict

from etl.reports.breakdowns import OUT_OF
from etl.reports.drafts import Draft


def said_again(products: list[Draft]) -> None:
    """A number that stands in the title, or is pointed back to, is said of the same thing: "47 sản phẩm ấy"."""
    first: dict[tuple[object, ...], Draft] = {}
    for draft in products:
        before = first.setdefault((draft.value, draft.star, *draft.whose), draft)
        restated = before is not draft and bool(OUT_OF.search(draft.around.before))
        if restated and before.indicator == draft.indicator:
            draft.time = draft.time or before.time  # "Trong 194 sản phẩm hợp lệ, 3 sao có 158"
        if before is draft or not before.sense.is_explicit or (draft.sense.is_explicit and not restated):
            continue
        is_title = before.view.sentence.paragraph == 0 < draft.view.sentence.paragraph
        if (
            restated
            or _POINTS_BACK.match(draft.around.near)
            or (is_title and before.indicator == "newly_recognised_products")
        ):
            draft.indicator, draft.sense = before.indicator, before.sense
            draft.rule, draft.time = f"series:{before.sense.rule}", draft.time or before.time


def join_restated(products: list[Draft]) -> None:
    """A total that is said again to tell its parts is one figure: they are parts of the first that says it."""
    first: dict[tuple[object, ...], Draft] = {}
    restated: dict[Draft | None, Draft] = {}
    for draft in products:
        before = first.setdefault(_said(draft)[:-2], draft)
        if before is not draft and draft.breakdown and not before.breakdown and OUT_OF.search(draft.around.before):
            before.breakdown, draft.dropped = draft.breakdown, True
            restated[draft] = before
    for part in products:
        part.head = restated.get(part.head, part.head)


def drop_repeats(products: list[Draft]) -> None:
    """Drop what a title or a caption says again with less: without the rank, rounded, or in looser words."""
    kept = _Kept(products)
    for draft in products:
        if not draft.breakdown and kept.says_more(draft):
            draft.dropped = True
            kept.drop(draft)


class _Kept:
    """The figures that are kept, by what they say: of many that say the same only one is compared."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._examples = {_said(draft): draft for draft in reversed(drafts)}  # the first that says so
        self._numbers: Counter[_Said] = Counter(map(_said, drafts))
        self._alike = defaultdict(list)  # whose and of what number: all ways to say it
        self._exact = defaultdict(list)  # whose and of what indicator: the numbers that a rounded one may stand for
        for draft in self._examples.values():
            self._alike[draft.whose, draft.value].append(_said(draft))
        for draft in sorted((d for d in drafts if d.star in _UNRANKED), key=lambda d: d.value):
            self._exact[draft.whose, draft.indicator].append(draft.value)

    def says_more(self, draft: Draft) -> bool:
        """Whether another figure says more than this one."""
        if _is_loose(draft):
            exact = self._exact[draft.whose, draft.indicator]
            more = bisect_right(exact, draft.value)
            if more < len(exact) and exact[more] < draft.value * 1.05:
                return True
        if draft.star is None and draft.qualifier == "below":
            exact = self._exact[draft.whose, draft.indicator]
            less = bisect_left(exact, draft.value)
            if less and exact[less - 1] > draft.value * 0.95:
                return True  # "Gần 7.850 sản phẩm" above "7.846 sản phẩm"
        alike = (said for said in self._alike[draft.whose, draft.value] if _says_more(self._examples[said], draft))
        return any(self._numbers[said] > (said == _said(draft)) for said in alike)

    def drop(self, draft: Draft) -> None:
        """Ask this one no more."""
        self._numbers[_said(draft)] -= 1
        if draft.star in _UNRANKED:
            exact = self._exact[draft.whose, draft.indicator]
            del exact[bisect_left(exact, draft.value)]


_UNRANKED = (None, "3+")
_Said = tuple[object, ...]


def _said(draft: Draft) -> _Said:
    """All of a figure that decides whether it says more than another."""
    return *draft.whose, draft.value, draft.indicator, draft.star, bool(draft.breakdown), draft.sense.is_explicit


def _is_loose(draft: Draft) -> bool:
    return draft.star is None and draft.qualifier in ("above", "about")


_POINTS_BACK = re.compile(r"\s*(?:ocop\s+)?(?:ấy|này|đó|nói trên|kể trên|trên)(?!\w)(?!\s+(?:địa bàn|toàn|các|sàn))")


def _says_more(other: Draft, draft: Draft) -> bool:
    """Whether a figure says more than one of the same number and owner that is no part."""
    if other.indicator == draft.indicator and _is_loose(draft):
        return False
    if (other.indicator, other.star) == (draft.indicator, draft.star) and other.time and not draft.time:
        return draft.view.sentence.paragraph == 0 and not draft.breakdown  # a title that does not tell when
    if other.indicator == draft.indicator and other.breakdown and {other.star, draft.star} == {None, "3+"}:
        return True
    if other.indicator == draft.indicator and other.breakdown and other.view is not draft.view and not draft.time:
        return other.star == draft.star  # a title tells what the text breaks down
    points_back = _POINTS_BACK.match(draft.around.right)
    if points_back and other.view.start < draft.view.start:
        return True  # "chủ của 38 sản phẩm này"
    if draft.sense.is_explicit and not points_back:
        return False
    if other.indicator == draft.indicator:
        return draft.star is None and other.star is not None
    return other.sense.is_explicit and (draft.star in (None, "3+") or draft.star == other.star)
