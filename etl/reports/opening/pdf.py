"""The text and the tables of a PDF: of its text layer, and the text of its scanned pages as far as it is recognised."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from etl.reports.opening import limits, scans
from etl.reports.opening.bounds import output_of
from etl.reports.opening.columns import Strip, lines_of
from etl.reports.opening.document import Part
from etl.reports.opening.furniture import without_furniture
from etl.reports.opening.grids import table_parts
from etl.reports.opening.pages import Box, Line, Page, Word
from etl.reports.opening.paragraphs import paragraphs_of
from etl.reports.opening.ruled import RuledTable, tables_of
from etl.reports.opening.unreadable import Unreadable

_READER = Path(__file__).with_name("pdf_process.py")
# A page is a picture when one covers so much of it and not so many letters stand beside it: a signature, a stamp.
_COVERED = 0.5
_FEW_LETTERS = 300
# A page without letters that shows something: a picture, or letters drawn as curves; fewer are lines and frames.
_VISIBLE = 0.02
_CURVES_OF_LETTERS = 30
# A page whose letters are mostly lost is a picture too: its fonts do not say which letters they draw.
_LOST = 0.1
_GIGABYTES = f"{limits.MAX_PDF_MEMORY_BYTES / 1e9:g}"
_PROBLEMS = {
    "broken": (
        "tệp PDF hỏng; xuất lại từ bản gốc rồi gửi lại",
        "The PDF is broken; make it again from the original",
    ),
    "password": (
        "tệp PDF có mật khẩu; bỏ mật khẩu rồi gửi lại",
        "The PDF has a password; remove it and send it again",
    ),
    "pages": (
        f"tệp PDF có hơn {limits.MAX_PDF_PAGES:,} trang; tách nhỏ rồi gửi lại",
        f"The PDF has more than {limits.MAX_PDF_PAGES:,} pages; send it in parts",
    ),
    "characters": (
        f"tệp PDF có hơn {limits.MAX_CHARACTERS:,} ký tự; tách nhỏ rồi gửi lại",
        f"The PDF has more than {limits.MAX_CHARACTERS:,} characters; send it in parts",
    ),
    "stopped": (
        f"tệp PDF làm trình đọc dừng (quá {limits.MAX_PDF_SECONDS} giây, quá {_GIGABYTES} GB bộ nhớ, hoặc "
        "hỏng); xuất lại từ bản gốc rồi gửi lại",
        f"The PDF stops its reader (over {limits.MAX_PDF_SECONDS} seconds, over {_GIGABYTES} GB of memory, "
        "or damaged); make it again from the original",
    ),
}


class Opened(NamedTuple):
    """The pieces of a document's paragraphs and its tables, and whether any was recognised in a picture."""

    parts: list[Part]
    is_scanned: bool


class _Layer(NamedTuple):
    """What the text layer of a page holds. `is_picture`: its text is to be recognised."""

    width: float
    height: float
    words: list[Word]
    turned: list[Word]
    rules: list[Box]
    is_picture: bool
    is_recognised: bool


def opened(content: bytes) -> Opened:
    """The text and the tables of its pages in reading order. Raises Unreadable."""
    layers = [_layer(page) for page in _pages(content)]
    pictures = [number for number, layer in enumerate(layers) if layer.is_picture]
    recognised = scans.recognised_pages(content, pictures) if pictures else {}
    shown = [recognised.get(page.number - 1, page) for page in _shown(layers)]
    pages = without_furniture(shown)
    layers = [_without(layer, _removed(*both)) for layer, *both in zip(layers, shown, pages, strict=True)]
    tables = list(_tables(layers))
    if tables:
        drawn = [part for table, _ in tables for part in table.drawn]
        layers = [
            _without(layer, [part.box for part in drawn if part.page == number])
            for number, layer in enumerate(layers, 1)
        ]
        beside = zip(pages, _shown(layers), strict=True)
        pages = [page if page.number - 1 in recognised else again for page, again in beside]
    is_scanned = bool(recognised) or any(layer.is_recognised for layer in layers)
    return Opened(list(_parts(pages, tables)), is_scanned)


def _shown(layers: Sequence[_Layer]) -> Iterator[Page]:
    """The lines of each page in the order in which they are read."""
    gutters: list[Strip] = []
    for number, layer in enumerate(layers, 1):
        lines, found = lines_of(layer.words, gutters)
        gutters = found or gutters
        yield Page(number, layer.height, (*lines, *map(_turned, layer.turned)))


def _removed(page: Page, kept: Page) -> list[Box]:
    """Where the lines stand that are no part of the text."""
    lines = set(kept.lines)
    return [line.box for line in page.lines if line not in lines]


def _without(layer: _Layer, boxes: Sequence[Box]) -> _Layer:
    """A layer without the words in these boxes."""
    words, turned = (
        [word for word in each if not any(box.holds(word.box) for box in boxes)] for each in (layer.words, layer.turned)
    )
    return layer._replace(words=words, turned=turned)


def _tables(layers: Sequence[_Layer]) -> Iterator[tuple[RuledTable, list[Part]]]:
    """The tables that hold figures, each with its parts; what only lays out a page is read as lines."""
    shown = [
        (Page(number, layer.height, ()), [*layer.words, *layer.turned], layer.rules)
        for number, layer in enumerate(layers, 1)
        if not layer.is_picture
    ]
    for table in tables_of(shown):
        if parts := table_parts(table.cells):
            yield table, parts


def _parts(pages: Sequence[Page], tables: Sequence[tuple[RuledTable, list[Part]]]) -> Iterator[Part]:
    """The paragraphs of the pages, and each table where it begins."""
    before: list[Page] = []
    for page in pages:
        rest = page
        for table, parts in tables:
            if table.drawn[0].page == page.number:
                above = _lines_above(rest, table.drawn[0].box)
                yield from paragraphs_of([*before, replace(rest, lines=rest.lines[:above])])
                yield from parts
                before, rest = [], replace(rest, lines=rest.lines[above:])
        before.append(rest)
    yield from paragraphs_of(before)


def _lines_above(page: Page, box: Box) -> int:
    """How many lines of the page are read before what stands in a box."""
    above = (
        number
        for number, line in enumerate(page.lines, 1)
        if line.box.middle < box.top and line.box.left < box.right and box.left < line.box.right
    )
    return max(above, default=0)


def _pages(content: bytes) -> list[dict[str, Any]]:
    output = output_of(
        # -P: the neighbours of the script are not to stand in for modules of their names
        [sys.executable, "-P", str(_READER), "words", str(limits.MAX_PDF_PAGES), str(limits.MAX_CHARACTERS)],
        content,
        limits.MAX_PDF_SECONDS,
        limits.MAX_PDF_MEMORY_BYTES,
    )
    answer: dict[str, Any] = {"problem": "stopped"} if output is None else json.loads(output)
    if problem := answer.get("problem"):
        vi, en = _PROBLEMS[problem]
        raise Unreadable(f"{vi}. / {en}.")
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


def _layer(page: dict[str, Any]) -> _Layer:
    """The words that a person sees; behind a scan also those that a program recognised in it and hid."""
    seen = [word for word in page["words"] if not word[-1]]
    hidden = [word for word in page["words"] if word[-1]]
    is_covered = page["covered"] >= _COVERED and _letters(seen) < _FEW_LETTERS
    is_recognised = is_covered and _letters(hidden) > _letters(seen)
    words = seen + hidden if is_recognised else seen
    letters, lost = _letters(words), sum(word[0].count("\ufffd") for word in words)
    is_picture = (is_covered and not is_recognised) or lost > _LOST * (letters + lost)
    is_picture = is_picture or (not letters and (page["covered"] >= _VISIBLE or page["curves"] >= _CURVES_OF_LETTERS))
    return _Layer(
        page["width"],
        page["height"],
        [Word(text, Box(*box)) for text, *box, is_upright, _ in words if is_upright],
        [Word(text, Box(*box)) for text, *box, is_upright, _ in words if not is_upright],
        [Box(*rule) for rule in page["rules"]],
        is_picture,
        is_recognised,
    )


def _letters(words: list[Any]) -> int:
    return sum(character.isalnum() for word in words for character in word[0])


def _turned(word: Word) -> Line:
    """What is written upwards or aslant, to stand behind all other lines."""
    return Line((word,), word.box, word.box.left, word.box.right, is_row=True)
