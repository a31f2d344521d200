"""The words around an amount: what stands before it, what stands after it, and the star that belongs to it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from etl.reports.lexicon import any_of, cue, phrases, vocabulary
from etl.reports.mentions import PRODUCERS, PRODUCTS, Count, View, kinds_in
from etl.reports.stars import Star

_HARD = re.compile(r"[;:()]|,(?!\d)|\s-\s|\s(?:và|nhưng|song|còn)\s+(?=chưa|không)")


@cache
def _openers() -> re.Pattern[str]:
    return phrases(vocabulary("amounts")["openers"])


@cache
def _breaks() -> re.Pattern[str]:
    return phrases(vocabulary("amounts")["breaks"])


@cache
def _tie() -> re.Pattern[str]:
    words = any_of(vocabulary("amounts")["ties"])
    return re.compile(rf"(?:^|[\s,])(?:{words})(?:\s+(?:khoảng|hơn|gần|trên|tổng số|tổng cộng))?\s*$")


@cache
def links() -> re.Pattern[str]:
    """Matches text made of linking words only."""
    words = any_of(vocabulary("amounts")["links"])
    return re.compile(rf"\s*(?:(?:{words}|[:(-])\s*)*")


@dataclass(frozen=True)
class Zones:
    """Folded words around one amount.

    `left`: its own segment before it. `lead`: back to the amount before it, or to the start of the sentence.
    `near`: its own segment after it. `right`: that, and on past a tied number of producers. `before`: the sentence up
    to it. `gap`: all since the amount before it.
    """

    left: str
    lead: str
    near: str
    right: str
    before: str
    gap: str
    left_start: int
    right_end: int


def zones(view: View, index: int) -> Zones:
    """The zones of the amount at this index of the sentence."""
    count, folded = view.counts[index], view.folded
    lead_start = _lead_start(view, index)
    lead = without_brackets(view.words(lead_start, count.start))
    if lead.rstrip().endswith("(") and folded[count.end : count.end + 1] == ")":  # "thực phẩm (201 sản phẩm)"
        lead = lead.rstrip()[:-1] + " " * (len(lead) - len(lead.rstrip()) + 1)
    label = _label_end(view, index, lead)
    hard = (m for m in _HARD.finditer(lead) if m.start() != label and not _is_between_verbs(lead, m))
    cut = max((m.end() for m in hard if label < 0 or not _ITEM_LABEL.fullmatch(lead)), default=0)
    cut = max([cut, *(m.end() for m in _openers().finditer(lead))])
    right_end = _right_end(view, index)
    near = right = view.words(count.end, right_end)
    if tied := tied_producers(view, index):
        right_end = _right_end(view, index + 1)
        right += " " + view.words(tied.end, right_end)
        if folded.startswith(",", count.end) and (rest := _PAST_TIED.match(folded, tied.end, view.end)):
            right += " " + rest["words"]
    gap = view.words(view.counts[index - 1].end if index else view.start, count.start)
    return Zones(lead[cut:], lead, near, right, view.words(view.start, count.start), gap, lead_start + cut, right_end)


_PAST_TIED = re.compile(r"\s*,\s*(?P<words>[^,;:.()\d]{2,60})")  # "14 sản phẩm, thuộc 8 chủ thể, hết hiệu lực"
_BUT = re.compile(r"\s*,\s*(?:nhưng|song)\s")  # "120 sản phẩm, nhưng nhóm 4 sao còn ít: 15 sản phẩm"
_LABEL = re.compile(r"(?:^|[;,.(])[^;:(),.]{2,70}(:)\s*$")
_ITEM_LABEL = re.compile(r"[-+*•]\s[^;:()]{2,90}(:)\s*")  # a whole item may be the label, with its commas


def _label_end(view: View, index: int, lead: str) -> int:
    """Where the colon of a label stands before an amount: "công nhận lại: 34 sản phẩm"; -1 without one."""
    is_next = index > 0 and view.counts[index - 1].end == view.counts[index].start - len(lead)
    if is_next and ";" not in lead and not _BUT.match(lead):
        return -1
    label = _LABEL.search(lead) or (_ITEM_LABEL.fullmatch(lead) if not index else None)
    return label.start(1) if label else -1


def _lead_start(view: View, index: int) -> int:
    """Where the words that may lead to this amount begin: behind those of the products before it."""
    if index == 0:
        return view.start
    before = view.counts[index - 1]
    return max(before.end, _right_end(view, index - 1)) if before.unit in (*PRODUCTS, "percent") else before.end


def _right_end(view: View, index: int) -> int:
    """Where the words about this amount end."""
    if index not in view.right_ends:
        view.right_ends[index] = _find_right_end(view, index)
    return view.right_ends[index]


def _find_right_end(view: View, index: int) -> int:
    count, folded = view.counts[index], view.folded
    start = _past_aside(folded, _past_insertion(folded, _past_bracket(folded, count)))
    later = islice(view.counts, index + 1, None)
    limit = next((c.start for c in later if c.start >= start), view.end)
    inside = [s for s in view.stars if start <= s.start < limit]
    stop = limit
    for pattern in (_HARD, _openers()):
        for match in pattern.finditer(folded, start, limit):
            if _goes_on(folded, start, match):
                continue
            if not any(s.start < match.end() and match.start() < s.end for s in inside):
                stop = min(stop, match.start())
                break
    if stop == limit < view.end:  # "58 sản phẩm và 4 sao là 66 sản phẩm"
        joints = list(_breaks().finditer(folded, start, limit))
        if joints and not (inside and joints[-1].start() < inside[0].start < joints[-1].end()):
            stop = joints[-1].start()
    return stop


def _past_bracket(folded: str, count: Count) -> int:
    """Behind the bracket that holds the number alone, where its rank follows: "phần lớn (31) ở hạng 3 sao"."""
    alone = folded[: count.start].endswith("(") and _BRACKET_THEN_RANK.match(folded, count.end)
    return count.end + 1 if alone else count.end


_BRACKET_THEN_RANK = re.compile(r"\)\s*(?:ở|mang|đạt|xếp)\s+(?:hạng\s+)?[345]\s*sao")


def _past_insertion(folded: str, position: int) -> int:
    """Behind brackets that only add a share or parts: "27 sản phẩm (chiếm 17,9%) đã hết hạn"."""
    inserted = _SHARE.match(folded, position) or _INSERTED.match(folded, position)
    return inserted.end() if inserted else position


def _past_aside(folded: str, position: int) -> int:
    """Behind words that only name the goods: "ba sản phẩm, dẫn đầu là bánh đậu xanh, được gửi lên Trung ương"."""
    aside = _ASIDE.match(folded, position)
    return aside.end() if aside else position


_ASIDE = re.compile(
    r"\s*(?:ocop\s*)?(?:khác\s*)?(?:,\s*(?!trong đó|gồm|riêng)[^,;:.()\d]{3,60}){1,2},\s*"
    r"(?=(?:được|đã được|đang được|vừa được|đều được|đang nằm|nằm)\s)"
)
# "Mười một sản phẩm OCOP của Cao Bằng (9 sản phẩm 3 sao, 2 sản phẩm 4 sao) vừa bị UBND tỉnh thu hồi"
_INSERTED = re.compile(
    r"[^;:,.()\d]{0,40}\([^()]{3,80}\)\s*(?=(?:(?:vừa|đã|đều|đang|từng)\s+){0,2}(?:bị|hết|quá|mất|được cấp)(?!\w))"
)
_SHARE = re.compile(
    r"\s*(?:ocop\s*)?(?:\([^()]*%[^()]*\)"
    r"|,\s*(?:tức|tương đương|tương ứng|ứng với|bằng|chiếm)(?:\s+với)?\s+(?:[^\W\d]+\s+)?[\d.,]+\d?\s*%\s*,)"
)


def _goes_on(folded: str, start: int, match: re.Match[str]) -> bool:
    """Whether the words behind the mark still speak of the amount before: "20 sản phẩm, là hàng mới"."""
    is_first = not folded[start : match.start()].strip()
    if match[0].startswith("trong ") and is_first:  # "3 sản phẩm trong đó có khả năng": of those, three
        return True
    if match[0] != ",":
        return False
    if _is_between_verbs(folded, match):
        return True
    if _SENT_ON.match(folded, match.end()) and _JUDGED.search(folded, start, match.start()):
        return True  # "2 sản phẩm đã lập xong hồ sơ, gửi Trung ương"
    is_near = len(folded[start : match.start()].split()) < _FEW_WORDS
    if is_near and _STOPS_AT.match(folded, match.end()):
        return True  # "110 sản phẩm, dừng ở mức 3 sao"
    if is_near and _AGAIN.match(folded, match.end()):
        return True  # "19 sản phẩm khác là hàng cũ, được đánh giá lại"
    if _ALL_OF_THEM.match(folded, match.end()):
        return True  # "15 sản phẩm được đánh giá lại, tất cả giữ hạng 3 sao"
    return is_first and bool(
        re.match(r"\s*(?:là|đều|được|đã|thuộc|toàn bộ|tất cả|toàn)\s", folded[match.end() : match.end() + 15])
    )


_AGAIN = re.compile(r"\s*được\s+(?:đánh giá|công nhận|chấm|xét|phân hạng)\s+lại(?!\w)(?!\s*(?:[^\W\d]+\s+)?\d)")
_FEW_WORDS = 5


def _is_between_verbs(folded: str, match: re.Match[str]) -> bool:
    """Whether a comma only parts two verbs of one act: "được đánh giá, công nhận từ năm 2020"."""
    if match[0] != ",":
        return False
    before = folded[max(0, match.start() - 20) : match.start()]
    return bool(_VERB_BEFORE.search(before) and _VERB_AFTER.match(folded, match.end()))


_STOPS_AT = re.compile(
    r"\s*(?:(?:chỉ|mới)\s+)?(?:dừng|xếp|mang|đạt|chạm|ở)(?:\s+(?:lại|ở|mức|hạng|chuẩn))*\s+(?:(?:từ\s+)?[345](?:\s*sao)?\s*(?:-|đến|tới)\s*)?[345]\s*sao"
    r"(?!\s*(?:có|là|chiếm|được|:)?\s*\d)"
)
_SENT_ON = re.compile(r"\s*(?:đã\s+)?(?:gửi|trình|chờ|đề nghị)\s")
_JUDGED = re.compile(r"hồ sơ|chấm|(?<!\w)gửi\s")
_ALL_OF_THEM = re.compile(r"\s*(?:tất cả|toàn bộ|đều|toàn)\s+(?:[^\W\d]+\s+){0,3}\d\s*sao")
_VERBS = any_of(vocabulary("amounts")["joined_verbs"])
_VERB_BEFORE = re.compile(rf"(?:{_VERBS})\s*$")
_VERB_AFTER = re.compile(rf"\s*(?:{_VERBS})(?!\w)")


def tied_producers(view: View, index: int) -> Count | None:
    """The number of producers tied to these products: the 55 of "68 sản phẩm của 55 chủ thể"."""
    count = view.counts[index]
    if count.unit not in PRODUCTS or index + 1 >= len(view.counts):
        return None
    following = view.counts[index + 1]
    between = view.folded[count.end : following.start]
    if following.unit not in (*PRODUCERS, "unit") or not _tie().search(between):
        return None
    return following if len(between) < 80 and not re.search(r"[;:()]", between) else None


def attach_stars(view: View) -> None:
    """Give each amount of products (or number without a noun) the star that belongs to it."""
    claimed: set[int] = set()
    for index, count in enumerate(view.counts):
        if count.star is not None or count.unit not in (*PRODUCTS, "bare", "percent"):
            continue
        star = _left_linked(view, index, claimed) or _right(view, index, claimed)
        star = star or _left(view, index, claimed) or _apposed(view, index, claimed) or _of_the_share(view, index)
        if star is not None:
            count.star = star
            claimed.add(star.start)


def _left_linked(view: View, index: int, claimed: set[int]) -> Star | None:
    """A star tied to the number by linking words alone: "3 sao chiếm 326"."""
    count = view.counts[index]
    for star in reversed(view.stars):
        if star.end <= count.start and star.start not in claimed:
            between = view.folded[star.end : count.start]
            if between.strip() == "," and count.unit == "bare":  # "xếp hạng thì: bốn sao, 46; ba sao, 122"
                return star if view.folded[count.end : view.end].lstrip()[:1] in (";", ".", ",", "") else None
            between = without_brackets(between)  # "4 sao (70 - 89 điểm): 14 sản phẩm"
            linked = links().fullmatch(between) or _OF_THE_WHOLE.fullmatch(between)
            return star if linked and "(" not in between else None
    return None


_OF_THE_WHOLE = re.compile(r"\s*(?:trên|của|trong)?\s*(?:toàn|cả|địa bàn)\s+(?:tỉnh|thành phố)\s+(?:có|là)\s*")


def _right(view: View, index: int, claimed: set[int]) -> Star | None:
    count = view.counts[index]
    # "22 sản phẩm của 17 chủ thể đạt 4 sao"
    end = _right_end(view, index + 1 if tied_producers(view, index) else index)
    found = [s for s in view.stars if count.end <= s.start < end and s.start not in claimed]
    own = found and not any(c.unit in PRODUCTS for c in view.counts if count.end <= c.start < found[0].start)
    return found[0] if own else None


def _left(view: View, index: int, claimed: set[int]) -> Star | None:
    """A star of the same segment before the number, or of an opening segment ("Ở hạng 4 sao, tỉnh có 40")."""
    around = zones(view, index)
    count = view.counts[index]
    lead_start = count.start - len(around.lead)
    for star in reversed(view.stars):
        if star.start in claimed or not lead_start <= star.start < count.start:
            continue
        if star.start >= around.left_start or re.search(
            r"(?:^|\W)(?:ở|với|đối với|về)\s+(?:hạng\s+)?$", view.folded[lead_start : star.start]
        ):
            return star
    return None


_APPOSITION = re.compile(r"[^\d;:.()]{0,60},\s*(?:(?:có|chỉ|mới|vỏn vẹn|vẻn vẹn|cả thảy)\s+)*")
_OPENS_STAR = re.compile(r"(?:^|[,;:.]|(?<!\w)(?:là|còn|được|tới|nhất|vẫn|hạng|nhóm|và))\s*$")


def _apposed(view: View, index: int, claimed: set[int]) -> Star | None:
    """A rank that a comma parts from its number: "còn 5 sao, niềm tự hào của cả vùng, tám sản phẩm"."""
    count = view.counts[index]
    since = view.counts[index - 1].end if index else view.start
    star = next((s for s in reversed(view.stars) if since <= s.start and s.end <= count.start), None)
    if star is None or star.start in claimed or not _OPENS_STAR.search(view.folded[view.start : star.start]):
        return None
    return star if _APPOSITION.fullmatch(view.folded, star.end, count.start) else None


_THAT_IS = re.compile(r"\s*(?:số\s+)?(?:sản phẩm\s*)?(?:[,(]\s*(?:tức|tức là|tương đương|tương ứng|bằng|hay)|với)\s+")


def _of_the_share(view: View, index: int) -> Star | None:
    """The rank of the share that the number only says again: "hạng 3 sao chiếm 86,5%, tức 141 sản phẩm"."""
    share = view.counts[index - 1] if index else None
    if share is None or share.unit != "percent" or share.star is None:
        return None
    return share.star if _THAT_IS.fullmatch(view.folded, share.end, view.counts[index].start) else None


# --- plans -----------------------------------------------------------------------------------


def without_brackets(folded: str) -> str:
    """The text with what stands in closed brackets blanked, as long as before."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), folded) if ")" in folded else folded


_BRACKETS = re.compile(r"\([^()]*\)")
# "ít nhất 50% chủ thể phải bán hàng qua các kênh hiện đại", and what stands behind it
_MUST = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|không dưới)\s+[\d.,]+\d?\s*(?:%\s*)?(?:[^\W\d]+\s+){0,8}(?:phải|cần)(?!\w)"
)
_NEXT_WORDS = 60
_IS_UNDONE = re.compile(r"\s*(?:ocop\s+)?(?:đã\s+)?bị\s")  # nobody plans that products are revoked or refused
_WILL = re.compile(r"(?:\s+(?!và|còn)[^\W\d]+){0,3}?\s+(?:sẽ|dự kiến|cần phải)(?!\w)")  # "11 sản phẩm đến hạn sẽ phải"


# "Theo kế hoạch năm 2023, Quảng Trị phát triển mới 28 sản phẩm"
_BY_PLAN = re.compile(r"\W*(?:cũng\s+)?theo\s+(?:kế hoạch|đề án|chỉ tiêu)(?!\w)")
# "Theo đề án vừa được thông qua, đến năm 2030 toàn tỉnh có tối thiểu 1.200 sản phẩm": that it was adopted is no result
_ADOPTED = re.compile(r"(?:(?:vừa|đã|mới)\s+)?được\s+(?:[^\W\d]+\s+){0,3}?(?:thông qua|phê duyệt|ban hành|duyệt)(?!\w)")
_HAS_AT_LAST = re.compile(r"(?<!\w)(?:có|đạt)\s*$")
_SAID_TO_BE_DONE = re.compile(r"(?<!\w)(?:đã|được|vừa|hoàn thành|đạt|kết quả|có)(?!\w)")


def is_target(view: View, count: Count) -> bool:
    """Whether the amount is a plan: a word of planning stands before it, or it stands under a heading of plans, and
    nothing brought the text back.
    """
    if _IS_UNDONE.match(view.folded, count.end):
        return False
    flat = without_brackets(view.folded[view.start : count.start])
    if plans := _plans(view, flat):
        return plans[-1] > _back(flat)
    must = _MUST.search(view.folded, view.start, min(view.end, count.end + _NEXT_WORDS))
    if must and must.start() <= count.end and _back(flat) < 0:
        return True
    return bool(_is_by_plan(view, flat) or _WILL.match(view.folded, count.end, view.end)) or (
        view.is_plan and _back(flat) < 0
    )


def _is_by_plan(view: View, flat: str) -> bool:
    """Whether a sentence opens with a plan and says nothing of what was done up to its first amount, nor later."""
    if not _BY_PLAN.match(flat) or _back(flat) >= 0:
        return False
    first = view.counts[0]
    opening = _ADOPTED.sub(" ", flat[: first.start - view.start])
    opening = _HAS_AT_LAST.sub("", opening) if first.qualifier == "at_least" else opening
    return not _SAID_TO_BE_DONE.search(opening)


def _plans(view: View, flat: str) -> list[int]:
    """Where the words of planning end in the sentence up to an amount; not those that only look back at a plan."""
    named = [(place.start - view.start, place.end - view.start) for place in view.places]
    found = [  # "xã định" plans, "xã Định Yên" does not
        m for m in cue("target").finditer(flat) if not any(a < m.end() and m.start() < b for a, b in named)
    ]
    if found and view.looking_back is None:
        view.looking_back = list(_looking_back(view))
    others = view.looking_back or []
    return [
        m.end() for m in found if not any(a <= view.start + m.start() and view.start + m.end() <= b for a, b in others)
    ]


def _looking_back(view: View) -> Iterator[tuple[int, int]]:
    """The spans of words that look back at a plan, which may overlap: "đạt 80, vượt xa mục tiêu 60 đề ra"."""
    position = view.start
    while match := cue("not_target").search(view.folded, position, view.end):
        yield match.span()
        position = match.start() + 1


def came_back(view: View, count: Count) -> int:
    """Where the sentence last came back from plans to what is there, up to an amount; -1 where it did not."""
    return _back(without_brackets(view.folded[view.start : count.start]))


def _back(flat: str) -> int:
    """Where the text last came back to what is there, which "sản phẩm đã có" does not say; -1 where it did not."""
    shown = cue("back_to_actual_not").sub(lambda match: " " * len(match[0]), flat)
    return max((match.end() for match in cue("back_to_actual").finditer(shown)), default=-1)


# What else may stand between a kind and its number, by what the number is: "phần đông là HTX, chiếm 37,9%", "nhiều nhất
# là hộ kinh doanh, 212 chủ thể".
_MOST_OF_ALL = r"\s+(?:là\s+)?(?:[^\W\d]+\s+){0,4}(?:nhất|hơn cả)"  # "là lực lượng đông nhất"
_ALSO_LINKED = {
    "percent": re.compile(
        r"\s*(?:,\s*(?:chiếm|đạt|với)|mới(?:\s+(?:chỉ|chiếm|được|có|đạt)){0,2})\s*"
        rf"|{_MOST_OF_ALL}\s*,\s*(?:chiếm|với)?\s*"
    ),
    "producer": re.compile(rf"(?:{_MOST_OF_ALL})?\s*,\s*"),
    "bare": re.compile(r"\s*,\s*(?:vỏn vẹn|vẻn vẹn|chỉ|mới)(?:\s+có)?\s*"),
}
_MOSTLY = re.compile(r"(?<!\w)(?:phần nhiều|phần đông|phần lớn|đa số|đông nhất|nhiều nhất)\s+là\s+$")
_COMMA = re.compile(r"\s*,\s*")  # "phần nhiều là hộ kinh doanh, 52,4%"
# "doanh nghiệp áp đảo với 35 chủ thể", "hợp tác xã giữ vai trò nòng cốt với 112 đơn vị"
_FOREMOST = re.compile(r"\s+(?:(?:[^\W\d]+\s+){1,5}với|(?:[^\W\d]+\s+){0,3}[^\W\d]+\s*[:(])\s*")


def link_kinds(view: View, count: Count) -> tuple[int, int, frozenset[str]] | None:
    """The kind of producers tied to a number by linking words: "hợp tác xã (31 chủ thể)", "doanh nghiệp 139"."""
    index = bisect_left(view.counts, count.start, key=lambda each: each.start)
    before = view.counts[index - 1] if index else None
    begin = before.start if before else view.start
    found = [k for k in kinds_in(view.folded, begin, count.start) if k[1] <= count.start]
    if not found or (before and before.end > found[-1][0]):
        return None
    start, end, kinds = found[-1]
    mostly = count.unit == "percent" and _MOSTLY.search(view.folded, begin, start)
    ways = (links(), _FOREMOST, _ALSO_LINKED.get(count.unit, _FOREMOST), *([_COMMA] if mostly else []))
    return (start, end, kinds) if any(way.fullmatch(view.folded, end, count.start) for way in ways) else None


_OF_KIND = re.compile(
    r"\s*(?:(?:trong đó|trong số đó|số đó)\s+)?"
    r"(?:chủ thể\s+)?(?:ocop\s+)?(?:phải\s+)?(?:là|thuộc|gồm|loại hình|thuộc loại hình|của)?\s*"
    r"(?:các\s+)?(?:chủ thể\s+)?"
)


def own_kinds(view: View, index: int) -> tuple[int, int, frozenset[str]] | None:
    """The kind of producers said right after a number of them: "43 chủ thể là doanh nghiệp", "38,1% là hợp tác xã"."""
    count = view.counts[index]
    limit = view.counts[index + 1].start if index + 1 < len(view.counts) else view.end
    first = next(iter(kinds_in(view.folded, count.end, limit)), None)
    end = count.end + view.folded.startswith(")", count.end)  # "quá nửa (68) là hợp tác xã"
    return first if first and _OF_KIND.fullmatch(view.folded, end, first[0]) else None
