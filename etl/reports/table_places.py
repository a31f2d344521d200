"""Whose the rows and columns of a table are: provinces, districts and communes, with their type or bare."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from etl.reports.forms import Form
from etl.reports.lexicon import UPPER, fold, phrases, vocabulary
from etl.reports.model import NATION
from etl.reports.opening.document import Cell
from etl.reports.places import Gazetteer, Place, is_name, predecessors, spelled
from etl.reports.scopes import OWN, Home, Scope

_BESIDE = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|tp|huyện|thị xã|quận|xã|phường|thị trấn|ubnd|địa bàn|cũ|trước sáp nhập|[ivx]+|[a-h])"
    r"(?!\w)"
)
_BARE = re.compile(rf"[{UPPER}][\w'-]*(?: [{UPPER}][\w'-]*){{0,3}}")
_DISTRICT_CITY = "TP"


class TablePlaces:
    """Finds whose the rows of tables are. A bare name is of the level that the header of its column names, or most
    other rows have.
    """

    def __init__(self, text: str, home: Home, gazetteer: Gazetteer) -> None:
        self._text, self._home, self._gazetteer = text, home, gazetteer
        self._level: str | None = None
        self._lists_merged = False
        self.has_rows = False

    def read_rows(self, form: Form) -> None:
        """Come to a table: what its rows are."""
        self._level, self._lists_merged, self.has_rows = None, False, False
        found = [(self._place(label.cell), label) for row in form.rows for label in row.labels]
        levels = Counter(place.level for place, _ in found if place is not None)
        if levels and 2 * max(levels.values()) >= len([row for row in form.rows if row.figures]):
            self._level = levels.most_common(1)[0][0]
        old = predecessors().get(self._home.province or "", frozenset())
        self._lists_merged = len({place.name for place, _ in found if place is not None} & old) > 1
        self.has_rows = any(self.scope(label.cell, label.header) is not None for _, label in found)

    def scope(self, cell: Cell, header: str) -> Scope | None:
        """The scope of a heading that names a place and nothing else; OWN for the document's own; None for no place."""
        level = _level_of(header)
        place = self._place(cell)
        if place is not None:
            return self._of(place, level)
        words = re.sub(r"^[\d.)\s*+-]+", "", self._text[cell.start : cell.end]).strip(" .:")
        level = level or (self._level if header else None)
        if level in ("province", "district", "commune") and _BARE.fullmatch(words) and is_name(words):
            is_total = phrases(vocabulary("tables")["total"]).fullmatch(fold(words))
            return None if is_total or level == "province" else Scope(level, spelled(words))
        return None

    def titled(self, spans: Sequence[tuple[int, int]]) -> Scope | None:
        """The district or commune that the title of a table names, when it names one."""
        found = [place for start, end in spans for place in self._gazetteer.places(start, end)]
        local = {(place.level, place.name) for place in found if place.level in ("district", "commune")}
        return Scope(*local.pop()) if len(local) == 1 else None

    def _place(self, cell: Cell) -> Place | None:
        """The place that is all of a cell."""
        places = self._gazetteer.places(cell.start, cell.end)
        if len(places) != 1 or places[0].level == "region":
            return None
        place = places[0]
        beside = fold(self._text[cell.start : place.start] + " " + self._text[place.end : cell.end])
        return place if not re.sub(r"[\W\d_]+", "", _BESIDE.sub(" ", beside)) else None

    def _of(self, place: Place, level: str | None) -> Scope:
        home = self._home.province
        if place.level == "nation":
            return OWN if home == NATION else Scope("national", NATION)
        if place.level != "province":
            return Scope(place.level, place.name)
        if level == "district":  # the city that bears the province's name, among its districts
            return Scope("district", f"{_DISTRICT_CITY} {place.name}")
        is_home = home == place.name or {home, place.name} <= {"Huế", "Thừa Thiên Huế"}
        if self._home.is_merged and place.name in predecessors().get(home or "", frozenset()):
            return Scope("former_province", place.name) if place.is_former or self._lists_merged or not is_home else OWN
        return OWN if is_home else Scope("other_province", place.name)


def _level_of(header: str) -> str | None:
    """The level of the bare names below a header; None when it names none, or several."""
    folded = fold(header)
    found = {level for level in ("district", "commune") if _columns(level).search(folded.replace("thị xã", "huyện"))}
    if _columns("province").match(folded) and not re.search(r"(?<!\w)(?:huyện|quận|xã|phường)(?!\w)", folded):
        return "province"
    return found.pop() if len(found) == 1 else None


@cache
def _columns(level: str) -> re.Pattern[str]:
    return phrases(vocabulary("tables")["place_columns"][level])
