"""Amounts of others in a text about one's own place: compared with, met at a fair, or parts of a merged province."""

import re
from bisect import bisect_left
from functools import cache

from etl.reports.lexicon import any_of, phrases, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.places import PROVINCE_TYPE, Place, is_compared, is_taken_in, stands_behind


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("scopes")[name])


@cache
def _any(name: str) -> str:
    return any_of(vocabulary("scopes")[name])


@cache
def _link() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:cũ\s*)?(?:\(\s*cũ\s*\)\s*)?(?:(?:{_any('near')})\s*)?[:(]?\s*(?:(?:{_any('links')})(?!\w)\s*)*:?\s*"
    )


def tied(view: View, place: Place, count: Count) -> bool:
    """Whether linking words alone tie the amount to the place: "Nghệ An với 567 sản phẩm", "Nghệ An (567"."""
    return place.end <= count.start and bool(_link().fullmatch(view.folded, place.end, count.start))


def tied_amount(view: View, place: Place) -> Count | None:
    """The amount that is tied to a place, if any: only the first behind it can be."""
    if place.start not in view.tied:
        view.tied[place.start] = _first_tied(view, place)
    return view.tied[place.start]


def _first_tied(view: View, place: Place) -> Count | None:
    behind = bisect_left(view.counts, place.end, key=lambda count: count.start)
    first = view.counts[behind] if behind < len(view.counts) else None
    return first if first is not None and tied(view, place, first) else None


# --- compared with ---------------------------------------------------------------------------


def is_measure_of(view: View, place: Place) -> bool:
    """Whether the province is compared with, so that a number tied to it is its own."""
    return place.level == "province" and (
        stands_behind(_words("measure_before"), view.folded, place.start) or is_compared(view.folded, place)
    )


def rival(view: View, place: Place, count: Count) -> bool:
    """Whether the amount is that of a province compared with, by being tied to it or to its first amount."""
    first = tied_amount(view, place)
    if first is None or first.start > count.start:
        return False
    if "(" in view.folded[place.end : first.start]:
        goes_on = ")" not in view.folded[first.end : count.start]
    else:
        goes_on = first is count or bool(_words("parts").search(view.folded, first.end, count.start))
    return goes_on and is_measure_of(view, place)


def has_it(view: View, place: Place) -> bool:
    """Whether "có" or a mark ties an amount to the place; "với" may also go with whom it is compared to."""
    first = tied_amount(view, place)
    return first is not None and bool(re.search(r"[(:]|(?<!\w)có(?!\w)", view.folded[place.end : first.start]))


def owners(view: View, count: Count) -> list[Place]:
    """The provinces right behind an amount as those that have it: "172 sản phẩm của Sơn La"."""
    found: list[Place] = []
    position = count.end
    for place in view.places:
        if place.level == "province" and place.start >= position:
            joint = _AND if found else _OF
            if not joint.fullmatch(view.folded, position, place.start) or (
                found and _GOES_ON.match(view.folded, place.end)
            ):
                break
            found.append(place)
            position = place.end
    return found


_OF = re.compile(rf"(?:\s+(?:ocop|\d sao|đạt|hạng|được công nhận))*\s+(?:của|từ)\s+(?:(?:các )?{PROVINCE_TYPE}\s+)?")
_GOES_ON = re.compile(r"\s*(?:đã|hiện|đang|có|nay)(?!\w)")  # "205 sản phẩm từ Ninh Thuận, Khánh Hòa có 483"
_AND = re.compile(rf"\s*(?:,|và)\s*(?:{PROVINCE_TYPE}\s+)?")


def in_brackets(view: View, place: Place) -> bool:
    """Whether the amount of the place is said in brackets only, so that the text goes on with what was before."""
    first = tied_amount(view, place)
    return first is not None and "(" in view.folded[place.end : first.start]


@cache
def _differs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('comparatives')})(?:\s+(?:hơn|thua|tới|đến|khoảng|gần|những))*\s*$")


def is_difference(view: View, count: Count) -> bool:
    """Whether it is by how much two places differ: "cao hơn 113 sản phẩm so với", "hơn Lai Châu 113 sản phẩm"."""
    before = (place for place in view.places if place.level == "province" and place.end <= count.start)
    for place in before:
        is_next = not view.folded[place.end : count.start].strip()
        if is_next and stands_behind(_words("difference_before"), view.folded, place.start):
            return True
    if not _differs().search(view.folded, view.start, count.start):
        return False
    against = _AGAINST.match(view.folded, count.end, view.end)
    return against is not None and not _times().match(view.folded, against.end())


_AGAINST = re.compile(r"[^.;:()]{0,40}?(?<!\w)so với\s+")


@cache
def _times() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('times')}|\d)(?!\w)")


# --- at a fair -------------------------------------------------------------------------------

_SEVERAL = r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|nhiều|một số)\s+(?:tỉnh|địa phương của các tỉnh)(?!\w)"
_TOWNS = r"(?:\s*(?:,|và|/|-)?\s*thành(?: phố)?(?!\w))?"


@cache
def _gathering() -> re.Pattern[str]:
    before = rf"(?<!\w)(?:{_any('gathering_before')})\s+(?:[^\W\d]+\s+){{0,6}}?(?:\d+\s+[^\W\d]+\s+[^.;]{{0,40}}?)?"
    after = rf"(?:\s+[^\W\d]+){{0,6}}?\s+(?:{_any('gathering_after')})(?!\w)"
    return re.compile(rf"{before}{_SEVERAL}{_TOWNS}|(?<!\w){_SEVERAL}{_TOWNS}{after}")


_FROM_SEVERAL = re.compile(
    rf"[^.;:()]{{0,50}}?(?<!\w)(?:của|đến từ|từ)\s+(?:hơn |gần |trên )?(?!(?:63|34)\s){_SEVERAL}"
)


def is_from_several(view: View, count: Count) -> bool:
    """Whether it is what several provinces bring: "500 sản phẩm đến từ 20 tỉnh"."""
    later = min((c.start for c in view.counts if c.start > count.start), default=view.end)
    match = _FROM_SEVERAL.match(view.folded, count.end, view.end)
    return match is not None and not view.folded[later : match.end()].strip("0123456789 ").startswith(("sản", "chủ"))


def gathered(folded: str, start: int, end: int) -> int:
    """Where the last mention of provinces that gather for a fair ends; -1 for none."""
    return max((match.end() for match in _gathering().finditer(folded, start, end)), default=-1)


def guest(view: View, count: Count) -> int:
    """Where the words of somebody from elsewhere for his own place end, before the amount; -1 for none."""
    found = _words("of_a_guest").finditer(view.folded, view.start, count.start)
    return max((match.end() for match in found), default=-1)


# --- the parts of a merged province ------------------------------------------------------------


def listed_with(view: View, place: Place, siblings: frozenset[str]) -> bool:
    """Whether the place stands in one list with provinces merged with it: "trong đó Bắc Giang 414, Bắc Ninh 206"."""
    for other in view.places:
        if other.level != "province" or other.name not in siblings or other.name == place.name:
            continue
        if is_taken_in(view.folded, other) or tied_amount(view, other) is None or _IS_NEW.match(view.folded, place.end):
            continue
        if other.end <= place.start or not _opens_parts(view.folded[place.end : other.start]):
            return True
    return False


_IS_NEW = re.compile(r"\s*(?:\(mới\)|mới|sau (?:khi )?(?:sáp nhập|hợp nhất))(?!\w)")


def _opens_parts(between: str) -> bool:
    """Whether the words between two places lead from a total to its parts."""
    return bool(_words("parts").search(between) or re.search(r"\d[^:]*:|\([^()]*$|(?<!\w)gấp(?!\w)", between))


def goes_on_with(view: View, place: Place) -> bool:
    """Whether a sentence opens with the place and its amount, as the next in a list: "Bắc Ninh có 206 sản phẩm"."""
    first = tied_amount(view, place)
    opening = re.compile(r"[-+*•\s]*(?:(?:còn|và|tỉnh)\s+)*")
    return (
        first is not None
        and bool(opening.fullmatch(view.folded, view.start, place.start))
        and "hiện" not in view.folded[place.end : first.start]
        and not _IS_NEW.match(view.folded, place.end)
    )


# --- how sentences go on -----------------------------------------------------------------------


def goes_on(view: View) -> bool:
    """Whether the sentence speaks of parts of what was counted before it."""
    return _opens_with("goes_on", view)


def sums_up(view: View) -> bool:
    """Whether the sentence sums up what was listed before it: "Lũy kế đến nay"."""
    return _opens_with("sums_up", view, behind=r"(?:(?:như vậy|đến nay|tính đến nay|hiện nay)\s*,?\s*)?")


def turns_to(view: View) -> bool:
    """Whether the sentence turns to another side of the whole: "Về loại hình chủ thể, có 52 HTX"."""
    return _opens_with("turns_to", view)


def _opens_with(name: str, view: View, behind: str = "") -> bool:
    """Whether a sentence opens with a phrase of this list of scopes.yaml, perhaps behind other words."""
    return bool(_opening(name, behind).match(view.folded, view.start))


@cache
def _opening(name: str, behind: str) -> re.Pattern[str]:
    return re.compile(rf"[-+*•\s]*{behind}(?:{_any(name)})(?!\w)")


def is_acted_by(folded: str, position: int) -> bool:
    """Whether the office named at the position only acts upon another's products: "được UBND tỉnh công nhận"."""
    return stands_behind(_words("acted_by"), folded, position)


def is_ranked_in(folded: str, position: int) -> bool:
    """Whether "toàn tỉnh" at the position is only what a district is measured by: "dẫn đầu toàn tỉnh với"."""
    return stands_behind(_words("ranked_in"), folded, position)
