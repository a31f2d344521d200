"""Each check of the staged figures: a sound row passes beside the one that fails."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from staged_night import Night

from etl import quality
from etl.quality.suites import read_suite
from etl.reports.model import LOADED_FROM

HELD = {  # check -> what is wrong with the figure
    "statement_complete": {"rule": None},
    "indicator_known": {"indicator_code": "certified_produce"},
    "star_known": {"star_code": "6"},
    "kind_known": {"kind": "forecast"},
    "scope_known": {"scope": "region", "scope_name": "Tây Nguyên"},
    "scope_named": {"scope": "district"},
    "qualifier_known": {"qualifier": "roughly"},
    "quote_found": {"quote_start": "1", "quote_end": "20"},
    "confidence_range": {"confidence": "1.5"},
    "value_is_number": {"value": "-3"},
    "count_is_whole": {"value": "12.5"},
    "value_in_bounds": {"value": "20251"},
    "percentage_bounds": {"value": "101", "indicator_code": "certified_products_pct"},
    "dates_well_formed": {"as_of": "2025-02-30"},
    "one_time": {"as_of": "2024", "period_from": "2024"},
    "period_order": {"period_from": "2024", "period_to": "2023"},
    "date_not_in_future": {"as_of": "2025-12"},
    "province_in_force": {"as_of": "2007"},
}


def checked(night: Night, **arguments: Any) -> dict[str, dict[str, Any]]:
    """The results of the staging checks by code."""
    return {result["code"]: result for result in quality.check(night.load_id, "staging", **arguments)}


@pytest.mark.parametrize("code", HELD)
def test_a_row_that_fails_a_critical_check_is_held_back(night: Night, code: str) -> None:
    document = night.document(published_on=None)
    sound = night.figure(document)
    spoilt = night.figure(document, **HELD[code])
    result = checked(night)[code]
    assert (result["outcome"], result["severity"], result["rows_failed"]) == ("failed", "critical", 1)
    assert night.staged() == [sound]
    assert code in night.held()[spoilt]


@pytest.mark.parametrize("missing", ["indicator_code", "value", "star_code", "kind", "scope", "quote", "confidence"])
def test_a_figure_without_a_part_that_it_must_have_is_held_back(night: Night, missing: str) -> None:
    spoilt = night.figure(night.document(), **{missing: None})
    assert checked(night)["statement_complete"]["rows_failed"] == 1
    assert "statement_complete" in night.held()[spoilt]


def test_a_figure_without_its_document_is_held_back(night: Night) -> None:
    spoilt = night.figure("0" * 64)
    checked(night)
    assert night.held() == {spoilt: ["statement_complete"]}


def test_of_a_statement_made_twice_the_first_is_kept(night: Night) -> None:
    document = night.document()
    first, second = (night.figure(document, statement_id="same") for _ in range(2))
    checked(night)
    assert (night.staged(), night.held()) == ([first], {second: ["statement_stated_once"]})


def test_sound_figures_of_every_sort_pass_every_check(night: Night) -> None:
    report = night.document()
    night.figure(report, value="184", breakdown_id="b1")
    for star, value in {"3": "137", "4": "38", "5": "3", "potential_5": "6"}.items():
        night.figure(report, value=value, star_code=star, breakdown_id="b1", is_headline="false")
    night.figure(report, indicator_code="producers", value="102")
    night.figure(report, indicator_code="target_products", kind="target", star_code="3+", value="200",
                 qualifier="at_least", period_from="2023", period_to="2030", as_of=None)  # fmt: skip
    night.figure(report, indicator_code="revenue_growth_pct_high", value="250", qualifier="range_high")
    night.figure(report, indicator_code="plan_completion_pct", value="118.5")
    night.figure(report, indicator_code="budget_vnd", value="12500000000", as_of="2024")
    night.figure(report, scope="other_province", scope_name="Cà Mau", value="150")
    national = night.document("ca-nuoc.txt", province_name="CẢ NƯỚC", level="national", admin_basis="unknown")
    night.figure(national, value="15590", as_of="2024-12")
    district = night.document("huyen.txt", level="district")
    night.figure(district, scope="district", scope_name="Kế Sách", value="12")
    assert [result["code"] for result in checked(night).values() if result["outcome"] != "passed"] == []


def test_a_document_of_no_known_province_gives_no_figure_of_its_own(night: Night) -> None:
    nameless = night.document("a.txt", province_name=None)
    unknown = night.document("b.txt", province_name="Nam Kỳ")
    spoilt = [night.figure(nameless), night.figure(unknown)]
    of_another = night.figure(nameless, scope="national", scope_name="cả nước", value="15590")
    checked(night)
    assert (night.staged(), night.held()) == ([of_another], {row: ["province_known"] for row in spoilt})


def test_a_province_must_have_existed_on_the_day_of_its_figure(new_night: Callable[..., Night]) -> None:
    night = new_night(report_date=date(2026, 3, 31))
    document = night.document(published_on=None)  # Sóc Trăng, which went into Cần Thơ on 2025-07-01
    before, after = night.figure(document, as_of="2025-06-30"), night.figure(document, as_of="2025-07")
    checked(night)
    assert (night.staged(), night.held()) == ([before], {after: ["province_in_force"]})


def test_the_target_of_a_province_may_lie_behind_its_end(night: Night) -> None:
    night.figure(night.document(), kind="target", indicator_code="target_products", period_to="2030")
    assert checked(night)["province_in_force"]["outcome"] == "passed"


@pytest.mark.parametrize("level", ["district", "none"])
def test_a_figure_of_a_district_s_report_is_never_the_province_s(night: Night, level: str) -> None:
    spoilt = night.figure(night.document(level=level))
    checked(night)
    assert night.held() == {spoilt: ["own_scope_of_province"]}


def test_a_document_of_another_province_than_its_source_declares_is_held_back(night: Night) -> None:
    spoilt = night.figure(night.document(declared_province_name="An Giang"))
    result = checked(night)["declared_province_agrees"]
    assert result["sample"][0]["declared_province_name"] == "An Giang"
    assert night.held() == {spoilt: ["declared_province_agrees"]}


OF_SOC_TRANG = "Báo cáo của tỉnh Sóc Trăng"
OF_CAN_THO = {"province_name": "Cần Thơ", "admin_basis": "post-2025-07", "published_on": "2025-08-15"}


@pytest.mark.parametrize(
    ("declared", "values"),
    [
        ("Sóc Trăng", {}),
        (None, {}),
        ("Cần Thơ", {"title": OF_SOC_TRANG}),
        ("Cần Thơ", {"text": f"{OF_SOC_TRANG.upper()}\n"}),
        ("Cần Thơ", OF_CAN_THO),
        ("Cần Thơ", {**OF_CAN_THO, "admin_basis": "pre-2025-07", "published_on": "2025-03-15"}),  # the former Cần Thơ
        ("Sóc Trăng", OF_CAN_THO),
    ],
)
def test_a_source_may_declare_the_province_or_the_one_that_it_went_into(
    new_night: Callable[..., Night], declared: str | None, values: dict[str, str]
) -> None:
    night = new_night(report_date=date(2026, 3, 31))
    night.figure(night.document(declared_province_name=declared, **values))
    assert checked(night)["declared_province_agrees"]["outcome"] == "passed"


@pytest.mark.parametrize(
    ("declared", "values"),
    [
        ("Cần Thơ", {}),  # nothing says that it is of Sóc Trăng
        ("Cần Thơ", {"text": f"{'Thành phố Cần Thơ. ' * 20}{OF_SOC_TRANG}\n"}),  # in passing
        ("Cần Thơ", {"title": OF_SOC_TRANG, "admin_basis": "unknown"}),
        ("Cần Thơ", {"title": OF_SOC_TRANG, "admin_basis": "post-2025-07"}),
        ("Sóc Trăng", {**OF_CAN_THO, "admin_basis": "pre-2025-07", "published_on": "2025-03-15"}),
        ("Hậu Giang", {"title": OF_SOC_TRANG}),  # both went into Cần Thơ
    ],
)
def test_a_province_that_only_went_together_with_the_declared_one_is_held_back(
    new_night: Callable[..., Night], declared: str, values: dict[str, str]
) -> None:
    night = new_night(report_date=date(2026, 3, 31))
    spoilt = night.figure(night.document(declared_province_name=declared, **values))
    checked(night)
    assert night.held() == {spoilt: ["declared_province_agrees"]}


def test_one_content_from_two_sources_belongs_to_the_one_that_declares_its_province(night: Night) -> None:
    document = night.document(source_code="a", declared_province_name="An Giang")
    night.document(source_code="b", declared_province_name="Sóc Trăng", sha256=document)
    night.figure(document)
    assert checked(night)["declared_province_agrees"]["outcome"] == "passed"


def test_a_source_s_own_wrong_sum_is_kept_and_flagged(night: Night) -> None:
    document = night.document()
    rows = [night.figure(document, value="7463", breakdown_id="b1")]
    for star, value in {"5": "20", "potential_5": "90", "4": "2311", "3": "5047"}.items():
        rows.append(night.figure(document, value=value, star_code=star, breakdown_id="b1", is_headline="false"))
    result = checked(night)["parts_make_total"]
    assert (result["severity"], result["outcome"], result["rows_failed"]) == ("warning", "failed", 1)
    assert (result["sample"][0]["value"], result["sample"][0]["parts_sum"]) == ("7463", 7468)
    assert (night.staged(), night.held()) == (rows, {})


@pytest.mark.parametrize(
    ("total", "parts", "outcome"),
    [
        ({"value": "131"}, [("4", "34"), ("3", "97")], "passed"),
        ({"value": "131"}, [("3", "97")], "passed"),  # one rank named of several
        ({"value": "131"}, [("4", "34"), ("5", "3")], "passed"),  # the others have three stars
        ({"value": "131", "star_code": "4+"}, [("4", "34"), ("5", "3")], "failed"),
        ({"value": "131"}, [("4", "134")], "failed"),
        ({"value": "131"}, [("4", "34"), ("3", "96")], "failed"),
        ({"value": "131"}, [("4", "34"), ("3", "97"), ("3+", "131")], "passed"),  # a group of ranks is no part
        ({"value": "130", "qualifier": "above"}, [("4", "34"), ("3", "97")], "passed"),
    ],
)
def test_the_parts_make_the_total(
    night: Night, total: dict[str, str], parts: list[tuple[str, str]], outcome: str
) -> None:
    document = night.document()
    night.figure(document, breakdown_id="b1", **total)
    for star, value in parts:
        night.figure(document, value=value, star_code=star, breakdown_id="b1", is_headline="false")
    night.figure(document, value="3", star_code="5", breakdown_id="b2", is_headline="false")
    assert checked(night)["parts_make_total"]["outcome"] == outcome


@pytest.mark.parametrize(
    ("producers", "outcome"),
    [({"value": "140"}, "failed"), ({"value": "131"}, "passed"), ({"value": "140", "as_of": "2025-03"}, "passed")],
)
def test_there_are_not_more_producers_than_products_at_one_time(
    night: Night, producers: dict[str, str], outcome: str
) -> None:
    document = night.document()
    night.figure(document, value="131")
    night.figure(document, indicator_code="producers", **producers)
    result = checked(night)["producers_within_products"]
    assert (result["severity"], result["outcome"]) == ("warning", outcome)


def test_a_date_after_the_printed_one_is_flagged(night: Night) -> None:
    document = night.document(published_on="2025-01-10")
    night.figure(document, as_of="2025-02")
    night.figure(document, as_of="2025-01")
    result = checked(night)["date_not_after_publication"]
    assert (result["severity"], result["rows_failed"]) == ("warning", 1)


def test_a_year_that_has_begun_is_not_in_the_future(night: Night) -> None:
    night.figure(night.document(), as_of="2025")
    assert checked(night)["date_not_in_future"]["outcome"] == "passed"


def test_a_figure_read_without_being_sure_waits_for_review(night: Night) -> None:
    document = night.document()
    unsure, sure = night.figure(document, confidence="0.59"), night.figure(document, confidence="0.6")
    result = checked(night)["confidence_sufficient"]
    assert (result["severity"], result["rows_failed"], result["rows_held"]) == ("warning", 1, 1)
    assert "confidence under 0.6" in result["message_en"]
    assert (night.held(), night.staged()) == ({unsure: ["confidence_sufficient"]}, [sure])


def test_what_explain_calls_to_review_is_what_the_night_holds_for_review() -> None:
    checks = {check.code: check for check in read_suite("province_indicator_staging").checks}
    assert checks["confidence_sufficient"].arguments["min_value"] == LOADED_FROM


def test_two_documents_that_contradict_each_other_are_both_kept(night: Night) -> None:
    rows = [night.figure(night.document("a.txt"), value="131"), night.figure(night.document("b.txt"), value="132")]
    result = checked(night)["documents_agree"]
    assert (result["severity"], result["rows_failed"]) == ("warning", 2)
    assert night.staged() == rows


def test_a_document_contradicts_one_that_is_in_the_star(night: Night, new_night: Callable[..., Night]) -> None:
    night.figure(night.document("old.txt"), value="131")
    night.load()
    tonight = new_night()
    tonight.figure(tonight.document("new.txt"), value="132")
    assert checked(tonight)["documents_agree"]["sample"][0]["other_document"] == "old.txt"


def test_a_corrected_document_contradicts_nothing(night: Night, new_night: Callable[..., Night]) -> None:
    night.figure(night.document("report.txt"), value="131")
    night.load()
    tonight = new_night()
    tonight.figure(tonight.document("report.txt", sha256="c" * 64), value="132")
    assert checked(tonight)["documents_agree"]["outcome"] == "passed"


@pytest.mark.parametrize(
    ("total", "lapsed", "failed"),
    [
        ("94", None, None),
        ("84", None, "total_fell"),
        ("84", "10", None),
        ("83", "10", "total_not_below_previous"),
    ],
)
def test_a_total_falls_by_no_more_than_has_lapsed(
    night: Night, new_night: Callable[..., Night], total: str, lapsed: str | None, failed: str | None
) -> None:
    night.figure(night.document("2024.txt"), value="94", as_of="2024-12")
    night.load()
    tonight = new_night()
    document = tonight.document("2025.txt")
    tonight.figure(document, value=total)
    if lapsed:
        tonight.figure(document, indicator_code="expired_products", value=lapsed)
    results = checked(tonight)
    outcomes = {code for code in ("total_fell", "total_not_below_previous") if results[code]["outcome"] == "failed"}
    assert outcomes == ({failed} if failed else set())


REFUSED = [  # what the columns of the fact would not take
    {"statement_id": None},
    {"sha256": "0" * 64},
    {"value": "NaN"},
    {"value": "Infinity"},
    {"value": "1e5"},
    {"value": ""},
    {"star_code": ""},
    {"scope": None, "scope_name": "Kế Sách"},
    {"as_of": "2051"},
    {"as_of": "quý I"},
    {"as_of": None, "period_from": "1999"},
    {"as_of": None, "period_to": "2025-13"},
    {"quote_start": "one"},
    {"quote_end": None},
    {"quote_end": "0"},
    {"quote_start": "99999999999"},
    {"rule": None},
    {"confidence": "sure"},
    {"confidence": "NaN"},
    {"confidence": "-0.1"},
    {"is_headline": "maybe"},
    {"is_headline": None},
]


def test_nothing_is_left_that_the_star_would_refuse(night: Night) -> None:
    document = night.document()
    sound = night.figure(document)
    for values in REFUSED:
        night.figure(**{"sha256": document, **values})
    checked(night)
    assert night.staged() == [sound]
