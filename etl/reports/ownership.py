"""Whether a place that stands before an amount can own it, or only tells where it is, was met, written or compared."""

import re

from etl.reports import firms, rivals
from etl.reports.datelines import is_written_at
from etl.reports.lexicon import LOWER, UPPER, any_of, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.places import PROVINCE_TYPE, Place, is_compared, is_taken_in


def can_own(view: View, place: Place, count: Count) -> bool:
    """Whether an amount behind a place can be its own."""
    between = view.folded[place.end : count.start]
    if place.level == "region" and _IN_THE_PROVINCE.match(view.folded, place.end):
        return False  # "Nghĩa Lộ, miền Tây của tỉnh Yên Bái, vừa có thêm 5 sản phẩm"
    if place.is_of_goods and not rivals.tied(view, place, count):
        return False
    told = rivals.in_brackets(view, place) and rivals.tied(view, place, count)  # "Gộp cả Hải Dương (437 sản phẩm)"
    if is_taken_in(view.folded, place) and not told:
        return False
    if place.level == "province" and _ASKED.search(view.folded, view.start, place.start):
        return False  # "thị xã đăng ký với tỉnh Quảng Ninh thêm 4 sản phẩm mới"
    if place.level == "province" and _RECEIVES.search(view.folded, view.start, place.start) and not told:
        return False
    if _is_dateline(view, place) or _is_venue(view, place):
        return False
    if _is_of_a_share(view, place) and between.strip() == ":":
        return False  # "chiếm 21,6% của cả nước: 6 sản phẩm 5 sao"
    if _DIRECT.fullmatch(between):  # "sau Hà Nội (2.711 sản phẩm)", but "Huyện Quỳnh Lưu, tỉnh Nghệ An: 5 sản phẩm"
        return not _is_seat(view, place)
    if _is_of_a_share(view, place):
        return False
    if _WHERE_THEY_ARE.fullmatch(between):
        return True  # "đặt cạnh Quảng Ninh, nơi đã có trên 400 sản phẩm"
    if place.level in ("district", "commune") and (_TURNS_BACK.search(between) or _tells_where(view, place, count)):
        return False
    if place.level == "province" and _MERGING.match(view.folded, place.end):
        return False  # "Tây Ninh cùng Long An hợp nhất, đang có 361"
    if place.is_former and _BRACKETED.fullmatch(between):
        return True  # "phía đông tỉnh (Bình Định cũ) 459 sản phẩm"
    return not (
        is_compared(view.folded, place)
        or _closed(view, place, count)
        or firms.is_address(view, place)
        or _is_seat(view, place)
    )


# "Hải Dương cũ mang về cho Hải Phòng 478 sản phẩm"
_RECEIVES = re.compile(rf"(?<!\w)(?:mang|đem|góp|bàn giao)(?:\s+về)?\s+cho\s+(?:{PROVINCE_TYPE}\s+)?$")
_ASKED = re.compile(rf"(?<!\w)(?:đăng ký với|trình|gửi|xin|đề nghị|đề xuất với|báo cáo)\s+(?:{PROVINCE_TYPE}\s+)?$")
_IN_THE_PROVINCE = re.compile(rf"\s*(?:của|thuộc)\s+{PROVINCE_TYPE}\s")
_WHERE_THEY_ARE = re.compile(
    r"(?:\s+(?:bên|phía)\s+[^,;.:()\d]{2,30})?\s*,\s*nơi\s+(?:[^\W\d]+\s+){0,2}?(?:có|giữ|nắm|sở hữu)\s+(?:tới\s+)?"
)
_BRACKETED = re.compile(r"\s*cũ\s*\)\s*(?:có|với|là|chiếm|góp|đóng góp|giữ|:)?\s*")
_DIRECT = re.compile(r"\s*[(:]\s*")
_MERGING = re.compile(r"\s*(?:\(?cũ\)?\s*)?(?:hợp nhất|sáp nhập|nhập lại|nhập về|về chung)(?!\w)")


# --- a part and the whole above it ----------------------------------------------------------------

# After parts of places, a clause that begins with what was done is the whole's again.
_TURNS_BACK = re.compile(
    rf";\s*(?:và\s+)?(?:{any_of(vocabulary('scopes')['turns_back'])})(?!\w)"
    r"|;[^;.()]{0,60}(?<!\w)(?:phấn đấu|nâng|đưa)\s+tổng số(?!\w)"  # "riêng Quy Nhơn 5; phấn đấu tổng số đạt 1.000"
)


def has_turned_back(view: View, count: Count) -> bool:
    """Whether an amount behind parts of places is the whole's again: "Sông Cầu 5 sản phẩm; đánh giá lại 12"."""
    local = [place.end for place in view.places if place.level in ("district", "commune") and place.end <= count.start]
    return bool(local) and bool(_TURNS_BACK.search(view.folded, local[-1], count.start))


_UNDER = re.compile(r"\s*(?:[,(-]|của|thuộc|ở)\s*(?:tỉnh\s*|thành phố\s*|tp\.?\s*)?")
_OPENING = len("ngay ở ")
_WHERE = re.compile(r"(?<!\w)(?:ở|tại)\s+(?:(?:thành phố|tp\.?|thị xã|huyện)\s+)?$")


def is_above(view: View, start: int) -> bool:
    """Whether the province at the start only tells where the district before it lies: "huyện Na Rì, tỉnh Bắc Kạn"."""
    local = [p for p in view.places if p.level in ("district", "commune") and p.end <= start]
    if not local:
        return False
    is_topic = view.folded[view.start : local[-1].start].endswith(" của ")
    is_topic = is_topic or local[-1].start < view.start + _OPENING
    if is_topic and _DISTRICT_OF.fullmatch(view.folded, local[-1].end, start):
        return True
    if not _UNDER.fullmatch(view.folded, local[-1].end, start):
        return False
    if _FROM_TO.search(view.folded, view.start, local[-1].start):
        return False  # "từ vải thiều đến rươi Tứ Kỳ, Hải Dương đã có", "từ Quy Nhơn lên cao nguyên Pleiku, Gia Lai"
    return not _WHERE.search(view.folded[view.start : local[-1].start])  # "tại lễ ở Quy Nhơn, Bình Định trao"


# "Ở Cái Bè, huyện vườn của Tiền Giang", "Huyện Bình Tân, vựa khoai lang của tỉnh Vĩnh Long", "của Tu Mơ Rông,
# huyện vùng cao tỉnh Kon Tum"
_DISTRICT_OF = re.compile(
    rf"\s*,\s*(?:[^\W\d]+\s+){{1,6}}(?:của|thuộc)\s+(?:{PROVINCE_TYPE}\s+)?"
    rf"|\s*,\s*(?:huyện|thị xã)\s+(?:[^\W\d]+\s+){{1,5}}?(?:{PROVINCE_TYPE}\s+)?"
)
_FROM_TO = re.compile(r"(?<!\w)từ\s+[^.;:()\d]{2,80}(?<!\w)(?:đến|tới|lên|xuống|về)\s+(?:[^\W\d]+\s+){0,3}$")


# --- only told by the way -----------------------------------------------------------------------------


def _is_dateline(view: View, place: Place) -> bool:
    return place.start == view.start and is_written_at(view.folded, place.end)


_OF_ITS_AMOUNT = re.compile(r"[^,;:.()]{0,40}(?<!\w)(?:đặt|nằm|mở)\s+(?:tại|ở)\s+")


def _tells_where(view: View, place: Place, count: Count) -> bool:
    """Whether the place only tells where the amount before it is: "4 điểm đặt tại TP Cao Bằng; 96 sản phẩm"."""
    before = [other for other in view.counts if other.end <= place.start]
    is_apart = ";" in view.folded[place.end : count.start]
    return is_apart and bool(before) and _OF_ITS_AMOUNT.fullmatch(view.folded, before[-1].end, place.start) is not None


_VENUE = re.compile(
    rf"(?<!\w)(?:{any_of(vocabulary('scopes')['meetings'])})(?!\w)[^,;.:()]{{0,90}}(?<!\w)(?:ở|tại)\s+$"
)
# "Sáng 18/10, tại TP Điện Biên Phủ,"
_ON_A_DAY = re.compile(r"(?:ngày|sáng|chiều|tối|hôm)\s[^.;:()]{1,30},\s*(?:ở|tại)\s+")


def _is_venue(view: View, place: Place) -> bool:
    """Whether the place only tells where people met: "Tại buổi lễ tổ chức ở thành phố Trà Vinh, 14 sản phẩm"."""
    before = view.folded[view.start : place.start]
    return bool(_VENUE.search(before)) or (_ON_A_DAY.fullmatch(before) is not None and view.folded[place.end] == ",")


_OF_A_SHARE = re.compile(r"\d%[^;:.()]{0,60}$")


def _is_of_a_share(view: View, place: Place) -> bool:
    """Whether the nation is only what a share is of: "bằng khoảng 4% tổng số sản phẩm cả nước"."""
    return place.level == "nation" and bool(_OF_A_SHARE.search(view.folded[view.start : place.start]))


def _is_seat(view: View, place: Place) -> bool:
    return place.level == "province" and is_above(view, place.start)


def _closed(view: View, place: Place, count: Count) -> bool:
    """Whether the place stands in brackets that close before the amount."""
    opened = view.folded.rfind("(", view.start, place.start)
    closed = view.folded.find(")", place.end, count.start)
    return opened >= 0 and closed >= 0 and ")" not in view.folded[opened : place.start]


# --- names that are no known places -----------------------------------------------------------------

_NAME = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)+"
_NAMED_BEFORE = re.compile(
    rf"(?:^|[\s(])(?P<name>{_NAME})\s*(?:(?:hiện|đã|đang|cũng|mới|nay)\s+)?"
    r"(?:có|với|đạt|nhiều nhất|dẫn đầu|:|\()?\s*(?:với|:)?\s*$"
)


def unknown_owner(view: View, count: Count) -> int:
    """Where a name that is no known place ends, when it is the one that has the amount ("Bát Tràng có 10"); else -1."""
    match = _NAMED_BEFORE.search(view.text[view.start : count.start])
    if match is None:
        return -1
    start, end = view.start + match.start("name"), view.start + match.end("name")
    known = any(place.start < end and start < place.end for place in view.places)
    return -1 if known else end
