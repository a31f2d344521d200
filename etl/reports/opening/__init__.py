"""Bytes -> text and tables: .txt, .html, .docx, .xlsx, .csv, .pdf and images, told apart by content, then by suffix.

The text that comes out is in NFC with universal newlines; every offset of a figure counts its characters. What is
broken, locked, too large, in an unknown encoding or no report at all is Unreadable, with the reason: never a guess.
"""

import re

from etl.reports.opening import characters, delimited, encodings, web, word, workbook
from etl.reports.opening.archive import Archive
from etl.reports.opening.document import Document, Paragraph, Part, composed, words_of
from etl.reports.opening.limits import refuse_large, refuse_long
from etl.reports.opening.office_xml import main_part
from etl.reports.opening.rows import tables_in
from etl.reports.opening.unreadable import Unreadable

__all__ = ["Document", "Unreadable", "open_document", "refuse_large"]

TEXT = "text/plain"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"

# First bytes of files that hold no text that is read, what to call them, and what to do.
_NOT_TEXT = {
    b"GIF8": ("ảnh GIF", "a GIF image"),
    b"RIFF": ("tệp ảnh hoặc âm thanh", "an image or sound file"),
    b"\xd0\xcf\x11\xe0": (
        "tệp Office kiểu cũ hoặc có mật khẩu, hãy lưu lại thành .docx hoặc .xlsx, không đặt mật khẩu",
        "an old Office file or one with a password, save it as .docx or .xlsx, without a password",
    ),
    b"{\\rtf": ("tệp RTF, hãy lưu lại thành .docx", "an RTF file, save it as .docx"),
    b"\x7fELF": ("tệp chương trình", "a program"),
    b"MZ\x90\x00": ("tệp chương trình", "a program"),
    b"Rar!": ("tệp nén RAR", "a RAR archive"),
    b"7z\xbc\xaf": ("tệp nén 7z", "a 7z archive"),
    b"\x1f\x8b": ("tệp nén gzip", "a gzip archive"),
}
# First bytes of images of pages, whose words can be recognised.
_IMAGES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}
_LOOKS_LIKE_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|div|p|article|table|meta)\b", re.I)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONGEST_TITLE = 300


def open_document(content: bytes, suffix: str) -> Document:
    """The document in these bytes. `suffix` (".html") is only a hint. Raises Unreadable."""
    refuse_large(len(content))
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("tệp rỗng; gửi lại văn bản. / The file is empty; send the document again.")
    for signature, (vi, en) in _NOT_TEXT.items():
        if content.startswith(signature):
            raise Unreadable(
                f"tệp{suffix and ' ' + suffix} thật ra là {vi}; cần .docx, .xlsx, .pdf, .html, .csv hoặc .txt. "
                f"/ The {suffix} file is really {en}; send .docx, .xlsx, .pdf, .html, .csv or .txt."
            )
    media_type, parts, title, is_scanned = _read(content, suffix.lower())
    raw = words_of(parts)
    refuse_long(len(raw))
    encodings.refuse_foreign(raw)
    text, tables, spots = composed(parts)
    if not any(character.isalpha() for character in text):
        raise Unreadable(
            "văn bản không có chữ nào, có thể là bản quét; gửi bản có chữ. "
            "/ The document holds no letters, perhaps it is a scan; send it as text."
        )
    if media_type == TEXT:
        tables = tables_in(text)
    return Document(media_type, text, _first(title) or _first(text), tables, spots, is_scanned)


def _read(content: bytes, suffix: str) -> tuple[str, list[Part], str | None, bool]:
    """Its media type, its parts, the title that it gives itself, and whether it was recognised in pictures."""
    if content.startswith(b"%PDF"):
        from etl.reports.opening import pdf  # a seventh of all imports, and few documents need it

        opened = pdf.opened(content)
        return PDF, opened.parts, None, opened.is_scanned
    for signature, kind in _IMAGES.items():
        if content.startswith(signature):
            return f"image/{kind.lower()}", _recognised(content, kind), None, True
    if content.startswith(b"PK\x03\x04"):
        return *_office(Archive(content)), None, False
    title = None
    source, is_legacy = encodings.decoded(content)
    media_type: str = TEXT
    parts: list[Part] = [Paragraph(source)]
    if suffix in (".html", ".htm", ".xhtml") or _LOOKS_LIKE_HTML.search(content[:4096].replace(b"\x00", b"")):
        media_type, (parts, title) = HTML, web.parts_of(_XML_HEAD.sub("", source))
    elif suffix == ".csv":
        media_type, parts = CSV, delimited.parts_of(source)
    if is_legacy:
        encodings.refuse_strange(characters.readable(words_of(parts)))
    elif not _is_sound(content, source):
        characters.refuse_lost(words_of(parts))
    return media_type, parts, title, False


def _recognised(content: bytes, kind: str) -> list[Part]:
    from etl.reports.opening import scans
    from etl.reports.opening.furniture import without_furniture
    from etl.reports.opening.paragraphs import paragraphs_of

    return [*paragraphs_of(without_furniture(scans.image_pages(content, kind)))]


def _office(archive: Archive) -> tuple[str, list[Part]]:
    main = main_part(archive, workbook.MAIN)
    if main in archive.names:
        return XLSX, workbook.parts_of(archive, main)
    return DOCX, word.parts_of(archive, main_part(archive, word.MAIN))


def _is_sound(content: bytes, source: str) -> bool:
    """Whether a U+FFFD in the text, if any, is the document's own and no sign of bytes that were broken."""
    lost = source.count("\ufffd")
    return lost == content.count("\ufffd".encode()) or lost == 0


def _first(text: str | None) -> str | None:
    """The first line that says something, at most 300 characters."""
    lines = (characters.one_line(line) for line in (text or "").splitlines())
    return next((line[:_LONGEST_TITLE] for line in lines if line), None)
