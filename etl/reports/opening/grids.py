"""Which cells are a table of figures and which only lay out a page: letterheads, columns of prose, single rows.

What lays out a page is read as lines, for the letterhead and the sentences in it; so are the title lines above a table.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from etl.reports.lexicon import fold, phrases, vocabulary
from etl.reports.numbers import NUMERAL
from etl.reports.opening.document import Grid, GridCell, Paragraph, Part
from etl.reports.opening.limits import MAX_CELLS, MAX_COLUMNS

_NUMBER = re.compile(rf"(?:{NUMERAL})\s*%?")
_DATED = re.compile(r"(?<!\w)ngày\s.{1,20}tháng\s")
# Fewer filled cells make a line of a letterhead or a title; a table of two columns shows itself by its numbers.
_TABLE_WIDTH = 3

Row = Sequence[GridCell]


def table_parts(cells: Iterable[GridCell]) -> list[Part]:
    """The title lines above a table and the table itself; nothing when the cells only lay out a page."""
    rows = _rows(cells)
    first = _first_row(rows)
    if not is_table(rows[first:]):
        return []
    body = [cell for row in rows[first:] for cell in row]
    return [*map(line, rows[:first]), Grid(tuple(_clamped(body)))]


def line(row: Row) -> Paragraph:
    """A row as a line of text."""
    return Paragraph("; ".join(cell.words for cell in row), row[0].location)


def is_table(rows: Sequence[Row]) -> bool:
    """Whether the rows hold figures: at least two rows and two columns, numbers behind the first, no letterhead."""
    columns = {cell.column for row in rows for cell in row}
    if len(rows) < 2 or len(columns) < 2 or max(columns) >= MAX_COLUMNS:
        return False
    left = min(columns)
    return any(is_number(cell.words) and cell.column > left for row in rows for cell in row) and not any(
        _state().search(fold(cell.words)) for row in rows for cell in row
    )


def is_number(words: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return bool(_NUMBER.fullmatch(words.strip()))


def _rows(cells: Iterable[GridCell]) -> list[Row]:
    """The cells with words, row by row; rows without any are left out."""
    filled = (replace(cell, words=" ".join(cell.words.split())) for cell in cells if cell.words.strip())
    return [tuple(row) for _, row in groupby(filled, key=lambda cell: cell.row)]


def _first_row(rows: Sequence[Row]) -> int:
    """The first row of the table: behind the lines of a letterhead and of a title, each one filled cell or dated."""
    first = 0
    for number, row in enumerate(rows):
        folded = fold(" ".join(cell.words for cell in row))
        if _state().search(folded) or _DATED.search(folded):
            first = number + 1
        elif any(is_number(cell.words) for cell in row) or len(row) >= _TABLE_WIDTH:
            break
        elif len(row) == 1:
            first = number + 1
    return first


def _clamped(cells: list[GridCell]) -> Iterable[GridCell]:
    """No cell is merged over more than there is, nor all of them, one over the other, over more than a form has."""
    last_row = max(cell.row for cell in cells)
    last_column = max(cell.column for cell in cells)
    area = 0
    for cell in cells:
        rows, columns = min(cell.rows, last_row - cell.row + 1), min(cell.columns, last_column - cell.column + 1)
        area += rows * columns
        yield replace(cell, rows=rows, columns=columns) if area <= MAX_CELLS else replace(cell, rows=1, columns=1)


@cache
def _state() -> re.Pattern[str]:
    return phrases(vocabulary("letterhead")["state"])
