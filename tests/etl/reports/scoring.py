"""How well the reader reads labelled texts: what is right, missed and too much, and figures of others taken as own."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.reports import Figure, Reading, read

SURE = 0.8
_DATES = ("period_from", "period_to", "as_of")
Statement = tuple[str, float, str | None, str]


@dataclass
class Score:
    """Counts over a folder of labelled texts; `leaks` are figures of other places that were taken as the document's."""

    texts: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, *wholes: str) -> float:
        """The share of one count in the sum of others."""
        return self.counts[part] / max(1, sum(self.counts[whole] for whole in wholes))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over the documents' own figures."""
        return (
            2 * self.counts["right"] / max(1, 2 * self.counts["right"] + self.counts["missed"] + self.counts["extra"])
        )


def scored(folder: Path) -> Score:
    """The score on the texts of a folder that `labels.jsonl` knows."""
    score = Score()
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        score.texts += 1
        _count(score.counts, label, read((folder / f"{label['id']}.txt").read_bytes(), ".txt"))
    return score


def _count(counts: Counter[str], label: dict[str, Any], reading: Reading) -> None:
    own = [fact for fact in label["facts"] if "scope" not in fact]
    others = [fact for fact in label["facts"] if "scope" in fact]
    free = [figure for figure in reading.figures if figure.scope is None]
    said = {statement for fact in own for statement in _said(fact)}
    counts["sure"] += sum(figure.confidence >= SURE for figure in free)
    counts["graded"] += len(free)
    counts["sure_right"] += sum(figure.confidence >= SURE and _states(figure) in said for figure in free)
    for fact in own:
        found = [figure for figure in free if _states(figure) in _said(fact)]
        found.sort(key=lambda figure: reading.text.find(fact["quote"]) not in range(figure.start - 60, figure.end))
        counts["right" if found else "missed"] += 1
        if found:
            free.remove(found[0])
            counts["dated"] += all(getattr(found[0], name) == fact.get(name) for name in _DATES)
            counts["qualified"] += found[0].qualifier == fact.get("qualifier")
    extra = [figure for figure in free if _states(figure) not in said]
    counts["extra"] += len(extra)
    counts["leaks"] += sum(any(_states(figure) in _said(fact) for fact in others) for figure in extra)
    counts["others"] += len(others)
    counts["kept"] += sum(_is_kept(fact, reading.figures) for fact in others)
    for name in ("province", "level"):
        counts[name] += getattr(reading, name) == label[name]


def _said(fact: dict[str, Any]) -> set[Statement]:
    star, value = fact.get("star"), float(fact["value"])
    return {(name, value, star, fact["kind"]) for name in (fact["metric"], *fact.get("alt_metrics", []))}


def _states(figure: Figure) -> Statement:
    return figure.indicator, round(figure.value, 4), figure.star, figure.kind


def _is_kept(fact: dict[str, Any], figures: list[Figure]) -> bool:
    whose = fact["scope"], fact.get("scope_name")
    return any((f.scope, f.scope_name) == whose and _states(f) in _said(fact) for f in figures)
