"""Reads a document: opens it, finds whom it speaks for, drafts its figures, relates them and dates them."""

from dataclasses import replace

from etl.reports import about, doubts, sections, tables
from etl.reports.datelines import printed_on
from etl.reports.drafting import drafts_of
from etl.reports.drafts import Draft
from etl.reports.figures import figure_of
from etl.reports.letterhead import Signer, signer
from etl.reports.lexicon import fold
from etl.reports.mentions import View, view
from etl.reports.model import NATION, Figure, Reading
from etl.reports.opening import Document, open_document
from etl.reports.opening.limits import refuse_many
from etl.reports.places import Gazetteer, predecessors
from etl.reports.relating import relate
from etl.reports.scopes import Home
from etl.reports.sentences import sentences

_LONGEST_QUOTE = 200


def read(content: bytes, suffix: str) -> Reading:
    """The reading of a document. `suffix` (".html") is a hint; the file's name is never asked. Raises Unreadable."""
    document = open_document(content, suffix)
    text = tables.without_tables(document)
    folded = fold(text)
    printed = printed_on(folded)
    views, home = _views(text, folded, printed)
    drafts = drafts_of(views, home, printed)
    signed = signer(text, folded)
    about.give_to_signer(drafts, signed)
    relate(drafts)
    drafts = [draft for draft in drafts if not draft.dropped]
    doubts.weigh(drafts, views)
    is_story = signed is None and doubts.is_of_a_firm(drafts, views)
    figures = [_figure(draft, document, printed) for draft in drafts]
    home = _home_of_rows(home, document)
    in_tables = tables.figures(document, home, _districts_of(home), signed, printed)
    refuse_many(len(drafts) + len(in_tables))
    figures = sorted(figures + in_tables, key=lambda figure: figure.start)
    if not home.is_sure:
        _doubt(figures)
    basis = about.admin_basis(folded, views, home.province, printed)
    return Reading(
        media_type=document.media_type,
        title=document.title,
        text=document.text,
        province=about.official(home.province, folded, views, printed, basis),
        level=_level(figures, home, signed) if in_tables or not is_story else "none",
        admin_basis=basis,
        published_on=printed if printed and len(printed) == 10 else None,
        figures=figures,
        is_scanned=document.is_scanned,
    )


def _views(text: str, folded: str, printed: str | None) -> tuple[list[View], Home]:
    """The sentences with all that stands in them, and whom they speak for.

    Places are looked for twice: districts are known by their bare names only once the province is known.
    """
    spans = list(sentences(text))
    gazetteer = Gazetteer(text, folded)
    views = [view(text, folded, span, gazetteer) for span in spans]
    sections.mark(views)
    home = about.home(text, folded, views, printed)
    if districts := _districts_of(home):
        gazetteer = gazetteer.at_home(districts)
        for one in views:
            one.places = gazetteer.places(one.start, one.end)
    return views, home


def _home_of_rows(home: Home, document: Document) -> Home:
    """Whom the document speaks for, told by the districts in its tables where its sentences do not tell."""
    if home.province is not None or not document.tables:
        return home
    labels = tables.row_labels(document)
    return replace(home, province=about.inferred(labels, fold(labels)))


def _districts_of(home: Home) -> frozenset[str]:
    """The provinces whose districts may be named without their type."""
    if home.province is None or home.province == NATION:
        return frozenset()
    names = {home.province, "Huế"} if home.province == "Thừa Thiên Huế" else {home.province}
    return frozenset(names) | predecessors().get(home.province, frozenset())


def _level(figures: list[Figure], home: Home, signed: Signer | None) -> str:
    is_local = any(figure.scope in ("district", "commune") for figure in figures)
    if is_local and signed is not None and signed.name is not None:
        return "district"
    if any(figure.scope is None for figure in figures):
        return "national" if home.province == NATION else "province"
    return "district" if is_local else "none"


def _figure(draft: Draft, document: Document, printed: str | None) -> Figure:
    sentence = draft.view.start, draft.view.end
    return figure_of(draft, document, printed, _quote(draft), sentence, draft.count.start)


_UNSURE = 0.75  # at most, when it is not sure whose report it is


def _doubt(figures: list[Figure]) -> None:
    for figure in figures:
        if figure.scope is None:
            figure.confidence = min(figure.confidence, _UNSURE)


def _quote(draft: Draft) -> tuple[int, int]:
    """The words that state it: the number, what it counts, and its star before or behind."""
    count = draft.count
    start, end = count.start, count.end
    if count.star is not None:
        start, end = min(start, count.star.start), max(end, count.star.end)
    return (start, end) if end - start <= _LONGEST_QUOTE else (count.start, count.end)
