"""A check that could not run says nothing of the data: it is told apart, and it is what is tried again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from staged_night import Night

from etl import quality
from etl.errors import PassingError
from etl.warehouse import tables

CRASHING = {
    "an unknown column": "expect: ExpectColumnValuesToBeUnique\n    arguments: {column: nothing}",
    "a type that does not fit": "expect: ExpectColumnValuesToBeBetween\n    arguments: {column: value, max_value: 5}",
    "SQL that is none": "sql: selec row_no from figure",
    "SQL that fails on the data": "sql: select row_no from figure where 1 / (row_no - 1) > 0",
}
CHECK = """
  - code: mine
    severity: warning
    owner: data engineers
    message_vi: "{rows_failed}"
    message_en: "{rows_failed}"
    RULE
"""


@pytest.mark.parametrize("rule", CRASHING.values(), ids=CRASHING.keys())
def test_a_check_that_cannot_run_is_recorded_and_raised(
    night: Night, expectations: Callable[[str], Path], rule: str
) -> None:
    row = night.figure(night.document(), star_code="6")
    with pytest.raises(quality.CheckCrashed, match=r"mine: .+") as crash:
        quality.check(night.load_id, "staging", folder=expectations(CHECK.replace("RULE", rule)))
    assert isinstance(crash.value, PassingError)  # worth another try
    table = tables.quality_result
    with night.warehouse.connect() as connection:
        outcomes = dict(connection.execute(select(table.c.expectation_code, table.c.outcome)).all())
    assert (outcomes["mine"], outcomes["star_known"], outcomes["kind_known"]) == ("crashed", "failed", "passed")
    assert (night.staged(), night.held()) == ([row], {})  # nothing moves until all checks have run


def test_rows_that_cannot_be_read_are_a_crash(night: Night, expectations: Callable[[str], Path]) -> None:
    folder = expectations("")
    (folder / "staged_totals.sql").write_text("select * from nowhere")
    with pytest.raises(quality.CheckCrashed, match="nowhere"):
        quality.check(night.load_id, "staging", folder=folder)
