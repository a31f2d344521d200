"""Tables that are drawn with rules on a page: the cells between the rules, merged ones too, and the words in each.

Two rules that are crossed by two others make a lattice. Cells with no rule between them are one; a table that goes on
at the top of the next page is one table, whose header is read once.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product
from typing import NamedTuple

from etl.reports.opening.columns import Row, rows_of
from etl.reports.opening.document import GridCell
from etl.reports.opening.grids import is_number
from etl.reports.opening.hyphens import Seam, seam
from etl.reports.opening.limits import MAX_CELLS
from etl.reports.opening.pages import Box, Page, Word

_TOUCHING = 3.0  # points: rules as near as that are one, or meet
_DASH = 4.0  # points: pieces of a dashed rule are no further apart
_MOST_RULES = 2_000  # of one page, when their pieces are joined; more are a drawing
_MOST_RULES_OF_ALL = 100_000  # pieces of rules, of all pages
_OVER = 2.0  # points by which a word may reach over the edge of its cell
_WIDE = 1.2  # times the height of a letter: no blank between two parts of a number is so wide


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


class Drawn(NamedTuple):
    """What a table takes of one page: the number of the page, and the box on it."""

    page: int
    box: Box


@dataclass(frozen=True)
class RuledTable:
    """The cells of a table, row by row, empty ones too, and the parts of pages that it takes, from the first on.

    `edges`: of its columns, in points from the left. `opens_page`, `ends_page`: nothing stands above it, or below it.
    """

    cells: tuple[GridCell, ...]
    drawn: tuple[Drawn, ...]
    edges: tuple[float, ...]
    opens_page: bool
    ends_page: bool


def tables_of(pages: Sequence[tuple[Page, Sequence[Word], Sequence[Box]]]) -> list[RuledTable]:
    """The tables of pages in their order, from the words and the rules of each, without running heads and feet.

    A document of more rules or cells than reports have gives the tables up to there; the rest is read as lines.
    """
    tables: list[RuledTable] = []
    cells = rules_seen = 0
    for page, words, rules in pages:
        rules_seen += len(rules)
        if rules_seen > _MOST_RULES_OF_ALL or cells > MAX_CELLS:
            break
        for table in _on_page(page, words, rules):
            cells += len(table.cells)
            if tables and _goes_on(tables[-1], table):
                table = _joined(tables.pop(), table)
            tables.append(table)
    return tables


def _on_page(page: Page, words: Sequence[Word], rules: Sequence[Box]) -> list[RuledTable]:
    """The tables of a page from its top; a word stands in the smallest that holds it."""
    lattices = [lattice for across, down in _met(rules) if (lattice := _lattice(across, down))]
    lattices.sort(key=lambda lattice: lattice.whole.width * lattice.whole.height)
    free = list(words)
    inside: dict[int, list[Word]] = {}
    for number, lattice in enumerate(lattices):
        inside[number] = [word for word in free if lattice.whole.holds(word.box)]
        free = [word for word in free if not lattice.whole.holds(word.box)]
    tables = [_table(page, words, inside[number], lattice) for number, lattice in enumerate(lattices)]
    return sorted(tables, key=lambda table: table.drawn[0].box.top)


# --- rules ------------------------------------------------------------------------------------


def _met(boxes: Sequence[Box]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The rules across and down that meet each other, straight or by way of others."""
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
            if end is not None and rule.start <= end + _DASH:
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

    @property
    def whole(self) -> Box:
        """The box around all cells."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def box(self, span: _Span) -> Box:
        """Where a cell stands on the page."""
        return Box(
            self.columns[span.left], self.rows[span.top], self.columns[span.right + 1], self.rows[span.bottom + 1]
        )

    def place(self, word: Word) -> tuple[int, int]:
        """The row and the column in which a word of the table stands."""
        row, column = bisect_right(self.rows, word.box.middle) - 1, bisect_right(self.columns, word.box.center) - 1
        return min(row, len(self.rows) - 2), min(column, len(self.columns) - 2)


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


def _table(page: Page, words: Sequence[Word], inside: Sequence[Word], lattice: _Lattice) -> RuledTable:
    whole = lattice.whole
    return RuledTable(
        tuple(_cells(page, inside, lattice)),
        (Drawn(page.number, whole),),
        tuple(lattice.columns),
        opens_page=not any(word.box.middle < whole.top for word in words),
        ends_page=not any(word.box.middle > whole.bottom for word in words),
    )


def _cells(page: Page, words: Sequence[Word], lattice: _Lattice) -> Iterator[GridCell]:
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        inside[lattice.place(word)].append(word)
    for span in lattice.spans():
        rows, columns = range(span.top, span.bottom + 1), range(span.left, span.right + 1)
        box = lattice.box(span)
        own = [word for place in product(rows, columns) for word in inside.get(place, ())]
        is_sure = all(box.left - _OVER <= word.box.left and word.box.right <= box.right + _OVER for word in own)
        yield GridCell(_said(own), span.top, span.left, len(rows), len(columns), page.location(box), is_sure)


def _said(words: Sequence[Word]) -> str:
    """The words of a cell as one line, those that are written upwards last."""
    said = ""
    upwards = sorted(filter(_is_upwards, words), key=lambda word: word.box.left)
    for row in [*rows_of([word for word in words if word not in upwards]), *([word] for word in upwards)]:
        line = _line(row)
        between = _between(said, line)
        said = f"{said[:-1] if between.is_cut else said}{between.joint if said else ''}{line}"
    return said


def _line(row: Row) -> str:
    line = row[0].text
    for before, word in pairwise(row):
        is_wide = word.box.left - before.box.right > _WIDE * word.box.height
        line += f"{'; ' if is_wide and _are_numbers(before.text, word.text) else ' '}{word.text}"
    return line


def _between(said: str, line: str) -> Seam:
    """What stands between two lines of a cell. Two numbers stay two: where a rule lacks, they are of two rows."""
    if _BROKEN_DATE.search(said) and line[0].isdigit():
        return Seam("")
    return Seam("; ") if _are_numbers(said, line) else seam(said, line)


def _are_numbers(before: str, after: str) -> bool:
    return before[-1:].isdigit() and after[0].isdigit()


_BROKEN_DATE = re.compile(r"(?<!\d)\d{1,2}/(?:\d{1,2}/\d{0,3})?$")  # "31/12/20", in a cell too narrow for it


def _is_upwards(word: Word) -> bool:
    return len(word.text) > 2 and word.box.height > word.box.width


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
    rows, more = _rows(before), _rows(table)
    own = next((row for row, words in more.items() if rows.get(row) != words or not _is_header(words)), None)
    if own is None:
        return replace(table, cells=before.cells, drawn=before.drawn + table.drawn)
    shift = max(cell.row + cell.rows for cell in before.cells) - own
    rest = (replace(cell, row=cell.row + shift) for cell in table.cells if cell.row >= own)
    return replace(table, cells=(*before.cells, *rest), drawn=before.drawn + table.drawn)


def _rows(table: RuledTable) -> dict[int, list[str]]:
    return {row: [cell.words for cell in cells] for row, cells in groupby(table.cells, key=lambda cell: cell.row)}


def _is_header(words: Sequence[str]) -> bool:
    """Whether a row has no numbers, or only those of its columns."""
    numbers = [word for word in words if is_number(word)]
    return not numbers or numbers == [str(number) for number in range(1, len(numbers) + 1)] == list(words)
