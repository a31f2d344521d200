"""The views and functions of sql/: no migrations, but files that are applied again, all of them, when one changes."""

import hashlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from etl.warehouse.statements import SQL, files, run_script
from etl.warehouse.tables import applied_sql

FOLDERS = ("functions", "staging", "quarantine", "marts")  # each may use what the ones before it make


def stale(connection: Connection) -> bool:
    """Whether a file is not the one that was applied last."""
    applied = connection.execute(select(applied_sql.c.folder, applied_sql.c.sha256))
    return {row.folder: row.sha256 for row in applied} != _checksums()


def drop(connection: Connection) -> None:
    """Take all of them away, so that tables under them can change."""
    run_script(connection, SQL / "drop_views.sql")


def create(connection: Connection) -> None:
    """Make all of them from their files and note which files these were."""
    for folder in FOLDERS:
        for file in files(folder):
            run_script(connection, file)
    for folder, sha256 in _checksums().items():
        note = insert(applied_sql).values(folder=folder, sha256=sha256)
        connection.execute(note.on_conflict_do_update(index_elements=["folder"], set_={"sha256": sha256}))


def _checksums() -> dict[str, str]:
    return {
        folder: hashlib.sha256(b"\0".join(file.read_bytes() for file in files(folder))).hexdigest()
        for folder in FOLDERS
    }
