"""Lines -> paragraphs: a line that was wrapped goes on in the next; an item of a list and a heading stand apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from etl.reports.lexicon import LOWER
from etl.reports.opening import hyphens
from etl.reports.opening.document import Paragraph
from etl.reports.opening.pages import Line, Page

_ITEM = re.compile(
    r"[-–—+•●○▪■◦*✓➢➤]+\s*\S"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[ivx]{1,5})[.)]\s"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+[^\W\d]"
    r"|(?:điều|chương|mục|phần|biểu|bảng|phụ lục)\s+(?:\d+|[ivx]+)\s*[.:]",
    re.I,
)
_DASHED_NUMBER = re.compile(r"[-–—]\s*\d")
_ENDS = re.compile(r"[.!?:;…][\"'”’)»]*$")
_SMALL_LETTER = re.compile(rf"[\"'“‘(\[]*[{LOWER}]")
_WIDE_GAP = 1.35  # times the usual distance of lines
_OTHER_SIZE = 0.15  # share of the size
_INDENT = 1.0  # times the height of the line
_BLANK = 0.25  # times the height of the line
_HEADING_WORDS = 4  # so many words in capitals are no name that fills a line


class _Placed(NamedTuple):
    page: Page
    line: Line
    usual: float | None  # the distance of lines on its page


def paragraphs_of(pages: Sequence[Page]) -> Iterator[Paragraph]:
    """The pieces of the paragraphs, each with its place: a line, or a part of one that is sure or not."""
    placed = [_Placed(page, line, usual) for page in pages for usual in [_usual(page)] for line in page.lines]
    seams = [_seam(before, after) for before, after in pairwise(placed)]
    joint = "\n"
    for (page, line, _), seam in zip(placed, [*seams, hyphens.Seam("\n")], strict=bool(placed)):
        yield from _pieces(page, _cut(line) if seam.is_cut else line, joint)
        joint = seam.joint


def _usual(page: Page) -> float | None:
    """The usual distance of its lines in points; None where there is but one."""
    below = [after.box.bottom - line.box.bottom for line, after in pairwise(page.lines) if _is_below(line, after)]
    return median(below) if below else None


def _is_below(line: Line, after: Line) -> bool:
    return after.box.top > line.box.middle and after.left < line.right and line.left < after.right


def _seam(before: _Placed, after: _Placed) -> hyphens.Seam:
    line, following = before.line, after.line
    if hyphens.is_broken(line.text, following.text) and not _ITEM.match(following.text):
        return hyphens.seam(line.text, following.text)
    if _goes_on(before, after):
        return hyphens.seam(line.text, following.text)
    return hyphens.Seam("\n")


def _goes_on(before: _Placed, after: _Placed) -> bool:
    line, following = before.line, after.line
    if line.is_row or following.is_row or _are_apart(before, after) or _differ(line, following):
        return False
    is_full = _is_full(line, following)
    if _ITEM.match(following.text):
        return is_full and bool(_DASHED_NUMBER.match(following.text)) and line.text[-1].isdigit()
    is_ended = bool(_ENDS.search(line.text))
    if _SMALL_LETTER.match(following.text) and not is_ended:
        return True
    return is_full and not (is_ended and _is_indented(following) and not _is_indented(line))


def _are_apart(before: _Placed, after: _Placed) -> bool:
    """Whether more than the usual room is between two lines of one column."""
    line, following = before.line, after.line
    if before.page is not after.page or not _is_below(line, following) or before.usual is None:
        return False
    return following.box.bottom - line.box.bottom > _WIDE_GAP * before.usual


def _differ(line: Line, following: Line) -> bool:
    """Whether one is a heading and the other is not: by its size, or by its capitals."""
    if line.size and following.size and abs(line.size - following.size) > _OTHER_SIZE * max(line.size, following.size):
        return True
    if line.text.isupper() == following.text.isupper():
        return False
    heading = line if line.text.isupper() else following
    return len(heading.words) >= _HEADING_WORDS or not _is_full(line, following)


def _is_full(line: Line, following: Line) -> bool:
    """Whether the first word of the next line had no room any more, so that nobody chose to break it here."""
    first = following.words[0].box.width
    return line.right - line.box.right < first + _BLANK * line.box.height


def _is_indented(line: Line) -> bool:
    return line.box.left - line.left > _INDENT * line.box.height


def _cut(line: Line) -> Line:
    """The line without the hyphen at its end."""
    last = line.words[-1]
    return replace(line, words=(*line.words[:-1], replace(last, text=last.text[:-1])))


def _pieces(page: Page, line: Line, joint: str) -> Iterator[Paragraph]:
    location = page.location(line.box)
    for is_sure, words in groupby(line.words, lambda word: word.is_sure):
        yield Paragraph(" ".join(word.text for word in words), location, joint, is_sure)
        joint = " "
