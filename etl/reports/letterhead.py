"""Who signs a document: the office in its head, of a province, a district or a commune; the place its title opens."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from etl.reports.lexicon import UPPER, fold, phrases, vocabulary
from etl.reports.model import NATION
from etl.reports.places import CITIES, PROVINCE_TYPE, Gazetteer, Place, district_provinces

_LINES, _TITLES, _LONGEST_LINE = 12, 6, 160
_LINE = re.compile(r"(\S[^\n]{0,2000})[^\n]*")
_LONGEST_TITLE = 250  # behind the first paragraph no line is a title
_LEVELS = {"xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune"}
_LOCAL = re.compile(
    r"(?<!\w)(?P<type>huyện|thị xã|quận|thành phố|tp\.?|xã|phường|thị trấn|đặc khu)\s+(?!ủy\s|đoàn\s)"
    r"(?P<name>\w+(?:[ '-]+\w+){0,4})"
)
_OPENS = re.compile(rf"[\d/:.|(\[ -]*(?:{PROVINCE_TYPE}\s+)?")
_LEADS = re.compile(r"\s*[)\]]?\s*(?::|-)(?!\s*\d+\s*°)")
_DATES = re.compile(r",\s*ngày\s+\d[^.;:]{0,30}$")


@dataclass(frozen=True)
class Signer:
    """The office that speaks: its province, if named; its level; the name of its district or commune."""

    province: str | None
    level: str = "province"
    name: str | None = None


def signer(text: str, folded: str) -> Signer | None:
    """The office that the lines of the head name; None when there is no letterhead."""
    province: str | None = None
    local: tuple[str, str] | None = None
    for start, end in _head(folded):
        if (province or local) and _ends_head(folded, start, end):
            break
        if text[start:end].isupper() and _words("national").match(folded, start):
            province = province or NATION
        line_province, line_local = _named(text[start:end], folded[start:end])
        province, local = province or line_province, local or line_local
    if local is not None:
        return Signer(_province_of(province, local), *local)
    return Signer(province) if province else None


def lead(text: str, folded: str) -> str | None:
    """The province that opens a title or the first words ("Đồng Nai: ...", "Đồng Nai - ..."), or dates the letter."""
    gazetteer = Gazetteer(text, folded)
    for start, end in takewhile(_is_no_paragraph, _head(folded)[:_TITLES]):
        provinces = [place for place in gazetteer.places(start, end) if place.level == "province"]
        for place in provinces:
            if _DATES.match(folded, place.end, end):
                return place.name
        if provinces and _is_lead(folded, start, end, provinces):
            return provinces[0].name
    return None


def _is_no_paragraph(span: tuple[int, int]) -> bool:
    return span[1] - span[0] <= _LONGEST_TITLE


def _is_lead(folded: str, start: int, end: int, provinces: list[Place]) -> bool:
    first = provinces[0]
    leads = _LEADS.match(folded, first.end, end)
    if leads is None or not _OPENS.fullmatch(folded, start, first.start):
        return False
    is_pair = any(not folded[leads.end() : place.start].strip() for place in provinces[1:])
    return not is_pair and bool(_words("topic").search(folded, start, end))


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("letterhead")[name])


def _head(folded: str) -> list[tuple[int, int]]:
    """The lines that may belong to the head; of an endless one its beginning."""
    return [match.span(1) for match in islice(_LINE.finditer(folded), _LINES)]


def _ends_head(folded: str, start: int, end: int) -> bool:
    return bool(_words("titles").match(folded, start) or _words("topic").search(folded, start, end))


def _named(text: str, folded: str) -> tuple[str | None, tuple[str, str] | None]:
    """The province and the district or commune that a line of a letterhead names; nothing for any other line."""
    nothing = None, None
    if state := _words("state").search(folded):
        text, folded = text[: state.start()], folded[: state.start()]
    office = _words("offices").match(folded)
    start = office.end() if office else 0
    is_place = text.split(" ")[0].isupper() and (re.match(r"tỉnh\s", folded) or _LOCAL.match(folded))
    if not office and not is_place:
        return nothing
    local, local_end = _local(text, folded, start)
    provinces = [p for p in Gazetteer(text, folded).places(start, len(text)) if p.level == "province"]
    provinces = [p for p in provinces if p.start >= local_end or p.end < local_end - len(local[1] if local else "")]
    end = max([local_end, *(p.end for p in provinces[:1])])
    is_whole = len(folded) < _LONGEST_LINE and not folded[end:].strip(" .,;-|*")
    if not end or not (is_whole or (office and text[:end].isupper())):
        return nothing
    return (provinces[0].name if provinces else None), local


def _local(text: str, folded: str, start: int) -> tuple[tuple[str, str] | None, int]:
    """The first district or commune of a line, as level and name, and where the name ends."""
    for match in _LOCAL.finditer(folded, start):
        at = match.start("name")
        is_city = match["type"].startswith(("thành", "tp"))
        if is_city and any(p.name in CITIES and p.start == at for p in Gazetteer(text, folded).places(at, len(text))):
            continue
        level = _LEVELS.get(match["type"], "district")
        if name := _name(text[at:], level):
            shown = _capitalised(name)
            return (level, f"TP {shown}" if is_city else shown), at + len(name)
    return None, 0


def _name(text: str, level: str) -> str | None:
    """The name at the beginning of a text: the longest known one of a district, else its capitalised words."""
    match = re.match(rf"[{UPPER}][\w'-]*(?: [{UPPER}][\w'-]*){{0,3}}|\d{{1,2}}(?!\d)", text)
    words = match[0].split(" ") if match else []
    if level == "district":
        for count in range(len(words), 0, -1):
            if fold(" ".join(words[:count])) in district_provinces():
                return " ".join(words[:count])
    return match[0] if match else None


def _capitalised(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


def _province_of(province: str | None, local: tuple[str, str]) -> str | None:
    """The province said, or the only one that has a district so named."""
    if province or local[0] != "district":
        return province
    provinces = district_provinces().get(fold(local[1].removeprefix("TP ")), ())
    return provinces[0] if len(provinces) == 1 else None
