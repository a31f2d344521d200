"""Great Expectations: the checks of a suite -> what each one found, in one validation on the suite's own connection."""

import logging
import os
import warnings
from types import ModuleType
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.pool import StaticPool

from etl.errors import DataError
from etl.quality.batch import Finding
from etl.quality.suites import Check, Suite
from etl.quality.vocabularies import filled_in

# The count and the query of the failing rows, and none of the rows: there can be any number of them.
_RESULT_FORMAT = {
    "result_format": "BASIC",
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": True,
}


def run(connection: Connection, suite: Suite, rows: int) -> list[Finding]:
    """What each check of the suite finds, in the suite's order. The connection holds the tables of `batch.prepare`."""
    gx = _great_expectations()
    expectations = [_expectation(gx, connection, suite, check) for check in suite.checks]
    connection.commit()  # from here on Great Expectations begins and ends the transactions
    result = _batch(gx, connection, suite).validate(
        gx.ExpectationSuite(name=suite.name, expectations=expectations),
        result_format={**_RESULT_FORMAT, "unexpected_index_column_names": [suite.row_id]},
    )
    by_code = {each.expectation_config.meta["code"]: each for each in result.results}
    return [_finding(check, by_code[check.code], rows) for check in suite.checks]


def _great_expectations() -> ModuleType:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    logging.getLogger("great_expectations").setLevel(logging.WARNING)  # before the import, which logs 200 lines
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)  # it sets its own level
    return great_expectations


def _batch(gx: ModuleType, connection: Connection, suite: Suite) -> Any:
    raw = connection.connection.driver_connection
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    # The temporary tables are only there on this connection, so it is the one that Great Expectations gets.
    # (Its own PostgreSQL source, which it would rather see, takes no such thing; nor a socket's URL.)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="You are using a generic SQLDatasource")
        warehouse = context.data_sources.add_sql(
            "warehouse",
            connection_string="postgresql+psycopg://",
            kwargs={"creator": lambda: raw, "poolclass": StaticPool},
        )
    asset = warehouse.add_table_asset(suite.checked, table_name=suite.checked)
    return asset.add_batch_definition_whole_table("load").get_batch()


def _expectation(gx: ModuleType, connection: Connection, suite: Suite, check: Check) -> Any:
    where = f"expectations/{suite.name}.yaml, {check.code}"
    kind = getattr(gx.expectations, check.expectation, None)
    if kind is None:
        raise DataError(
            f"{where}: {check.expectation}: Great Expectations không có kiểu này / Great Expectations has no such type"
        )
    arguments = (
        {"unexpected_rows_query": _for_great_expectations(check.sql)}
        if check.sql
        else filled_in(connection, check.arguments)
    )
    meta = {"code": check.code, "owner": check.owner, "message_vi": check.message_vi, "message_en": check.message_en}
    try:
        return kind(**arguments, severity=check.severity, meta=meta)
    except (TypeError, ValueError) as problem:  # pydantic's errors are ValueErrors
        raise DataError(f"{where}: {check.expectation}: {problem}") from problem


def _for_great_expectations(sql: str) -> str:
    """A rule as Great Expectations wants it: braces and colons escaped, and its {batch} named, if only in a comment.

    (Its own {batch} stands for a subquery that takes an alias without a join and none with one.)
    """
    escaped = sql.replace("{", "{{").replace("}", "}}").replace(":", r"\:")
    return f"{escaped}\n/* {{batch}} */"


def _finding(check: Check, validated: Any, rows: int) -> Finding:
    result = validated.result
    problem = _problem(validated.exception_info)
    if problem is None and result.get("element_count", rows) != rows:
        # without a connection it takes an empty batch for a good one
        problem = f"chỉ xét {result['element_count']}/{rows} dòng / only {result['element_count']} of {rows} rows seen"
    if problem is not None:
        return Finding(check, "crashed", rows, problem=problem)
    query = check.sql or result.get("unexpected_index_query")
    return Finding(
        check,
        outcome="passed" if validated.success else "failed",
        rows_checked=rows,
        rows_failed=result.get("observed_value") if check.sql else result.get("unexpected_count"),
        rule=query.rstrip("; \n") + "\n" if query else None,  # the line's end also ends a comment
    )


def _problem(exception_info: dict[str, Any] | None) -> str | None:
    """The first exception's message. There is one record, or one for each metric that could not be had."""
    records = (exception_info or {}).values() if "raised_exception" not in (exception_info or {}) else [exception_info]
    for record in records:
        if record and record["raised_exception"]:
            return str(record["exception_message"]).partition("[SQL:")[0].strip()
    return None
