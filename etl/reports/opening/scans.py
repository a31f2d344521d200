"""The words in pictures of pages, of scanned PDFs and of images: recognised by Tesseract where it is installed.

What is recognised may be wrong. A number that Tesseract doubts, or that stands among letters, is marked as not sure.
"""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from time import monotonic

from etl.reports.opening import limits
from etl.reports.opening.bounds import output_of
from etl.reports.opening.columns import line_of, right_edge
from etl.reports.opening.pages import Box, Line, Page, Word
from etl.reports.opening.unreadable import Unreadable

DPI = 300
_TESSERACT = "tesseract"
LANGUAGE = "vie"
# How black is told from white: Otsu's way is right more often, Sauvola's finds a line on a grey, grainy page.
_OTSU, _SAUVOLA = ("thresholding_method=0", "thresholding_method=2")
_DRAWER = Path(__file__).with_name("pdf_process.py")
_POINTS = 72  # in an inch
# Tesseract's own confidence, 0 to 100.
_SURE = 80
_SPECK = 40
_DIGIT_LIKE = re.compile(r"\d[lIOoSB|]|[lIOoSB|]\d")
_WORD = "5"  # level of Tesseract's rows
_LINE = ("block_num", "par_num", "line_num")


Row = dict[str, str]  # what Tesseract says of a page, a line or a word


def recognised_pages(content: bytes, numbers: Sequence[int]) -> dict[int, Page]:
    """The pages of a PDF with these numbers, from 0, as they are recognised. Raises Unreadable, naming the pages."""
    named = ", ".join(str(number + 1) for number in numbers)
    _refuse_unable(f"trang {named}", f"page {named}")
    _refuse_many(len(numbers))
    deadline = monotonic() + limits.MAX_SCAN_SECONDS

    def page(number: int) -> Page:
        picture = _picture(content, number)
        found = _recognised(picture, deadline, DPI) if picture else None
        if not found:
            raise _stopped(f"trang {number + 1}", f"page {number + 1}")
        return _page(number + 1, found[0], _POINTS / DPI)

    return dict(zip(numbers, _each(page, numbers), strict=True))


def image_pages(content: bytes, kind: str) -> list[Page]:
    """The pages of an image of this kind ("PNG"), boxes in pixels. Raises Unreadable."""
    _refuse_unable(f"ảnh {kind}", f"a {kind} image")
    found = _recognised(content, monotonic() + limits.MAX_SCAN_SECONDS)
    if not found:
        raise _stopped(f"ảnh {kind}", f"a {kind} image")
    _refuse_many(len(found))
    return [replace(_page(number, rows, 1), is_image=True) for number, rows in enumerate(found, 1)]


def is_able() -> bool:
    """Whether Tesseract and its data for Vietnamese are installed."""
    if shutil.which(_TESSERACT) is None:
        return False
    languages = subprocess.run([_TESSERACT, "--list-langs"], capture_output=True, text=True, check=False)
    return LANGUAGE in languages.stdout.split()


def _refuse_unable(vi: str, en: str) -> None:
    if not is_able():
        raise Unreadable(
            f"bản quét, không có chữ ({vi}); cài Tesseract và dữ liệu tiếng Việt (Debian: tesseract-ocr, "
            f"tesseract-ocr-vie), hoặc gửi bản có chữ. / Scanned, no text ({en}); install Tesseract and its Vietnamese "
            "data (on Debian tesseract-ocr, tesseract-ocr-vie), or send the document with its text."
        )


def _refuse_many(pages: int) -> None:
    if pages > limits.MAX_SCANNED_PAGES:
        raise Unreadable(
            f"bản quét có hơn {limits.MAX_SCANNED_PAGES} trang; tách nhỏ hoặc gửi bản có chữ. "
            f"/ The scan has more than {limits.MAX_SCANNED_PAGES} pages; send it in parts, or with its text."
        )


def _stopped(vi: str, en: str) -> Unreadable:
    return Unreadable(
        f"không nhận dạng được bản quét ({vi}): ảnh hỏng, quá lớn hoặc quá lâu; quét lại ở {DPI} dpi hoặc gửi bản có "
        f"chữ. / The scan is not recognised ({en}): the picture is broken, too large or takes too long; scan it again "
        f"at {DPI} dpi, or send the document with its text."
    )


def _each(page: Callable[[int], Page], numbers: Sequence[int]) -> list[Page]:
    """The pages, as many at a time as there are processors; after the first that fails no other is begun."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            return list(pool.map(page, numbers))
        finally:
            pool.shutdown(cancel_futures=True)


def _picture(content: bytes, number: int) -> bytes | None:
    task = ["picture", str(number), str(DPI), str(limits.MAX_SCANNED_PAGE_PIXELS)]
    command = [sys.executable, "-P", str(_DRAWER), *task]
    return output_of(command, content, limits.MAX_PDF_SECONDS, limits.MAX_PDF_MEMORY_BYTES)


def _recognised(image: bytes, deadline: float, dpi: int | None = None) -> list[list[Row]] | None:
    """What Tesseract says of each page of an image; None when a limit or a fault stopped it."""
    rows: list[Row] = []
    for threshold in (_OTSU, _SAUVOLA):
        output = _asked(image, threshold, deadline, dpi)
        if output is None:
            return None
        rows = list(csv.DictReader(io.StringIO(output.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))
        if any(row["level"] == _WORD for row in rows):
            break
    return [list(page) for _, page in groupby(rows, lambda row: row["page_num"])]


def _asked(image: bytes, threshold: str, deadline: float, dpi: int | None) -> bytes | None:
    most = limits.MAX_SCANNED_PAGE_SECONDS if dpi else limits.MAX_SCAN_SECONDS
    seconds = int(min(deadline - monotonic(), most))
    if seconds <= 0:
        return None
    command = [_TESSERACT, "stdin", "stdout", "-l", LANGUAGE, "-c", "tessedit_create_tsv=1", "-c", threshold]
    resolution = ["--dpi", str(dpi)] if dpi else []
    # one thread a page: Tesseract's own threads wait for each other more than they work
    threads = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return output_of(command + resolution, image, seconds, limits.MAX_SCAN_MEMORY_BYTES, threads)


def _page(number: int, rows: Sequence[Row], scale: float) -> Page:
    """A page of Tesseract's; `scale` makes its pixels the unit of the boxes."""
    words = [row for row in rows if row["level"] == _WORD]
    lines = [_words(line, scale) for _, line in groupby(words, lambda row: [row[name] for name in _LINE])]
    return Page(number, float(rows[0]["height"]) * scale, tuple(_in_columns([line for line in lines if line])))


def _words(rows: Iterator[Row], scale: float) -> list[Word]:
    words = []
    for row in rows:
        text, confidence = row["text"].strip(), float(row["conf"])
        is_speck = confidence < _SPECK and not any(character.isalnum() for character in text)
        if text and not is_speck:
            left, top = float(row["left"]) * scale, float(row["top"]) * scale
            box = Box(left, top, left + float(row["width"]) * scale, top + float(row["height"]) * scale)
            words.append(Word(text, box, _is_sure(text, confidence)))
    return words


def _is_sure(text: str, confidence: float) -> bool:
    """Whether a word with digits is these digits."""
    return not any(map(str.isdigit, text)) or (confidence >= _SURE and not _DIGIT_LIKE.search(text))


def _in_columns(lines: Sequence[list[Word]]) -> Iterator[Line]:
    """The lines, each bounded by those that stand in its column."""
    spans = [(line[0].box.left, line[-1].box.right) for line in lines]
    for line, (left, right) in zip(lines, spans, strict=True):
        column = [
            span
            for span in spans
            if 2 * (min(span[1], right) - max(span[0], left)) > min(span[1] - span[0], right - left)
        ]
        yield line_of(line, min(span[0] for span in column), right_edge([span[1] for span in column]))
