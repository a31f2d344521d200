"""The words of a page -> its lines in the order in which a person reads them: column after column.

A row is all that stands at one height. Rows in a row that leave one strip of the page free, with prose on both sides
of it, are columns; rows whose sides are short cells are rows of a table and stay together.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from etl.reports.opening.document import CELL_BREAK
from etl.reports.opening.pages import Box, Line, Word, around

Strip = tuple[float, float]  # from the left to the right, free of words
Row = list[Word]  # from left to right

# All as shares of the height of a letter's box, unless said otherwise.
_SAME_ROW = 0.35
_GUTTER = 0.6
_JOINED = 0.06
_CELL_GAP = 1.5
_ALIKE = 1.5  # times the smallest gap of a row: the widest of a line that was stretched to the margin
_RAISED = 0.12
_SMALL = 0.8
_HALF = 0.6  # share of the page's width: what is wider is no line of a column beside another
_LEAST_STRIP = 5  # points
_FEWEST_LINES = 3  # on each side of a gutter
_STANDING_OUT = 20  # one line in so many
_MOST_TAKEN_BACK = 4  # rows that a band leaves to the next
_FILLED = 0.5  # share of its column that a line of prose fills
_WORDS_OF_PROSE = 3
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def lines_of(words: Sequence[Word], known: Sequence[Strip] = ()) -> tuple[list[Line], list[Strip]]:
    """The lines of a page, from words in any order, and the strips between its columns.

    `known` are the strips of pages before, on which it takes fewer lines to see the columns again.
    """
    rows = rows_of(words)
    if not rows:
        return [], []
    left, right = min(row[0].box.left for row in rows), max(word.box.right for row in rows for word in row)
    lines: list[Line] = []
    between: list[Strip] = []
    plain: list[Row] = []
    for band, columns, gutters in _bands(rows, left, right, known):
        if gutters:
            lines += _lines(plain)
            lines += [line for column in columns for line in _lines(column)]
            plain = []
            between += gutters
        else:
            plain += band
    return [*lines, *_lines(plain)], between


def rows_of(words: Sequence[Word]) -> list[Row]:
    """The words at one height, row by row from the top; pieces that touch are one word."""
    return [_whole(row) for row in _rows(words)]


def _rows(words: Sequence[Word]) -> Iterator[Row]:
    """The words at one height, from left to right; small ones above or below the line belong to it."""
    row: Row = []
    tallest: Word | None = None
    for word in sorted(words, key=lambda word: word.box.middle):
        if tallest is not None:
            height = max(tallest.box.height, word.box.height)
            if abs(word.box.middle - tallest.box.middle) > _SAME_ROW * height:
                yield sorted(row, key=lambda word: word.box.left)
                row, tallest = [], None
        row.append(word)
        if tallest is None or word.box.height > tallest.box.height:
            tallest = word
    if row:
        yield sorted(row, key=lambda word: word.box.left)


def _whole(row: Row) -> Row:
    """Pieces that touch are one word, as where each letter is drawn alone; raised digits are told from others."""
    height = max(word.box.height for word in row)
    bottom = max(word.box.bottom for word in row if word.box.height == height)
    whole: Row = []
    for word in row:
        is_small = word.box.height < _SMALL * height and word.box.bottom < bottom - _RAISED * height
        text = word.text.translate(_RAISED_DIGITS) if is_small else word.text
        if whole and word.box.left - whole[-1].box.right < _JOINED * height:
            before = whole.pop()
            word = Word(before.text + text, around((before.box, word.box)), before.is_sure and word.is_sure)
        elif text is not word.text:
            word = Word(text, word.box, word.is_sure)
        whole.append(word)
    return whole


def _bands(
    rows: Sequence[Row], left: float, right: float, known: Sequence[Strip]
) -> Iterator[tuple[list[Row], list[list[Row]], list[Strip]]]:
    """Rows below each other that leave strips free, with the columns between them as `_columns` finds them."""
    band: list[Row] = []
    shared: list[Strip] = []
    for row in rows:
        free = _free(row, left, right)
        rest = _common(shared, free) if band else free
        if band and not rest and (shared or free):
            columns, gutters = _columns(band, shared, known)
            taken, rest = (0, free) if gutters else _taken_back(band, free, left, right)
            yield band[: len(band) - taken], columns, gutters
            band = band[len(band) - taken :]
        band.append(row)
        shared = rest
    if band:
        yield band, *_columns(band, shared, known)


def _taken_back(band: Sequence[Row], free: Sequence[Strip], left: float, right: float) -> tuple[int, list[Strip]]:
    """How many rows at the end of a band belong to the next one, which shares these strips; and what they share.

    A title leaves strips free beside it, of which the first rows of the columns below may leave one free by chance.
    """
    shared = list(free)
    for taken, row in enumerate(reversed(band[-_MOST_TAKEN_BACK:])):
        common = _common(_free(row, left, right), shared)
        if not common:
            return taken, shared
        shared = common
    return min(len(band), _MOST_TAKEN_BACK), shared


def _free(row: Row, left: float, right: float) -> list[Strip]:
    """The strips that a row leaves free; beside it only where it may be the line of one column."""
    least = _GUTTER * max(word.box.height for word in row)
    strips = [(word.box.right, after.box.left) for word, after in pairwise(row)]
    if row[-1].box.right - row[0].box.left < _HALF * (right - left):
        strips = [(left, row[0].box.left), *strips, (row[-1].box.right, right)]
    return [strip for strip in strips if strip[1] - strip[0] >= least]


def _common(some: Sequence[Strip], others: Sequence[Strip]) -> list[Strip]:
    """Where both are free, from left to right."""
    common: list[Strip] = []
    one = other = 0
    while one < len(some) and other < len(others):
        start, end = max(some[one][0], others[other][0]), min(some[one][1], others[other][1])
        if end - start > _LEAST_STRIP:
            common.append((start, end))
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1
    return common


def _columns(
    band: Sequence[Row], strips: Sequence[Strip], known: Sequence[Strip]
) -> tuple[list[list[Row]], list[Strip]]:
    """The columns of prose and the strips between them; no strip where the rows are to be read across."""
    columns, gutters = [list(band)], []
    for strip in strips:
        *before, last = columns
        sides = _sides(last, strip)
        fewest = 1 if _common([strip], known) else _FEWEST_LINES
        if all(len(side) >= fewest for side in sides):
            columns = [*before, *sides]
            gutters.append(strip)
    return (columns, gutters) if all(map(_is_prose, columns)) else ([], [])


def _sides(rows: Sequence[Row], strip: Strip) -> tuple[list[Row], list[Row]]:
    """What stands on the left and on the right of a strip."""
    middle = sum(strip) / 2
    left = [side for row in rows if (side := [word for word in row if word.box.right <= middle])]
    right = [side for row in rows if (side := [word for word in row if word.box.right > middle])]
    return left, right


def _is_prose(column: Sequence[Row]) -> bool:
    """Whether its lines are lines of sentences and not cells: long, and as long as the column is wide."""
    width = max(row[-1].box.right for row in column) - min(row[0].box.left for row in column)
    usual = median(row[-1].box.right - row[0].box.left for row in column)
    return usual >= _FILLED * width and median(map(len, column)) >= _WORDS_OF_PROSE


def _lines(rows: Sequence[Row]) -> Iterator[Line]:
    if not rows:
        return
    left, right = min(row[0].box.left for row in rows), right_edge([row[-1].box.right for row in rows])
    for row in rows:
        yield line_of(row, left, right, median(word.box.height for word in row))


def line_of(row: Row, left: float, right: float, size: float = 0) -> Line:
    """The words at one height as a line of the column between these edges."""
    cells = _celled(row)
    return Line(tuple(cells), around(word.box for word in row), left, right, size, len(cells) > len(row))


def right_edge(ends: Sequence[float]) -> float:
    """The right edge of a column whose lines end there; one line in twenty may stand out."""
    return sorted(ends)[-1 - len(ends) // _STANDING_OUT]


def _celled(row: Row) -> Row:
    """The row with a cell break at each gap that is too wide for a blank."""
    gaps = [after.box.left - word.box.right for word, after in pairwise(row)]
    if not gaps or _is_stretched(row, gaps):
        return row
    celled = row[:1]
    for gap, word in zip(gaps, row[1:], strict=True):
        if gap > _CELL_GAP * word.box.height:
            edge = celled[-1].box.right
            celled.append(Word(CELL_BREAK.strip(), Box(edge, word.box.top, edge + gap, word.box.bottom)))
        celled.append(word)
    return celled


def _is_stretched(row: Row, gaps: Sequence[float]) -> bool:
    """Whether it is a line whose few words are drawn apart to fill the column: all gaps are alike."""
    names = sum(any(map(str.isalpha, word.text)) for word in row)
    return len(gaps) > 1 and 2 * names > len(row) and max(gaps) < _ALIKE * min(gaps)
