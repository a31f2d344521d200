"""Figures are trusted as far as their kind of reading was right: what is doubtful says so, what adds up does too."""

import csv

import pytest
from statements import of

from etl.reports import doubts
from etl.reports.explaining.wording import words
from etl.reports.prose import prose
from etl.settings import PROJECT

SURE, LOADED_FROM = 0.8, 0.6


def confidence(text: str, value: float) -> float:
    """How sure the reader is of the first figure of this value."""
    return next(figure.confidence for figure in of(text).figures if figure.value == value)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Tỉnh Cà Mau có 142 sản phẩm OCOP.", "stock_alone"),
        ("Phấn đấu đến năm 2025, tỉnh Cà Mau có 142 sản phẩm OCOP.", "plan_at_the_head"),
        ("Năm 2023, tỉnh Cà Mau có thêm 142 sản phẩm.", "new_unsaid"),
        ("Năm 2023, tỉnh Cà Mau có 142 sản phẩm OCOP được nâng hạng.", "raised"),
    ],
)
def test_what_was_often_wrong_is_less_sure_and_says_why(text: str, doubt: str) -> None:
    said = prose(text)
    doubts.weigh(said.drafts, is_story=False)
    assert said.drafts[0].doubts == (doubt,)
    assert said.drafts[0].confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP.",
        "Tỉnh Cà Mau có 142 sản phẩm OCOP còn hiệu lực.",
        "Tỉnh Cà Mau có 142 sản phẩm OCOP: 100 sản phẩm 3 sao, 42 sản phẩm 4 sao.",
        "Cà Mau giờ gom được 142 sản phẩm: 100 sản phẩm 3 sao, 42 sản phẩm 4 sao.",
    ],
)
def test_a_total_that_says_so_or_that_its_parts_bear_out_is_sure(text: str) -> None:
    assert confidence(text, 142) >= SURE


def test_a_story_of_one_firm_waits_for_review_and_is_of_no_level() -> None:
    reading = of(
        "Xưởng mè xửng ở phường An Cựu (Huế) bán 18 tấn mỗi tháng. Năm 2023 họ có 2 sản phẩm được xếp OCOP 4 sao."
    )
    assert reading.level == "none"
    assert all(figure.confidence < LOADED_FROM for figure in reading.figures)


def test_a_firm_beside_the_provinces_figures_takes_nothing_from_them() -> None:
    text = "Đến nay, toàn tỉnh Huế có 142 sản phẩm OCOP. Xưởng mè xửng ở phường An Cựu có 2 sản phẩm OCOP 4 sao."
    assert of(text).level == "province"
    assert confidence(text, 142) >= SURE


def test_a_signed_report_is_no_story_of_a_firm() -> None:
    text = (
        "UBND TỈNH CÀ MAU\nSỞ NÔNG NGHIỆP VÀ PTNT\nBÁO CÁO\n\nTổng số sản phẩm OCOP đến hết năm 2023: 142 sản phẩm.\n"
        "Hợp tác xã Hoàng Gia đầu tư 5 tỷ đồng cho 3 sản phẩm."
    )
    assert confidence(text, 142) >= LOADED_FROM


def test_figures_of_one_amount_have_doubts_of_their_own() -> None:
    figures = of("Cà Mau, ngày 5/3/2024\nTỉnh Cà Mau công nhận mới 62/54 sản phẩm OCOP, đạt 115% kế hoạch.").figures
    assert all(not figure.doubts for figure in figures if figure.confidence >= SURE)


def test_where_it_is_not_sure_whose_report_it_is_that_is_in_doubt() -> None:
    text = (
        "05/10/2025 - OCOP Khánh Hòa nhìn sang láng giềng\n\nGia Lai khoe 850 sản phẩm; Lâm Đồng đã có 800 sản phẩm. "
        "Khánh Hòa mới có 478 sản phẩm OCOP."
    )
    own = [figure for figure in of(text).figures if figure.scope is None]
    assert [(figure.confidence < SURE, figure.doubts) for figure in own] == [(True, ["home"])]


def test_each_doubt_has_its_measure_and_its_words() -> None:
    with (PROJECT / "etl" / "reports" / "doubts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["doubt"] for row in rows}
    assert names == {*doubts._DOUBTS, "story_of_a_firm"}
    assert all(0 <= float(row["right"]) <= 1 and int(row["of"]) > 0 for row in rows)
    assert all(words("doubts", name).vi != name for name in {*names, "second_reader", "home", "scan", "digit"})
