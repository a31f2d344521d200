"""The sense of a number of products: recognised now or newly, lapsed, assessed, raised in rank, handed over."""

import re
from dataclasses import replace

from etl.reports.datelines import is_printed
from etl.reports.dating import is_up_to_a_moment
from etl.reports.mentions import PRODUCTS, Count, View
from etl.reports.senses.goods import names_goods
from etl.reports.senses.not_ours import is_below_the_ranks, is_foreign, is_gone
from etl.reports.senses.plans import RISEN_TO, is_share_of_plan, planned
from etl.reports.senses.sense import Sense, has
from etl.reports.senses.support import supported
from etl.reports.times import Time
from etl.reports.zones import Zones, link_kinds

# Cue -> indicator, in the order in which they are asked; the zones in which each is looked for.
_PRODUCT_RULES = (
    ("revoked", "revoked_products", ("left", "right"), 0.85),
    ("reassessed", "reassessed_products", ("left", "right"), 0.85),
    ("expired", "expired_products", ("right", "left"), 0.85),
    ("removed", "revoked_products", ("left", "right"), 0.85),
    ("valid", "certified_products", ("right",), 0.9),
    ("ever", "certified_products_cumulative", ("left", "right", "lead"), 0.85),
    ("valid", "certified_products", ("right", "left"), 0.9),
)


def product(view: View, count: Count, around: Zones, target: bool) -> Sense | None:
    """The sense of a number of products; None when it is not one of ours."""
    if sense := supported(view, count, around):
        return sense
    if count.unit == "dossier" and count.value == 1:
        return None  # "chủ thể nộp 1 bộ hồ sơ": what each has to do
    if count.from_word and count.value == 1 and _FOR_EACH.search(around.left):
        return None
    if is_foreign(view, count, around) or link_kinds(view, count):
        return None  # "HTX đóng góp 80 sản phẩm": only those of one kind of producers
    if has("reassessed_not", around.right) and not is_gone(around):
        return None
    if target:
        return planned(view, count, around)
    if is_below_the_ranks(view, count):
        return None
    if _is_proposed(around):
        return _nominated(view, count, around) or _evaluated(view, count, around) or _put_forward(around)
    for read in (_nominated, _upgraded, _by_cue, _awarded, _online, _grown, _registered, _evaluated, _new):
        sense = read(view, count, around)
        if sense is not None:
            return sense
    return _in_stock(view, count, around)


# "phải chi 12 - 15 triệu đồng cho một sản phẩm"
_FOR_EACH = re.compile(r"(?:^|\s)(?:cho|mỗi|trên)\s*$")
_PROPOSED = re.compile(r"\s*(?:ocop\s+)?(?:(?:được|đang|do)\s+(?:\S+\s+){0,3})?(?:đề nghị|đề xuất)(?!\w)")


def _is_proposed(around: Zones) -> bool:
    """Whether somebody only asks for the products: "10 sản phẩm đề nghị công nhận"."""
    return bool(_PROPOSED.match(around.right))


_TO_THE_PROVINCE = re.compile(r"\s*(?:ocop\s+)?được\s+(?:\S+\s+){0,3}?đề nghị\s+(?:chủ tịch\s+)?(?:ubnd|tỉnh)(?!\w)")


def _put_forward(around: Zones) -> Sense | None:
    """What somebody asks the province to recognise was judged: "68 sản phẩm được đề nghị UBND tỉnh công nhận"."""
    told = _TO_THE_PROVINCE.match(around.right) and has("recognised", around.right)
    return Sense("evaluated_products", "put_forward_to_the_province", 0.7) if told else None


_BY_THE_CENTRE = re.compile(
    r"(?<!\w)được\s+(?:[^,;:.()]{0,20}\s)?(?:trung ương|bộ|quốc gia)(?!\w)"
    r"[^;:.()]{0,60}?(?:công nhận|chứng nhận|xếp hạng|gắn|trao|phong|cấp)(?!\w)"
    r"|(?<!\w)được\s+(?:đánh giá,\s*)?công nhận\s+(?:đạt\s+)?(?:hạng\s+)?5 sao cấp quốc gia(?!\w)"
)


def _is_done_by_the_centre(around: Zones) -> bool:
    """Whether the centre has recognised the products, which are no longer only put forward to it."""
    words = f"{around.left} {around.right}"
    return bool(_BY_THE_CENTRE.search(words)) and not has("asked", words) and not has("potential", words)


# What five stars need, and only the centre gives: "2 sản phẩm được chấm trên 90 điểm, đề nghị Trung ương xét".
_NINETY_POINTS = re.compile(
    r"[^;.()\d]{0,90}?(?:trên|từ|hơn|vượt|quá|đạt)\s+9\d\s+điểm[^;.]{0,90}(?:trung ương|5 sao)|"
    r"[^;.\d]{0,90}?(?:trên|từ|hơn|vượt|quá|đạt)\s+9\d\s+điểm\s*\([^()]*\)[^;.]{0,60}(?:trung ương|5 sao)"
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


# "15 sản phẩm 3 sao ở đây được đôn lên 4 sao", "2 sản phẩm 4 sao lên 5 sao"
_RISEN_FROM = re.compile(
    r"\s*(?:ocop\s+)?(?:hạng\s+)?[34]\s*sao(?:\s+[^\W\d]+){0,5}?\s+lên\s+(?:hạng\s+)?(?P<rank>[45])\s*sao"
)
# "35 sản phẩm mới lên sao"
_JUST_RECOGNISED = re.compile(r"\s*(?:ocop\s+)?mới\s+(?:được\s+)?(?:công nhận|cấp giấy|gắn sao|xếp hạng|lên sao)(?!\w)")
_RISEN = re.compile(r"\s*(?:ocop\s+)?(?:được\s+)?lên hạng\s*[.)]?")  # "8 sản phẩm lên hạng"


def _upgraded(view: View, count: Count, around: Zones) -> Sense | None:
    raised = (
        has("raised_to", around.right) and count.star and count.star.code in ("4", "5") and not has("new", around.lead)
    )
    is_upgrade = count.star is not None and count.star.is_upgrade
    risen = _RISEN_FROM.match(around.right)
    is_upgrade = is_upgrade or risen is not None
    if _JUST_RECOGNISED.match(around.right) and not risen:
        return None
    if raised or is_upgrade or has("upgraded", around.right, around.left) or _RISEN.fullmatch(around.right):
        if has("reassessed", around.right) and not is_upgrade:
            return None
        risen = risen or (RISEN_TO.search(around.right) if count.star and count.star.code == "3" else None)
        return Sense("upgraded_products", "raised_in_rank", 0.85, True, risen["rank"] if risen else None)
    return None


_ONLY_A_VERB = re.compile(r"\s*là\s*")


def _by_cue(view: View, count: Count, around: Zones) -> Sense | None:
    if _ONLY_A_VERB.fullmatch(around.left):  # "Đã quá hạn, theo chị Pớm, là 8 sản phẩm"
        around = replace(around, left=around.lead)
    if "lượt" in view.folded[count.number_end : count.end]:
        return Sense("certified_products_cumulative", "ever", 0.85)  # "43 lượt sản phẩm được xếp hạng"
    for name, indicator, places, confidence in _PRODUCT_RULES:
        if has(name, *(getattr(around, place) for place in places)):
            if name == "expired" and _NOW_AGAIN.match(view.folded, count.end, view.end):
                return Sense("reassessed_products", "reassessed", 0.85)
            is_held = name == "reassessed" and _is_held(view, count, around)
            if is_held or (name == "expired" and _VALID.search(around.left)):
                return Sense("certified_products", "valid", 0.85)
            return Sense(indicator, name, confidence)
    return None


def _is_held(view: View, count: Count, around: Zones) -> bool:
    """Whether products hold their rank now, which nobody assessed again: "240 sản phẩm đang giữ hạng"."""
    is_left = _KEEPS.match(around.right) and (_LEFT_OVER.search(around.left) or _is_of_ranks(view, count))
    until = _HOLDS.search(around.left) and is_up_to_a_moment(view, count, around)
    now = _KEEPS_NOW.match(around.right) or _KEEPS_ITS_RANK.match(around.right)
    return bool(is_left or until or now) or has("valid", around.left)  # "số sản phẩm còn giữ được sao là 214"


def _is_of_ranks(view: View, count: Count) -> bool:
    """Whether other ranks are told beside it: "349 sản phẩm dừng ở 3 sao, 47 sản phẩm giữ 4 sao, 2 sản phẩm 5 sao"."""
    ranks = {other.star.code for other in view.counts if other.star and other.unit in PRODUCTS}
    anew = has("reassessed", view.folded[view.start : count.start]) or has(
        "expired", view.folded[view.start : view.end]
    )
    rest = "còn lại" in view.folded[count.end : view.end]
    return count.star is not None and (len(ranks) > 2 or rest) and not anew


# "chứng nhận hết hạn nên số hiện còn giá trị là 203"
_VALID = re.compile(r"(?<!\w)(?:còn|đang)\s+(?:giá trị|hiệu lực|hạn|thời hạn)(?:\s+(?:là|có|chỉ|còn))*\s*$")
_KEEPS = re.compile(r"\s*(?:ocop\s+)?(?:vẫn\s+)?(?:giữ|duy trì)(?!\w)")
# "6 sản phẩm cũ đã hết hạn, nay đánh giá lại"
_NOW_AGAIN = re.compile(
    r"[^,;:.()\d]{0,60},\s*(?:nay|giờ|kỳ này|đợt này)\s+(?:được\s+)?(?:đánh giá|công nhận|chấm|phân hạng) lại(?!\w)"
)
_HOLDS = re.compile(r"(?<!\w)giữ(?:\s+được|\s+vững)?\s*$")  # "đến 30/6/2023 tỉnh giữ được 129 sản phẩm OCOP"
_KEEPS_ITS_RANK = re.compile(r"\s*(?:ocop\s+)?giữ hạng 5 sao(?!\w)")  # only the centre gives it
_KEEPS_NOW = re.compile(r"\s*(?:ocop\s+)?(?:hiện\s+)?đang\s+(?:giữ|duy trì)(?!\w|\s+đánh giá)")
_LEFT_OVER = re.compile(r"(?<!\w)còn(?:\s+lại)?\s*$")  # "trừ 47 sản phẩm quá hạn, còn 221 sản phẩm giữ được sao"
_HANDED_OVER = re.compile(
    r"(?:(?!đều)[^,;:()]){0,50}?(?<!\w)được\s+(?:(?:\S+\s+)?trao|nhận)\s+(?:giấy|chứng nhận|bằng|quyết định)(?!\w)"
)


def _awarded(view: View, count: Count, around: Zones) -> Sense | None:
    if count.unit == "certificate" and has("handed_over", around.left, around.right):
        return Sense("certificates_awarded", "certificates_handed_over", 0.8)
    if has("awarded", around.before) and re.search(r"cho\s+\d+\s+chủ thể\s+(?:có|với)\s*$", around.before):
        return Sense("certificates_awarded", "certificates_handed_over", 0.8)
    handed_over = _HANDED_OVER.match(around.near) or _HANDED_OVER.match(around.right)
    if handed_over and not is_up_to_a_moment(view, count, around):
        return Sense("certificates_awarded", "certificates_handed_over", 0.8)
    if has("awarded", around.lead) and re.search(r"cho\s+(?:\w+\s+){0,3}$|trao\s+$", around.left):
        return Sense("certificates_awarded", "certificates_handed_over", 0.8)
    return None


def _online(view: View, count: Count, around: Zones) -> Sense | None:
    words = [around.right, around.left]
    behind = _BRACKETED_SHARE.match(view.folded, count.end, view.end)
    if behind and not _OUT_OF_ALL.search(around.before):
        words.append(behind["words"])
    return Sense("products_on_ecommerce", "on_ecommerce", 0.75) if has("on_ecommerce", *words) else None


_OUT_OF_ALL = re.compile(r"(?<!\w)tr(?:ên|ong)\s+(?:tổng\s+)?(?:số\s+)?$")
_BRACKETED_SHARE = re.compile(r"[^,;:.()%]{0,60}\)(?P<words>[^,;:.()%]{0,60})")  # "61,2% (142 sản phẩm) đã lên sàn"
_HAS_RISEN = re.compile(r"(?<!\w)đã\s+tăng(?:\s+thêm)?\s*$")  # "lượng hàng gắn sao vậy là đã tăng 149 sản phẩm"
_NUMBER_RISES = re.compile(r"(?<!\w)(?:số|lượng)\s+(?:sản phẩm|hàng)[^,;:]{0,15}\stăng(?:\s+thêm)?\s*$")
_THAT_IS_MORE = re.compile(
    r"(?<!\w)(?:nghĩa là|tức là|tức|như vậy|vậy là|tính ra)\s+(?:đã\s+)?(?:tăng|dày|nhiều)(?:\s+thêm)?\s*$"
)
# "riêng năm 2021 tăng 21 sản phẩm", "cả năm 2024, tỉnh tăng được 29 sản phẩm"
_RISES = re.compile(r"(?:\d|(?<!\w)(?:tỉnh|thành phố|huyện))\s+(?:đã\s+)?tăng(?:\s+thêm|\s+được)?\s*$")


def _grown(view: View, count: Count, around: Zones) -> Sense | None:
    last = around.lead[-70:]
    if count.star and count.star.end <= count.start:
        return None  # "4 sao nhiều hơn với 95 sản phẩm" compares ranks
    if view.folded[view.start : count.start].rstrip().endswith(("(", ":")):
        return None  # "nhỉnh hơn láng giềng Lai Châu (134 sản phẩm)"
    in_year = any(t.kind in ("year", "this_year") and t.end <= count.start for t in view.times)
    rises = (_HAS_RISEN, _NUMBER_RISES, _THAT_IS_MORE, *([_RISES] if in_year else []))
    if any(words.search(around.left) for words in rises):
        return Sense("certified_products_increase", "more_in_the_year", 0.78)
    last_words = " ".join(around.left.split()[-7:])
    if has("against", last, around.right[:40]) and has("increase", last_words):
        return Sense("certified_products_increase", "more_than_before", 0.78)
    return None


def _registered(view: View, count: Count, around: Zones) -> Sense | None:
    if (
        re.match(r"\s*đăng ký mới", around.right)
        or _FIRST_TIME.search(around.right)
        or has("active_recognition", around.left)
        or _JUDGES.search(around.left)
    ):
        return None
    if has("put_to_judges", around.near) or _INTO_THE_LIST.search(around.near) or _ADDED_UP.search(around.lead):
        return None
    if count.unit == "product" and _SENT_UP.search(around.left):
        return Sense("registered_products", "registered", 0.7)
    if _COMES_TO_REGISTER.match(around.right):
        return Sense("registered_products", "registered", 0.78)
    if has("registered", around.left, around.right) and not has("recognised", around.right) and not _passes(around):
        return Sense("registered_products", "registered", 0.78)
    judged = has("evaluated", around.left)
    told = has("registered", around.lead) and not has("recognised", around.lead, around.right)
    if told and not judged and not count.star:
        return Sense("registered_products", "registered_before", 0.7)
    return None


# "mang 57 sản phẩm đến đăng ký dự xếp hạng OCOP"
_COMES_TO_REGISTER = re.compile(r"\s*(?:ocop\s+)?(?:đến|tới|đi)\s+(?:đăng ký|dự|ghi danh)(?!\w)")
_INTO_THE_LIST = re.compile(r"(?<!\w)vào\s+(?:danh mục|danh sách|sổ)(?!\w)")  # "ghi tên thêm 104 sản phẩm vào danh mục"
# "Cộng với các năm trước, ghi danh 176"
_ADDED_UP = re.compile(r"(?<!\w)cộng\s+(?:với|cả)\s+(?:các|những|mấy|số)(?!\w)")
_JUDGES = re.compile(r"(?<!\w)(?:chấm|cho|chấm cho)\s+điểm\s+(?:cho\s+)?$")  # "cho điểm 81 sản phẩm dự thi"
_FIRST_TIME = re.compile(r"\s*trong\s+(?:nhóm|số)\s+(?:này|đó|ấy)\s+(?:dự thi lần đầu|lần đầu dự thi)(?!\w)")
_SENT_UP = re.compile(r"(?<!\w)gửi lên\s*$")  # "mười ba xã gửi lên 41 sản phẩm"


def _evaluated(view: View, count: Count, around: Zones) -> Sense | None:
    if count.unit == "dossier" and not has("passed", around.right):
        return Sense("evaluated_products", "dossiers", 0.75)
    done = has("result", around.left, around.right) or has("passed", around.right) or (count.star is not None)
    done = done or bool(_ADDS.search(around.left) or _NEW_ONES.match(around.right))
    judged = has("evaluated", around.left, around.near) or has("evaluated_and_ranked", around.lead)
    if has("put_to_judges", around.right) and count.star is None:
        return Sense("evaluated_products", "put_to_judges", 0.8)
    if judged and not done:
        return Sense("evaluated_products", "evaluated", 0.7)
    return None


_ADDS = re.compile(r"(?<!\w)(?:bổ sung|thêm|kết nạp)\s*$")  # "đợt xét tháng 8 bổ sung 41 sản phẩm"


def _passes(around: Zones) -> bool:
    return has("passed", around.left, around.right)


_LISTED_BY_DECISION = re.compile(r"(?<!\w)danh sách\s+(?:ban hành\s+)?kèm theo quyết định[^,;:()]{0,20}$")
# "61 sản phẩm đạt từ 50 điểm trở lên": what three stars need
_ENOUGH_POINTS = re.compile(
    r"\s*(?:ocop\s+)?(?:(?:đạt|được|có)\s+(?:từ|trên)|(?:vượt|qua|vượt qua)(?:\s+(?:ngưỡng|mốc))?)\s+50\s+điểm(?!\w)"
)
_IN_THE_YEAR = re.compile(
    r"(?<!\w)(?:xếp hạng|công nhận|chứng nhận|cấp sao|gắn sao|cấp giấy|phân hạng|đạt chuẩn|đạt sao)"
    r"(?:\s+ocop)?\s+trong\s+(?:năm|kỳ|đợt)"
)
_NEW_FACES = re.compile(
    r"(?<!\w)(?:gương mặt|sản phẩm|hàng|phần|nhóm|số)\s+mới\s+(?:vào\s+(?:danh sách|danh mục|sổ)\s+)?"
    r"(?:là|có|gồm|đạt)\s*$"
)


# "có 31 sản phẩm nhưng mới 12 sản phẩm vào được siêu thị"
_ONLY_NEXT = re.compile(r"(?<!\w)(?:nhưng|mà|song)\s+mới\s*$")
_NEW_ONES = re.compile(r"\s*(?:ocop\s+)?mới(?!\w)")


def _new(view: View, count: Count, around: Zones) -> Sense | None:
    if _SINCE_THE_BATCH.search(around.before) and not _NEW_ONES.match(around.right):
        return None
    if _passes(around) or _ENOUGH_POINTS.match(view.folded, count.end, view.end):
        return Sense("newly_recognised_products", "passed", 0.75)
    if _LISTED_BY_DECISION.search(around.left):
        return Sense("newly_recognised_products", "of_a_batch", 0.82)
    if _IN_THE_YEAR.search(around.right) or _NEW_FACES.search(around.left):
        return Sense("newly_recognised_products", "new_in_the_period", 0.8)
    if _JUST_RECOGNISED.match(around.right):
        return Sense("newly_recognised_products", "new_in_the_period", 0.8)
    if has("new", around.left, _ONLY_NEXT.sub("", around.right)):
        if _ONLY_SO_MANY.search(around.left):
            return None
        return Sense("newly_recognised_products", "new_in_the_period", 0.85)
    if is_up_to_a_moment(view, count, around):
        return None
    if has("batch", around.left) and not has("cumulative", around.left):
        return Sense("newly_recognised_products", "of_a_batch", 0.82)
    if (
        has("batch", around.before)
        and has("recognised", around.lead, around.right)
        and not has("cumulative", around.lead)
    ):
        return Sense("newly_recognised_products", "recognised_in_a_batch", 0.78)
    return None


# "sau đợt phân hạng vừa khép lại, Hà Giang sở hữu 276 sản phẩm"
_SINCE_THE_BATCH = re.compile(
    r"(?<!\w)(?:sau|trước|qua|trải qua)\s+(?:[^\W\d]+\s+|\d+\s+)?(?:đợt|kỳ|lần|phiên|vòng|mùa)(?!\w)"
    r"(?:[^.;:()\d]|\([\d\s-]+\))*"
    r"(?:có|sở hữu|nắm|nắm giữ|quản lý)(?:\s+trong tay)?\s*$"
)
# "mới có 6 sản phẩm", "nơi ít nhất, mới 6 sản phẩm": not more than these
_ONLY_SO_MANY = re.compile(
    r"(?:^|\s)mới\s+(?:chỉ\s+)?(?:(?!công|được|cấp|xếp|gắn|chứng|phân|trao)[^\W\d]+\s*){1,2}$|^\s*mới\s*$"
)


def _labelled(view: View, count: Count) -> Sense | None:
    """What a label says of all behind it: "Hai mốc hết hiệu lực: ngày 15/7 với 12 sản phẩm; tháng 12 với 21"."""
    colon = view.folded.find(":", view.start, count.start)
    if colon < 0 or any(other.start < colon for other in view.counts if other.unit != "other"):
        return None
    label = view.folded[view.start : colon]
    found = (rule for rule in _PRODUCT_RULES if rule[0] in ("revoked", "expired") and has(rule[0], label))
    return next((Sense(indicator, name, 0.75) for name, indicator, _, _ in found), None)


# "Thành phố công nhận 43 sản phẩm": who recognises acts now; "được công nhận" tells of the products.
_ACTIVE = re.compile(
    r"(?<!toàn )(?:tỉnh|thành phố|hội đồng|huyện|ubnd|ngành)\s+(?:đã\s+|vừa\s+)?(?:xét\s+)?công nhận(?:\s+được)?\s*$"
)


def _is_in_one_year(time: Time) -> bool:
    first, last = time.first or "", time.last or ""
    return time.kind == "period" and len(first) > len("2024") and first[:4] == last[:4]


_WITHIN_A_YEAR = re.compile(r"\s*(?:trong|riêng|cả)\s+năm\s+20\d\d\s")  # "gộp cả đợt 1, trong năm 2023 công nhận 29"


def _in_stock(view: View, count: Count, around: Zones) -> Sense | None:
    words = (around.left, around.right)
    summed = is_up_to_a_moment(view, count, around) or has("cumulative", around.lead)
    summed = summed and not _WITHIN_A_YEAR.match(around.left)
    acts = has("active_recognition", around.left) or has("outcome", around.left)
    told = acts and has("new", around.before) and has("target", around.before)
    if is_share_of_plan(view, count) and (told or not summed):
        return Sense("newly_recognised_products", "beside_a_share_of_the_plan", 0.8)
    if names_goods(around.near) and not count.star and count.unit == "product":
        return None
    since = count.start - len(around.gap)
    near = [t for t in view.times if t.start < around.right_end and not is_printed(view.folded, view.start, t)]
    near = [t for t in near if t.start >= since] or near
    flow_time = any(t.is_batch or t.kind in ("year", "month", "day") or _is_in_one_year(t) for t in near)
    in_the_same = any(view.folded.startswith(("trong năm", "cùng năm"), t.start) for t in near)
    in_year = in_the_same or any(t.kind in ("year", "this_year") for t in near)
    own = around.left if around.left.strip() else around.lead  # "được công nhận như năm 2022: 54 sản phẩm"
    active = has("active_recognition", own) or (in_year and has("active_recognition", around.right))
    if active and not summed and (flow_time or in_the_same) and not any(t.kind == "moment" for t in near):
        return Sense("newly_recognised_products", "recognised_in_the_year", 0.78)
    if (
        has("active_recognition", around.left)
        and (has("authority", around.before) or _ACTIVE.search(around.left))
        and not has("cumulative", around.before)
        and not summed
    ):
        return Sense("newly_recognised_products", "recognised_by_an_authority", 0.7)
    explicit = has("recognised", *words) or "ocop" in around.right[:12] or "ocop" in around.lead
    if not count.star and not explicit and (labelled := _labelled(view, count)):
        return labelled
    if count.star or explicit:
        return Sense("certified_products", "products_in_stock", 0.85 if explicit else 0.78, False)
    confidence = 0.75 if has("cumulative", around.lead) else 0.5
    return Sense("certified_products", "products_said_plainly", confidence, False)
