"""The words and marks around a marketplace's numbers: words.yaml, compiled. All match folded text as a whole."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from etl.rule_files import read_rules

WORDS = Path(__file__).with_name("words.yaml")

_NUMBER = "[0-9][0-9.,]*"


class Words(NamedTuple):
    """What each list of words.yaml makes. The groups of a pattern are named for the parts of the value."""

    units: dict[str, int]
    nothing: frozenset[str]
    unstated_price: frozenset[str]
    price: re.Pattern[str]
    sold: re.Pattern[str]
    rating: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def words() -> Words:
    """The words, read once."""
    listed: dict[str, Any] = read_rules(WORDS)
    units = {_composed(word): times for times, names in listed["units"].items() for word in names}
    return Words(
        units=units,
        nothing=frozenset(["", *listed["nothing"]]),
        unstated_price=frozenset(map(_composed, listed["price"]["unstated"])),
        price=_price(listed["price"], units),
        sold=_sold(listed["sold"], units),
        rating=re.compile(rf"(?P<value>[0-9](?:[.,][0-9]{{1,30}})?)(?: ?{_any_of(listed['rating']['out_of_five'])})?"),
        whole=re.compile(rf"\(?(?P<number>{_NUMBER})(?: ?{_any_of(listed['counted'])})?\)?"),
    )


def _price(listed: dict[str, list[str]], units: Iterable[str]) -> re.Pattern[str]:
    label, start, to, currency = (_any_of(listed[name]) for name in ("label", "from", "to", "currency"))
    low, high = (f"(?:{currency} ?)?{_amount(end, units)}(?: ?{currency})?" for end in ("low", "high"))
    return re.compile(f"(?:{label} ?:? ?)?(?P<from>{start} ?)?{low}(?: ?{to} ?{high})?")


def _sold(listed: dict[str, list[str]], units: Iterable[str]) -> re.Pattern[str]:
    said, things, before, after = (_any_of(listed[name]) for name in ("said", "things", "more_before", "more_after"))
    return re.compile(
        rf"\(?(?:{said} ?:? ?)?(?P<more_before>{before} ?)?{_amount('number', units)}(?P<more_after> ?{after})?"
        rf"(?: ?{things})?(?: ?{said})?\)?"
    )


def _amount(name: str, units: Iterable[str]) -> str:
    """A number and its unit; "1tr2" and "1tr250" have a tail, which with two digits ("1tr50") may be two things."""
    unit = f"(?P<{name}_unit>{_any_of(units)})(?P<{name}_tail>[0-9]{{3}}|[0-9])?"
    return rf"(?P<{name}>{_NUMBER})(?: ?{unit})?"


def _any_of(listed: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(_composed(word)) for word in sorted(listed, key=len, reverse=True)) + ")"


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word)
