"""The checks of the star after a merge: a sound merge passes, and what only a broken one can leave is seen."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from staged_night import Night

from etl import quality
from etl.warehouse import tables


def checked(night: Night) -> dict[str, dict[str, Any]]:
    """The results of the star's checks by code."""
    return {result["code"]: result for result in quality.check(night.load_id, "star")}


def merged(night: Night, **values: Any) -> Night:
    """A night with one document and one figure in the star."""
    night.figure(night.document(), **values)
    night.load()
    return night


def spoil(night: Night, statement: str) -> None:
    """Break the star by hand, as no merge may."""
    with night.warehouse.begin() as connection:
        connection.execute(text(statement), {"load_id": night.load_id})


def failed(results: dict[str, dict[str, Any]]) -> list[str]:
    return [code for code, result in results.items() if result["outcome"] != "passed"]


def test_a_sound_merge_passes_every_check(night: Night) -> None:
    document = night.document()
    night.figure(document, value="92", breakdown_id="b1")
    for star, value in {"5": "2", "potential_5": "3", "4": "15", "3": "72"}.items():
        night.figure(document, value=value, star_code=star, breakdown_id="b1", is_headline="false")
    night.figure(document, kind="target", indicator_code="target_products", period_to="2030")
    night.figure(document, star_code="6")
    quality.check(night.load_id, "staging")
    night.load()
    results = checked(night)
    assert failed(results) == []
    assert results["statement_current_once"]["rows_checked"] == 6


def test_a_load_that_changes_nothing_reconciles(night: Night, new_night: Callable[..., Night]) -> None:
    merged(night, statement_id="same")
    assert failed(checked(merged(new_night(), statement_id="same"))) == []


def test_a_corrected_document_reconciles(night: Night, new_night: Callable[..., Night]) -> None:
    merged(night)
    tonight = new_night()
    tonight.figure(tonight.document(sha256="c" * 64), value="132")
    tonight.load()
    assert failed(checked(tonight)) == []


def test_a_staged_figure_that_is_nowhere_is_missed(night: Night) -> None:
    merged(night)
    spoil(night, "delete from warehouse.fact_province_indicator")
    result = checked(night)["load_reconciles"]
    assert (result["severity"], result["outcome"]) == ("critical", "failed")
    assert result["sample"] == [{"staged": 1, "inserted": 0, "unchanged": 0, "superseded": 0, "quarantined": 0}]


def test_a_staged_figure_that_is_not_even_staged_is_missed(night: Night) -> None:
    merged(night)
    spoil(night, "delete from staging.province_indicator")
    assert failed(checked(night)) == ["load_reconciles"]


def test_there_is_nothing_to_reconcile_once_staging_is_swept(night: Night) -> None:
    merged(night)
    spoil(night, "delete from staging.province_indicator")
    spoil(night, "delete from ops.document_seen")
    assert failed(checked(night)) == []


def test_a_current_statement_needs_a_document_that_a_source_gives(night: Night) -> None:
    merged(night)
    spoil(night, "update warehouse.bridge_document_source set valid_to = valid_from")
    assert failed(checked(night)) == ["statement_has_document"]


def test_a_statement_has_one_current_row(night: Night) -> None:
    merged(night)
    spoil(night, "drop index warehouse.uq_fact_province_indicator_current")
    fact = tables.fact_province_indicator
    names = [name for name in fact.c.keys() if name != "province_indicator_key"]  # noqa: SIM118 - columns, not rows
    with night.warehouse.begin() as connection:
        connection.execute(insert(fact).from_select(names, select(*(fact.c[name] for name in names))))
    result = checked(night)["statement_current_once"]
    assert (result["outcome"], result["rows_failed"]) == ("failed", 2)


def test_the_version_of_the_province_is_the_one_of_the_figure_s_day(night: Night) -> None:
    night.figure(night.document(province_name="Huế"), as_of="2024-12")  # Thừa Thiên Huế until 2025-01-01
    night.load()
    assert failed(checked(night)) == []
    spoil(
        night,
        "update warehouse.fact_province_indicator "
        "set province_key = warehouse.territory_key(46::smallint, date '2025-02-01')",
    )
    results = checked(night)
    assert failed(results) == ["province_version"]
    assert results["province_version"]["sample"][0]["should_be"] == "Thừa Thiên Huế"


def test_a_target_behind_the_province_s_end_keeps_its_nearest_version(night: Night) -> None:
    assert failed(checked(merged(night, kind="target", indicator_code="target_products", period_to="2030"))) == []


@pytest.mark.parametrize(("kind", "codes"), [("actual", ["date_not_in_future"]), ("target", [])])
def test_no_actual_figure_is_of_a_day_to_come(night: Night, kind: str, codes: list[str]) -> None:
    assert failed(checked(merged(night, kind=kind, as_of="2025-12"))) == codes


def test_a_wrong_sum_is_in_the_star_and_flagged(night: Night) -> None:
    document = night.document()
    night.figure(document, value="92", breakdown_id="b1")
    for star, value in {"4": "15", "3": "72"}.items():
        night.figure(document, value=value, star_code=star, breakdown_id="b1", is_headline="false")
    night.load()
    result = checked(night)["parts_make_total"]
    assert (result["severity"], result["outcome"]) == ("warning", "failed")
    assert (result["sample"][0]["value"], result["sample"][0]["parts"]) == (92, "3: 72, 4: 15")


def test_the_results_of_the_two_stages_stand_side_by_side(night: Night) -> None:
    night.figure(night.document())
    staging = quality.check(night.load_id, "staging")
    night.load()
    star = quality.check(night.load_id, "star")
    with night.warehouse.connect() as connection:
        recorded = connection.execute(select(tables.quality_result.c.stage, tables.quality_result.c.outcome)).all()
    assert len(recorded) == len(staging) + len(star)
    assert {row.stage for row in recorded} == {"staging", "star"}
