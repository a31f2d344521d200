"""How far a figure can be trusted that was read in a way which is often wrong on texts that no rule has met.

doubts.csv says for each such way which share of how many figures was right on the sets 17 to 24 and 27 to 29, by the
reader that met them first, and the most confidence that is left to a figure: about that share, or more where rules were
mended since.
"""

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from etl.reports import firms
from etl.reports.drafts import Draft
from etl.reports.lexicon import phrases, vocabulary
from etl.reports.mentions import View
from etl.reports.senses.sense import has
from etl.reports.votes import HAS

_TABLE = Path(__file__).with_suffix(".csv")
_FEW = 3


def weigh(drafts: list[Draft], *, is_story: bool) -> None:
    """Lower the confidence of each figure to the least that its doubts leave it; `is_story`: the text is of a firm."""
    for draft in drafts:
        for name, holds in _DOUBTS.items():
            if holds(draft):
                draft.doubt(name, _most()[name])
        if is_story:
            draft.doubt("story_of_a_firm", _most()["story_of_a_firm"])


def is_of_a_firm(drafts: list[Draft], views: list[View]) -> bool:
    """Whether a text states few figures, none of them told of a province, and a firm or a person has amounts in it."""
    if len(drafts) > _FEW or any(_tells_of_a_province(draft.view) for draft in drafts):
        return False
    return any(firms.last_end(view, count) >= 0 for view in views for count in view.counts)


_PROVINCE = re.compile(rf"(?<!\w)tỉnh{HAS.pattern}")


def _tells_of_a_province(view: View) -> bool:
    """Whether a sentence says that a province has or does something."""
    own = phrases(vocabulary("places")["own"])
    said = own.search(view.folded, view.start, view.end) or _PROVINCE.search(view.folded, view.start, view.end)
    named = (place for place in view.places if place.level == "province")
    return bool(said) or any(HAS.match(view.folded, place.end) for place in named)


@cache
def _most() -> dict[str, float]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["doubt"]: float(row["most"]) for row in csv.DictReader(file)}


def _says(cue: str, draft: Draft) -> bool:
    return has(cue, draft.view.folded[draft.view.start : draft.view.end])


def _is_stock_alone(draft: Draft) -> bool:
    return draft.rule == "products_in_stock" and not draft.breakdown and not _says("cumulative", draft)


def _is_plan_at_the_head(draft: Draft) -> bool:
    return draft.rule == "planned_total" and draft.view.sentence.paragraph == 0


def _is_new_unsaid(draft: Draft) -> bool:
    return draft.rule == "new_in_the_period" and not draft.breakdown and not _says("recognised", draft)


def _is_again_unsaid(draft: Draft) -> bool:
    return draft.rule == "reassessed" and not _says("recognised", draft)


def _is_growth_of_a_firm(draft: Draft) -> bool:
    return draft.rule == "growth" and firms.last_end(draft.view, draft.count) >= 0


_DOUBTS: dict[str, Callable[[Draft], bool]] = {
    "stock_alone": _is_stock_alone,
    "plan_at_the_head": _is_plan_at_the_head,
    "new_unsaid": _is_new_unsaid,
    "again_unsaid": _is_again_unsaid,
    "raised": lambda draft: draft.rule == "raised_in_rank",
    "on_modern_channels": lambda draft: draft.rule == "share:producers_on_modern_channels_pct",
    "growth_of_a_firm": _is_growth_of_a_firm,
}
