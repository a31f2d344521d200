"""Tables that are drawn with rules on pages: the words in each cell, and the pages over which a table goes on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby, pairwise, product
from typing import NamedTuple

from etl.reports.opening.columns import Row, rows_of
from etl.reports.opening.document import GridCell
from etl.reports.opening.grids import is_number, table_parts
from etl.reports.opening.hyphens import Seam, seam
from etl.reports.opening.lattices import TOUCHING, Lattice, lattices_of
from etl.reports.opening.limits import MAX_CELLS
from etl.reports.opening.pages import Box, Page, Word

_MOST_RULES = 100_000  # pieces of rules, of all pages
_OVER = 2.0  # points by which a word may reach over the edge of its cell
_WIDE = 1.2  # times the height of a letter: no blank between two parts of a number is so wide


class Drawn(NamedTuple):
    """What a table takes of one page: the number of the page, and the box on it."""

    page: int
    box: Box


@dataclass(frozen=True)
class RuledTable:
    """The cells of a table, row by row, empty ones too, and the parts of pages that it takes, from the first on.

    `edges`: of its columns, in points from the left. `opens_page`, `ends_page`: nothing stands above it, or below it.
    """

    cells: tuple[GridCell, ...]
    drawn: tuple[Drawn, ...]
    edges: tuple[float, ...]
    opens_page: bool
    ends_page: bool


def tables_of(pages: Sequence[tuple[Page, Sequence[Word], Sequence[Box]]]) -> list[RuledTable]:
    """The tables of pages in their order, from the words and the rules of each, without running heads and feet.

    A document of more rules or cells than reports have gives the tables up to there; the rest is read as lines.
    """
    tables: list[RuledTable] = []
    cells = rules_seen = 0
    for page, words, rules in pages:
        rules_seen += len(rules)
        if rules_seen > _MOST_RULES or cells > MAX_CELLS:
            break
        for table in _on_page(page, words, rules):
            cells += len(table.cells)
            if tables and _goes_on(tables[-1], table):
                table = _joined(tables.pop(), table)
            tables.append(table)
    return tables


def _on_page(page: Page, words: Sequence[Word], rules: Sequence[Box]) -> list[RuledTable]:
    """The tables of a page from its top; a word stands in the smallest that holds it.

    What only lays out a cell of another is no table, and its words are that cell's.
    """
    lattices = sorted(lattices_of(rules), key=lambda lattice: lattice.whole.width * lattice.whole.height)
    free = list(words)
    tables: list[RuledTable] = []
    for number, lattice in enumerate(lattices, 1):
        inside = [word for word in free if lattice.whole.holds(word.box)]
        table = _table(page, words, inside, lattice)
        is_inner = any(larger.whole.overlaps(lattice.whole) for larger in lattices[number:])
        if not is_inner or table_parts(table.cells):
            tables.append(table)
            free = [word for word in free if not lattice.whole.holds(word.box)]
    return sorted(tables, key=lambda table: table.drawn[0].box.top)


def _table(page: Page, words: Sequence[Word], inside: Sequence[Word], lattice: Lattice) -> RuledTable:
    whole = lattice.whole
    return RuledTable(
        tuple(_cells(page, inside, lattice)),
        (Drawn(page.number, whole),),
        tuple(lattice.columns),
        opens_page=not any(word.box.middle < whole.top for word in words),
        ends_page=not any(word.box.middle > whole.bottom for word in words),
    )


def _cells(page: Page, words: Sequence[Word], lattice: Lattice) -> Iterator[GridCell]:
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        inside[lattice.place(word.box)].append(word)
    for span in lattice.spans():
        rows, columns = range(span.top, span.bottom + 1), range(span.left, span.right + 1)
        box = lattice.box(span)
        own = [word for place in product(rows, columns) for word in inside.get(place, ())]
        is_sure = all(box.left - _OVER <= word.box.left and word.box.right <= box.right + _OVER for word in own)
        yield GridCell(_said(own), span.top, span.left, len(rows), len(columns), page.location(box), is_sure)


def _said(words: Sequence[Word]) -> str:
    """The words of a cell as one line, those that are written upwards last."""
    upwards = sorted(filter(_is_upwards, words), key=lambda word: word.box.left)
    rows = [*rows_of([word for word in words if not _is_upwards(word)]), *([word] for word in upwards)]
    return reduce(_and, map(_line, rows), "")


def _and(said: str, line: str) -> str:
    """The words of a cell, and its next line, either of which may be empty."""
    if not said or not line:
        return said or line
    between = _between(said, line)
    return f"{said[:-1] if between.is_cut else said}{between.joint}{line}"


def _line(row: Row) -> str:
    line = row[0].text
    for before, word in pairwise(row):
        is_wide = word.box.left - before.box.right > _WIDE * word.box.height
        line += f"{'; ' if is_wide and _are_numbers(before.text, word.text) else ' '}{word.text}"
    return line


def _between(said: str, line: str) -> Seam:
    """What stands between two lines of a cell. Two numbers stay two: where a rule lacks, they are of two rows."""
    if _BROKEN_DATE.search(said) and line[0].isdigit():
        return Seam("")
    return Seam("; ") if _are_numbers(said, line) else seam(said, line)


def _are_numbers(before: str, after: str) -> bool:
    return before[-1:].isdigit() and after[0].isdigit()


_BROKEN_DATE = re.compile(r"(?<!\d)\d{1,2}/(?:\d{1,2}/\d{0,3})?$")  # "31/12/20", in a cell too narrow for it


def _is_upwards(word: Word) -> bool:
    return len(word.text) > 2 and word.box.height > word.box.width


# --- pages ------------------------------------------------------------------------------------


def _goes_on(before: RuledTable, table: RuledTable) -> bool:
    """Whether a table at the top of a page is the rest of the one at the end of the page before."""
    return (
        before.drawn[-1].page + 1 == table.drawn[0].page
        and before.ends_page
        and table.opens_page
        and len(before.edges) == len(table.edges)
        and all(abs(one - other) <= TOUCHING for one, other in zip(before.edges, table.edges, strict=True))
    )


def _joined(before: RuledTable, table: RuledTable) -> RuledTable:
    """Both as one table, without the header that the second one says again; a row that a page cut is one."""
    rows, more = _rows(before), _rows(table)
    first = next((row for row, words in more.items() if rows.get(row) != words or not _is_header(words)), None)
    drawn = before.drawn + table.drawn
    if first is None:
        return replace(table, cells=before.cells, drawn=drawn)
    above = [cell for cell in before.cells if cell.row < max(rows)]
    last = [cell for cell in before.cells if cell.row == max(rows)]
    if cut := _rest_of(last, [cell for cell in table.cells if cell.row == first]):
        last = [replace(cell, words=_and(cell.words, cut.get(cell.column, ""))) for cell in last]
        first += 1
    shift = max(cell.row + cell.rows for cell in before.cells) - first
    rest = (replace(cell, row=cell.row + shift) for cell in table.cells if cell.row >= first)
    return replace(table, cells=(*above, *last, *rest), drawn=drawn)


def _rest_of(last: Sequence[GridCell], first: Sequence[GridCell]) -> dict[int, str]:
    """The words by column of the first row on a page that belong to the last one before: its label alone goes on."""
    filled = {cell.column: cell.words for cell in first if cell.words}
    over = {cell.column: cell.words for cell in last if cell.words}
    if not filled or any(is_number(words) or not over.get(column) for column, words in filled.items()):
        return {}
    goes_on = min(over) not in filled or filled[min(over)][0].islower()
    is_plain = all(cell.columns == cell.rows == 1 for cell in first if cell.words)
    return filled if goes_on and is_plain and any(map(is_number, over.values())) else {}


def _rows(table: RuledTable) -> dict[int, list[str]]:
    return {row: [cell.words for cell in cells] for row, cells in groupby(table.cells, key=lambda cell: cell.row)}


def _is_header(words: Sequence[str]) -> bool:
    """Whether a row has no numbers, or only those of its columns."""
    return not any(map(is_number, words)) or list(words) == [str(number + 1) for number in range(len(words))]
