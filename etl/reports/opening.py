"""Bytes -> plain text: .txt, .html, .docx and text .pdf, told apart by their content first and their suffix second.

The text that comes out is in NFC with universal newlines; every offset of a figure counts its characters.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from etl.errors import DataError
from etl.reports.lexicon import LOWER

TEXT = "text/plain"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

# First bytes of files that hold no text, and what to call them.
_NOT_TEXT = {
    b"\x89PNG": ("ảnh PNG", "a PNG image"),
    b"\xff\xd8\xff": ("ảnh JPEG", "a JPEG image"),
    b"GIF8": ("ảnh GIF", "a GIF image"),
    b"RIFF": ("tệp ảnh hoặc âm thanh", "an image or sound file"),
    b"\xd0\xcf\x11\xe0": ("tệp Office kiểu cũ, hãy lưu lại thành .docx", "an old Office file, save it as .docx"),
    b"\x7fELF": ("tệp chương trình", "a program"),
    b"Rar!": ("tệp nén RAR", "a RAR archive"),
    b"\x1f\x8b": ("tệp nén gzip", "a gzip archive"),
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKS_LIKE_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|div|p|article|table|meta)\b", re.I)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
# Elements of a page that are not its article.
_NOISE = {
    "script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button", "select", "iframe",
    "head",
}  # fmt: skip
_NOISE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|related|relate|comments?|share|social|banner|ads?|"
    r"advert\w*|cookie|popup|tags?|weather|ticker|tin-lien-quan|tin-khac)(?:$|[-_\s])",
    re.I,
)
_NOISE_ROLE = {"navigation", "banner", "contentinfo", "complementary", "search"}
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section",
    "header", "main", "figure", "figcaption", "blockquote", "dd", "dt", "pre", "hr",
}  # fmt: skip


class Unreadable(DataError):
    """A document that holds no text that can be read; says why in Vietnamese and English."""


@dataclass(frozen=True)
class Document:
    """The text of a document and what kind of file it came from."""

    media_type: str
    text: str
    title: str | None


def open_document(content: bytes, suffix: str) -> Document:
    """The document in these bytes. `suffix` (".html") is only a hint. Raises Unreadable."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("tệp rỗng / the file is empty")
    for signature, (vi, en) in _NOT_TEXT.items():
        if content.startswith(signature):
            raise Unreadable(f"tệp{suffix and ' ' + suffix} thật ra là {vi} / the {suffix} file is really {en}")
    media_type, raw, title = _read(content, suffix.lower())
    text = _normalised(raw)
    if not any(character.isalpha() for character in text):
        raise Unreadable(
            "văn bản không có chữ nào, có thể là bản quét / the document holds no letters, perhaps it is a scan"
        )
    return Document(media_type, text, _first(title) or _first(text))


def _read(content: bytes, suffix: str) -> tuple[str, str, str | None]:
    if content.startswith(b"%PDF"):
        return PDF, _pdf(content), None
    if content.startswith(b"PK\x03\x04"):
        return DOCX, _docx(content), None
    if suffix in (".html", ".htm", ".xhtml") or _LOOKS_LIKE_HTML.search(content[:4096].replace(b"\x00", b"")):
        text, title = _html(_decoded(content))
        return HTML, text, title
    return TEXT, _decoded(content), None


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _first(text: str | None) -> str | None:
    """The first line that says something, at most 300 characters."""
    lines = (line.strip() for line in (text or "").splitlines())
    return next((unicodedata.normalize("NFC", line)[:300] for line in lines if line), None)


def _decoded(content: bytes) -> str:
    """Text of the bytes: by byte order mark, the page's own declaration, UTF-8, then UTF-16 without a mark."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content, encoding)
    if content[:200].count(b"\x00") * 5 > len(content[:200]):
        return _decode(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(content[:4096])
        return _decode(content, declared[1].decode("ascii") if declared else "windows-1258")


def _decode(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(
            f"không giải mã được chữ ({encoding}); hãy lưu lại bằng UTF-8 / "
            f"the text cannot be decoded as {encoding}; save it as UTF-8"
        ) from error
    control = sum(1 for character in text[:4096] if ord(character) < 32 and character not in "\t\n\r\f\v")
    if control > len(text[:4096]) // 100:
        raise Unreadable("tệp nhị phân, không phải văn bản / a binary file, not text")
    return text


def _html(source: str) -> tuple[str, str | None]:
    """Article text of a page, one block a line, and its title; navigation, scripts and page furniture left out."""
    from lxml import html  # imported when a page is opened: a plain text needs no parser

    try:
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (ValueError, html.etree.ParserError) as error:
        raise Unreadable(f"trang HTML hỏng: {error} / the HTML page is broken") from error
    titles = [*root.xpath("//h1//text()"), *root.xpath("//title/text()")]
    title = next((text for text in titles if text.strip()), None)
    pieces = "".join(_text_of(root))
    lines = (re.sub(r"[ \t\f\v]+", " ", line).strip() for line in pieces.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n", title


def _text_of(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or _is_noise(element):
        yield f" {element.tail}" if element.tail else ""
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _text_of(child)
    if element.tag in ("td", "th"):
        yield " "
    if block:
        yield "\n\n" if element.tag in ("p", "h1", "h2", "h3") else "\n"
    yield re.sub(r"\s+", " ", element.tail or "")


def _is_noise(element: Any) -> bool:
    if element.tag in ("html", "body", "article", "main"):
        return False
    if element.tag in _NOISE or element.get("role") in _NOISE_ROLE or element.get("hidden") is not None:
        return True
    return bool(_NOISE_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _docx(content: bytes) -> str:
    """Paragraphs and tables of a Word file in their order; a row of a table is one line."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise Unreadable(
            "tệp nén hoặc Word hỏng, không mở được / an archive or a broken Word file that cannot be opened"
        ) from error
    return "\n".join(_docx_lines(document)).strip() + "\n"


def _docx_lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # merged cells repeat
                yield "; ".join(cell for cell in cells if cell)
        else:
            yield block.text
        yield ""


def _pdf(content: bytes) -> str:
    """Text of a PDF, its wrapped lines joined again."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("tệp PDF hỏng hoặc có mật khẩu / the PDF is broken or has a password") from error
    return "\n\n".join(_unwrapped(page) for page in pages)


def _unwrapped(page: str) -> str:
    """Join a line to the next when it breaks off in mid sentence."""
    lines = page.replace("\r\n", "\n").replace("\x02", "").replace("\ufffe", "")
    return re.sub(rf"(?<=[^.!?:;\n])\n(?=[{LOWER}\d(])", " ", lines)
