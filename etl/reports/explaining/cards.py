"""A reading in plain words: lines about the document, and a card of lines about each figure."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

from etl.reports.explaining.wording import Words, indicator_words, rule_words, words, words_seen
from etl.reports.letterhead import signer
from etl.reports.lexicon import fold
from etl.reports.model import LOADED_FROM, NATION, Figure, Reading

SURE_FROM = 0.8
# A place on a page, or in a picture of a page, as opening.document.Spot writes it.
_PLACE = re.compile(r"page=(?P<page>\d+)(?:&(?P<kind>viewrect|xywh)=(?P<box>[-\d.]+(?:,[-\d.]+){3}))?")
_BOX = ("left", "top", "width", "height")


@dataclass(frozen=True)
class Line:
    """One thing that is said: its label, and the words. `has_numbers`: "[2]" in the words stands for card 2."""

    name: str
    said: Words
    has_numbers: bool = False

    @property
    def label(self) -> Words:
        """What the words are about."""
        return words("labels", self.name)


@dataclass(frozen=True)
class Card:
    """One figure, explained. `number` counts from 1, in the order of the text."""

    number: int
    figure: Figure
    lines: tuple[Line, ...]

    @property
    def certainty(self) -> str:
        """sure, fair, or review: too unsure to be loaded."""
        return certainty(self.figure.confidence)


def certainty(confidence: float) -> str:
    """sure, fair, or review: too unsure to be loaded."""
    if confidence < LOADED_FROM:
        return "review"
    return "sure" if confidence >= SURE_FROM else "fair"


def facts(reading: Reading) -> list[Line]:
    """What the document is: province, level, boundaries, date, and how many figures it states."""
    to_review = sum(certainty(figure.confidence) == "review" for figure in reading.figures)
    counted = words("counts", "all").filled(
        all=str(len(reading.figures)), load=str(len(reading.figures) - to_review), review=str(to_review)
    )
    published = reading.published_on
    return [
        Line("province", _province(reading)),
        Line("level", words("levels", reading.level)),
        Line("admin_basis", words("admin_bases", reading.admin_basis)),
        Line("published_on", _date(published) if published else words("published", None)),
        *([Line("scanned", words("scanned", "true"))] if reading.is_scanned else []),
        Line("figures", counted),
    ]


def _province(reading: Reading) -> Words:
    if reading.province in (None, NATION):
        return words("provinces", "nation" if reading.province else None)
    signed = signer(reading.text, fold(reading.text))
    how = "signed" if signed is not None and signed.province == reading.province else "spoken_for"
    return words("provinces", how).filled(name=str(reading.province))


def cards(reading: Reading) -> list[Card]:
    """A card for each figure, in the order of the reading's figures."""
    explained = _Explained(reading)
    return [Card(number, figure, explained.lines(figure)) for number, figure in enumerate(reading.figures, 1)]


class _Explained:
    """What is asked of the whole reading for each of its figures."""

    def __init__(self, reading: Reading) -> None:
        self._own = Words("cả nước", "the nation") if reading.province == NATION else _same(reading.province or "?")
        self._text = reading.text
        self._line_starts = list(accumulate((len(line) + 1 for line in reading.text.split("\n")), initial=0))
        self._breakdowns: defaultdict[str, list[tuple[int, Figure]]] = defaultdict(list)
        for number, figure in enumerate(reading.figures, 1):
            if figure.breakdown:
                self._breakdowns[figure.breakdown].append((number, figure))

    def lines(self, figure: Figure) -> tuple[Line, ...]:
        seen = words_seen(figure.rule, figure.sentence, _place(figure, self._text))
        told = rule_words(figure.rule)
        return (
            Line("indicator", _with_code(indicator_words(figure.indicator), figure.indicator)),
            Line("value", _value(figure.value, figure.unit)),
            Line("star", words("stars", figure.star)),
            Line("kind", words("kinds", figure.kind)),
            Line("qualifier", words("qualifiers", figure.qualifier)),
            Line("scope", self._scope(figure)),
            Line("time", _time(figure)),
            Line("rule", Words(told.vi, f"{told.en} ({figure.rule})")),
            *([Line("words", _same("; ".join(f"“{phrase}” ({name})" for phrase, name in seen)))] if seen else []),
            Line("confidence", words("certainty", certainty(figure.confidence)).filled(**_number(figure.confidence))),
            *(Line("doubts", words("doubts", name)) for name in figure.doubts),
            Line("location", self._location(figure)),
            Line("breakdown", self._breakdown(figure), has_numbers=True),
            Line("outcome", _outcome(figure)),
        )

    def _scope(self, figure: Figure) -> Words:
        if figure.scope is None:
            return words("scopes", "own").filled(name=self._own)
        return words("scopes", figure.scope).filled(name=figure.scope_name or "")

    def _location(self, figure: Figure) -> Words:
        line = bisect_right(self._line_starts, figure.start)
        place = words("locations", "line").filled(line=str(line), start=str(figure.start), end=str(figure.end))
        if figure.location is None:
            return place
        where = _where(figure.location)
        return Words(f"{where.vi}; {place.vi}", f"{where.en}; {place.en}")

    def _breakdown(self, figure: Figure) -> Words:
        if figure.breakdown is None:
            return words("breakdowns", "alone")
        members = self._breakdowns[figure.breakdown]
        parts = [(number, one) for number, one in members if not one.is_headline]
        total = next(((number, one) for number, one in members if one.is_headline), None)
        others = " ".join(f"[{number}]" for number, one in parts if one is not figure)
        if total is None:
            return words("breakdowns", "headless").filled(parts=others)
        summed = _sum([one.value for _, one in parts], total[1].value)
        if total[1] is figure:
            return words("breakdowns", "total").filled(parts=others, sum=summed)
        shape = words("breakdowns", "part" if others else "only_part")
        return shape.filled(total=f"[{total[0]}]", parts=others, sum=summed)


def _where(location: str) -> Words:
    """A page with a box in it, or a cell."""
    place = _PLACE.fullmatch(location)
    if place is None:
        return words("locations", "cell").filled(cell=location)
    box = dict(zip(_BOX, (place["box"] or "").split(","), strict=False))
    return words("locations", place["kind"] or "page").filled(page=place["page"], **box)


def _place(figure: Figure, text: str) -> int:
    """Where in its sentence a figure stands; its words may stand there twice."""
    place = figure.sentence.find(figure.quote)
    while place >= 0 and not text.startswith(figure.sentence, figure.start - place):
        place = figure.sentence.find(figure.quote, place + 1)
    return max(place, 0)


def _sum(parts: list[float], total: float) -> Words:
    """Whether the parts add up to the total; parts of two kinds ("by rank, by district") add up to it each."""
    said, run = [], []
    for part in parts:
        run.append(part)
        if sum(run) == total:
            said.append(_addition(run, total))
            run = []
    if run:
        said.append(_addition(run, total))
    return Words("; ".join(one.vi for one in said), "; ".join(one.en for one in said))


def _addition(parts: list[float], total: float) -> Words:
    shape = words("breakdowns", "fits" if sum(parts) == total else "fails")
    return shape.filled(
        parts=Words(" + ".join(_vietnamese(part) for part in parts), " + ".join(_english(part) for part in parts)),
        sum=Words(_vietnamese(sum(parts)), _english(sum(parts))),
        total=Words(_vietnamese(total), _english(total)),
    )


def _outcome(figure: Figure) -> Words:
    outcome = "review" if certainty(figure.confidence) == "review" else "load"
    return words("outcomes", outcome).filled(**{"from": Words(_vietnamese(LOADED_FROM), _english(LOADED_FROM))})


def _time(figure: Figure) -> Words:
    first, last = figure.period_from, figure.period_to
    if figure.as_of:
        return words("times", "as_of").filled(at=_date(figure.as_of))
    if first and last:
        return words("times", "within" if first == last else "period").filled(first=_date(first), last=_date(last))
    if first:
        return words("times", "since").filled(first=_date(first))
    return words("times", "until").filled(last=_date(last)) if last else words("times", None)


def _date(iso: str) -> Words:
    """A date as precise as it is: "2023-08" is "tháng 8/2023"."""
    parts = [part.lstrip("0") for part in reversed(iso.split("-"))]
    vi = "/".join(parts)
    return Words({1: f"năm {vi}", 2: f"tháng {vi}"}.get(len(parts), vi), iso)


def _value(value: float, unit: str) -> Words:
    named = words("units", unit)
    blank = "" if unit == "percent" else " "
    return Words(f"{_vietnamese(value)}{blank}{named.vi}", f"{_english(value)}{blank}{named.en}")


def _with_code(said: Words, code: str) -> Words:
    return Words(said.vi, f"{said.en} ({code})")


def _number(value: float) -> dict[str, Words]:
    return {"value": Words(_vietnamese(value), _english(value))}


def _same(text: str) -> Words:
    return Words(text, text)


def _english(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _vietnamese(value: float) -> str:
    return _english(value).translate(str.maketrans(",.", ".,"))
