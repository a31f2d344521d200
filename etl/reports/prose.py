"""The running text of a document: its sentences, whom it speaks for, and the drafts of its figures, related."""

from dataclasses import dataclass

from etl.reports import about, sections
from etl.reports.datelines import printed_on
from etl.reports.drafting import drafts_of
from etl.reports.drafts import Draft
from etl.reports.letterhead import Signer, signer
from etl.reports.lexicon import fold
from etl.reports.mentions import View, view
from etl.reports.model import NATION
from etl.reports.places import Gazetteer, predecessors
from etl.reports.relating import relate
from etl.reports.scopes import Home
from etl.reports.sentences import sentences


@dataclass(frozen=True)
class Prose:
    """A text, as it is and folded: its dateline, its sentences, whom they speak for, who signs, drafts of figures."""

    text: str
    folded: str
    printed: str | None
    views: list[View]
    home: Home
    signed: Signer | None
    drafts: list[Draft]


def prose(text: str) -> Prose:
    """What a text says. Raises Unreadable when it states more figures than a report does."""
    folded = fold(text)
    printed = printed_on(folded)
    views, home = _views(text, folded, printed)
    drafts = drafts_of(views, home, printed)
    signed = signer(text, folded)
    about.give_to_signer(drafts, signed)
    relate(drafts)
    return Prose(text, folded, printed, views, home, signed, [draft for draft in drafts if not draft.dropped])


def _views(text: str, folded: str, printed: str | None) -> tuple[list[View], Home]:
    """The sentences with all that stands in them, and whom they speak for.

    Places are looked for twice: districts are known by their bare names only once the province is known.
    """
    spans = list(sentences(text))
    gazetteer = Gazetteer(text, folded)
    views = [view(text, folded, span, gazetteer) for span in spans]
    sections.mark(views)
    home = about.home(text, folded, views, printed)
    if districts := districts_of(home):
        gazetteer = gazetteer.at_home(districts)
        for one in views:
            one.places = gazetteer.places(one.start, one.end)
    return views, home


def districts_of(home: Home) -> frozenset[str]:
    """The provinces whose districts may be named without their type."""
    if home.province is None or home.province == NATION:
        return frozenset()
    names = {home.province, "Huế"} if home.province == "Thừa Thiên Huế" else {home.province}
    return frozenset(names) | predecessors().get(home.province, frozenset())
