"""One check of one load, from the file of checks to the record of what they found."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import SQLAlchemyError

from etl.errors import DataError, PassingError
from etl.quality import batch, quarantine, record, run
from etl.quality.suites import FOLDER, Suite, read_suite
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
    with database.engine().connect() as connection:  # closed in the end, and its temporary tables and lock with it
        topic = _topic(connection, load_id)
        suite = read_suite(f"{topic}_{stage}", folder)
        _wait_for_turn(connection, load_id)
        if stage == STAGING:
            quarantine.put_back(connection, topic, load_id)
            connection.commit()
        rows = _prepare(connection, suite, load_id)
        findings = [batch.illustrate(connection, suite, found) for found in run.run(connection, suite, rows)]
        crashed = [found for found in findings if found.outcome == "crashed"]
        held = {}
        if stage == STAGING and not crashed:
            held = quarantine.hold_back(connection, topic, load_id, suite.row_id, findings)
        results = record.replace(connection, load_id, stage, findings, held)
        connection.commit()
    if crashed:
        raise CheckCrashed(
            "\n".join(f"{found.check.code}: {found.problem}" for found in crashed)
            + "\nCác kiểm tra này không chạy được nên chưa biết số liệu đúng hay sai; kết quả ở ops.quality_result. "
            "/ These checks could not run, so nothing is known of the data; the results are in ops.quality_result."
        )
    return results


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


def _prepare(connection: Connection, suite: Suite, load_id: int) -> int:
    try:
        rows = batch.prepare(connection, suite, load_id)
        connection.commit()
    except SQLAlchemyError as problem:
        raise CheckCrashed(
            f"{suite.name}: không đọc được các dòng cần kiểm tra: {problem} "
            f"/ {suite.name}: the rows to check could not be read: {problem}"
        ) from problem
    return rows
