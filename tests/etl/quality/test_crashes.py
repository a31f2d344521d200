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
    "a rule whose own query is not what was counted": "expect: ExpectColumnValuesToBeInSet\n"
    '    arguments: {column: province, value_set: ["Ea H\'leo"]}',
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


def test_rows_to_hold_back_must_be_named(night: Night, expectations: Callable[[str], Path]) -> None:
    night.figure(night.document())
    nameless = CHECK.replace("warning", "critical").replace(
        "RULE", "quarantine: true\n    sql: select value from figure"
    )
    with pytest.raises(quality.CheckCrashed, match="unless the query gives its row_no"):
        quality.check(night.load_id, "staging", folder=expectations(nameless))


def test_a_server_that_is_gone_is_a_crash(night: Night, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OCOP_WAREHOUSE_URL", f"postgresql+psycopg://ocop_loader@/ocop?host={tmp_path}")
    with pytest.raises(quality.CheckCrashed, match=f"Load {night.load_id} could not be checked"):
        quality.check(night.load_id, "staging")


def test_rows_that_cannot_be_read_are_a_crash(night: Night, expectations: Callable[[str], Path]) -> None:
    folder = expectations("")
    (folder / "staged_totals.sql").write_text("select * from nowhere")
    with pytest.raises(quality.CheckCrashed, match="nowhere"):
        quality.check(night.load_id, "staging", folder=folder)
