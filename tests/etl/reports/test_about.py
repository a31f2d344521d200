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


def test_an_agencys_seat_is_not_whom_it_speaks_for() -> None:
    text = "Hà Nội (TTXVN 24/5/2024) - Cả nước hiện có 12.075 sản phẩm OCOP. Hà Nội dẫn đầu với 2.711 sản phẩm."
    assert statements.of(text).province == "CẢ NƯỚC"


def test_a_province_is_not_the_one_where_its_goods_are_sold() -> None:
    text = "Miến dong xuôi Hà Nội\n\nCao Bằng - 12/9/2025. Tỉnh mang 163 sản phẩm OCOP về hội chợ tại Hà Nội."
    assert statements.of(text).province == "Cao Bằng"


def test_a_province_that_is_no_more_is_not_whom_a_new_document_speaks_for() -> None:
    text = "02/10/2025 - Bến Tre có 379 sản phẩm OCOP, Trà Vinh có 332. Vĩnh Long nay có 864 sản phẩm OCOP."
    assert statements.of(text).province == "Vĩnh Long"


@pytest.mark.parametrize(
    "text",
    [
        "Từ cà phê và chuối, Hướng Hóa đã dựng nên 32 sản phẩm OCOP. Huyện miền núi này muốn có 40 sản phẩm.",
        "UBND HUYỆN HƯỚNG HÓA\nTrên địa bàn huyện Hướng Hóa, tỉnh Quảng Trị có 32 sản phẩm OCOP.",
    ],
)
def test_a_story_of_a_district_is_a_districts(text: str) -> None:
    assert (statements.of(text).province, statements.of(text).level) == ("Quảng Trị", "district")


def test_the_province_said_above_a_district_is_its_province() -> None:
    text = (
        "UBND HUYỆN HÒA BÌNH\nHòa Bình, ngày 20 tháng 12 năm 2022\nHuyện Hòa Bình, tỉnh Bạc Liêu có 19 sản phẩm OCOP."
    )
    assert (statements.of(text).province, statements.of(text).level) == ("Bạc Liêu", "district")


def test_a_nation_that_somebody_only_quotes_is_not_whom_it_speaks_for() -> None:
    text = 'Đà Lạt, 05/4/2024 - Chị Hồng có xưởng trà OCOP. "Cả nước có hơn 12.000 sản phẩm OCOP", chị bảo.'
    assert [statements.said(figure) for figure in statements.of(text).figures] == [
        "certified_products 12000 above @national CẢ NƯỚC"
    ]


def test_hue_is_a_city_of_its_own_since_2025() -> None:
    text = "UBND THÀNH PHỐ HUẾ\nĐến hết năm 2025, toàn thành phố có 243 sản phẩm OCOP."
    assert (statements.of(text).province, statements.figures(text)) == ("Huế", ["certified_products 243"])


def test_hue_was_a_town_of_its_province_before() -> None:
    text = "Đến hết năm 2022, tỉnh Thừa Thiên Huế có 70 sản phẩm OCOP, thành phố Huế có 30 sản phẩm."
    assert statements.of(text).province == "Thừa Thiên Huế"
    assert statements.figures(text) == ["certified_products 70", "certified_products 30 @district TP Huế"]


@pytest.mark.parametrize(
    "text",
    [
        "UBND THÀNH PHỐ HUẾ\nSố: 12/BC-UBND\nHuế, ngày 10 tháng 12 năm 2025\nToàn thành phố có 243 sản phẩm OCOP.",
        "10/12/2025 - TP Huế hiện có 243 sản phẩm OCOP.",
    ],
)
def test_hue_may_be_named_as_a_town(text: str) -> None:
    assert statements.figures(text) == ["certified_products 243"]


def test_an_officer_of_a_commune_is_no_ministry() -> None:
    text = "Cán bộ nông nghiệp xã cho biết có 34 sản phẩm OCOP.\n\nSản phẩm OCOP của Nam Định bán chạy."
    assert statements.of(text).province == "Nam Định"


def test_what_stands_in_the_whole_province_does_not_make_a_districts_story_its_own() -> None:
    text = "Huyện Hải Hậu phát triển OCOP\n\nĐược khách trong tỉnh ưa chuộng, đến nay có 34 sản phẩm OCOP 3 sao."
    assert statements.figures(text) == ["certified_products 34 3 @district Hải Hậu"]


def test_a_moment_holds_though_it_is_told_as_of_now() -> None:
    (figure,) = statements.of("Tính đến ngày 30/6/2024, Nam Định hiện có 215 sản phẩm OCOP.").figures
    assert figure.as_of == "2024-06-30"


@pytest.mark.parametrize(
    ("text", "province", "district"),
    [
        (
            "Kết quả OCOP năm 2022 của Mường Khương, huyện biên giới tỉnh Lào Cai: 5 sản phẩm được xếp 3 sao. "
            "Đến nay huyện đã có 18 sản phẩm.",
            "Lào Cai",
            "Mường Khương",
        ),
        ("Muối Hòa Bình lên sao\nNăm 2023, huyện Hòa Bình (tỉnh Bạc Liêu) có 5 sản phẩm OCOP.", "Bạc Liêu", "Hòa Bình"),
        (
            "Về Hòa Bình nghe chuyện muối\n\nHòa Bình là huyện có nhiều sản phẩm OCOP thứ hai của tỉnh Bạc Liêu. "
            "Đến cuối tháng 7/2024, huyện này có 27 sản phẩm OCOP.",
            "Bạc Liêu",
            "Hòa Bình",
        ),
        ("TP Cà Mau làm OCOP khá sớm. Năm 2022, TP Cà Mau có 27 sản phẩm OCOP.", "Cà Mau", "TP Cà Mau"),
    ],
)
def test_a_district_is_of_the_province_that_is_said_or_that_bears_its_name(
    text: str, province: str, district: str
) -> None:
    reading = statements.of(text)
    assert (reading.province, reading.level) == (province, "district")
    assert {figure.scope_name for figure in reading.figures} == {district}


def test_a_text_that_tells_the_nations_figures_and_names_its_ministry_is_the_nations() -> None:
    text = (
        "Chương trình OCOP vươn xa\nNguồn: Bộ Nông nghiệp và Môi trường\n\nSau bảy năm, chương trình đã đi khắp nơi.\n"
        "Những vùng quê nghèo có thêm việc làm.\nĐến hết tháng 6/2025, cả nước có 16.000 sản phẩm OCOP.\n"
        "Hà Nội dẫn đầu với 3.400 sản phẩm.\nĐến năm 2030, cả nước phấn đấu có 20.000 sản phẩm."
    )
    assert statements.of(text).level == "national"
    assert statements.figures(text) == [
        "certified_products 16000",
        "certified_products 3400 @other_province Hà Nội",
        "target_products 20000 target",
    ]


def test_the_day_of_a_print_is_not_that_of_the_names() -> None:
    text = "Hết năm 2022, tỉnh Cao Bằng có 94 sản phẩm OCOP.\n\n(Bản in lúc 07:45 ngày 03/03/2026)"
    assert statements.of(text).admin_basis == "pre-2025-07"
