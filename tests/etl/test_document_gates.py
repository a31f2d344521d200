"""A document that fails as a whole is held back and told; the others load and its earlier version stands."""

from pathlib import Path

import pytest
from bad_files import BAD
from folder_nights import HALF, NONE, ONE, WHOLE, Folders

from etl.quality import gates
from etl.reports import Unreadable, read
from etl.warehouse import marts

PNG = b"\x89PNG\r\n\x1a\n and so on"
GOOD = "Đến hết năm 2024, tỉnh Lạng Sơn có 84 sản phẩm OCOP."


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        (PNG, "unreadable", "PNG"),
        (b"", "unreadable", "empty"),
        (NONE, "no_figures", "its earlier version had 5"),
        (ONE.format(total=12), "half_figures", "1, its earlier version had 5 (at least 50% are needed)"),
    ],
)
def test_a_document_that_fails_as_a_whole_is_red_and_its_earlier_version_stands(
    provinces: Folders, words: str | bytes, reason: str, said: str
) -> None:
    provinces.on("2026-01-05")
    provinces.put(WHOLE.format(total=92))
    assert provinces.run() == {}
    provinces.on("2026-01-06")
    provinces.put(words)
    provinces.put(GOOD, source="lang-son")
    red = provinces.run()
    assert sorted(red) == ["close_night", "read an-giang"]
    assert said in red["read an-giang"] and "bao-cao.txt" in red["read an-giang"]
    assert "ocop quarantine show --source an-giang" in red["read an-giang"]
    assert said in red["close_night"]
    assert provinces.held_documents() == [(reason, "held", "bao-cao.txt")]
    assert provinces.totals() == [84, 92]


@pytest.mark.parametrize("name", BAD)
def test_why_a_document_cannot_be_read_is_told_in_one_language_at_a_time(name: str) -> None:
    make, _ = BAD[name]
    with pytest.raises(Unreadable) as reason:
        read(make(), Path(name).suffix)
    verdict = gates.unreadable(reason.value)
    vietnamese, english = verdict.message_vi, verdict.message_en
    assert all(". / " not in said and ".." not in said for said in (vietnamese, english))
    assert vietnamese.startswith("Không đọc được: ") and english.startswith("It cannot be read: ")
    assert f"{vietnamese[16:].partition('. Bản trước')[0]}. / {english[19:].partition('. Its earlier')[0]}" in (
        str(reason.value).removesuffix(".")
    )


def test_a_document_that_never_had_figures_is_no_drop(provinces: Folders) -> None:
    provinces.put(NONE)
    assert provinces.run() == {}
    assert provinces.held_documents() == []


def test_half_of_the_figures_is_enough(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(HALF.format(total=89))
    assert provinces.run() == {}
    assert provinces.totals() == [89]


def test_a_drop_the_same_night_is_told_too(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(NONE)
    assert "read an-giang" in provinces.run()
    assert provinces.totals() == [92]


def test_the_earlier_version_may_have_been_landed_only(provinces: Folders) -> None:
    from etl import province_reports

    provinces.on("2026-01-05")
    provinces.put(WHOLE.format(total=92))
    province_reports.land("an-giang", province_reports.tonight())
    provinces.on("2026-01-06")
    provinces.put(NONE)
    assert "read an-giang" in provinces.run()


def test_it_stays_red_and_is_counted_once_until_it_is_mended(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    for night in ("2027-01-06", "2027-01-07"):
        provinces.on(night)
        provinces.put(NONE)
        assert "read an-giang" in provinces.run()
    assert provinces.rows("select last_seen_on::text from quarantine.document") == [("2027-01-07",)]


def test_a_corrected_document_takes_the_place_of_the_one_that_was_held(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(PNG)
    provinces.run()
    provinces.put(WHOLE.format(total=95))
    assert provinces.run() == {}
    assert provinces.totals() == [95]
    assert provinces.rows("select state, released_load_id from quarantine.document") == [
        ("superseded", provinces.load_id)
    ]


def test_better_rules_let_it_through(provinces: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    provinces.put(ONE.format(total=93))
    provinces.run()
    # as if the rules found in it what they missed: the gate sees fewer figures before
    monkeypatch.setattr("etl.quality.documents.count_figures", lambda *_: 1)
    assert provinces.run() == {}
    assert provinces.totals() == [93]
    assert provinces.held_documents() == [("half_figures", "released", "bao-cao.txt")]


def test_a_problem_with_documents_does_not_hide_one_with_their_source(provinces: Folders) -> None:
    for name in "abcd":
        provinces.put(ONE.format(total=92), name=f"{name}.txt")
    provinces.run()
    for name in "bcd":
        (provinces.root / "an-giang" / f"{name}.txt").unlink()
    provinces.put(PNG, name="a.txt")
    provinces.run()
    ((problem,),) = provinces.rows("select problem from ops.source_state where source_code = 'an-giang'")
    assert "documents are listed: 1" in problem and "PNG" in problem


# --- listings --------------------------------------------------------------------------------


def shrink(provinces: Folders, *, to: int) -> None:
    for path in sorted((provinces.root / "an-giang").iterdir())[to:]:
        path.unlink()


def four(provinces: Folders) -> None:
    for number in range(4):
        provinces.put(f"Đến hết năm 202{number}, tỉnh An Giang có 9{number} sản phẩm OCOP.", name=f"{number}.txt")


def test_a_listing_of_less_than_half_is_red_but_landed_and_the_others_stand(provinces: Folders) -> None:
    four(provinces)
    provinces.run()
    shrink(provinces, to=1)
    provinces.put("Đến hết năm 2020, tỉnh An Giang có 70 sản phẩm OCOP.", name="0.txt")
    red = provinces.run()
    assert sorted(red) == ["close_night", "land an-giang"]
    assert "Too few documents are listed: 1, last time 4" in red["land an-giang"]
    assert provinces.totals() == [70, 91, 92, 93]
    assert [row[:2] for row in provinces.held_documents()] == [("half_listing", "held")]


def test_a_short_listing_is_not_the_measure_of_the_next(provinces: Folders) -> None:
    four(provinces)
    provinces.run()
    shrink(provinces, to=1)
    provinces.run()
    assert "land an-giang" in provinces.run()


def test_a_listing_that_is_whole_again_is_green(provinces: Folders) -> None:
    four(provinces)
    provinces.run()
    shrink(provinces, to=1)
    provinces.run()
    four(provinces)
    assert provinces.run() == {}
    assert [row[:2] for row in provinces.held_documents()] == [("half_listing", "superseded")]


# --- nights ----------------------------------------------------------------------------------


def test_nothing_new_is_green(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=92))
    provinces.run()
    assert provinces.run() == {}
    assert provinces.loaded["state"] == "unchanged"


def test_a_wrong_sum_is_a_warning_and_the_night_is_green(provinces: Folders) -> None:
    provinces.put(WHOLE.format(total=99))
    assert provinces.run() == {}
    assert provinces.rows("select expectation_code, stage from ops.quality_result where outcome = 'failed'") == [
        ("parts_make_total", "staging"),
        ("parts_make_total", "star"),
    ]
    assert provinces.totals() == [99]


def test_two_reports_that_contradict_each_other_are_both_kept_and_flagged(provinces: Folders) -> None:
    provinces.put(ONE.format(total=92), name="a.txt")
    provinces.put(ONE.format(total=95), name="b.txt")
    assert provinces.run() == {}
    assert provinces.totals() == [92, 95]
    assert provinces.rows(
        "select severity, rows_failed from ops.quality_result where expectation_code = 'documents_agree'"
    ) == [("warning", 2)]
    marts.refresh()
    ((chosen, others, said),) = provinces.rows(
        "select value, not_chosen, not_chosen_en from mart.current_figure where indicator_code = 'certified_products'"
    )
    assert (chosen in (92, 95), others) == (True, 1)
    assert str(187 - chosen) in said


def test_the_same_report_from_two_sources_counts_once(provinces: Folders) -> None:
    for source in ("an-giang", "drop-box"):
        provinces.put(ONE.format(total=92), source=source)
    assert provinces.run() == {}
    assert provinces.totals() == [92]
    assert provinces.rows("select count(*) from warehouse.bridge_document_source") == [(2,)]


def test_the_same_report_from_another_province_later_takes_nothing_away(provinces: Folders) -> None:
    provinces.on("2026-01-05")
    provinces.put(ONE.format(total=92))
    provinces.run()
    provinces.on("2026-01-06")
    provinces.put(ONE.format(total=92), source="lang-son")
    provinces.run()
    assert provinces.totals() == [92]


def test_a_report_about_no_province_is_held_row_by_row(provinces: Folders) -> None:
    provinces.put("Đến hết năm 2024, toàn tỉnh có 12 sản phẩm OCOP.", source="drop-box")
    red = provinces.run()
    assert "province_known" in red["close_night"]
    assert provinces.totals() == []
    assert provinces.rows("select failed_expectations from quarantine.held_figure") == [(["province_known"],)]


def test_a_districts_report_gives_no_total_of_the_province(provinces: Folders) -> None:
    provinces.put("Huyện Chợ Mới, tỉnh An Giang: đến hết năm 2024, huyện Chợ Mới có 12 sản phẩm OCOP.")
    assert provinces.run() == {}
    assert provinces.totals() == []
    assert provinces.rows("select scope, scope_name from warehouse.fact_province_indicator") == [
        ("district", "Chợ Mới")
    ]


def test_the_gates_say_what_they_need() -> None:
    assert gates.of_document(3, 6) is None
    assert gates.of_document(2, 5).reason_code == "half_figures"
    assert gates.of_listing(5, None) is None
