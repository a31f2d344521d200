"""Dates and periods in a text."""

import re
from dataclasses import dataclass

from etl.reports.lexicon import any_of, fold, vocabulary

_WORDS = vocabulary("dates")


YEAR = r"(?<!\d)(?:19|20)\d{2}"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
_NAMED = rf"(?:{MONTH}|{any_of(_WORDS['months'])})"
_COUNTED = r"(?:sản phẩm|chủ thể|đồng|ha|tấn|hộ|người)"
# A date as precise as it is written, day first.
_DATE = (
    rf"(?P<d1>{DAY})\s*[/.-]\s*(?P<m1>{MONTH})\s*[/.-]\s*(?P<y1>{YEAR})(?!\d)"
    rf"|(?:ngày\s+)?(?P<d2>{DAY})\s+tháng\s+(?P<m2>{_NAMED})(?:\s+năm\s+|\s*[/-]\s*)(?P<y2>{YEAR})"
    rf"|(?:tháng\s+)?(?P<m3>{MONTH})\s*[/-]\s*(?P<y3>{YEAR})(?!\d)"
    rf"|tháng\s+(?P<m4>{_NAMED})\s*,?\s+năm\s+(?P<y4>{YEAR})"
    rf"|(?P<y5>{YEAR})-(?P<m5>\d\d)-(?P<d5>\d\d)(?!\d)"
    rf"|năm\s+(?P<y6>{YEAR})(?![\d/])"
    rf"|(?P<y7>{YEAR})(?![\d/]|\s*{_COUNTED})"
)
_DATE_IN = re.compile(_DATE)
ANY_DATE = re.sub(r"\?P<\w+>", "?:", _DATE)


def _in_quarter(number: str, year: str) -> str:
    """A quarter of a year, its number and year in groups so named."""
    return rf"(?:quý|quí)\s+(?P<{number}>iv|i{{1,3}}|[1-4])\s*(?:/|-|,?\s*năm\s+)\s*(?P<{year}>{YEAR})"


_HALVES = {"đầu": ("01", "06"), "cuối": ("07", "12")}
_SOME_MONTHS = (
    rf"(?P<count>{MONTH}|{any_of(_WORDS['months'])})\s+tháng\s+(?:(?P<which>đầu|cuối)\s+)?(?:của\s+)?năm\s+(?P<my>{YEAR})"
    rf"|từ\s+(?:đầu\s+)?tháng\s+(?P<fm>{_NAMED})\s*(?:-|đến|tới)\s*(?:hết\s+)?(?:tháng\s+)?(?P<tm>{_NAMED})"
    rf"(?:\s*[/-]\s*|\s*,?\s+(?:năm\s+)?)(?P<ty>{YEAR})"
    rf"|nửa\s+(?P<half>đầu|cuối)\s+(?:của\s+)?năm\s+(?P<hy>{YEAR})"
    rf"|(?:trong\s+|riêng\s+)?(?P<of_this>{MONTH}|{any_of(_WORDS['months'])})\s+tháng"
    r"(?:\s+(?:đầu|(?P<at_end>cuối))\s+năm(?:\s+nay)?(?!\s*\d)|(?<=trong \d tháng)(?=\s*[,.;]))"
)
_UNTIL = rf"(?<!\w)(?:{any_of(_WORDS['until'])})\s+"
_ORDER = r"(?:thứ\s+)?(?:\d+|i{1,3}|một|hai|ba)\s*(?:[/,-]|\s|năm)*"
_WORDS_BEFORE = (
    "ngày",
    "hôm",
    "sáng",
    "chiều",
    "tối",
    "tháng",
    "năm",
    "quý",
    "quí",
    "đợt",
    "kỳ",
    "lần",
    "phiên",
    "nửa",
    "nay",
    "trong",
    "riêng",
    "từ",
)


def _beginnings() -> str:
    """What a time can begin with: a digit, or the first two letters of a word of time, grouped by the first."""
    lists = ("until", "span", "months", "now", "not_now", "this_year", "same")
    words = [fold(word) for name in lists for word in _WORDS[name]]
    letters: dict[str, set[str]] = {}
    for word in (*words, *_WORDS_BEFORE):
        letters.setdefault(word[0], set()).add(word[1])
    return "|".join([r"\d", *(f"{first}[{''.join(sorted(next_))}]" for first, next_ in sorted(letters.items()))])


# Never within a word, and only at one of time: most places are passed over by this alone.
_BEGINS = rf"(?:(?<![^\W\d])|(?=\d))(?=\s*(?:{_beginnings()}))"
_TIME = re.compile(
    rf"{_BEGINS}(?:(?P<span>(?:(?:{any_of(_WORDS['span'])})?\s*)(?<!\d)(?P<from>{YEAR})\s*(?:-|đến|tới)\s*(?:(?:hết|cuối)\s+)?(?:năm\s+)?(?P<to>{YEAR})(?!\d))"
    rf"|(?P<quarter_end>{_UNTIL}{_in_quarter('eq', 'ey')})"
    rf"|(?P<until>{_UNTIL}(?:ngày\s+|tháng\s+)?(?P<moment>{ANY_DATE}))"
    rf"|(?P<quarter>{_in_quarter('q', 'qy')})"
    rf"|(?P<some_months>(?<!\w)(?:{_SOME_MONTHS}))"
    rf"|(?P<ended>(?:đợt|kỳ|phiên)\s+(?:[^\W\d]+\s+){{0,2}}?(?:cuối|đầu|giữa)\s+năm\s+(?P<ey2>{YEAR}))"
    rf"|(?P<batch>(?:đợt|kỳ|lần)\s+(?:{_ORDER}|(?:{any_of(_WORDS['round'])})\s+năm)\s*(?P<by>{YEAR}))"
    rf"|(?P<date>{ANY_DATE})"
    rf"|(?P<partial>(?:{_UNTIL})?(?:(?:ngày|hôm|sáng|chiều|tối)\s+)+{DAY}(?:\s*-\s*{DAY})?\s*[/-]\s*{MONTH}(?![\d/])"
    rf"|{_UNTIL}tháng\s+{_NAMED}(?!\s*[/\w]))"
    rf"|(?P<never>(?<!\w)(?:{any_of(_WORDS['not_now'])})(?!\w))"
    rf"|(?P<now>(?<!\w)(?:{any_of(_WORDS['now'])})(?!\w)|(?<=[,;:.]\s)nay(?!\w))"
    rf"|(?P<this_year>(?<!\w)(?:{any_of(_WORDS['this_year'])})(?!\w))"
    rf"|(?P<same>(?<!\w)(?:{any_of(_WORDS['same'])})(?!\w)(?!\s+{YEAR})))"
)


@dataclass(frozen=True)
class Time:
    """A time named in the text. `kind`: moment, year, month, day, period, partial, now, this_year or same (as before).

    `first` and `last` are ISO and as precise as the text; for a point in time they are equal; for months of this year
    ("9 tháng đầu năm") they are months alone.
    """

    start: int
    end: int
    kind: str
    first: str | None
    last: str | None
    is_batch: bool = False


def iso_date(folded: str) -> str:
    """The date in a piece of folded text, as precise as it is written. Raises ValueError when there is none."""
    match = _DATE_IN.search(folded)
    if match is None:
        raise ValueError(f"no date in {folded!r}")
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    if "m" not in parts:
        return parts["y"]
    return f"{parts['y']}-{_month(parts['m']):02d}" + (f"-{int(parts['d']):02d}" if "d" in parts else "")


def times(folded: str, start: int, end: int) -> list[Time]:
    """The times named in a span of folded text, in their order."""
    found = (_time(match) for match in _TIME.finditer(folded, start, end))
    return [time for time in found if time is not None]


def _time(match: re.Match[str]) -> Time | None:
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    if match["span"]:
        return Time(start, end, "period", match["from"], match["to"]) if match["from"] <= match["to"] else None
    if match["quarter_end"]:
        when = f"{match['ey']}-{_quarter(match['eq']) * 3:02d}"
        return Time(start, end, "moment", when, when)
    if match["until"]:
        when = iso_date(match["moment"])
        return Time(start, end, "moment", when, when)
    if match["quarter"]:
        last = _quarter(match["q"]) * 3
        return Time(start, end, "period", f"{match['qy']}-{last - 2:02d}", f"{match['qy']}-{last:02d}")
    if match["of_this"]:
        months = _month(match["of_this"])
        first = 13 - months if match["at_end"] else 1
        return Time(start, end, "this_year", f"{first:02d}", f"{first + months - 1:02d}")
    if match["some_months"]:
        return Time(start, end, "period", *_some_months(match))
    if match["ended"]:
        return Time(start, end, "year", match["ey2"], match["ey2"], is_batch=True)
    if match["batch"]:
        return Time(start, end, "year", match["by"], match["by"], is_batch=True)
    if match["date"]:
        when = iso_date(match["date"])
        return Time(start, end, {4: "year", 7: "month", 10: "day"}[len(when)], when, when)
    kind = next((kind for kind in ("partial", "now", "this_year", "same") if match[kind]), None)
    return Time(start, end, kind, None, None) if kind else None


def _some_months(match: re.Match[str]) -> tuple[str, str]:
    """The first and last month of "9 tháng đầu năm 2025", "6 tháng cuối năm 2024", "từ tháng 1 đến tháng 10/2025"."""
    if match["ty"]:
        first, last = _month(match["fm"]), _month(match["tm"])
        year = int(match["ty"])
        return f"{year - (first > last)}-{first:02d}", f"{year}-{last:02d}"  # "từ tháng 11 đến tháng 2/2024"
    if match["half"]:
        first_month, last_month = _HALVES[match["half"]]
        return f"{match['hy']}-{first_month}", f"{match['hy']}-{last_month}"
    months = _month(match["count"])
    first = 13 - months if match["which"] == "cuối" else 1
    return f"{match['my']}-{first:02d}", f"{match['my']}-{first + months - 1:02d}"


def _month(text: str) -> int:
    return _WORDS["months"].get(text) or int(text)


def _quarter(text: str) -> int:
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(text) or int(text)
