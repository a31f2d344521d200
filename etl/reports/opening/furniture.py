"""What stands on the edge of each page and is no part of the text: running heads and feet, numbers of pages.

A head of the first page stays: it may be the letterhead, which a person reads once.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from etl.reports.opening.pages import Line, Page

_EDGE = 0.12  # share of the page's height, above and below, where furniture stands
_APART = 1.35  # times the usual distance of lines: how far furniture stands from the text
_SAME_HEIGHT = 0.006  # share of the page's height
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")  # of a page; what has four digits is a year
_MOST_NUMBERS = 4  # of a line that are compared with the page's
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:trang|tr\.?|page|p\.)\s*:?\s*)?(?P<number>\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—|\s]*", re.I
)
_Place = tuple[int, int]  # the number of a page and the index of a line on it


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what stands at the same height on several of them and without their numbers."""
    edges = {page.number: list(_edge(page)) for page in pages}
    running = _running(pages, edges)
    return [replace(page, lines=tuple(_kept(page, edges[page.number], running))) for page in pages]


def _kept(page: Page, edge: Sequence[int], running: set[_Place]) -> Iterator[Line]:
    for index, line in enumerate(page.lines):
        is_first_head = page.number == 1 and line.box.middle < page.height / 2
        is_furniture = (page.number, index) in running and not is_first_head
        if not is_furniture and not (index in edge and _is_page_number(page, line)):
            yield line


def _edge(page: Page) -> Iterator[int]:
    """The lines on the upper and lower edge that stand apart from the others."""
    order = sorted(range(len(page.lines)), key=lambda index: page.lines[index].box.middle)
    heights = [page.lines[index].box.middle for index in order]
    steps = [after - height for height, after in pairwise(heights)]
    rows = [step for step, index in zip(steps, order, strict=False) if step > page.lines[index].box.height / 2]
    apart = _APART * median(rows) if rows else 0
    gaps = [at for at, step in enumerate(steps, 1) if step > apart]
    heads = max((at for at in gaps if heights[at - 1] < _EDGE * page.height), default=0)
    feet = min((at for at in gaps if heights[at] > (1 - _EDGE) * page.height), default=len(order))
    yield from order[:heads]
    yield from order[feet:]


def _running(pages: Sequence[Page], edges: dict[int, list[int]]) -> set[_Place]:
    """The lines that other pages have at the same height with the same words."""
    places: dict[str, list[tuple[float, _Place]]] = defaultdict(list)
    for page in pages:
        for index in edges[page.number]:
            line = page.lines[index]
            for said in _said(page, line):
                places[said].append((line.box.top / page.height, (page.number, index)))
    return {place for alike in places.values() for place in _at_one_height(sorted(alike))}


def _at_one_height(places: Sequence[tuple[float, _Place]]) -> Iterator[_Place]:
    """Places, sorted by height, of which one of another page stands near."""
    for (top, place), (next_top, next_place) in pairwise(places):
        if next_top - top <= _SAME_HEIGHT and place[0] != next_place[0]:
            yield place
            yield next_place


def _said(page: Page, line: Line) -> Iterator[str]:
    """Its words; and its words with one number counted from the page's, which is the same on all pages."""
    text = line.text.lower()
    yield text
    for number in list(_NUMBER.finditer(text))[:_MOST_NUMBERS]:
        yield f"{text[: number.start()]}page{int(number[0]) - page.number:+}{text[number.end() :]}"


def _is_page_number(page: Page, line: Line) -> bool:
    """Whether the line is but a number of a page: one that says so, or the page's own."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is None:
        return False
    return match["number"] != line.text.strip(" -–—|") or int(match["number"]) == page.number
