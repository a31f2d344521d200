"""What the second reader looks at: the words around an amount, with places and numbers for what they are."""

import re
from bisect import bisect_left

from etl.reports.drafts import Draft
from etl.reports.mentions import Count, View
from etl.reports.model import NATION
from etl.reports.scopes import Home
from etl.reports.zones import Zones

_FAR, _WIDE, _NEXT = 16, 30, 3  # words behind and before the amount, and right beside it
_LEFT, _RIGHT = 10, 12
_TOKEN = re.compile(r"<\w>|[^\W\d_]+|\d+(?:[.,]\d+)*|[:;,().%]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANKS = ("3", "4", "5")
_OF_PLACES = {"district": "<d>", "commune": "<c>", "nation": "<n>"}
_SHORTEST = 3  # letters of a place for which its sign stands
ELSE = "else"  # of another place, or no figure at all


def name_of(draft: Draft) -> str:
    """What a figure is taken for: its indicator, planned or not; "else" when it is another place's."""
    return ELSE if draft.scope is not None else name(draft.indicator, is_target=draft.target)


def name(indicator: str, *, is_target: bool) -> str:
    """One name for an indicator: both ends of a range have the same."""
    return indicator.removesuffix("_low").removesuffix("_high") + (":target" if is_target else "")


class Sentence:
    """The words of a sentence, found once for all amounts in it."""

    def __init__(self, view: View, home: Home) -> None:
        self._view = view
        found = [(match.start(), _shown_word(match[0])) for match in _TOKEN.finditer(_shown(view, home))]
        self._starts, self._words = [start for start, _ in found], [word for _, word in found]
        self._always = [f"time:{time.kind}" for time in view.times]
        self._always += [said for said, is_so in (("plan", view.is_plan), ("heading", view.is_heading)) if is_so]

    def clues(self, count: Count, around: Zones) -> list[str]:
        """All that is seen of an amount: the words of its zones and of the sentence, and what else is there."""
        view = self._view
        index = view.counts.index(count)
        start, end = self._number_of(count.start), self._number_of(count.end)
        left = self._words[max(self._number_of(around.left_start), start - _LEFT) : start]
        right = self._words[end : min(self._number_of(around.right_end), end + _RIGHT)]
        found = [f"left:{word}" for word in left] + [f"right:{word}" for word in right]
        found += [f"before:{word}" for word in self._words[max(0, start - _WIDE) : start]]
        found += [f"far:{word}" for word in self._words[end : end + _FAR]]
        found += [f"left {place}:{word}" for place, word in enumerate(reversed(left[-_NEXT:]))]
        found += [f"right {place}:{word}" for place, word in enumerate(right[:_NEXT])]
        found += [f"star:{count.star.code if count.star else ''}", f"unit:{count.unit}{'*' if count.star else ''}"]
        found += [f"qualifier:{count.qualifier or ''}"]
        found += [f"next:{other.unit}" for other in view.counts[index + 1 : index + 2]]
        found += [f"last:{other.unit}" for other in view.counts[max(0, index - 1) : index]]
        found += [f"time before:{time.kind}" for time in [t for t in view.times if t.end <= count.start][-1:]]
        found += [f"time behind:{time.kind}" for time in [t for t in view.times if t.start >= count.end][:1]]
        return list(dict.fromkeys([*found, *self._always]))

    def _number_of(self, position: int) -> int:
        """How many words start before a position of the text."""
        return bisect_left(self._starts, position - self._view.start)


def _shown(view: View, home: Home) -> str:
    """The sentence, as long, with a sign for each place: the document's own province, another, a district, ..."""
    letters = list(view.folded[view.start : view.end])
    for place in view.places:
        start, end = place.start - view.start, place.end - view.start
        own = place.level == "province" and place.name == home.province and home.province != NATION
        sign = "<h>" if own else _OF_PLACES.get(place.level, "<p>")
        if end - start >= _SHORTEST:
            letters[start:end] = sign.ljust(end - start)
    return "".join(letters)


def _shown_word(word: str) -> str:
    if _YEAR.fullmatch(word):
        return "<y>"
    return "<0>" if word[0].isdigit() and word not in _RANKS else word
