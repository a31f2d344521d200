"""The sample night: what its documents state, figure by figure."""

from pathlib import Path

import pytest
from statements import said

from etl.reports import read

SAMPLES = Path(__file__).parents[3] / "samples"
REPORTS = [path for path in sorted(SAMPLES.rglob("*.*")) if SAMPLES / "marketplaces" not in path.parents]
EXPECTED = {
    "an-giang/tong-hop-ocop-thang-8-2023.html": (
        "An Giang",
        "2023-09-18",
        [
            "certified_products 92 3+",
            "certified_products 2 5",
            "certified_products 3 potential_5",
            "certified_products 15 4",
            "certified_products 72 3",
            "producers 62",
        ],
    ),
    "bac-lieu/ban-tin-ocop-2024.html": (
        "Bạc Liêu",
        None,
        [
            "certified_products 131",
            "certified_products 34 4",
            "certified_products 97 3",
            "target_new_products 20 3+ target",
            "sales_points 5",
        ],
    ),
    "dong-thap/thu-hoi-giay-chung-nhan.txt": (
        "Đồng Tháp",
        "2024-12-21",
        ["revoked_products 47", "producers 27", "revoked_products 44 3", "revoked_products 3 4"],
    ),
    "lang-son/so-ket-ocop-2019-2022.txt": (
        "Lạng Sơn",
        None,
        [
            "certified_products_cumulative 94",
            "certified_products_cumulative 73 3",
            "certified_products_cumulative 21 4",
            "expired_products 10",
            "certified_products 84",
            "certified_products 65 3",
            "certified_products 19 4",
            "target_new_products 50 3+ target at_least",
        ],
    ),
    "lao-cai/lao-cai-sau-hop-nhat.html": (
        "Lào Cai",
        "2025-07-28",
        ["certified_products 604", "certified_products 553 3", "certified_products 49 4", "certified_products 2 5"],
    ),
    "soc-trang/bao-cao-ocop-soc-trang.docx": (
        "Sóc Trăng",
        None,
        [
            "certified_products 189 3+",
            "producers 102",
            "certified_products 1 5",
            "certified_products 19 4",
            "certified_products 169 3",
            "target_products 200 3+ target at_least",
        ],
    ),
    "tra-vinh/hoi-nghi-so-ket.txt": (
        "Trà Vinh",
        None,
        [
            "certified_products 184",
            "certified_products 137 3",
            "certified_products 38 4",
            "certified_products 3 5",
            "certified_products 6 potential_5",
            "revenue_growth_pct_low 10",
            "revenue_growth_pct_high 30",
            "target_new_products 165 3+ target at_least",
        ],
    ),
}


def test_every_sample_is_expected() -> None:
    assert {str(path.relative_to(SAMPLES)) for path in REPORTS} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_sample_states_its_figures(name: str) -> None:
    province, published_on, figures = EXPECTED[name]
    path = SAMPLES / name
    reading = read(path.read_bytes(), path.suffix)
    assert (reading.province, reading.level, reading.published_on) == (province, "province", published_on)
    assert [said(figure) for figure in reading.figures] == figures


def test_parts_add_up_to_their_totals() -> None:
    for path in REPORTS:
        figures = read(path.read_bytes(), path.suffix).figures
        for name in {f.breakdown for f in figures if f.breakdown}:
            (total,) = [f.value for f in figures if f.breakdown == name and f.is_headline]
            assert sum(f.value for f in figures if f.breakdown == name and not f.is_headline) == total
