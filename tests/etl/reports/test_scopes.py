"""Whose figure it is where several places share a text: never another's as the province's own."""

import pytest
from statements import figures

CASES = {
    "a province ahead keeps its number": (
        "Cuối năm 2023, tỉnh Quảng Trị có 120 sản phẩm OCOP, xếp sau Quảng Nam với 390 sản phẩm.",
        ["certified_products 120", "certified_products 390 @other_province Quảng Nam"],
    ),
    "a province named with its type, in brackets": (
        "Tỉnh Quảng Trị có 120 sản phẩm OCOP, chỉ sau tỉnh Quảng Nam (390 sản phẩm, trong đó 3 sản phẩm 5 sao).",
        [
            "certified_products 120",
            "certified_products 390 @other_province Quảng Nam",
            "certified_products 3 5 @other_province Quảng Nam",
        ],
    ),
    "after brackets the text goes on with its own total": (
        "Tỉnh Quảng Trị có 120 sản phẩm OCOP, chỉ sau Quảng Nam (390 sản phẩm). "
        "Trong số này có 2 sản phẩm 5 sao, 30 sản phẩm 4 sao.",
        [
            "certified_products 120",
            "certified_products 390 @other_province Quảng Nam",
            "certified_products 2 5",
            "certified_products 30 4",
        ],
    ),
    "a rank said with a comma leaves the number to its own": (
        "Tỉnh Quảng Nam đứng thứ ba cả nước, sau Hà Nội, với 390 sản phẩm OCOP.",
        ["certified_products 390"],
    ),
    "either's number is nobody's": ("Tỉnh Quảng Nam đứng thứ hai cả nước chỉ sau Hà Nội với 390 sản phẩm OCOP.", []),
    "said to be another's": (
        "Tỉnh Quảng Trị có 120 sản phẩm OCOP. Đoàn còn thăm 20 sản phẩm 4 sao của tỉnh Quảng Bình.",
        ["certified_products 120", "certified_products 20 4 @other_province Quảng Bình"],
    ),
    "a difference is no figure": (
        "Tỉnh Yên Bái có 260 sản phẩm OCOP, cao hơn 45 sản phẩm so với Hà Giang, kém Lào Cai 12 sản phẩm.",
        ["certified_products 260"],
    ),
    "a fair of several provinces": (
        "Tỉnh Yên Bái có 260 sản phẩm OCOP. Tuần lễ có sự tham gia của 18 tỉnh với 400 sản phẩm 4 sao, 5 sao. "
        "Trong đó có 90 sản phẩm 5 sao.",
        ["certified_products 260"],
    ),
    "provinces and cities that come": (
        "Tỉnh Yên Bái có 260 sản phẩm OCOP. Hội nghị có 12 tỉnh, thành phố tham gia với 210 sản phẩm 4 sao.",
        ["certified_products 260"],
    ),
    "a rank among the provinces is no fair": (
        "Yên Bái đứng thứ 9/63 tỉnh, thành phố với 260 sản phẩm OCOP.",
        ["certified_products 260"],
    ),
    "a district's stay the district's over paragraphs": (
        "Theo chủ trương của tỉnh Yên Bái, các địa phương đẩy mạnh OCOP.\n"
        "Trên địa bàn huyện Văn Yên hiện có 22 sản phẩm OCOP.\nTrong đó 4 sản phẩm đạt 4 sao.\n"
        "Năm 2023, công nhận mới 6 sản phẩm.\nTỉnh Yên Bái có 260 sản phẩm OCOP.",
        [
            "certified_products 22 @district Văn Yên",
            "certified_products 4 4 @district Văn Yên",
            "newly_recognised_products 6 @district Văn Yên",
            "certified_products 260",
        ],
    ),
    "where a district lies, what it leads, and who recognises": (
        "Huyện Văn Yên, tỉnh Yên Bái hiện có 22 sản phẩm OCOP. Huyện dẫn đầu toàn tỉnh với 4 sản phẩm 4 sao. "
        "Các sản phẩm được UBND tỉnh công nhận gồm 18 sản phẩm 3 sao.",
        [
            "certified_products 22 @district Văn Yên",
            "certified_products 4 4 @district Văn Yên",
            "certified_products 18 3 @district Văn Yên",
        ],
    ),
    "a sum behind several districts is the province's": (
        "Tỉnh Yên Bái đẩy mạnh OCOP. Huyện Văn Yên có 22 sản phẩm OCOP, huyện Lục Yên có 30 sản phẩm. "
        "Lũy kế đến nay có 260 sản phẩm OCOP.",
        [
            "certified_products 22 @district Văn Yên",
            "certified_products 30 @district Lục Yên",
            "certified_products 260",
        ],
    ),
    "the whole city behind its districts": (
        "Thành phố Hà Nội: huyện Ba Vì có 60 sản phẩm OCOP. Lũy kế toàn thành phố có 2.711 sản phẩm OCOP.",
        ["certified_products 60 @district Ba Vì", "certified_products 2711"],
    ),
    "a cooperative with its number is no commune": (
        "Tỉnh Nghệ An có 210 chủ thể OCOP: hợp tác xã 52%, doanh nghiệp 17%.",
        ["producers 210", "producers_cooperative_pct 52", "producers_enterprise_pct 17"],
    ),
    "the office of rural development is no hamlet": (
        "Sở Nông nghiệp và Phát triển nông thôn Nghệ An cho biết có 560 sản phẩm OCOP.",
        ["certified_products 560"],
    ),
    "words that only say more of a place": (
        "Tỉnh Quảng Bình có 141 sản phẩm OCOP. Quảng Trị, nơi sắp về chung với Quảng Bình, đang có 180 sản phẩm OCOP.",
        ["certified_products 141", "certified_products 180 @other_province Quảng Trị"],
    ),
    "the next places of a list without their noun": (
        "Tỉnh Sóc Trăng: huyện Kế Sách có 12 sản phẩm OCOP, huyện Mỹ Xuyên có 9, huyện Long Phú có 4.",
        [
            "certified_products 12 @district Kế Sách",
            "certified_products 9 @district Mỹ Xuyên",
            "certified_products 4 @district Long Phú",
        ],
    ),
    "a neighbour compared with": (
        "Tỉnh Bình Dương có 120 sản phẩm OCOP. So với Đồng Nai láng giềng (180 sản phẩm), tỉnh còn đi chậm.",
        ["certified_products 120", "certified_products 180 @other_province Đồng Nai"],
    ),
    "a city under a province is no province": (
        "Thành phố Vinh, tỉnh Nghệ An đẩy mạnh OCOP. Thành phố có 20 sản phẩm OCOP.",
        ["certified_products 20 @district TP Vinh"],
    ),
    "the parts of a merged province, one of its own name": (
        "Tỉnh Lâm Đồng đẩy mạnh Chương trình OCOP. UBND tỉnh Lâm Đồng đã có kế hoạch. "
        "Sau sáp nhập, tỉnh Lâm Đồng có 900 sản phẩm OCOP, trong đó Bình Thuận 200 sản phẩm, Đắk Nông 150 sản phẩm, "
        "Lâm Đồng 550 sản phẩm. Đến nay, tỉnh có 300 chủ thể.",
        [
            "certified_products 900",
            "certified_products 200 @former_province Bình Thuận",
            "certified_products 150 @former_province Đắk Nông",
            "certified_products 550 @former_province Lâm Đồng",
            "producers 300",
        ],
    ),
    "such parts in sentences of their own": (
        "Tỉnh Lâm Đồng đẩy mạnh Chương trình OCOP. UBND tỉnh Lâm Đồng đã có kế hoạch. "
        "Sau sáp nhập, tỉnh Lâm Đồng có 900 sản phẩm OCOP. "
        "Trong đó, Bình Thuận có 200 sản phẩm. Lâm Đồng có 550 sản phẩm.",
        [
            "certified_products 900",
            "certified_products 200 @former_province Bình Thuận",
            "certified_products 550 @former_province Lâm Đồng",
        ],
    ),
    "names in the capitals of a heading": (
        "HUYỆN MÙ CANG CHẢI CÓ 9 SẢN PHẨM OCOP\nHuyện thuộc tỉnh Yên Bái. Huyện có 9 sản phẩm OCOP.",
        ["certified_products 9 @district Mù Cang Chải", "certified_products 9 @district Mù Cang Chải"],
    ),
    "a district without a name is nobody": ("Tỉnh Yên Bái đẩy mạnh OCOP. Huyện đã có 9 sản phẩm OCOP.", []),
    "a city with its type said twice is no district": (
        "Đến nay, thành phố TP.HCM có 255 sản phẩm OCOP.",
        ["certified_products 255"],
    ),
    "a ward or commune without a name is nobody": (
        "Tỉnh Yên Bái có 260 sản phẩm OCOP. Phường đã có 3 sản phẩm OCOP.",
        ["certified_products 260"],
    ),
    "several kinds of places before a number": (
        "Phiên đầu năm 2024, Hội đồng OCOP tỉnh Long An nhận từ 11 huyện, thị xã 31 sản phẩm để chấm; 29 "
        "sản phẩm vượt ngưỡng.",
        ["evaluated_products 31", "newly_recognised_products 29"],
    ),
    "a year before the district said again": (
        "Đức Trọng là một trong những địa bàn sôi động về OCOP của tỉnh Lâm Đồng. Riêng năm 2024 huyện "
        "này có 18 sản phẩm đăng ký.",
        ["registered_products 18 @district Đức Trọng"],
    ),
    "a district told to be one of a province": (
        "Chè, bưởi đã giúp Thọ Xuân trở thành một trong những huyện đi đầu về OCOP ở Thanh Hóa. Huyện "
        "hiện có 34 sản phẩm OCOP còn hạn.",
        ["certified_products 34 @district Thọ Xuân"],
    ),
    "a city's office at the head": (
        "UBND TP Lạng Sơn vừa họp hội đồng đánh giá, phân hạng OCOP. Toàn TP Lạng Sơn có 14 sản phẩm OCOP.",
        ["certified_products 14 @district TP Lạng Sơn"],
    ),
    "where people met on a day": (
        "Sáng 18/10, tại TP Điện Biên Phủ, 22 giấy chứng nhận OCOP của tỉnh Điện Biên được trao tận tay 16 chủ thể.",
        ["certificates_awarded 22", "producers 16"],
    ),
    "a list of places ends with its sentence": (
        "Hội đồng OCOP tỉnh Hòa Bình chấm 29 sản phẩm; huyện Lạc Thủy góp 6 sản phẩm, huyện Cao Phong "
        "góp 4 sản phẩm. Đủ điểm để công nhận có 27 sản phẩm.",
        [
            "evaluated_products 29",
            "evaluated_products 6 @district Lạc Thủy",
            "evaluated_products 4 @district Cao Phong",
            "newly_recognised_products 27",
        ],
    ),
    "places of a plan": (
        "Sang năm 2025, tỉnh Điện Biên giao các địa phương phát triển mới 30 sản phẩm, trong đó huyện "
        "Tuần Giáo 5 sản phẩm.",
        ["target_new_products 30 target", "target_new_products 5 target @district Tuần Giáo"],
    ),
    "a commune told behind its name": (
        "Tới cuối năm 2022, toàn huyện Tri Tôn (An Giang) có 16 sản phẩm được công nhận; Lương Phi là xã "
        "nhiều nhất với 5 sản phẩm.",
        ["certified_products 16 @district Tri Tôn", "certified_products 5 @commune Lương Phi"],
    ),
    "a former province before the new order": (
        "Tỉnh Gia Lai hiện có 893 sản phẩm OCOP. Phía tây, tức tỉnh Gia Lai trước sắp xếp, có 451 sản "
        "phẩm; phía đông, tức Bình Định cũ, có 442 sản phẩm.",
        [
            "certified_products 893",
            "certified_products 451 @former_province Gia Lai",
            "certified_products 442 @former_province Bình Định",
        ],
    ),
    "one that now has taken in another": (
        "Hưng Yên - nay đã gồm Thái Bình - có 639 sản phẩm OCOP.",
        ["certified_products 639"],
    ),
    "the first of its province": (
        "Thái Thụy về đầu Thái Bình trong mùa OCOP với 9 sản phẩm OCOP. Tỉnh Thái Bình có 77 sản phẩm OCOP.",
        ["certified_products 9 @district Thái Thụy", "certified_products 77"],
    ),
    "whom a town asks": (
        "Từ nay đến hết năm 2022, thị xã đăng ký với tỉnh Quảng Ninh thêm 4 sản phẩm OCOP mới. Thị xã "
        "Đông Triều có 59 sản phẩm OCOP.",
        ["target_new_products 4 target @district Đông Triều", "certified_products 59 @district Đông Triều"],
    ),
    "places by their order alone": (
        "Năm 2022, tỉnh Lào Cai công nhận 35 sản phẩm OCOP. Phân theo địa phương: Bát Xát 9, thị xã Sa Pa 8.",
        [
            "newly_recognised_products 35",
            "newly_recognised_products 9 @district Bát Xát",
            "newly_recognised_products 8 @district Sa Pa",
        ],
    ),
    "a name of stone and stream in its own spelling": (
        "Tỉnh Kon Tum có 218 sản phẩm OCOP. Đắk Hà: 32 sản phẩm; Kon Plông: 24 sản phẩm.",
        [
            "certified_products 218",
            "certified_products 32 @district Đắk Hà",
            "certified_products 24 @district Kon Plông",
        ],
    ),
    "a plain that a name begins with": (
        "Tỉnh Sơn La có 150 sản phẩm OCOP, riêng thị trấn Nông trường Mộc Châu 2 sản phẩm.",
        ["certified_products 150", "certified_products 2 @commune Nông trường Mộc Châu"],
    ),
    "a village with a capital is a name": (
        "Tỉnh Lai Châu có 180 sản phẩm OCOP. Chuyện của Bản Bo, xã chè lớn: xã có năm sản phẩm OCOP.",
        ["certified_products 180", "certified_products 5 @commune Bản Bo"],
    ),
    "a former province that gives to the new one": (
        "Bến Tre cũ đem về cho Vĩnh Long 400 sản phẩm OCOP, còn Vĩnh Long khi chưa mở rộng có 230 sản phẩm. "
        "Tháng 9/2025, toàn tỉnh có 1.000 sản phẩm.",
        [
            "certified_products 400 @former_province Bến Tre",
            "certified_products 230 @former_province Vĩnh Long",
            "certified_products 1000",
        ],
    ),
    "a part of the new province behind brackets": (
        "Tháng 9/2025, sau sáp nhập, thành phố Đà Nẵng có 615 sản phẩm OCOP; quá nửa (352 sản phẩm) thuộc "
        "địa bàn Quảng Nam trước đây.",
        ["certified_products 615", "certified_products 352 @former_province Quảng Nam"],
    ),
    "where goods come from": (
        "Tháng 12/2025, sau sáp nhập, tỉnh Khánh Hòa có 478 sản phẩm OCOP. Gần nửa, 205 sản phẩm, đến từ "
        "vùng nho Ninh Thuận cũ.",
        ["certified_products 478", "certified_products 205 @former_province Ninh Thuận"],
    ),
    "a neighbour across the river": (
        "So với Vĩnh Long bên kia sông Tiền, nơi đang có 210 sản phẩm, tỉnh Đồng Tháp có 380 sản phẩm OCOP.",
        ["certified_products 210 @other_province Vĩnh Long", "certified_products 380"],
    ),
    "a ward and what it was": (
        "Tháng 12/2025, thành phố Hải Phòng có 612 sản phẩm OCOP; phường Thành Đông, trung tâm của tỉnh lỵ "
        "cũ, có 12 sản phẩm.",
        ["certified_products 612", "certified_products 12 @commune Thành Đông"],
    ),
    "a plan of the whole behind that of a ward": (
        "Năm 2026, tỉnh Gia Lai giao các xã công nhận mới 110 sản phẩm OCOP, riêng phường Quy Nhơn 5 sản "
        "phẩm; đến cuối năm phấn đấu tổng số đạt 1.000 sản phẩm.",
        [
            "target_new_products 110 target",
            "target_new_products 5 target @commune Quy Nhơn",
            "target_products 1000 target",
        ],
    ),
    "districts with letters behind an apostrophe": (
        "Tỉnh Đắk Lắk có 92 sản phẩm OCOP; huyện Cư M'gar có 12 sản phẩm, huyện M'Drắk có 5 sản phẩm.",
        ["certified_products 92", "certified_products 12 @district Cư M'gar", "certified_products 5 @district M'Drắk"],
    ),
    "goods that were a former province's": (
        "Tháng 10/2025, sau sáp nhập, tỉnh Quảng Trị có 356 sản phẩm OCOP: 197 sản phẩm vốn của Quảng Bình, "
        "159 sản phẩm vốn của Quảng Trị (cũ).",
        [
            "certified_products 356",
            "certified_products 197 @former_province Quảng Bình",
            "certified_products 159 @former_province Quảng Trị",
        ],
    ),
    "goods that come from a former province": (
        "Đến 31/12/2025, sau sáp nhập, thành phố Hải Phòng có 687 sản phẩm OCOP, 391 sản phẩm trong đó gốc Hải Dương.",
        ["certified_products 687", "certified_products 391 @former_province Hải Dương"],
    ),
    "goods from a former province, without a comma": (
        "Tháng 11/2025, sau sáp nhập, tỉnh Gia Lai có 812 sản phẩm OCOP, trong đó 436 sản phẩm đến từ địa "
        "bàn tỉnh Bình Định cũ.",
        ["certified_products 812", "certified_products 436 @former_province Bình Định"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_says(name: str) -> None:
    """Exactly these figures, each of the place that has it."""
    text, expected = CASES[name]
    assert figures(text) == expected


def test_less_than_another_is_no_increase() -> None:
    """The number of the province compared with is that province's, never one's own."""
    said = figures("Tỉnh Quảng Trị có 120 sản phẩm OCOP, ít hơn so với Quảng Bình với 172 sản phẩm.")
    assert said[0] == "certified_products 120"
    assert all(figure.endswith("@other_province Quảng Bình") for figure in said[1:])
    assert any(" 172 " in figure for figure in said)
