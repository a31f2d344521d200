"""Lists that are told one by one: "hạng 3 sao, 4 sao lần lượt là 120 và 30", "Ba Bể và Na Rì lần lượt có 8 và 7"."""

import re
from functools import cache

from etl.reports.lexicon import phrases, vocabulary
from etl.reports.mentions import PRODUCERS, Count, View, kinds_in
from etl.reports.places import Place
from etl.reports.stars import Star, rank_code

_RANK = re.compile(  # of "3, 4, 5 sao" each
    r"(?:hạng\s+)?(?<![\w.,])(?P<rank>[345]|ba|bốn|năm)(?:\s*sao|(?=(?:\s*(?:,|và)\s*(?:[345]|bốn|năm))+\s*sao))"
)
_JOINT = re.compile(r"\s*(?:,|;|và|-)\s*(?:và\s+)?")


@cache
def _turn() -> re.Pattern[str]:
    words = phrases(vocabulary("amounts")["respectively"]).pattern
    return re.compile(rf"{words}(?:\s+(?:là|có|đạt|với|gồm|chiếm|ở mức))?\s*:?\s*")


def pair(view: View) -> None:
    """Give each amount of such a list the rank, the kind of producers or the place that is named in its turn.

    Where the two lists are not as long as each other nothing is known, and none of the amounts is read.
    """
    for turn in _turn().finditer(view.folded, view.start, view.end):
        counts = _listed(view, turn.end())
        ranks = _named_ranks(view, turn.start())
        kinds = [] if ranks else _named_kinds(view, turn.start())
        if not ranks and not kinds:
            _share_out(counts, _named_places(view, turn.start()))
            _share_years(counts, view, turn.start())
        if len(ranks or kinds) < 2 or not counts:
            continue
        view.stars = [star for star in view.stars if not (ranks and ranks[0].start <= star.start < turn.start())]
        is_told = len(counts) == len(ranks or kinds)
        for number, count in enumerate(counts):
            if not is_told:
                count.unit = "other"
            elif ranks:
                count.unit, count.star = "product" if count.unit == "bare" else count.unit, ranks[number]
            elif count.unit in ("bare", "unit", *PRODUCERS):
                count.unit, count.kinds = next(iter(kinds[number])), kinds[number]


_YEARS = re.compile(r"(?:năm\s+(?:20\d\d)(?:\s*(?:,|và)\s*)?){2,}")


def _share_years(counts: list[Count], view: View, end: int) -> None:
    """Let numbers told year by year count what the last of them counts: "công nhận lần lượt 27 và 46 sản phẩm"."""
    years = [time for time in view.times if time.kind == "year" and time.end <= end]
    if len(counts) < 2 or len(years) != len(counts) or not _YEARS.search(view.folded, view.start, end):
        return
    for count, year in zip(counts, years, strict=True):
        count.unit = counts[-1].unit if count.unit == "bare" else count.unit
        count.time = year


def _share_out(counts: list[Count], places: list[Place]) -> None:
    """Give each place its amount, where there are as many of either."""
    if len(places) < 2 or len(places) != len(counts):
        return
    for count, place in zip(counts, places, strict=True):
        count.unit = counts[-1].unit if count.unit == "bare" else count.unit
        count.owner = place


def _listed(view: View, start: int) -> list[Count]:
    """The amounts of a list that begins here."""
    found: list[Count] = []
    for count in view.counts:
        end = found[-1].end if found else start
        between = view.folded[end : count.start]
        if count.start >= start and ((not found and not between.strip()) or (found and _JOINT.fullmatch(between))):
            found.append(count)
    return found


def _named_ranks(view: View, end: int) -> list[Star]:
    """The ranks of the list that ends right before, at most a few words away."""
    found: list[Star] = []
    for match in _RANK.finditer(view.folded, view.start, end):
        if found and not _JOINT.fullmatch(view.folded, found[-1].end, match.start()):
            found = []
        found.append(Star(match.start(), match.end(), rank_code(match["rank"])))
    return found if found and _is_near(view, found[-1].end, end) else []


def _named_kinds(view: View, end: int) -> list[frozenset[str]]:
    found = kinds_in(view.folded, view.start, end, apart=True)
    return [kinds for _, _, kinds in found] if found and _is_near(view, found[-1][1], end) else []


def _named_places(view: View, end: int) -> list[Place]:
    """The places of the list that ends right before, at most a few words away."""
    found: list[Place] = []
    for place in (p for p in view.places if p.end <= end and p.level in ("district", "commune", "province")):
        if found and not _JOINT.fullmatch(view.folded, found[-1].end, place.start):
            found = []
        found.append(place)
    return found if found and _is_near(view, found[-1].end, end) else []


_WORDS_BETWEEN = re.compile(r"\s*,?(?:\s*[^\W\d]+){0,8}\s*,?\s*")


def _is_near(view: View, start: int, end: int) -> bool:
    return bool(_WORDS_BETWEEN.fullmatch(view.folded, start, end))
