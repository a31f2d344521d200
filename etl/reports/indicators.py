"""Which indicator an amount states. Each rule has a name, which goes with the figure, and a confidence."""

import re
from dataclasses import dataclass, replace
from functools import cache

from etl.reports.lexicon import cue, phrases, vocabulary
from etl.reports.mentions import PRODUCERS, PRODUCTS, Count, Star, View
from etl.reports.times import Time
from etl.reports.zones import Zones, link_kinds, own_kinds


@dataclass(frozen=True)
class Sense:
    """What an amount means: indicator, the rule that says so, its confidence, and whether its own words say it."""

    indicator: str
    rule: str
    confidence: float
    is_explicit: bool = True
    star: str | None = None


def has(name: str, *texts: str) -> bool:
    """Whether a cue of cues.yaml stands in any of the texts, other than in a phrase of its `_not` list."""
    pattern, others = _cue(name)
    if others is not None:
        texts = tuple(others.sub(" ", text) for text in texts)
    return any(map(pattern.search, texts))


@cache
def _cue(name: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    return cue(name), cue(f"{name}_not") if f"{name}_not" in vocabulary("cues") else None


# --- products --------------------------------------------------------------------------------

# Cue -> indicator, in the order in which they are asked; the zones in which each is looked for.
_PRODUCT_RULES = (
    ("revoked", "revoked_products", ("left", "right"), 0.85),
    ("reassessed", "reassessed_products", ("left", "right"), 0.85),
    ("expired", "expired_products", ("right", "left"), 0.85),
    ("removed", "revoked_products", ("left", "right"), 0.85),
    ("ever", "certified_products_cumulative", ("left", "right", "lead"), 0.85),
    ("valid", "certified_products", ("right", "left"), 0.9),
)
_TARGETS = {
    "reassessed_products": "target_reassessed_products",
    "upgraded_products": "target_upgraded_products",
    "newly_recognised_products": "target_new_products",
    "certified_products_increase": "target_new_products",
    "certified_products": "target_products",
    "certified_products_cumulative": "target_products",
    "nominated_5star_products": "target_products",
    "evaluated_products": "target_new_products",
    "registered_products": "target_new_products",
}


def product(view: View, count: Count, around: Zones, target: bool) -> Sense | None:
    """The sense of a number of products; None when it is not one of ours."""
    if supported := _supported(view, count, around):
        return supported
    if _is_foreign(view, count, around) or link_kinds(view, count):
        return None  # "HTX đóng góp 80 sản phẩm": only those of one kind of producers
    if has("reassessed_not", around.right) and not has("expired", around.left, around.right):
        return None
    if target:
        return _planned(view, count, around)
    if _is_below_the_ranks(view, count):
        return None
    if _is_proposed(around):
        return _nominated(view, count, around) or _evaluated(view, count, around)
    for read in (_nominated, _upgraded, _by_cue, _awarded, _online, _grown, _registered, _evaluated, _new):
        sense = read(view, count, around)
        if sense is not None:
            return sense
    return _in_stock(view, count, around)


def _is_foreign(view: View, count: Count, around: Zones) -> bool:
    """Counts that are never labelled: two stars, per year, failed, by group of goods, of one firm."""
    star = count.star.code if count.star else None
    if star == "low" or has("per_each", around.left, around.right) or _is_denied(around):
        return True
    if _is_of_some(around.right) or has("show", around.left[-40:], around.near):
        return True
    if has("event", around.lead) and not has("recognised", around.left, around.right):
        return True
    if star is None and has("other_quality", around.right) and not has("recognised", around.right):
        return True
    if is_the_plan(count, around):
        return False
    if (has("beyond", around.left[-15:]) or count.qualifier == "above") and has("plan_share", around.right):
        return True  # by how much a plan was passed
    return star is None and (_is_group_of_goods(around) or _is_share_of_goods(view, count, around))


def _is_denied(around: Zones) -> bool:
    """Whether the products failed, other than by running out: "chưa được chấm lại" is said of lapsed ones too."""
    return has("negative", around.left, around.right) and not has("expired", around.left, around.right)


_TOO_FEW_POINTS = re.compile(r"(?:(?!sản phẩm)[^,;:.()]){0,40}?(?<!\w)dưới\s+(?:[1-4]\d|50)\s*điểm")


def _is_below_the_ranks(view: View, count: Count) -> bool:
    """Whether the products got fewer points than three stars need: "2 sản phẩm dưới 50 điểm"."""
    return bool(_TOO_FEW_POINTS.match(view.folded, count.end, view.end))


_PROPOSED = re.compile(r"\s*(?:ocop\s+)?(?:(?:được|đang|do)\s+(?:\S+\s+){0,3})?(?:đề nghị|đề xuất)(?!\w)")


def _is_proposed(around: Zones) -> bool:
    """Whether somebody only asks for the products: "10 sản phẩm đề nghị công nhận"."""
    return bool(_PROPOSED.match(around.right))


def _is_share_of_goods(view: View, count: Count, around: Zones) -> bool:
    """Whether goods named before have so many of the products: "nho, táo và măng tây chiếm 25 sản phẩm"."""
    named = re.search(r"sản phẩm|ocop|chủ thể|tổng|sao", around.lead) or any(p.end <= count.start for p in view.places)
    return bool(re.search(r"[^\W\d]\s+chiếm\s*$", around.left)) and not named and not view.times


_GROUP_BEHIND = re.compile(r"\s*(?:ocop\s+)?(?:là|thuộc|nhóm|về)\b")


def _is_group_of_goods(around: Zones) -> bool:
    """Whether the products are those of one group of goods: "thực phẩm có 62 sản phẩm", "92 sản phẩm là thực phẩm"."""
    groups = cue("goods_groups")
    behind = _GROUP_BEHIND.match(around.right) and groups.search(around.right)
    return bool(groups.search(around.left) or behind)


_FIRM = "công ty|doanh nghiệp|hợp tác xã|htx|cơ sở|hộ|tổ hợp tác"
_OF_ONE_FIRM = re.compile(
    rf"(?:của|do)\s+(?:(?:một|1)\s+(?:{_FIRM})|(?:anh|chị|ông|bà|cô|chú|lò|xưởng|gia đình|nhà|mình)(?!\s+con))(?!\w)"
)
_OF_A_KIND = re.compile(rf"\s*(?:ocop\s+)?(?:là\s+)?của\s+(?:các\s+)?(?:{_FIRM})(?!\w)")


def _is_of_some(right: str) -> bool:
    """Whether the products are those of one firm or of one kind of producers: "40 sản phẩm của HTX"."""
    return bool(_OF_ONE_FIRM.search(right) or _OF_A_KIND.match(right))


def names_goods(right: str) -> bool:
    """Whether the words after "N sản phẩm" name the goods themselves ("mật ong", "trà hoa vàng")."""
    first = re.match(r"\s*([^\W\d_]+(?:\s+[^\W\d_]+)?)", right)
    if first is None:
        return False
    return _after_product().match(first[1]) is None


@cache
def _after_product() -> re.Pattern[str]:
    return phrases(vocabulary("cues")["after_product"])


_SUPPORTED = re.compile(
    r"\s*(?:ocop\s+)?(?:đã\s+)?được\s+(?:\S+\s+){0,3}?(?:hỗ trợ|trợ giúp|giúp|đầu tư|xây dựng|thiết kế|trang bị)(?!\w)"
)


# "cho 12 sản phẩm", "bao bì: hỗ trợ 33 sản phẩm", "hỗ trợ bao bì: 41 sản phẩm"
_SUPPORTS = re.compile(
    r"(?:(?:cho|của|đến với|đến được với|tới)\s+(?:\w+\s+)?|hỗ trợ\s+|(?:hỗ trợ|trợ giúp)\s[^:]*:\s*)$"
)


def _supported(view: View, count: Count, around: Zones) -> Sense | None:
    """What products were supported with: "hỗ trợ máy móc cho 12 sản phẩm", "27 sản phẩm được hỗ trợ bao bì"."""
    if _SUPPORTED.match(around.right):
        words = around.right
    elif _SUPPORTS.search(around.left) and _support("acts").search(around.before):
        words = around.gap
    else:
        return None
    found = [
        (m.end(), name) for name in vocabulary("support") if name != "acts" for m in _support(name).finditer(words)
    ]
    return Sense(max(found)[1], "support_for_products", 0.85) if found else None


@cache
def _support(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("support")[name])


_BY_THE_CENTRE = re.compile(
    r"(?<!\w)được\s+(?:[^,;:.()]{0,20}\s)?(?:trung ương|bộ|quốc gia)(?!\w)"
    r"[^;:.()]{0,60}?(?:công nhận|chứng nhận|xếp hạng)(?!\w)"
    r"|(?<!\w)được\s+(?:đánh giá,\s*)?công nhận\s+(?:đạt\s+)?(?:hạng\s+)?5 sao cấp quốc gia(?!\w)"
)


def _is_done_by_the_centre(around: Zones) -> bool:
    """Whether the centre has recognised the products, which are no longer only put forward to it."""
    words = f"{around.left} {around.right}"
    return bool(_BY_THE_CENTRE.search(words)) and not has("asked", words) and not has("potential", words)


# What five stars need, and only the centre gives: "2 sản phẩm được chấm trên 90 điểm, đề nghị Trung ương xét".
_NINETY_POINTS = re.compile(
    r"[^;.()\d]{0,90}?(?:trên|từ|hơn)\s+9\d\s+điểm[^;.]{0,60}(?:trung ương|5 sao)|"
    r"[^;.\d]{0,90}?(?:trên|từ|hơn)\s+9\d\s+điểm\s*\([^()]*\)[^;.]{0,60}(?:trung ương|5 sao)"
)


def _nominated(view: View, count: Count, around: Zones) -> Sense | None:
    if _is_done_by_the_centre(around):
        return None
    if _NINETY_POINTS.match(view.folded, count.end, view.end) and not count.star:
        return Sense("nominated_5star_products", "nominated_to_the_centre", 0.8, True, "potential_5")
    if not has("nominated", around.left + " " + around.right):
        potential = (
            count.star and count.star.code == "5" and has("potential", around.left, around.right, around.lead[-30:])
        )
        return Sense("certified_products", "potential_five_star", 0.78, False, "potential_5") if potential else None
    return Sense("nominated_5star_products", "nominated_to_the_centre", 0.85, True, "potential_5")


def _upgraded(view: View, count: Count, around: Zones) -> Sense | None:
    raised = (
        has("raised_to", around.right) and count.star and count.star.code in ("4", "5") and not has("new", around.lead)
    )
    if raised or (count.star and count.star.is_upgrade) or has("upgraded", around.right, around.left):
        if has("reassessed", around.right) and not (count.star and count.star.is_upgrade):
            return None
        return Sense("upgraded_products", "raised_in_rank", 0.85)
    return None


_ONLY_A_VERB = re.compile(r"\s*là\s*")


def _by_cue(view: View, count: Count, around: Zones) -> Sense | None:
    if _ONLY_A_VERB.fullmatch(around.left):  # "Đã quá hạn, theo chị Pớm, là 8 sản phẩm"
        around = replace(around, left=around.lead)
    for name, indicator, places, confidence in _PRODUCT_RULES:
        if has(name, *(getattr(around, place) for place in places)):
            return Sense(indicator, name, confidence)
    return None


_HANDED_OVER = re.compile(
    r"(?:(?!đều)[^,;:()]){0,50}?(?<!\w)được\s+(?:\S+\s+)?trao\s+(?:giấy|chứng nhận|bằng|quyết định)(?!\w)"
)


def _awarded(view: View, count: Count, around: Zones) -> Sense | None:
    if count.unit == "certificate" and has("handed_over", around.left, around.right):
        return Sense("certificates_awarded", "certificates_handed_over", 0.8)
    if has("awarded", around.before) and re.search(r"cho\s+\d+\s+chủ thể\s+(?:có|với)\s*$", around.before):
        return Sense("certificates_awarded", "certificates_handed_over", 0.75)
    if _HANDED_OVER.match(around.near) and not is_up_to_a_moment(view, count, around):
        return Sense("certificates_awarded", "certificates_handed_over", 0.75)
    if has("awarded", around.lead) and re.search(r"cho\s+(?:\w+\s+)?$|trao\s+$", around.left):
        return Sense("certificates_awarded", "certificates_handed_over", 0.75)
    return None


def _online(view: View, count: Count, around: Zones) -> Sense | None:
    words = [around.right, around.left]
    behind = _BRACKETED_SHARE.match(view.folded, count.end, view.end)
    if behind and not _OUT_OF_ALL.search(around.before):
        words.append(behind["words"])
    return Sense("products_on_ecommerce", "on_ecommerce", 0.75) if has("on_ecommerce", *words) else None


_OUT_OF_ALL = re.compile(r"(?<!\w)tr(?:ên|ong)\s+(?:tổng\s+)?(?:số\s+)?$")
_BRACKETED_SHARE = re.compile(r"[^,;:.()%]{0,60}\)(?P<words>[^,;:.()%]{0,60})")  # "61,2% (142 sản phẩm) đã lên sàn"


_RISES = re.compile(r"\d\s+(?:đã\s+)?tăng(?:\s+thêm)?\s*$")  # "riêng năm 2021 tăng 21 sản phẩm"


def _grown(view: View, count: Count, around: Zones) -> Sense | None:
    words = around.lead[-70:]
    if count.star and count.star.end <= count.start:
        return None  # "4 sao nhiều hơn với 95 sản phẩm" compares ranks
    in_year = any(t.kind in ("year", "this_year") and t.end <= count.start for t in view.times)
    if in_year and _RISES.search(around.left):
        return Sense("certified_products_increase", "more_in_the_year", 0.78)
    if has("against", words, around.right[:40]) and re.search(
        r"(?:tăng|thêm|hơn|cao hơn)(?:\s+\S+){0,6}\s*$", around.left
    ):
        return Sense("certified_products_increase", "more_than_before", 0.78)
    return None


def _registered(view: View, count: Count, around: Zones) -> Sense | None:
    if re.match(r"\s*đăng ký mới", around.right) or has("active_recognition", around.left):
        return None
    if has("put_to_judges", around.near):
        return None
    if has("registered", around.left, around.right) and not has("recognised", around.right) and not _passes(around):
        return Sense("registered_products", "registered", 0.78)
    if has("registered", around.lead) and not has("recognised", around.lead, around.right) and not count.star:
        return Sense("registered_products", "registered_before", 0.7)
    return None


def _evaluated(view: View, count: Count, around: Zones) -> Sense | None:
    if count.unit == "dossier":
        return Sense("evaluated_products", "dossiers", 0.75)
    done = has("result", around.left, around.right) or has("passed", around.right) or (count.star is not None)
    judged = has("evaluated", around.left, around.near) or has("evaluated_and_ranked", around.lead)
    if judged and not done:
        return Sense("evaluated_products", "evaluated", 0.7)
    return None


def _passes(around: Zones) -> bool:
    return has("passed", around.left, around.right)


def _new(view: View, count: Count, around: Zones) -> Sense | None:
    if _passes(around):
        return Sense("newly_recognised_products", "passed", 0.75)
    if has("new", around.left, around.right):
        if re.search(r"(?:^|\s)mới\s+(?:chỉ\s+)?(?:có|đạt|là)\s*$", around.left):
            return None
        return Sense("newly_recognised_products", "new_in_the_period", 0.85)
    if is_up_to_a_moment(view, count, around):
        return None
    if has("batch", around.left) and not has("cumulative", around.left):
        return Sense("newly_recognised_products", "of_a_batch", 0.78)
    if (
        has("batch", around.before)
        and has("recognised", around.lead, around.right)
        and not has("cumulative", around.lead)
    ):
        return Sense("newly_recognised_products", "recognised_in_a_batch", 0.78)
    return None


def is_up_to_a_moment(view: View, count: Count, around: Zones) -> bool:
    """Whether the count is of all up to a moment: "qua hai đợt, đến hết năm 2024 đã có 414 sản phẩm"."""
    if has("from_the_start", around.before):
        return False
    last = next((t for t in reversed(view.times) if t.end <= count.start), None)
    named = last is not None and last.kind in ("moment", "now") and view.folded.startswith(_UP_TO, last.start)
    return named or has("summed_up", around.lead)


_UP_TO = ("cuối", "đến", "tới", "tính đến", "tính tới", "cho đến", "cho tới", "hết")


# "Thành phố công nhận 43 sản phẩm": who recognises acts now; "được công nhận" tells of the products.
_ACTIVE = re.compile(
    r"(?<!toàn )(?:tỉnh|thành phố|hội đồng|huyện|ubnd|ngành)\s+(?:đã\s+|vừa\s+)?(?:xét\s+)?công nhận\s*$"
)


def _is_in_one_year(time: Time) -> bool:
    first, last = time.first or "", time.last or ""
    return time.kind == "period" and len(first) > len("2024") and first[:4] == last[:4]


def is_share_of_plan(view: View, count: Count) -> bool:
    """Whether the amount is told beside how much of the plan it is: "75/60 sản phẩm, đạt 125% kế hoạch"."""
    index = view.counts.index(count)
    following = view.counts[index + 1] if index + 1 < len(view.counts) else None
    if following is None or following.unit != "percent" or following.start - count.end > _SHARE_WITHIN:
        return False
    return bool(_IS_OF_PLAN.match(view.folded, following.end))


_SHARE_WITHIN = 40


def _in_stock(view: View, count: Count, around: Zones) -> Sense | None:
    words = (around.left, around.right)
    summed = is_up_to_a_moment(view, count, around) or has("cumulative", around.lead)
    told = has("active_recognition", around.left) and has("new", around.before) and has("target", around.before)
    if is_share_of_plan(view, count) and (told or not summed):
        return Sense("newly_recognised_products", "beside_a_share_of_the_plan", 0.8)
    if names_goods(around.near) and not count.star and count.unit == "product":
        return None
    since = count.start - len(around.gap)
    near = [t for t in view.times if t.start < around.right_end]
    near = [t for t in near if t.start >= since] or near
    flow_time = any(t.is_batch or t.kind in ("year", "month", "day") or _is_in_one_year(t) for t in near)
    in_year = any(t.kind in ("year", "this_year") or view.folded.startswith("trong năm", t.start) for t in near)
    own = around.left if around.left.strip() else around.lead  # "được công nhận như năm 2022: 54 sản phẩm"
    active = has("active_recognition", own) or (in_year and has("active_recognition", around.right))
    if active and not summed and flow_time and not any(t.kind == "moment" for t in near):
        return Sense("newly_recognised_products", "recognised_in_the_year", 0.78)
    if (
        has("active_recognition", around.left)
        and (has("authority", around.before) or _ACTIVE.search(around.left))
        and not has("cumulative", around.before)
        and not summed
    ):
        return Sense("newly_recognised_products", "recognised_by_an_authority", 0.7)
    explicit = has("recognised", *words) or "ocop" in around.right[:12] or "ocop" in around.lead
    if count.star or explicit:
        return Sense("certified_products", "products_in_stock", 0.85 if explicit else 0.78, False)
    confidence = 0.75 if has("cumulative", around.lead) else 0.5
    return Sense("certified_products", "products_said_plainly", confidence, False)


def _planned(view: View, count: Count, around: Zones) -> Sense | None:
    words = (around.left, around.right)
    raised = has("raised_to", around.right) and count.star is not None and count.star.code in ("4", "5")
    if (
        raised
        or (count.star and count.star.is_upgrade)
        or has("upgraded", *words)
        or has("upgraded_target", around.left)
    ):
        return Sense("target_upgraded_products", "planned_to_be_raised", 0.85)
    if has("reassessed", *words):
        return Sense("target_reassessed_products", "planned_again", 0.85)
    if has("expired", *words):
        return Sense("expired_products", "expected_to_lapse", 0.75)
    if has("revoked", *words):
        return None
    if has("nominated", *words) and has("the_centre", *words):
        return Sense("nominated_5star_products", "planned_for_the_centre", 0.8, True, "potential_5")
    if names_goods(around.near) and not count.star:
        return None
    star = "potential_5" if count.star and count.star.code == "5" and has("potential", *words) else None
    if has("new", *words) or has("added", around.left) or _is_of_a_year(view, count, around):
        return Sense("target_new_products", "planned_to_be_added", 0.85)
    return Sense(
        "target_products", "planned_total", 0.85, bool(count.star is None or count.star.code.endswith("+")), star
    )


def _is_of_a_year(view: View, count: Count, around: Zones) -> bool:
    """Whether so many are to be recognised within a year, and not reached by its end: "cả năm 2025 công nhận 130"."""
    before = [t for t in view.times if t.end <= count.start]
    before = before or [t for t in view.times if count.end <= t.start <= around.right_end]
    acts_behind = has("active_recognition", around.near) and not any(t.end <= count.start for t in view.times)
    yearly = bool(before) and before[-1].kind in ("year", "this_year") and not is_up_to_a_moment(view, count, around)
    recent = any(c.end <= count.start and has("new", view.folded[view.start : c.end]) for c in view.counts)
    said = _PLAN_BEFORE.search(around.left) or _PLAN_BEHIND.match(around.right)
    acts = has("active_recognition", around.left) or is_assigned(count, around) or acts_behind
    return (yearly and acts) or (recent and bool(said))


_ASSIGNED = re.compile(
    r"(?<!\w)(?<!bàn )(?<!chuyển )giao(?:\s+(?:cho\s+)?(?:các\s+)?"
    r"(?:tỉnh|thành phố|huyện|thị xã|xã|phường|địa phương|đơn vị)(?!\w)[^,;:()\d]{0,30})?\s*$"
)


def is_assigned(count: Count, around: Zones) -> bool:
    """Whether a higher level sets the number: "Trung ương giao 550 sản phẩm", "giao tỉnh 200 sản phẩm"."""
    return count.unit in PRODUCTS and bool(_ASSIGNED.search(around.left))


_PLAN_BEFORE = re.compile(
    r"(?<!\w)(?:chỉ tiêu|kế hoạch|mục tiêu)(?:\s+(?:được\s+)?(?:giao|đề ra|đặt ra|ban đầu|của tỉnh|cả năm|năm \d{4}"
    r"|tỉnh giao|trung ương giao|là|của năm \d{4}|đến năm \d{4}))*\s*$"
)
_PLAN_BEHIND = re.compile(r"\s*(?:mới\s+)?(?:của|theo|trong)\s+(?:kế hoạch|chỉ tiêu|mục tiêu)(?!\w)")


def is_the_plan(count: Count, around: Zones) -> bool:
    """Whether the number is what was planned, also where the text looks back: "vượt chỉ tiêu giao là 35 sản phẩm"."""
    said = _PLAN_BEFORE.search(around.left) or _PLAN_BEHIND.match(around.right)
    return count.unit in PRODUCTS and count.over is None and bool(said)


def as_target(indicator: str) -> str:
    """The indicator of a plan for this indicator."""
    return _TARGETS.get(indicator, indicator)


# --- producers -------------------------------------------------------------------------------


def producer(view: View, index: int, around: Zones, tied: bool) -> Sense | None:
    """The sense of a number of producers; None when it is not one of ours."""
    count = view.counts[index]
    if has("not_producers", around.left, around.right[:40]) or _is_growth_of_producers(around):
        return None
    if has("attendance", around.before) or (count.unit == "producers_household" and has("commend", around.before)):
        return None
    kinds = count.kinds
    if count.unit in ("producer", "bare", "unit") or (count.unit == "producers_household" and not kinds):
        named = own_kinds(view, index) or link_kinds(view, count)
        kinds = named[2] if named else frozenset()
    if count.kinds == {"producers_household"} and (named := link_kinds(view, count)):
        kinds = named[2]  # "HTX 60 cơ sở"
    tied = tied or bool(re.search(r"(?:của|do|thuộc)\s+$", around.left))
    if tied and kinds == {"producers_household"} and view.folded.startswith("cơ sở", count.number_end + 1):
        kinds = frozenset()  # "56 sản phẩm của 21 cơ sở sản xuất": establishments of any kind
    if kinds == {"producers_other"} and not tied and not _speaks_of_producers(view, count):
        return None  # "cả tỉnh hiện có 141 làng nghề"
    return Sense(kind_of(kinds), "producers_of_a_kind" if kinds else "producers", 0.85)


def _speaks_of_producers(view: View, count: Count) -> bool:
    """Whether the sentence speaks of producers apart from this number."""
    others = any(c.unit in PRODUCERS and c is not count for c in view.counts)
    return others or bool(_PRODUCERS.search(view.folded, view.start, view.end))


_PRODUCERS = re.compile(r"(?<!\w)(?:chủ thể|ocop|loại hình)(?!\w)")


def _is_growth_of_producers(around: Zones) -> bool:
    """Whether it is only how many more there are: "tăng 2.362 chủ thể so với năm 2023"."""
    return bool(re.search(r"(?<!\w)tăng(?:\s+thêm)?\s*$", around.left))


def kind_of(kinds: frozenset[str]) -> str:
    """One indicator for the kinds of producers that are counted together."""
    rest = kinds - {"producers_other"}
    if not kinds or len(rest) > 2 or {"producers_enterprise", "producers_cooperative"} <= rest:
        return "producers"
    for kind in ("producers_household", "producers_enterprise", "producers_cooperative", "producers_cooperative_group"):
        if kind in rest:
            return kind
    return "producers_other"


# --- percentages -----------------------------------------------------------------------------


def percentage(view: View, index: int, around: Zones) -> list[Sense]:
    """The senses of a percentage: none, one, or several when one share speaks for two things."""
    count = view.counts[index]
    grown = _growth(view, count, around)
    if grown:
        return grown
    named = own_kinds(view, index) or link_kinds(view, count) or _bracketed_kind(view, index)
    if named and (kind := kind_of(named[2])) in _SHARED_KINDS:
        return [Sense(f"{kind}_pct", "share_of_producers", 0.9)]
    if has("beyond", around.left[-15:]) or (count.qualifier == "above" and has("plan_share", around.right[:30])):
        return []  # "vượt 12% mục tiêu"
    for share in vocabulary("percentages")["shares"]:
        of = share.get("of", "") in around.lead + around.right + _amount_before(view, index)
        words = [getattr(around, zone) for zone in share["in"]]
        if of and has(share["cue"], *words, *([_past_brackets(view, count)] if "right" in share["in"] else [])):
            return [Sense(share["indicator"], f"share:{share['indicator']}", 0.85)]
    star = count.star or _bracketed_star(view, index)
    if star is None or star.code == "low":
        return []
    is_potential = star.code == "5" and has("potential", around.left, around.right, around.lead[-30:])
    return [Sense("certified_products_pct", "share_of_rank", 0.85, True, "potential_5" if is_potential else star.code)]


def _past_brackets(view: View, count: Count) -> str:
    """The words behind a percentage as if brackets were not there: "61,2% số sản phẩm (142 sản phẩm) đã lên sàn"."""
    bracket = _NEXT_BRACKET.match(view.folded, count.end, view.end)
    return _CLAUSE.split(view.folded[bracket.end() : view.end], maxsplit=1)[0] if bracket else ""


_NEXT_BRACKET = re.compile(r"[^,;:.()%]{0,60}\([^()]{1,80}\)")
_CLAUSE = re.compile(r"[,;:.(]")


def _amount_before(view: View, index: int) -> str:
    return view.folded[view.counts[index - 1].start : view.counts[index - 1].end] if index else ""


_IS_OF_PLAN = re.compile(r"\s*(?:so với\s+|của\s+)?(?:các\s+)?(?:kế hoạch|chỉ tiêu|mục tiêu)(?!\w)")
_SHARED_KINDS = {"producers_cooperative", "producers_enterprise", "producers_household"}
_BRACKET = re.compile(r"[^;:,.]{0,60}[(,]\s*(?:chiếm|tỷ lệ|đạt|tương đương|bằng)?\s*(?:tỷ lệ)?\s*")


def _bracketed(view: View, index: int) -> Count | None:
    """The count that a percentage in brackets right after it speaks of: "61 chủ thể (84,7%)"."""
    if index == 0:
        return None
    previous = view.counts[index - 1]
    return previous if _BRACKET.fullmatch(view.folded, previous.end, view.counts[index].start) else None


def _bracketed_kind(view: View, index: int) -> tuple[int, int, frozenset[str]] | None:
    previous = _bracketed(view, index)
    if previous is None:
        return None
    if previous.kinds:
        return previous.start, previous.end, previous.kinds
    return own_kinds(view, index - 1) or link_kinds(view, previous)


def _bracketed_star(view: View, index: int) -> Star | None:
    previous = _bracketed(view, index)
    return previous.star if previous and previous.unit in PRODUCTS else None


_TURNS = re.compile(r";|(?<!\w)(?:trong khi|còn|song|nhưng)(?!\w)")


_OF_A_PERSON = re.compile(r"(?<!\w)(?:của|nhà)\s+(?:ông|bà|anh|chị|cô|chú|tôi|mình|gia đình)(?!\w)")


def _growth(view: View, count: Count, around: Zones) -> list[Sense]:
    words = vocabulary("percentages")
    near = f"{around.left} # {around.right}"
    if phrases(words["not_growth_of"]).match(around.right.lstrip()):
        return []
    if _OF_A_PERSON.search(around.left):
        return []  # "doanh thu HTX của ông tăng 30%"
    if not phrases(words["grow"]).search(near) and not phrases(words["grow"]).search(around.gap[-40:]):
        return []
    clause = _TURNS.split(around.gap)[-1]
    ranks = [star.code for star in view.stars if star.end <= count.start and star.code != "low"]
    star = ranks[-1] if ranks else None
    growing = [i for i, names in words["growth"].items() if phrases(names).search(near)]
    growing = growing or [i for i, names in words["growth"].items() if phrases(names).search(clause)]
    found = []
    for indicator in growing:
        ends = [indicator] if indicator in words["single"] else [f"{indicator}_low", f"{indicator}_high"]
        found += [Sense(end, "growth", 0.85, True, star) for end in ends]
    return found


_COMMENDED = re.compile(r"[^;:.()]{0,80}?được\s+(?:khen thưởng|biểu dương|tuyên dương|tặng bằng khen)(?!\w)")


# --- the rest --------------------------------------------------------------------------------


def other(view: View, count: Count, around: Zones, target: bool) -> Sense | None:
    """The sense of a number of points of sale, courses, people, papers, prizes, models or money."""
    words = around.left + " # " + around.right
    before, noun = around.before, view.folded[count.number_end : count.end]
    if count.unit == "point":
        return Sense("sales_points", "points_of_sale", 0.85) if has("selling", words, noun) else None
    if count.unit in ("training", "conference"):
        if count.unit == "training" or has("training", words, noun):
            return Sense("training_events", "training", 0.85)
        return Sense("communication_events", "publicity", 0.85) if has("publicity", words, noun) else None
    if count.unit == "person":
        taught, told = _last("training", before), _last("publicity", before)
        if taught == told == -1:
            return None
        return Sense(
            *(("trained_people", "people_trained") if taught > told else ("communication_people", "people_reached")),
            0.8,
        )
    if count.unit == "materials":
        return Sense("training_materials", "papers_handed_out", 0.85) if has("hand_out", around.lead) else None
    if count.unit == "tourism_model":
        return (
            Sense("target_tourism_models", "tourism_models", 0.75)
            if target and "du lịch" in around.right + noun
            else None
        )
    if count.unit == "collective":
        return (
            Sense("awarded_collectives", "collectives_commended", 0.85)
            if has("commend", before, around.right) or _COMMENDED.match(view.folded, count.end)
            else None
        )
    if count.unit == "vnd":
        return (
            Sense("budget_vnd", "money", 0.75)
            if has("budget", around.lead)
            and not has("not_budget", around.lead, around.right)
            and not has("event", view.folded[view.start : view.end])
            else None
        )
    return None


def _last(name: str, text: str) -> int:
    return max((match.end() for match in cue(name).finditer(text)), default=-1)
