"""A settled draft becomes a figure: its dates, its words, where it stands, and how far it can be trusted there."""

from etl.reports import dating
from etl.reports.drafts import Draft
from etl.reports.lexicon import indicators, one_spelling
from etl.reports.model import Figure
from etl.reports.opening import Document

# The most that a figure of a scan is trusted: somebody should look at the picture. Less where a digit is in doubt.
SCANNED_CONFIDENCE = 0.75
DOUBTED_CONFIDENCE = 0.3

Span = tuple[int, int]


def figure_of(
    draft: Draft, document: Document, printed: str | None, quote: Span, sentence: Span, number_at: int
) -> Figure:
    """The figure that a draft makes of a document: its words and those around it, and where its number stands."""
    period_from, period_to, as_of = dating.dates(draft, printed)
    confidence, doubts = _trust(draft.confidence, document, quote)
    return Figure(
        indicator=draft.indicator,
        value=draft.value,
        unit=indicators()[draft.indicator]["unit"],
        star=draft.star,
        kind="target" if draft.target else "actual",
        qualifier=draft.qualifier,
        scope=draft.scope,
        scope_name=one_spelling(draft.scope_name) if draft.scope_name else None,
        period_from=period_from,
        period_to=period_to,
        as_of=as_of,
        quote=document.text[slice(*quote)],
        start=quote[0],
        end=quote[1],
        sentence=document.text[slice(*sentence)].strip(),
        rule=draft.rule,
        confidence=round(confidence, 2),
        breakdown=draft.breakdown,
        location=document.location(number_at),
        is_headline=draft.head is None,
        doubts=[*draft.doubts, *doubts],
    )


def _trust(confidence: float, document: Document, span: Span) -> tuple[float, list[str]]:
    """How far a figure of this span can be trusted by how its words were come by, and what is in doubt about them."""
    if not document.is_sure(*span):
        return min(confidence, DOUBTED_CONFIDENCE), ["digit"]
    return (min(confidence, SCANNED_CONFIDENCE), ["scan"]) if document.is_scanned else (confidence, [])
