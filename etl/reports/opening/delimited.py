"""The table of a CSV file, its cells parted by commas, semicolons, tabs or bars."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from etl.reports.opening import sheets
from etl.reports.opening.document import GridCell, Part
from etl.reports.opening.limits import refuse_wide
from etl.reports.opening.unreadable import Unreadable

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200


def parts_of(text: str) -> list[Part]:
    """The title lines and tables of the file. Raises Unreadable for more cells than a form has."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own way to say it
        return list(sheets.parts_of(_cells(rest, first.strip()[4], 1)))
    return list(sheets.parts_of(_cells(text, _delimiter(text), 0)))


def _cells(text: str, delimiter: str, first_row: int) -> Iterator[GridCell]:
    count = 0
    for number, row in enumerate(_rows(text, delimiter), first_row):
        for column, words in enumerate(row):
            if words.strip():
                count += 1
                refuse_wide(count)
                yield GridCell(words, number, column, location=sheets.place(number, column))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as problem:
        raise Unreadable(
            f"tệp CSV hỏng ({problem}); lưu lại từ bảng tính, dạng CSV UTF-8. "
            f"/ The CSV file is broken ({problem}); save it again from the spreadsheet, as CSV UTF-8."
        ) from problem


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_LINES])

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _rows(sample, delimiter) if len(row) > 1)
        width, lines = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return lines, width

    return max(_DELIMITERS, key=evenness)
