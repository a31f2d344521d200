"""What numbers of report forms state: in each layout that offices use, given as a workbook."""

from collections.abc import Sequence

import pytest
from report_forms import Rows, workbook
from statements import said

from etl.reports import Figure, Reading, read

TITLE = ("UBND TỈNH HÀ TĨNH", "TỔNG HỢP SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN ĐẾN 31/12/2024", "Đơn vị tính: sản phẩm")


def form(rows: Rows, *lines: str) -> Reading:
    """The reading of a form with these rows below these lines."""
    return read(*workbook(lines or TITLE, rows))


def figures(rows: Rows, *lines: str) -> list[str]:
    """What the numbers of a form state, in short, in their order."""
    return [said(figure) for figure in form(rows, *lines).figures]


def confidences(figures: Sequence[Figure]) -> set[float]:
    return {figure.confidence for figure in figures}


PLACES = [
    ["STT", "Huyện, thị xã, thành phố", "Số sản phẩm OCOP", "<", "<", "<", "Số chủ thể", "Ghi chú"],
    ["^", "^", "3 sao", "4 sao", "5 sao", "Cộng", "^", "^"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
    ["1", "Can Lộc", "40", "5", "0", "45", "30", "3 sản phẩm chờ"],
    ["2", "Huyện Đức Thọ", "20", "10", "-", "30", "22", ""],
    ["3", "Thành phố Hà Tĩnh", "15", "5", "1", "21", "18", ""],
    ["", "Tổng cộng", "75", "20", "1", "96", "70", ""],
]


def test_rows_of_places_below_a_merged_header() -> None:
    assert figures(PLACES) == [
        "certified_products 40 3 @district Can Lộc",
        "certified_products 5 4 @district Can Lộc",
        "certified_products 0 5 @district Can Lộc",
        "certified_products 45 @district Can Lộc",
        "producers 30 @district Can Lộc",
        "certified_products 20 3 @district Đức Thọ",
        "certified_products 10 4 @district Đức Thọ",
        "certified_products 30 @district Đức Thọ",
        "producers 22 @district Đức Thọ",
        "certified_products 15 3 @district TP Hà Tĩnh",
        "certified_products 5 4 @district TP Hà Tĩnh",
        "certified_products 1 5 @district TP Hà Tĩnh",
        "certified_products 21 @district TP Hà Tĩnh",
        "producers 18 @district TP Hà Tĩnh",
        "certified_products 75 3",
        "certified_products 20 4",
        "certified_products 1 5",
        "certified_products 96",
        "producers 70",
    ]


def test_a_number_leads_back_to_its_cell() -> None:
    reading = form(PLACES)
    figure = next(f for f in reading.figures if said(f) == "certified_products 96")
    assert figure.location == "'Biểu 1'!F11"
    assert (figure.quote, reading.text[figure.start : figure.end]) == ("96", "96")
    assert figure.sentence == "Tổng cộng | 75 | 20 | 1 | 96 | 70"
    assert figure.rule.startswith("table_cell:")
    assert figure.as_of == "2024-12-31"


def test_the_total_of_a_row_and_its_ranks_are_a_breakdown() -> None:
    own = [f for f in form(PLACES).figures if f.scope is None and f.indicator == "certified_products"]
    assert len({f.breakdown for f in own}) == 1
    assert [f.star for f in own if f.is_headline] == [None]


def test_sums_that_are_right_make_numbers_surer_than_alone() -> None:
    (alone,) = confidences(form([["Huyện", "Số sản phẩm OCOP"], ["Can Lộc", "45"]]).figures)
    assert min(confidences(form(PLACES).figures)) > alone >= 0.8


def test_places_that_do_not_add_up_to_their_total_go_to_review() -> None:
    rows = [["Huyện", "Số sản phẩm OCOP"], ["Can Lộc", "45"], ["Đức Thọ", "30"], ["Tổng cộng", "96"]]
    assert max(confidences(form(rows).figures)) < 0.6


def test_ranks_that_do_not_add_up_to_their_total_go_to_review() -> None:
    rows = [["Huyện", "3 sao", "4 sao", "5 sao", "Tổng"], ["Can Lộc", "10", "5", "0", "25"]]
    assert max(confidences(form(rows).figures)) < 0.6


INDICATORS = [
    ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện", "Tỷ lệ (%)", "Lũy kế đến 31/12/2024"],
    ["I", "Sản phẩm OCOP", "", "", "", "", ""],
    ["1", "Số sản phẩm được công nhận mới", "sản phẩm", "50", "42", "84", ""],
    ["", "- 3 sao", "sản phẩm", "40", "35", "", ""],
    ["", "- 4 sao", "sản phẩm", "10", "7", "", ""],
    ["2", "Số sản phẩm đánh giá lại", "sản phẩm", "20", "25", "", ""],
    ["3", "Tổng số sản phẩm", "sản phẩm", "", "", "", "142"],
    ["II", "Chủ thể OCOP", "", "", "", "", ""],
    ["1", "Số chủ thể", "chủ thể", "", "", "", "80"],
    ["", "Trong đó: HTX", "chủ thể", "", "", "", "30"],
    ["", "Doanh nghiệp", "chủ thể", "", "", "", "25"],
    ["", "Hộ kinh doanh", "chủ thể", "", "", "", "25"],
    ["III", "Kinh phí thực hiện", "triệu đồng", "", "1.250", "", ""],
]
RESULTS = "BIỂU 2. KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH OCOP NĂM 2024 TỈNH HÀ TĨNH"


def test_rows_of_indicators_below_plans_and_results() -> None:
    reading = form(INDICATORS, RESULTS)
    assert [(said(f), f.period_to or f.as_of) for f in reading.figures] == [
        ("target_new_products 50 target", "2024"),
        ("newly_recognised_products 42", "2024"),
        ("plan_completion_pct 84", "2024"),
        ("target_new_products 40 3 target", "2024"),
        ("newly_recognised_products 35 3", "2024"),
        ("target_new_products 10 4 target", "2024"),
        ("newly_recognised_products 7 4", "2024"),
        ("target_reassessed_products 20 target", "2024"),
        ("reassessed_products 25", "2024"),
        ("certified_products 142", "2024-12-31"),
        ("producers 80", "2024-12-31"),
        ("producers_cooperative 30", "2024-12-31"),
        ("producers_enterprise 25", "2024-12-31"),
        ("producers_household 25", "2024-12-31"),
        ("budget_vnd 1.25e+09", "2024"),
    ]


def test_a_flow_summed_up_to_a_day_is_not_of_that_day() -> None:
    rows = [["Chỉ tiêu", "Lũy kế đến 31/12/2024"], ["Số sản phẩm OCOP được công nhận mới", "142"]]
    (figure,) = form(rows, "Kết quả tỉnh Hà Tĩnh").figures
    assert (figure.period_from, figure.period_to) == (None, "2024-12-31")


LAYOUTS: dict[str, tuple[str, Rows, list[str]]] = {
    "columns of years": (
        "Bảng 3. Số sản phẩm OCOP được công nhận qua các năm của tỉnh Hà Tĩnh",
        [["Huyện", "Năm 2022", "2023"], ["Can Lộc", "10", "12"], ["Cộng", "10", "12"]],
        [
            "newly_recognised_products 10 @district Can Lộc",
            "newly_recognised_products 12 @district Can Lộc",
            "newly_recognised_products 10",
            "newly_recognised_products 12",
        ],
    ),
    "columns of kinds of producers": (
        "Chủ thể OCOP tỉnh Hà Tĩnh tính đến ngày 30/6/2024",
        [
            ["Huyện", "Tổng số chủ thể", "Chia ra", "<", "<"],
            ["^", "^", "HTX", "Doanh nghiệp", "Cơ sở/hộ sản xuất"],
            ["Can Lộc", "10", "5", "2", "3"],
        ],
        [
            "producers 10 @district Can Lộc",
            "producers_cooperative 5 @district Can Lộc",
            "producers_enterprise 2 @district Can Lộc",
            "producers_household 3 @district Can Lộc",
        ],
    ),
    "rows of ranks with shares": (
        "Kết quả phân hạng sản phẩm OCOP tỉnh Hà Tĩnh đến ngày 30/6/2024",
        [["Hạng sao", "Số sản phẩm", "Tỷ lệ (%)"], ["3 sao", "66", "66"], ["4 sao", "34", "34"], ["Cộng", "100", ""]],
        [
            "certified_products 66 3",
            "certified_products_pct 66 3",
            "certified_products 34 4",
            "certified_products_pct 34 4",
            "certified_products 100",
        ],
    ),
    "rows of ranks whose numbers are only said to be an amount": (
        "Báo cáo kết quả Chương trình OCOP tỉnh Hà Tĩnh năm 2024",
        [["Hạng", "Số lượng"], ["4 sao", "40"], ["3 sao", "157"], ["Tổng cộng", "197"]],
        ["certified_products 40 4", "certified_products 157 3", "certified_products 197"],
    ),
    "rows of ranks below their total, in chapters": (
        "Kết quả thực hiện OCOP tỉnh Hà Tĩnh năm 2024",
        [
            ["TT", "Nội dung", "ĐVT", "Kết quả"],
            ["I", "Tổng số sản phẩm OCOP hiện có", "SP", "142"],
            ["1", "Sản phẩm 4 sao", "SP", "42"],
            ["2", "Sản phẩm 3 sao", "SP", "100"],
            ["II", "Sản phẩm đánh giá lại", "SP", "10"],
            ["1", "Sản phẩm được công nhận 4 sao", "SP", "10"],
        ],
        [
            "certified_products 142",
            "certified_products 42 4",
            "certified_products 100 3",
            "reassessed_products 10",
            "reassessed_products 10 4",
        ],
    ),
    "a plan, with what there is": (
        "Kế hoạch phát triển sản phẩm OCOP tỉnh Hà Tĩnh năm 2025",
        [["TT", "Huyện", "Hiện có", "Công nhận mới"], ["I", "Khu vực miền núi", "", ""], ["1", "Hương Khê", "10", "3"]],
        ["certified_products 10 @district Hương Khê", "target_new_products 3 target @district Hương Khê"],
    ),
    "communes of the district that signs": (
        "UBND HUYỆN CAN LỘC",
        [["TT", "Xã, thị trấn", "Số sản phẩm OCOP"], ["1", "Thiên Lộc", "5"], ["2", "Nghèn", "3"], ["", "Cộng", "8"]],
        [
            "certified_products 5 @commune Thiên Lộc",
            "certified_products 3 @commune Nghèn",
            "certified_products 8 @district Can Lộc",
        ],
    ),
    "the provinces that were merged": (
        "Sản phẩm OCOP tỉnh Lào Cai sau sáp nhập, đến tháng 9/2025",
        [["Địa bàn", "Số sản phẩm"], ["Lào Cai (cũ)", "200"], ["Yên Bái (cũ)", "300"], ["Toàn tỉnh", "500"]],
        [
            "certified_products 200 @former_province Lào Cai",
            "certified_products 300 @former_province Yên Bái",
            "certified_products 500",
        ],
    ),
    "provinces of the nation": (
        "Sản phẩm OCOP cả nước đến tháng 6/2025",
        [["Tỉnh, thành phố", "Số sản phẩm"], ["Hà Nội", "2.711"], ["Hà Tĩnh", "301"], ["Cả nước", "3.012"]],
        [
            "certified_products 2711 @other_province Hà Nội",
            "certified_products 301 @other_province Hà Tĩnh",
            "certified_products 3012",
        ],
    ),
    "groups of goods, of which only the total is ours": (
        "Sản phẩm OCOP tỉnh Hà Tĩnh theo nhóm đến 31/12/2024",
        [["Nhóm", "Tổng số", "3 sao"], ["Thực phẩm", "50", "40"], ["Đồ uống", "10", "8"], ["Tổng cộng", "60", "48"]],
        ["certified_products 60", "certified_products 48 3"],
    ),
    "no headers, the rows say all": (
        "Kết quả OCOP tỉnh Hà Tĩnh năm 2024",
        [["Số sản phẩm được công nhận mới", "12"], ["Số chủ thể OCOP", "80"]],
        ["newly_recognised_products 12", "producers 80"],
    ),
    "other things than products": (
        "Một số chỉ tiêu OCOP tỉnh Hà Tĩnh",
        [
            ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2024", "So với năm 2023 (%)"],
            ["1", "Tỷ lệ sản phẩm OCOP có tem truy xuất nguồn gốc", "%", "75", "110"],
            ["2", "Số lớp tập huấn", "lớp", "12", ""],
            ["3", "Số lượt người được tập huấn", "lượt người", "620", ""],
            ["4", "Số điểm giới thiệu, bán sản phẩm OCOP", "điểm", "9", ""],
        ],
        ["products_traceability_pct 75", "training_events 12", "trained_people 620", "sales_points 9"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_form_states_its_figures(layout: str) -> None:
    title, rows, expected = LAYOUTS[layout]
    assert figures(rows, title) == expected


SILENT: dict[str, tuple[str, Rows]] = {
    "a register of products": (
        "Danh sách sản phẩm OCOP tỉnh Hà Tĩnh năm 2024",
        [
            ["STT", "Tên sản phẩm", "Chủ thể", "Hạng sao"],
            ["1", "Kẹo cu đơ", "HTX Phong Nga", "4"],
            ["", "Cộng", "", "2"],
        ],
    ),
    "products of single firms": (
        "Sản phẩm OCOP tỉnh Hà Tĩnh",
        [
            ["TT", "Chủ thể", "Số sản phẩm"],
            ["1", "HTX Tân Hương", "3"],
            ["2", "Công ty Minh Long", "2"],
            ["", "Cộng", "5"],
        ],
    ),
    "a total of other goods": (
        "Kết quả OCOP tỉnh Hà Tĩnh năm 2024",
        [["Loại", "Số lượng"], ["Trâu", "100"], ["Bò", "200"], ["Cộng", "300"]],
    ),
    "other goods": ("Chăn nuôi tỉnh Hà Tĩnh năm 2024", [["Loại", "Số lượng"], ["Trâu", "100"], ["Bò", "200"]]),
    "some products, set apart by words that are not known": (
        "Kết quả OCOP tỉnh Hà Tĩnh năm 2024",
        [["Chỉ tiêu", "Kết quả"], ["Số sản phẩm OCOP của dân tộc thiểu số", "9"], ["Số xã có sản phẩm OCOP", "12"]],
    ),
    "ranks of producers": ("Chủ thể OCOP tỉnh Hà Tĩnh", [["Hạng", "Số chủ thể"], ["3 sao", "9"], ["4 sao", "12"]]),
}


@pytest.mark.parametrize("layout", SILENT)
def test_what_is_not_understood_gives_no_figures(layout: str) -> None:
    title, rows = SILENT[layout]
    assert figures(rows, title) == []


def test_the_districts_of_a_form_tell_its_province() -> None:
    rows = [["Huyện", "Số sản phẩm OCOP"], ["Huyện Can Lộc", "45"], ["Huyện Đức Thọ", "30"], ["Cộng", "75"]]
    assert form(rows, "Biểu tổng hợp").province == "Hà Tĩnh"
