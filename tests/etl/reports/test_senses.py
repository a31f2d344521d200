"""What a number of products means by the words close to it, and which of the times named is its own."""

import pytest
from statements import figures, of

SENSES = {
    "asked for, not recognised": ("Năm 2024, tỉnh Lai Châu có 14 sản phẩm đề nghị công nhận.", []),
    "asked for with a rank": ("Toàn tỉnh Lai Châu có 11 sản phẩm được đề nghị công nhận 3 sao.", []),
    "asked to be judged": (
        "Năm 2024, tỉnh Lai Châu có 14 sản phẩm đề nghị đánh giá.",
        ["evaluated_products 14"],
    ),
    "too few points for three stars": (
        "Năm 2023, tỉnh Yên Bái chấm 30 sản phẩm: 27 sản phẩm đạt 3 sao, 3 sản phẩm dưới 50 điểm.",
        ["evaluated_products 30", "newly_recognised_products 27 3"],
    ),
    "between two bounds below three stars": ("Tỉnh Yên Bái có 6 sản phẩm đạt từ 30 đến dưới 50 điểm.", []),
    "recognised by the centre": (
        "Tỉnh Bến Tre có 4 sản phẩm được Trung ương công nhận 5 sao.",
        ["certified_products 4 5"],
    ),
    "recognised by the ministry in a year": (
        "Năm 2023, tỉnh Bến Tre có 4 sản phẩm được Bộ Nông nghiệp và PTNT đánh giá, công nhận đạt 5 sao.",
        ["newly_recognised_products 4 5"],
    ),
    "recognised at the national level": (
        "Tỉnh Bến Tre có 4 sản phẩm được công nhận 5 sao cấp quốc gia.",
        ["certified_products 4 5"],
    ),
    "put forward to the centre": (
        "Tỉnh Bến Tre có 4 sản phẩm đang trình Trung ương công nhận 5 sao.",
        ["nominated_5star_products 4 potential_5"],
    ),
    "waiting to be recognised by the centre": (
        "Tỉnh Bến Tre có 4 sản phẩm chờ được Trung ương công nhận 5 sao.",
        ["nominated_5star_products 4 potential_5"],
    ),
    "the whole that some lapsed of": (
        "Trong 118 sản phẩm của tỉnh Hà Nam có 9 sản phẩm hết hạn.",
        ["certified_products 118", "expired_products 9"],
    ),
    "the whole before its lapsed part": (
        "Tỉnh Hà Nam có 118 sản phẩm, trong đó có 9 sản phẩm hết hạn.",
        ["certified_products 118", "expired_products 9"],
    ),
    "set by the centre": (
        "Trung ương giao 310 sản phẩm, tỉnh Phú Yên đã có 325 sản phẩm OCOP.",
        ["target_products 310 target", "certified_products 325"],
    ),
    "set for the province": (
        "Giai đoạn 2021-2025, Trung ương giao tỉnh Phú Yên 310 sản phẩm OCOP.",
        ["target_products 310 target"],
    ),
    "the plan behind the number done": (
        "Năm 2021, tỉnh Hà Nam công nhận mới 18 sản phẩm, vượt chỉ tiêu giao là 15 sản phẩm.",
        ["newly_recognised_products 18", "target_new_products 15 target"],
    ),
    "done of a plan, with its share": (
        "Năm 2021, tỉnh Hà Nam thực hiện 45/40 sản phẩm, đạt 112,5% kế hoạch.",
        ["newly_recognised_products 45", "target_new_products 40 target", "plan_completion_pct 112.5"],
    ),
    "to be recognised within a year": (
        "Tỉnh Hà Nam dự kiến cả năm 2024 công nhận 33 sản phẩm.",
        ["target_new_products 33 target"],
    ),
    "a noun before its number": (
        "Tỉnh Hà Nam có 90 sản phẩm OCOP. Số chủ thể tham gia là 57.",
        ["certified_products 90", "producers 57"],
    ),
    "supported, said behind": (
        "Tỉnh Hà Nam: 12 sản phẩm OCOP được hỗ trợ thiết kế bao bì.",
        ["supported_packaging 12"],
    ),
    "ever recognised less lapsed and withdrawn": (
        "Tỉnh Hà Nam đã có 120 sản phẩm được cấp giấy chứng nhận; 15 sản phẩm quá hạn, 5 sản phẩm bị thu hồi. "
        "Hiện 100 sản phẩm còn hiệu lực.",
        [
            "certified_products_cumulative 120",
            "expired_products 15",
            "revoked_products 5",
            "certified_products 100",
        ],
    ),
    "kinds of producers by number words": (
        "Tỉnh Hà Nam có sáu chủ thể OCOP, gồm ba hợp tác xã, hai doanh nghiệp và một tổ hợp tác.",
        [
            "producers 6",
            "producers_cooperative 3",
            "producers_enterprise 2",
            "producers_cooperative_group 1",
        ],
    ),
    "hundreds in words": (
        "Tỉnh Hà Nam có một trăm linh hai sản phẩm OCOP.",
        ["certified_products 102"],
    ),
    "of one person": ("Tỉnh Hà Nam: 2 sản phẩm của anh Nam được công nhận OCOP 4 sao.", []),
    "handed over, not set": (
        "Tỉnh Phú Yên đã bàn giao 31 sản phẩm OCOP.",
        ["certified_products 31"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SENSES.values(), ids=SENSES)
def test_words_close_by_say_what_a_number_means(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


# Text -> (indicator, value, period_from, period_to, as_of) of each figure.
TIMES = {
    "from a year to a year": (
        "Số sản phẩm OCOP của tỉnh Sơn La tăng từ 83 sản phẩm năm 2020 lên 196 sản phẩm năm 2022.",
        [("certified_products", 83, "2020", "2020", None), ("certified_products", 196, "2022", "2022", None)],
    ),
    "each number before its year": (
        "Tỉnh Sơn La có 83 sản phẩm OCOP năm 2020, 140 sản phẩm năm 2021 và 196 sản phẩm năm 2022.",
        [
            ("certified_products", 83, "2020", "2020", None),
            ("certified_products", 140, "2021", "2021", None),
            ("certified_products", 196, "2022", "2022", None),
        ],
    ),
    "the years in brackets": (
        "Từ 83 sản phẩm (năm 2020), tỉnh Sơn La có 196 sản phẩm (năm 2022).",
        [("certified_products", 83, "2020", "2020", None), ("certified_products", 196, "2022", "2022", None)],
    ),
    "each year before its number": (
        "Tỉnh Sơn La năm 2020 có 83 sản phẩm OCOP, năm 2021 có 140 sản phẩm OCOP.",
        [("certified_products", 83, "2020", "2020", None), ("certified_products", 140, "2021", "2021", None)],
    ),
    "a plan behind what is there": (
        "Năm 2022, tỉnh Sơn La có 196 sản phẩm OCOP, phấn đấu 250 sản phẩm năm 2025.",
        [("certified_products", 196, "2022", "2022", None), ("target_products", 250, None, "2025", None)],
    ),
    "recognised up to a moment": (
        "Đến hết năm 2023, tỉnh Lào Cai đã có 189 sản phẩm được công nhận.",
        [("certified_products", 189, None, None, "2023")],
    ),
    "recognised in rounds up to a moment": (
        "Qua các đợt đánh giá, tính đến hết năm 2023 tỉnh Lào Cai đã công nhận 189 sản phẩm.",
        [("certified_products", 189, None, None, "2023")],
    ),
    "those of a year, then all up to a moment": (
        "Tỉnh Lào Cai năm 2022 công nhận mới 25 sản phẩm, đến hết năm 2023 có 189 sản phẩm được công nhận.",
        [("newly_recognised_products", 25, "2022", "2022", None), ("certified_products", 189, None, None, "2023")],
    ),
    "all up to a moment, then those of a year": (
        "Đến hết năm 2023 tỉnh Lào Cai có 189 sản phẩm được công nhận, năm 2024 có 25 sản phẩm được công nhận mới.",
        [("certified_products", 189, None, None, "2023"), ("newly_recognised_products", 25, "2024", "2024", None)],
    ),
    "summed up by a word": (
        "Theo quyết định mới ký, tỉnh Lào Cai lũy kế công nhận 189 sản phẩm.",
        [("certified_products", 189, None, None, None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TIMES.values(), ids=TIMES)
def test_each_number_holds_at_its_own_time(text: str, expected: list[tuple[str, float, str, str, str]]) -> None:
    read = of(text).figures
    assert [(f.indicator, f.value, f.period_from, f.period_to, f.as_of) for f in read] == expected


def test_a_count_from_the_start_of_the_year_is_new() -> None:
    read = of("Từ đầu năm đến 30/11/2023, tỉnh Lào Cai công nhận 28 sản phẩm.").figures
    assert [(f.indicator, f.value) for f in read] == [("newly_recognised_products", 28)]
