"""`make learn`: the second reader learns what words weigh for, from the labelled texts of development.

A multinomial logistic regression of scikit-learn over the clues of each amount. Only weights that matter are kept.
"""

import csv
import gzip
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from etl.reports.mentions import Count
from etl.reports.prose import prose
from etl.reports.second_reader.weights import ALWAYS, FILE
from etl.reports.second_reader.words import ELSE, Sentence, name

_FEWEST_AMOUNTS = 6  # that give a clue, so that it is no accident
_FEWEST_FIGURES = 8  # of which a name must have examples
_LEAST_WEIGHT = 0.2
_NEAR = 2  # characters by which a label's quote may miss the amount


class Example(NamedTuple):
    """An amount: its clues, and what it is."""

    clues: list[str]
    name: str


def examples(folder: Path) -> Iterator[Example]:
    """The amounts that are read in the labelled texts of a folder, each with what a careful person takes it for."""
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        said = prose((folder / f"{label['id']}.txt").read_text(encoding="utf-8"))
        for draft in said.drafts:
            clues = Sentence(draft.view, said.home).clues(draft.count, draft.around)
            yield Example(clues, _labelled(draft.count, said.text, label["facts"]))


def _labelled(count: Count, text: str, facts: list[dict[str, Any]]) -> str:
    """What the labels take an amount for: the first fact of its number whose quote meets it; else no figure."""
    for fact in facts:
        if float(fact["value"]) in (count.value, count.high, count.over) and _meets(count, text, fact["quote"]):
            return ELSE if "scope" in fact else name(fact["metric"], is_target=fact["kind"] == "target")
    return ELSE


def _meets(count: Count, text: str, quote: str) -> bool:
    start = text.find(quote)
    while start >= 0:
        if start - _NEAR <= count.number_end and count.start <= start + len(quote) + _NEAR:
            return True
        start = text.find(quote, start + 1)
    return False


def learn(folder: Path) -> None:
    """Write the weights that the texts of a folder teach."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    taught = list(examples(folder))
    of_clue = Counter(clue for example in taught for clue in example.clues)
    of_name = Counter(example.name for example in taught)
    vectors = DictVectorizer()
    seen = vectors.fit_transform({c: 1 for c in e.clues if of_clue[c] >= _FEWEST_AMOUNTS} for e in taught)
    names = [example.name if of_name[example.name] >= _FEWEST_FIGURES else ELSE for example in taught]
    model = LogisticRegression(max_iter=400).fit(seen, names)
    rows = [(ALWAYS, *each) for each in zip(model.classes_, model.intercept_, strict=True)]
    for name_, weights in zip(model.classes_, model.coef_, strict=True):
        rows += [
            (clue, name_, w) for clue, w in zip(vectors.feature_names_, weights, strict=True) if abs(w) > _LEAST_WEIGHT
        ]
    _write(sorted((clue, name_, f"{weight:.2f}") for clue, name_, weight in rows))


def _write(rows: list[tuple[str, str, str]]) -> None:
    with gzip.GzipFile(FILE, "wb", mtime=0) as packed, io.TextIOWrapper(packed, "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("clue", "name", "weight"))
        writer.writerows(rows)


if __name__ == "__main__":
    learn(Path(sys.argv[1]))
