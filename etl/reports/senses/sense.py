"""What an amount means, and the one way in which the cues of the vocabulary are asked for."""

import re
from dataclasses import dataclass
from functools import cache

from etl.reports.lexicon import cue, vocabulary


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
    pattern, others = _cue(name)
    if others is not None:
        texts = tuple(others.sub(" ", text) for text in texts)
    return any(map(pattern.search, texts))


@cache
def _cue(name: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    return cue(name), cue(f"{name}_not") if f"{name}_not" in vocabulary("cues") else None
