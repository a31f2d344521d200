"""The article of a web page, one block a line, its tables and its title; navigation, scripts, furniture left out."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from etl.reports.opening.document import GridCell, Paragraph, Part
from etl.reports.opening.grids import table_parts
from etl.reports.opening.limits import MAX_COLUMNS, MAX_PAGE_CHARACTERS, refuse_long
from etl.reports.opening.unreadable import Unreadable

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


def parts_of(source: str) -> tuple[list[Part], str | None]:
    """(parts, title) of a page. Raises Unreadable for a log-in or block page, a broken page, one nested too deep."""
    from lxml import etree, html  # imported when a page is opened: a plain text needs no parser

    refuse_long(len(source), MAX_PAGE_CHARACTERS)
    content = source.encode("utf-8", "replace")
    _refuse_block_page(content)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(content, parser=parser)
    except (ValueError, etree.LxmlError) as problem:
        raise Unreadable(
            f"trang HTML hỏng, không có nội dung ({problem}); lưu lại trang rồi gửi lại. "
            f"/ The HTML page is broken and has no content ({problem}); save the page again."
        ) from problem
    # the parser stops without a word, and what stands behind would be lost unseen
    if any("LIMIT" in error.type_name for error in parser.error_log):
        raise Unreadable(
            "trang HTML lồng quá sâu hoặc quá lớn, không đọc hết được; lưu lại phần bài viết rồi gửi lại. "
            "/ The HTML page is nested too deep or too large to be read to its end; save the article alone."
        )
    titles = [*root.xpath("//h1//text()"), *root.xpath("//title/text()")]
    title = next((text for text in titles if text.strip()), None)
    return list(_joined(_pieces(root))), title


def _joined(pieces: Iterator[str | Part]) -> Iterator[Part]:
    """Texts that follow each other as one paragraph, trimmed; an empty line before and after a table."""
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if not is_text:
            yield from (piece for piece in group if not isinstance(piece, str))
            continue
        text = "".join(piece for piece in group if isinstance(piece, str))
        lines = (re.sub(r"[ \t\f\v]+", " ", line).strip() for line in text.splitlines())
        if words := re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip():
            yield Paragraph(f"{words}\n")


def _refuse_block_page(content: bytes) -> None:
    from etl.sources.block_page import sign_of_block

    if sign := sign_of_block(content):
        raise Unreadable(
            f"trang đăng nhập hoặc trang chặn (dấu hiệu: «{sign}»), không phải văn bản; đăng nhập, lưu đúng trang báo "
            f"cáo rồi gửi lại. / A log-in or block page (its sign: “{sign}”), not the document; save the report itself."
        )


def _pieces(root: Any) -> Iterator[str | Part]:
    """The texts and tables in their order. A walk without recursion: pages may be nested deeper than calls."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if not isinstance(element.tag, str):  # a comment
            yield f" {element.tail or ''}"
        elif _is_noise(element):
            if event == "start":
                walk.skip_subtree()
            else:
                yield f" {element.tail or ''}"
        elif event == "start" and element.tag == "table" and (parts := _table(element)):
            yield from parts
            walk.skip_subtree()
        elif event == "start":
            yield "\n" if element.tag in _BLOCKS else ""
            yield re.sub(r"\s+", " ", element.text or "")
        else:
            yield _end_of(element.tag)
            if element is not root:  # what stands behind the element that is walked is not in it
                yield re.sub(r"\s+", " ", element.tail or "")


def _table(table: Any) -> list[Part]:
    """A table of figures below its caption; nothing for one that lays out the page or has others in it."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    parts = table_parts(_cells(table))
    captions = [_words(caption) for caption in table.iterchildren("caption")]
    return [*(Paragraph(caption) for caption in captions if caption), *parts] if parts else []


def _cells(table: Any) -> Iterator[GridCell]:
    """The cells of a table, placed as a browser places them: beside those that reach down from the rows above."""
    reaching: dict[int, int] = {}  # column -> the first row that is free again
    for row, element in enumerate(table.iterdescendants("tr")):
        column = 0
        for cell in element.iterchildren("td", "th"):
            while reaching.get(column, 0) > row:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            yield GridCell(_words(cell), row, column, rows, columns)
            if rows > 1:
                reaching.update(dict.fromkeys(range(column, column + columns), row + rows))
            column += columns


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
    return max(1, min(number, MAX_COLUMNS) if name == "colspan" else number)


def _words(element: Any) -> str:
    if _is_noise(element):
        return ""
    return " ".join("".join(piece for piece in _pieces(element) if isinstance(piece, str)).split())


def _end_of(tag: str) -> str:
    if tag in _BLOCKS:
        return "\n\n" if tag in ("p", "h1", "h2", "h3") else "\n"
    return " " if tag in ("td", "th") else ""


def _is_noise(element: Any) -> bool:
    if element.tag in ("html", "body", "article", "main"):
        return False
    if element.tag in _NOISE or element.get("role") in _NOISE_ROLE or element.get("hidden") is not None:
        return True
    return bool(_NOISE_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
