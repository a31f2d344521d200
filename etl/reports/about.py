"""What a document is about: its province (named, or inferred from its districts), its level, its code set of names."""

import re
from collections import Counter, defaultdict

from etl.reports.lexicon import LOWER, UPPER, cue, fold, phrases, vocabulary
from etl.reports.mentions import View
from etl.reports.places import Gazetteer, Place, district_provinces, ended, is_compared
from etl.reports.scopes import Home

PRE, POST, UNKNOWN = "pre-2025-07", "post-2025-07", "unknown"
_OFFICE = re.compile(
    r"(?:tỉnh|ubnd|sở|thành phố|tp\.?|hội đồng|ocop|địa bàn|ngành nông nghiệp|chi cục \S+(?: \S+){0,5}|nn&ptnt)\s*$"
)
_HAS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:đã|hiện|mới|vừa|đang|còn|nay|tiếp tục|phấn đấu|có|công nhận|đạt|xếp|đặt|giữ|trao|cấp|gửi|"
    r"nhắm|hướng|xét|nắm|kết thúc)(?!\w)"
)
_TOPIC = re.compile(r"ocop|sản phẩm|chủ thể|mỗi xã một|mỗi xã, phường")
_HEAD = 3


def home(text: str, folded: str, views: list[View], printed: str | None) -> Home:
    """Whom the document speaks for."""
    votes = _votes(folded, views)
    ranked = sorted(votes, key=lambda name: votes[name], reverse=True)
    province = ranked[0] if ranked else None
    if len(ranked) > 2 and votes[ranked[2]] * 1.5 > votes[ranked[0]]:
        province = None  # a report on many provinces, none of them its own
    if not ranked or (province is not None and votes[province] < 1):
        province = inferred(text, folded) or province
    merged = admin_basis(folded, views, province, printed) == POST
    return Home(province, _district(folded, views), merged)


def _votes(folded: str, views: list[View]) -> dict[str, float]:
    """How strongly each province, or the nation, is spoken for."""
    votes: dict[str, float] = defaultdict(float)
    first: str | None = None
    for number, view in enumerate(views):
        on_topic = bool(_TOPIC.search(folded, view.start, view.end))
        for place in view.places:
            if place.level not in ("province", "nation") or is_compared(folded, place):
                continue
            weight = _weight(folded, place, view) * (0.2 if place.is_former else 1)
            if first is None and on_topic and _HAS.match(folded, place.end):
                first, weight = place.name, weight + 2
            if number < _HEAD:
                weight *= 1.5
            is_list = len({p.name for p in view.places if p.level == "province"}) > 2
            votes[place.name] += weight if on_topic else weight * (0.05 if is_list else 0.3)
    return votes


def _weight(folded: str, place: Place, view: View) -> float:
    weight = 1.0
    if _OFFICE.search(folded[max(view.start, place.start - 30) : place.start]):
        weight += 1.5
    if _HAS.match(folded, place.end):
        weight += 1.5
    if place.level == "nation":
        weight = weight * 1.2 if place.start - view.start < 25 and _HAS.match(folded, place.end) else 0.4
    return weight


def inferred(text: str, folded: str) -> str | None:
    """The province that the named districts lie in, when only one has them; None when that does not settle it."""
    votes: dict[str, float] = defaultdict(float)
    typed = [p.name for p in Gazetteer(text, folded).places(0, len(text)) if p.level == "district"]
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
    if not phrases(words["own_district"]).search(folded) or phrases(words["own"]).search(folded):
        return None
    names = Counter(p.name for view in views for p in view.places if p.level == "district")
    return names.most_common(1)[0][0] if names else None


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
