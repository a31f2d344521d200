"""The log tells what failed, who acts, and the first rows, Vietnamese first."""

from staged_night import Night

from etl import quality


def test_the_worst_comes_first_with_its_rows(night: Night) -> None:
    document = night.document()
    for _ in range(7):
        night.figure(document, star_code="6")
    night.figure(document, confidence="0.2")
    lines = quality.render(quality.check(night.load_id, "staging")).splitlines()
    start = lines.index("[NGHIÊM TRỌNG / CRITICAL] star_known → data engineers")
    assert lines[start : start + 4] == [
        "[NGHIÊM TRỌNG / CRITICAL] star_known → data engineers",
        "  Hạng sao không có trong dim_star: 7/8 số liệu.",
        "  The star rank is not in dim_star: 7 of 8 figures.",
        "    - province: Sóc Trăng; indicator: certified_products; star: 6; value: 131; "
        "quote: Tỉnh có 131 sản phẩm OCOP.; document: bao-cao.txt",
    ]
    assert lines[start + 8 : start + 10] == [
        "    … còn 2 dòng / 2 more",
        "  Giữ lại trong quarantine: 7 dòng. / Held back in quarantine: 7 rows.",
    ]
    assert start < lines.index("[CẢNH BÁO / WARNING] confidence_sufficient → data engineers")


def test_figures_to_review_are_told_with_how_to_see_and_accept_them(night: Night) -> None:
    night.figure(night.document(), confidence="0.2")
    assert quality.render(quality.check(night.load_id, "staging")).splitlines()[-3:] == [
        "  Chờ duyệt / to review: 1",
        "    xem / see: ocop quarantine show --reason confidence_sufficient",
        "    đúng thì nhận / accept what is right: ocop quarantine replay --reason confidence_sufficient "
        '--accept "vì sao / why"',
    ]


def test_when_all_is_well_one_line_says_so(night: Night) -> None:
    night.figure(night.document())
    results = quality.check(night.load_id, "staging")
    passed = len(results)
    assert quality.render(results) == (
        f"{passed} kiểm tra đạt, 0 không đạt, 0 không chạy được / {passed} checks passed, 0 failed, 0 crashed"
    )
