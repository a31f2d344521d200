"""Tables that are drawn with rules on a page: the cells between the rules, merged ones too, and the words in each.

Two rules that are crossed by two others make a lattice. Cells with no rule between them are one; a table that goes on
at the top of the next page is one table, whose header is read once.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product
from typing import NamedTuple

from etl.reports.opening.columns import Row, rows_of
from etl.reports.opening.document import GridCell
from etl.reports.opening.hyphens import Seam, seam
from etl.reports.opening.limits import MAX_CELLS
from etl.reports.opening.pages import Box, Page, Word

_TOUCHING = 3.0  # points: rules as near as that are one, or meet
_MOST_RULES = 2_000  # of one page; more are a drawing
_PADDING = 6.0  # points: about what word processors leave free on each side of a cell
_EDGE = 0.12  # share of the page's height, above and below, where only heads, feet and page numbers stand


class _Rule(NamedTuple):
    """A straight line: its height when it goes across, or its distance from the left when it goes down."""

    at: float
    start: float
    end: float


class _Span(NamedTuple):
    """The rows and columns, from 0, that a cell covers; the last ones are its own."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Drawn:
    """What a table takes of one page: the number of the page, and the box on it."""

    page: int
    box: Box

    def holds(self, word: Word) -> bool:
        """Whether a word of the page stands in the table."""
        is_beside = self.box.left < _across(word) < self.box.right
        return is_beside and self.box.top < word.box.middle < self.box.bottom


@dataclass(frozen=True)
class RuledTable:
    """The cells of a table, row by row, empty ones too, and the parts of pages that it takes, from the first on."""

    cells: tuple[GridCell, ...]
    drawn: tuple[Drawn, ...]
    edges: tuple[float, ...]  # of its columns, in points from the left
    opens_page: bool
    ends_page: bool


def tables_of(pages: Sequence[tuple[Page, Sequence[Word], Sequence[Box]]]) -> list[RuledTable]:
    """The tables of pages in their order, from the words and the rules of each; the lines of a page are not asked."""
    tables: list[RuledTable] = []
    for page, words, rules in pages:
        for table in _on_page(page, words, rules):
            if tables and _goes_on(tables[-1], table):
                table = _joined(tables.pop(), table)
            tables.append(table)
    return tables


def _on_page(page: Page, words: Sequence[Word], rules: Iterable[Box]) -> list[RuledTable]:
    lattices = [lattice for across, down in _met(rules) if (lattice := _lattice(across, down))]
    return [_table(page, words, lattice) for lattice in sorted(lattices, key=lambda lattice: lattice.rows[0])]


# --- rules ------------------------------------------------------------------------------------


def _met(rules: Iterable[Box]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The rules across and down that meet each other, straight or by way of others."""
    boxes = list(rules)
    across = _whole(_Rule(box.middle, box.left, box.right) for box in boxes if box.width >= box.height)
    down = _whole(_Rule((box.left + box.right) / 2, box.top, box.bottom) for box in boxes if box.height > box.width)
    if len(across) + len(down) > _MOST_RULES:
        return
    while down:
        met_across: list[_Rule] = []
        met_down, open_rules = [], [down.pop()]
        while open_rules:
            rule = open_rules.pop()
            met_down.append(rule)
            crossed = [other for other in across if _meet(other, rule)]
            met_across += crossed
            across = [other for other in across if not _meet(other, rule)]
            near = [other for other in down if any(_meet(one, other) for one in crossed)]
            down = [other for other in down if other not in near]
            open_rules += near
        yield met_across, met_down


def _meet(across: _Rule, down: _Rule) -> bool:
    return (
        across.start - _TOUCHING <= down.at <= across.end + _TOUCHING
        and down.start - _TOUCHING <= across.at <= down.end + _TOUCHING
    )


def _whole(rules: Iterable[_Rule]) -> list[_Rule]:
    """Rules of one direction, with those that go on from each other, or lie on each other, made one."""
    whole: list[_Rule] = []
    for at, alike in _levels(rules):
        end: float | None = None
        for rule in sorted(alike, key=lambda rule: rule.start):
            if end is not None and rule.start <= end + _TOUCHING:
                end = max(end, rule.end)
                whole[-1] = _Rule(at, whole[-1].start, end)
            else:
                end = rule.end
                whole.append(_Rule(at, rule.start, end))
    return whole


def _levels(rules: Iterable[_Rule]) -> Iterator[tuple[float, list[_Rule]]]:
    """Rules at one place, from the left or the top."""
    level: list[_Rule] = []
    for rule in sorted(rules):
        if level and rule.at - level[0].at > _TOUCHING:
            yield level[0].at, level
            level = []
        level.append(rule)
    if level:
        yield level[0].at, level


# --- cells ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lattice:
    """Where rows and columns begin and end, in points, and where no rule lets a cell go on.

    `right_of`, `below`: the rows and columns at whose right or lower side a rule is drawn.
    """

    rows: list[float]
    columns: list[float]
    right_of: set[tuple[int, int]]
    below: set[tuple[int, int]]

    def spans(self) -> Iterator[_Span]:
        """The cells, row by row: from its first row and column each goes on to the next rule."""
        taken: set[tuple[int, int]] = set()
        for top, left in product(range(len(self.rows) - 1), range(len(self.columns) - 1)):
            if (top, left) not in taken:
                right, bottom = self._last_column(top, left, taken), self._last_row(top, left)
                taken.update(product(range(top, bottom + 1), range(left, right + 1)))
                yield _Span(top, left, bottom, right)

    def _last_column(self, row: int, column: int, taken: set[tuple[int, int]]) -> int:
        while (row, column) not in self.right_of and column + 2 < len(self.columns) and (row, column + 1) not in taken:
            column += 1
        return column

    def _last_row(self, row: int, column: int) -> int:
        while (row, column) not in self.below and row + 2 < len(self.rows):
            row += 1
        return row

    def box(self, span: _Span) -> Box:
        """Where a cell stands on the page."""
        return Box(
            self.columns[span.left], self.rows[span.top], self.columns[span.right + 1], self.rows[span.bottom + 1]
        )

    def place(self, word: Word) -> tuple[int, int]:
        """The row and the column in which a word of the table stands."""
        return bisect_right(self.rows, word.box.middle) - 1, bisect_right(self.columns, _across(word)) - 1


def _lattice(across: Sequence[_Rule], down: Sequence[_Rule]) -> _Lattice | None:
    """None when the rules bound no cells beside each other; one row may be the rest of a table."""
    rows, columns = _edges(across, down), _edges(down, across)
    if len(rows) < 2 or len(columns) < 3 or len(rows) * len(columns) > MAX_CELLS:
        return None
    right_of = {(row, edge - 1) for edge, row in _walls(down, columns, rows)}
    below = {(edge - 1, column) for edge, column in _walls(across, rows, columns)}
    return _Lattice(rows, columns, right_of, below)


def _edges(rules: Sequence[_Rule], others: Sequence[_Rule]) -> list[float]:
    """Where columns or rows begin and end: at these rules, and where the others end, for an open side has no rule."""
    ends = (min(rule.start for rule in others), max(rule.end for rule in others)) if others else ()
    return [at for at, _ in _levels([*rules, *(_Rule(end, end, end) for end in ends)])]


def _walls(rules: Sequence[_Rule], edges: Sequence[float], bands: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The edge that each rule is drawn along, with each row, or column, that it passes."""
    middles = [(start + end) / 2 for start, end in pairwise(bands)]
    for rule in rules:
        edge = bisect_right(edges, rule.at) - 1
        yield from ((edge, band) for band, middle in enumerate(middles) if rule.start <= middle <= rule.end)


def _across(word: Word) -> float:
    """Its middle, from the left of the page."""
    return (word.box.left + word.box.right) / 2


def _table(page: Page, words: Sequence[Word], lattice: _Lattice) -> RuledTable:
    whole = Box(lattice.columns[0], lattice.rows[0], lattice.columns[-1], lattice.rows[-1])
    drawn = Drawn(page.number, whole)
    edge = _EDGE * page.height
    others = [word.box.middle for word in words if not drawn.holds(word)]
    return RuledTable(
        tuple(_cells(page, [word for word in words if drawn.holds(word)], lattice)),
        (drawn,),
        tuple(lattice.columns),
        opens_page=not any(edge < height < whole.top for height in others),
        ends_page=not any(whole.bottom < height < page.height - edge for height in others),
    )


def _cells(page: Page, words: Sequence[Word], lattice: _Lattice) -> Iterator[GridCell]:
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        inside[lattice.place(word)].append(word)
    for span in lattice.spans():
        rows, columns = range(span.top, span.bottom + 1), range(span.left, span.right + 1)
        box = lattice.box(span)
        said = _said([word for place in product(rows, columns) for word in inside.get(place, ())], box.width)
        yield GridCell(said, span.top, span.left, len(rows), len(columns), page.location(box))


def _said(words: Sequence[Word], width: float) -> str:
    """The words of a cell, so many points wide, as one line."""
    said = ""
    before: Row = []
    for row in rows_of(words):
        line = " ".join(word.text for word in row)
        between = Seam("") if _is_one_number(before, row, width) else seam(said, line)
        said = f"{said[:-1] if between.is_cut else said}{between.joint if said else ''}{line}"
        before = row
    return said


def _is_one_number(row: Row, below: Row, width: float) -> bool:
    """Whether a number goes on below because the cell is too narrow for it: "31/12/20", "24"."""
    if len(row) != 1 or not row[0].text[-1].isdigit() or not below[0].text[0].isdigit():
        return False
    digit = row[0].box.width / len(row[0].text)
    return row[0].box.width + digit > width - 2 * _PADDING


# --- pages ------------------------------------------------------------------------------------


def _goes_on(before: RuledTable, table: RuledTable) -> bool:
    """Whether a table at the top of a page is the rest of the one at the end of the page before."""
    return (
        before.drawn[-1].page + 1 == table.drawn[0].page
        and before.ends_page
        and table.opens_page
        and len(before.edges) == len(table.edges)
        and all(abs(one - other) <= _TOUCHING for one, other in zip(before.edges, table.edges, strict=True))
    )


def _joined(before: RuledTable, table: RuledTable) -> RuledTable:
    """Both as one table, without the header that the second one says again."""
    rows = _rows(before)
    own = next((row for row, words in _rows(table).items() if rows.get(row) != words), None)
    if own is None:
        return replace(before, drawn=before.drawn + table.drawn)
    shift = max(cell.row + cell.rows for cell in before.cells) - own
    rest = (replace(cell, row=cell.row + shift) for cell in table.cells if cell.row >= own)
    return replace(table, cells=(*before.cells, *rest), drawn=before.drawn + table.drawn)


def _rows(table: RuledTable) -> dict[int, list[str]]:
    return {row: [cell.words for cell in cells] for row, cells in groupby(table.cells, key=lambda cell: cell.row)}
