"""Report forms written as offices write them: one layout, as a page, a Word file, a workbook, a CSV file or a PDF.

A layout is a list of rows of words; "<" is merged with the cell to its left, "^" with the one above it.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import docx
import openpyxl
from drawn import FONT, MARGIN, SIZE
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Merged:
    """The top left cell of merged ones, and over how many rows and columns."""

    words: str
    row: int
    column: int
    rows: int
    columns: int


def merged(rows: Rows) -> list[Merged]:
    """The cells of a layout."""
    return [
        Merged(words, r, c, 1 + _run([row[c] for row in rows[r + 1 :]], "^"), 1 + _run(rows[r][c + 1 :], "<"))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
        if words not in "<^" or not words
    ]


def _run(words: Sequence[str], sign: str) -> int:
    return next((number for number, word in enumerate(words) if word != sign), len(words))


def page(lines: Sequence[str], rows: Rows) -> tuple[bytes, str]:
    """A web page."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    for number in range(len(rows)):
        cells = [cell for cell in merged(rows) if cell.row == number]
        body += ("<table><tr>" if not number else "<tr>") + "".join(
            f"<td rowspan={cell.rows} colspan={cell.columns}>{escape(cell.words)}</td>" for cell in cells
        )
    return f"<!DOCTYPE html><html><body>{body}</table></body></html>".encode(), ".html"


def word(lines: Sequence[str], rows: Rows) -> tuple[bytes, str]:
    """A Word file."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for cell in merged(rows):
        first, last = (
            table.cell(cell.row, cell.column),
            table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1),
        )
        first.merge(last).text = cell.words
    return _saved(document.save), ".docx"


def workbook(lines: Sequence[str], rows: Rows) -> tuple[bytes, str]:
    """A workbook of one sheet, "Biểu 1"; whole numbers are numbers in it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    for number, line in enumerate(lines, 1):
        sheet.cell(number, 1, line)
    top = len(lines) + 2
    for cell in merged(rows):
        sheet.cell(top + cell.row, 1 + cell.column, int(cell.words) if cell.words.isdigit() else cell.words or None)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=top + cell.row,
                start_column=1 + cell.column,
                end_row=top + cell.row + cell.rows - 1,
                end_column=cell.column + cell.columns,
            )
    return _saved(book.save), ".xlsx"


def delimited(lines: Sequence[str], rows: Rows) -> tuple[bytes, str]:
    """A CSV file, which has lost what was merged."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerows([line] for line in lines)
    writer.writerows([word if word not in ("<", "^") else "" for word in row] for row in rows)
    return file.getvalue().encode("utf-8-sig"), ".csv"


def portable(lines: Sequence[str], rows: Rows, header_rows: int = 0) -> tuple[bytes, str]:
    """A PDF whose table is drawn with rules; each of its pages says so many rows of the header again."""
    style = ParagraphStyle("cell", fontName=FONT, fontSize=SIZE, leading=1.3 * SIZE)
    cells = [[Paragraph(escape(word), style) if word not in ("<", "^") else "" for word in row] for row in rows]
    spans = [
        ("SPAN", (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1))
        for cell in merged(rows)
    ]
    width = (A4[0] - 2 * MARGIN) / len(rows[0])
    table = Table(
        cells, [width] * len(rows[0]), repeatRows=header_rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]
    )
    story: list[Flowable] = [Paragraph(escape(line), style) for line in lines]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN).build([*story, Spacer(0, SIZE), table])
    return file.getvalue(), ".pdf"


FORMATS: dict[str, Callable[[Sequence[str], Rows], tuple[bytes, str]]] = {
    "page": page,
    "word": word,
    "workbook": workbook,
    "csv": delimited,
    "pdf": portable,
}


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
