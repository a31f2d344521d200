"""Whose figure it is: the document's own, or that of a district, a commune, the nation or another province."""

import re
from dataclasses import dataclass
from functools import cache

from etl.reports import firms, ownership, rivals
from etl.reports.lexicon import LOWER, UPPER, any_of, fold, phrases, vocabulary, whole_words
from etl.reports.mentions import PRODUCTS, Count, View
from etl.reports.model import ELSEWHERE, NATION, SEVERAL_NAMES
from etl.reports.places import (
    CITIES,
    PROVINCE_TYPE,
    Place,
    district_provinces,
    is_compared,
    is_set_aside,
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
    return any_of(vocabulary("places")["acts"])


@cache
def _alone(word: str) -> re.Pattern[str]:
    """The word "huyện" or "xã" alone as the one that has the figure: "huyện có", "xã đã"."""
    numbers = ("hai ", "ba ", "bốn ", "sáu ", "bảy ", "tám ", "chín ", "mười ")
    others = (
        r"\w",
        "cấp ",
        "các ",
        "ở ",
        "tại ",
        "từ ",
        "ít ",
        "nhiều ",
        "hợp tác ",
        "thị ",
        "cán bộ ",
        "vòng ",
        "xã, ",
        "huyện, ",
        "của ",
    )
    before = "".join(rf"(?<!{words}{word})" for words in (*numbers, *others))
    before += rf"(?:(?<!\d {word})|(?<=năm 20\d\d {word}))"
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
    r"(?:^|[,;:.]\s*|(?<!trong)(?<!cả)(?<!cho)\s)(?:\d{1,3}|hai|ba|bốn|năm|sáu|bảy)\s+"
    r"(?P<kind>huyện|địa phương|thị xã|xã|phường)"
    r"(?:\s+(?:ven biển|miền núi|vùng cao|biên giới|trung du|kể trên|nói trên|này|ấy))?"
    r"(?:\s*,\s*(?:thị xã|thành phố|phường))*(?:\s+(?:của|thuộc|trên|ở)\s+[^,;:.]{2,25}?)?"
    r"\s+(?:vừa|đã|có|công nhận|được|gồm|là)(?!\w)"
)


# Courses, shops and money are the whole's, also behind a sentence on one of its parts.
_OF_THE_WHOLE = ("point", "training", "conference", "person", "materials", "vnd")
_HERE = re.compile(r"(?<!\w)(?:tại đây|ở đây|nơi đây|nơi này|huyện|xã|phường)(?!\w)")


class Scoping:
    """Settles the scope of amounts, sentence after sentence; remembers whom the paragraph is about."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._paragraph = self._sentence = -1
        self._own_in = -1  # the paragraph in which the document had a figure of its own
        self._dropped_in = -1  # the sentence in which a figure was nobody's
        self._read_to = 0  # up to where the text was followed
        self._base = Scope("district", home.district) if home.district else OWN
        self._current = self._base
        self._listed: set[str | None] = set()  # districts and communes that had figures since the province had one
        self._last_listed: set[str | None] = set()  # those of the last sentence
        self._is_among_former = False  # the sentence before spoke of a province merged into this one
        self._is_by_the_way = False  # the last amount was one place's by the way: "nhiều nhất ở Kế Sách (51 sản phẩm)"
        self._is_aside = False  # the last amount was of a province compared with, outside brackets
        self._district: str | None = home.district
        self._commune: str | None = None
        self._friend = DROPPED  # the other province that was spoken of last
        self._mains: dict[str, str | None] = {}  # the district and the commune that the text names most

    def scope(self, view: View, count: Count, around: Zones, *, target: bool = False) -> Scope:
        """The scope of one amount. To be asked in the order of the text."""
        self._follow(view)
        if count.owner is not None:
            return self._of(count.owner, view)
        if rivals.is_difference(view, count):
            return DROPPED
        if self.home.province != NATION and rivals.is_from_several(view, count):
            self._current = DROPPED
            return DROPPED
        if scope := self._of_rival(view, count) or self._of_other(view, count):
            return scope
        found = self._attached(view, count, around) or self._subject(view, count) or self._of_the_district(around)
        is_apart = self._is_apart(view, count, target=target) or ownership.has_turned_back(view, count)
        found = found or (self._base if is_apart else self._carried(view))
        in_brackets = bool(_IN_BRACKETS.search(around.before))
        if found.level in ELSEWHERE and in_brackets:
            return found  # "bằng 3,2% của cả nước (16.855 sản phẩm); 4 sao là 94": the text goes on with its own
        is_same = found == self._current
        self._remember(found)
        if not is_same:
            self._is_by_the_way = in_brackets or bool(_OF_WHICH.search(around.gap))
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

    def _of_the_district(self, around: Zones) -> Scope | None:
        """The district that was spoken of before: "Mục tiêu của huyện tới năm 2025 là 30 sản phẩm"."""
        name = self.home.district or self._district
        return Scope("district", name) if name and _OF_DISTRICT.search(around.lead) else None

    def _is_apart(self, view: View, count: Count, *, target: bool) -> bool:
        """Whether the amount is the whole's, also behind a sentence on a part of it: courses, shops, money, plans."""
        if self.home.district is not None or view.places:
            return False
        is_whole = target or count.unit in _OF_THE_WHOLE
        return is_whole and not _HERE.search(view.folded[view.start : count.start])

    @staticmethod
    def _is_second(view: View, place: Place) -> bool:
        """Whether the one compared had its amount before: else "sau Hà Nội với 567 sản phẩm" may be that of either."""
        words = view.folded[max(view.start, place.start - 25) : place.start]
        return "so với" in words or any(c.unit in PRODUCTS and c.end <= place.start for c in view.counts)

    def _carried(self, view: View) -> Scope:
        """The scope of an amount with nobody named before it: as what stands before, parts of nobody's too."""
        if self._is_aside and rivals.goes_on(view):
            return DROPPED
        if self._current.level == "dropped" and self._dropped_in != view.start and not rivals.goes_on(view):
            return self._base
        if SEVERAL_NAMES in (self._current.name or ""):
            return self._base  # what several places have each goes on with none of them
        return self._current

    def _remember(self, found: Scope) -> None:
        self._current, self._is_aside = found, False
        self._dropped_in = self._sentence if found.level == "dropped" else -1
        if found.level == "district":
            self._district = found.name
        elif found.level == "commune":
            self._commune = found.name
        if found.level in ("district", "commune"):
            self._listed.add(found.name)
            self._last_listed.add(found.name)
        elif found.level == "other_province":
            self._friend = found
        elif found.level is None:
            self._own_in = self._paragraph
            self._base = OWN
            self._listed.clear()

    def _follow(self, view: View) -> None:
        """Come to a sentence: what stays from the text before it."""
        if view.start == self._sentence:
            return
        is_new_paragraph = view.sentence.paragraph != self._paragraph
        self._sentence, self._paragraph = view.start, view.sentence.paragraph
        is_local = self._current.level in ("district", "commune")
        if is_local and self._is_by_the_way and not rivals.goes_on(view):
            self._current, is_local = self._base, False
        if is_new_paragraph and not (is_local and self._goes_on_with_it(view)):
            self._current = self._base
        self._is_among_former = self._current.level == "former_province"
        if self._current.level in ELSEWHERE and not rivals.goes_on(view):
            self._current = self._base
        if self._is_renamed(view) or (is_local and len(self._listed) > 1 and rivals.sums_up(view)):
            self._current = OWN
        elif is_local and len(self._last_listed) > 1 and not rivals.goes_on(view):
            self._current = self._base  # a list of places ends with its sentence
        self._last_listed.clear()
        if is_local and rivals.turns_to(view) and (len(self._listed) > 1 or self._own_in == self._paragraph):
            self._current = self._base
        self._read_to = view.end

    def _goes_on_with_it(self, view: View) -> bool:
        """Whether a paragraph goes on with the one place that the last was about: "Huyện đã ..."."""
        is_base = self._base.level is not None
        return len(self._listed) < 2 and (is_base or bool(_OPENS_CLAUSE.match(view.folded, view.start)))

    def _is_renamed(self, view: View) -> bool:
        """Whether a sentence without figures of ours has named the province as its subject since the last one."""
        return bool(_renamed(self.home.province).search(view.folded[self._read_to : view.start]))

    def _attached(self, view: View, count: Count, around: Zones) -> Scope | None:
        """A place right behind the amount: "26 sản phẩm 3 sao của huyện Cẩm Xuyên", "98 sản phẩm mà Hà Nam đang có"."""
        if self._is_of_own_province(view, count):
            return OWN
        if around.before.strip() == "với" and (owner := self._told_behind(view, count)):
            return owner
        if _OF_THE_FORMER.match(view.folded, count.end):
            scopes = [self._of(place, view) for place in view.places if place.end <= count.start]
            return next((scope for scope in reversed(scopes) if scope.level == "former_province"), DROPPED)
        if count.unit != "percent" and _OF_NATION.match(view.folded, count.end):
            return OWN if self.home.province == NATION else Scope("national", NATION)
        for place in view.places:
            if (
                place.level == "province"
                and place.start >= count.end
                and _LYING_IN.fullmatch(view.folded, count.end, place.start)
            ):
                return self._of(place, view)
            if not count.end <= place.start <= around.right_end:
                continue
            between = view.folded[count.end : place.start]
            if _WHICH.fullmatch(between) and _HAS_THEM.match(view.folded, place.end):
                return self._of(place, view)
            if place.is_former and _ON_THAT_SIDE.fullmatch(between):
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

    def _told_behind(self, view: View, count: Count) -> Scope | None:
        """The place that a comma parts from its amount: "Với 7 sản phẩm vừa được công nhận, huyện Lệ Thủy nâng"."""
        for place in view.places:
            if place.start >= count.end and place.level in ("district", "commune", "province"):
                between = view.folded[count.end : place.start]
                return self._of(place, view) if _OWNER_BEHIND.fullmatch(between) else None
        return None

    def _is_of_own_province(self, view: View, count: Count) -> bool:
        """Whether "of the province", or what it did with them, stands right behind the amount."""
        if self.home.district is not None or self.home.province == NATION:
            return False
        said = [_OF_PROVINCE, _BY_PROVINCE, *([_OF_CITY] if self.home.province in CITIES else [])]
        return any(words.match(view.folded, count.end) for words in said)

    def _subject(self, view: View, count: Count) -> Scope | None:
        """The nearest one named before the amount that can have it."""
        best: tuple[int, Scope] | None = None
        before = without_brackets(view.folded[view.start : count.start])
        aside = _appositions(view, count)
        for start, end in aside:
            before = before[: start - view.start] + " " * (end - start) + before[end - view.start :]
        for place in reversed(view.places):
            is_aside = any(start <= place.start < end for start, end in aside)
            if place.end <= count.start and not is_aside and ownership.can_own(view, place, count):
                best = place.end, self._joined(place, view, count)
                break
        for end, scope in self._unnamed(view, before):
            best = max(best or (-1, OWN), (end, scope), key=lambda pair: pair[0])
        nobody = [ownership.unknown_owner(view, count), rivals.guest(view, count)]
        if count.unit in (*PRODUCTS, "bare", "vnd"):
            nobody.append(firms.last_end(view, count))
        if self.home.province != NATION:
            nobody.append(rivals.gathered(view.folded, view.start, count.start))
        if max(nobody) > (best[0] if best else -1):
            return DROPPED
        return best[1] if best else None

    def _unnamed(self, view: View, before: str) -> list[tuple[int, Scope]]:
        found = [(end, OWN) for end in self._province_unnamed(view, before)]
        for match in (*_own("own_district").finditer(before), *_matches(_DISTRICTS, before)):
            named = _district_before(view, view.start + match.start())
            found.append((view.start + match.end(), Scope("district", named) if named else self._here(view)))
        for match in (*_own("own_commune").finditer(before), *_matches(("xã", "phường", "thị trấn"), before)):
            found.append((view.start + match.end(), self._here_below(view)))
        for match in _OPENS_CLAUSE.finditer(before):
            if not any(place.start == view.start + match.start("kind") for place in view.places):
                here = self._here(view) if match["kind"] == "huyện" else self._here_below(view)
                found.append((view.start + match.end(), here))
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
        own = (*_own("own_district").finditer(before), *_matches(_DISTRICTS, before))
        local += [view.start + match.end() for match in own]
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
            if not ownership.is_above(view, start) and not self._is_of_another(view, start):
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
        return Scope(scope.level, SEVERAL_NAMES.join(names))

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


_SAID_AGAIN = re.compile(rf"((?:[{UPPER}][{LOWER}]+ ){{0,3}}[{UPPER}][{LOWER}]+)(?:,|\s+(?:vẫn\s+)?là)\s*$")


def _district_before(view: View, end: int) -> str | None:
    """The district, bare, that "huyện" says again: "Cái Bè, huyện đã có 34", "Tân Uyên là huyện có"."""
    words = _SAID_AGAIN.search(view.text[view.start : end])
    names = words[1].split(" ") if words else []
    known = (" ".join(names[n:]) for n in range(len(names)))
    return next((name for name in known if fold(name) in district_provinces()), None)


_FRIEND = re.compile(r"(?<!\w)tỉnh bạn(?!\w)")
_OF_PROVINCE = re.compile(
    r"\s*(?:số\s+)?(?:sản phẩm\s+|chủ thể\s+)?(?:ocop\s+)?của\s+(?:toàn\s+)?tỉnh(?=\s+(?:đã|hiện|đang|có|đều)(?!\w))"
)
_BY_PROVINCE = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,4}?được\s+(?:ubnd\s+)?(?:tỉnh|thành phố)\s+(?:đề nghị|đề cử|lập|gửi|trình|chọn|đưa)(?!\w)"
)
_ON_THAT_SIDE = re.compile(rf"\s*(?:ocop\s+)?(?:của|thuộc|bên|từ|phía|ở)\s+(?:{PROVINCE_TYPE}\s+)?")
# "335 sản phẩm, nằm trên địa bàn Bà Rịa - Vũng Tàu cũ", "30 sản phẩm, đến từ vùng nho Ninh Thuận cũ",
# "179 sản phẩm trong đó là của Bạc Liêu trước đây"
_LYING_IN = re.compile(
    r"\s*(?:ocop\s*)?(?:trong\s+(?:số\s+)?(?:đó|này|ấy)\s*)?(?:là\s+(?:\W?[^\W\d]+(?:\s+[^\W\d]+)?\W?\s+)?của\s+"
    r"|vốn\s+(?:là\s+)?(?:của|thuộc)\s+|(?:có\s+)?gốc\s+(?:từ\s+|ở\s+)?"
    r"|[,)-]?\s*(?:hiện\s+)?"
    r"(?:nằm|thuộc|đến từ)\s+(?:(?:trên|ở|tại)\s+)?(?:địa bàn|địa phận|đất|vùng)\s+(?:[^\W\d]+,?\s+){0,3}?)"
    rf"(?:{PROVINCE_TYPE}\s+)?"
)
_OF_CITY = re.compile(
    r"\s*(?:số\s+)?(?:sản phẩm\s+|chủ thể\s+)?(?:ocop\s+)?của\s+(?:toàn\s+)?thành phố(?!\w)(?!\s+trực thuộc)"
)
_OF_NATION = re.compile(r"\s*(?:ocop\s+)?(?:của|trên|trong)\s+(?:cả nước|toàn quốc)(?!\w)")
_OF_WHICH = re.compile(r"(?<!\w)(?:trong đó|trong số đó|riêng)(?!\w)[^;.]*$")
_OF_DISTRICT = re.compile(r"(?<!\w)(?:của|toàn|cả)\s+(?:huyện|thị xã|quận)(?!\w)")
_OPENS_CLAUSE = re.compile(  # "Đến hết năm 2025, huyện quyết tâm nâng tổng số lên 40"
    r"(?:^|[;.:]\s*|(?<!huyện)(?<!xã)(?<!tỉnh)(?<!phố)(?<!phường),\s*)(?P<kind>huyện|xã|phường)(?=\s+(?!và|hoặc|của|khác)[^\W\d])"
)
_OWNER_BEHIND = re.compile(rf"[^,;:.()\d]*(?:\d sao[^,;:.()\d]*)?,\s*(?:{PROVINCE_TYPE}\s+)?")
_OF_THE_FORMER = re.compile(r"\s*(?:ocop\s+)?của\s+(?:tỉnh|vùng|địa bàn)\s+cũ\s+(?:này|ấy|đó)(?!\w)")
_IN_BRACKETS = re.compile(r"\(\s*(?:[^\W\d]+\s+){0,2}$")
_IS_TOWN = re.compile(r"(?:thành phố|tp)(?!\w)")
_WHICH = re.compile(rf"\s*(?:ocop\s+)?(?:\d sao\s+)?(?:cấp quốc gia\s+)?mà\s+(?:{PROVINCE_TYPE}\s+)?")
_HAS_THEM = re.compile(r"\s*(?:hiện|đang|đã)?\s*(?:có|giữ|nắm|sở hữu)(?!\w)")
_TOWN = re.compile(
    r"thành phố(?<!các thành phố)(?<!huyện, thành phố)(?<!thị xã, thành phố)(?<!thị, thành phố)(?<!tỉnh, thành phố)"
    rf"(?=\s+(?:{any_of(vocabulary('places')['acts_of_city'])})(?!\w))"
)
_ALL_TOWN = whole_words(("toàn thành phố", "địa bàn thành phố", "ubnd thành phố"))


_DISTRICTS = ("huyện", "thị xã", "quận")


def _matches(words: tuple[str, ...], before: str) -> list[re.Match[str]]:
    return [match for word in words for match in _alone(word).finditer(before)]


def _before_merger(view: View, place: Place) -> bool:
    """Whether the sentence speaks of the place at a moment before 2025-07-01."""
    return any(
        t.kind == "moment"
        and t.last
        and t.last < "2025-07"[: len(t.last)]
        and t.end <= place.start
        and not re.search(r"(?<!\w)nay(?!\w)", view.folded[t.end : place.start])
        for t in view.times
    )


@cache
def _apposition() -> re.Pattern[str]:
    words = any_of(vocabulary("scopes")["appositions"])
    return re.compile(rf",\s*(?:{words})(?!\w)[^,;:.()\d]{{2,90}},(?=\s*(?:{_acts()}|chỉ|vẫn)(?!\w))")


def _appositions(view: View, count: Count) -> list[tuple[int, int]]:
    """The spans before the amount that only say more of a place: "Kiên Giang, nơi sắp về chung, đang có 301"."""
    return [match.span() for match in _apposition().finditer(view.folded, view.start, count.start)]
