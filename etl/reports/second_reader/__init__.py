"""A second reader, which checks the first: it knows no rules, only which words stood around which figures.

It weighs the words around an amount (words.py) by what they weighed for in labelled texts (weights.csv.gz, made by
learning.py) and says how likely it is what the first reader takes it for. It changes no figure. Both seldom err at
once: where it finds a figure unlikely, that is less sure, and where it is certain too, surer (agreement.csv).
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etl.reports.drafts import Draft
from etl.reports.scopes import Home
from etl.reports.second_reader.weights import Likelihoods
from etl.reports.second_reader.words import Sentence, name_of

_TABLE = Path(__file__).with_name("agreement.csv")


class _Agreement(NamedTuple):
    """Up to which likelihood a row holds; the most confidence that it leaves, and the least from some confidence on."""

    up_to: float
    most: float
    least: float
    from_confidence: float


def check(drafts: list[Draft], home: Home) -> None:
    """Lower the confidence of what the second reader finds unlikely, and raise that of what it would say too.

    A part of a total is as likely as its total: what it is stands in the words around that.
    """
    sentences: dict[int, Sentence] = {}
    likelihoods: dict[int, Likelihoods] = {}
    for draft in drafts:
        told = draft.head or draft
        if told.is_dated_ahead or told.value == told.count.over:
            continue  # it knows no calendar, and the words are those of the number before the slash
        view, at = told.view, told.count.start
        if view.start not in sentences:
            sentences[view.start] = Sentence(view, home)
        if at not in likelihoods:
            likelihoods[at] = Likelihoods(sentences[view.start].clues(told.count, told.around))
        _settle(draft, likelihoods[at].of(name_of(told)))


def _settle(draft: Draft, likelihood: float) -> None:
    row = next(row for row in _agreements() if likelihood <= row.up_to)
    draft.doubt("second_reader", row.most)
    if draft.confidence >= row.from_confidence:
        draft.trust(row.least)


@cache
def _agreements() -> list[_Agreement]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [
            _Agreement(*(float(row[name]) for name in ("up_to", "most", "least", "from_confidence"))) for row in rows
        ]
