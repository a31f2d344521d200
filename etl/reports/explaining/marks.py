"""Where the figures stand in the text: stretches without a figure, and marks with one or several."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.reports.explaining.cards import Card

_WORST_FIRST = ("review", "fair", "sure")


@dataclass
class Stretch:
    """A span of the text and the cards of the figures in it; two figures may share their words ("5 - 7 sản phẩm")."""

    start: int
    end: int
    cards: list[Card] = field(default_factory=list)

    @property
    def certainty(self) -> str:
        """That of its least certain figure."""
        return min((card.certainty for card in self.cards), key=_WORST_FIRST.index)

    @property
    def is_own(self) -> bool:
        """Whether the document's own figure is among them."""
        return any(card.figure.scope is None for card in self.cards)


def stretches(length: int, cards: list[Card]) -> Iterator[Stretch]:
    """A text of this length, cut where marks begin and end; none is empty, and joined they are the whole text."""
    position = 0
    for mark in _marks(cards):
        if position < mark.start:
            yield Stretch(position, mark.start)
        yield mark
        position = mark.end
    if position < length:
        yield Stretch(position, length)


def _marks(cards: list[Card]) -> list[Stretch]:
    marks: list[Stretch] = []
    for card in sorted(cards, key=lambda card: card.figure.start):
        start, end = card.figure.start, card.figure.end
        if not marks or start >= marks[-1].end:
            marks.append(Stretch(start, end))
        marks[-1].end = max(marks[-1].end, end)
        marks[-1].cards.append(card)
    return marks
