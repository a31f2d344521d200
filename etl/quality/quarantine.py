"""Rows that fail a check with `quarantine` leave staging for quarantine, all of them, by the checks' own queries."""

from collections.abc import Iterable

from sqlalchemy import Connection, Integer, Table, delete, func, insert, literal, select, union_all, update

from etl.quality.batch import Finding, literally
from etl.warehouse import tables


def hold_back(
    connection: Connection, topic: str, load_id: int, row_id: str, findings: Iterable[Finding]
) -> dict[str, int]:
    """Move the rows of a load that fail a check with `quarantine`, each with the codes of all that it fails.

    Gives the number of rows that each check holds back. The caller commits.
    """
    staging, quarantine = _tables(topic)
    rules = [
        select(literal(found.check.code).label("code"), failing.c[row_id].label("row_no"))
        for found in findings
        if found.check.quarantine and found.outcome == "failed" and found.rule
        for failing in [literally(found.rule).columns(**{row_id: Integer}).subquery()]
    ]
    if rules:
        failing = union_all(*rules).subquery("failing")
        codes = (
            select(failing.c.row_no, func.array_agg(failing.c.code.distinct()).label("failed_expectations"))
            .group_by(failing.c.row_no)
            .cte("codes")
        )
        moved = (
            delete(staging)
            .where(staging.c.load_id == load_id, staging.c.row_no == codes.c.row_no)
            .returning(*staging.c, codes.c.failed_expectations)
            .cte("moved")
        )
        connection.execute(insert(quarantine).from_select([*staging.c.keys(), "failed_expectations"], select(moved)))
    _note_number(connection, quarantine, load_id)
    code = func.unnest(quarantine.c.failed_expectations).label("code")
    by_check = select(code, func.count()).where(quarantine.c.load_id == load_id).group_by(code)
    return {row[0]: row[1] for row in connection.execute(by_check)}


def put_back(connection: Connection, topic: str, load_id: int) -> None:
    """Return the rows that an earlier check of the same load held back, so that it is checked as it was staged."""
    staging, quarantine = _tables(topic)
    names = staging.c.keys()
    returned = (
        delete(quarantine)
        .where(quarantine.c.load_id == load_id)
        .returning(*(quarantine.c[name] for name in names))
        .cte("returned")
    )
    connection.execute(insert(staging).from_select(names, select(returned)))
    _note_number(connection, quarantine, load_id)


def _note_number(connection: Connection, quarantine: Table, load_id: int) -> None:
    """Tell ops.load how many of its rows are in quarantine."""
    held = select(func.count()).select_from(quarantine).where(quarantine.c.load_id == load_id)
    connection.execute(
        update(tables.load).where(tables.load.c.load_id == load_id).values(rows_quarantined=held.scalar_subquery())
    )


def _tables(topic: str) -> tuple[Table, Table]:
    return tables.metadata.tables[f"staging.{topic}"], tables.metadata.tables[f"quarantine.{topic}"]
