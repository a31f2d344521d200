"""The lattices that rules make on a page: where rows and columns begin and end, and which cells no rule parts.

Two rules that are crossed by two others make one. Rules are boxes, in points from the left and top of the page.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from etl.reports.opening.limits import MAX_CELLS
from etl.reports.opening.pages import Box

TOUCHING = 3.0  # points: rules as near as that are one, or meet
_DASH = 4.0  # points: pieces of a dashed rule are no further apart
_MOST_RULES = 2_000  # of one page, when their pieces are joined; more are a drawing


class _Rule(NamedTuple):
    """A straight line: its height when it goes across, or its distance from the left when it goes down."""

    at: float
    start: float
    end: float


class Span(NamedTuple):
    """The rows and columns, from 0, that a cell covers; the last ones are its own."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Lattice:
    """Where rows and columns begin and end, in points, and where no rule lets a cell go on.

    `right_of`, `below`: the rows and columns at whose right or lower side a rule is drawn.
    """

    rows: list[float]
    columns: list[float]
    right_of: set[tuple[int, int]]
    below: set[tuple[int, int]]

    def spans(self) -> Iterator[Span]:
        """The cells, row by row: from its first row and column each goes on to the next rule."""
        taken: set[tuple[int, int]] = set()
        for top, left in product(range(len(self.rows) - 1), range(len(self.columns) - 1)):
            if (top, left) not in taken:
                right, bottom = self._last_column(top, left, taken), self._last_row(top, left)
                taken.update(product(range(top, bottom + 1), range(left, right + 1)))
                yield Span(top, left, bottom, right)

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

    def box(self, span: Span) -> Box:
        """Where a cell stands on the page."""
        return Box(
            self.columns[span.left], self.rows[span.top], self.columns[span.right + 1], self.rows[span.bottom + 1]
        )

    def place(self, box: Box) -> tuple[int, int]:
        """The row and the column in which the middle of a box stands."""
        row, column = bisect_right(self.rows, box.middle) - 1, bisect_right(self.columns, box.center) - 1
        return min(row, len(self.rows) - 2), min(column, len(self.columns) - 2)


def lattices_of(rules: Sequence[Box]) -> list[Lattice]:
    """The lattices of a page that have cells beside each other; one row may be the rest of a table."""
    found = (_lattice(across, down) for across, down in _met(rules))
    return [lattice for lattice in found if lattice is not None]


def _lattice(across: Sequence[_Rule], down: Sequence[_Rule]) -> Lattice | None:
    """None when the rules bound no cells beside each other, or more than a form has."""
    rows, columns = _edges(across, down), _edges(down, across)
    if len(rows) < 2 or len(columns) < 3 or len(rows) * len(columns) > MAX_CELLS:
        return None
    right_of = {(row, edge - 1) for edge, row in _walls(down, columns, rows)}
    below = {(edge - 1, column) for edge, column in _walls(across, rows, columns)}
    return Lattice(rows, columns, right_of, below)


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
        across.start - TOUCHING <= down.at <= across.end + TOUCHING
        and down.start - TOUCHING <= across.at <= down.end + TOUCHING
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
        if level and rule.at - level[0].at > TOUCHING:
            yield level[0].at, level
            level = []
        level.append(rule)
    if level:
        yield level[0].at, level
