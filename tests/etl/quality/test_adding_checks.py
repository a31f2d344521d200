"""A check is added by lines in a file; a file that is not right says where and why."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from staged_night import Night

from etl import quality
from etl.errors import DataError
from etl.warehouse import tables

ADDED = """
  - code: {code}
    severity: {severity}
    owner: the province
    message_vi: "Sai: {{rows_failed}}"
    message_en: "Wrong: {{rows_failed}}"
    {rule}
"""


def added(code: str = "mine", severity: str = "warning", rule: str = "sql: select row_no from figure") -> str:
    return ADDED.format(code=code, severity=severity, rule=rule)


def last(night: Night, folder: Path) -> dict[str, Any]:
    return quality.check(night.load_id, "staging", folder=folder)[-1]


def test_lines_in_a_file_are_a_check(night: Night, expectations: Callable[[str], Path]) -> None:
    night.figure(night.document())
    rule = "expect: ExpectColumnValueLengthsToBeBetween\n    arguments: {column: quote, max_value: 5}"
    result = last(night, expectations(added(severity="info", rule=rule)))
    assert result == {
        "load_id": night.load_id,
        "stage": "staging",
        "expectation_code": "mine",
        "code": "mine",
        "severity": "info",
        "owner": "the province",
        "outcome": "failed",
        "rows_checked": 1,
        "rows_failed": 1,
        "rows_held": 0,
        "message_vi": "Sai: 1",
        "message_en": "Wrong: 1",
        "sample": [
            {
                "province": "Sóc Trăng",
                "indicator": "certified_products",
                "star": "all",
                "value": "131",
                "quote": "Tỉnh có 131 sản phẩm OCOP.",
                "document": "bao-cao.txt",
            }
        ],
    }


def test_a_result_is_recorded_with_its_severity_and_first_rows(
    night: Night, expectations: Callable[[str], Path]
) -> None:
    document = night.document()
    for _ in range(7):
        night.figure(document)
    last(night, expectations(added(severity="warning")))
    table = tables.quality_result
    with night.warehouse.connect() as connection:
        row = connection.execute(select(table).where(table.c.expectation_code == "mine")).one()
    assert (row.severity, row.outcome, row.rows_checked, row.rows_failed) == ("warning", "failed", 7, 7)
    assert len(row.sample) == 5
    assert row.sample[0]["document"] == "bao-cao.txt"


@pytest.mark.parametrize(
    "rule",
    [
        r"sql: select row_no from figure where quote ~ '^T.{2,3} có (?:\d{3})'",
        "sql: select row_no from figure where quote like '%sản phẩm%' and '12:30'::text is not null",
        "sql: select row_no from figure f join document d using (sha256) -- each",
        "sql: with wrong as (select row_no from figure) select row_no from wrong;",
        "expect: ExpectColumnValuesToMatchRegex\n    arguments: {column: quote, regex: '^(?:\\D{50}|100%|:x)$'}",
        "expect: ExpectColumnValuesToNotMatchLikePattern\n    arguments: {column: quote, like_pattern: '%131 sản%'}",
        "expect: ExpectColumnValuesToBeUnique\n    arguments: {column: value}",
        "expect: ExpectColumnValuesToNotBeNull\n    arguments: {column: qualifier}",
        "expect: ExpectColumnPairValuesToBeEqual\n    arguments: {column_A: value, column_B: star}",
        "expect: ExpectColumnValuesToBeInSet\n    arguments: {column: star, value_set: [\"3\", \"4\"]}",
    ],
)  # fmt: skip
def test_a_rule_finds_its_rows_as_it_is_written(night: Night, expectations: Callable[[str], Path], rule: str) -> None:
    document = night.document()
    rows = [night.figure(document), night.figure(document)]
    text = added(severity="critical", rule=rule).replace("severity", "quarantine: true\n    severity")
    result = last(night, expectations(text))
    assert (result["outcome"], result["rows_failed"], result["rows_held"]) == ("failed", 2, 2)
    assert sorted(night.held()) == rows


def test_a_check_of_the_whole_table_has_no_rows_to_show(night: Night, expectations: Callable[[str], Path]) -> None:
    night.figure(night.document())
    rule = "expect: ExpectTableRowCountToBeBetween\n    arguments: {min_value: 10}"
    result = last(night, expectations(added(rule=rule)))
    assert (result["outcome"], result["rows_failed"], result["sample"]) == ("failed", None, [])
    assert result["message_vi"] == "Sai: –"


def test_a_rule_may_show_rows_of_its_own(night: Night, expectations: Callable[[str], Path]) -> None:
    night.document("empty.txt")
    rule = "sql: select document_name, level from document where sha256 not in (select sha256 from figure)"
    result = last(night, expectations(added(rule=rule)))
    assert result["sample"] == [{"document_name": "empty.txt", "level": "province"}]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (added(severity="serious"), "mine: severity: serious"),
        (added(rule="arguments: {}"), "mine: sql, expect"),
        (added(rule="sql: select 1\n    expect: ExpectColumnValuesToBeUnique"), "mine: sql, expect"),
        (added(rule="sql: select 1\n    colour: red"), "mine: colour"),
        (added(rule="sql: select 1\n    arguments: {column: value}"), "mine: arguments"),
        (added(severity="info", rule="sql: select 1\n    quarantine: true"), "mine: quarantine"),
        (added(code="it's mine"), "it's mine: code"),
        (added(rule="sql: select 1\n    show: [nothing]"), "mine: nothing"),
        (added(rule="expect: ExpectMiracles"), "mine: ExpectMiracles"),
        (added(rule="expect: ExpectColumnValuesToBeUnique"), "mine: ExpectColumnValuesToBeUnique"),
        (added(rule="expect: ExpectColumnValuesToBeUnique\n    arguments: value"), "mine: arguments"),
        (
            added(rule="expect: ExpectColumnValuesToBeUnique\n    arguments: {column: value, row_condition: x}"),
            "mine: row_condition",
        ),
        (
            added(
                rule="expect: ExpectColumnValuesToBeInSet\n"
                "    arguments: {column: star, value_set: {column: warehouse.dim_star.rank}}"
            ),
            "warehouse.dim_star.rank",
        ),
        (
            added(
                rule="expect: ExpectColumnValuesToBeInSet\n"
                "    arguments: {column: star, value_set: {dictionary: STARS}}"
            ),
            "STARS",
        ),
        (added() + added(), "mine: mã dùng hai lần / code used twice"),
        (added().replace("{rows_failed}", "{rows}"), "mine: message_vi"),
        ("  - code: mine", "mine: message_en, message_vi, owner, severity"),
        ("  - [mine", "not YAML"),
    ],
)
def test_a_file_that_is_not_right_says_where_and_why(
    night: Night, expectations: Callable[[str], Path], lines: str, says: str
) -> None:
    with pytest.raises(DataError, match=re.escape(says)):
        quality.check(night.load_id, "staging", folder=expectations(lines))


def test_a_stage_without_a_file_is_named(night: Night, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"province_indicator_staging\.yaml"):
        quality.check(night.load_id, "staging", folder=tmp_path)


def test_a_load_that_is_not_there_is_named(night: Night) -> None:
    with pytest.raises(DataError, match="There is no load 4711"):
        quality.check(4711, "staging")
