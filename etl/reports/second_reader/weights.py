"""What the second reader knows: how much each clue weighs for each figure, learned from labelled texts."""

import csv
import gzip
import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.csv.gz")
ALWAYS = "always"  # the clue that every amount gives
_Weights = dict[str, list[tuple[int, float]]]


class Likelihoods:
    """How likely an amount with these clues is each figure that was learned, 0 to 1."""

    def __init__(self, clues: Iterable[str]) -> None:
        names, weights = _learned()
        scores = [0.0] * len(names)
        for clue in (ALWAYS, *clues):
            for number, weight in weights.get(clue, ()):
                scores[number] += weight
        self._names, most = names, max(scores)
        self._shares = [math.exp(score - most) for score in scores]
        self._whole = sum(self._shares)

    def of(self, name: str) -> float:
        """The likelihood of one figure; 0 for what was never learned."""
        return self._shares[self._names[name]] / self._whole if name in self._names else 0.0


@cache
def _learned() -> tuple[dict[str, int], _Weights]:
    """The numbers of the names, and by clue the weights for them."""
    names: dict[str, int] = {}
    weights: _Weights = defaultdict(list)
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for clue, name, weight in rows:
            weights[clue].append((names.setdefault(name, len(names)), float(weight)))
    return names, dict(weights)
