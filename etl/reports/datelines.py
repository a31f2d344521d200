"""Datelines: the date printed on a text, and the place that is only where it was written."""

import re
from functools import cache

from etl.reports.lexicon import any_of, phrases, vocabulary
from etl.reports.times import ANY_DATE, DAY, MONTH, YEAR, Time, iso_date

# A printed date opens a line of its own or of the first sentence, perhaps behind the name of the paper or the town
# ("(TTH.VN) 20/03/2025 -", "Hà Nội, ngày 2 tháng 3 năm 2024"), or stands on a short line with a clock time or a label.
_OPENS = re.compile(
    rf"\s*[(\[]?\s*(?:(?:{ANY_DATE})\s*(?:\([^()\d]{{2,30}}\)\s*)?(?:[-|:)\]]|$)|ngày\s+(?:{ANY_DATE})\s*$)"
)
_LETTER = re.compile(
    rf"\s*(?:[(\[][^()\[\]\d]{{2,40}}[)\]]\s*,?|[^\d,|:.;]{{2,40}}[,|-])\s*(?:ngày\s+)?(?:{ANY_DATE})\s*(?:$|[-|:()\]]|\.\s)"
    rf"|\s*bản tin\s+ngày\s+(?:{ANY_DATE})\s*$"
    rf"|\s*[^\d,|:.;]{{2,80}},\s*(?:số\s+ra\s+)?ngày\s+(?:{ANY_DATE})\s*$"
    rf"|\s*(?:tp\.)?[^\d,|:.;()]{{2,40}}\((?:[^()\d]{{2,40}}\s)?(?:ngày\s+)?(?:{ANY_DATE})\)\s*[-|:]"
)
# "Trang chủ / Kinh tế / 20-12-2023", "laichau.gov.vn | 09/02/2026 | Lượt xem: 318"
_PARTS = re.compile(r"\s[/|>»•·-]\s")
_IS_DATE = re.compile(rf"\s*(?:ngày\s+)?(?:{ANY_DATE})\s*(?:,?\s*\d{{1,2}}[:h]\d{{2}})?\s*")
_CLOSES = re.compile(rf"[^()]{{10,140}}\((?:ngày\s+)?(?:{ANY_DATE})\)\s*$")
_TITLES = 3  # a date in brackets closes a title, not a later line
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)|bản tin\s+\d{1,2}\s*giờ(?!\w)")
_FULL = re.compile(rf"(?<!\d){DAY}\s*[/.-]\s*{MONTH}\s*[/.-]\s*{YEAR}(?!\d)|{DAY}\s+tháng\s+{MONTH},?\s+năm\s+{YEAR}")
_PRINTED, _STAMP = phrases(vocabulary("dates")["printed"]), phrases(vocabulary("dates")["stamp"])
_SHORT_LINE = 100


def printed_on(folded: str) -> str | None:
    """The date printed on the document, ISO and as precise as it is printed; None when there is none."""
    for number, line in enumerate(line for line in folded.split("\n") if line.strip()):
        if _STAMP.search(line):
            continue
        opens = _OPENS.match(line) or _LETTER.match(line) or _among_parts(line)
        if not opens and number < _TITLES and (closes := _CLOSES.match(line)):
            opens = re.search(r"\([^()]*\)\s*$", closes[0])
        if opens and len(when := iso_date(opens[0])) > 4:
            return when
        labelled = len(line) < _SHORT_LINE and (_PRINTED.search(line) or _CLOCK.search(line))
        if labelled and (full := _FULL.search(line)):
            return iso_date(full[0])
    return None


def is_stamp(folded: str, start: int, end: int) -> bool:
    """Whether a sentence only tells when it was printed or downloaded: "Bản in lúc 07:45 ngày 03/03/2026"."""
    return end - start < _SHORT_LINE and bool(_STAMP.search(folded, start, end))


def _among_parts(line: str) -> re.Match[str] | None:
    """The date that is one of the parts of a short line."""
    parts = _PARTS.split(line) if len(line) < _SHORT_LINE else []
    return next((date for part in parts if len(parts) > 1 and (date := _IS_DATE.fullmatch(part))), None)


_PLACE = re.compile(r"(?:[^\d.;:()]{2,30},\s*(?:ngày\s+)?)?")
_MARK = re.compile(r"\s*[-|:]\s")
_ENDS = re.compile(r"\s*(?:\([^()\d]*\)\s*)?[-|:]\s")


def is_printed(folded: str, start: int, time: Time) -> bool:
    """Whether a time is the dateline of the sentence that begins at `start`: "Lạng Sơn, 25/11/2025 (TTXVN) - UBND"."""
    if time.kind in ("moment", "period") or (time.kind != "day" and time.start > start):
        return False
    ends = _ENDS.match(folded, time.end) if time.kind == "day" else _MARK.match(folded, time.end)
    return bool(_PLACE.fullmatch(folded, start, time.start) and ends)


def is_written_at(folded: str, end: int) -> bool:
    """Whether the place that ends there only says where a text was written: "Hà Nội (09/6/2025) -", "Huế, TTXVN"."""
    return bool(_written_at().match(folded, end))


@cache
def _written_at() -> re.Pattern[str]:
    agencies = any_of(vocabulary("sections")["agencies"])
    return re.compile(rf"\s*[,(-]\s*(?:(?:{agencies})(?!\w)|(?:ngày\s+)?{DAY}(?:/{MONTH}(?:/|\))|\s+tháng\s))")
