"""What a load is in every flow: begin it, check it, merge it, announce it, say what of its night was red."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from etl.errors import DataError

if TYPE_CHECKING:
    from sqlalchemy import Connection

Reference = dict[str, Any]


def begin(
    connection: "Connection", run_id: str, target: str, report_date: date, *, rules_version: str, reason: str | None
) -> int:
    """Put down a load in ops.load, or begin it anew for a task that is tried again; gives its id."""
    from etl.quality.suites import checks_version
    from etl.warehouse.statements import statement

    begun = {
        "run_id": run_id,
        "target": target,
        "report_date": report_date,
        "reason": reason,
        "rules_version": rules_version,
        "checks_version": checks_version(),
    }
    return int(connection.execute(statement("load/begin.sql"), begun).scalar_one())


def check(load_id: int, stage: str) -> Reference:
    """Run the expectations of a stage on one load and print what failed: {passed, failed, critical}.

    `failed` counts by severity, `critical` names. Rows of staging that fail a check with `quarantine` are held back, at
    fault or for review, and the others go on. A star that fails a critical check is an error: what follows must not
    build on it.
    """
    from etl import quality

    results = quality.check(load_id, stage)
    print(quality.render(results))
    failed = [result for result in results if result["outcome"] != "passed"]
    critical = [result["code"] for result in failed if result["severity"] == "critical"]
    if critical and stage == "star":
        raise DataError(
            f"Kho không đạt kiểm tra nghiêm trọng: {', '.join(critical)}; xem các dòng ở trên. "
            f"/ The star fails critical checks: {', '.join(critical)}; see the rows above."
        )
    return {
        "passed": len(results) - len(failed),
        "failed": dict(Counter(result["severity"] for result in failed)),
        "critical": critical,
    }


def load(load_id: int) -> Reference:
    """Merge a checked load into the star: {state, documents, rows_inserted, rows_closed, rows_quarantined}."""
    from etl.warehouse import loading, sources_seen

    loaded = loading.load(load_id)
    sources_seen.note_changes()
    return loaded


def announcement(load_id: int, loaded: Reference, *checks: Reference) -> Reference:
    """What the asset's event says of a load: its counts, and the failed checks of all its stages by severity."""
    failed = sum((Counter(each["failed"]) for each in checks), Counter[str]())
    return {"load_id": load_id, **loaded, "checks_failed": dict(failed)}


def close_night(
    run_id: str, report_date: date, sources: list[Reference], states: Mapping[str, str | None], *, group: str
) -> None:
    """Say in one message what of a run was red: sources and critical checks in words, then the tasks by name.

    `sources` are those of the plan; `states` is by task, a mapped one, of the task group, with its index behind an
    underscore.
    """
    from etl.runtime import summary

    labels = {
        f"{group}.{step}_{n}": f"{group}.{step} [{source['label']}]"
        for n, source in enumerate(sources)
        for step in ("land", "read")
    }
    tasks = [labels.get(task, task) for task, state in sorted(states.items()) if state in ("failed", "upstream_failed")]
    said = summary.red(run_id, report_date, [source["source_code"] for source in sources])
    if said or tasks:
        raise DataError("\n".join(["Đêm nay có chỗ đỏ / not all was well tonight:", *said, *tasks]))
    print("Mọi bước đều xanh. / All was well.")
