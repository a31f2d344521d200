"""One load from staging into the star: one transaction, one load of a target at a time."""

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from etl.errors import DataError, PassingError
from etl.warehouse.database import engine
from etl.warehouse.statements import files, statement

MERGE = "merge/province_indicator"
TOUCHED = ("warehouse.dim_document", "warehouse.bridge_document_source", "warehouse.fact_province_indicator")
STAGING_DAYS = 14  # long enough to look at what a bad night had staged; landing can stage it again at any time


def load(load_id: int) -> dict[str, Any]:
    """Merge a staged and checked load into the star, whole or not at all, and record it in ops.load.

    Waits for another load of the same target. Running it again changes no row.
    Gives {state, documents, rows_inserted, rows_closed, rows_quarantined}; state is loaded, or unchanged when no row
    was written.
    Raises DataError when there is nothing staged to merge or the star refuses it, PassingError when the server fails.
    """
    try:
        with engine().begin() as connection:
            done = _merge(connection, load_id)
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
        _vacuum()
    return done


def _merge(connection: Connection, load_id: int) -> dict[str, Any]:
    staged = connection.execute(statement("load/staged.sql"), {"load_id": load_id}).one_or_none()
    if staged is None or staged.documents_there != staged.documents:
        raise DataError(
            f"Lượt nạp {load_id}: vùng staging không còn đủ văn bản (máy chủ đã khởi động lại?); chạy lại từ bước "
            f"stage. / Load {load_id}: staging has lost documents of it (was the server restarted?); clear the run "
            "from its task `stage` on."
        )
    connection.execute(text("select pg_advisory_xact_lock(hashtext(:target))"), {"target": f"load.{staged.target}"})
    for file in files(MERGE):
        connection.execute(statement(f"{MERGE}/{file.name}"), {"load_id": load_id})
    connection.execute(statement("load/sweep_staging.sql"), {"days": STAGING_DAYS})
    return dict(connection.execute(statement("load/end.sql"), {"load_id": load_id}).mappings().one())


def _record_failure(load_id: int, reason: str) -> None:
    # when the server itself is gone, the error that is being raised says so
    with suppress(OperationalError), engine().begin() as connection:
        connection.execute(statement("load/fail.sql"), {"load_id": load_id, "error": reason})


def _vacuum() -> None:
    """Room for the next load and fresh statistics; a table that someone is vacuuming already is left to them."""
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"vacuum (analyze, skip_locked) {', '.join(TOUCHED)}")
