"""An opened document: its text, its tables, and where on a page or in a sheet each part of the text stands.

An opener gives parts: paragraphs, and tables as grids of cells, in their order. `composed` makes one text of them.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from etl.reports.opening.characters import readable

CELL_BREAK = " | "


@dataclass(frozen=True)
class Paragraph:
    """Words as they came, one or more lines, or a piece of such a paragraph; `location` as in Spot.

    `joint` stands between it and the part before: a line end, or the blank with which a wrapped line goes on.
    `is_sure`: False for words that were recognised in a picture and may be others.
    """

    words: str
    location: str | None = None
    joint: str = "\n"
    is_sure: bool = True


@dataclass(frozen=True)
class GridCell:
    """A cell as it came: its words, its first row and column from 0, and over how many it is merged.

    `is_sure`: False where its words run over its edge, so that they may be another cell's.
    """

    words: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    location: str | None = None
    is_sure: bool = True


@dataclass(frozen=True)
class Grid:
    """A table as it came, its cells row by row."""

    cells: tuple[GridCell, ...]


Part = Paragraph | Grid


@dataclass(frozen=True)
class Cell:
    """A cell of a table: the span of its text, its first row and column from 0, and over how many it is merged."""

    start: int
    end: int
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Table:
    """A table in the text: a line a row, its cells row by row."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Spot:
    """Where a span of the text stands: a cell as Excel writes it ("'Biểu 1'!C7"), or a place on a page of a PDF as
    RFC 8118 writes it ("page=2&viewrect=71,500,249,12": points from the left and from the top, width, height), or of
    an image in pixels ("page=1&xywh=296,2083,1037,50"). `is_sure`: False where it was recognised with doubt.
    """

    start: int
    end: int
    location: str
    is_sure: bool = True


@dataclass(frozen=True)
class Document:
    """The text of a document, and what kind of file it came from. `is_scanned`: its text was recognised in pictures."""

    media_type: str
    text: str
    title: str | None
    tables: tuple[Table, ...] = ()
    spots: tuple[Spot, ...] = ()
    is_scanned: bool = False

    def location(self, position: int) -> str | None:
        """Where the character at this position stands; None in a document without pages and cells."""
        before = bisect_right(self.spots, position, key=lambda spot: spot.start) - 1
        return self.spots[before].location if before >= 0 and position < self.spots[before].end else None

    def is_sure(self, start: int, end: int) -> bool:
        """Whether no part of the span was recognised with doubt."""
        first = max(bisect_right(self.spots, start, key=lambda spot: spot.start) - 1, 0)
        last = bisect_right(self.spots, end - 1, key=lambda spot: spot.start)
        return all(spot.is_sure or spot.end <= start for spot in self.spots[first:last])


def words_of(parts: Iterable[Part]) -> str:
    """All words of the parts as they came."""
    return "\n".join(
        part.words if isinstance(part, Paragraph) else CELL_BREAK.join(cell.words for cell in part.cells)
        for part in parts
    )


def composed(parts: Iterable[Part]) -> tuple[str, tuple[Table, ...], tuple[Spot, ...]]:
    """One text of the parts, with its tables and the locations of its spans. Raises Unreadable as `readable` does."""
    text = _Text()
    tables = []
    for number, part in enumerate(parts):
        if number:
            text.add(part.joint if isinstance(part, Paragraph) else "\n")
        if isinstance(part, Paragraph):
            text.add(part.words, part.location, part.is_sure)
        else:
            tables.append(_table(text, part))
    return text.whole(), tuple(tables), tuple(text.spots)


class _Text:
    """A text that grows, each piece made readable as it is added."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self.spots: list[Spot] = []

    def add(self, words: str, location: str | None = None, is_sure: bool = True) -> tuple[int, int]:
        piece, start = readable(words), self.length
        self._pieces.append(piece)
        self.length += len(piece)
        if location and piece:
            self.spots.append(Spot(start, self.length, location, is_sure))
        return start, self.length

    def whole(self) -> str:
        return "".join(self._pieces)


def _table(text: _Text, grid: Grid) -> Table:
    start, cells, row = text.length, [], None
    for cell in grid.cells:
        if row is not None:
            text.add("\n" if cell.row != row else CELL_BREAK)
        row = cell.row
        span = text.add(" ".join(cell.words.split()), cell.location, cell.is_sure)
        cells.append(Cell(*span, cell.row, cell.column, cell.rows, cell.columns))
    return Table(start, text.length, tuple(cells))
