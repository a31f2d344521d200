"""Tables that are set in a plain text by tabs or bars, a row a line; the text stays as it is."""

import re
from collections.abc import Iterator

from etl.reports.opening.document import Cell, Table

_BREAK = re.compile(r"\t+|\s*\|\s*")
_FEWEST_ROWS, _FEWEST_CELLS = 3, 2
_LEFT_OUT = re.compile(r"\s*(?:\.{2,}|…)\s*")  # rows that were left out
_NUMBER = re.compile(r"[\d.,%/\s-]*\d[\d.,%/\s-]*")
_NUMBER_OR_NONE = re.compile(rf"(?:{_NUMBER.pattern}|[-–—]?)")
_TOTAL = re.compile(r"\s*(?:tổng|cộng|toàn|cả)(?!\w)", re.I)
Span = tuple[int, int]


def tables_in(text: str) -> tuple[Table, ...]:
    """The tables of the text: runs of lines with as many cells, numbers in most of them, in all where they are two."""
    return tuple(_table(text, rows) for rows in _runs(text) if _is_table(text, rows))


def _runs(text: str) -> Iterator[list[list[Span]]]:
    """Lines in a row with cells, each as the spans of its cells; two cells go with a wider table only as its sum."""
    run: list[list[Span]] = []
    for line in re.finditer(r"[^\n]*\n?", text):
        cells = _cells(text, *line.span())
        is_narrow = len(cells) == _FEWEST_CELLS
        if len(cells) >= _FEWEST_CELLS and (
            not run or is_narrow == (len(run[0]) == _FEWEST_CELLS) or (is_narrow and _sums_up(text, cells))
        ):
            run.append(cells)
        elif not (run and _LEFT_OUT.fullmatch(line[0])):
            yield run
            run = [cells] if len(cells) >= _FEWEST_CELLS else []
    yield run


def _sums_up(text: str, row: list[Span]) -> bool:
    """Whether a row is a total: "Cộng toàn huyện | 23 | 16"."""
    return bool(_TOTAL.match(text, *row[0])) and all(_NUMBER.fullmatch(text, *span) for span in row[1:])


def _cells(text: str, start: int, end: int) -> list[Span]:
    spans, position = [], start
    while end > start and text[end - 1].isspace():
        end -= 1
    for joint in _BREAK.finditer(text, start, end):
        spans.append((position, joint.start()))
        position = joint.end()
    return [*spans, (position, end)]


def _is_table(text: str, rows: list[list[Span]]) -> bool:
    if len(rows) < _FEWEST_ROWS or max(map(len, rows)) - min(map(len, rows)) > 1:
        return False
    if len(rows[0]) == _FEWEST_CELLS:  # two cells also stand in a line of links, or in a table of contents
        numbers = [bool(_NUMBER_OR_NONE.fullmatch(text, *row[-1])) for row in rows]
        return not numbers[0] and all(numbers[1:])
    counted = sum(any(_NUMBER.fullmatch(text, *span) for span in row[1:]) for row in rows[1:])
    return 2 * counted >= len(rows)


def _table(text: str, rows: list[list[Span]]) -> Table:
    widest = max(map(len, rows))
    cells = tuple(cell for number, row in enumerate(rows) for cell in _row(text, number, row, widest - len(row)))
    return Table(cells[0].start, cells[-1].end, cells)


def _row(text: str, number: int, row: list[Span], lacking: int) -> Iterator[Cell]:
    """The cells of a row. One that sums up leaves the number of the row out: "Cộng toàn huyện | 23 | 16"."""
    shift = lacking if _sums_up(text, row) else 0
    for column, (start, end) in enumerate(row):
        yield Cell(start, end, number, column + shift, 1, 1)
