"""Figures read without being sure wait for a person: the night is green, and what one has accepted stays loaded."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest
from folder_nights import Folders

from etl import landing, replay
from etl.cli import main
from etl.errors import DataError
from etl.monitoring import status
from etl.quality.held import Selection
from etl.reports import read, rules_version
from etl.runtime import summary

TOTAL = "Đến hết năm {year}, tỉnh {province} có {value} sản phẩm OCOP."
DOUBTED = Selection(reason="confidence_sufficient")
CODE = "confidence_sufficient"


@dataclass
class Readings:
    """Nights of documents in which the reader is sure of what it reads but for some values."""

    folders: Folders

    def put(self, *values: int, unsure: tuple[int, ...] = (), since: int = 2019, **where: Any) -> None:
        """Put down a report that states these totals, each of a year of its own."""
        province = "Lạng Sơn" if where.get("source") == "lang-son" else "An Giang"
        words = "\n".join(
            TOTAL.format(year=since + n, province=province, value=value) for n, value in enumerate(values)
        )
        reading = read(words.encode(), ".txt")
        figures = [replace(one, confidence=0.4 if one.value in unsure else 0.9) for one in reading.figures]
        landing.save_reading(
            sha256(words.encode()).hexdigest(), rules_version(), replace(reading, figures=figures).to_dict()
        )
        self.folders.put(words, **where)

    def to_review(self) -> list[int]:
        """The values that wait for a person."""
        rows = self.folders.rows("select value::int from quarantine.held_figure where is_to_review order by 1")
        return [value for (value,) in rows]

    def statement(self, value: int) -> str:
        """What `ocop quarantine show` calls the figure of this value that is held."""
        query = "select distinct left(statement_id, 12) from quarantine.held_figure where value = :value"
        ((statement,),) = self.folders.rows(query, value=str(value))
        return str(statement)


@pytest.fixture
def readings(provinces: Folders) -> Readings:
    return Readings(provinces)


# --- a night ---------------------------------------------------------------------------------


def test_a_doubt_holds_its_figure_back_and_leaves_the_night_green(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    assert readings.folders.run() == {}
    assert (readings.folders.totals(), readings.to_review()) == ([80], [92])


def test_a_figure_that_is_wrong_too_is_held_as_wrong(readings: Readings) -> None:
    readings.put(92, unsure=(92,), since=2035)
    red = readings.folders.run()
    assert "date_not_in_future" in red["close_night"]
    assert readings.to_review() == []


def test_a_second_run_of_the_night_holds_nothing_twice(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    readings.folders.run()
    assert readings.folders.rows("select value, released_reason from quarantine.province_indicator") == [("92", None)]


def test_the_same_night_loaded_again_holds_it_once(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    readings.folders.run(replay=True)
    assert readings.to_review() == [92]


def test_the_summary_says_how_many_wait_and_what_to_do(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    said = summary.of_run(readings.folders.run_id)
    assert "1 nạp / loaded, 0 đóng / closed, 0 cách ly / in quarantine, 1 chờ duyệt / to review" in said
    assert f"Chờ duyệt / to review   1 ({CODE})" in said
    assert f"ocop quarantine show --reason {CODE}" in said


def test_the_summary_of_a_night_with_nothing_to_review_says_so(readings: Readings) -> None:
    readings.put(80)
    readings.folders.run()
    assert "Chờ duyệt / to review   không / none" in summary.of_run(readings.folders.run_id)


def test_the_status_tells_review_apart_from_what_is_held_back(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    blocks = {block.splitlines()[0]: block for block in status.text().split("\n\n")}
    assert blocks["ĐANG BỊ GIỮ / HELD BACK"].splitlines()[1:] == []
    assert f"{CODE}   1 số liệu / figures" in blocks["CHỜ DUYỆT / TO REVIEW"]
    assert "0 giữ lại / held back, 1 chờ duyệt / to review" in blocks["ĐÊM GẦN ĐÂY / LAST NIGHTS"]
    to_do = blocks["VIỆC CẦN LÀM / WHAT TO DO"]
    assert f"Chờ duyệt / to review: 1 ({CODE})" in to_do and "ocop quarantine list" not in to_do


def test_the_province_is_said_to_have_figures_to_review(readings: Readings) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    assert readings.folders.rows("""
        select certified_products, held_figures, figures_to_review, message_vi like '%1 số liệu chờ duyệt.%'
        from mart.completeness where province_name = 'An Giang'
    """) == [(None, 0, 1, True)]


# --- what a person sees ----------------------------------------------------------------------


def test_list_counts_them_as_to_review(readings: Readings, capsys: pytest.CaptureFixture[str]) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    capsys.readouterr()
    main(["quarantine", "list"])
    assert f"{CODE} (chờ duyệt / to review)  An Giang" in capsys.readouterr().out


def test_show_gives_all_that_a_person_compares(readings: Readings, capsys: pytest.CaptureFixture[str]) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    ((rule, location),) = readings.folders.rows("select rule, location from quarantine.held_figure")
    assert location is None
    capsys.readouterr()
    main(["quarantine", "show", "--reason", CODE])
    said = capsys.readouterr().out
    for part in (
        "«92 sản phẩm",
        "câu / sentence: Đến hết năm 2020, tỉnh An Giang có 92 sản phẩm OCOP",
        f"quy tắc / rule: {rule}; độ tin cậy / confidence: 0.4",
        f"--reason {CODE} --statement {readings.statement(92)} --accept",
    ):
        assert part in said


def test_show_gives_the_place_on_the_page_where_there_is_one(
    readings: Readings, capsys: pytest.CaptureFixture[str]
) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    with readings.folders.engine.begin() as connection:
        connection.exec_driver_sql("update quarantine.province_indicator set location = '''Biểu 1''!C7'")
    capsys.readouterr()
    main(["quarantine", "show"])
    assert "'Biểu 1'!C7" in capsys.readouterr().out


# --- acceptance ------------------------------------------------------------------------------


def test_what_a_person_accepts_is_loaded_with_its_low_confidence_and_why(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    done = replay.replay(DOUBTED, accept="đã đối chiếu")
    assert (done.accepted, done.is_settled) == (1, True)
    assert (readings.folders.totals(), readings.to_review()) == ([80, 92], [])
    assert readings.folders.rows(
        "select confidence::float from warehouse.fact_province_indicator where value = 92"
    ) == [(0.4,)]
    assert readings.folders.rows(
        "select value, expectation_code, accepted_reason, accepted_at is not null from quarantine.accepted_figure"
    ) == [("92", CODE, "đã đối chiếu", True)]


def test_one_figure_of_a_document_is_accepted_and_the_other_stays(readings: Readings) -> None:
    readings.put(80, 92, unsure=(80, 92))
    readings.folders.run()
    done = replay.replay(replace(DOUBTED, statements=(readings.statement(92),)), accept="đã đối chiếu")
    assert (readings.folders.totals(), readings.to_review()) == ([92], [80])
    assert "0 vẫn giữ / still held, 1 chờ duyệt / to review" in done.text


@pytest.mark.parametrize("chosen", [{"source": "lang-son"}, {"province": "Lạng Sơn"}])
def test_only_what_is_chosen_is_accepted(readings: Readings, chosen: dict[str, str]) -> None:
    readings.put(92, unsure=(92,))
    readings.put(81, unsure=(81,), source="lang-son")
    readings.folders.run()
    replay.replay(replace(DOUBTED, **chosen), accept="đã đối chiếu")
    assert (readings.folders.totals(), readings.to_review()) == ([81], [92])


def test_those_of_one_load_are_accepted_by_its_number(readings: Readings) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    first = readings.folders.load_id
    readings.put(81, unsure=(81,), name="b.txt")
    readings.folders.run()
    replay.replay(replace(DOUBTED, load_id=first), accept="đã đối chiếu")
    assert (readings.folders.totals(), readings.to_review()) == ([92], [81])


@pytest.mark.parametrize("replayed", [False, True])
def test_what_was_accepted_stays_loaded_when_the_night_is_run_again(readings: Readings, replayed: bool) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    replay.replay(DOUBTED, accept="đã đối chiếu")
    assert readings.folders.run(replay=replayed) == {}
    assert (readings.folders.totals(), readings.to_review()) == ([80, 92], [])


def test_changed_checks_do_not_ask_again(readings: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    readings.put(80, 92, 95, unsure=(92, 95))
    readings.folders.run()
    replay.replay(replace(DOUBTED, statements=(readings.statement(92),)), accept="đã đối chiếu")
    monkeypatch.setattr("etl.quality.suites.checks_version", lambda: "changed")
    readings.folders.run()
    assert (readings.folders.totals(), readings.to_review()) == ([80, 92], [95])


def test_a_check_of_which_all_is_accepted_passes(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    replay.replay(DOUBTED, accept="đã đối chiếu")
    outcomes = readings.folders.rows(
        "select outcome, rows_failed from ops.quality_result where expectation_code = :code order by load_id", code=CODE
    )
    assert outcomes == [("failed", 1), ("passed", 0)]


def test_a_figure_that_is_read_otherwise_is_asked_about_again(readings: Readings) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    replay.replay(DOUBTED, accept="đã đối chiếu")
    with readings.folders.engine.begin() as connection:  # as if it had been accepted with another value
        connection.exec_driver_sql("update quarantine.accepted_figure set value = '93'")
    readings.folders.run(replay=True)
    assert (readings.folders.totals(), readings.to_review()) == ([], [92])


def test_what_is_wrong_too_stays_held_though_its_doubt_is_accepted(readings: Readings) -> None:
    readings.put(92, unsure=(92,), since=2035)
    readings.folders.run()
    done = replay.replay(DOUBTED, accept="đã đối chiếu")
    assert (done.is_settled, readings.folders.totals()) == (False, [])


def test_accepting_twice_says_that_there_is_nothing_left(readings: Readings) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    replay.replay(DOUBTED, accept="đã đối chiếu")
    with pytest.raises(DataError, match="There is nothing to accept"):
        replay.replay(DOUBTED, accept="đã đối chiếu")


def test_figures_to_review_are_not_accepted_along_with_a_document(readings: Readings) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    with pytest.raises(DataError, match=f"figures to be reviewed .--reason {CODE}"):
        replay.replay(Selection(source="an-giang"), accept="đã đối chiếu")
    assert readings.to_review() == [92]


def test_acceptance_needs_a_reason_of_the_person(readings: Readings) -> None:
    readings.put(92, unsure=(92,))
    readings.folders.run()
    with pytest.raises(DataError, match="Say which to accept"):
        replay.replay(DOUBTED, accept=" ")


def test_a_replay_without_acceptance_leaves_them_to_review(readings: Readings) -> None:
    readings.put(80, 92, unsure=(92,))
    readings.folders.run()
    replay.replay(DOUBTED)
    assert (readings.folders.totals(), readings.to_review()) == ([80], [92])


def test_acceptance_from_the_command_line(readings: Readings, capsys: pytest.CaptureFixture[str]) -> None:
    readings.put(80, 92, unsure=(80, 92))
    readings.folders.run()
    chosen = ["--reason", CODE, "--statement", readings.statement(92)]
    assert main(["quarantine", "replay", *chosen, "--accept", "đã đối chiếu"]) == 0
    assert "Chấp nhận / accepted: 1" in capsys.readouterr().out
    assert (readings.folders.totals(), readings.to_review()) == ([92], [80])
