"""The parts of a Word file: paragraphs, tables and text boxes in their order.

Only the part with the text is unpacked. Changes that are tracked are read as accepted. A table that only lays out the
page gives lines, a row each.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from etl.reports.opening.archive import Archive
from etl.reports.opening.document import GridCell, Paragraph, Part
from etl.reports.opening.grids import table_parts
from etl.reports.opening.office_xml import root_of
from etl.reports.opening.unreadable import Unreadable

MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what stands before it
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DELETED = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
# Archives of other kinds: a name in them, what they are, what to do.
_OTHERS = (
    (
        "xl/workbook.bin",
        "bảng tính Excel nhị phân (.xlsb), không đọc được; lưu lại thành .xlsx rồi gửi lại",
        "a binary Excel workbook (.xlsb), which is not read; save it as .xlsx and send it again",
    ),
    (
        "ppt/presentation.xml",
        "bản trình chiếu, chưa đọc được; lưu thành .pdf rồi gửi lại",
        "a presentation, which is not read yet; save it as .pdf and send it again",
    ),
    (
        "content.xml",
        "tệp OpenDocument, chưa đọc được; lưu thành .docx hoặc .xlsx rồi gửi lại",
        "an OpenDocument file, which is not read yet; save it as .docx or .xlsx and send it again",
    ),
)


def parts_of(archive: Archive, main: str) -> list[Part]:
    """The parts of a .docx. Raises Unreadable for a broken file, a bomb, or an archive that is no Word file."""
    if main not in archive.names:
        raise _no_word_file(archive)
    document = root_of(archive.part(main))
    if document.tag != f"{_W}document":
        raise Unreadable(
            "tệp Word ghi theo chuẩn khác (Strict Open XML); lưu lại thành .docx thường. "
            "/ The Word file is in another format (Strict Open XML); save it as a plain .docx."
        )
    return list(_joined(_blocks(document)))


def _joined(blocks: Iterator[str | Part]) -> Iterator[Part]:
    """Lines that follow each other as one paragraph; an empty line before and after a table."""
    for is_line, group in groupby(blocks, key=lambda block: isinstance(block, str)):
        if not is_line:
            yield from (block for block in group if not isinstance(block, str))
        elif words := "\n".join(block for block in group if isinstance(block, str)).strip():
            yield Paragraph(f"{words}\n")


def _no_word_file(archive: Archive) -> Unreadable:
    for name, vi, en in _OTHERS:
        if name in archive.names:
            return Unreadable(f"tệp là {vi}. / The file is {en}.")
    return Unreadable(
        "tệp nén, không phải tệp Word; giải nén và gửi từng văn bản. "
        "/ An archive and no Word file; unpack it and send the documents one by one."
    )


def _blocks(parent: Any, *, in_cell: bool = False) -> Iterator[str | Part]:
    """The lines of paragraphs and the tables below an element, an empty line after each."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield "".join(_runs(child)).strip()
            yield ""
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag in (_FALLBACK, f"{_W}txbxContent") for above in box.iterancestors()):
                    yield from _blocks(box, in_cell=in_cell)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, in_cell)
            yield ""
        elif child.tag not in _DELETED and child.tag != f"{_W}txbxContent":
            yield from _blocks(child, in_cell=in_cell)


def _table(table: Any, in_cell: bool) -> Iterator[str | Part]:
    """A table of figures as such; as a line a row when it only lays out the page, or has or stands in another."""
    cells = _cells(table)
    is_nested = in_cell or next(table.iterfind(f".//{_W}tbl"), None) is not None
    parts = [] if is_nested else table_parts(cells)
    for part in parts:
        yield part.words if isinstance(part, Paragraph) else part
    if not parts:
        yield from _lines(cells)


def _runs(parent: Any) -> Iterator[str]:
    """The words of a paragraph, without those of text boxes in it."""
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _DELETED and child.tag not in (f"{_W}txbxContent", _FALLBACK):
            yield from _runs(child)


def _cells(table: Any) -> list[GridCell]:
    """The cells of a table, row by row, each with the rows and columns that it is merged over."""
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # column -> the cell that may go on there
    for number, row in enumerate(_within(table, f"{_W}tr")):
        column = _size(row, "trPr", "gridBefore", default=0)
        for cell in _within(row, f"{_W}tc"):
            span = _size(cell, "tcPr", "gridSpan", default=1)
            if _goes_on(cell) and column in above:
                owner = cells[above[column]]
                cells[above[column]] = replace(owner, rows=number - owner.row + 1)
            else:
                above[column] = len(cells)
                words = "\n".join(str(block) for block in _blocks(cell, in_cell=True) if block).strip()
                cells.append(GridCell(words, number, column, 1, span))
            column += span
    return cells


def _lines(cells: list[GridCell]) -> Iterator[str]:
    """A line a row; a cell that is merged over several rows says the same in each."""
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows.setdefault(row, []).append(cell)
    for _, row_cells in sorted(rows.items()):
        yield "; ".join(cell.words for cell in sorted(row_cells, key=lambda cell: cell.column) if cell.words)


def _goes_on(cell: Any) -> bool:
    """Whether the cell only goes on with the merged one above it."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _size(element: Any, properties: str, name: str, *, default: int) -> int:
    """How many columns a cell takes, or a row leaves out before its first."""
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = str(found.get(f"{_W}val", "")) if found is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else default


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also inside content controls, but not those of inner tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_W}tbl", f"{_W}tc", *_DELETED):
            yield from _within(child, tag)
