"""The cells of a sheet -> title lines, tables and further lines, as a person sees them one below the other."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from etl.reports.opening.document import GridCell, Part
from etl.reports.opening.grids import is_number, line, table_parts

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


def parts_of(cells: Iterable[GridCell]) -> Iterator[Part]:
    """The parts of a sheet. A blank row ends a table, unless numbers go on below it without a header of their own."""
    blocks: list[list[GridCell]] = []
    before = -2
    for number, row in groupby((cell for cell in cells if cell.words.strip()), key=lambda cell: cell.row):
        found = list(row)
        if number > before + 1 and not (blocks and _goes_on(found)):
            blocks.append([])
        blocks[-1] += found
        before = number
    for block in blocks:
        yield from table_parts(block) or (line(list(row)) for _, row in groupby(block, key=lambda cell: cell.row))


def _goes_on(row: list[GridCell]) -> bool:
    return sum(1 for cell in row if is_number(cell.words)) > 1


def place(row: int, column: int, sheet: str | None = None) -> str:
    """The address of a cell as Excel writes it: "C7", "Sheet1!C7", "'Biểu 1'!C7". Row and column count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    address = f"{letters}{row + 1}"
    return f"{_quoted(sheet)}!{address}" if sheet else address


def _quoted(sheet: str) -> str:
    if _PLAIN_NAME.fullmatch(sheet) and not _LOOKS_LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"
