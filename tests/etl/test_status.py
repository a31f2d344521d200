"""`ocop status`: what it says of nights, sources, checks and what is held back."""

from datetime import date, timedelta

import pytest
from folder_nights import WHOLE, Folders

from etl.cli import main
from etl.errors import DataError
from etl.monitoring import status
from etl.nights import tonight

BOUNDS = "Tỷ lệ chủ thể là hợp tác xã chiếm 180% tổng số chủ thể OCOP."


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    """Called: what the command prints, by the first line of each block."""

    def run() -> dict[str, str]:
        capsys.readouterr()
        assert main(["status"]) == 0
        return {block.splitlines()[0]: block for block in _blocks(capsys.readouterr().out)}

    return run


def _blocks(text: str) -> list[str]:
    """Blocks begin at the margin; what belongs to them is indented."""
    blocks: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            blocks.append(line)
        elif blocks:
            blocks[-1] += f"\n{line}"
    return blocks


def test_without_a_night_it_says_how_to_run_one(provinces: Folders, said) -> None:
    assert "make nightly" in said()["VIỆC CẦN LÀM / WHAT TO DO"]


def test_a_night_is_told_with_its_counts_and_nothing_to_do(provinces: Folders, said) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    blocks = said()
    said = f"{tonight()}  đã nạp / loaded: báo cáo tỉnh / province reports: 1 văn bản / documents; 5 nạp / loaded"
    assert said in blocks["ĐÊM GẦN ĐÂY / LAST NIGHTS"]
    assert f"có cái mới / new on {tonight()}" in blocks["NGUỒN / SOURCES"]
    assert "Nothing." in blocks["VIỆC CẦN LÀM / WHAT TO DO"]


def test_a_failed_check_is_told_with_its_first_rows_and_what_is_held(provinces: Folders, said) -> None:
    provinces.put(f"{WHOLE.format(total=92)} {BOUNDS}")
    provinces.run()
    blocks = said()
    checks = next(block for title, block in blocks.items() if title.startswith("KIỂM TRA / CHECKS"))
    assert "[NGHIÊM TRỌNG / CRITICAL] percentage_bounds → data engineers" in checks
    assert "- province: An Giang; indicator: producers_cooperative_pct" in checks
    assert "percentage_bounds       1 số liệu / figures" in blocks["ĐANG BỊ GIỮ / HELD BACK"]
    assert "ocop quarantine list" in blocks["VIỆC CẦN LÀM / WHAT TO DO"]


def test_a_source_with_a_problem_is_told_with_its_words_and_its_owner(provinces: Folders, said) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.put(b"", source="lang-son")
    provinces.run()
    blocks = said()
    assert "Lạng Sơn                VẤN ĐỀ / PROBLEM" in blocks["NGUỒN / SOURCES"]
    assert "bao-cao.txt" in blocks["NGUỒN / SOURCES"]
    assert "Lạng Sơn: hỏi / ask văn phòng" in blocks["VIỆC CẦN LÀM / WHAT TO DO"]


def test_a_source_with_nothing_new_is_late_after_its_cadence(provinces: Folders, said) -> None:
    before, after = (str(tonight() - timedelta(days=days)) for days in (41, 1))
    provinces.put(WHOLE.format(total=92))
    provinces.on(before)
    assert provinces.run() == {}
    provinces.on(after)
    assert provinces.run() == {}
    blocks = said()
    late = f"không đổi từ / unchanged since {before}; TRỄ 11 ngày / LATE by 11 days"
    assert late in blocks["NGUỒN / SOURCES"]
    assert "An Giang: nhắc / remind văn phòng" in blocks["VIỆC CẦN LÀM / WHAT TO DO"]


def test_a_source_that_is_listed_no_more_is_told_while_a_document_of_it_is_held(provinces: Folders, said) -> None:
    listed = provinces.root / "sources.yaml"
    provinces.put(WHOLE.format(total=92), source="drop-box")
    provinces.put(b"", source="lang-son")
    provinces.run()
    listed.write_text(listed.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    sources = said()["NGUỒN / SOURCES"]
    assert "Lạng Sơn" in sources and "drop-box" not in sources


@pytest.mark.parametrize(("days", "late"), [(30, 0), (31, 1)])
def test_late_is_a_day_more_than_the_cadence(provinces: Folders, days: int, late: int) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.on("2026-01-05")
    provinces.run()
    assert len(status.late(date(2026, 1, 5) + timedelta(days=days), ["an-giang", "lang-son"])) == late


def test_without_a_warehouse_it_says_how_to_make_one(empty_database: str) -> None:
    with pytest.raises(DataError, match="make nightly"):
        status.show()
