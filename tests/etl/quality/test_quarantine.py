"""What fails a check with `quarantine` leaves staging for quarantine: all of it, once, and only it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from staged_night import Night

from etl import quality
from etl.warehouse import tables

ALWAYS_FAILS = """
  - code: never
    severity: SEVERITY
    owner: data engineers
    message_vi: "{rows_failed}"
    message_en: "{rows_failed}"
    sql: select row_no from figure
"""


def quarantined(night: Night) -> int:
    """What ops.load says of the rows held back."""
    with night.warehouse.connect() as connection:
        query = select(tables.load.c.rows_quarantined).where(tables.load.c.load_id == night.load_id)
        return int(connection.scalar(query))


def test_every_row_that_fails_is_held_back_however_many_fail(night: Night) -> None:
    document = night.document()
    spoilt = [night.figure(document, star_code="6") for _ in range(50)]
    sound = [night.figure(document) for _ in range(3)]
    quality.check(night.load_id, "staging")
    assert sorted(night.held()) == spoilt
    assert night.staged() == sound
    assert quarantined(night) == 50


def test_every_row_that_a_rule_in_sql_finds_is_held_back(night: Night) -> None:
    district = night.document(level="district")
    spoilt = [night.figure(district) for _ in range(250)]  # Great Expectations itself gives 200 at most
    quality.check(night.load_id, "staging")
    assert sorted(night.held()) == spoilt


def test_a_row_that_fails_several_checks_is_held_back_once_with_all_of_them(night: Night) -> None:
    row = night.figure(night.document(), star_code="6", value="many", quote="", quote_start="0", quote_end="0")
    quality.check(night.load_id, "staging")
    assert night.held() == {row: ["quote_found", "star_known", "value_is_number"]}


def test_a_row_in_quarantine_is_as_it_was_staged(night: Night) -> None:
    row = night.figure(night.document(), value="1.234.567", as_of="2024", breakdown_id="b1")
    quality.check(night.load_id, "staging")
    table = tables.quarantine_province_indicator
    with night.warehouse.connect() as connection:
        held = connection.execute(select(table)).one()
    assert (held.load_id, held.row_no, held.value, held.as_of) == (night.load_id, row, "1.234.567", "2024")


def test_the_rows_of_another_load_stay_where_they_are(night: Night, new_night: Callable[..., Night]) -> None:
    other = new_night()
    staged = [other.figure(other.document(), star_code="6")]
    night.figure(night.document(), star_code="6")
    quality.check(night.load_id, "staging")
    assert (other.staged(), other.held()) == (staged, {})


def test_checking_again_gives_the_same_and_replaces_the_results(night: Night) -> None:
    document = night.document()
    night.figure(document, star_code="6")
    night.figure(document)
    first = quality.check(night.load_id, "staging")
    held = night.held()
    assert quality.check(night.load_id, "staging") == first
    assert night.held() == held
    with night.warehouse.connect() as connection:
        codes = list(connection.scalars(select(tables.quality_result.c.expectation_code)))
    assert sorted(codes) == sorted(result["code"] for result in first)


def test_a_row_that_passes_once_its_check_is_mended_comes_back(
    night: Night, expectations: Callable[[str], Path]
) -> None:
    row = night.figure(night.document(), value="131")
    mistaken = expectations("""
  - code: value_below
    severity: critical
    quarantine: true
    owner: data engineers
    message_vi: "{rows_failed}"
    message_en: "{rows_failed}"
    expect: ExpectColumnValuesToBeBetween
    arguments: {column: number, max_value: 100}
""")
    quality.check(night.load_id, "staging", folder=mistaken)
    assert night.held() == {row: ["value_below"]}
    quality.check(night.load_id, "staging")
    assert (night.staged(), night.held(), quarantined(night)) == ([row], {}, 0)


@pytest.mark.parametrize("severity", ["critical", "warning", "info"])
def test_a_check_without_quarantine_holds_nothing_back(
    night: Night, expectations: Callable[[str], Path], severity: str
) -> None:
    row = night.figure(night.document())
    folder = expectations(ALWAYS_FAILS.replace("SEVERITY", severity))
    results = quality.check(night.load_id, "staging", folder=folder)
    assert results[-1]["outcome"] == "failed"
    assert night.staged() == [row]


DOUBT = """
  - code: many
    severity: warning
    quarantine: true
    owner: analysts
    message_vi: "{rows_failed}"
    message_en: "{rows_failed}"
    sql: select row_no from figure where number > 90  -- a rule in SQL
"""


def test_what_is_accepted_in_spite_of_one_doubt_is_still_held_by_another(
    night: Night, expectations: Callable[[str], Path]
) -> None:
    document = night.document()
    both, many = night.figure(document, confidence="0.2"), night.figure(document)
    folder = expectations(DOUBT)
    quality.check(night.load_id, "staging", folder=folder)
    assert night.held() == {both: ["confidence_sufficient", "many"], many: ["many"]}
    seen = {"value": "131", "as_of": "2025-02", "expectation_code": "many", "accepted_reason": "đã đối chiếu"}
    with night.warehouse.begin() as connection:
        for row in (both, many):
            accepted = {**seen, "statement_id": f"statement {night.load_id} {row}"}
            connection.execute(insert(tables.quarantine_accepted_figure).values(accepted))
    quality.check(night.load_id, "staging", folder=folder)
    assert (night.held(), night.staged()) == ({both: ["confidence_sufficient"]}, [many])
