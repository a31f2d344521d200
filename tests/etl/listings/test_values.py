import math
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.listings.values import Count, Price, Unparsed, code, instant, price, rating, raw_text, sold, text, whole

READERS: list[Callable[[Any], object]] = [price, sold, rating, whole, code, text, instant]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
# Text that comes close to what is read.
NEARLY = st.lists(
    st.sampled_from(["1", "2", "99", "000", "299", ".", ",", " ", "-", "k", "tr", "đ", "₫", "+", ">", "từ", "Đã bán"])
    | st.sampled_from(["đã bán", "Liên hệ", "0", "5", "/5", "sao", "&amp;", "&nbsp;", "&#0;", "&#49;"])
    | st.sampled_from(["<b>", "</p>", "<", "T", ":", "Z", "+07:00", "2026-01-07", "22:10", "\x00", "\ud800", "\u200b"])
    | st.sampled_from(["e\u0302\u0301", "²", "١", "１"]),
    max_size=8,
).map("".join)
HUGE = pytest.param(10**5000, id="5,000 digits")  # more than Python turns into text
PRICES = st.integers(1000, 10**12 - 1)


def whole_price(value: int | None) -> tuple[int | None, int | None]:
    return value, value


# Prices


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (185000, 185000),
        (120000.0, 120000),
        ("185000", 185000),
        ("185,000", 185000),
        ("185.000 đ", 185000),
        ("185.000 d", 185000),
        ("₫185,000", 185000),
        ("185.000₫", 185000),
        ("185.000 VNĐ", 185000),
        ("185.000&nbsp;&#8363;", 185000),
        ("185.000\u00a0&amp;#8363;", 185000),
        (" 350.000 đ ", 350000),
        (unicodedata.normalize("NFD", "350.000 đồng"), 350000),
        ("1.299.000", 1299000),
        ("1.299.000,00", 1299000),
        ("1,299,000.00", 1299000),
        ("120000.0", 120000),
        ("299k", 299000),
        ("299K", 299000),
        ("99N", 99000),
        ("299 nghìn", 299000),
        ("299 ngàn đồng", 299000),
        ("1,2 triệu", 1200000),
        ("1.25tr", 1250000),
        ("0,125 triệu", 125000),
        ("1tr2", 1200000),
        ("1tr250", 1250000),
        ("Giá: 299.000đ", 299000),
    ],
)
def test_a_price_is_read_however_it_is_written(raw: object, value: int) -> None:
    assert price(raw)[1:] == whole_price(value)


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("99.000 - 120.000 đ", 99000, 120000),
        ("₫99,000 – ₫120,000", 99000, 120000),
        ("99.000đ ~ 120.000đ", 99000, 120000),
        ("99k-120k", 99000, 120000),
        ("từ 99.000đ đến 120.000đ", 99000, 120000),
        ([99000, "120.000 đ", None, "Liên hệ", 110000.0], 99000, 120000),
        (["99.000 - 120.000", 250000], 99000, 250000),
    ],
)
def test_a_range_has_both_ends(raw: object, low: int, high: int) -> None:
    assert price(raw)[1:] == (low, high)


@pytest.mark.parametrize("raw", ["từ 99.000đ", "Chỉ từ 99k", ["từ 99.000đ", 120000]])
def test_the_lowest_price_alone_leaves_the_highest_unknown(raw: object) -> None:
    assert price(raw)[1:] == (99000, None)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", 0, 0.0, "0", "0đ", "0.00", "Liên hệ", "Giá liên hệ", "Giá: Liên hệ", "LIÊN HỆ", "-", [], {}]
)
def test_no_price_is_no_problem(raw: object) -> None:
    assert price(raw)[1:] == whole_price(None)


@pytest.mark.parametrize(
    "raw",
    [
        "99.00",
        "99,50",
        "99.5",
        "1200,50",
        "1,299.000",
        "120000.000",
        "1.23.456",
        "0.299",
        "1.234k",
        "1tr50",
        "99 - 120k",
        "120.000 - 99.000",
        "0 - 120.000",
        "299 000 185",
        "<b>220.000</b> 185.000",
        "185\x00000",
        "185&#1;000",
        "0912345678",
        "185.000đ/kg",
        "$12",
        "１８５０００",
        "185²",
    ],
)
def test_a_price_that_may_be_another_is_not_read(raw: str) -> None:
    with pytest.raises(Unparsed):
        price(raw)


@pytest.mark.parametrize(
    "raw",
    [
        -1,
        -185000.0,
        "-185.000",
        99.5,
        math.nan,
        math.inf,
        True,
        10**12,
        "9" * 13,
        pytest.param("9" * 10_000, id="10,000 digits in text"),
        HUGE,
        {"value": 185000},
        [[185000]],
        [185000, "miễn phí"],
        # What is given away has a price of 0, what is hidden has none: a person has to look.
        "miễn phí",
        "12x.000",
    ],
)
def test_what_is_no_price_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        price(raw)


def test_a_price_keeps_its_raw_text() -> None:
    assert price(" 185.000 đ").text == " 185.000 đ"
    assert price(120000.0).text == "120000.0"
    assert price("Liên hệ") == Price("Liên hệ", None, None)
    assert price([99000, "120.000 đ"]).text == "99000; 120.000 đ"
    assert price(None).text is None


@given(
    PRICES,
    st.sampled_from(["{}", "{} đ", "{}đ", "₫{}", "{}₫", "{} VND", "Giá: {}đ"]),
    st.sampled_from([("", ""), (".", ""), (",", ""), (".", ",00"), (",", ".00")]),
)
def test_a_price_written_in_any_style_comes_back(value: int, style: str, marks: tuple[str, str]) -> None:
    mark, decimals = marks
    assert price(style.format(f"{value:,}".replace(",", mark) + decimals))[1:] == whole_price(value)


@given(st.integers(1, 999_999), st.sampled_from([("k", 1000), (" nghìn", 1000), ("tr", 10**6), (" triệu", 10**6)]))
def test_a_price_in_thousands_or_millions_comes_back(tenths: int, unit: tuple[str, int]) -> None:
    name, times = unit
    assert price(f"{tenths // 10},{tenths % 10}{name}").low == tenths * times // 10


@given(PRICES, PRICES)
def test_a_range_of_prices_comes_back(one: int, other: int) -> None:
    low, high = sorted([one, other])
    assert price(f"{low:,}đ - {high:,}đ".replace(",", "."))[1:] == (low, high)


# Sold counters


@pytest.mark.parametrize(
    ("raw", "value", "is_lower_bound"),
    [
        (110, 110, False),
        (110.0, 110, False),
        (0, 0, False),
        ("0", 0, False),
        ("110", 110, False),
        ("Đã bán 110", 110, False),
        ("Đã bán: 110", 110, False),
        (unicodedata.normalize("NFD", "Đã bán 110"), 110, False),
        ("Đã bán 12 sản phẩm", 12, False),
        ("Đã bán 1k+", 1000, True),
        ("1k+", 1000, True),
        ("Đã bán 1,2k", 1200, False),
        ("1.2k đã bán", 1200, False),
        ("1.2K sold", 1200, False),
        ("1.234", 1234, False),
        ("Đã bán 10.234", 10234, False),
        ("5tr+", 5000000, True),
        (">1000", 1000, True),
        ("&gt;1000", 1000, True),
        ("trên 1000", 1000, True),
        ("Đã bán hơn 1,2k", 1200, True),
        ("1000 trở lên", 1000, True),
    ],
)
def test_a_sold_counter_is_read_however_it_is_written(raw: object, value: int, is_lower_bound: bool) -> None:
    assert sold(raw)[1:] == (value, is_lower_bound)


@pytest.mark.parametrize("raw", [None, "", " ", "-", [], {}])
def test_no_counter_is_not_zero_sold(raw: object) -> None:
    assert sold(raw) == Count(raw_text(raw), None, False)


@pytest.mark.parametrize(
    "raw",
    [-1, 1.5, True, math.nan, "1.2", "1.234k", "Đã bán 1k+/tháng", "gần 1k", "<1000", "-5", "Đã bán", "9" * 500, [110]],
)
def test_what_is_no_total_sold_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        sold(raw)


def test_a_counter_keeps_its_raw_text() -> None:
    assert sold("Đã bán 1k+") == Count("Đã bán 1k+", 1000, True)
    assert sold(110) == Count("110", 110, False)


@given(st.integers(0, 99_999), st.sampled_from(["", "k", "tr"]), st.sampled_from(["{}", "Đã bán {}", "{} đã bán"]))
def test_a_counter_with_a_plus_is_a_lower_bound_of_the_same_number(number: int, unit: str, style: str) -> None:
    exact, bound = sold(style.format(f"{number}{unit}")), sold(style.format(f"{number}{unit}+"))
    assert (bound.value, bound.is_lower_bound, exact.is_lower_bound) == (exact.value, True, False)


# Ratings, whole numbers, codes


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (4.7, 4.7),
        (5, 5.0),
        (0, 0.0),
        ("4.8421052631579", 4.84),
        ("4,6", 4.6),
        ("4.8/5", 4.8),
        ("4.8 sao", 4.8),
        ("5.0", 5.0),
        (None, None),
        ("", None),
        ([], None),
    ],
)
def test_a_rating_has_two_places(raw: object, value: float | None) -> None:
    assert rating(raw) == value


@pytest.mark.parametrize("raw", [5.01, "5.01", "98%", 98, -1, math.nan, True, "tốt", [4.7], "4.8/10"])
def test_what_is_no_rating_out_of_five_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        rating(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(38, 38), ("38", 38), ("(38)", 38), ("1.234", 1234), ("38 đánh giá", 38), (38.0, 38), ("0", 0), (None, None)],
)
def test_a_whole_number_is_read(raw: object, value: int | None) -> None:
    assert whole(raw) == value


@pytest.mark.parametrize("raw", ["1,2k", "1.2", "019", 1.5, -1, False, "nhiều", [1]])
def test_what_is_no_exact_whole_number_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        whole(raw)


@pytest.mark.parametrize("raw", [400000001, "400000001", 400000001.0, " 400000001 ", "400000001.0"])
def test_one_code_is_one_text_however_it_is_typed(raw: object) -> None:
    assert code(raw) == "400000001"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("V900001", "V900001"),
        ("500000001_VNAMZ-500000010", "500000001_VNAMZ-500000010"),
        ("007", "007"),
        (2**63, "9223372036854775808"),
        ("Nông  sản", "Nông sản"),
        ("", None),
        (None, None),
    ],
)
def test_a_code_stays_as_it_is(raw: object, expected: str | None) -> None:
    assert code(raw) == expected


@pytest.mark.parametrize("raw", [True, {"id": 1}, [1], 1.5, float(2**60), -1, math.inf, "4000\x0001", "9" * 201])
def test_what_is_no_code_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        code(raw)


# Text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Trà mẫu HTX - OCOP 4 sao hộp 100g", "Trà mẫu HTX - OCOP 4 sao hộp 100g"),
        ("  Mật   ong\u00a0rừng\n", "Mật ong rừng"),
        (unicodedata.normalize("NFD", "Nước mắm Phú Quốc"), "Nước mắm Phú Quốc"),
        ("Chè &amp; Trà", "Chè & Trà"),
        ("Chè &amp;amp;amp; Trà", "Chè & Trà"),
        ("Chè &amp;#38; Trà &lt; 5 tuổi", "Chè & Trà < 5 tuổi"),
        ("<ul><li>Hộp 500g</li><li>Túi</li></ul>", "Hộp 500g Túi"),
        ('<p class="x">Chứng nhận <b>OC</b>OP</p>', "Chứng nhận OCOP"),
        ("&lt;p&gt;Mắm&lt;br/&gt;tôm&lt;/p&gt;", "Mắm tôm"),
        ("<OCOP 4 sao> Mắm <3 nhà", "<OCOP 4 sao> Mắm <3 nhà"),
        ("M\x00ật o\u200bng\x1b", "Mật ong"),
        ("\ud800Mắm", "Mắm"),
        (
            "https://tiki.example.test/p.html?id=1&copy=2&amp;spid=3",
            "https://tiki.example.test/p.html?id=1&copy=2&spid=3",
        ),
        ("🐟 Mắm", "🐟 Mắm"),
        (12345, "12345"),
        ("", None),
        (" &nbsp; <br> ", None),
        (None, None),
        ([], None),
    ],
)
def test_text_is_as_a_person_reads_it(raw: object, expected: str | None) -> None:
    assert text(raw) == expected


@pytest.mark.parametrize("raw", [True, ["a"], {"name": "a"}, math.nan, math.inf, "a" * 10_001, HUGE])
def test_what_is_no_text_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        text(raw)


@given(st.text() | NEARLY)
def test_reading_text_again_changes_nothing(raw: str) -> None:
    try:
        read = text(raw)
    except Unparsed:
        return
    assert text(read) == read


@given(st.text() | NEARLY)
def test_text_that_is_read_can_be_stored(raw: str) -> None:
    assert "\x00" not in (raw_text(raw) or "").encode("utf-8").decode("utf-8")
    assert "\x00" not in (text(raw) or "").encode("utf-8").decode("utf-8")


# Instants


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (1767200400, datetime(2025, 12, 31, 17, tzinfo=UTC)),
        (1767200400.0, datetime(2025, 12, 31, 17, tzinfo=UTC)),
        ("1767200400", datetime(2025, 12, 31, 17, tzinfo=UTC)),
        (1767200400000, datetime(2025, 12, 31, 17, tzinfo=UTC)),
        ("1767200400000", datetime(2025, 12, 31, 17, tzinfo=UTC)),
        ("2026-01-07T22:10:00Z", datetime(2026, 1, 7, 22, 10, tzinfo=UTC)),
        ("2026-01-07T23:30:00+07:00", datetime(2026, 1, 7, 16, 30, tzinfo=UTC)),
        ("2026-01-07T23:30:00+0700", datetime(2026, 1, 7, 16, 30, tzinfo=UTC)),
        ("2026-01-01T00:00:00+0800", datetime(2025, 12, 31, 16, tzinfo=UTC)),
        ("2026-01-07 22:10:00.5+07", datetime(2026, 1, 7, 15, 10, 0, 500_000, tzinfo=UTC)),
        ("2026-01-07 22:10:00", datetime(2026, 1, 7, 15, 10, tzinfo=UTC)),
        ("2026-12-31 23:59", datetime(2026, 12, 31, 16, 59, tzinfo=UTC)),
        ("2026-01-0100:00", datetime(2025, 12, 31, 17, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_however_it_is_written(raw: object, expected: datetime) -> None:
    assert instant(raw) == expected


@pytest.mark.parametrize("raw", [None, "", " ", 0, "0", 0.0, "0000-00-00 00:00:00", []])
def test_no_instant_is_none(raw: object) -> None:
    assert instant(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        True,
        -1,
        1,
        946_684_799,
        4_133_980_800,
        4_133_980_800_000,
        1767200400000000,
        "20260107",
        "20260107221000",
        "2026-01-07",
        "1999-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-07:00",
        "2026-02-30 00:00",
        "2026-01-07322:10",
        "07/01/2026 22:10",
        "hôm qua",
        math.nan,
        math.inf,
        HUGE,
        pytest.param("9" * 5000, id="5,000 digits in text"),
        [1767200400],
    ],
)
def test_what_is_no_instant_of_these_years_is_refused(raw: object) -> None:
    with pytest.raises(Unparsed):
        instant(raw)


INSTANTS = st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30)).map(lambda moment: moment.replace(microsecond=0))


@given(INSTANTS, st.sampled_from([1, 1000]), st.sampled_from([int, str]))
def test_an_epoch_comes_back_in_seconds_or_milliseconds(moment: datetime, times: int, typed: type) -> None:
    expected = moment.replace(tzinfo=UTC)
    assert instant(typed(int(expected.timestamp()) * times)) == expected


@given(INSTANTS, st.integers(-12, 14))
def test_a_written_instant_comes_back_from_any_zone(moment: datetime, hours: int) -> None:
    written = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert instant(written.isoformat()) == written


@given(INSTANTS)
def test_an_instant_is_given_in_utc(moment: datetime) -> None:
    read = instant(str(moment))
    assert read is not None
    assert read.utcoffset() == timedelta(0)


# All of them


@pytest.mark.parametrize("reader", READERS)
@given(raw=JSON | NEARLY)
def test_whatever_comes_is_read_or_refused(reader: Callable[[Any], object], raw: object) -> None:
    try:
        reader(raw)
    except Unparsed as refused:
        assert " / " in str(refused)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("raw", [None, "", [], {}])
def test_what_is_absent_is_no_value(reader: Callable[[Any], object], raw: object) -> None:
    read = reader(raw)
    assert read in (None, (None, None, None), (None, None, False))


def test_a_refusal_shows_the_raw_value_fit_for_staging() -> None:
    with pytest.raises(Unparsed) as refused:
        price("99.00\x00")
    assert refused.value.text == "99.00\ufffd"
    assert "«99.00\ufffd» không đọc được thành giá" in str(refused.value)


@pytest.mark.parametrize("raw", [299.0, 1.0, 999.0])
def test_a_float_below_a_thousand_is_no_price(raw: float) -> None:
    with pytest.raises(Unparsed):
        price(raw)
