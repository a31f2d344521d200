"""The sheets of an Excel workbook (.xlsx, .xlsm), each cell as Excel shows it.

Hidden sheets, rows and columns are not read: nobody who is handed the form sees them, and they hold last year's figures
or lists for drop-downs. Values of formulas are those that Excel stored; one without is an empty cell. Macros are not
even unpacked. The parts are read here, with the care of `archive`, for want of a library that gives all of: merged
cells, formats of numbers ("84%" is stored as 0.84), and an import in a few milliseconds.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from etl.reports.opening import sheets
from etl.reports.opening.archive import Archive
from etl.reports.opening.document import GridCell, Part
from etl.reports.opening.limits import refuse_wide
from etl.reports.opening.number_formats import Shown
from etl.reports.opening.office_xml import elements, root_of
from etl.reports.opening.unreadable import Unreadable

MAIN = "xl/workbook.xml"
_SHEET_KIND = "/worksheet"  # other sheets are charts and macros
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def parts_of(archive: Archive, main: str) -> list[Part]:
    """The title lines and tables of the sheets that are shown, in their order. Raises Unreadable as `Archive` does."""
    workbook = root_of(archive.part(main))
    folder = posixpath.dirname(main)
    targets = _targets(archive, main)
    texts = _texts(archive, f"{folder}/sharedStrings.xml")
    shown = _formats(archive, f"{folder}/styles.xml", is_1904=_is_1904(workbook))
    parts: list[Part] = []
    count = 0
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        name, part = str(sheet.get("name", "")), targets.get(_relation(sheet))
        if part is None or sheet.get("state", "visible") != "visible":
            continue
        cells = _Sheet(name, texts, shown).cells(archive.part(part))
        count += len(cells)
        refuse_wide(count)
        parts += sheets.parts_of(cells)
    if not parts:
        raise Unreadable(
            "bảng tính Excel không có trang nào có chữ (hoặc chỉ có trang ẩn); lưu lại với các biểu hiện ra. "
            "/ The Excel workbook has no sheet with words, or only hidden ones; save it with its forms shown."
        )
    return parts


def _relation(sheet: Any) -> str:
    return next((str(value) for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _targets(archive: Archive, main: str) -> dict[str, str]:
    """Id of a relation -> the part of its sheet."""
    folder, file = posixpath.split(main)
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in archive.names:
        return {}
    return {
        str(one.get("Id")): posixpath.normpath(posixpath.join("/" + folder, str(one.get("Target", "")))).lstrip("/")
        for one in root_of(archive.part(relations))
        if str(one.get("Type", "")).endswith(_SHEET_KIND)
    }


def _texts(archive: Archive, part: str) -> list[str]:
    """The words that cells share, by their number."""
    if part not in archive.names:
        return []
    return [_words(item) for item in elements(archive.part(part), "si")]


def _words(item: Any) -> str:
    """The words of a cell, without the readings that stand above Japanese ones."""
    found = item.iter("{*}t")
    return "".join(text.text or "" for text in found if not str(text.getparent().tag).endswith("}rPh"))


def _formats(archive: Archive, part: str, *, is_1904: bool) -> list[Shown]:
    """How the styles of cells show numbers, by the number of the style."""
    if part not in archive.names:
        return []
    styles = root_of(archive.part(part))
    own = {str(one.get("numFmtId")): str(one.get("formatCode", "")) for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    used = [str(one.get("numFmtId", "0")) for one in styles.iterfind("{*}cellXfs/{*}xf")]
    return [Shown.of(number, own.get(number), is_1904=is_1904) for number in used]


def _is_1904(workbook: Any) -> bool:
    settings = workbook.find("{*}workbookPr")
    return settings is not None and settings.get("date1904", "0") in ("1", "true")


@dataclass
class _Sheet:
    """Reads the cells of one sheet."""

    name: str
    texts: list[str]
    formats: list[Shown]
    _words: dict[tuple[int, int], str] = field(default_factory=dict)
    _merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _hidden: set[int] = field(default_factory=set)

    def cells(self, part: bytes) -> list[GridCell]:
        """The cells that are shown and hold words, row by row."""
        row = -1
        for element in elements(part, "row", "col", "mergeCell"):
            kind = element.tag.rpartition("}")[2]
            if kind == "row":
                row = max(0, _number(element.get("r"), row + 2, _LAST_ROW) - 1)
                self._read_row(element, row)
            elif kind == "col":
                self._hide(element)
            else:
                self._merge(str(element.get("ref", "")))
        return list(self._shown())

    def _shown(self) -> Iterator[GridCell]:
        for (row, column), words in sorted(self._words.items()):
            if column not in self._hidden:
                rows, columns = self._merged.get((row, column), (1, 1))
                yield GridCell(words, row, column, rows, columns, sheets.place(row, column, self.name))

    def _read_row(self, element: Any, row: int) -> None:
        column = -1
        is_hidden = element.get("hidden") in ("1", "true")
        for cell in element.iterfind("{*}c"):
            place = _REFERENCE.fullmatch(str(cell.get("r", "")))
            column = _column(place[1]) if place else column + 1
            words = "" if is_hidden else self._of(cell)
            if words.strip() and column < _LAST_COLUMN:
                self._words[row, column] = words
                refuse_wide(len(self._words))

    def _of(self, cell: Any) -> str:
        kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
        if kind == "inlineStr":
            return "".join(_words(item) for item in cell.iterfind("{*}is"))
        if kind == "s":
            number = _number(value, -1, len(self.texts))
            return self.texts[number] if 0 <= number < len(self.texts) else ""
        if kind == "n":
            style = _number(cell.get("s"), 0, len(self.formats))
            return (self.formats[style] if style < len(self.formats) else Shown()).words(value)
        return value.partition("T")[0] if kind == "d" else value if kind == "str" else ""  # b and e say no figure

    def _hide(self, element: Any) -> None:
        if element.get("hidden") in ("1", "true"):
            first, last = (_number(element.get(name), 0, _LAST_COLUMN) for name in ("min", "max"))
            self._hidden.update(range(first - 1, last))

    def _merge(self, reference: str) -> None:
        places = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if len(places) == 2 and places[0] and places[1]:
            (left, top), (right, bottom) = ((_column(p[1]), int(p[2]) - 1) for p in places if p)
            if left <= right and top <= bottom:
                self._merged[top, left] = (bottom - top + 1, right - left + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _number(text: str | None, default: int, most: int) -> int:
    """A whole number that the file gives, up to the most that there can be."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
