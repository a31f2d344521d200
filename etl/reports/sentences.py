"""Text -> paragraphs -> sentences -> segments, all as spans of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.reports.lexicon import UPPER

# A full stop ends a sentence when a blank and a capital or a digit follow, and no abbreviation stands before it.
# Of a row of dots only the first begins a stop, and it takes them all: else each would be tried with each.
_DOTS = r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"'”’)]*+"
_STOP = re.compile(rf"{_DOTS}(?:(?=\s+[\"'“‘(\[-]*[{UPPER}\d])|\s*$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Tt|T|P|Q|H|X|Ths|ThS|TS|PGS|GS|BS|KS|Mr|Mrs|Ms|St|No|tr|[A-ZĐ])\.$"
)
# Longer ones are cut: the rules look at each pair of figures of a sentence. The longest met in a report has 845.
_LONGEST = 1_000
# Where a sentence may be cut, the best first; never behind a digit, so that no number loses its end or its noun.
_JOINTS = (re.compile(r"[;,]\s+"), re.compile(r"(?<![\d\s])\s+(?!\d)"), re.compile(r"(?<![\d\s])\s+"))


@dataclass(frozen=True)
class Sentence:
    """The span of a sentence, and the number of its paragraph (a line of text)."""

    start: int
    end: int
    paragraph: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in their order. A line break always ends one; an endless one is cut."""
    start, paragraph = 0, 0
    for stop in _STOP.finditer(text):
        if "\n" not in stop[0] and _ABBREVIATION.search(text, max(start, stop.start() - 6), stop.start() + 1):
            continue
        yield from _trimmed(text, start, stop.end(), paragraph)
        start = stop.end()
        paragraph += "\n" in stop[0]
    yield from _trimmed(text, start, len(text), paragraph)


def _trimmed(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        cut = _cut(text, start, end)
        if cut - start <= _LONGEST:  # else a picture in letters or rows of digits: no words that could be read
            yield Sentence(start, cut, paragraph)
        start = cut


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= _LONGEST:
        return end
    for first in (start + _LONGEST // 2, start + 1):
        for joint in _JOINTS:
            if cuts := [match.end() for match in joint.finditer(text, first, start + _LONGEST)]:
                return cuts[-1]
    later = _JOINTS[-1].search(text, start + _LONGEST, end)
    return later.end() if later else end
