"""One load from staging into the star: one transaction, one load of a target at a time."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, select, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from etl.errors import DataError, PassingError
from etl.warehouse import partitions, tables
from etl.warehouse.database import engine
from etl.warehouse.statements import files, statement


@dataclass(frozen=True)
class Target:
    """What is loaded in one way: its merge is sql/merge/<topic>/, what stands around it sql/load/<topic>/.

    `staged` are its staging tables, `touched` those that a load leaves rows in, `by_month` a fact whose rows lie in the
    partition of their month.
    `staging_days`: long enough to look at what a bad night had staged; landing can stage it again at any time.
    """

    topic: str
    staged: tuple[Table, ...]
    touched: tuple[Table, ...]
    staging_days: int
    by_month: Table | None = None


# One load at a time: what it sorts and joins, 200,000 rows of a night, stays in memory. What is new is in no statistics
# yet and taken for one row: it must not be kept aside to be gone through again for each of those rows.
SETTINGS = """
    set local work_mem = '64MB'; set local temp_buffers = '128MB'; set local jit = off; set local enable_material = off
"""

TARGETS = {
    f"fact_{target.topic}": target
    for target in (
        Target(
            "province_indicator",
            staged=(tables.staging_document, tables.staging_province_indicator),
            touched=(tables.dim_document, tables.bridge_document_source, tables.fact_province_indicator),
            staging_days=14,
        ),
        Target(
            "listing_snapshot",
            staged=(tables.staging_crawl, tables.staging_listing_snapshot),
            touched=(tables.dim_seller, tables.dim_listing, tables.crawl),
            staging_days=3,  # a night is a gigabyte
            by_month=tables.fact_listing_snapshot,
        ),
    )
}


def load(load_id: int) -> dict[str, Any]:
    """Merge a staged and checked load into the star, whole or not at all, and record it in ops.load.

    Waits for another load of the same target. Running it again changes no row.
    Gives {state, documents, rows_inserted, rows_closed, rows_quarantined}; state is loaded, or unchanged when no row
    was written.
    Raises DataError when there is nothing staged to merge or the star refuses it, PassingError when the server fails.
    """
    begun = _begun(load_id)
    target = TARGETS[begun.target]
    try:
        if target.by_month is not None:
            partitions.make(target.by_month, begun.report_date)
        _maintain("analyze", [table.fullname for table in target.staged])
        with engine().begin() as connection:
            done = _merge(connection, begun, target)
    except DataError as problem:
        _record_failure(load_id, str(problem))
        raise
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip()
        _record_failure(load_id, reason)
        kind = PassingError if isinstance(error, OperationalError) else DataError
        raise kind(
            f"Lượt nạp {load_id} thất bại, kho giữ nguyên như trước; sửa rồi chạy lại ô này. "
            f"/ Load {load_id} failed and the warehouse is as it was before; mend it and clear this task. {reason}"
        ) from error
    if done["state"] == "loaded":
        _vacuum(target, begun.report_date)
    return done


def _begun(load_id: int) -> Row[Any, Any, Any]:
    columns = (tables.load.c.load_id, tables.load.c.target, tables.load.c.report_date)
    with engine().connect() as connection:
        begun = connection.execute(select(*columns).where(tables.load.c.load_id == load_id)).one_or_none()
    if begun is None:
        raise DataError(f"Không có lượt nạp {load_id} trong ops.load. / There is no load {load_id} in ops.load.")
    return begun


def _merge(connection: Connection, begun: Row[Any, Any, Any], target: Target) -> dict[str, Any]:
    parameters = {"load_id": begun.load_id, "report_date": begun.report_date}
    if not connection.scalar(statement(f"load/{target.topic}/staged.sql"), parameters):
        raise DataError(
            f"Lượt nạp {begun.load_id}: vùng staging không còn đủ dữ liệu (máy chủ đã khởi động lại?); chạy lại từ "
            f"bước stage. / Load {begun.load_id}: staging has lost data of it (was the server restarted?); clear the "
            "run from its task `stage` on."
        )
    connection.execute(text("select pg_advisory_xact_lock(hashtext(:target))"), {"target": f"load.{begun.target}"})
    connection.exec_driver_sql(SETTINGS)
    for file in files(f"merge/{target.topic}"):
        connection.execute(statement(f"merge/{target.topic}/{file.name}"), parameters)
    connection.execute(statement(f"load/{target.topic}/sweep.sql"), {"days": target.staging_days})
    return dict(connection.execute(statement(f"load/{target.topic}/end.sql"), parameters).mappings().one())


def _record_failure(load_id: int, reason: str) -> None:
    # when the server itself is gone, the error that is being raised says so
    with suppress(OperationalError), engine().begin() as connection:
        connection.execute(statement("load/fail.sql"), {"load_id": load_id, "error": reason})


def _vacuum(target: Target, report_date: date) -> None:
    """Room for the next load and fresh statistics; a table that someone is vacuuming already is left to them."""
    touched = [table.fullname for table in target.touched]
    if target.by_month is not None:
        touched.append(partitions.name(target.by_month, report_date))
    _maintain("vacuum (analyze, skip_locked)", touched)


def _maintain(command: str, names: list[str]) -> None:
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"{command} {', '.join(names)}")
