"""The XML of an Office file, parsed without entities, files or network."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from etl.reports.opening.archive import Archive
from etl.reports.opening.unreadable import Unreadable

_MAIN = "/officeDocument"


def root_of(part: bytes) -> Any:
    """The root element. A part that declares entities is refused: no Office program writes any."""
    from lxml import etree  # imported when an Office file is opened: a plain text needs no parser

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    _refuse_doctype(part)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise _broken() from problem
    if root.getroottree().docinfo.doctype:
        raise _declares()
    return root


def elements(part: bytes, *names: str) -> Iterator[Any]:
    """The elements of these local names, one by one as they end; each is emptied behind the reader."""
    from lxml import etree

    _refuse_doctype(part)
    tags = [f"{{*}}{name}" for name in names]
    try:
        walk = etree.iterparse(
            BytesIO(part), tag=tags, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
        )
        for _, element in walk:
            if element.getroottree().docinfo.doctype:
                raise _declares()
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise _broken() from problem


def main_part(archive: Archive, usual: str) -> str:
    """The name of the part that the file begins with; a few programs call it otherwise and say so in the relations."""
    if usual in archive.names or "_rels/.rels" not in archive.names:
        return usual
    for relation in root_of(archive.part("_rels/.rels")):
        target = str(relation.get("Target", "")).lstrip("/")
        if str(relation.get("Type", "")).endswith(_MAIN) and target.startswith(usual.partition("/")[0] + "/"):
            return target
    return usual


def _refuse_doctype(part: bytes) -> None:
    if b"<!DOCTYPE" in part.replace(b"\x00", b""):  # also in UTF-16
        raise _declares()


def _declares() -> Unreadable:
    return Unreadable(
        "tệp Word hoặc Excel có khai báo DTD (thực thể XML), có thể là mã tấn công; không mở, hãy lưu lại từ bản gốc. "
        "/ The Word or Excel file declares a DTD (XML entities), which may be an attack; it is not opened, save it "
        "again."
    )


def _broken() -> Unreadable:
    return Unreadable(
        "phần nội dung của tệp Word hoặc Excel hỏng (XML); mở bản gốc, lưu lại thành .docx hoặc .xlsx rồi gửi lại. "
        "/ The content of the Word or Excel file is broken (XML); save the original as .docx or .xlsx and send it "
        "again."
    )
