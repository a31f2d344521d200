"""What a document is about: its province (named, or inferred from its districts), its level, its code set of names."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import islice

from etl.reports.datelines import is_stamp
from etl.reports.drafts import Draft
from etl.reports.letterhead import Signer, signer
from etl.reports.lexicon import LOWER, UPPER, any_of, cue, fold, phrases, vocabulary
from etl.reports.mentions import View
from etl.reports.model import NATION
from etl.reports.places import Gazetteer, district_provinces, ended, predecessors, province_names
from etl.reports.scopes import Home
from etl.reports.sections import article
from etl.reports.votes import HAS, HEAD, leaves_the_nation, names_ministry, opens_with_nation, votes

PRE, POST, UNKNOWN = "pre-2025-07", "post-2025-07", "unknown"
_TYPE = re.compile(r"^(?:Thành phố|TP\.?|T\.P\.?)\s*", re.I)
_SURE = 1.5  # times as strongly as the next one is spoken for


def home(text: str, folded: str, views: list[View], printed: str | None) -> Home:
    """Whom the document speaks for: its letterhead decides, else the strength with which each is spoken for."""
    signed = signer(text, folded)
    province = signed.province if signed else None
    is_sure = province is not None
    if province is None:
        province, is_sure = _spoken_for(text, folded, views, printed)
    basis = admin_basis(folded, views, province, printed)
    province, merged = official(province, folded, views, printed, basis), basis == POST
    if signed is None:
        district = _district(folded, views)
        above = (district and _said_above(views, district)) or province or _only_province_of(district)
        return Home(above, district, merged, is_sure)
    if signed.name is not None:
        province = _said_above(views, signed.name) or province
    return Home(province, signed.name if signed.level == "district" else None, merged, is_sure)


def _only_province_of(district: str | None) -> str | None:
    """The province of a district whose name no other has; a city that bears the name of a province lies in it."""
    if district and _TYPE.match(district) and (name := _TYPE.sub("", district)) in province_names().values():
        return name
    provinces = district_provinces().get(fold(_TYPE.sub("", district)), ()) if district else ()
    return provinces[0] if len(provinces) == 1 else None


def _said_above(views: list[View], name: str) -> str | None:
    """The province that is said to have the district or commune so named: "huyện Hòa Bình, tỉnh Bạc Liêu"."""
    of = r"\s*[,(-]\s*(?:thuộc\s+)?|\s+là\s+(?:một\s+)?huyện\s[^.;()]{0,60}(?<!\w)(?:của|thuộc)\s+"
    above = re.compile(rf"{re.escape(fold(_TYPE.sub('', name)))}(?:{of})tỉnh\s+$")
    places = ((view, place) for view in views for place in view.places if place.level == "province")
    return next((place.name for view, place in places if above.search(view.folded, view.start, place.start)), None)


def _spoken_for(text: str, folded: str, views: list[View], printed: str | None) -> tuple[str | None, bool]:
    """The province, or the nation, that the most is said about, and whether it is far more than about the next."""
    counted = votes(text, folded, views, printed)
    ranked = sorted(counted, key=lambda name: counted[name], reverse=True)
    of_nation = opens_with_nation(views) or _is_all_of_nation(counted, views)
    if ranked[:1] == [NATION] and len(ranked) > 1 and not of_nation:
        ranked = ranked[1:]  # a story of a place that also tells the nation's figures
    province = ranked[0] if ranked else None
    if len(ranked) > 2 and counted[ranked[2]] * 1.5 > counted[ranked[0]]:
        # a report on many provinces, none of them its own
        province = NATION if NATION in ranked and of_nation else _merged_of(ranked)
    if not ranked or (province is not None and counted[province] < 1):
        province = inferred(text, folded) or province
    if province == NATION and not of_nation:
        province = inferred(text, folded) or (None if leaves_the_nation(views) else province)
    rival = max((counted[name] for name in ranked if name != province), default=0)
    return province, counted.get(province or "", 0) >= rival * _SURE


_ALONE, _TWICE = 4, 2  # times as strongly as any province, and in so many sentences


def _is_all_of_nation(counted: Mapping[str, float], views: list[View]) -> bool:
    """Whether a text says much of the nation, more than once, and its ministry, and little of any province."""
    if sum(any(place.level == "nation" for place in view.places) for view in views) < _TWICE:
        return False
    others = [strength for name, strength in counted.items() if name != NATION]
    is_strong = counted.get(NATION, 0) > _ALONE * max(others, default=1)
    return is_strong and any(map(names_ministry, views))


def _merged_of(names: list[str]) -> str | None:
    """The one of several provinces that the others went into in 2025."""
    return next((name for name in names if set(names) <= predecessors().get(name, frozenset())), None)


def official(province: str | None, folded: str, views: list[View], printed: str | None, basis: str) -> str | None:
    """The province by its name at the time of the document: Huế was Thừa Thiên Huế until the end of 2024."""
    if province not in ("Huế", "Thừa Thiên Huế"):
        return province
    last = printed or max(
        (t.last for v in views for t in v.times if t.last and not _is_planned(folded, v, t.start)), default=""
    )
    is_city = last >= "2025" or basis == POST or (not last and "thừa thiên" not in folded)
    return "Huế" if is_city else "Thừa Thiên Huế"


def inferred(text: str, folded: str) -> str | None:
    """The province that the named districts lie in, when only one has them; None when that does not settle it."""
    found: dict[str, float] = defaultdict(float)
    places = Gazetteer(text, folded).places(0, len(text))
    typed = [_TYPE.sub("", p.name) for p in places if p.level == "district"]
    for name in typed + _bare_districts(text):
        provinces = district_provinces().get(fold(name), ())
        for province in provinces:
            found[province] += 1 / len(provinces)
    best = sorted(found, key=lambda name: found[name], reverse=True)
    if not best or (len(best) > 1 and found[best[0]] == found[best[1]]):
        return None
    return best[0]


def _bare_districts(text: str) -> list[str]:
    """District names that open a sentence or a line, without their type."""
    names = re.findall(rf"(?:^|[.;:\n]\s*)([{UPPER}][{LOWER}]*(?: [{UPPER}][{LOWER}]*){{1,2}})", text)
    return [name for name in names if fold(name) in district_provinces()]


def _district(folded: str, views: list[View]) -> str | None:
    """The district that the document speaks for, when it speaks for one and not for a province."""
    words = vocabulary("places")
    if phrases(words["own"]).search(folded):
        return None
    if titled := _titled(folded, views):
        return titled
    if not phrases(words["own_district"]).search(folded):
        return None
    names = Counter(p.name for view in views for p in view.places if p.level == "district")
    return names.most_common(1)[0][0] if names else None


_BARE_TITLE = re.compile(rf"(?P<name>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,2}})(?P<label>:)?")
_TWO_WORDS = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}'’]+){{1,2}}"  # or three
# "Miệt vườn Phong Điền (TP Cần Thơ) vừa nhận tin vui"
_OF_PROVINCE = re.compile(rf"(?P<name>{_TWO_WORDS}) \((?:[Tt]ỉnh |[Tt]hành phố |TP\.? ?)?[{UPPER}][{LOWER} {UPPER}]+\)")
# "Ba Chẽ là huyện miền núi khó khăn của Quảng Ninh", "Ở Cái Bè, huyện vườn của Tiền Giang", "Thọ Xuân trở thành một
# trong những huyện đi đầu về OCOP ở Thanh Hóa"
_IS_DISTRICT = re.compile(
    rf"(?:Ở |Tại |Về |Lên )?(?P<name>{_TWO_WORDS})(?: là| trở thành|,) (?:một )?(?:trong (?:những|các) )?"
    rf"(?:huyện|địa bàn|địa phương) (?:(?:[{LOWER}]+|OCOP) ){{0,8}}(?:của|thuộc|ở|tỉnh [{UPPER}])"
)


@cache
def _one_district() -> re.Pattern[str]:
    """The word "huyện" alone as the one that the text is about: "huyện đã có", "huyện này"."""
    words = any_of((*vocabulary("places")["acts"], *vocabulary("places")["acts_of_district"]))
    return re.compile(
        rf"(?<!các )(?:(?<!\d )|(?<=20\d\d ))(?<!cấp )huyện\s+(?:{words}|(?:[^\W\d]+\s+){{0,3}}này)(?!\w)"
    )


_DATED = re.compile(r"[\d/.\s|(-]*(?:ubnd\s+|đảng bộ\s+|hội đồng ocop\s+)?")


def _titled(folded: str, views: list[View]) -> str | None:
    """The district that a title opens with: "TP Thái Nguyên: thêm 9 sản phẩm OCOP"."""
    for view in islice(article(views), 2):
        bare = _BARE_TITLE.match(view.text, view.start, view.end)
        is_district = bare and _is_district(folded, bare["name"], is_label=bool(bare["label"]))
        if bare and is_district and not any(place.start < bare.end("name") for place in view.places):
            return bare["name"]
        for place in view.places[:1]:
            if place.level == "district" and _DATED.fullmatch(view.folded, view.start, place.start):
                return place.name
        if view.counts and any(place.level == "province" for place in view.places):
            break  # "Tỉnh Điện Biên có 109 sản phẩm. Huyện Điện Biên góp nhiều nhất: 27"
    return _subject(folded, views)


def _subject(folded: str, views: list[View]) -> str | None:
    """The district that a text says to have done something before it names any province: "Hướng Hóa đã dựng nên 32"."""
    if not _one_district().search(folded):
        return None
    for view in islice(article(views), HEAD):
        for titles in (_OF_PROVINCE, _IS_DISTRICT):
            titled = titles.search(view.text, view.start, view.end)
            if titled and fold(titled["name"]) in district_provinces():
                return titled["name"]
        provinces = [place for place in view.places if place.level == "province"]
        if any(fold(place.name) not in district_provinces() for place in provinces):
            return None
        if provinces:
            continue  # "Về Hòa Bình nghe chuyện muối": the next sentence may say which Hòa Bình
        for name in _BARE_TITLE.finditer(view.text, view.start, view.end):
            if fold(name["name"]) in district_provinces() and HAS.match(folded, name.end("name")):
                return name["name"]
    return None


def _is_district(folded: str, name: str, *, is_label: bool) -> bool:
    """Whether the name that opens a title is a district's that the document is about."""
    known, speaks = fold(name) in district_provinces(), _one_district().search(folded) is not None
    return (is_label and (known or speaks)) or (known and speaks)


def give_to_signer(drafts: list[Draft], signed: Signer | None) -> None:
    """Figures without a place of their own are those of the district or commune that signs, not of its province."""
    if signed is None or signed.name is None:
        return
    for draft in drafts:
        if draft.scope is None and not _is_of_province(draft, signed.province):
            draft.scope, draft.scope_name = signed.level, signed.name


def _is_of_province(draft: Draft, province: str | None) -> bool:
    """Whether the words before the figure make it the whole province's: "toàn tỉnh có", "Lào Cai có"."""
    view = draft.view
    whole = phrases(vocabulary("places")["whole"])
    named = (p for p in view.places if p.name == province and p.end <= draft.count.start)
    return bool(whole.search(view.folded, view.start, draft.count.start)) or any(
        HAS.match(view.folded, place.end) for place in named
    )


def admin_basis(folded: str, views: list[View], province: str | None, printed: str | None) -> str:
    """Whether the names are of the 63 provinces until 2025-06-30 or the 34 since; unknown when nothing tells."""
    words = vocabulary("places")
    if printed is not None and len(printed) > 4:
        return POST if printed >= "2025-07" else PRE
    if province in ended():
        return PRE
    merged = bool(phrases(words["merged"]).search(folded))
    written = (v for v in views if not is_stamp(folded, v.start, v.end))
    said = [(v, t, t.last) for v in written for t in v.times if t.last]
    last = max((when for v, t, when in said if not _is_planned(folded, v, t.start)), default=None)
    if merged and (last is None or last >= "2025"):
        return POST
    if last is not None and last >= "2025-07":
        return POST
    if any(len(when) == len("2025-07-01") and when >= "2025-07" for _, _, when in said):
        return POST
    if last is not None and last < "2025":
        return PRE
    planned = max((when for _, _, when in said), default=None)
    if planned is not None and planned[:4] <= "2025":
        return PRE  # plans for the years until 2025 were made before the merger
    if phrases(words["districts_exist"]).search(folded) or any(p.level == "district" for v in views for p in v.places):
        return PRE
    return (
        PRE
        if last is not None
        or re.search(r"(?<!\d)(?:[1-6]|ba|bốn|năm|sáu) năm (?:làm|theo đuổi|thực hiện|triển khai)", folded)
        else UNKNOWN
    )


def _is_planned(folded: str, view: View, position: int) -> bool:
    return bool(cue("target").search(folded, view.start, position)) or bool(
        re.search(r"(?<!tính )(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?$", folded[view.start : position])
    )
