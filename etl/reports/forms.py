"""The layout of a report form: which rows are headers, which columns label the rows, and what heads each number."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from etl.reports.lexicon import fold, phrases, vocabulary
from etl.reports.numbers import NUMERAL
from etl.reports.opening.document import Cell, Table

_YEAR = re.compile(r"(?:19|20)\d\d")
# "(1)", "A", "(5)=(3)+(4)": a row of these numbers the columns.
_COLUMN_NUMBER = re.compile(r"\(?\[?(?:(?P<number>\d{1,2})|[a-zđ])\]?\)?(?:\s*=[\d\s()+\-*/x:%,.=\[\]]+)?", re.I)
# What numbers a row, by how deep it stands: "A", "I", "1", "1.1", "a)", "-".
_LEVELS = {"letter": 0, "roman": 1, "number": 2, "deep": 3, "small": 4, "dash": 5}
_ENUMERATOR = (
    r"(?:(?P<roman>[IVX]+)|(?P<letter>[A-HĐ])|(?P<deep>\d{1,2}(?:\.\d{1,2})+)|(?P<number>\d{1,3})|(?P<small>[a-zđ]))"
)
_ORDER = re.compile(rf"\(?(?:{_ENUMERATOR}\s*[.)/:]*|(?P<dash>[-+*•–]))")
_OPENING = re.compile(rf"(?:{_ENUMERATOR}\s*[.)/:](?!\d)|(?P<dash>[-+*•–]))\s*")
PLAIN_LEVEL, PART_LEVEL = 2, 5


@dataclass(frozen=True)
class Label:
    """What heads a row: its words, the header above them, and how deep its number puts it (0 is a chapter), if it has
    one.
    """

    words: str
    header: str
    level: int | None
    cell: Cell


@dataclass
class Row:
    """A row below the headers: its labels from left to right, its unit, its numbers."""

    number: int
    labels: list[Label]
    unit: str
    figures: list[Cell]


@dataclass
class Form:
    """A table with its headers told from its numbers."""

    text: str
    table: Table
    _by_row: dict[int, list[Cell]] = field(init=False)
    _paths: dict[int, tuple[Cell, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_row = defaultdict(list)
        for cell in self.table.cells:
            self._by_row[cell.row].append(cell)

    def words(self, cell: Cell) -> str:
        """The words of a cell."""
        return self.text[cell.start : cell.end]

    @cached_property
    def headers(self) -> list[int]:
        """The rows of the headers."""
        first = next((row for row in self._by_row if self._has_figures(row)), None)
        rows = [row for row in self._by_row if first is not None and row < first]
        while len(rows) > 1 and self._is_section(rows[-1]):
            rows.pop()
        return [row for row in rows if not self._numbers_columns(row)]

    @cached_property
    def figure_columns(self) -> list[int]:
        """The columns that hold numbers other than those that name a year or number the rows."""
        found: dict[int, list[str]] = defaultdict(list)
        for row in self._by_row:
            if not self._numbers_columns(row):
                for cell in self._by_row[row]:
                    if is_figure(self.words(cell)) and cell.column > self._left:
                        found[cell.column].append(self.words(cell))
        return sorted(column for column, words in found.items() if not all(map(_YEAR.fullmatch, words)))

    @cached_property
    def rows(self) -> list[Row]:
        """The rows below the headers that say something, those that only head others among them."""
        top = max(self.headers, default=-1)
        return [self._row(row) for row in self._by_row if row > top and not self._numbers_columns(row)]

    def path(self, column: int) -> tuple[Cell, ...]:
        """The headers above a column, the widest first."""
        if column not in self._paths:
            found: list[Cell] = []
            for row in self.headers:
                cell = self._covering(row, column) or self._group(row, column)
                if cell is not None and cell not in found:
                    found.append(cell)
            self._paths[column] = tuple(found)
        return self._paths[column]

    def header(self, column: int) -> str:
        """The words of the nearest header above a column; nothing where there is none."""
        path = self.path(column)
        return self.words(path[-1]) if path else ""

    @property
    def header_words(self) -> list[str]:
        """The words of all headers."""
        return [self.words(cell) for row in self.headers for cell in self._by_row[row]]

    @cached_property
    def _left(self) -> int:
        return min(cell.column for cell in self.table.cells)

    @cached_property
    def _down(self) -> dict[int, list[Cell]]:
        """The cells that are merged over several rows, by each of their further rows."""
        found: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.table.cells:
            for row in range(cell.row + 1, cell.row + cell.rows):
                found[row].append(cell)
        return found

    @cached_property
    def _label_columns(self) -> list[int]:
        """The columns that head the rows, from left to right."""
        first = min(self.figure_columns, default=0)
        used = {cell.column for cell in self.table.cells if cell.column < first}
        return [c for c in sorted(used) if c != self._order_column and not self._is(c, "unit") and not self._notes(c)]

    @cached_property
    def _order_column(self) -> int | None:
        """The column that numbers the rows, if any."""
        if self._is(self._left, "order"):
            return self._left
        top = max(self.headers, default=-1)
        words = [self.words(c) for c in self.table.cells if c.column == self._left and c.row > top and c.columns == 1]
        if len(words) > 1 and all(_ORDER.fullmatch(one) for one in words):
            return self._left
        return None

    @cached_property
    def _unit_column(self) -> int | None:
        columns = {cell.column for cell in self.table.cells}
        return next((c for c in sorted(columns) if c not in self.figure_columns and self._is(c, "unit")), None)

    def _is(self, column: int, kind: str) -> bool:
        """Whether the header of a column is one of these words; "Đơn vị" names places as well as units."""
        name = fold(self.header(column)).strip(" .:")
        if not phrases(vocabulary("tables")[kind]).fullmatch(name):
            return False
        return name != "đơn vị" or self._holds_units(column)

    def _holds_units(self, column: int) -> bool:
        nouns = {fold(noun) for group in vocabulary("nouns").values() for noun in group}
        words = [fold(self.words(c)) for c in self.table.cells if c.column == column and c.row not in self.headers]
        return bool(words) and all(one in nouns or one in ("%", "triệu đồng", "tỷ đồng", "đồng") for one in words)

    def _notes(self, column: int) -> bool:
        return bool(phrases(vocabulary("tables")["notes"]).match(fold(self.header(column))))

    def _has_figures(self, row: int) -> bool:
        cells = [c for c in self._by_row[row] if c.column > self._left and is_figure(self.words(c))]
        return any(not _YEAR.fullmatch(self.words(c)) for c in cells) and not self._numbers_columns(row)

    def _numbers_columns(self, row: int) -> bool:
        cells = [_COLUMN_NUMBER.fullmatch(self.words(cell)) for cell in self._by_row[row]]
        numbers = [int(match["number"]) for match in cells if match and match["number"]]
        in_order = all(later == one + 1 for one, later in pairwise(numbers))
        return len(numbers) > 1 and all(cells) and in_order and numbers[0] <= 2

    def _is_section(self, row: int) -> bool:
        """Whether a row only heads those below it: "I. Khu vực đô thị", over all columns or in those of labels."""
        first = min(self.figure_columns, default=0)
        return not self._down.get(row) and all(cell.column < first for cell in self._by_row[row])

    def _covering(self, row: int, column: int) -> Cell | None:
        cells: list[Cell] = [*self._by_row.get(row, ()), *self._down.get(row, ())]
        for cell in cells:
            if cell.column <= column < cell.column + cell.columns:
                return cell
        return None

    def _group(self, row: int, column: int) -> Cell | None:
        """The header to the left that also heads this column, where the file has lost what was merged."""
        below = [later for later in self.headers if later > row]
        if not below or not any(self._covering(later, column) for later in below):
            return None
        left: list[Cell] = [cell for cell in self._by_row[row] if cell.column < column]
        if not left or left[-1].columns > 1 or left[-1].rows > 1:
            return None
        return left[-1] if any(self._covering(later, left[-1].column) for later in below) else None

    def _row(self, row: int) -> Row:
        cells = self._by_row[row]
        figures = [c for c in cells if c.column in self.figure_columns and is_figure(self.words(c))]
        unit = self._covering(row, self._unit_column) if self._unit_column is not None else None
        order = self._covering(row, self._order_column) if self._order_column is not None else None
        return Row(row, self._labels(row, order), self.words(unit) if unit else "", figures)

    def _labels(self, row: int, order: Cell | None) -> list[Label]:
        """The labels of a row."""
        level = _level(_ORDER.fullmatch(self.words(order))) if order is not None else None
        labels: list[Label] = []
        for column in self._label_columns or [self._left]:
            cell = self._covering(row, column) or self._filled.get(column, {}).get(row)
            if cell is None or (labels and labels[-1].cell is cell):
                continue
            words = self.words(cell)
            opening = _OPENING.match(words)
            depth = level if level is not None else _level(opening)
            words = words[opening.end() :] if opening else words
            labels.append(Label(words, self.header(column), depth, cell))
        return labels

    @cached_property
    def _filled(self) -> dict[int, dict[int, Cell]]:
        """For each column but the last of labels: row -> the cell above that the empty cell there goes on with."""
        top = max(self.headers, default=-1)
        found: dict[int, dict[int, Cell]] = {}
        for column in self._label_columns[:-1]:
            last: Cell | None = None
            for row in self._by_row:
                if row > top:
                    last = self._covering(row, column) or last
                    if last is not None:
                        found.setdefault(column, {})[row] = last
        return found


def is_figure(words: str) -> bool:
    """Whether a cell states a number: "12", "1.234", "84,2%", "42/50", "12 sản phẩm"."""
    return bool(_figure().fullmatch(fold(words.strip())))


@cache
def _figure() -> re.Pattern[str]:
    nouns = [noun for group, nouns in vocabulary("nouns").items() if group != "duration" for noun in nouns]
    money = ["tỷ", "tỷ đồng", "triệu", "triệu đồng"]
    number = rf"(?:{NUMERAL})(?:\s*/\s*(?:{NUMERAL}))?"
    return re.compile(rf"{number}\s*(?:%|{phrases([*nouns, *money]).pattern})?")


def _level(match: re.Match[str] | None) -> int | None:
    return next((level for name, level in _LEVELS.items() if match and match[name]), None)
