"""The text of a Word file: paragraphs, tables and text boxes in their order; a row of a table is one line.

Only the part with the text is unpacked. It is parsed without entities, files or network; changes that are tracked are
read as accepted.
"""

from collections.abc import Iterator
from typing import Any

from etl.reports.opening.archive import Archive
from etl.reports.opening.unreadable import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what stands before it
_MAIN = "/officeDocument"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DELETED = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
# Archives of other kinds: a name in them, what they are, what to do.
_OTHERS = (
    (
        "xl/workbook.xml",
        "bảng tính Excel, chưa đọc được; lưu thành .pdf hoặc .docx rồi gửi lại",
        "an Excel workbook, which is not read yet; save it as .pdf or .docx and send it again",
    ),
    (
        "xl/workbook.bin",
        "bảng tính Excel, chưa đọc được; lưu thành .pdf hoặc .docx rồi gửi lại",
        "an Excel workbook, which is not read yet; save it as .pdf or .docx and send it again",
    ),
    (
        "ppt/presentation.xml",
        "bản trình chiếu, chưa đọc được; lưu thành .pdf rồi gửi lại",
        "a presentation, which is not read yet; save it as .pdf and send it again",
    ),
    (
        "content.xml",
        "tệp OpenDocument, chưa đọc được; lưu thành .docx rồi gửi lại",
        "an OpenDocument file, which is not read yet; save it as .docx and send it again",
    ),
)


def text_of(content: bytes) -> str:
    """The text of a .docx. Raises Unreadable for a broken file, a bomb, or an archive that is no Word file."""
    archive = Archive(content)
    name = _main_part(archive)
    if name not in archive.names:
        raise _no_word_file(archive)
    document = _parsed(archive.part(name))
    if document.tag != f"{_W}document":
        raise Unreadable(
            "tệp Word ghi theo chuẩn khác (Strict Open XML); lưu lại thành .docx thường. "
            "/ The Word file is in another format (Strict Open XML); save it as a plain .docx."
        )
    return "\n".join(_blocks(document)).strip() + "\n"


def _main_part(archive: Archive) -> str:
    """The name of the part with the text; a few programs call it otherwise and say so in the relations."""
    if "word/document.xml" in archive.names or "_rels/.rels" not in archive.names:
        return "word/document.xml"
    for relation in _parsed(archive.part("_rels/.rels")):
        target = str(relation.get("Target", ""))
        if str(relation.get("Type", "")).endswith(_MAIN) and target.lstrip("/").startswith("word/"):
            return target.lstrip("/")
    return "word/document.xml"


def _no_word_file(archive: Archive) -> Unreadable:
    for name, vi, en in _OTHERS:
        if name in archive.names:
            return Unreadable(f"tệp là {vi}. / The file is {en}.")
    return Unreadable(
        "tệp nén, không phải tệp Word; giải nén và gửi từng văn bản. "
        "/ An archive and no Word file; unpack it and send the documents one by one."
    )


def _parsed(part: bytes) -> Any:
    """The root element. A part that declares entities is refused: no Office program writes any."""
    from lxml import etree  # imported when a Word file is opened: a plain text needs no parser

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    if b"<!DOCTYPE" in part.replace(b"\x00", b""):  # also in UTF-16
        raise _declares()
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable(
            "phần chữ của tệp Word hỏng (XML); mở bản gốc, lưu lại thành .docx rồi gửi lại. "
            "/ The text of the Word file is broken (XML); save the original as .docx and send it again."
        ) from problem
    if root.getroottree().docinfo.doctype:
        raise _declares()
    return root


def _declares() -> Unreadable:
    return Unreadable(
        "tệp Word có khai báo DTD (thực thể XML), có thể là mã tấn công; không mở, hãy lưu lại từ bản gốc. "
        "/ The Word file declares a DTD (XML entities), which may be an attack; it is not opened, save it again."
    )


def _blocks(parent: Any) -> Iterator[str]:
    """The lines of paragraphs and tables below an element, an empty one after each."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield "".join(_runs(child)).strip()
            yield ""
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag in (_FALLBACK, f"{_W}txbxContent") for above in box.iterancestors()):
                    yield from _blocks(box)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child)
            yield ""
        elif child.tag not in _DELETED and child.tag != f"{_W}txbxContent":
            yield from _blocks(child)


def _runs(parent: Any) -> Iterator[str]:
    """The words of a paragraph, without those of text boxes in it."""
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _DELETED and child.tag not in (f"{_W}txbxContent", _FALLBACK):
            yield from _runs(child)


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table; a cell that is merged with the one above says the same in each row."""
    above: dict[int, str] = {}
    for row in _within(table, f"{_W}tr"):
        cells, column = [], 0
        for cell in _within(row, f"{_W}tc"):
            text = "\n".join(line for line in _blocks(cell) if line).strip()
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
                text = above.get(column, text)
            above[column] = text
            cells.append(text)
            column += _span(cell)
        yield "; ".join(cell for cell in cells if cell)


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = str(span.get(f"{_W}val", "1")) if span is not None else "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also inside content controls, but not those of inner tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_W}tbl", f"{_W}tc", *_DELETED):
            yield from _within(child, tag)
