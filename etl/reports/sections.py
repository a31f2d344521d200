"""The parts of a document that change how its sentences are read: headings, plans below them, headlines beside it."""

import re
from functools import cache

from etl.reports.lexicon import cue, phrase, phrases, vocabulary
from etl.reports.mentions import PRODUCERS, PRODUCTS, View

_LONGEST_HEADING, _LONGEST_HEADLINE, _LONGEST_LABEL, _LONGEST_MASTHEAD = 160, 170, 40, 90
_ITEM = re.compile(r"\s*(?:[-+*•·»>–]|[a-zđ]\)|\(?\d{1,2}[.)]|\([a-zđ]\))")
_ROMAN = re.compile(r"\s*[ivx]{1,5}\s*[.)/-]")
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\s*[.)]")
_LETTERED = re.compile(r"\s*[a-zđ]\s*[.)]")
_LIST = 9  # the rank of a heading that covers only the list below it


def mark(views: list[View]) -> None:
    """Tell each sentence where it stands: in a heading, below one, among plans, among headlines of other articles."""
    opened: int | None = None  # the rank of the heading of plans that covers what follows
    above: View | None = None
    beside = False
    for number, view in enumerate(views):
        is_line = _opens_line(views, number)
        beside = _is_beside(view, beside) if is_line else beside
        rank = _rank(view) if is_line and _ends_line(views, number) else None
        if rank is not None and not beside:
            opened = _opened(view, rank, opened)
            above = view
        elif opened == _LIST and is_line and not _ITEM.match(view.folded, view.start):
            opened = None
        view.is_heading, view.heading = rank is not None, above
        view.is_plan, view.is_beside = opened is not None, beside


def _opens_line(views: list[View], number: int) -> bool:
    return not number or views[number - 1].sentence.paragraph != views[number].sentence.paragraph


def _ends_line(views: list[View], number: int) -> bool:
    return number + 1 == len(views) or views[number + 1].sentence.paragraph != views[number].sentence.paragraph


def _rank(view: View) -> int | None:
    """How high a heading stands, 1 the highest; None for a sentence that is none."""
    words, folded = view.text[view.start : view.end], view.folded[view.start : view.end]
    if folded.endswith(":") and _is_of_plans(folded):
        return _LIST
    if len(words) > _LONGEST_HEADING or any(c.unit in (*PRODUCTS, *PRODUCERS) for c in view.counts):
        return None
    if words.isupper() or _ROMAN.match(folded) or _parts().match(folded):
        return 1
    if folded.endswith(":"):
        return _LIST
    if folded.endswith((".", ";", "?")):
        return None
    if _NUMBERED.match(folded):
        return 2
    return 3 if _LETTERED.match(folded) else None


@cache
def _parts() -> re.Pattern[str]:
    words = "|".join(phrase(word) for word in vocabulary("sections")["numbered"])
    return re.compile(rf"(?:{words})\s+(?:[ivx\d]+|nhất|hai|ba|tư|năm|một)(?!\w)")


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("sections")[name])


def _opened(view: View, rank: int, opened: int | None) -> int | None:
    """The rank of the heading of plans that is open behind this heading."""
    if _is_of_plans(view.folded[view.start : view.end]):
        return min(rank, opened or rank)
    return opened if opened is not None and rank > opened else None


def masthead(view: View) -> str | None:
    """The province in the name of the paper or portal that a line gives; None for any other line."""
    provinces = {place.name for place in view.places if place.level == "province"}
    is_name = _words("mastheads").search(view.folded, view.start, view.end) and _rank(view) != _LIST
    is_short = view.end - view.start < _LONGEST_MASTHEAD and not any(c.unit in PRODUCTS for c in view.counts)
    return provinces.pop() if is_name and is_short and len(provinces) == 1 else None


def _is_of_plans(folded: str) -> bool:
    planned = _words("plans").search(folded) or cue("target").search(folded)
    return bool(planned) and not _words("results").search(folded)


def _is_beside(view: View, before: bool) -> bool:
    """Whether the line belongs to headlines of other articles: it opens them, or follows and is no paragraph."""
    folded = view.folded[view.start : view.end]
    label = _words("beside").match(folded.lstrip("-+*•·»>– ([|"))
    if label and (len(folded) < _LONGEST_LABEL or folded.lstrip("-+*•·»>– ([|")[label.end() :].lstrip()[:1] in ":|-"):
        return True
    return before and len(folded) < _LONGEST_HEADLINE
