import pytest

from tests.etl.reports import statements

OWN = "BÁO CÁO\nĐến hết năm 2024, toàn tỉnh có 211 sản phẩm OCOP."
HEADS = [
    "UBND TỈNH HƯNG YÊN",
    "ỦY BAN NHÂN DÂN\nTỈNH HƯNG YÊN",
    "UBND TỈNH HƯNG YÊN    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Sở Nông nghiệp và Môi trường tỉnh Hưng Yên",
    "VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI TỈNH HƯNG YÊN",
    "SỞ NÔNG NGHIỆP VÀ PTNT HƯNG YÊN",
    "Hưng Yên: Sản phẩm OCOP thêm sức sống",
    "Hưng Yên - Nhiều sản phẩm OCOP mới",
    "Hưng Yên đẩy mạnh Chương trình OCOP",
]
OTHERS = [
    "Tỉnh Hải Dương có 98 sản phẩm OCOP.",
    "So với tỉnh Hải Dương (có 98 sản phẩm OCOP), Hưng Yên đi sau.",
    "Tỉnh Hải Dương có 98 sản phẩm OCOP. Tỉnh Thái Bình có 120 sản phẩm OCOP. Tỉnh Hà Nam có 130 sản phẩm OCOP.",
    "Cả nước hiện có 12.421 sản phẩm OCOP.",
    "Hội chợ có sự tham gia của Hải Dương, Thái Bình và Hà Nam.",
    "Đoàn đã học tập kinh nghiệm của Quảng Ninh, nơi có 400 sản phẩm OCOP.",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("other", OTHERS)
def test_another_place_does_not_take_over_a_provinces_report(head: str, other: str) -> None:
    reading = statements.of(f"{head}\n{OWN} {other}")
    assert (reading.province, reading.level) == ("Hưng Yên", "province")
    assert "certified_products 211" in [statements.said(figure) for figure in reading.figures]


@pytest.mark.parametrize("other", [OTHERS[0], OTHERS[2], OTHERS[3]])
def test_the_figures_of_others_stay_theirs(other: str) -> None:
    figures = statements.of(f"UBND TỈNH HƯNG YÊN\n{OWN} {other}").figures
    assert [figure.value for figure in figures if figure.scope is None] == [211]


def test_a_merged_province_keeps_its_name_and_its_day() -> None:
    reading = statements.of(
        "SỞ NN&MT TỈNH NINH BÌNH\nNgày 15/8/2025\n"
        "Sau sáp nhập Hà Nam, Nam Định và Ninh Bình, toàn tỉnh có 1.010 sản phẩm OCOP."
    )
    assert (reading.province, reading.admin_basis) == ("Ninh Bình", "post-2025-07")
    assert reading.published_on == "2025-08-15"


def test_a_merger_alone_names_the_province_of_today() -> None:
    reading = statements.of("Sau sáp nhập Hà Nam, Nam Định và Ninh Bình, toàn tỉnh có 1.010 sản phẩm OCOP.")
    assert (reading.province, reading.admin_basis) == ("Ninh Bình", "post-2025-07")


@pytest.mark.parametrize(
    "head",
    [
        "PHÒNG NÔNG NGHIỆP HUYỆN MƯỜNG KHƯƠNG",
        "UBND HUYỆN MƯỜNG KHƯƠNG, TỈNH LÀO CAI",
        "UBND TỈNH LÀO CAI\nUBND HUYỆN MƯỜNG KHƯƠNG",
        "ỦY BAN NHÂN DÂN\nHUYỆN MƯỜNG KHƯƠNG",
        "Phòng Nông nghiệp huyện Mường Khương, tỉnh Lào Cai",
    ],
)
def test_a_districts_letterhead_makes_a_districts_report(head: str) -> None:
    reading = statements.of(f"{head}\nBÁO CÁO\nĐến hết năm 2023, trên địa bàn có 31 sản phẩm OCOP.")
    assert (reading.province, reading.level) == ("Lào Cai", "district")
    assert [statements.said(figure) for figure in reading.figures] == ["certified_products 31 @district Mường Khương"]


def test_a_communes_figures_are_not_its_provinces() -> None:
    reading = statements.of("UBND XÃ TÂN PHONG, TỈNH LÀO CAI\nBÁO CÁO\nTrên địa bàn có 3 sản phẩm OCOP.")
    assert [statements.said(figure) for figure in reading.figures] == ["certified_products 3 @commune Tân Phong"]


def test_a_districts_report_may_state_its_provinces_figure() -> None:
    text = "UBND HUYỆN MƯỜNG KHƯƠNG\nTrên địa bàn có 31 sản phẩm OCOP. Toàn tỉnh có 200 sản phẩm OCOP."
    assert statements.figures(text) == ["certified_products 31 @district Mường Khương", "certified_products 200"]
    assert statements.of(text).level == "district"


def test_a_report_on_the_whole_country_stays_the_nations() -> None:
    reading = statements.of("Cả nước hiện có 12.421 sản phẩm OCOP. Hà Nội có 2.711 sản phẩm OCOP, dẫn đầu cả nước.")
    assert reading.province == "CẢ NƯỚC"


def test_a_ministrys_letter_dated_in_the_capital_is_the_nations() -> None:
    text = "BỘ NÔNG NGHIỆP VÀ PTNT\nBÁO CÁO\nHà Nội, ngày 5 tháng 12 năm 2023\n"
    text += "Cả nước có 10.322 sản phẩm OCOP. Hà Nội có 2.000 sản phẩm OCOP."
    assert statements.of(text).province == "CẢ NƯỚC"


def test_a_districts_heading_is_no_letterhead() -> None:
    text = "UBND TỈNH HƯNG YÊN\nToàn tỉnh có 211 sản phẩm OCOP.\nHUYỆN ÂN THI\nHuyện Ân Thi\nCó 12 sản phẩm OCOP."
    assert statements.of(text).level == "province"
