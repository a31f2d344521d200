"""Run as a script: PDF on standard input; the words of its pages, or the picture of one page, on standard output.

`words PAGES CHARACTERS`: JSON, {"pages": [page]} or {"problem": code}; the numbers are the most that are read.
`picture NUMBER DPI PIXELS`: the page of this number, from 0, in grey as a PGM file.
Imports nothing of the project. To be run under limits: the native code and the file may want any time and memory.
"""

import ctypes
import json
import math
import sys
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the left and top of the page
_HYPHENS = (0x02, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line
_UNKNOWN = "\ufffd"
_BLANK = 0.15  # of the height of a letter: words stand further apart
_WIDEST = 0.8  # of the height of a letter: the gaps of a word are not wider, however it is spaced
_OVERLAP = 0.5  # points by which a letter's box may reach over a rule beside it
_APART = 0.1  # of the height of a letter: at least so far apart are words that a rule parts
_DASH = 4.0  # points: pieces of a dashed rule are no further apart
_SAME_LINE = 0.2  # of the height of a letter: what stands higher or lower is no neighbour
_SPACED_OUT = 0.8  # share of single letters from which the blanks between them are no blanks between words
_MOST_OBJECTS = 50_000  # drawn on one page; further ones are not asked whether they are pictures
_STRAIGHT = 0.1  # radians
_THIN = 2.0  # points: a bar that is not thicker is a rule
_MOST_CORNERS = 20_000  # of one path
_MOST_RULES = 10_000  # of one page: where there are more, none is told, for a table with half its rules is another


class Glyph:
    """A letter with the marks on it."""

    __slots__ = ("box", "is_hidden", "is_upright", "text")

    def __init__(self, text: str, box: Box, is_upright: bool, is_hidden: bool) -> None:
        self.text, self.box, self.is_upright, self.is_hidden = text, box, is_upright, is_hidden


def pages(content: bytes, most_pages: int, most_characters: int) -> dict[str, object]:
    """The pages, or the problem: broken, password, pages or characters."""
    found: list[dict[str, object]] = []
    characters = 0
    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > most_pages:
            return {"problem": "pages"}
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            characters += text.count_chars()
            if characters > most_characters:
                return {"problem": "characters"}
            found.append(_page(page, text))
            page.close()
    except pypdfium2.PdfiumError as problem:
        return {"problem": "password" if "password" in str(problem).lower() else "broken"}
    return {"pages": found}


def _page(page: Any, text: Any) -> dict[str, object]:
    """Its size in points, its words [text, left, top, right, bottom, upright?, hidden?], the share of it that a picture
    covers, how many curves are drawn on it, and the rules among them [left, top, right, bottom].
    """
    width, height = page.get_size()
    covered, curves, rules = _drawings(page)
    down = sorted(rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0])
    words = [word for line in _content_lines(_glyphs(page, text)) for word in _words(line, _passing(down, line[0]))]
    return {"width": width, "height": height, "words": words, "covered": covered, "curves": curves, "rules": rules}


def _displayed(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From PDF's own coordinates to points from the left and top of the page as a person sees it."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]  # fmt: skip


def _glyphs(page: Any, text: Any) -> Iterator[Glyph]:
    """The letters as they are drawn, one after the other; what stands outside of the page is left out."""
    place, turned = _displayed(page), math.radians(page.get_rotation())
    width, height = page.get_size()
    raw, rectangle = text.raw, pdfium.FS_RECTF()
    last: Glyph | None = None
    high = 0
    drawn_by, is_hidden, is_upright = 0, False, True
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a letter beyond the first plane
            high = code
            continue
        character = _character(raw, index, code, high)
        high = 0
        pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(rectangle))
        box = _box(place(rectangle.left, rectangle.top), place(rectangle.right, rectangle.bottom))
        if last is not None and unicodedata.combining(character):
            last.text += character
            last.box = (last.box[0], last.box[1], max(last.box[2], box[2]), last.box[3])
            continue
        if box[2] < 0 or box[3] < 0 or box[0] > width or box[1] > height:
            continue
        by = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, index), ctypes.c_void_p).value or 0
        if by != drawn_by:
            drawn_by, is_hidden = by, _is_hidden(raw, index)
            angle = (pdfium.FPDFText_GetCharAngle(raw, index) + turned) % math.tau  # clockwise
            is_upright = min(angle, math.tau - angle) < _STRAIGHT
        last = Glyph(character, box, is_upright, is_hidden)
        yield last


def _character(raw: Any, index: int, code: int, high: int) -> str:
    if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1 or code == 0:
        return _UNKNOWN
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    return "-" if code in _HYPHENS else chr(code)


def _is_hidden(raw: Any, index: int) -> bool:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(raw, index))
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _box(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x, y), (u, v) = one, other
    return min(x, u), min(y, v), max(x, u), max(y, v)


def _content_lines(glyphs: Iterator[Glyph]) -> Iterator[list[Glyph]]:
    """Letters that are drawn one behind the other, from left to right at one height."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and not _follows(line[-1], glyph):
            yield line
            line = []
        if line and _is_again(line[-1], glyph):  # bold, made by drawing twice
            continue
        line.append(glyph)
    if line:
        yield line


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if glyph.is_upright != before.is_upright or glyph.is_hidden != before.is_hidden:
        return False
    if not glyph.is_upright:
        return _are_near(before, glyph)
    height = max(before.box[3] - before.box[1], glyph.box[3] - glyph.box[1])
    return abs(glyph.box[3] - before.box[3]) <= _SAME_LINE * height and glyph.box[0] >= before.box[0] - _BLANK * height


def _are_near(before: Glyph, glyph: Glyph) -> bool:
    """Whether letters that stand upwards or aslant may be of one word or line."""
    (left, top, right, bottom), (x, y, u, v) = before.box, glyph.box
    return math.dist(((left + right) / 2, (top + bottom) / 2), ((x + u) / 2, (y + v) / 2)) < 2 * max(
        right - left, bottom - top, u - x, v - y
    )


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    width = before.box[2] - before.box[0]
    return glyph.text == before.text and width > 0 and abs(glyph.box[0] - before.box[0]) < width / 4


def _passing(down: list[Box], glyph: Glyph) -> list[float]:
    """How far from the left the rules stand that pass a letter's line on their way down, from left to right."""
    middle = (glyph.box[1] + glyph.box[3]) / 2
    return [(left + right) / 2 for left, top, right, bottom in down if top - _DASH <= middle <= bottom + _DASH]


def _words(line: list[Glyph], rules: list[float]) -> Iterator[list[object]]:
    """The words of a line; blanks, wide gaps and rules part them."""
    if not line[0].is_upright:
        yield _word(line)
        return
    letters = [glyph for glyph in line if not glyph.text.isspace()]
    behind_blank = {id(glyph) for before, glyph in pairwise(line) if before.text.isspace()}
    if _is_spaced_out(letters, behind_blank):
        behind_blank = set()
    gaps = [after.box[0] - glyph.box[2] for glyph, after in pairwise(letters) if id(after) not in behind_blank]
    usual = min(max(0.0, sorted(gaps)[len(gaps) // 2]), _WIDEST * (line[0].box[3] - line[0].box[1])) if gaps else 0.0
    word: list[Glyph] = []
    for glyph in letters:
        if word:
            height = glyph.box[3] - glyph.box[1]
            gap = glyph.box[0] - word[-1].box[2]
            is_parted = _are_parted(word[-1], glyph, rules)
            if is_parted:
                glyph.box = (max(glyph.box[0], word[-1].box[2] + _APART * height), *glyph.box[1:])
            if is_parted or id(glyph) in behind_blank or gap > usual + _BLANK * height:
                yield _word(word)
                word = []
        word.append(glyph)
    if word:
        yield _word(word)


def _are_parted(before: Glyph, glyph: Glyph, rules: list[float]) -> bool:
    """Whether a rule stands between two letters."""
    number = bisect(rules, before.box[2] - _OVERLAP)
    return number < len(rules) and rules[number] <= glyph.box[0] + _OVERLAP


def _is_spaced_out(letters: list[Glyph], behind_blank: set[int]) -> bool:
    """Whether a blank stands behind nearly each letter: "B Á O  C Á O"."""
    return len(letters) > 4 and len(behind_blank) >= _SPACED_OUT * (len(letters) - 1)


def _word(glyphs: list[Glyph]) -> list[object]:
    boxes = [glyph.box for glyph in glyphs]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    text = unicodedata.normalize("NFC", "".join(glyph.text for glyph in glyphs))
    box = [round(edge, 1) for edge in (left, top, right, bottom)]
    return [text, *box, glyphs[0].is_upright, glyphs[0].is_hidden]


def _drawings(page: Any) -> tuple[float, int, list[Box]]:
    """The share of the page that its largest picture covers, how many curves are drawn, and the boxes of its rules."""
    width, height = page.get_size()
    place = _displayed(page)
    largest, curves = 0.0, 0
    rules: list[Box] = []
    for number, thing in enumerate(page.get_objects(max_depth=4)):
        if number > _MOST_OBJECTS:
            break
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            largest = max(largest, abs((right - left) * (top - bottom)))
        curves += thing.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH and len(rules) <= _MOST_RULES and _is_painted(thing):
            rules += _rules(thing, place)
    return largest / max(width * height, 1), curves, rules if len(rules) <= _MOST_RULES else []


def _rules(path: Any, place: Callable[[float, float], tuple[float, float]]) -> Iterator[Box]:
    """The straight lines, across or down the page, that a path is made of; a bar that is thin is one."""
    for points in _subpaths(path):
        shown = [place(*point) for point in points]
        across, down = zip(*shown, strict=True)
        whole = min(across), min(down), max(across), max(down)
        sides = [whole] if _is_thin(whole) else [_box(one, other) for one, other in pairwise(shown)]
        yield from (_rounded(side) for side in sides if _is_thin(side))


def _is_painted(path: Any) -> bool:
    """Whether its lines are drawn or its inside is filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    known = pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return not known or bool(fill.value or stroke.value)


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, in PDF's own coordinates; a curve is taken for a straight line."""
    to_page = path.get_matrix()
    within = path.container
    while within is not None:
        to_page, within = to_page.multiply(within.get_matrix()), within.container
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    corners = pdfium.FPDFPath_CountSegments(path)
    for number in range(corners if corners <= _MOST_CORNERS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(to_page.on_point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _is_thin(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= _THIN < max(width, height)


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return left, top, right, bottom


def picture(content: bytes, number: int, dpi: int, most_pixels: int) -> bytes:
    """The page of this number, drawn in grey; a page too large for so many pixels is drawn smaller."""
    page = pypdfium2.PdfDocument(content)[number]
    width, height = page.get_size()
    scale = min(dpi / 72, math.sqrt(most_pixels / max(width * height, 1)))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    pixels = b"".join(rows[at : at + bitmap.width] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride))
    return b"P5 %d %d 255\n%s" % (bitmap.width, bitmap.height, pixels)


if __name__ == "__main__":
    task, *numbers = sys.argv[1:]
    most = [int(number) for number in numbers]
    given = sys.stdin.buffer.read()
    if task == "words":
        sys.stdout.write(json.dumps(pages(given, *most)))  # at once: dump writes each word by itself
    else:
        sys.stdout.buffer.write(picture(given, *most))
