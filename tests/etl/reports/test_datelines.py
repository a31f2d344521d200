import pytest
from statements import of

from etl.reports.datelines import printed_on
from etl.reports.lexicon import fold


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("03/11/2025 - Tin trong tỉnh", "2025-11-03"),
        ("02/2024 - Tin trong tỉnh", "2024-02"),
        ("Tin\nNgày xuất bản: 05/04/2024 8:15:30 SA", "2024-04-05"),
        ("Tin\nLê An - 13:58 17/09/2023 GMT+7", "2023-09-17"),
        ("(TTH.VN) 20/03/2025 - Chiều nay", "2025-03-20"),
        ("Buôn Ma Thuột, 15/01/2026", "2026-01-15"),
        ("[15/05/2024]", "2024-05-15"),
        ("Báo Kon Tum, 28/10/2022: Đăk Hà", "2022-10-28"),
        ("Lạng Sơn, ngày 5 tháng 6 năm 2023\nBáo cáo", "2023-06-05"),
        ("Phát thanh Tiền Giang - Bản tin 17 giờ, ngày 25/10/2023", "2023-10-25"),
        ("Hà Nội (TTXVN 24/5/2024) - Cả nước", "2024-05-24"),
        ("VĨNH LONG (02/10/2025): Ba nguồn một dòng", "2025-10-02"),
        ("Vị Thanh, ngày 18/3/2024. Tỉnh họp", "2024-03-18"),
        ("Sở Nông nghiệp và Môi trường tỉnh Bắc Ninh, ngày 10/12/2025", "2025-12-10"),
        ("Hà Nội, 16/12/2025 (Bản tin của Bộ)", "2025-12-16"),
        ("Trang chủ / Kinh tế / 20-12-2023\nTỉnh họp", "2023-12-20"),
        ("laichau.gov.vn | 09/02/2026 | Lượt xem: 318\nTỉnh họp", "2026-02-09"),
        ("Tin\nTải về: 12/03/2025 9:27", None),
        ("Tỉnh họp\nLễ khai mạc lúc 8 giờ ngày 12/10/2024.", None),
        ("Tỉnh họp\nTính đến nay (31/12/2022), tỉnh có 215 sản phẩm", None),
        ("Ngày 15/9, tỉnh họp.", None),
        ("Ngày 5/10/2023, tỉnh họp bàn việc xếp hạng.", None),
    ],
)
def test_the_printed_date_is_that_of_the_document(text: str, printed: str | None) -> None:
    assert printed_on(fold(text)) == printed


def test_the_months_that_a_list_is_of_are_no_dateline() -> None:
    (figure,) = of("Sáu tháng đầu năm 2023: tỉnh Bắc Kạn hỗ trợ bao bì cho 27 sản phẩm OCOP.").figures
    assert (figure.period_from, figure.period_to) == ("2023-01", "2023-06")
