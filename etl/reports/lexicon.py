"""The vocabulary, read from vocabulary/*.yaml, and the one way in which its phrases are matched.

Phrases are matched on folded text: the same characters at the same offsets, in lower case, with plain blanks, plain
dashes and one placing of the tone marks, so that a match's span is also a span of the document.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

from etl.reports.phrasebook import Phrasebook, read_phrasebook

# Letters for character classes: those of Latin-1, of its extension A, and the Vietnamese ones. All of Unicode's would
# take a pattern of names three times as long to compile; a range such as À-Ỹ mixes capitals and small letters.
_LETTERS = [chr(code) for code in chain(range(0xC0, 0x180), (0x1A0, 0x1A1, 0x1AF, 0x1B0), range(0x1EA0, 0x1EFA))]
UPPER = "A-Z" + "".join(c for c in _LETTERS if c.isupper())
LOWER = "a-z" + "".join(c for c in _LETTERS if c.islower())

_FOLDER = Path(__file__).parent / "vocabulary"
_INDICATORS = Path(__file__).parent.parent / "warehouse" / "reference" / "indicators.csv"

# One character for one character, so that offsets stay.
_SAME_LENGTH = str.maketrans("\u00a0\u2009\u202f\u2007\t–—‒―−‐‑“”„‟«»’‘Ð×", '     -------""""""\'\'đx')
# "hoà" and "hòa" are both in use: the mark goes to the first vowel.
_TONES = {
    second: first
    for plain, marked, pair in (
        ("o", "òóỏõọ", (("a", "àáảãạ"), ("e", "èéẻẽẹ"))),
        ("u", "ùúủũụ", (("y", "ỳýỷỹỵ"),)),
    )
    for vowel, toned in pair
    for first, second in ((m + vowel, plain + t) for m, t in zip(marked, toned, strict=True))
}
_TONED = re.compile(r"(?<![qQ])(" + "|".join(_TONES) + r")(?!\w)")


def fold(text: str) -> str:
    """The text for matching: as long as the original, character for character."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return _TONED.sub(lambda match: _TONES[match[1]], lower.translate(_SAME_LENGTH))


def one_spelling(name: str) -> str:
    """A name with plain blanks and one placing of the tone marks: Lạc Thuỷ is Lạc Thủy, whoever writes it."""
    name = " ".join(name.split())
    return "".join(
        mark.upper() if letter.isupper() else mark if letter.lower() != mark else letter
        for letter, mark in zip(name, fold(name), strict=True)
    )


def phrase(words: str) -> str:
    """One phrase of the vocabulary as a regular expression (see the head of cues.yaml)."""
    parts = []
    for part in words.split(" .. "):
        escaped = re.escape(fold(part)).replace("<n>", r"\d\d*(?:[.,]\d+)?")
        parts.append(escaped.replace("\\ ", r"\s+"))
    return r"(?:[^.;:()\n]|(?<=\d)\.(?=\d)){0,60}?".join(parts)


def any_of(words: Iterable[str]) -> str:
    """The phrases as alternatives of a regular expression, the longest first."""
    return "|".join(phrase(word) for word in sorted(words, key=len, reverse=True))


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, the longest first."""
    return _phrases(tuple(words))


@cache
def _phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return whole_words(phrase(w) for w in ordered)


def whole_words(choices: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the choices as whole words, the first that fits.

    They are grouped by their first letters, which the pattern asks for before it looks back: so `re` skips at once
    what begins none. The first character of a choice is not repeated.
    """
    by_first: dict[str, list[str]] = {}
    for choice in choices:
        first = choice[: 2 if choice.startswith("\\") else 1]
        by_first.setdefault(first, []).append(choice.removeprefix(first))
    groups = (rf"{first}(?<!\w{first})(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(f"(?:{'|'.join(groups)})(?!\\w)")


@cache
def vocabulary(name: str) -> Phrasebook:
    """The content of vocabulary/<name>.yaml. Raises DataError where that has a mistake."""
    return read_phrasebook(_FOLDER / f"{name}.yaml")


def check_vocabulary() -> None:
    """Raises DataError where any file of the vocabulary has a mistake, before something is read by the others."""
    for file in sorted(_FOLDER.glob("*.yaml")):
        vocabulary(file.stem)


@cache
def indicators() -> dict[str, dict[str, str]]:
    """The rows of the reference of indicators by their codes: unit, measure, names."""
    with _INDICATORS.open(encoding="utf-8", newline="") as file:
        return {row["indicator_code"]: row for row in csv.DictReader(file)}


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of one cue of cues.yaml."""
    return phrases(vocabulary("cues")[name])
