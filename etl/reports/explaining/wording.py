"""The words of words.yaml, in Vietnamese and English: of the parts of a figure, and of the rule that read it."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etl.reports.lexicon import fold, indicators, phrases, vocabulary
from etl.reports.phrasebook import Phrasebook, read_phrasebook

_MOST_SEEN = 4
_FURTHEST = 750  # characters; a row of a table may be longer than any sentence


class Words(NamedTuple):
    """The same in both languages."""

    vi: str
    en: str

    def filled(self, **values: "str | Words") -> "Words":
        """With the values in the places that they have in it."""
        return Words(
            self.vi.format(**{name: value.vi if isinstance(value, Words) else value for name, value in values.items()}),
            self.en.format(**{name: value.en if isinstance(value, Words) else value for name, value in values.items()}),
        )


@cache
def _book() -> Phrasebook:
    return read_phrasebook(Path(__file__).with_name("words.yaml"))


def words(group: str, name: str | None) -> Words:
    """The words of a group for this name; the name itself where the group has none."""
    said = _book()[group].get(name or "none")
    return Words(said["vi"], said["en"]) if said else Words(str(name), str(name))


def indicator_words(code: str) -> Words:
    """The names of an indicator."""
    named = indicators().get(code)
    return Words(named["name_vi"], named["name_en"]) if named else Words(code, code)


def rule_words(rule: str) -> Words:
    """What a rule saw, in plain words; its name itself where it has no words."""
    prefix, colon, rest = rule.partition(":")
    if not colon or prefix not in _book()["prefixes"]:
        return words("rules", rule)
    told = indicator_words(rest) if rest in indicators() else rule_words(rest)
    return words("prefixes", prefix).filled(rest=told)


def has_words(rule: str) -> bool:
    """Whether words.yaml tells what a rule saw, to its last part."""
    prefix, colon, rest = rule.partition(":")
    if colon:
        return prefix in _book()["prefixes"] and (rest in indicators() or has_words(rest))
    return rule in _book()["rules"]


def words_seen(rule: str, sentence: str, near: int) -> list[tuple[str, str]]:
    """The phrases of a sentence that the rule looks for, the nearest to a position first, each with its list.

    None for a rule that reads a figure by another one, whose words stand there.
    """
    first = max(0, near - _FURTHEST)
    sentence, near = sentence[first : near + _FURTHEST], near - first
    folded = fold(sentence)
    found = [
        (abs(match.start() - near), sentence[match.start() : match.end()], name)
        for name in _lists(rule.removeprefix("table_cell:"))
        for match in _phrases_in(name, folded)
    ]
    nearest: dict[str, str] = {}
    for _, phrase, name in sorted(found):
        nearest.setdefault(phrase, name)
    return list(nearest.items())[:_MOST_SEEN]


def _lists(rule: str) -> list[str]:
    rules = _book()["rules"]
    names: list[str] = rules[rule].get("lists", []) if rule in rules else []
    return names


def _phrases_in(name: str, folded: str) -> list[re.Match[str]]:
    """The phrases of a list ("cues.expired") in a text, but for those of its `_not` list."""
    file, _, key = name.partition(".")
    book = vocabulary(file)
    if exceptions := book.get(f"{key}_not"):
        folded = phrases(exceptions).sub(lambda match: " " * len(match[0]), folded)
    return list(phrases(book[key]).finditer(folded))
