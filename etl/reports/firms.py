"""One firm or one person in a text: where it is the one that has an amount, which is then nobody's that we count."""

import re
from bisect import bisect_right
from functools import cache

from etl.reports.lexicon import any_of, phrases, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.places import Place

_ACTS = phrases(vocabulary("places")["acts_of_firm"])


_ADDRESS = 80  # characters between a firm and the place where it sits


def is_address(view: View, place: Place) -> bool:
    """Whether the place only tells where a firm sits: "công ty Minh Long ở Long An"."""
    if place.start not in view.addresses:
        view.addresses[place.start] = _sits_a_firm_at(view, place)
    return view.addresses[place.start]


def _sits_a_firm_at(view: View, place: Place) -> bool:
    near = max(view.start, place.start - _ADDRESS - 20)  # no word for a firm is longer
    firms = [m for m in _ONE_FIRM.finditer(view.folded, near, place.start) if _is_firm(view, m)]
    if not firms:
        return False
    between = view.folded[firms[-1].end() : place.start]
    return not _ACTS.search(between) and len(between) < _ADDRESS


@cache
def _named() -> re.Pattern[str]:
    """What may stand between "hợp tác xã" or "công ty" and its name."""
    words = any_of(vocabulary("places")["firm_words"])
    return re.compile(rf"(?:\s+(?:{words})(?!\w)|\s*[-,&](?=\s*(?:{words})(?!\w)))*\s+")


_FIRM = any_of(vocabulary("places")["one_firm"])
_ONE_FIRM = re.compile(
    rf"(?<!\w)(?:một|1)\s+(?:{_FIRM}|chủ thể|gia đình|thanh niên|nông dân)(?!\w)"
    rf"|(?<!các )(?<!nhiều )(?<!những )(?:(?<!\d )|(?<=20\d\d ))(?<!của )(?<!\w)(?:{_FIRM})(?!\w)"
    r"|(?<!\w)họ(?=\s+(?:có|đã|đưa|đang)(?!\w))"
    r"|(?<!các )(?<!nhiều )(?<!những )(?<!\d )(?<!là )(?<!\w)đơn vị(?=\s+(?:có|đã|hiện|đang|này)(?!\w))"  # the firm
)


_THIS = re.compile(r"\s+(?:[^\W\d]+\s+){0,3}?(?:này|ấy|nọ)(?!\w)")
_MANY = phrases(vocabulary("places")["many_firms"])
_OF_SOMEBODY = re.compile(r"\s+(?:của|do)\s+(?:anh|chị|ông|bà)\s")
_OF_A_KIND = re.compile(r"\s*(?:[,:(\d]|(?:chiếm|là|có|với|và|đạt|đông|nhiều|vẫn|ocop|giữ|dẫn|đứng)(?!\w))")


def _is_firm(view: View, match: re.Match[str]) -> bool:
    """Whether the words name one firm or person, or speak of the one named before ("HTX hiện có")."""
    before = bisect_right(view.places, match.start(), key=lambda place: place.start)
    if before and match.start() < view.places[before - 1].end:
        return False  # "Bà Rịa - Vũng Tàu"
    if match.start() == view.start and not _OF_A_KIND.match(view.folded, match.end()):
        return True  # "Hợp tác xã mỳ gạo ở xã Lục Ngạn có 3 sản phẩm"
    if match[0] == "họ":
        return not _MANY.search(view.folded, view.start, match.start())
    if _OF_SOMEBODY.match(view.folded, match.end()):
        return True  # "hợp tác xã của chị Lan ở Con Cuông có 4 sản phẩm"
    if _THIS.match(view.folded, match.end()):
        return True  # "doanh nghiệp yến sào này nay có 9 sản phẩm"
    if match[0].startswith(("một", "1")) or _ACTS.match(view.folded, match.end() + 1):
        return True
    named = _named().match(view.folded, match.end())
    if named is None or view.folded.startswith("ocop", named.end()):
        return False
    return view.text[named.end() : named.end() + 1].isupper()


_SPEAKS_FOR = re.compile(
    r"(?<!\w)(?:giám đốc|chủ|chủ nhiệm|đại diện|thành viên)\s+(?:một\s+)?"
    r"(?:công ty|hợp tác xã|htx|cơ sở|xưởng|doanh nghiệp|hộ|cửa hàng|vườn|trang trại)(?!\w)"
)
_OF_ITSELF = re.compile(
    r"(?<!với )(?<!cho )(?<!\w)(?:(?:chúng tôi|tôi|đơn vị|xưởng|cơ sở)(?!\w)|từ (?:khi|ngày|lúc)\s*$)"
)


def last_end(view: View, count: Count) -> int:
    """Where the nearest single firm or person before the amount ends, when it is the one that has it; else -1."""
    last = next((end for _, end in reversed(_firms(view)) if end <= count.start), -1)
    if last < 0:
        return -1
    speaks = phrases(vocabulary("scopes")["speaks"])  # who only speaks has nothing, nor have all before
    spoken = [m.end() for m in speaks.finditer(view.folded, view.start, count.start) if last <= m.start()]
    speaks_for = spoken and _SPEAKS_FOR.search(view.folded, view.start, spoken[-1])
    if speaks_for and _OF_ITSELF.search(view.folded, spoken[-1], count.start):
        return count.start  # "Ông Minh, giám đốc một công ty, kể: “Chúng tôi có 4 sản phẩm OCOP", "từ khi 2 sản phẩm"
    return -1 if spoken else last


def _firms(view: View) -> list[tuple[int, int]]:
    """The spans of the single firms and persons of a sentence."""
    if view.firms is None:
        found = _ONE_FIRM.finditer(view.folded, view.start, view.end)
        view.firms = [match.span() for match in found if _is_owner(view, match)]
    return view.firms


def _is_owner(view: View, match: re.Match[str]) -> bool:
    """Whether the words name one firm or person that may have an amount behind it."""
    before = view.folded[max(view.start, match.start() - 50) : match.start()].rstrip()
    if before.endswith(("theo", "các")) or not _is_firm(view, match):
        return False
    return not any(count.start <= match.start() < count.end for count in view.counts)
