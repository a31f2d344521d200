"""A reading explained in a terminal: the text with its figures marked «so»[1], then a card for each.

Colour is only added to what can be read without it: green is sure, yellow fair, red to be reviewed; figures of other
places are underlined.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.reports.explaining.cards import Card, Line, cards, facts
from etl.reports.explaining.marks import Stretch, stretches
from etl.reports.model import Reading
from etl.reports.opening.characters import shown

NARROWEST, WIDEST = 40, 110
_COLOURS = {"sure": "32", "fair": "33", "review": "31"}
_BOLD, _FAINT, _UNDERLINED = "1", "2", "4"
_MARGIN = "  "


@dataclass(frozen=True)
class Paper:
    """What is written on: its width in columns, and whether it takes colour."""

    width: int
    has_colour: bool = False

    def painted(self, text: str, *codes: str) -> str:
        """The text in the colours of these codes, where the paper takes colour."""
        return f"\033[{';'.join(codes)}m{text}\033[0m" if self.has_colour and codes else text


@dataclass(frozen=True)
class _Piece:
    """Words that are not broken, their colours, and whether a blank stands before them."""

    text: str
    codes: tuple[str, ...] = ()
    is_apart: bool = True


def explained(name: str, reading: Reading, paper: Paper) -> Iterator[str]:
    """The lines of a document's explanation."""
    paper = Paper(min(max(paper.width, NARROWEST), WIDEST), paper.has_colour)
    made = cards(reading)
    yield paper.painted(shown(name), _BOLD)
    for fact in facts(reading):
        yield from _line(fact, paper)
    yield ""
    yield from _text(reading, made, paper)
    for card in made:
        yield ""
        yield from _card(card, paper)


def _text(reading: Reading, made: list[Card], paper: Paper) -> Iterator[str]:
    """The text, its lines wrapped, with empty lines where it has them."""
    pieces: list[_Piece] = []
    for stretch in stretches(len(reading.text), made):
        opened, *following = reading.text[stretch.start : stretch.end].split("\n")
        if stretch.cards:
            pieces += _marked(" ".join([opened, *following]), stretch, is_apart=_is_apart(reading.text, stretch.start))
            continue
        pieces += _plain(opened, _is_apart(reading.text, stretch.start))
        for line in following:
            yield from _wrapped(pieces, paper) or [""]
            pieces = _plain(line, is_apart=True)
    yield from _wrapped(pieces, paper)


def _is_apart(text: str, position: int) -> bool:
    return text[position : position + 1].isspace() or text[position - 1 : position].isspace()


def _plain(words: str, is_apart: bool) -> list[_Piece]:
    first, *others = words.split() or [""]
    pieces = [_Piece(shown(first), is_apart=is_apart)] if first else []
    return pieces + [_Piece(shown(word)) for word in others]


def _marked(words: str, stretch: Stretch, is_apart: bool) -> list[_Piece]:
    codes = (_COLOURS[stretch.certainty], *(() if stretch.is_own else (_UNDERLINED,)))
    numbers = "".join(f"[{card.number}]" for card in stretch.cards)
    first, *others = f"«{shown(words)}»{numbers}".split()
    return [_Piece(first, codes, is_apart), *(_Piece(word, codes) for word in others)]


def _card(card: Card, paper: Paper) -> Iterator[str]:
    head = f"[{card.number}] «{shown(card.figure.quote)}»"
    yield from _wrapped([_Piece(word, (_COLOURS[card.certainty], _BOLD)) for word in head.split()], paper)
    for line in card.lines:
        yield from _line(line, paper)


def _line(line: Line, paper: Paper) -> Iterator[str]:
    """A label with its words: Vietnamese first, and English below where it says more than a number."""
    label = f"{line.label.vi} / {line.label.en}:"
    pieces = [_Piece(word, (_BOLD,)) for word in label.split()] + _plain(line.said.vi, is_apart=True)
    if line.said.vi != line.said.en:
        pieces += [_Piece(word, (_FAINT,)) for word in ("/ " + shown(line.said.en)).split()]
    yield from _wrapped(pieces, paper, _MARGIN)


def _wrapped(pieces: list[_Piece], paper: Paper, margin: str = "") -> list[str]:
    """The pieces as lines of the paper; what follows the first is set in further."""
    lines: list[str] = []
    line, width = margin, 0
    for chunk in _chunks(pieces):
        length = sum(len(piece.text) for piece in chunk)
        if width and len(margin) + width + 1 + length > paper.width:
            lines.append(line)
            line, width = margin * 2, len(margin)
        elif width:
            line, width = line + " ", width + 1
        line += "".join(paper.painted(piece.text, *piece.codes) for piece in chunk)
        width += length
    return [*lines, line] if width else lines


def _chunks(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces between which a line may be broken: "(" stays with the mark behind it."""
    chunks: list[list[_Piece]] = []
    for piece in pieces:
        if piece.is_apart or not chunks:
            chunks.append([])
        chunks[-1].append(piece)
    return chunks
