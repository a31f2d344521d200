"""ops.quality_result: what each check of a load found, the latest check of a stage in place of the one before."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, null

from etl.quality.batch import Finding
from etl.warehouse.tables import quality_result


def replace(
    connection: Connection, load_id: int, stage: str, findings: list[Finding], held: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Write the findings of one load at one stage and give them as results. The caller commits."""
    results = [_result(load_id, stage, found, held.get(found.check.code, 0)) for found in findings]
    connection.execute(
        delete(quality_result).where(quality_result.c.load_id == load_id, quality_result.c.stage == stage)
    )
    columns = quality_result.c.keys()
    rows = [{name: value for name, value in result.items() if name in columns} for result in results]
    if rows:
        connection.execute(insert(quality_result).values([{**row, "sample": row["sample"] or null()} for row in rows]))
    return results


def _result(load_id: int, stage: str, found: Finding, rows_held: int) -> dict[str, Any]:
    check = found.check
    return {
        "load_id": load_id,
        "stage": stage,
        "expectation_code": check.code,
        "code": check.code,
        "severity": check.severity,
        "owner": check.owner,
        "outcome": found.outcome,
        "rows_checked": found.rows_checked,
        "rows_failed": found.rows_failed,
        "rows_held": rows_held,
        "message_vi": _message("vi", "Không kiểm tra được", found),
        "message_en": _message("en", "Could not be checked", found),
        "sample": list(found.sample),
    }


def _message(language: str, crashed: str, found: Finding) -> str:
    if found.outcome == "crashed":
        return f"{crashed}: {found.problem}"
    return found.check.message(language, found.rows_failed, found.rows_checked)
