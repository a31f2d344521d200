"""When a figure holds: the time said for it, and how it becomes a moment or a period."""

import re
from dataclasses import replace
from functools import cache

from etl.reports.datelines import is_printed
from etl.reports.drafts import Draft
from etl.reports.lexicon import any_of, cue, indicators, phrases, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.senses.sense import has
from etl.reports.times import ANY_DATE, Time, iso_date
from etl.reports.zones import Zones

# Words before a time that is not the figure's own: one to compare with, the date of a decision, of earlier acts.
_NOT_ITS_TIME = re.compile(
    r"(?:so\s+với(?:\s+(?:cuối|đầu|năm|giai đoạn|cùng kỳ))*|hơn|qđ-\w+|-\w+\s+ngày|quyết định [^\s,]+|/\S+\s+ngày|"
    r"công nhận(?:\s+từ)?|cấp(?:\s+giấy)?(?:\s+từ)?|có sao(?:\s+từ)?|(?:lập|thành lập) (?:sau|từ|trước)|"
    r"sau khi [^,]*)\s*(?:ngày\s*)?$"
)
_CONNECTIVE = re.compile(rf"\s*(?:{any_of(vocabulary('dates')['goes_on'])})")


@cache
def stocks() -> frozenset[str]:
    """The indicators that are counted at a moment; the others are counted over a period."""
    return frozenset(code for code, row in indicators().items() if row["measure"] == "stock")


def said_time(view: View, count: Count, around: Zones, target: bool) -> Time | None:
    """The time that the sentence gives for an amount: the nearest before it, else one right behind it."""
    if count.time is not None:
        return count.time
    usable = [t for t in view.times if not _belongs_elsewhere(view, t)]
    if target:  # what was said before the plan began is not its deadline
        clause = view.folded.rfind(";", view.start, count.start)
        if clause >= 0 and not cue("target").search(view.folded, clause, count.start):
            clause = -1  # "Sang năm 2025, đề nghị mỗi huyện bớt chạy theo số lượng; toàn tỉnh làm mới 25"
        usable = [t for t in usable if t.start > clause or t.start - view.start < _OPENING] or [
            t for t in usable if t.kind == "period"
        ]
    before = [t for t in usable if t.end <= count.start and not _in_closed_brackets(view, t, count)]
    if len(before) > 1 and before[-1].kind == "now" and before[-2].kind == "moment":
        apart = any(before[-2].end <= other.start < before[-1].start for other in view.counts)
        apart = apart or _is_attached(view, before[-2])  # "từ 60 sản phẩm hồi cuối năm 2019, đến nay nâng lên 255"
        before = before if apart else before[:-1]  # "tính đến ngày 30/6/2024, tỉnh hiện có 215 sản phẩm"
    own = _right_behind(view, count, around, usable)
    if own and before and (_is_spent(view, before[-1], count, own) or _is_over(view, count, own)):
        return own
    if own and target and (own.kind == "period" or (before and before[-1].kind == "now")):
        return own  # "đã có 5.210 sản phẩm, vượt con số 2.400 sản phẩm mà kế hoạch giai đoạn 2018 - 2020 giao"
    batches = [t for t in usable if t.is_batch]
    if own and before and before[-1].kind == "partial":
        return own  # "Sáng 15/9, trao giấy chứng nhận cho 16 sản phẩm năm 2020"
    if before:
        if batches and before[-1].kind in ("month", "day", "partial"):
            return batches[-1]
        of_round = len(before) > 1 and before[-2].kind == "year" and _is_of_the_event(view, before[-1])
        return before[-2] if of_round else _whole(view, before)  # "đợt chấm năm 2023 hôm 26/12"
    behind = [t for t in usable if count.end <= t.start <= around.right_end + 1]
    behind = behind or [t for t in usable if target and _is_of_all(view, t)]
    behind = behind or [t for t in usable if count.end <= t.start and _is_counted_then(view, count, t)]
    if not behind and not any(other.start > count.end for other in view.counts):
        behind = [t for t in usable if count.end <= t.start and t.kind in ("period", "year")]
    if not behind and len(usable) == 1 and usable[0].kind == "moment" and _is_in_one_clause(view, count, usable[0]):
        behind = usable
    return behind[0] if behind else None


# "150 sản phẩm, ít nhất 1 sản phẩm 5 sao, tất cả đến năm 2025"
_OF_ALL = re.compile(r"(?<!\w)(?:tất cả|toàn bộ|đều|cùng)(?!\w)[^;:.()\d]*$")


def _is_of_all(view: View, time: Time) -> bool:
    """Whether a time closes a sentence and is said of all that stands in it."""
    is_last = not view.folded[time.end : view.end].strip(" .")
    return is_last and bool(_OF_ALL.search(view.folded[view.start : time.start]))


def _is_of_the_event(view: View, time: Time) -> bool:
    """Whether a day is only when people met: "Lễ trao chứng nhận OCOP năm 2024 tổ chức ngày 12/11/2024"."""
    held = time.kind == "day" and _HELD.search(view.folded, max(view.start, time.start - 20), time.start)
    return time.kind == "partial" or bool(held)


_HELD = re.compile(r"(?<!\w)(?:tổ chức|diễn ra|họp|trao)\s+(?:vào\s+)?(?:ngày\s+)?$")


def _is_in_one_clause(view: View, count: Count, time: Time) -> bool:
    """Whether the only time of a sentence, behind an amount, is of its own clause, or of lapsed ones, which stay so:
    "có 381 sản phẩm do 240 chủ thể làm ra tính tới ngày 20/6/2025", "không tính 14 sản phẩm đã hết hạn, tới ngày".
    """
    between = view.folded[count.end : time.start].replace("sản xuất, kinh doanh", "").replace(", kinh doanh", "")
    return count.end <= time.start and (not re.search(r"[,;:]", between) or has("expired", between))


_OPENING = len("trong ")
_COUNTED_THEN = re.compile(
    r"(?:chốt|thống kê|tổng hợp|số liệu|kết quả)\s+(?:(?:tính\s+)?(?:đến|tới|vào)\s+)?(?:ngày\s+)?$"
)


def _is_counted_then(view: View, count: Count, time: Time) -> bool:
    """Whether the amount is said to be counted on that day: "có 483 sản phẩm, theo số liệu chốt ngày 31/12/2025"."""
    words = view.folded[max(count.end, time.start - 30) : time.start]
    alone = not any(count.end < other.start < time.start for other in view.counts)
    is_said = _COUNTED_THEN.search(words) or view.folded.startswith(("chốt", "tính đến", "tính tới"), time.start)
    return time.kind in ("day", "month", "moment") and alone and bool(is_said)


_ATTACHED = re.compile(
    r"\s*(?:ocop\s*)?(?:(?:đăng ký|dự thi|tham gia|được công nhận)\s*)?\(?\s*(?:vào|trong|của|ở|tại|hồi)?\s*"
)
_WITHIN = re.compile(r"\s*(?:ocop\s+)?(?:vào|trong|của)\s+")
_OF_THE_NEXT = re.compile(r"\s*(?::|,|-|là|có|đạt)?\s*\d")


def _right_behind(view: View, count: Count, around: Zones, usable: list[Time]) -> Time | None:
    """The first time among the words behind the amount, unless it opens the next amount: "năm 2020: 178"."""
    time = next((t for t in usable if count.end <= t.start <= around.right_end + 1), None)
    if time and _WITHIN.fullmatch(view.folded, count.end, time.start):
        return time  # "40 sản phẩm trong năm 2020, 57 sản phẩm trong năm 2021"
    return time if time and not _OF_THE_NEXT.match(view.folded, time.end, view.end) else None


def _is_spent(view: View, time: Time, count: Count, own: Time) -> bool:
    """Whether a time before the amount goes with an amount before it: "từ 120 sản phẩm năm 2021 lên 245"."""
    if _is_attached(view, time):
        return True
    between = any(time.end <= other.start and other.end <= count.start for other in view.counts)
    return between and bool(_ATTACHED.fullmatch(view.folded, count.end, own.start))


def _is_over(view: View, count: Count, own: Time) -> bool:
    """Whether an amount came about over the years behind it: "tăng 252 sản phẩm sau bốn năm (2020 - 2024)"."""
    return own.kind == "period" and _OVER.fullmatch(view.folded, count.end, own.start) is not None


_OVER = re.compile(r"\s*(?:ocop\s+)?(?:sau|qua|trong)\s+\w+\s+năm\s*\(\s*")


def _is_attached(view: View, time: Time) -> bool:
    """Whether a time stands right behind an amount, whose it is: "60 sản phẩm hồi cuối năm 2019"."""
    earlier = [other for other in view.counts if other.end <= time.start]
    return bool(earlier) and _ATTACHED.fullmatch(view.folded, earlier[-1].end, time.start) is not None


def _whole(view: View, before: list[Time]) -> Time:
    """The last time, or the period that it ends: "giai đoạn 2023-2025, phấn đấu đến năm 2025"."""
    last = before[-1]
    periods = [t for t in before if t.kind == "period" and t.last == last.last and last.kind != "year"]
    apart = periods and (
        _is_reviewed(view, periods[-1]) or any(periods[-1].end <= count.start < last.start for count in view.counts)
    )
    return periods[-1] if periods and not apart else last


_REVIEWED = re.compile(r"(?<!\w)(?:tổng kết|sơ kết)[^,;:]*$")


def _is_reviewed(view: View, period: Time) -> bool:
    """Whether the period is only what a meeting looks back at: "tổng kết giai đoạn 2018 - 2020: đến hết năm 2020"."""
    return _REVIEWED.search(view.folded[view.start : period.start]) is not None


def _belongs_elsewhere(view: View, time: Time) -> bool:
    """A time to compare with, the date of a document, or the printed date that opens the text."""
    if is_printed(view.folded, view.start, time):
        return True
    if time.is_batch and _WITH_IT.search(view.folded, view.start, time.start):
        return True  # "Với kết quả của đợt 1 năm 2025 này, Quảng Trị có tất cả 372"
    if time.is_batch or time.kind == "same":
        return False  # "công nhận đợt 1 năm 2024 cho 33 sản phẩm", "công nhận ở kỳ này"
    before = view.folded[max(view.start, time.start - 30) : time.start]
    if time.kind == "moment" and before.rstrip().endswith(("công nhận", "cấp")):
        return False  # "còn trong hạn công nhận tính đến hết tháng 9"
    return bool(_NOT_ITS_TIME.search(before))


_WITH_IT = re.compile(r"(?<!\w)(?:với kết quả(?: của)?|cộng với|tính cả|gồm cả)\s+$")
_SPANS = re.compile(  # "sau 4 năm (2019 - 2022)"
    r"năm\s*$|(?<!\w)(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám)\s+năm[^()\d]*$|chương trình[^()]*$"
)


def _in_closed_brackets(view: View, time: Time, count: Count) -> bool:
    between = view.folded[time.end : count.start]
    opened = view.folded.rfind("(", view.start, time.start)
    if opened < 0 or ")" in view.folded[opened : time.start] or ")" not in between:
        return False
    if re.match(r"[^()]*\)\s*:", between):
        return False  # "Về chủ thể (hết năm 2024): ..."
    told = [each for each in view.times if not is_printed(view.folded, view.start, each)]
    if len(told) == 1 and time.kind == "year" and not any(other.end <= opened for other in view.counts):
        return False  # "Lần đầu tổ chức (năm 2020), hội đồng nhận 48 sản phẩm"
    return not _SPANS.search(view.folded, view.start, opened)


_ROUND = re.compile(rf"(?:{any_of(vocabulary('dates')['told_of'])})(?!\w)(?:[^,;.]|,(?=\s*(?:phân|xếp) hạng)){{0,50}}$")


# "đến năm 2020 tỉnh mới chấm OCOP lần đầu"
_FIRST_ROUND = re.compile(
    r"(?<!\w)(?:chấm|đánh giá|phân hạng|xếp hạng|lứa)(?!\w)[^.;]{0,40}(?<!\w)(?:lần đầu|đầu tiên)(?!\w)"
)


_OPENS = re.compile(r"[-+*•\s]*(?:(?:trong|riêng|sang|bước sang|bước vào)\s+)?")  # "Năm 2025 hội đồng tỉnh họp ba đợt"


def is_of_round(view: View, time: Time) -> bool:
    """Whether a sentence without figures names the year of the round that the next ones tell of: "kết quả năm 2020"."""
    named = time.kind == "year" and (time.is_batch or bool(_ROUND.search(view.folded[view.start : time.start])))
    named = named or (time.kind == "year" and bool(_OPENS.fullmatch(view.folded, view.start, time.start)))
    named = named or (
        len(time.last or "") == len("2020") and bool(_FIRST_ROUND.search(view.folded, time.end, view.end))
    )
    return named and not _belongs_elsewhere(view, time)


def stands_alone(view: View, time: Time) -> bool:
    """Whether a sentence is nothing but a time, at which what follows holds: "Tháng 11/2024." """
    is_point = time.kind in ("month", "day", "moment")
    return (
        is_point
        and not view.folded[view.start : time.start].strip()
        and not view.folded[time.end : view.end].strip(" .,:-")
    )


def is_of_plans(view: View, time: Time) -> bool:
    """Whether a title gives the time as that of what is planned: "nhiệm vụ năm 2024"."""
    return bool(
        phrases(vocabulary("sections")["plans"]).search(view.folded, max(view.start, time.start - 25), time.start)
    )


_FIRST = "2013"  # no OCOP before


def is_of_the_parts(draft: Draft) -> bool:
    """Whether the time before a total is of what it sums up: "Kỳ chấm năm 2022 có 27 sản phẩm, nâng tổng số lên"."""
    time, view, count = draft.time, draft.view, draft.count
    if draft.indicator != "certified_products" or time is None or time.kind not in ("year", "period"):
        return False
    between = any(time.end <= other.start and other.end <= count.start for other in view.counts)
    lead = draft.around.lead
    return between and not draft.target and (has("raised_total", lead) or has("sums_up_parts", lead))


def is_of_an_event(draft: Draft, told: Time | None = None) -> bool:
    """Whether a figure is of a moment or a survey of its own, whatever the report is about; prizes are given for years
    that were told before.
    """
    commended = draft.indicator.startswith("awarded_") and not is_over_years(told)
    return "_growth_" in draft.indicator or commended or draft.indicator.startswith("certificates_awarded")


def headed(view: View, draft: Draft) -> Time | None:
    """The time that the heading above says for figures without their own: a moment for stocks, a period for flows."""
    heading = view.heading
    if heading is None or heading is view or heading.is_plan != draft.target or is_of_an_event(draft):
        return None
    if not heading.times:
        heading = heading.heading or heading  # "Mục tiêu cụ thể:" stands below the title, which tells the year
    kinds = ("moment",) if draft.indicator in stocks() and not draft.target else ("year", "period", "month")
    usable = (t for t in heading.times if (t.last or "") >= _FIRST and not _belongs_elsewhere(heading, t))
    found = [t for t in usable if t.kind in kinds or is_over_years(t)]  # "Sơ kết giai đoạn 2021 - 2024": stocks too
    apart = [t for t in found if is_of_plans(heading, t) == draft.target] or found
    return apart[-1] if apart else None


def is_over_years(time: Time | None) -> bool:
    """Whether a period has several years: "từ năm 2019 đến năm 2024"."""
    return time is not None and time.kind == "period" and (time.first or "")[:4] != (time.last or "")[:4]


def carries_on(view: View) -> bool:
    """Whether the sentence goes on with the matter, and so with the time, of the one before it."""
    return bool(_CONNECTIVE.match(view.folded, view.start))


def dates(draft: Draft, printed: str | None) -> tuple[str | None, str | None, str | None]:
    """(period_from, period_to, as_of) of a figure. `printed` is the document's dateline."""
    time = draft.time
    if time is not None and time.kind == "this_year":
        time = _of_year(time, printed[:4] if printed else draft.view.year)
    if draft.target:
        return _deadline(draft, time)
    stock = is_stock(draft)
    if time is None or time.kind == "now":
        compared = _compared_year(draft) if draft.indicator == "certified_products_increase" else None
        if compared is not None and printed is not None:
            return compared, printed[:4], None
        return (None, None, printed) if stock else (None, None, None)
    if time.kind in ("partial", "same"):
        return None, None, None
    elapsed = draft.view.folded[time.start - 1 : time.start] == "("
    if (
        stock
        and draft.indicator != "plan_completion_pct"
        and printed
        and time.kind == "period"
        and not elapsed
        and time.last
        and time.last >= printed[: len(time.last)]
    ):
        return None, None, printed  # a period that is not over: the stock is that of the day of printing
    if time.kind in ("period", "year"):
        return time.first, time.last, None
    if stock:
        is_past = printed is None or (time.last or "")[:4] <= printed[:4]
        return None, None, time.last if is_past else printed  # "còn hiệu lực đến năm 2026" is so now
    if time.kind == "moment":
        return _flow_until(draft, time)
    return time.first, time.last, None


def whole_year(time: Time) -> Time:
    """The time that "in that year" points back to: "khép lại năm 2023 có 124. Năm ấy, 41 sản phẩm đăng ký"."""
    if time.kind != "moment" or time.last is None:
        return time
    return replace(time, kind="year", first=time.last[:4], last=time.last[:4])


def date_flows(drafts: list[Draft]) -> None:
    """What turned out to be of a period takes the period last said before it: "Năm 2024, ... Nhờ đó 23 sản phẩm"."""
    for draft in drafts:
        is_flow = not draft.target and draft.indicator not in stocks() and not is_of_an_event(draft)
        if is_flow and draft.time is None and draft.near is not None and draft.near.kind in ("year", "period", "month"):
            draft.time = draft.near


def last_year(view: View) -> str | None:
    """The last year that a sentence names for what was done."""
    years = [t.last[:4] for t in view.times if t.last and len(t.last) >= len("2025") and not view.is_plan]
    return years[-1] if years and not has("target", view.folded[view.start : view.end]) else None


def last_day(views: list[View]) -> str | None:
    """The latest day until which a document counts: it was written then or later, and hardly in another year."""
    told = (view for view in views if not view.is_plan and not has("target", view.folded[view.start : view.end]))
    days = (t.last for view in told for t in view.times if t.kind == "moment" and t.last)
    return max((day for day in days if len(day) >= len("2025-07")), default=None)


def _of_year(time: Time, year: str | None) -> Time:
    """A time of this year: the year, or some of its months."""
    if year is None:
        return replace(time, kind="partial", first=None, last=None)
    if time.last is None:
        return replace(time, kind="year", first=year, last=year)
    return replace(time, kind="period", first=f"{year}-{time.first}", last=f"{year}-{time.last}")


_PLANNED_AHEAD = 6  # years; what is told of a later one without a word of planning is a slip of the pen


def is_to_come(time: Time | None, written: str | None) -> bool:
    """Whether a time is in a year after the document was written: what it says then is planned."""
    if time is None or time.last is None or written is None:
        return False
    ahead = int(time.last[:4]) - int(written[:4])
    return time.kind in ("moment", "year") and 0 < ahead <= _PLANNED_AHEAD


def is_up_to_a_moment(view: View, count: Count, around: Zones) -> bool:
    """Whether the count is of all up to a moment: "qua hai đợt, đến hết năm 2024 đã có 414 sản phẩm"."""
    if has("from_the_start", around.before):
        return False
    last = next((t for t in reversed(view.times) if t.end <= count.start), None)
    named = last is not None and last.kind in ("moment", "now") and view.folded.startswith(_UP_TO, last.start)
    return named or has("summed_up", around.lead)


_UP_TO = ("số liệu", "thống kê", "chốt", "cuối", "đến", "tới", "tính đến", "tính tới", "cho đến", "cho tới", "hết")


def is_stock(draft: Draft) -> bool:
    """Whether the figure holds at a moment; the producers of new products belong to their period."""
    if draft.tied_to is not None and draft.is_producer:
        return draft.tied_to.indicator in stocks()
    return draft.indicator in stocks()


_COMPARED = re.compile(
    r"(?<!\w)(?:so với|hơn)\s+(?:cùng kỳ\s+|cuối\s+|đầu\s+)?(?:(?:năm|tháng|ngày)\s+)?"
    rf"(?P<when>{ANY_DATE})(?![\d/]|\.\d)"
)


def _compared_year(draft: Draft) -> str | None:
    """The year, month or day that a growth is counted from: "tăng 64 sản phẩm so với năm 2021"."""
    found = _COMPARED.search(draft.view.folded, draft.view.start, draft.view.end)
    return iso_date(found["when"]) if found else None


def _flow_until(draft: Draft, time: Time) -> tuple[str | None, str | None, str | None]:
    """A flow up to a moment: "đến năm 2020 là 135" names its year, "cuối tháng 9" only its end."""
    if draft.indicator == "certified_products_increase":
        compared = _compared_year(draft)
        return compared, time.last, None
    return time.first, time.last, None


def _deadline(draft: Draft, time: Time | None) -> tuple[str | None, str | None, str | None]:
    if time is None or time.first is None:
        return None, None, None
    if time.kind == "period":
        return time.first, time.last, None
    if time.kind == "moment" or draft.indicator == "target_products":
        return None, time.last, None
    return time.first, time.last, None
