"""What is held back is listed, shown and loaded again from landing once its cause is mended; the history stays."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from folder_nights import HALF, NONE, ONE, WHOLE, Folders

from etl import province_reports, quality, replay
from etl.cli import main
from etl.errors import DataError
from etl.quality import held
from etl.quality.held import Selection

FUTURE = "Đến ngày 31/8/2025, tỉnh An Giang có 92 sản phẩm OCOP. Đến hết năm 2035, tỉnh An Giang có 500 sản phẩm OCOP."


@pytest.fixture
def strict(provinces: Folders, monkeypatch: pytest.MonkeyPatch, expectations: Callable[[str], Path]) -> Folders:
    """A night whose mistaken check holds back the totals of more than 90 products, out of two of An Giang's reports."""
    folder = expectations("""
  - code: too_many
    severity: critical
    quarantine: true
    owner: data engineers
    message_vi: "Quá 90: {rows_failed}"
    message_en: "More than 90: {rows_failed}"
    sql: select row_no from figure where number > 90
""")
    with monkeypatch.context() as mistaken:
        mistaken.setattr(quality, "check", lambda load_id, stage: quality.checking.check(load_id, stage, folder=folder))
        provinces.put(ONE.format(total=92), name="a.txt")
        provinces.put("Đến hết năm 2023, tỉnh An Giang có 80 sản phẩm OCOP.", name="b.txt")
        provinces.run()
    return provinces


def settled(provinces: Folders) -> list[tuple[str, ...]]:
    return provinces.rows(
        "select value, released_reason, released_load_id from quarantine.province_indicator order by quarantine_id"
    )


# --- rows ------------------------------------------------------------------------------------


def test_rows_are_loaded_once_their_check_is_mended_and_stay_on_record(strict: Folders) -> None:
    assert strict.totals() == [80]
    done = replay.replay(Selection(reason="too_many"))
    assert strict.totals() == [80, 92]
    ((load_id, run_id, reason, state),) = strict.rows(
        "select load_id, run_id, reason, state from ops.load where load_id > :first", first=strict.load_id
    )
    assert settled(strict) == [("92", "loaded", load_id)]
    assert run_id.startswith("replay__") and reason == "ocop quarantine replay --reason too_many"
    assert (state, done.is_settled, done.loads[0]["rows_inserted"]) == ("loaded", True, 1)


def test_a_replay_needs_no_source(strict: Folders) -> None:
    shutil.rmtree(strict.root / "an-giang")
    replay.replay(Selection())
    assert strict.totals() == [80, 92]


def test_a_second_replay_finds_nothing(strict: Folders, written: Callable[[], object]) -> None:
    replay.replay(Selection())
    before = written()
    with pytest.raises(DataError, match="nothing to replay"):
        replay.replay(Selection())
    assert written() == before


def test_the_next_night_loads_them_by_itself(strict: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.quality.suites.checks_version", lambda: "mended")
    strict.run()
    assert strict.totals() == [80, 92]
    assert settled(strict) == [("92", "loaded", strict.load_id)]


def test_a_second_run_of_the_night_holds_nothing_twice(strict: Folders) -> None:
    strict.run()
    assert strict.totals() == [80]
    assert settled(strict) == [("92", None, None)]


def test_the_run_is_green_when_what_it_held_is_settled(strict: Folders) -> None:
    night = strict.rows("select report_date from ops.load")[0][0]
    with pytest.raises(DataError, match="too_many"):
        province_reports.close_night(strict.run_id, night, province_reports.plan(), {})
    replay.replay(Selection())
    province_reports.close_night(strict.run_id, night, province_reports.plan(), {})


def test_what_still_fails_is_held_under_the_new_load(provinces: Folders) -> None:
    provinces.put(FUTURE)
    provinces.run()
    first = provinces.load_id
    done = replay.replay(Selection(source="an-giang"))
    assert not done.is_settled
    assert settled(provinces) == [("500", "held_again", first + 1), ("500", None, None)]
    assert provinces.rows("select load_id from quarantine.held_figure") == [(first + 1,)]
    assert provinces.rows("select count(distinct quarantined_at) from quarantine.province_indicator") == [(1,)]
    assert provinces.rows("select value, load_id from warehouse.fact_province_indicator") == [(92, first)]


def test_a_new_version_of_the_document_settles_what_was_held(provinces: Folders) -> None:
    provinces.put(FUTURE)
    provinces.run()
    provinces.put(FUTURE.replace("hết năm 2035", "ngày 31/7/2025"))
    provinces.run()
    assert settled(provinces) == [("500", "document_superseded", provinces.load_id)]


def test_thousands_of_rows_are_held_counted_and_loaded_again(
    provinces: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"Đến hết năm 2035, tỉnh An Giang có {number} sản phẩm OCOP." for number in range(1, 2001)]
    provinces.put("\n".join(lines))
    provinces.run()
    assert provinces.rows("select count(*) from quarantine.held_figure") == [(2000,)]
    assert "2000" in held.counted(Selection())
    assert len(held.shown(Selection(), 3).split("\n\n")) == 4
    replay.replay(Selection())
    assert provinces.rows("select count(*) from quarantine.held_figure") == [(2000,)]


# --- documents -------------------------------------------------------------------------------


@pytest.fixture
def dropped(provinces: Folders) -> Folders:
    """A night after which An Giang's report has one figure instead of five, and is held back."""
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(ONE.format(total=12))
    provinces.run()
    return provinces


def test_a_drop_that_is_right_is_accepted_with_a_reason(dropped: Folders) -> None:
    assert dropped.totals() == [92]
    done = replay.replay(Selection(source="an-giang"), accept="báo cáo rút gọn")
    assert (done.accepted, done.is_settled) == (1, True)
    assert dropped.totals() == [12]
    assert dropped.rows("select state, accepted_reason from quarantine.document") == [("released", "báo cáo rút gọn")]
    assert dropped.rows("select reason from ops.load order by load_id desc limit 1") == [
        ("ocop quarantine replay --source an-giang: báo cáo rút gọn",)
    ]
    assert dropped.rows("select problem from ops.source_state") == [(None,)]
    assert dropped.run() == {}  # the night is green, and stays so


def test_it_says_what_the_load_did(dropped: Folders) -> None:
    done = replay.replay(Selection(source="an-giang"), accept="báo cáo rút gọn")
    assert dropped.rows("select rows_inserted, rows_closed from ops.load order by load_id desc limit 1") == [(1, 5)]
    assert "1 dòng nạp / rows loaded, 5 đóng / closed, 0 vẫn giữ / still held" in done.text


def test_without_acceptance_it_stays_held(dropped: Folders) -> None:
    done = replay.replay(Selection(source="an-giang"))
    assert not done.is_settled and "its earlier version had 5" in done.problems[0]
    assert dropped.totals() == [92]


def test_an_accepted_document_without_figures_closes_those_of_its_earlier_version(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(NONE)
    provinces.run()
    replay.replay(Selection(reason="no_figures"), accept="thu hồi")
    assert provinces.totals() == []


def test_one_that_cannot_be_read_is_accepted_for_not_red_and_nothing_is_loaded(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(b"\x89PNG")
    assert "read an-giang" in provinces.run()
    replay.replay(Selection(source="an-giang"), accept="bản quét, không có bản khác")
    assert provinces.run() == {}
    assert provinces.totals() == [92]


def test_what_is_held_of_a_source_that_is_listed_no_more_can_be_accepted(dropped: Folders) -> None:
    (dropped.root / "sources.yaml").write_text("[]", encoding="utf-8")
    done = replay.replay(Selection(source="an-giang"), accept="nguồn đã thôi")
    assert (done.is_settled, dropped.totals()) == (True, [12])


def test_an_accepted_listing_is_green(provinces: Folders) -> None:
    for year in range(2019, 2024):
        provinces.put(f"Đến hết năm {year}, tỉnh An Giang có 92 sản phẩm OCOP.", name=f"{year}.txt")
    provinces.run()
    for year in range(2020, 2024):
        (provinces.root / "an-giang" / f"{year}.txt").unlink()
    assert "land an-giang" in provinces.run()
    replay.replay(Selection(source="an-giang"), accept="cổng chỉ còn giữ năm nay")
    assert provinces.rows("select problem from ops.source_state") == [(None,)]
    assert provinces.run() == {}


@pytest.mark.parametrize(("selection", "why"), [(Selection(), "tất cả"), (Selection(source="an-giang"), " ")])
def test_acceptance_says_which_and_why(dropped: Folders, selection: Selection, why: str) -> None:
    with pytest.raises(DataError, match="Say which to accept"):
        replay.replay(selection, accept=why)


def test_rows_are_not_accepted(provinces: Folders) -> None:
    provinces.put(FUTURE)
    provinces.run()
    with pytest.raises(DataError, match="wrong rows must be mended"):
        replay.replay(Selection(source="an-giang"), accept="cứ nạp")


def test_a_replay_of_the_flow_takes_what_was_accepted(dropped: Folders) -> None:
    from etl.warehouse.statements import statement

    with dropped.engine.begin() as connection:
        connection.execute(statement("replay/accept_documents.sql"), {"ids": [1], "why": "đúng"})
    assert dropped.run(replay=True) == {}
    assert dropped.totals() == [12]


# --- ocop quarantine -------------------------------------------------------------------------


def test_list_counts_by_reason_province_source_and_load(dropped: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    dropped.put(FUTURE, name="sau.txt")
    dropped.run()
    capsys.readouterr()
    assert main(["quarantine", "list"]) == 0
    said = [line.split() for line in capsys.readouterr().out.splitlines()]
    load_id = str(dropped.load_id)
    assert ["date_not_in_future", "An", "Giang", "an-giang", load_id, "1", "0", "ngày", "/", "days"] in said
    assert ["half_figures", "An", "Giang", "an-giang", "–", "1", "0", "ngày", "/", "days"] in said


@pytest.mark.parametrize("chosen", [["--source", "lang-son"], ["--province", "Lạng Sơn"], ["--load", "99"],
                                    ["--reason", "star_known"]])  # fmt: skip
def test_what_is_not_chosen_is_not_listed(
    provinces: Folders, capsys: pytest.CaptureFixture[str], chosen: list[str]
) -> None:
    provinces.put(FUTURE)
    provinces.run()
    capsys.readouterr()
    main(["quarantine", "list", *chosen])
    assert "Nothing is held back" in capsys.readouterr().out


def test_show_leads_back_to_sentence_source_and_landed_bytes(
    provinces: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    provinces.put(FUTURE)
    provinces.run()
    capsys.readouterr()
    assert main(["quarantine", "show", "--province", "an giang"]) == 0
    said = capsys.readouterr().out
    ((sha256,),) = provinces.rows("select sha256 from quarantine.held_figure")
    for part in (
        "certified_products 500",
        "«500 sản phẩm",
        "date_not_in_future: Số thực hiện của một ngày chưa tới: 1/2 số liệu.",
        "bao-cao.txt",
        f"objects/{sha256[:2]}/{sha256}",
    ):
        assert part in said


def test_replay_from_the_command_line(dropped: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quarantine", "replay", "--source", "an-giang"]) == 1
    assert "still held" in capsys.readouterr().out
    assert main(["quarantine", "replay", "--source", "an-giang", "--accept", "đúng"]) == 0
    assert "1 văn bản nạp / documents loaded" in capsys.readouterr().out
    assert main(["quarantine", "replay", "--source", "an-giang"]) == 2


def test_a_smaller_version_that_passes_the_gate_needs_nobody(dropped: Folders) -> None:
    dropped.put(HALF.format(total=89))
    assert dropped.run() == {}
    assert dropped.totals() == [89]
