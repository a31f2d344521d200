"""How strongly a text speaks for each province, and for the nation."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from etl.reports.datelines import is_written_at
from etl.reports.dating import last_day
from etl.reports.letterhead import lead
from etl.reports.lexicon import any_of, phrases, vocabulary
from etl.reports.mentions import PRODUCTS, View
from etl.reports.model import NATION
from etl.reports.places import CITIES, PROVINCE_TYPE, Place, ended, is_compared, predecessors
from etl.reports.sections import article, masthead

HEAD = 3  # sentences in which an article says what it is about
# Behind a place: it is the one that has or does something.
HAS = re.compile(rf"\s*(?:\([^()]*\)\s*)?(?:{any_of(vocabulary('places')['has_or_does'])})(?!\w)")
_TOPIC = re.compile(any_of(vocabulary("places")["topic"]))
# Between the words that set places aside and such places, and between those places.
_LINK = re.compile(
    r"\s*(?:,|và|với|vào|cùng|-)?\s*(?:(?:của|tại|ở|từ|các|hai|ba)\s+)*"
    rf"(?:{PROVINCE_TYPE}(?:,\s*thành phố)?\s+)?"
)
_BECOMES = re.compile(rf"\s*(?:trở\s+)?thành(?!\w)|{HAS.pattern}")
_CAPITAL = "Hà Nội"
# What counts for a province: a title that opens with it, "toàn tỉnh" behind it, the name of the paper, the first title,
# the first to have something; for the nation: its ministry tells the figures.
_LEAD, _WHOLE, _MASTHEAD, _TITLE, _FIRST, _MINISTRY = 8, 5, 3, 1, 2, 2
# What is taken off: a former name, one that is no more, a sentence off the topic, and one that lists provinces.
_FORMER, _GONE, _OFF_TOPIC, _LISTED = 0.2, 0.1, 0.3, 0.05
_HARDLY = 0.1  # the strength of a place that is only passed by
_EARLY = 1.5  # times as much in the first sentences
_FEW = 3


def votes(text: str, folded: str, views: list[View], printed: str | None) -> dict[str, float]:
    """How strongly each province, or the nation, is spoken for."""
    stop = next((view.start for view in views if view.is_beside), len(text))
    written = printed or last_day(views) or ""
    count = _Count(folded, lead(text[:stop], folded[:stop]), ended() if written >= "2025-07" else frozenset())
    for number, view in enumerate(view for view in views if not view.is_beside):
        if printed_by := masthead(view):
            count.votes[printed_by] += _MASTHEAD
        else:
            count.sentence(number, view)
    return count.result(views)


def opens_with_nation(views: list[View]) -> bool:
    """Whether the nation, or who speaks for it, is named, and not quoted, where an article says what it is about."""
    head = list(islice(article(views), HEAD))
    if leaves_the_nation(views) or (head and _is_of_a_place(head[0])):
        return False
    named = (place for view in head for place in view.places if place.level == "nation")
    return any(map(_is_of_ministry, head)) or not all(_is_quoted(head[0].folded, place) for place in named)


def leaves_the_nation(views: list[View]) -> bool:
    """Whether a text begins with the nation only to tell of another: "Cả nước có hơn 17.000, nhưng ít người biết"."""
    head = list(islice(article(views), HEAD))
    if not head or any(map(names_ministry, head)):
        return False
    first = head[0]
    if _AMID.match(first.folded, first.start, first.end):
        return True
    if (left := _BUT.search(first.folded, first.start, first.end)) is None:
        return False
    return not any(count.unit in PRODUCTS and count.start > left.end() for count in first.counts)


# "Giữa hơn 11.000 sản phẩm OCOP của cả nước, chè vẫn đông đúc nhất"
_AMID = re.compile(r"(?:giữa|trong)\s+(?:[^\W\d]+\s+)?[\d.]+\s+sản phẩm[^,.;:]{0,20}(?:cả nước|toàn quốc),")
_BUT = re.compile(r"(?:cả nước|toàn quốc)(?:[^.]|\.(?=\d)){5,60},\s*(?:nhưng|song|thế nhưng|vậy mà)(?!\w)")


def _is_of_a_place(first: View) -> bool:
    """Whether the first sentence is of a province and not of the nation, whose figure somebody there only mentions."""
    named = [place for place in first.places if place.level in ("province", "nation") and place.name != _CAPITAL]
    if not named or named[0].level == "nation":
        return False
    if names_ministry(first):
        return False
    nation = next((place.start for place in named if place.level == "nation"), None)
    speaks = phrases(vocabulary("scopes")["speaks"])
    return nation is None or speaks.search(first.folded, named[0].end, nation) is not None


def _is_quoted(folded: str, place: Place) -> bool:
    """Whether the place stands between quotes."""
    return folded.count('"', folded.rfind("\n", 0, place.start) + 1, place.start) % 2 == 1


class _Count:
    """Counts, sentence after sentence. `owner`: the province that "toàn tỉnh" means; `gone`: those that are no more."""

    def __init__(self, folded: str, owner: str | None, gone: frozenset[str]) -> None:
        self.votes: dict[str, float] = defaultdict(float)
        self._folded, self._owner, self._gone = folded, owner, gone
        self._has_first = self._is_owned = False
        if owner is not None:
            self.votes[owner] += _LEAD

    def sentence(self, number: int, view: View) -> None:
        """Count what one sentence, the number of which is given, says of places."""
        on_topic = bool(_TOPIC.search(self._folded, view.start, view.end))
        is_list = len({place.name for place in view.places if place.level == "province"}) > 2
        for place in _voting(self._folded, view):
            weight = self._weight(place, view, number, on_topic=on_topic)
            self.votes[place.name] += weight if on_topic else weight * (_LISTED if is_list else _OFF_TOPIC)
        whole = phrases(vocabulary("places")["whole"])
        if on_topic and view.counts and whole.search(self._folded, view.start, view.end):
            self._own(view)

    def result(self, views: list[View]) -> dict[str, float]:
        """All votes; the nation's are left out where the text has a province of its own and names few."""
        if of_ministry := sum(_MINISTRY for view in islice(article(views), HEAD) if _is_of_ministry(view)):
            self.votes[NATION] += of_ministry
        if self._is_owned and 1 < len(self.votes) <= _FEW:
            self.votes.pop(NATION, None)
        return self.votes

    def _weight(self, place: Place, view: View, number: int, *, on_topic: bool) -> float:
        """What a mention counts, which may also make the place the owner."""
        weight = _strength(self._folded, place, view) * (_FORMER if place.is_former else 1)
        is_subject, is_gone = weight >= 1, place.name in self._gone
        if is_gone:
            weight *= _GONE
        if number == 0 and place.level == "province" and weight >= 1:
            weight += _TITLE
        has_first = self._has_first or self._is_owned or is_gone or weight <= _HARDLY
        if on_topic and not has_first and HAS.match(self._folded, place.end):
            self._has_first = True
            weight += _FIRST
        if self._owner is None and place.level == "province" and on_topic and is_subject and not is_gone:
            self._owner = place.name
        return weight * (_EARLY if number < HEAD else 1)

    def _own(self, view: View) -> None:
        """The sentence has figures of "toàn tỉnh": they are the owner's."""
        self._owner = self._owner or _successor(self._folded, view)
        if self._owner is not None:
            self.votes[self._owner] += 1 if self._is_owned else _WHOLE
        self._is_owned = True


def _is_of_ministry(view: View) -> bool:
    """Whether a sentence has figures of products from who speaks for the whole country."""
    return any(count.unit in PRODUCTS for count in view.counts) and names_ministry(view)


def names_ministry(view: View) -> bool:
    """Whether a sentence names who speaks for the whole country."""
    return bool(phrases(vocabulary("places")["ministry"]).search(view.folded, view.start, view.end))


def _voting(folded: str, view: View) -> Iterator[Place]:
    """The provinces of a sentence, and the nation, that may be whom the document speaks for."""
    places = [p for p in view.places if p.level in ("province", "nation")]
    asides = _asides(folded, view, places)
    return (p for p in places if p not in asides and not is_compared(folded, p))


def _asides(folded: str, view: View, places: list[Place]) -> list[Place]:
    """The places that are only measures, parts or guests: "so với A và B", "sau sáp nhập A, B và C", "(A, B)"."""
    cues = phrases(vocabulary("places")["aside_before"])
    asides: list[Place] = []
    for place in places:
        linked = asides and _LINK.fullmatch(folded, asides[-1].end, place.start)
        if linked and "," in folded[asides[-1].end : place.start] and _BECOMES.match(folded, place.end):
            continue  # "Hợp nhất cùng Bến Tre và Trà Vinh, Vĩnh Long thành nơi đông nhất"
        before = [match.end() for match in cues.finditer(folded, view.start, place.start)]
        behind = before and not folded.startswith(",", before[-1]) and _LINK.fullmatch(folded, before[-1], place.start)
        if linked or behind:
            asides.append(place)
    return asides


def _successor(folded: str, view: View) -> str | None:
    """The province of today that all those went into which the sentence names as merged."""
    asides = {place.name for place in _asides(folded, view, [p for p in view.places if p.level == "province"])}
    merged = [new for new, old in predecessors().items() if len(asides) > 1 and asides <= old]
    return merged[0] if merged else None


# --- one mention -----------------------------------------------------------------------------

_OFFICE = re.compile(rf"(?:{any_of(vocabulary('places')['offices'])}|tp\.?|chi cục \S+(?: \S+){{0,5}})\s*$")
_CITY = re.compile(r"(?:thành phố|tp\.?)\s*$")
# Words before or behind a place that make it less than whom the text speaks for.
_NEWSPAPER = re.compile(r"(?<!\w)(?:báo|đài|cổng ttđt|theo báo)\s*$")
_EXAMPLE = re.compile(r"(?<!\w)(?:địa phương|tỉnh|nơi)\s+(?:đi đầu|dẫn đầu|đứng đầu|nhiều nhất|tiêu biểu)\s*[,:]\s*$")
_WHILE = re.compile(r"(?<!\w)(?:khi|lúc|mà|con số .{0,30}của|đà chung của)\s*$")
_SHARE_OF = re.compile(r"%\s+(?:tổng\s+)?số\s+(?:(?:[^\W\d]+\s+)?[\d.]+\s+)?sản phẩm(?:\s+ocop)?\s+(?:của\s+)?$")
_AT = re.compile(r"(?<!\w)(?:nằm|chờ|xuất hiện)?\s*(?:ở|tại)\s*$")
_NEIGHBOUR = re.compile(r"\s*(?:láng giềng|lân cận|kế bên|bạn)(?!\w)")


_IS = re.compile(r"\s+là\s+(?:[^\W\d]+\s+)?\d")  # "số sản phẩm trên toàn quốc là 16.543"


def _strength(folded: str, place: Place, view: View) -> float:
    """How much a mention is one of whom the text speaks for: 1 for a bare name, more for who acts, less for others."""
    before = folded[max(view.start, place.start - 30) : place.start]
    acts = bool(HAS.match(folded, place.end) or _IS.match(folded, place.end))
    if (less := _less(folded, place, before, acts=acts)) is not None:
        return less
    strength = 1.0
    if place.start == view.start and place.name != _CAPITAL and is_written_at(folded, place.end):
        strength += 1.5
    if _OFFICE.search(_CITY.sub("", before) if place.name in CITIES else before):
        strength += 1.5
    if acts:
        strength += 1.5
    if place.level == "nation":
        told = bool(view.counts) and view.counts[0].end <= place.start
        is_first = (place is view.places[0] and not told) or before.endswith("của ")
        strength = strength * 1.2 if is_first and acts else 0.4
    return strength


def _less(folded: str, place: Place, before: str, *, acts: bool) -> float | None:
    """The strength of a place that only prints, serves as an example, or is where something happens; else None."""
    if _NEWSPAPER.search(before):
        return _HARDLY  # who printed it is not whom it speaks for
    if place.name == _CAPITAL and is_written_at(folded, place.end):
        return _HARDLY  # "Hà Nội (TTXVN) -" is where the agency sits
    if place.level == "nation" and (_WHILE.search(before) or _SHARE_OF.search(before)):
        return _HARDLY  # "trong khi cả nước đã có hơn 12.000 sản phẩm"
    if _EXAMPLE.search(before):
        return 0.3  # "địa phương đi đầu, Hà Nội, có 3.317 sản phẩm"
    if _AT.search(before) and not acts:
        return 0.5
    return _HARDLY if _NEIGHBOUR.match(folded, place.end) else None
