"""What an amount means, and the one way in which the cues of the vocabulary are asked for."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.reports.lexicon import cue, fold, vocabulary


@dataclass(frozen=True)
class Sense:
    """What an amount means: indicator, the rule that says so, its confidence, and whether its own words say it."""

    indicator: str
    rule: str
    confidence: float
    is_explicit: bool = True
    star: str | None = None


def has(name: str, *texts: str) -> bool:
    """Whether a cue of cues.yaml stands in any of the texts, other than in a phrase of its `_not` list."""
    openings, pattern, others = _cue(name)
    for text in texts:
        # most texts have none of the words that the phrases open with, and need not be searched
        if not openings.isdisjoint(_words(text)) and pattern.search(others.sub(" ", text) if others else text):
            return True
    return False


@cache
def _cue(name: str) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str] | None]:
    cues = vocabulary("cues")
    openings = frozenset(_WORD.findall(fold(phrase))[0] for phrase in cues[name])
    return openings, cue(name), cue(f"{name}_not") if f"{name}_not" in cues else None


_WORD = re.compile(r"[^\W\d]+|<n>")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    """The words of a folded text, and <n> where it has a number."""
    return frozenset([*_WORD.findall(text), *(["<n>"] if _DIGIT.search(text) else [])])
