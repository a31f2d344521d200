"""One check of one load, from the file of checks to the record of what they found."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import SQLAlchemyError

from etl.errors import DataError, PassingError
from etl.quality import batch, quarantine, record, run
from etl.quality.batch import Finding
from etl.quality.suites import FOLDER, read_suite
from etl.warehouse import database, tables

STAGING = "staging"


class CheckCrashed(PassingError):
    """A check could not be carried out, so nothing is known of the data; trying again may help."""


def check(load_id: int, stage: str, *, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Check the rows of one load, record each result, and at `staging` hold back the rows that must not go on.

    Gives one result per check: load_id, stage, code, severity, owner, outcome (passed, failed, crashed), rows_checked,
    rows_failed, rows_held, message_vi, message_en, sample (the first rows that fail). Checking again replaces them.
    Raises CheckCrashed once all is recorded; DataError for a load or a file of checks that is not there or not right.
    """
    try:
        with database.engine().connect() as connection:  # closed in the end: its temporary tables and lock go with it
            findings, results = _check(connection, load_id, stage, folder)
    except (SQLAlchemyError, ConnectionError) as problem:
        raise CheckCrashed(
            f"Không kiểm tra được lượt nạp {load_id}, bước {stage}. / Load {load_id} could not be checked, "
            f"stage {stage}. {batch.said(problem)}"
        ) from problem
    if crashed := [found for found in findings if found.outcome == "crashed"]:
        raise CheckCrashed(
            "\n".join(f"{found.check.code}: {found.problem}" for found in crashed)
            + "\nCác kiểm tra này không chạy được nên chưa biết số liệu đúng hay sai; kết quả ở ops.quality_result. "
            "/ These checks could not run, so nothing is known of the data; the results are in ops.quality_result."
        )
    return results


def _check(
    connection: Connection, load_id: int, stage: str, folder: Path
) -> tuple[list[Finding], list[dict[str, Any]]]:
    topic = _topic(connection, load_id)
    suite = read_suite(f"{topic}_{stage}", folder)
    _wait_for_turn(connection, load_id)
    if stage == STAGING:
        quarantine.put_back(connection, topic, load_id)
        _tell_planner(connection)
    rows = batch.prepare(connection, suite, load_id)
    illustrated = [batch.illustrate(connection, suite, found) for found in run.run(connection, suite, rows)]
    findings = [batch.left_to_review(connection, suite, found) for found in illustrated]
    held = {}
    if stage == STAGING and not any(found.outcome == "crashed" for found in findings):
        held = quarantine.hold_back(connection, topic, load_id, suite.row_id, findings)
    results = record.replace(connection, load_id, stage, findings, held)
    connection.commit()
    return findings, results


def _topic(connection: Connection, load_id: int) -> str:
    """What a load is about: the name that its fact, staging and quarantine tables and its suites share."""
    target = connection.scalar(select(tables.load.c.target).where(tables.load.c.load_id == load_id))
    if target is None:
        raise DataError(f"Không có lượt nạp {load_id} trong ops.load. / There is no load {load_id} in ops.load.")
    return str(target).removeprefix("fact_")


def _wait_for_turn(connection: Connection, load_id: int) -> None:
    """One check of a load at a time; the lock goes with the connection."""
    connection.execute(
        text("select pg_advisory_lock(hashtextextended('check of load ' || :load_id, 0))"), {"load_id": str(load_id)}
    )


def _tell_planner(connection: Connection) -> None:
    """Count what was just staged: planned for the empty tables of before, 223 figures took two minutes to prepare."""
    for table in tables.metadata.sorted_tables:
        if table.schema == STAGING:
            connection.execute(text(f"analyze {table.fullname}"))
    connection.commit()  # its locks keep other loads' checks waiting
