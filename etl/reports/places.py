"""Places in a text: provinces by name, districts and communes by their type or from the list, the nation, regions."""

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.reports.lexicon import LOWER, UPPER, any_of, fold, phrases, vocabulary, whole_words
from etl.reports.model import NATION

_REFERENCE = Path(__file__).parent.parent / "warehouse" / "reference"
# Aliases that are sure on their own; slugs and plain ASCII do not occur in running Vietnamese text.
_SURE_ALIASES = {"observed_or_customary", "tone_placement", "name_since_2025-01-01_or_former_provincial_city"}
# What may stand before the name of a province.
PROVINCE_TYPE = r"(?:tỉnh|thành phố|tp\.?)"
CITIES = {"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"}
_WORD = rf"(?:(?:[{UPPER}]')?[{UPPER}][{LOWER}'-]*|[{UPPER}][{UPPER}'-]+)(?![{UPPER}{LOWER}])"
_NAME = rf"Phan Rang - Tháp Chàm|(?:Nông trường |Xuân Hương - )?{_WORD}(?: {_WORD}){{0,3}}|\d{{1,2}}(?!\d|[.,/]\d)"
_TYPED = re.compile(
    r"(?<!\w)(?P<type>[Hh]uyện|HUYỆN|[Tt]hị xã|THỊ XÃ|T[Xx]\.?|[Qq]uận|QUẬN|[Tt]hành phố|THÀNH PHỐ|"
    r"T\.?[Pp]\.?|(?<!tác )(?<!Tác )(?<!TÁC )(?:[Xx]ã|XÃ)|[Pp]hường|PHƯỜNG|[Tt]hị trấn|THỊ TRẤN|"
    r"[Đđ]ặc khu|ĐẶC KHU|(?<!nông )(?<!Nông )[Tt]hôn|[Bb]ản|[Ll]àng|[Ấấ]p|[Tt]ỉnh|TỈNH)"
    rf"(?:\s+(?:miền núi|vùng cao|trung du|biên giới|ven biển|đảo))?\s+(?P<name>{_NAME})"
)
_TOLD = re.compile(
    rf"(?<!\w)(?P<name>{_WORD}(?: {_WORD}){{1,2}}) (?:cũng |vẫn )?là (?P<type>xã|phường|thị trấn|đặc khu|huyện|thị xã)"
    r"(?= (?:có|nhiều|ít|đi|dẫn|đứng|đông|duy|đầu|mạnh|giàu|nghèo)(?!\w))"
)
_NUMBERED_TYPES = ("quận", "phường", "thôn", "bản", "làng", "ấp")
_CAPITAL_TYPES = ("Thôn", "Bản", "Làng", "Ấp")
_COUNTED = re.compile(r"\s+(?:sản phẩm|hồ sơ|chủ thể)(?!\w)")
_DISTRICT_TYPES = ("huyện", "thị xã", "tx", "tx.", "quận", "thành phố", "tp", "tp.", "t.p", "t.p.")


@dataclass(frozen=True)
class Place:
    """A place named in the text. `level`: province, district, commune, nation, region or own (said without a name).

    `is_former`: as it was before the merger of 2025; `is_of_goods`: the goods before it bear its name.
    """

    start: int
    end: int
    name: str
    level: str
    is_former: bool = False
    is_of_goods: bool = False


def _rows(name: str) -> list[dict[str, str]]:
    with (_REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def predecessors() -> dict[str, frozenset[str]]:
    """Today's province -> the provinces that went into it in 2025, its own old namesake among them."""
    names = {row["province_id"]: row["province_name"] for row in _rows("provinces.csv")}
    merged: dict[str, set[str]] = defaultdict(set)
    for row in _rows("province_succession.csv"):
        merged[names[row["successor_id"]]].add(names[row["predecessor_id"]])
    return {name: frozenset(old) for name, old in merged.items()}


@cache
def ended() -> frozenset[str]:
    """Names that no province has borne since the merger of 2025."""
    rows = _rows("provinces.csv")
    return frozenset(row["province_name"] for row in rows) - {r["province_name"] for r in rows if not r["valid_to"]}


@cache
def province_names() -> dict[str, str]:
    """Folded spelling -> official name."""
    names = {fold(row["province_name"]): row["province_name"] for row in _rows("provinces.csv")}
    for row in _rows("province_aliases.csv"):
        if row["kind"] in _SURE_ALIASES:
            names.setdefault(fold(row["alias"]), row["province_name"])
    return names


@cache
def _province_pattern() -> re.Pattern[str]:
    names = sorted(province_names(), key=len, reverse=True)
    spelled = (re.escape(name).replace(r"\ -\ ", r"\s*-\s*").replace(r"\ ", r"\s+") for name in names)
    return whole_words(spelled)


@cache
def district_provinces() -> dict[str, tuple[str, ...]]:
    """Folded name of a district -> the provinces (of the 63) that have one so named."""
    names = {row["province_id"]: row["province_name"] for row in _rows("provinces.csv")}
    found: dict[str, list[str]] = defaultdict(list)
    with gzip.open(_REFERENCE / "admin_units.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin_unit_level"] != "district":
                break  # districts come first; communes are known by the word before them
            for name in _spellings(fold(row["admin_unit_name"])):
                found[name].append(names[row["province_id"]])
    return {name: tuple(dict.fromkeys(provinces)) for name, provinces in found.items()}


def _spellings(name: str) -> Iterator[str]:
    """The ways to write a folded name: Đăk Hà is Đắk Hà and Đắc Hà as well."""
    yield name
    if head := _DAK.match(name):
        yield from (spelling + name[head.end() :] for spelling in ("đăk", "đắk", "đắc") if spelling != head[0])


_DAK = re.compile(r"đ[ăắ][kc](?!\w)")


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("places")[name])


_TYPE_BEFORE = re.compile(rf"\s+{PROVINCE_TYPE}$")


def stands_behind(words: re.Pattern[str], folded: str, position: int) -> bool:
    """Whether one of the words stands right before the position, but for the type of the place there."""
    before = _TYPE_BEFORE.sub("", folded[max(0, position - 40) : position].rstrip())
    return any(match.end() == len(before) for match in words.finditer(before))


def is_compared(folded: str, place: Place) -> bool:
    """Whether the place only serves as a measure: "so với Hà Nội", "thứ hai cả nước"."""
    words = "compared_before" if place.level in ("province", "nation", "region") else "compared_local"
    return stands_behind(_words(words), folded, place.start)


def is_set_aside(folded: str, place: Place) -> bool:
    """Whether the place is only a guest, a teacher or a measure: "sau khi học hỏi Hải Dương"."""
    return stands_behind(_words("aside_before"), folded, place.start)


def is_taken_in(folded: str, place: Place) -> bool:
    """Whether the province is one that the document's own took in: "sau khi sáp nhập với Quảng Nam"."""
    return place.level == "province" and stands_behind(_words("merged_with"), folded, place.start)


def names_firm(before: str) -> bool:
    """Whether the folded words right before a name make it the name of a firm or a person."""
    matches = list(_words("firm").finditer(before))
    if not matches:
        return False
    between = before[matches[-1].end() :]
    return len(between.split()) <= 4 and not _NO_NAME.search(between)


_NO_NAME = re.compile(rf"[,;:.()]|\s-\s|(?<!\w)(?:{any_of(vocabulary('places')['firm_ends'])})(?!\w)")
_NO_GOODS = any_of(vocabulary("places")["goods_end"])
_GOODS = re.compile(rf"{_words('goods').pattern}(?:\s+(?!(?:{_NO_GOODS})(?!\w))[^\W\d]+){{0,3}}\s+$")
_LAND = re.compile(rf"{_words('goods_not').pattern}(?:\s+[^\W\d]+)?\s*$")


def names_goods(before: str) -> bool:
    """Whether the folded words right before a name make it that of goods: "chè shan tuyết Tủa Chùa"."""
    found = _GOODS.search(before)
    return found is not None and not _LAND.search(before, 0, found.start())


def spelled(name: str) -> str:
    """The name as in running text: "THAN UYÊN" of a heading is Than Uyên."""
    words = name.split(" ")
    return " ".join(word.capitalize() for word in words) if name.isupper() and len(name) > 1 else name


def _cut_heading(name: str) -> str:
    """The name without the words of a heading in capitals that run on from it ("NA RÌ CÓ")."""
    words = name.split(" ")
    stops = [n for n, word in enumerate(words) if n and fold(word) in vocabulary("scopes")["not_names"]]
    return " ".join(words[: stops[0]]) if stops and name.isupper() else name


def is_name(name: str) -> bool:
    """Whether the capitalised words can be the name of a place: no lone letter, no "Ủy ban", no capitals run on."""
    if name.isdigit():
        return True
    return len(name) > 1 and _not_names().match(fold(name)) is None


@cache
def _not_names() -> re.Pattern[str]:
    return phrases(vocabulary("scopes")["not_names"])


def main_place(text: str, level: str) -> str | None:
    """The district or commune that a text names most often with its type, the first of equals; None for none."""
    found = [place.name for place in Gazetteer(text, fold(text))._typed(0, len(text)) if place.level == level]
    return Counter(found).most_common(1)[0][0] if found else None


@cache
def _bare_names(home: frozenset[str]) -> re.Pattern[str] | None:
    """Finds the districts of these provinces by their names alone; None when there are none."""
    bare = [name for name, provinces in district_provinces().items() if home & set(provinces) and len(name) > 3]
    return phrases(bare) if bare else None


class Gazetteer:
    """Finds places in one text. `home` are the provinces whose districts are known by their bare names."""

    def __init__(self, text: str, folded: str, home: frozenset[str] = frozenset()) -> None:
        self.text, self.folded = text, folded
        self._bare = _bare_names(home)
        self._full_names: dict[tuple[int, int], list[Place]] = {}

    def at_home(self, home: frozenset[str]) -> "Gazetteer":
        """The same text with the home's districts; what stands there with its full name is not looked for again."""
        gazetteer = Gazetteer(self.text, self.folded, home)
        gazetteer._full_names = self._full_names
        return gazetteer

    def places(self, start: int, end: int) -> list[Place]:
        """The places named in a span, in their order, none within another."""
        if (start, end) not in self._full_names:
            told = [*self._typed(start, end), *self._told(start, end)]
            full = [*told, *self._general(start, end), *self._provinces(start, end)]
            self._full_names[start, end] = full
        found = self._full_names[start, end] + self._districts(start, end)
        found.sort(key=lambda place: (place.start, -place.end))
        kept: list[Place] = []
        for place in found:
            if not kept or place.start >= kept[-1].end:
                kept.append(place)
        return kept

    def _typed(self, start: int, end: int) -> list[Place]:
        found = []
        for match in _TYPED.finditer(self.text, start, end):
            type_, name = match["type"].lower(), _cut_heading(match["name"])
            if name.isdigit() and (type_ not in _NUMBERED_TYPES or _COUNTED.match(self.folded, match.end())):
                continue  # "11 huyện, thị xã 31 sản phẩm"
            official = self._official(name) or self._official(match[0])  # "TP HCM"
            if type_ == "tỉnh" or (type_.startswith(("thành", "t")) and official in CITIES and type_ != "thị xã"):
                continue  # a province: read with the others
            if type_ in _DISTRICT_TYPES:
                name = self._known_district(name)
                end_ = match.start("name") + len(name)
                is_city = type_.startswith(("t.", "tp", "thành"))
                shown = f"TP {spelled(name)}" if is_city else spelled(name)
                if is_name(name):
                    found.append(Place(match.start(), end_, shown, "district"))
            elif is_name(name) and (type_ not in ("thôn", "bản", "làng", "ấp") or match.start() > start):
                before = self.folded[max(start, match.start() - 40) : match.start()]
                of_goods = type_ == "làng" and names_goods(before)  # "cá kho làng Vũ Đại"
                end_ = match.start("name") + len(name)
                if match["type"] in _CAPITAL_TYPES and match.start() > start:
                    name = f"{match['type']} {name}"  # "xã chè Bản Bo": a part of the name
                found.append(Place(match.start(), end_, spelled(name), "commune", is_of_goods=of_goods))
        return found

    def _told(self, start: int, end: int) -> list[Place]:
        """Communes and districts whose type is only told behind their name: "Lương Phi là xã nhiều nhất"."""
        found = []
        for match in _TOLD.finditer(self.text, start, end):
            level = "district" if match["type"] in _DISTRICT_TYPES else "commune"
            if is_name(match["name"]) and self._official(match["name"]) is None:
                found.append(Place(*match.span("name"), spelled(match["name"]), level))
        return found

    @staticmethod
    def _official(name: str) -> str | None:
        match = _province_pattern().match(fold(name))
        return province_names()[re.sub(r"\s+", " ", match[0])] if match and match.end() == len(name) else None

    @staticmethod
    def _known_district(name: str) -> str:
        """The longest beginning of the capitalised words that is a district, else all of them."""
        words = name.split(" ")
        for count in range(len(words), 0, -1):
            if fold(" ".join(words[:count])) in district_provinces():
                return " ".join(words[:count])
        return name

    def _general(self, start: int, end: int) -> list[Place]:
        found = [Place(*m.span(), NATION, "nation") for m in _words("nation").finditer(self.folded, start, end)]
        found += [Place(*m.span(), m[0], "region") for m in _words("region").finditer(self.folded, start, end)]
        return found

    def _provinces(self, start: int, end: int) -> list[Place]:
        found = []
        for match in _province_pattern().finditer(self.folded, start, end):
            if not self.text[match.end() - len(match[0].split()[-1])].isupper():
                continue  # the name, not what may stand before it: "thành phố Huế"
            before = self.folded[max(start, match.start() - 40) : match.start()]
            if names_firm(before) and not re.search(r"tỉnh\s+$", before):
                continue
            name = province_names()[re.sub(r"\s*-\s*", " - ", re.sub(r"\s+", " ", match[0])).strip()]
            after = self.folded[match.end() : match.end() + 30].lstrip()
            former = _words("former_after").match(after) or re.match(r"\((?:cũ|trước)", after)
            former_before = any(
                m.end() >= len(before.rstrip(" ,(" if m[0].startswith(("trước", "khi", "hồi", "lúc")) else " ("))
                for m in _words("former_before").finditer(before)
            )
            found.append(Place(*match.span(), name, "province", bool(former or former_before)))
        return found

    def _districts(self, start: int, end: int) -> list[Place]:
        if self._bare is None:
            return []
        found = []
        for match in self._bare.finditer(self.folded, start, end):
            words = self.text[match.start() : match.end()].split()
            before = self.folded[max(start, match.start() - 40) : match.start()]
            previous = self.text[start : match.start()].split()[-1:]
            in_name = (
                previous
                and previous[0][:1].isupper()
                and previous[0][-1:].isalpha()
                and previous[0] != previous[0].upper()
            )
            if in_name and match.start() - start > len(previous[0]) + 1:
                continue  # a part of a longer name
            if all(word[:1].isupper() for word in words) and not names_firm(before):
                name = spelled(self.text[match.start() : match.end()])
                found.append(Place(*match.span(), name, "district", is_of_goods=names_goods(before)))
        return found
