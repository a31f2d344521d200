import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reports.lexicon import fold
from etl.reports.times import times

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def the_time(text: str) -> tuple[str, str | None, str | None]:
    folded = fold(text)
    (time,) = times(folded, 0, len(folded))
    return time.kind, time.first, time.last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 tháng đầu năm 2025", ("period", "2025-01", "2025-09")),
        ("Sáu tháng cuối năm 2024", ("period", "2024-07", "2024-12")),
        ("nửa đầu năm 2023", ("period", "2023-01", "2023-06")),
        ("số liệu chốt ngày 31/10/2023", ("moment", "2023-10-31", "2023-10-31")),
        ("Tính đến ngày 12/12/2025", ("moment", "2025-12-12", "2025-12-12")),
        ("đến cuối tháng 8/2023", ("moment", "2023-08", "2023-08")),
        ("đến hết tháng sáu năm 2024", ("moment", "2024-06", "2024-06")),
        ("cuối năm 2024", ("moment", "2024", "2024")),
        ("hết quý III/2024", ("moment", "2024-09", "2024-09")),
        ("năm 2021", ("year", "2021", "2021")),
        ("đợt 1 năm 2022", ("year", "2022", "2022")),
        ("đợt 2-2025", ("year", "2025", "2025")),
        ("quý I/2024", ("period", "2024-01", "2024-03")),
        ("từ tháng 1 đến tháng 10/2025", ("period", "2025-01", "2025-10")),
        ("từ tháng 11 đến tháng 2/2024", ("period", "2023-11", "2024-02")),
        ("khép lại năm 2025", ("moment", "2025", "2025")),
        ("giai đoạn 2019 – 2022", ("period", "2019", "2022")),
        ("từ năm 2019 đến năm 2022", ("period", "2019", "2022")),
        ("đến ngày 30/9", ("partial", None, None)),
        ("hiện nay", ("now", None, None)),
    ],
)
def test_a_time_is_as_precise_as_the_text(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert the_time(text) == expected


@given(DAYS)
def test_a_day_comes_back_however_it_is_written(day: date) -> None:
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ):
        assert the_time(f"đến {written}")[2] == day.isoformat()


@given(st.integers(2018, 2030), st.integers(1, 12))
def test_a_month_comes_back(year: int, month: int) -> None:
    assert calendar.monthrange(year, month)
    assert the_time(f"cuối tháng {month}/{year}") == ("moment", f"{year}-{month:02d}", f"{year}-{month:02d}")


def test_words_that_only_look_like_times_are_none() -> None:
    folded = fold("thực hiện tốt, thể hiện rõ; Nghị quyết 12; 2018 sản phẩm")
    assert times(folded, 0, len(folded)) == []


def test_a_standard_that_ends_like_a_year_is_no_time() -> None:
    assert times("áp dụng iso 22000; mở 10 lớp", 0, 29) == []
