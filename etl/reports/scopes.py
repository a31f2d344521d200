"""Whose figure it is: the document's own, or that of a district, a commune, the nation or another province."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from etl.reports import rivals
from etl.reports.lexicon import LOWER, UPPER, fold, phrase, phrases, vocabulary, whole_words
from etl.reports.mentions import PRODUCTS, Count, View
from etl.reports.model import NATION
from etl.reports.places import (
    CITIES,
    PROVINCE_TYPE,
    Place,
    district_provinces,
    is_compared,
    is_set_aside,
    is_taken_in,
    main_place,
    predecessors,
)
from etl.reports.zones import Zones, without_brackets


@dataclass(frozen=True)
class Home:
    """Whom the document speaks for: a province or the nation, perhaps one district of it; merged in 2025 or not.

    `is_sure`: it is signed, or nobody else is spoken for nearly as strongly.
    """

    province: str | None
    district: str | None
    is_merged: bool
    is_sure: bool = True


@dataclass(frozen=True)
class Scope:
    """Scope and name of a figure; level None is the document's own; "dropped" is nobody's that we count."""

    level: str | None
    name: str | None = None


OWN = Scope(None)
DROPPED = Scope("dropped")


@cache
def _own(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("places")[name])


@cache
def _acts() -> str:
    return "|".join(phrase(w) for w in vocabulary("places")["acts"])


@cache
def _alone(word: str) -> re.Pattern[str]:
    """The word "huyện" or "xã" alone as the one that has the figure: "huyện có", "xã đã"."""
    numbers = ("hai ", "ba ", "bốn ", "sáu ", "bảy ", "tám ", "chín ", "mười ")
    others = (r"\w", "cấp ", "các ", r"\d ", "hợp tác ", "thị ", "cán bộ ", "xã, ", "huyện, ", "của ")
    before = "".join(rf"(?<!{words}{word})" for words in (*numbers, *others))
    whose = r"(?:\s+của\s+(?:ông|bà|anh|chị|tôi|chúng tôi))?"
    return re.compile(rf"{word}{before}(?={whose}\s+(?:{_acts()})(?!\w)|\s*[,:]|\s+\w+\s+(?:{_acts()})(?!\w))")


@cache
def _renamed(province: str | None) -> re.Pattern[str]:
    """The province as the subject that opens a sentence."""
    name = re.escape(fold(province or "toàn tỉnh"))
    named = rf"(?:{PROVINCE_TYPE}\s+)?{name}|toàn tỉnh|ubnd tỉnh|tỉnh"
    return re.compile(rf"(?:^|[.\n]\s*)(?:{named})\s+(?:{_acts()})(?!\w)")


_PROVINCE = re.compile(
    r"tỉnh(?<!\wtỉnh)(?<!cấp tỉnh)(?<!các tỉnh)(?<!nhiều tỉnh)(?:(?<!\d tỉnh)|(?<=(?:19|20)\d\d tỉnh))"
    r"(?<!trung ương đến tỉnh)(?<!nhập tỉnh)(?<!hợp nhất tỉnh)(?!\s*,?\s*(?:thành|bạn|khác))(?!\w)"
)
# Several of them together: "Ba huyện của Hà Tĩnh vừa công nhận".
_SEVERAL = re.compile(
    r"(?:^|[,;:.]\s*|(?<!trong)(?<!cả)\s)(?:\d+|hai|ba|bốn|năm|sáu|bảy)\s+(?P<kind>huyện|địa phương|thị xã|xã|phường)"
    r"(?:\s*,\s*(?:thị xã|thành phố|phường))*(?:\s+(?:của|thuộc|trên|ở)\s+[^,;:.]{2,25}?)?"
    r"\s+(?:vừa|đã|có|công nhận|được|gồm|là)(?!\w)"
)


# Courses, shops and money are the whole's, also behind a sentence on one of its parts.
_OF_THE_WHOLE = ("point", "training", "conference", "person", "materials", "vnd")
_HERE = re.compile(r"(?<!\w)(?:tại đây|ở đây|nơi đây|nơi này|huyện|xã|phường)(?!\w)")
_OTHERS = ("other_province", "former_province", "national")


# After parts of places, a clause that begins with what was done is the whole's again.
_TURNS_BACK = re.compile(
    r";\s*(?:và\s+)?(?:công nhận|đánh giá|chấm|nâng|thu hồi|gia hạn|phân hạng|trao|cấp|tổ chức|mở)(?!\w)"
)


_MERGING = re.compile(r"\s*(?:\(?cũ\)?\s*)?(?:hợp nhất|sáp nhập|nhập lại|nhập về|về chung)(?!\w)")


def _has_turned_back(view: View, count: Count) -> bool:
    local = [place.end for place in view.places if place.level in ("district", "commune") and place.end <= count.start]
    return bool(local) and bool(_TURNS_BACK.search(view.folded, local[-1], count.start))


class Scoping:
    """Settles the scope of amounts, sentence after sentence; remembers whom the paragraph is about."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._paragraph = self._sentence = -1
        self._read_to = 0  # up to where the text was followed
        self._base = Scope("district", home.district) if home.district else OWN
        self._current = self._base
        self._listed: set[str | None] = set()  # districts and communes that had figures since the province had one
        self._is_among_former = False  # the sentence before spoke of a province merged into this one
        self._is_aside = False  # the last amount was of a province compared with, outside brackets
        self._district: str | None = home.district
        self._commune: str | None = None
        self._friend = DROPPED  # the other province that was spoken of last
        self._mains: dict[str, str | None] = {}  # the district and the commune that the text names most

    def scope(self, view: View, count: Count, around: Zones) -> Scope:
        """The scope of one amount. To be asked in the order of the text."""
        self._follow(view)
        if rivals.is_difference(view, count):
            return DROPPED
        if self.home.province != NATION and rivals.is_from_several(view, count):
            self._current = DROPPED
            return DROPPED
        if scope := self._of_rival(view, count) or self._of_other(view, count):
            return scope
        found = self._attached(view, count, around) or self._subject(view, count)
        is_apart = self.home.district is None and count.unit in _OF_THE_WHOLE and not view.places
        is_apart = is_apart and not _HERE.search(view.folded[view.start : count.start])
        found = found or (self._base if is_apart or _has_turned_back(view, count) else self._carried(view))
        self._remember(found)
        return found

    def _of_rival(self, view: View, count: Count) -> Scope | None:
        """The scope of a province compared with, when the amount is its own; the text's subject stays."""
        for place in reversed(view.places):
            if rivals.rival(view, place, count):
                scope = self._of(place, view)
                if scope.level is None:
                    return None
                self._is_aside = not rivals.in_brackets(view, place)
                is_sure = rivals.has_it(view, place) or self._is_second(view, place)
                return scope if is_sure or not self._is_aside else DROPPED
        return None

    def _of_other(self, view: View, count: Count) -> Scope | None:
        """The scope of an amount said to be another province's: "172 sản phẩm của Sơn La"; nobody's when of several."""
        owners = rivals.owners(view, count)
        scopes = [self._of(place, view) for place in owners]
        if not scopes or any(scope.level is None for scope in scopes):
            return None
        self._is_aside = True
        return scopes[0] if len(scopes) == 1 else DROPPED

    @staticmethod
    def _is_second(view: View, place: Place) -> bool:
        """Whether the one compared had its amount before: else "sau Hà Nội với 567 sản phẩm" may be that of either."""
        words = view.folded[max(view.start, place.start - 25) : place.start]
        return "so với" in words or any(c.unit in PRODUCTS and c.end <= place.start for c in view.counts)

    def _carried(self, view: View) -> Scope:
        """The scope of an amount with nobody named before it: as what stands before, parts of nobody's too."""
        if self._is_aside and rivals.goes_on(view):
            return DROPPED
        if self._current.level == "dropped" and not rivals.goes_on(view):
            return self._base
        return self._current

    def _remember(self, found: Scope) -> None:
        self._current, self._is_aside = found, False
        if found.level == "district":
            self._district = found.name
        elif found.level == "commune":
            self._commune = found.name
        if found.level in ("district", "commune"):
            self._listed.add(found.name)
        elif found.level == "other_province":
            self._friend = found
        elif found.level is None:
            self._base = OWN
            self._listed.clear()

    def _follow(self, view: View) -> None:
        """Come to a sentence: what stays from the text before it."""
        if view.start == self._sentence:
            return
        is_new_paragraph = view.sentence.paragraph != self._paragraph
        self._sentence, self._paragraph = view.start, view.sentence.paragraph
        is_local = self._current.level in ("district", "commune")
        if is_new_paragraph and (not is_local or len(self._listed) > 1):
            self._current = self._base
        self._is_among_former = self._current.level == "former_province"
        if self._current.level in _OTHERS and not rivals.goes_on(view):
            self._current = self._base
        if self._is_renamed(view) or (is_local and len(self._listed) > 1 and rivals.sums_up(view)):
            self._current = OWN
        self._read_to = view.end

    def _is_renamed(self, view: View) -> bool:
        """Whether a sentence without figures of ours has named the province as its subject since the last one."""
        return bool(_renamed(self.home.province).search(view.folded[self._read_to : view.start]))

    def _attached(self, view: View, count: Count, around: Zones) -> Scope | None:
        """A place right behind the amount: "26 sản phẩm 3 sao của huyện Cẩm Xuyên", "98 sản phẩm mà Hà Nam đang có"."""
        if _OF_PROVINCE.match(view.folded, count.end) and self.home.district is None and self.home.province != NATION:
            return OWN
        for place in view.places:
            if not count.end <= place.start <= around.right_end:
                continue
            between = view.folded[count.end : place.start]
            if _WHICH.fullmatch(between) and _HAS_THEM.match(view.folded, place.end):
                return self._of(place, view)
            if re.search(r"(?:của|thuộc|tại|ở)(?:\s+địa bàn)?\s*$", between):
                after = view.folded[place.end : place.end + 3]
                if (
                    place.level in ("district", "commune")
                    and "các" not in between
                    and not re.match(r"\s*(?:,|và)", after)
                ):
                    return self._of(place, view)
        return None

    def _subject(self, view: View, count: Count) -> Scope | None:
        """The nearest one named before the amount that can have it."""
        best: tuple[int, Scope] | None = None
        before = without_brackets(view.folded[view.start : count.start])
        aside = _appositions(view, count)
        for start, end in aside:
            before = before[: start - view.start] + " " * (end - start) + before[end - view.start :]
        for place in reversed(view.places):
            is_aside = any(start <= place.start < end for start, end in aside)
            if place.end <= count.start and not is_aside and self._can_have(view, place, count):
                best = place.end, self._joined(place, view, count)
                break
        for end, scope in self._unnamed(view, before):
            best = max(best or (-1, OWN), (end, scope), key=lambda pair: pair[0])
        nobody = [_unknown_name(view, count), rivals.guest(view, count)]
        if count.unit in (*PRODUCTS, "bare", "vnd"):
            nobody.append(_firm_end(view, count))
        if self.home.province != NATION:
            nobody.append(rivals.gathered(view.folded, view.start, count.start))
        if max(nobody) > (best[0] if best else -1):
            return DROPPED
        return best[1] if best else None

    def _can_have(self, view: View, place: Place, count: Count) -> bool:
        between = view.folded[place.end : count.start]
        if is_taken_in(view.folded, place):
            return False
        if _DIRECT.fullmatch(between):
            return True  # "sau Hà Nội (2.711 sản phẩm)"
        if place.level in ("district", "commune") and _TURNS_BACK.search(between):
            return False
        if place.level == "province" and _MERGING.match(view.folded, place.end):
            return False  # "Tây Ninh cùng Long An hợp nhất, đang có 361"
        if place.is_former and _BRACKETED.fullmatch(between):
            return True  # "phía đông tỉnh (Bình Định cũ) 459 sản phẩm"
        return not (
            is_compared(view.folded, place)
            or _closed(view, place, count)
            or _is_address(view, place)
            or _is_seat(view, place)
        )

    def _unnamed(self, view: View, before: str) -> list[tuple[int, Scope]]:
        found = [(end, OWN) for end in self._province_unnamed(view, before)]
        for match in (*_own("own_district").finditer(before), *_matches(("huyện", "thị xã", "quận"), before)):
            named = _district_before(view, view.start + match.start())
            found.append((view.start + match.end(), Scope("district", named) if named else self._here(view)))
        for match in (*_own("own_commune").finditer(before), *_matches(("xã", "phường", "thị trấn"), before)):
            found.append((view.start + match.end(), self._here_below(view)))
        found += [(end, self._here(view)) for end in self._towns(view, before) if self.home.province not in CITIES]
        found += [(view.start + m.end(), self._friend) for m in _FRIEND.finditer(before)]
        several = _SEVERAL.search(before)
        if several:
            names = [p.name for p in view.places if p.level in ("district", "commune")]
            level = "commune" if several["kind"] in ("xã", "phường") else "district"
            found.append((view.start + several.end(), Scope(level, ", ".join(names) or several[0].strip(" ,;:."))))
        return found

    def _province_unnamed(self, view: View, before: str) -> list[int]:
        """Where words for the province end, other than those that only rank a district or act upon its products."""
        local = [p.end for p in view.places if p.level in ("district", "commune")]
        local += [view.start + m.end() for m in _own("own_district").finditer(before)]
        is_local = self._current.level in ("district", "commune") or self._base.level is not None
        found = []
        said = list(_own("own").finditer(before))
        alone = [m for m in _PROVINCE.finditer(before) if not any(o.start() <= m.start() < o.end() for o in said)]
        for match in (*said, *alone):
            start = view.start + match.start()
            of_local = is_local or any(end <= start for end in local)
            if match[0].endswith("thành phố") and self.home.province not in CITIES:
                continue
            if of_local and (rivals.is_acted_by(view.folded, start) or rivals.is_ranked_in(view.folded, start)):
                continue
            if not _is_above(view, start) and not self._is_of_another(view, start):
                found.append(view.start + match.end())
        return found + (self._towns(view, before) if self.home.province in CITIES else [])

    def _is_of_another(self, view: View, start: int) -> bool:
        """Whether "tỉnh" says again who another province is: "Hải Dương, tỉnh đang có 138"."""
        others = [p for p in view.places if p.level == "province" and p.name != self.home.province and p.end <= start]
        if not others or view.folded[others[-1].end : start].strip() != ",":
            return False
        return not is_set_aside(view.folded, others[-1]) and not is_compared(view.folded, others[-1])

    @staticmethod
    def _towns(view: View, before: str) -> list[int]:
        """Where "thành phố" alone ends, as the one that has the amount."""
        return [view.start + match.end() for match in (*_TOWN.finditer(before), *_ALL_TOWN.finditer(before))]

    def _here(self, view: View) -> Scope:
        """The district that the text is about: nobody's figure when it has no name."""
        self._district = self._district or self._main(view, "district")
        return Scope("district", self._district) if self._district else DROPPED

    def _here_below(self, view: View) -> Scope:
        self._commune = self._commune or self._main(view, "commune")
        return Scope("commune", self._commune) if self._commune else DROPPED

    def _main(self, view: View, level: str) -> str | None:
        if level not in self._mains:
            self._mains[level] = main_place(view.text, level)
        return self._mains[level]

    def _joined(self, place: Place, view: View, count: Count) -> Scope:
        """The scope of a place, with the places that share the figure ("Hoài Đức và Thanh Trì cùng có 12")."""
        scope = self._of(place, view)
        if scope.level not in ("district", "commune"):
            return scope
        names = [scope.name or place.name]
        for other in reversed([p for p in view.places if p.end <= place.start]):
            if other.level == place.level and re.fullmatch(r"\s*(?:,|và)\s*", view.folded[other.end : place.start]):
                names.insert(0, other.name)
                place = other
            else:
                break
        return Scope(scope.level, "; ".join(names))

    def _of(self, place: Place, view: View) -> Scope:
        if place.level == "region":
            return DROPPED
        if place.level == "nation":
            return OWN if self.home.province == NATION else Scope("national", NATION)
        if place.level == "province":
            return self._province(place, view)
        return Scope(place.level, place.name)

    def _province(self, place: Place, view: View) -> Scope:
        home = self.home.province
        if place.name == self.home.district:
            return Scope("district", place.name)  # huyện Hòa Bình of Bạc Liêu, said without its type
        old = predecessors().get(home or "", frozenset())
        is_part = _before_merger(view, place) or rivals.listed_with(view, place, old)
        is_part = is_part or (self._is_among_former and rivals.goes_on_with(view, place))
        if self.home.is_merged and home == place.name and home in old and is_part:
            return Scope("former_province", place.name)
        if self.home.is_merged and (place.is_former or place.name != home) and place.name in old:
            return Scope("former_province", place.name)
        if home == place.name == "Thừa Thiên Huế" and _IS_TOWN.match(view.folded, place.start):
            return Scope("district", "TP Huế")
        if {home, place.name} <= {"Huế", "Thừa Thiên Huế"}:
            return OWN
        return OWN if home == place.name else Scope("other_province", place.name)


_SAID_AGAIN = re.compile(rf"((?:[{UPPER}][{LOWER}]+ ){{0,3}}[{UPPER}][{LOWER}]+),\s*$")


def _district_before(view: View, end: int) -> str | None:
    """The district, bare, that a comma parts from "huyện": "Cái Bè, huyện đã có 34"."""
    words = _SAID_AGAIN.search(view.text[view.start : end])
    names = words[1].split(" ") if words else []
    known = (" ".join(names[n:]) for n in range(len(names)))
    return next((name for name in known if fold(name) in district_provinces()), None)


_FRIEND = re.compile(r"(?<!\w)tỉnh bạn(?!\w)")
_OF_PROVINCE = re.compile(
    r"\s*(?:số\s+)?(?:sản phẩm\s+)?(?:ocop\s+)?của\s+(?:toàn\s+)?tỉnh(?=\s+(?:đã|hiện|đang|có|đều)(?!\w))"
)
_IS_TOWN = re.compile(r"(?:thành phố|tp)(?!\w)")
_WHICH = re.compile(rf"\s*(?:ocop\s+)?mà\s+(?:{PROVINCE_TYPE}\s+)?")
_HAS_THEM = re.compile(r"\s*(?:hiện|đang|đã)?\s*(?:có|giữ|nắm|sở hữu)(?!\w)")
_TOWN = re.compile(r"thành phố(?<!các thành phố)(?<!, thành phố)(?=\s+(?:có|đã|hiện|phấn đấu|công nhận))")
_ALL_TOWN = whole_words(("toàn thành phố", "địa bàn thành phố", "ubnd thành phố"))
_UNDER = re.compile(r"\s*(?:[,(-]|của|thuộc|ở)\s*(?:tỉnh\s*|thành phố\s*|tp\.?\s*)?")


def _matches(words: tuple[str, ...], before: str) -> list[re.Match[str]]:
    return [match for word in words for match in _alone(word).finditer(before)]


_WHERE = re.compile(r"(?<!\w)(?:ở|tại)\s+(?:(?:thành phố|tp\.?|thị xã|huyện)\s+)?$")


def _is_above(view: View, start: int) -> bool:
    """Whether the province at the start only tells where the district before it lies: "huyện Na Rì, tỉnh Bắc Kạn"."""
    local = [p for p in view.places if p.level in ("district", "commune") and p.end <= start]
    if not local or not _UNDER.fullmatch(view.folded, local[-1].end, start):
        return False
    return not _WHERE.search(view.folded[view.start : local[-1].start])  # "tại lễ ở Quy Nhơn, Bình Định trao"


def _is_seat(view: View, place: Place) -> bool:
    return place.level == "province" and _is_above(view, place.start)


def _before_merger(view: View, place: Place) -> bool:
    """Whether the sentence speaks of the place at a moment before 2025-07-01."""
    return any(
        t.kind == "moment"
        and t.last
        and t.last < "2025-07"
        and t.end <= place.start
        and not re.search(r"(?<!\w)nay(?!\w)", view.folded[t.end : place.start])
        for t in view.times
    )


_BRACKETED = re.compile(r"\s*cũ\s*\)\s*(?:có|với|là|:)?\s*")
_DIRECT = re.compile(r"\s*[(:]\s*")
_ACTS = re.compile(r"(?<!\w)(?:có|đã|được|đạt|công nhận|hiện|cho biết|trao|cấp|xét)(?!\w)")


_ADDRESS = 80  # characters between a firm and the place where it sits


def _is_address(view: View, place: Place) -> bool:
    """Whether the place only tells where a firm sits: "công ty Minh Long ở Long An"."""
    if place.start not in view.addresses:
        view.addresses[place.start] = _sits_a_firm_at(view, place)
    return view.addresses[place.start]


def _sits_a_firm_at(view: View, place: Place) -> bool:
    near = max(view.start, place.start - _ADDRESS - 20)  # no word for a firm is longer
    firms = [m for m in _ONE_FIRM.finditer(view.folded, near, place.start) if _is_firm(view, m)]
    if not firms:
        return False
    between = view.folded[firms[-1].end() : place.start]
    return not _ACTS.search(between) and len(between) < _ADDRESS


@cache
def _apposition() -> re.Pattern[str]:
    words = "|".join(phrase(word) for word in vocabulary("scopes")["appositions"])
    return re.compile(rf",\s*(?:{words})(?!\w)[^,;:.()\d]{{2,90}},(?=\s*(?:{_acts()}|chỉ|vẫn)(?!\w))")


def _appositions(view: View, count: Count) -> list[tuple[int, int]]:
    """The spans before the amount that only say more of a place: "Kiên Giang, nơi sắp về chung, đang có 301"."""
    return [match.span() for match in _apposition().finditer(view.folded, view.start, count.start)]


def _closed(view: View, place: Place, count: Count) -> bool:
    """Whether the place stands in brackets that close before the amount."""
    opened = view.folded.rfind("(", view.start, place.start)
    closed = view.folded.find(")", place.end, count.start)
    return opened >= 0 and closed >= 0 and ")" not in view.folded[opened : place.start]


@cache
def _named() -> re.Pattern[str]:
    """What may stand between "hợp tác xã" or "công ty" and its name."""
    words = "|".join(phrase(w) for w in vocabulary("places")["firm_words"])
    return re.compile(rf"(?:\s+(?:{words})(?!\w)|\s*[-,&](?=\s*(?:{words})(?!\w)))*\s+")


_FIRM = (
    "công ty|cty|lò|xưởng|tiệm|quán|htx|hợp tác xã|tổ hợp tác|cơ sở|doanh nghiệp|hộ|anh|chị|ông|bà|trang trại|"
    "làng nghề|làng"
)
_ONE_FIRM = re.compile(
    rf"(?<!\w)(?:một|1)\s+(?:{_FIRM}|chủ thể|gia đình|thanh niên|nông dân)(?!\w)"
    rf"|(?<!các )(?<!nhiều )(?<!những )(?<!\d )(?<!của )(?<!\w)(?:{_FIRM})(?!\w)"
)


_OF_A_KIND = re.compile(r"\s*(?:[,:(\d]|(?:chiếm|là|có|với|và|đạt|đông|nhiều|vẫn|ocop|giữ|dẫn|đứng)(?!\w))")


def _is_firm(view: View, match: re.Match[str]) -> bool:
    """Whether the words name one firm or person, or speak of the one named before ("HTX hiện có")."""
    before = bisect_right(view.places, match.start(), key=lambda place: place.start)
    if before and match.start() < view.places[before - 1].end:
        return False  # "Bà Rịa - Vũng Tàu"
    if match.start() == view.start and not _OF_A_KIND.match(view.folded, match.end()):
        return True  # "Hợp tác xã mỳ gạo ở xã Lục Ngạn có 3 sản phẩm"
    if match[0].startswith(("một", "1")) or _ACTS.match(view.folded, match.end() + 1):
        return True
    named = _named().match(view.folded, match.end())
    if named is None or view.folded.startswith("ocop", named.end()):
        return False
    return view.text[named.end() : named.end() + 1].isupper()


_NAME = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)+"
_NAMED_BEFORE = re.compile(
    rf"(?:^|[\s(])(?P<name>{_NAME})\s*(?:(?:hiện|đã|đang|cũng|mới|nay)\s+)?"
    r"(?:có|với|đạt|nhiều nhất|dẫn đầu|:|\()?\s*(?:với|:)?\s*$"
)


def _unknown_name(view: View, count: Count) -> int:
    """Where a name that is no known place ends, when it is the one that has the amount ("Bát Tràng có 10"); else -1."""
    match = _NAMED_BEFORE.search(view.text[view.start : count.start])
    if match is None:
        return -1
    start, end = view.start + match.start("name"), view.start + match.end("name")
    known = any(place.start < end and start < place.end for place in view.places)
    return -1 if known else end


def _firm_end(view: View, count: Count) -> int:
    """Where the nearest single firm or person before the amount ends, when it is the one that has it; else -1."""
    spoken = max((m.start() for m in _SPEAKS.finditer(view.folded, view.start, count.start)), default=-1)
    for match in reversed(list(_ONE_FIRM.finditer(view.folded, view.start, count.start))):
        if match.end() <= spoken:
            return -1  # it only speaks, and so do all before it
        of_it = view.folded[max(view.start, match.start() - 50) : match.start()].rstrip().endswith(("theo", "các"))
        if of_it or not _is_firm(view, match):
            continue
        if not any(c.start <= match.start() < c.end for c in view.counts):
            return match.end()
    return -1


_SPEAKS = whole_words(
    ("cho biết", "cho hay", "thông tin", "chia sẻ", "khẳng định", "nhấn mạnh", "báo cáo", "phát biểu")
)
