"""Every province is read alike, whatever words its name is made of (Nam Định, Bà Rịa - Vũng Tàu, Hòa Bình)."""

import csv

import pytest
from statements import of, said

from etl.reports.places import CITIES
from etl.settings import PROJECT

with (PROJECT / "etl/warehouse/reference/provinces.csv").open(encoding="utf-8", newline="") as file:
    PROVINCES = sorted({row["province_name"] for row in csv.DictReader(file)} - {"Huế"})  # whose name tells the year
MANNERS = {
    "{name} hiện có 243 sản phẩm OCOP, trong đó 3 sao 178 sản phẩm, 4 sao 65 sản phẩm.": [
        "certified_products 243",
        "certified_products 178 3",
        "certified_products 65 4",
    ],
    "UBND {TYPE} {NAME}\nĐến hết năm 2023, toàn {type} có 243 sản phẩm OCOP của 120 chủ thể.": [
        "certified_products 243",
        "producers 120",
    ],
    "Năm 2023, {type} {name} công nhận mới 43 sản phẩm OCOP, nâng tổng số lên 243 sản phẩm.": [
        "newly_recognised_products 43",
        "certified_products 243",
    ],
    "Theo kế hoạch, năm 2024 {name} phấn đấu công nhận mới 30 sản phẩm OCOP.": ["target_new_products 30 target"],
    "{name}: Thu hồi giấy chứng nhận của 12 sản phẩm OCOP.": ["revoked_products 12"],
    "Trên địa bàn {type} {name} có 243 sản phẩm OCOP; cả nước có 15.000 sản phẩm OCOP.": [
        "certified_products 243",
        "certified_products 15000 @national CẢ NƯỚC",
    ],
    "Sở Nông nghiệp {name} cho biết, đến nay toàn {type} có 50 HTX làm ra sản phẩm OCOP.": ["producers_cooperative 50"],
}


@pytest.mark.parametrize("name", PROVINCES)
def test_a_province_is_read_like_any_other(name: str) -> None:
    type_ = "thành phố" if name in CITIES else "tỉnh"
    for manner, expected in MANNERS.items():
        text = manner.format(name=name, NAME=name.upper(), type=type_, TYPE=type_.upper())
        reading = of(f"10/12/2023 - {text}" if not text.startswith("UBND") else text)
        assert (reading.province, [said(figure) for figure in reading.figures]) == (name, expected), text
