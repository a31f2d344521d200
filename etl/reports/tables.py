"""The figures of tables: a number is read as the sentence that its headings make of it.

The grammar of sentences decides what it states; the row or column of a place, whose it is. A number whose headings are
not understood whole gives no figure: never a guess.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from etl.reports.drafting import drafts_of
from etl.reports.drafts import Draft
from etl.reports.figures import figure_of
from etl.reports.forms import PART_LEVEL, PLAIN_LEVEL, Form, Row
from etl.reports.headings import Heading, Template, caption, heading, sentence
from etl.reports.letterhead import Signer
from etl.reports.lexicon import fold, phrases, vocabulary
from etl.reports.mentions import view
from etl.reports.model import Figure
from etl.reports.numbers import NUMERAL, amount_of, count_of
from etl.reports.opening import Document
from etl.reports.opening.document import Cell
from etl.reports.opening.grids import is_number
from etl.reports.places import Gazetteer
from etl.reports.scopes import OWN, Home, Scope
from etl.reports.sentences import Sentence
from etl.reports.table_places import TablePlaces
from etl.reports.table_sums import Stated, relate

_ALONE = 0.85  # how sure a number of a table is that nothing checks
# Lines above a table that may belong to its caption, and how long they may be.
_CAPTION_LINES, _LONGEST_CAPTION = 5, 250
_NUMBER = re.compile(rf"(?P<number>{NUMERAL})(?P<over>\s*/\s*(?:{NUMERAL}))?\s*(?P<noun>.*)")
_SAMPLE = "7"
# Stands in for a table where sentences are looked for: no blank, no letter.
_FILLER = "\ufffc"
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_NO_CAPTION = re.compile(r"(?<!\w)(?:kèm theo|ban hành|ngày\s.{1,20}tháng|số\s*:)(?!\w)|[.!?]$")
_UNIT_LINE = re.compile(r"\(?\s*(?:đvt|đơn vị tính|đơn vị)\s*:\s*(?P<unit>[^()]+?)\s*\)?")


def without_tables(document: Document) -> str:
    """The text in which sentences are looked for, as long as the document's: plain blanks, tables blotted out.

    So are single rows of numbers: what heads their columns is not known.
    """
    pieces, position = [], 0
    for table in document.tables:
        pieces += [document.text[position : table.start], _FILLER * (table.end - table.start)]
        position = table.end
    text = "".join([*pieces, document.text[position:]]).translate(_BLANKS)
    return "\n".join(_FILLER * len(line) if _is_row(line) else line for line in text.split("\n"))


def _is_row(line: str) -> bool:
    """Whether a line is a row of numbers alone: "Số sản phẩm OCOP 12 | 345"."""
    cells = line.split("|") if "|" in line else []
    last = max((number for number, cell in enumerate(cells) if is_number(cell)), default=0)
    return any(cell.rstrip(" %")[-1:].isdigit() for cell in cells[:last])


def row_labels(document: Document) -> str:
    """The labels of the rows of all tables, a line each: the districts named there tell the province."""
    rows = (row for table in document.tables for row in Form(document.text, table).rows)
    return "\n".join(label.words for row in rows for label in row.labels)


def figures(
    document: Document, home: Home, districts: frozenset[str], signed: Signer | None, printed: str | None
) -> list[Figure]:
    """The figures of the tables. `districts`: the provinces whose districts may be named without their type."""
    if not document.tables:
        return []
    places = TablePlaces(document.text, home, Gazetteer(document.text, fold(document.text), districts))
    names = (f"t{number}" for number in range(1, len(document.text)))
    found: list[Figure] = []
    sentences = _Sentences(home)
    above = 0
    for table in document.tables:
        form = Form(document.text, table)
        captions = _captions(document.text, above, table.start)
        stated = list(_Reader(form, captions, places, signed, sentences).stated())
        relate(stated, names)
        found += [_figure(one, document, printed) for one in stated]
        above = table.end
    return found


def _figure(stated: Stated, document: Document, printed: str | None) -> Figure:
    draft, cell, text = stated.draft, stated.cell, document.text
    line_end = text.find("\n", cell.end)
    line = text.rfind("\n", 0, cell.start) + 1, line_end if line_end >= 0 else len(text)
    figure = figure_of(draft, document, printed, (cell.start, cell.end), line, cell.start)
    figure.rule = f"table_cell:{draft.rule}"
    if draft.time is not None and draft.time.kind == "moment" and not draft.target:
        figure.period_from = None  # "Lũy kế đến 31/12/2024" tells no beginning
    return figure


# --- what stands above a table ---------------------------------------------------------------


@dataclass(frozen=True)
class _Captions:
    """The lines above a table: taken apart from the widest to the nearest, their spans, and the unit that they give."""

    headings: tuple[Heading, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    unit: str = ""


def _captions(text: str, start: int, end: int) -> _Captions:
    """The title of the table: the lines right above it, up to a sentence, a letterhead or another table."""
    headings: list[Heading] = []
    spans: list[tuple[int, int]] = []
    unit = ""
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text[max(start, end - 3000) : end])]
    offset = max(start, end - 3000)
    for line_start, line_end in reversed(lines[-_CAPTION_LINES:]):
        line = text[offset + line_start : offset + line_end].strip()
        folded = fold(line)
        if told := _UNIT_LINE.fullmatch(folded):
            unit = unit or told["unit"]
        elif line.startswith("(") and _NO_CAPTION.search(folded):
            continue  # "(Kèm theo Báo cáo số 12/BC-SNN ngày 5/1/2025)"
        elif len(line) > _LONGEST_CAPTION or _NO_CAPTION.search(folded) or _is_letterhead(line, folded):
            break
        else:
            headings.insert(0, caption(line[1:-1] if line.startswith("(") and line.endswith(")") else line))
            spans.insert(0, (offset + line_start, offset + line_end))
    return _Captions(tuple(headings), tuple(spans), unit)


def _is_letterhead(line: str, folded: str) -> bool:
    words = vocabulary("letterhead")
    return bool(phrases(words["state"]).search(folded) or (line.isupper() and phrases(words["offices"]).match(folded)))


# --- the numbers of one table ----------------------------------------------------------------


@dataclass
class _Line:
    """The headings of a row: its place, if it has one, its own headings, and those of the rows above that head it."""

    scope: Scope | None
    headings: list[Heading]
    above: list[Heading]
    is_known: bool


@dataclass
class _Reader:
    """Reads the numbers of one table."""

    form: Form
    captions: _Captions
    places: TablePlaces
    signed: Signer | None
    sentences: "_Sentences"
    _chapters: list[tuple[int, list[Heading]]] = field(default_factory=list)

    def stated(self) -> Iterator[Stated]:
        """What each number states; nothing in a register, or where most rows are not understood."""
        register = phrases(vocabulary("tables")["register"])
        if any(register.search(fold(words)) for words in self.form.header_words):
            return
        self.places.read_rows(self.form)
        lines = [(row, self._line(row)) for row in self.form.rows]
        told = [line.is_known for row, line in lines if row.figures]
        if 2 * sum(told) < len(told):
            return
        for row, line in lines:
            if line.is_known:
                for cell in row.figures:
                    yield from self._of_cell(cell, row, line)

    def _line(self, row: Row) -> _Line:
        scope: Scope | None = None
        is_known = True
        headings: list[Heading] = []
        for label in row.labels:
            place = self.places.scope(label.cell, label.header)
            said = heading(label.words)
            if place is not None:
                scope = place
            elif said.is_total:
                scope = scope or (OWN if self.places.has_rows else None)
            else:
                headings.append(said)
                is_known &= self._is_known(said)
        is_known &= bool(row.labels)
        level = self._level(row, headings)
        while self._chapters and self._chapters[-1][0] >= level:
            self._chapters.pop()
        above = [one for _, chapter in self._chapters for one in chapter]
        self._chapters.append((level, headings))
        return _Line(scope, headings, above, is_known)

    @staticmethod
    def _is_known(said: Heading) -> bool:
        """Whether the label of a row is one of a report's, a group of goods or of producers, and nobody's name."""
        if said.kinds:
            return not said.is_strange  # "HTX" and not "HTX Tân Hương"
        return said.says_something or "goods_groups" in said.cues

    def _level(self, row: Row, headings: list[Heading]) -> int:
        """How deep a row stands; one without a noun or with a kind of producers is a part of the row before it."""
        level = row.labels[-1].level if row.labels else PLAIN_LEVEL
        if level is not None:
            return level
        is_part = bool(headings) and (not headings[-1].group or bool(headings[-1].kinds))
        return PART_LEVEL if is_part else PLAIN_LEVEL

    def _of_cell(self, cell: Cell, row: Row, line: _Line) -> Iterator[Stated]:
        scope, column = line.scope, []
        for header in self.form.path(cell.column):
            place = self.places.scope(header, "")
            said = heading(self.form.words(header))
            if place is not None:
                scope = scope if scope is not None and scope is not OWN else place
            elif not said.is_total:
                column.append(self._plan_share(said))
        words = self.form.words(cell)
        number = _NUMBER.match(words)
        if number is None:
            return
        template = sentence(
            [*self.captions.headings, *line.above], line.headings, column, self._unit(row, line, column, number["noun"])
        )
        if template is None:
            return
        for draft in self.sentences.drafts(template, number["number"], number["over"] or ""):
            self._give_scope(draft, scope, row)
            yield Stated(draft, cell)

    def _unit(self, row: Row, line: _Line, column: list[Heading], noun: str) -> str:
        """What the number counts, as said nearest to it: in its cell, its column, its row, above the table."""
        said = [noun, *(one.unit for one in reversed(column)), row.unit]
        said += [*(one.unit for one in reversed(line.headings)), self.captions.unit]
        said += ["sản phẩm"] if self._lists_ranks else []
        return fold(next((unit for unit in said if unit), ""))

    @cached_property
    def _lists_ranks(self) -> bool:
        """Whether all rows but totals are ranks, so that their total counts products too: "5 sao", "Tổng cộng"."""
        said = [heading(label.words) for row in self.form.rows for label in row.labels]
        parts = [one for one in said if not one.is_total]
        return bool(parts) and all(one.has_star and not one.group for one in parts)

    def _plan_share(self, said: Heading) -> Heading:
        """A column "Tỷ lệ (%)" beside a plan and what was reached is the share of the plan."""
        if said.is_share and not said.group and not said.rest and self._has_plan_and_actual():
            return replace(said, is_plan_share=True)
        return said

    def _has_plan_and_actual(self) -> bool:
        plans = {heading(words).is_plan for words in self.form.header_words}
        return {True, False} <= plans

    def _give_scope(self, draft: Draft, scope: Scope | None, row: Row) -> None:
        """The place of the row or column, else the one of the caption, else the one that signs the document."""
        if scope is not None and scope is not OWN:
            draft.scope, draft.scope_name = scope.level, scope.name
            return
        if draft.scope is None and (titled := self.places.titled(self.captions.spans)) is not None:
            draft.scope, draft.scope_name = titled.level, titled.name
        province = phrases(vocabulary("tables")["total_of_province"])
        is_province = any(province.search(fold(label.words)) for label in row.labels)
        if draft.scope is None and self.signed is not None and self.signed.name and not is_province:
            draft.scope, draft.scope_name = self.signed.level, self.signed.name


class _Sentences:
    """Reads the sentences that headings make; the numbers of a column share theirs, so that it is read once."""

    def __init__(self, home: Home) -> None:
        self._home = Home(home.province, None, home.is_merged)
        self._read: dict[Template, list[Draft]] = {}

    def drafts(self, template: Template, number: str, over: str) -> Iterator[Draft]:
        """Drafts of what the number states in the sentence."""
        if over:
            yield from (replace(draft, confidence=_ALONE) for draft in self._drafts(template, number + over))
            return
        if template not in self._read:
            self._read[template] = list(self._drafts(template, _SAMPLE))
        for sample in self._read[template]:
            read = amount_of if sample.count.unit in ("percent", "vnd") else count_of
            value = read(number)
            if value is not None:
                factor = sample.value / float(_SAMPLE)
                yield replace(sample, value=value * factor, confidence=min(_ALONE, sample.confidence + 0.1))

    def _drafts(self, template: Template, number: str) -> Iterable[Draft]:
        joint = "" if template.behind.startswith("%") else " "
        text = fold(f"{template.before}{number}{joint}{template.behind}")
        span = Sentence(0, len(text), 0)
        found = drafts_of([view(text, text, span, Gazetteer(text, text))], self._home)
        position = len(template.before)
        return [draft for draft in found if draft.count.start <= position < draft.count.number_end]
