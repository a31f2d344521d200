import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements import of

from etl.reports.numbers import count_of, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31.000", 31000),
        ("1.234.567", 1234567),
        ("10.322", 10322),
        ("17,5", 17.5),
        ("1.520,75", 1520.75),
        ("92.5", 92.5),
        ("08", 8),
        ("0", 0),
        ("ba", 3),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("chín mươi chín", 99),
        ("một trăm mười tám", 118),
        ("hai trăm linh năm", 205),
        ("ba trăm", 300),
        ("1,234,567", 1234567),
    ],
)
def test_a_number_is_read_as_vietnamese_write_it(text: str, value: float) -> None:
    assert parse_number(text) == value


@given(st.integers(0, 10**12))
def test_grouped_thousands_come_back_as_they_were(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@given(st.integers(0, 999), st.integers(0, 99))
def test_decimals_come_back_as_they_were(whole: int, hundredths: int) -> None:
    assert parse_number(f"{whole},{hundredths:02d}") == pytest.approx(whole + hundredths / 100)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_says_that_it_is_none(text: str) -> None:
    try:
        assert parse_number(text) >= 0
    except ValueError as problem:
        assert repr(text) in str(problem)


def test_a_count_of_things_is_whole() -> None:
    assert count_of("1,234") == 1234
    assert count_of("2,000") == 2000
    assert count_of("92,5") is None


def test_money_is_whole() -> None:
    (figure,) = of("Năm 2023, tỉnh Bắc Kạn bố trí kinh phí 4,1 tỷ đồng cho Chương trình OCOP.").figures
    assert figure.value == 4_100_000_000
