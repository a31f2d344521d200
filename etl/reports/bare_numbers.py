"""What a number without a noun counts, by the words around it: "3 sao 91", "số chủ thể là 5.361", "31 trong đó"."""

import re
from functools import cache

from etl.reports import rivals
from etl.reports.lexicon import any_of, phrases, vocabulary
from etl.reports.mentions import PRODUCERS, PRODUCTS, View, noun_before
from etl.reports.zones import Zones, link_kinds, own_kinds

_NEAR = 80  # characters before a number in which the words that lead to it stand


def unit_of(view: View, index: int, around: Zones) -> str:
    """The unit of the bare number at this index: product, producer or another of nouns.yaml, else bare."""
    before = around.before[-_NEAR:]
    if _has_its_rank(view, index):
        return "product"
    if _is_of_a_kind(view, index, before):
        return "producer"
    if _OF_THEM.match(view.folded, view.counts[index].end):
        return "product"
    if link_kinds(view, view.counts[index]):
        return "producer"
    if _MOST.search(before) or _is_next_of_places(view, index) or _goes_on_counting(view, index, around, before):
        return "product"
    if _BRACKETED_TOTAL.search(before):
        return "producer"
    return _said(around, view.counts[index].qualifier)


def _has_its_rank(view: View, index: int) -> bool:
    count, star = view.counts[index], view.counts[index].star
    if star is None or "điểm" in view.folded[star.end : count.end + len(" điểm")]:
        return False  # "5 sao có tổng điểm từ 90 đến 100"
    return star.end <= count.start or _RANKED.fullmatch(view.folded, count.end, star.start) is not None


_RANKED = re.compile(r"\s*(?:mang|đạt|ở|thuộc|là|xếp|được|lên|gắn|nhận|đeo|giữ)?\s*(?:chuẩn|hạng)?\s*")
_OF_THEM = re.compile(r"\s*(?:trong (?:đó|số)|là (?:tổng )?(?:số )?sản phẩm|tr(?:ên|ong) tổng số [\d.]+ sản phẩm)")


# --- producers -------------------------------------------------------------------------------

_ARE_OF_A_KIND = re.compile(r"\s*trong (?:số )?(?:đó|này|ấy) là(?!\w)")  # "42 trong số đó là HTX"
_IS_A_KIND = re.compile(r"\)?\s*(?:là|thuộc)(?!\w)")  # "15 chủ thể, 8 là HTX"
_OF_THE_PRODUCERS = re.compile(r"(?<!\w)chủ thể(?:\s+ocop)?\s*\(\s*$")  # "gần một nửa chủ thể (61) là hợp tác xã"
_BRACKETED_TOTAL = re.compile(r"(?<!\w)chủ thể[^,;:.()]{0,30}\((?:tổng cộng|tất cả|tổng số|cả thảy)\s*$")


def _is_of_a_kind(view: View, index: int, before: str) -> bool:
    """Whether the number is told to be of a kind of producers."""
    end = view.counts[index].end
    after_producers = index > 0 and view.counts[index - 1].unit in PRODUCERS
    are = _ARE_OF_A_KIND.match(view.folded, end) or (after_producers and _IS_A_KIND.match(view.folded, end))
    return bool(are or _OF_THE_PRODUCERS.search(before)) and own_kinds(view, index) is not None


# --- products that are counted before it -------------------------------------------------------


@cache
def _life(*names: str) -> str:
    """What happens to products, of these lists of cues.yaml."""
    cues = vocabulary("cues")
    return "|".join(any_of(cues[name]) for name in names)


@cache
def _led_to() -> re.Pattern[str]:
    """What was done, right before a number: "công nhận 45", "làm được 35", "chỉ còn 177"."""
    acts = _life("active_recognition", "passed", "reassessed", "revoked", "put_to_judges", "done")
    more = r"so với [^,;.]{3,30}tăng(?:\s+thêm)?"
    return re.compile(
        rf"(?<!\w)(?:{acts}|{more})(?:\s+(?:thực tế|được|cho|mới|lại|là|đạt|tới|đến|đủ|tất cả|cả thảy))*\s*$"
    )


@cache
def _followed() -> re.Pattern[str]:
    """What became of them, right behind a number: "41 đã quá hạn", "38 được công nhận", "49 vượt ngưỡng"."""
    fates = _life("expired", "valid", "passed", "recognised")
    return re.compile(rf"\s*(?:(?:đã|được|bị|đang|mới|lần đầu)\s+)*(?:{fates})(?!\w)")


# "số hộ nghèo còn 1.250", "chủ thể được cấp chứng nhận là 54"
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:chủ thể|đơn|(?:số|tỷ lệ)\s+(?!sản phẩm|hồ sơ|còn|hiện|đang|được|đã|mới|lần)[^\W\d])"
)
_OF_A_ROUND = re.compile(r"(?<!\w)(?:đợt|kỳ|lần|vòng)\s+(?:\d|i{1,3}|một|hai|ba|đầu|cuối)\s*:\s*$")
_PLANNED = re.compile(
    r"(?<!\w)(?:chỉ tiêu|kế hoạch)\s+(?:được\s+)?giao\s+(?:cho\s+)?(?:cả\s+)?(?:năm\s+\d{4}\s+)?(?:chỉ\s+)?là\s*$"
    r"|\(\s*(?:chỉ tiêu|kế hoạch)(?:\s+giao)?\s*:\s*$"  # "61 sản phẩm mới (kế hoạch: 40)"
)
_MOSTLY = re.compile(r"(?<!\w)(?:phần lớn|đa số|phần đông|quá nửa|hầu hết)\s*\(\s*$")  # "phần lớn (31) ở hạng 3 sao"
_RANKED_BEHIND = re.compile(r"\)\s*(?:ở|mang|đạt|xếp|là|được)?\s*(?:hạng\s+)?[345]\s*sao")
# "năm 2019 tỉnh công nhận 26 sản phẩm; năm 2020 thêm 31; năm 2021 giảm còn 22"
_THAT_YEAR = re.compile(
    r"năm\s+\d{4}\s+(?:thì\s+)?(?:được|thêm|còn|giảm còn|tụt còn|chỉ còn|lên|bật lên|tăng lên|vọt lên|là|có|đạt)\s*$"
)
_BY_THEN = re.compile(r"(?<!\w)(?:thì|đã|nay)\s+(?:là|lên|có|đạt|tới)(?:\s+tới)?\s*$")


def _goes_on_counting(view: View, index: int, around: Zones, before: str) -> bool:
    """Whether the number is of products that are counted beside it: those to whom something was done ("đánh giá 24 sản
    phẩm, được công nhận 19"), of a round ("thêm 52 sản phẩm (kỳ một: 19; kỳ hai: 33)"), planned ("trong khi chỉ tiêu
    giao chỉ là 45") or at a later time ("cuối năm 2022 có 181 sản phẩm; tới ngày 31/8/2023 thì đã là 214").
    """
    counts, left = view.counts, around.left[-_NEAR:]
    told = any(count.unit in PRODUCTS and not count.star for count in counts[:index])
    behind = any(count.unit == "product" for count in counts[index + 1 :])  # "công nhận mới 60, chấm lại 85 sản phẩm"
    if not (told or behind) or _OF_OTHERS.search(left) or (index and counts[index - 1].unit in PRODUCERS):
        return False
    if _led_to().search(left):
        return True
    if not told:
        return False
    if _followed().match(view.folded, counts[index].end):
        return True
    if _OF_A_ROUND.search(left) or _PLANNED.search(before):
        return True
    if _MOSTLY.search(before) and _RANKED_BEHIND.match(view.folded, counts[index].end):
        return True
    later = any(counts[index - 1].end <= t.start and t.end <= counts[index].start for t in view.times)
    return later and (_BY_THEN.search(left) is not None or _THAT_YEAR.search(left) is not None)


# --- products of places --------------------------------------------------------------------------

# "Hải Hậu là huyện nhiều sản phẩm nhất (34)", "nơi nhiều sản phẩm OCOP nhất: 34"
_MOST = re.compile(
    r"(?<!\w)(?:nhiều|ít)\s+sản phẩm(?:\s+ocop)?(?:\s+hơn cả|\s+nhất)(?:\s+tỉnh|\s+toàn tỉnh|\s+huyện)?\s*[(:]\s*$"
)
_MOST_OF_ALL = re.compile(r"(?<!\w)(?:nhiều|ít)\s+sản phẩm(?:\s+ocop)?(?:\s+hơn cả|\s+nhất)(?!\w)")


def _is_next_of_places(view: View, index: int) -> bool:
    """Whether the number is that of the next place of a list that counts products: "X 6 sản phẩm, Y có 5"."""
    start = view.counts[index].start
    local = (place for place in view.places if place.level in ("district", "commune", "province"))
    if not any(rivals.tied(view, place, view.counts[index]) for place in local):
        return False
    next_places = phrases(vocabulary("scopes")["next_places"])
    if _MOST_OF_ALL.search(view.folded, view.start, start) or next_places.match(view.folded, view.start):
        return True
    return any(count.unit in PRODUCTS and not count.star for count in view.counts)


# --- what is said before it ------------------------------------------------------------------------

_SAID = re.compile(
    r"(?:(?:số|lượng|đội ngũ)(?:\s+lượng)?\s+(?:chủ thể|sản phẩm)|tổng số|con số|số(?: hiện)? còn|số đang"
    r"|số (?:được|đã) công nhận)"
    r"[^,;:()]*?(?:là|đạt|lên(?: đến| tới)?|có|tăng|tới|tăng thêm|nhích thêm|thêm|:|"
    r"(?:chạm|đạt|vượt)\s+(?:mốc|ngưỡng))\s*$"
    r"|số(?:\s+lượng)?\s+(?:chủ thể|sản phẩm)(?:\s+ocop)?\s*$"
    r"|số\s+[^,;:()]{0,30}(?:lần đầu|mới|lại)\s+(?:vào danh sách\s+|vào danh mục\s+)?là\s*$"
    r"|(?:sản phẩm|danh mục|bộ sưu tập|kho hàng|giỏ hàng)[^,;:()]*(?:ở|tới|đến|với|lên|là|chạm|đạt)\s+con số\s*$"
)
_SAID_ABOUT = re.compile(r"số(?:\s+lượng)?\s+(?:chủ thể|sản phẩm)[^,;:()]*$")  # "số sản phẩm mới vào khoảng 40"
_NOUN = re.compile(r"chủ thể|sản phẩm")


def _said(around: Zones, qualifier: str | None) -> str:
    """The noun that the words before the number tell: "số chủ thể là 5.361", "tổng số lên 144"."""
    said = (qualifier and _SAID_ABOUT.search(around.left)) or _SAID.search(around.left)
    if not said:
        return _named_before(around, qualifier)
    noun = _NOUN.search(said[0])
    return "producer" if noun and noun[0] == "chủ thể" else "product"


# "chủ thể có cả thảy 205"
_LINKS = re.compile(
    r"(?:^|\s)(?:(?:là|có|đạt|lên(?: tới| đến)?|gồm|mở(?: được)?)(?:\s+(?:cả thảy|tất cả|tổng cộng))?"
    r"|cả thảy|tất cả|tổng cộng)\s*$"
)


def _named_before(around: Zones, qualifier: str | None) -> str:
    """What a segment that opens with a noun counts: "chủ thể tham gia là 585", "điểm bán hàng OCOP: 15"."""
    named = noun_before(around.left)
    if named is None:
        return "bare"
    unit, words = named
    links = qualifier is not None or words.rstrip().endswith(":") or _LINKS.search(words)
    return unit if links else "bare"
