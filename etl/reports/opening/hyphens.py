"""Hyphens at the end of a line: a word goes on ("sản-", "phẩm"), or the dash is the text's own ("2021-", "2025")."""

import re
import unicodedata
from typing import NamedTuple

from etl.reports.lexicon import LOWER

_SOFT = "\u00ad"
_BROKEN_WORD = re.compile(rf"([^\W\d_]+)[-\u2010{_SOFT}]$")
_DASHED = re.compile(r"\w[-–\u2010\u2011]$")
_GOES_ON = re.compile(rf"([{LOWER}]+)")
_VOWELS = re.compile(r"[aeiouy]+")
_ONE_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]{1,4}[^aeiouy]{0,2}")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


class Seam(NamedTuple):
    """What stands between two lines, and whether the first loses the hyphen at its end."""

    joint: str
    is_cut: bool = False


def is_broken(line: str, following: str) -> bool:
    """Whether the line ends in a hyphen after which its last word or number must go on."""
    return bool(_DASHED.search(line) or line.endswith(_SOFT)) and following[:1].isalnum()


def seam(line: str, following: str) -> Seam:
    """How a line is joined to the one that goes on with it."""
    broken, rest = _BROKEN_WORD.search(line), _GOES_ON.match(following)
    if broken and rest:
        return Seam("" if _is_one_syllable(broken[1], rest[1]) else " ", is_cut=True)
    if line.endswith(_SOFT):
        return Seam("", is_cut=True)
    return Seam("" if _DASHED.search(line) else " ")


def _is_one_syllable(start: str, end: str) -> bool:
    """Whether the parts are one syllable of Vietnamese, which is one word in writing, and not two."""
    first, second = _plain(start), _plain(end)
    if not _VOWELS.search(first) or not _VOWELS.search(second):
        return True
    is_single = _ONE_SYLLABLE.fullmatch(first + second) is not None
    tones = len(_TONES.findall(unicodedata.normalize("NFD", start + end)))
    return second[0] in "aeiouy" and is_single and tones < 2


def _plain(letters: str) -> str:
    """Small letters without marks."""
    decomposed = unicodedata.normalize("NFD", letters.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
