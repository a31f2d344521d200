"""Dates and periods in a text, and the date that is printed on it."""

import re
from dataclasses import dataclass

YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_NAMES = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
# A date as precise as it is written, day first.
_DATE = (
    rf"(?P<d>{_DAY})\s*[/.-]\s*(?P<m>{_MONTH})\s*[/.-]\s*(?P<y>{YEAR})(?!\d)"
    rf"|(?:ngày\s+)?(?P<d2>{_DAY})\s+tháng\s+(?P<m2>{_MONTH}|{_MONTH_NAME})(?:\s+năm\s+|\s*[/-]\s*)(?P<y2>{YEAR})"
    rf"|(?:tháng\s+)?(?P<m3>{_MONTH})\s*[/-]\s*(?P<y3>{YEAR})(?!\d)"
    rf"|tháng\s+(?P<m4>{_MONTH}|{_MONTH_NAME})\s*,?\s+năm\s+(?P<y4>{YEAR})"
    rf"|(?P<y5>{YEAR})-(?P<m5>\d\d)-(?P<d5>\d\d)(?!\d)"
    rf"|năm\s+(?P<y6>{YEAR})(?![\d/])|(?P<y7>{YEAR})(?![\d/]|\s*(?:sản phẩm|chủ thể|đồng|ha|tấn|hộ|người))"
)
# Words before a date that make it a moment: the figure holds on that day, or at the end of that month or year.
_UNTIL = (
    r"(?:tính\s+)?(?:đến|tới)\s+(?:thời\s+điểm\s+)?(?:(?:cuối|hết|đầu|giữa)\s+)?|(?:cuối|hết|kết thúc)\s+|"
    r"thống\s+kê\s+(?:đến\s+)?|(?:số\s+liệu|cập\s+nhật)\s+(?:đến\s+)?|khi\s+hết\s+|sau\s+khi\s+hết\s+|"
    r"(?:tại|vào)\s+thời\s+điểm\s+"
)
_ANY_DATE = re.sub(r"\?P<\w+>", "?:", _DATE)
_DATE_IN = re.compile(_DATE)
_SPAN = rf"(?P<f>{YEAR})\s*(?:-|đến|tới|đến\s+năm|–)\s*(?:năm\s+)?(?P<t>{YEAR})(?!\d)"
_TIME = re.compile(
    rf"(?P<span>(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|từ\s+năm|từ|trong|năm|các\s+năm)?\s*(?<!\d){_SPAN})"
    rf"|(?P<quarter_end>(?:{_UNTIL})(?:quý|quí)\s+(?P<eq>iv|i{{1,3}}|[1-4])\s*(?:/|-|,?\s*năm\s+)\s*(?P<ey>{YEAR}))"
    rf"|(?P<until>{_UNTIL})(?:ngày\s+|tháng\s+|quý\s+[ivIV\d]+\s*[/-]?\s*)?(?P<moment>{_ANY_DATE})"
    rf"|(?P<quarter>(?:quý|quí)\s+(?P<q>iv|i{{1,3}}|[1-4])\s*(?:/|-|,?\s*năm\s+)\s*(?P<qy>{YEAR}))"
    rf"|(?P<batch>(?:đợt|kỳ|lần)\s+(?:(?:thứ\s+)?(?:\d+|i{{1,3}}|một|hai|ba)\s*(?:[/,-]|\s|năm)*|(?:ocop|đánh giá|xét|thi)\s+năm)\s*(?P<by>{YEAR}))"
    rf"|(?P<date>{_ANY_DATE})"
    rf"|(?P<partial>(?:(?:{_UNTIL}))?(?:(?:ngày|hôm|sáng|chiều|tối)\s+)+{_DAY}(?:\s*-\s*{_DAY})?\s*[/-]\s*{_MONTH}(?![\d/])"
    rf"|(?:{_UNTIL})tháng\s+(?:{_MONTH}|{_MONTH_NAME})(?!\s*[/\w]))"
    rf"|(?P<now>(?<!\w)(?<!thực )(?<!thể )(?<!phát )(?<!xuất )(?<!biểu )(?:hiện\s+nay|hiện\s+tại|hiện|đến\s+nay|tới\s+nay|cho\s+tới\s+nay|đến\s+thời\s+điểm\s+này|"
    rf"tới\s+thời\s+điểm\s+này|đến\s+thời\s+điểm\s+hiện\s+tại|lúc\s+này|đang\s+có)(?!\w))"
    rf"|(?P<same>(?:cùng|trong)\s+(?:năm|kỳ)(?!\s+\d)(?!\w)|năm\s+này|năm\s+đó|năm\s+ấy)"
)


@dataclass(frozen=True)
class Time:
    """A time named in the text. `kind`: moment, year, month, day, period, partial, now or same (the one before).

    `first` and `last` are ISO and as precise as the text; for a point in time they are equal.
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
    groups = match.groupdict()
    year = next(groups[k] for k in ("y", "y2", "y3", "y4", "y5", "y6", "y7") if groups.get(k))
    month = next((groups[k] for k in ("m", "m2", "m3", "m4", "m5") if groups.get(k)), None)
    day = next((groups[k] for k in ("d", "d2", "d5") if groups.get(k)), None)
    if month is None:
        return year
    number = _NAMES.get(month) or int(month)
    return f"{year}-{number:02d}" if day is None else f"{year}-{number:02d}-{int(day):02d}"


def times(folded: str, start: int, end: int) -> list[Time]:
    """The times named in a span of folded text, in their order."""
    found = []
    for match in _TIME.finditer(folded, start, end):
        time = _time(match)
        if time is not None:
            found.append(time)
    return found


def _quarter(text: str) -> int:
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(text) or int(text)


def _time(match: re.Match[str]) -> Time | None:
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    if match["span"]:
        first, last = match["f"], match["t"]
        return Time(start, end, "period", first, last) if first <= last else None
    if match["until"]:
        when = iso_date(match["moment"])
        return Time(start, end, "moment", when, when)
    if match["quarter_end"]:
        when = f"{match['ey']}-{_quarter(match['eq']) * 3:02d}"
        return Time(start, end, "moment", when, when)
    if match["quarter"]:
        quarter = _quarter(match["q"])
        return Time(start, end, "period", f"{match['qy']}-{quarter * 3 - 2:02d}", f"{match['qy']}-{quarter * 3:02d}")
    if match["batch"]:
        return Time(start, end, "year", match["by"], match["by"], is_batch=True)
    if match["date"]:
        when = iso_date(match["date"])
        return Time(start, end, {4: "year", 7: "month", 10: "day"}[len(when)], when, when)
    if match["partial"]:
        return Time(start, end, "partial", None, None)
    return Time(start, end, "now" if match["now"] else "same", None, None)


# A printed date opens a line of its own or of the first sentence, or stands on a short line with a clock time, a
# weekday or a label, or closes the head of a letter ("Hà Nội, ngày 2 tháng 3 năm 2024").
_OPENS = re.compile(rf"\s*(?:{_ANY_DATE})\s*(?:-|\||:|$)")
_LETTER = re.compile(rf"[^\d,]{{2,40}},\s*ngày\s+(?:{_ANY_DATE})\s*$")
_LABEL = re.compile(
    r"xuất bản|ngày đăng|đăng ngày|đăng lúc|cập nhật|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|gmt|\d{1,2}[:h]\d{2}|ngày viết"
)
_STAMP = re.compile(r"tải về|tải xuống|tải lúc|download|in trang|truy cập|bản in|bản quyền|copyright")
_FULL = re.compile(
    rf"(?<!\d){_DAY}\s*[/.-]\s*{_MONTH}\s*[/.-]\s*{YEAR}(?!\d)|{_DAY}\s+tháng\s+{_MONTH},?\s+năm\s+{YEAR}"
)
_SHORT_LINE = 100


def dateline(folded: str) -> str | None:
    """The date printed on the document, ISO and as precise as it is printed; None when there is none."""
    for line in folded.split("\n"):
        if not line.strip() or _STAMP.search(line):
            continue
        opens = _OPENS.match(line) or _LETTER.match(line)
        if opens and len(when := iso_date(opens[0])) > 4:
            return when
        full = _FULL.search(line) if len(line) < _SHORT_LINE and _LABEL.search(line) else None
        if full:
            return iso_date(full[0])
    return None
