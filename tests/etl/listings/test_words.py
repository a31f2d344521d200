import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from etl.listings.values import price, sold
from etl.listings.words import WORDS, words

LISTED: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def every_word(listed: Any) -> Iterator[Any]:
    if isinstance(listed, list):
        yield from listed
    else:
        for inner in listed.values():
            yield from every_word(inner)


@pytest.mark.parametrize("word", list(every_word(LISTED)))
def test_a_word_is_as_folded_text_has_it(word: Any) -> None:
    assert isinstance(word, str), f"{word!r} needs double quotes"
    assert word == unicodedata.normalize("NFC", word.lower())


@pytest.mark.parametrize("unit", words().units)
def test_a_unit_counts_in_prices_and_counters(unit: str) -> None:
    times = words().units[unit]
    assert (price(f"1,5{unit}").low, sold(f"1,5{unit}").value) == (1.5 * times, 1.5 * times)


@pytest.mark.parametrize("said", LISTED["sold"]["said"])
def test_what_says_sold_stands_before_or_after(said: str) -> None:
    assert sold(f"{said} 12").value == sold(f"12 {said}").value == 12


@pytest.mark.parametrize("words_for_none", LISTED["price"]["unstated"])
def test_a_price_that_is_not_stated_is_none(words_for_none: str) -> None:
    assert price(words_for_none.upper()).low is None
