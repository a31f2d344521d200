"""Reads a document: its running text and its tables become figures, each as sure as it can be."""

from dataclasses import replace

from etl.reports import about, doubts, second_reader, tables
from etl.reports.drafts import Draft
from etl.reports.figures import figure_of
from etl.reports.letterhead import Signer
from etl.reports.lexicon import fold
from etl.reports.model import NATION, Figure, Reading
from etl.reports.opening import Document, open_document
from etl.reports.opening.limits import refuse_many
from etl.reports.prose import districts_of, prose
from etl.reports.scopes import Home

_LONGEST_QUOTE = 200


def read(content: bytes, suffix: str) -> Reading:
    """The reading of a document. `suffix` (".html") is a hint; the file's name is never asked. Raises Unreadable."""
    document = open_document(content, suffix)
    said = prose(tables.without_tables(document))
    has_head = said.signed is not None or bool(document.tables)
    is_story = not has_head and doubts.is_of_a_firm(said.drafts, said.views)
    doubts.weigh(said.drafts, is_story=is_story)
    second_reader.check(said.drafts, said.home)
    figures = [_figure(draft, document, said.printed) for draft in said.drafts]
    home = _home_of_rows(said.home, document)
    in_tables = tables.figures(document, home, districts_of(home), said.signed, said.printed)
    refuse_many(len(said.drafts) + len(in_tables))
    figures = sorted(figures + in_tables, key=lambda figure: figure.start)
    if not home.is_sure:
        _doubt(figures)
    basis = about.admin_basis(said.folded, said.views, home.province, said.printed)
    return Reading(
        media_type=document.media_type,
        title=document.title,
        text=document.text,
        province=about.official(home.province, said.folded, said.views, said.printed, basis),
        level="none" if is_story else _level(figures, home, said.signed),
        admin_basis=basis,
        published_on=said.printed if said.printed and len(said.printed) == 10 else None,
        figures=figures,
        is_scanned=document.is_scanned,
    )


def _home_of_rows(home: Home, document: Document) -> Home:
    """Whom the document speaks for, told by the districts in its tables where its sentences do not tell."""
    if home.province is not None or not document.tables:
        return home
    labels = tables.row_labels(document)
    return replace(home, province=about.inferred(labels, fold(labels)))


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
        if figure.scope is None and figure.confidence > _UNSURE:
            figure.confidence = _UNSURE
            figure.doubts.append("home")


def _quote(draft: Draft) -> tuple[int, int]:
    """The words that state it: the number, what it counts, and its star before or behind."""
    count = draft.count
    start, end = count.start, count.end
    if count.star is not None:
        start, end = min(start, count.star.start), max(end, count.star.end)
    return (start, end) if end - start <= _LONGEST_QUOTE else (count.start, count.end)
