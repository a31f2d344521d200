"""What a document is about: its province (named, or inferred from its districts), its level, its code set of names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice

from etl.reports.drafts import Draft
from etl.reports.letterhead import Signer, lead, signer
from etl.reports.lexicon import LOWER, UPPER, cue, fold, phrase, phrases, vocabulary
from etl.reports.mentions import PRODUCTS, View
from etl.reports.model import NATION
from etl.reports.places import CITIES, Gazetteer, Place, district_provinces, ended, is_compared, predecessors
from etl.reports.scopes import Home
from etl.reports.sections import masthead

PRE, POST, UNKNOWN = "pre-2025-07", "post-2025-07", "unknown"
_OFFICE = re.compile(
    r"(?:tỉnh|ubnd|sở|thành phố|tp\.?|hội đồng|ocop|địa bàn|ngành nông nghiệp|chi cục \S+(?: \S+){0,5}|nn&ptnt)\s*$"
)
_TYPE = re.compile(r"^(?:Thành phố|TP\.?|T\.P\.?)\s*", re.I)
_CITY = re.compile(r"(?:thành phố|tp\.?)\s*$")
_NEWSPAPER = re.compile(r"(?<!\w)(?:báo|đài|cổng ttđt|theo báo)\s*$")
_HAS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:đã|hiện|mới|vừa|đang|còn|nay|tiếp tục|phấn đấu|có|công nhận|đạt|xếp|đặt|giữ|trao|cấp|gửi|"
    r"nhắm|hướng|xét|nắm|kết thúc)(?!\w)"
)
_TOPIC = re.compile(r"ocop|sản phẩm|chủ thể|mỗi xã một|mỗi xã, phường")
# Between the words that set places aside and such places, and between those places.
_LINK = re.compile(
    r"\s*(?:,|và|với|vào|cùng|-)?\s*(?:(?:của|tại|ở|từ|các|hai|ba)\s+)*"
    r"(?:(?:tỉnh|thành phố|tp\.?)(?:,\s*thành phố)?\s+)?"
)
_HEAD = 3
_CAPITAL = "Hà Nội"
# What a title that opens with a province counts, and "toàn tỉnh" for the province named before it.
_LEAD, _WHOLE = 8, 5
_FEW = 3
_MASTHEAD, _TITLE, _SURE, _MINISTRY = 3, 1, 1.5, 2


def home(text: str, folded: str, views: list[View], printed: str | None) -> Home:
    """Whom the document speaks for: its letterhead decides, else the strength with which each is spoken for."""
    signed = signer(text, folded)
    province = signed.province if signed else None
    is_sure = province is not None
    if province is None:
        province, is_sure = _spoken_for(text, folded, views, printed)
    merged = admin_basis(folded, views, province, printed) == POST
    if signed is None:
        district = _district(folded, views)
        return Home(province or _only_province_of(district), district, merged, is_sure)
    if signed.name is not None:
        province = _said_above(views, signed.name) or province
    return Home(province, signed.name if signed.level == "district" else None, merged, is_sure)


def _only_province_of(district: str | None) -> str | None:
    """The province of a district whose name no other has."""
    provinces = district_provinces().get(fold(_TYPE.sub("", district)), ()) if district else ()
    return provinces[0] if len(provinces) == 1 else None


def _said_above(views: list[View], name: str) -> str | None:
    """The province that is said to have the district or commune so named: "huyện Hòa Bình, tỉnh Bạc Liêu"."""
    above = re.compile(rf"{re.escape(fold(_TYPE.sub('', name)))}\s*[,(-]\s*(?:thuộc\s+)?tỉnh\s+$")
    places = ((view, place) for view in views for place in view.places if place.level == "province")
    return next((place.name for view, place in places if above.search(view.folded, view.start, place.start)), None)


def _spoken_for(text: str, folded: str, views: list[View], printed: str | None) -> tuple[str | None, bool]:
    """The province, or the nation, that the most is said about, and whether it is far more than about the next."""
    votes = _votes(text, folded, views, printed)
    ranked = sorted(votes, key=lambda name: votes[name], reverse=True)
    if ranked[:1] == [NATION] and len(ranked) > 1 and not _opens_with_nation(views):
        ranked = ranked[1:]  # a story of a place that also tells the nation's figures
    province = ranked[0] if ranked else None
    if len(ranked) > 2 and votes[ranked[2]] * 1.5 > votes[ranked[0]]:
        province = None  # a report on many provinces, none of them its own
    if not ranked or (province is not None and votes[province] < 1):
        province = inferred(text, folded) or province
    if province == NATION and not _opens_with_nation(views):
        province = inferred(text, folded) or province
    rival = max((votes[name] for name in ranked if name != province), default=0)
    return province, votes.get(province or "", 0) >= rival * _SURE


def _opens_with_nation(views: list[View]) -> bool:
    """Whether the nation, or who speaks for it, is named where an article says what it is about."""
    head = list(islice(_article(views), _HEAD))
    return any(place.level == "nation" for view in head for place in view.places) or any(map(_is_of_ministry, head))


def _is_of_ministry(view: View) -> bool:
    """Whether a sentence has figures of products from who speaks for the whole country."""
    counts = any(count.unit in PRODUCTS for count in view.counts)
    return counts and bool(phrases(vocabulary("places")["ministry"]).search(view.folded, view.start, view.end))


def _article(views: list[View]) -> Iterator[View]:
    """The sentences but those of the masthead and of what stands beside."""
    return (view for view in views if not view.is_beside and masthead(view) is None)


def _votes(text: str, folded: str, views: list[View], printed: str | None) -> dict[str, float]:
    """How strongly each province, or the nation, is spoken for."""
    votes: dict[str, float] = defaultdict(float)
    gone = ended() if printed and printed >= "2025-07" else frozenset()
    first: str | None = None
    stop = next((view.start for view in views if view.is_beside), len(text))
    owner = lead(text[:stop], folded[:stop])
    if owner is not None:
        votes[owner] += _LEAD
    whole = phrases(vocabulary("places")["whole"])
    is_owned = False
    for number, view in enumerate(view for view in views if not view.is_beside):
        if printed_by := masthead(view):
            votes[printed_by] += _MASTHEAD
            continue
        on_topic = bool(_TOPIC.search(folded, view.start, view.end))
        for place in _voting(folded, view):
            weight = _weight(folded, place, view) * (0.2 if place.is_former else 1)
            is_subject = weight >= 1
            if place.name in gone:
                weight *= 0.1
            if number == 0 and place.level == "province" and weight >= 1:
                weight += _TITLE
            is_gone = place.name in gone
            if first is None and on_topic and not is_owned and not is_gone and _HAS.match(folded, place.end):
                first, weight = place.name, weight + 2
            if number < _HEAD:
                weight *= 1.5
            is_list = len({p.name for p in view.places if p.level == "province"}) > 2
            votes[place.name] += weight if on_topic else weight * (0.05 if is_list else 0.3)
            if owner is None and place.level == "province" and on_topic and is_subject and not is_gone:
                owner = place.name
        if on_topic and view.counts and whole.search(folded, view.start, view.end):
            owner = owner or _successor(folded, view)
            if owner is not None:
                votes[owner] += 1 if is_owned else _WHOLE
            is_owned = True
    votes[NATION] += sum(_MINISTRY for view in islice(_article(views), _HEAD) if _is_of_ministry(view))
    if not votes[NATION]:
        votes.pop(NATION)
    if is_owned and 1 < len(votes) <= _FEW:
        votes.pop(NATION, None)
    return votes


def _voting(folded: str, view: View) -> list[Place]:
    """The provinces of a sentence, and the nation, that may be whom the document speaks for."""
    places = [p for p in view.places if p.level in ("province", "nation")]
    asides = _asides(folded, view, places)
    return [p for p in places if p not in asides and not is_compared(folded, p)]


def _asides(folded: str, view: View, places: list[Place]) -> list[Place]:
    """The places that are only measures, parts or guests: "so với A và B", "sau sáp nhập A, B và C", "(A, B)"."""
    cues = phrases(vocabulary("places")["aside_before"])
    asides: list[Place] = []
    for place in places:
        linked = asides and _LINK.fullmatch(folded, asides[-1].end, place.start)
        before = [match.end() for match in cues.finditer(folded, view.start, place.start)]
        if linked or (before and _LINK.fullmatch(folded, before[-1], place.start)):
            asides.append(place)
    return asides


def _successor(folded: str, view: View) -> str | None:
    """The province of today that all those went into which the sentence names as merged."""
    asides = {place.name for place in _asides(folded, view, [p for p in view.places if p.level == "province"])}
    merged = [new for new, old in predecessors().items() if len(asides) > 1 and asides <= old]
    return merged[0] if merged else None


_EXAMPLE = re.compile(r"(?<!\w)(?:địa phương|tỉnh|nơi)\s+(?:đi đầu|dẫn đầu|đứng đầu|nhiều nhất|tiêu biểu)\s*[,:]\s*$")
_AT = re.compile(r"(?<!\w)(?:nằm|chờ|xuất hiện)?\s*(?:ở|tại)\s*$")
_NEIGHBOUR = re.compile(r"\s*(?:láng giềng|lân cận|kế bên|bạn)(?!\w)")
_DATELINE = re.compile(r"\s*[,(-]\s*(?:ngày\s+)?\d{1,2}(?:/\d{1,2}/|\s+tháng\s)")


@cache
def _agency() -> re.Pattern[str]:
    words = "|".join(phrase(word) for word in vocabulary("sections")["agencies"])
    return re.compile(rf"\s*[(,-]\s*(?:{words})(?!\w)|\s*,\s*(?:ngày\s+)?\d{{1,2}}(?:/|\s+tháng)")


def _weight(folded: str, place: Place, view: View) -> float:
    before = folded[max(view.start, place.start - 30) : place.start]
    if _NEWSPAPER.search(before):
        return 0.1  # who printed it is not whom it speaks for
    if place.name == _CAPITAL and _agency().match(folded, place.end):
        return 0.1  # "Hà Nội (TTXVN) -" is where the agency sits
    if _EXAMPLE.search(before):
        return 0.3  # "địa phương đi đầu, Hà Nội, có 3.317 sản phẩm"
    if _AT.search(before) and not _HAS.match(folded, place.end):
        return 0.5
    if _NEIGHBOUR.match(folded, place.end):
        return 0.1
    weight = 1.0
    if place.start == view.start and place.name != _CAPITAL and _DATELINE.match(folded, place.end):
        weight += 1.5
    if _OFFICE.search(_CITY.sub("", before) if place.name in CITIES else before):
        weight += 1.5
    if _HAS.match(folded, place.end):
        weight += 1.5
    if place.level == "nation":
        is_first = place.start - view.start < 25 or before.endswith("của ")
        weight = weight * 1.2 if is_first and _HAS.match(folded, place.end) else 0.4
    return weight


def inferred(text: str, folded: str) -> str | None:
    """The province that the named districts lie in, when only one has them; None when that does not settle it."""
    votes: dict[str, float] = defaultdict(float)
    places = Gazetteer(text, folded).places(0, len(text))
    typed = [_TYPE.sub("", p.name) for p in places if p.level == "district"]
    for name in typed + _bare_districts(text):
        provinces = district_provinces().get(fold(name), ())
        for province in provinces:
            votes[province] += 1 / len(provinces)
    best = sorted(votes, key=lambda name: votes[name], reverse=True)
    if not best or (len(best) > 1 and votes[best[0]] == votes[best[1]]):
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
_ONE_DISTRICT = re.compile(
    r"(?<!các )(?<!\d )(?<!cấp )huyện\s+(?:phấn đấu|đã|có|hiện|rộng|nhà|ta|(?:[^\W\d]+\s+){0,3}này)(?!\w)"
)
_DATED = re.compile(r"[\d/.\s|(-]*")


def _titled(folded: str, views: list[View]) -> str | None:
    """The district that a title opens with: "TP Thái Nguyên: thêm 9 sản phẩm OCOP"."""
    for view in islice(_article(views), 2):
        bare = _BARE_TITLE.match(view.text, view.start, view.end)
        is_district = bare and _is_district(folded, bare["name"], is_label=bool(bare["label"]))
        if bare and is_district and not any(place.start < bare.end("name") for place in view.places):
            return bare["name"]
        for place in view.places[:1]:
            if place.level == "district" and _DATED.fullmatch(view.folded, view.start, place.start):
                return place.name
    return _subject(folded, views)


def _subject(folded: str, views: list[View]) -> str | None:
    """The district that a text says to have done something before it names any province: "Hướng Hóa đã dựng nên 32"."""
    if not _ONE_DISTRICT.search(folded):
        return None
    for view in islice(_article(views), _HEAD):
        if any(place.level == "province" for place in view.places):
            return None
        for name in _BARE_TITLE.finditer(view.text, view.start, view.end):
            if fold(name["name"]) in district_provinces() and _HAS.match(folded, name.end("name")):
                return name["name"]
    return None


def _is_district(folded: str, name: str, *, is_label: bool) -> bool:
    """Whether the name that opens a title is a district's that the document is about."""
    known, speaks = fold(name) in district_provinces(), _ONE_DISTRICT.search(folded) is not None
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
        _HAS.match(view.folded, place.end) for place in named
    )


def admin_basis(folded: str, views: list[View], province: str | None, printed: str | None) -> str:
    """Whether the names are of the 63 provinces until 2025-06-30 or the 34 since; unknown when nothing tells."""
    words = vocabulary("places")
    if printed is not None and len(printed) > 4:
        return POST if printed >= "2025-07" else PRE
    if province in ended():
        return PRE
    merged = bool(phrases(words["merged"]).search(folded))
    last = max((t.last for v in views for t in v.times if t.last and not _is_planned(folded, v, t.start)), default=None)
    if merged and (last is None or last >= "2025"):
        return POST
    if last is not None and last >= "2025-07":
        return POST
    if any(t.last and len(t.last) == len("2025-07-01") and t.last >= "2025-07" for v in views for t in v.times):
        return POST
    if last is not None and last < "2025":
        return PRE
    planned = max((t.last for v in views for t in v.times if t.last), default=None)
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
        re.search(r"(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?$", folded[view.start : position])
    )
