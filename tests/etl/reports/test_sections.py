"""What the parts of a document do to its figures: headings, sections of plans, headlines beside the article."""

import pytest
from statements import figures, of

REPORT = """UBND TỈNH LÀO CAI
BÁO CÁO
Kết quả Chương trình OCOP

I. KẾT QUẢ NĂM 2022
Hội đồng công nhận mới 24 sản phẩm.
Đến ngày 31/12/2022, toàn tỉnh có 150 sản phẩm OCOP.

II. NHIỆM VỤ NĂM 2023
Công nhận mới 30 sản phẩm; đánh giá lại 12 sản phẩm.
"""


def test_what_stands_under_a_heading_of_tasks_is_planned() -> None:
    assert figures(REPORT) == [
        "newly_recognised_products 24",
        "certified_products 150",
        "target_new_products 30 target",
        "target_reassessed_products 12 target",
    ]


def test_the_year_of_a_heading_is_that_of_the_figures_below_it() -> None:
    new, stock, planned, again = of(REPORT).figures
    assert [(f.period_from, f.period_to, f.as_of) for f in (new, stock, planned, again)] == [
        ("2022", "2022", None),
        (None, None, "2022-12-31"),
        ("2023", "2023", None),
        ("2023", "2023", None),
    ]


def test_the_moment_of_a_title_is_that_of_the_stocks_below_it() -> None:
    text = "OCOP tỉnh Sơn La qua các con số (tính đến ngày 30/9/2024)\n\nSố sản phẩm còn hạn: 210\nSố chủ thể: 121\n"
    assert {figure.as_of for figure in of(text).figures} == {"2024-09-30"}
    assert figures(text) == ["certified_products 210", "producers 121"]


def test_a_label_that_looks_back_is_no_plan_even_in_a_plan() -> None:
    text = (
        "KẾ HOẠCH\nphát triển sản phẩm OCOP tỉnh Hà Nam\n\nHiện trạng: toàn tỉnh có 75 sản phẩm được công nhận.\n"
        "Mục tiêu: đến năm 2025 có 120 sản phẩm được công nhận.\n"
    )
    assert figures(text) == ["certified_products 75", "target_products 120 target"]


@pytest.mark.parametrize("label", ["TIN LIÊN QUAN", "Đọc thêm:", "Các tin khác", ">> Xem thêm"])
def test_headlines_beside_an_article_are_not_its_provinces(label: str) -> None:
    text = (
        "Chi cục Phát triển nông thôn Ninh Thuận cho biết toàn tỉnh có 97 sản phẩm OCOP còn hiệu lực.\n\n"
        f"{label}\n- Lâm Đồng: 300 sản phẩm OCOP lên sàn\n- Cao Bằng có 140 sản phẩm OCOP\n"
    )
    assert of(text).province == "Ninh Thuận"
    assert [figure for figure in figures(text) if "@" not in figure] == ["certified_products 97"]


def test_the_name_of_the_paper_is_a_hint_and_not_whom_it_speaks_for() -> None:
    text = "(Báo Thái Bình điện tử) - Tính đến hết tháng 6/2024, cả nước có 13.000 sản phẩm OCOP của 7.000 chủ thể."
    assert of(text).level == "national"


def test_a_masthead_tells_the_province_of_an_article_that_names_none() -> None:
    text = "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH HẬU GIANG\n\nHiện toàn tỉnh có 251 sản phẩm OCOP.\n"
    assert (of(text).province, figures(text)) == ("Hậu Giang", ["certified_products 251"])


def test_a_title_that_opens_with_a_town_makes_it_the_towns_document() -> None:
    text = "TP Cà Mau: Thêm 7 sản phẩm OCOP\n\nNăm 2023, TP Cà Mau có thêm 7 sản phẩm được công nhận.\n"
    reading = of(text)
    assert (reading.province, reading.level) == ("Cà Mau", "district")
    assert {(figure.scope, figure.scope_name) for figure in reading.figures} == {("district", "TP Cà Mau")}


def test_a_title_dates_what_was_done_apart_from_what_is_planned() -> None:
    text = "Tỉnh Phú Yên: kết quả OCOP năm 2023 và nhiệm vụ năm 2024\nI. KẾT QUẢ\nCông nhận mới 63 sản phẩm OCOP."
    (figure,) = of(text).figures
    assert (figure.period_from, figure.period_to) == ("2023", "2023")


def test_what_is_proposed_is_planned() -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN TỈNH ĐẮK NÔNG\nBÁO CÁO GIÁM SÁT\n\nI. KẾT QUẢ\nToàn tỉnh có 92 sản phẩm OCOP.\n\n"
        "II. KIẾN NGHỊ\nNăm 2024 công nhận mới không dưới 20 sản phẩm; đánh giá lại 25 sản phẩm.\n"
    )
    assert figures(text)[1:] == [
        "target_new_products 20 target at_least",
        "target_reassessed_products 25 target",
    ]


def test_the_day_above_a_list_is_that_of_its_figures() -> None:
    text = (
        "SỞ NÔNG NGHIỆP TỈNH TUYÊN QUANG\nTuyên Quang, ngày 10 tháng 12 năm 2025\n\nBÁO CÁO\nKết quả OCOP năm 2025\n\n"
        "Xin báo cáo như sau.\nCác số liệu đã được rà soát.\nSố liệu do các xã gửi.\n"
        "Biểu tổng hợp (đến 30/11/2025)\n+ Tổng số sản phẩm OCOP còn hiệu lực: 612\n+ Tổng số chủ thể: 334\n"
    )
    assert {figure.as_of for figure in of(text).figures} == {"2025-11-30"}
