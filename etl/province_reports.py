"""The steps of the flow `province_reports`, one function each. They take and give references, never data.

plan -> (land -> read) per source -> stage -> check -> load -> check_star -> close_night
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

from etl.errors import DataError, PassingError
from etl.nights import tonight
from etl.sources import config

Reference = dict[str, Any]


def plan(province: str | None = None) -> list[Reference]:
    """The sources to ask tonight, all or those of one province: [{source_code, label}], never empty."""
    sources = config.listed(province)
    if not sources:
        raise DataError(
            f"Không có nguồn nào cho «{province or 'đêm nay'}»; xem sources.yaml. "
            f"/ No source is listed for “{province or 'tonight'}”; see sources.yaml."
        )
    return [{"source_code": source.code, "label": source.label} for source in sources]


def land(source_code: str, report_date: date, *, replay: bool = False) -> Reference:
    """Bring in what a source has tonight; a past night and a replay take what was landed for it.

    A source that lists far fewer documents than last time is an error, what it lists is landed all the same.
    Gives {source_code, documents}. The problem, if there is one, is kept in ops.source_state.
    """
    from etl import landing
    from etl.quality import documents

    source = config.by_code(source_code)
    with _noting(source, report_date):
        if replay or report_date < tonight():
            landed = landing.landed_on(source_code, report_date)
            if landed is None:
                raise DataError(
                    f"{source.label}: chưa lưu gì cho đêm {report_date}, và đêm đã qua không tải lại từ mạng. "
                    f"/ {source.label}: nothing was landed for the night of {report_date}, "
                    "and a past night is never fetched again."
                )
        else:
            before = documents.listed_before(source_code)
            landed = landing.land(source, report_date)
            documents.examine_listing(source, report_date, landed, before)
    _note(source, report_date, documents=len(landed))
    return {"source_code": source_code, "documents": len(landed)}


def read(source_code: str, report_date: date) -> Reference:
    """Read each landed document of a source and hold back what fails as a whole; the others are done all the same.

    Gives {source_code, documents, figures, provinces}. The problem, if there is one, is kept in ops.source_state.
    """
    from etl import landing
    from etl.quality import documents
    from etl.warehouse.sources_seen import record_reading

    source = config.by_code(source_code)
    landed = landing.landed_on(source_code, report_date) or []
    examined = documents.examine(source_code, source.province, report_date, landed)
    problem = "\n".join(examined.problems) or None
    record_reading(report_date, source_code, problem)
    if problem:
        raise DataError(f"{problem}\n{documents.what_to_do(source_code)}")
    return {
        "source_code": source_code,
        "documents": len(examined.readings),
        "figures": sum(reading["figures"] for reading in examined.readings),
        "provinces": sorted({reading["province"] for reading in examined.readings if reading["province"]}),
    }


def stage(run_id: str, report_date: date, source_codes: list[str], *, replay: bool = False) -> Reference:
    """Put the night's readings into staging, but for documents held back: {load_id, documents, rows, unchanged}."""
    from etl import landing, staging
    from etl.quality import documents

    landed = [each for code in source_codes for each in landing.landed_on(code, report_date) or []]
    return staging.stage(run_id, report_date, documents.let_through(landed), replay=replay)


def check(load_id: int, stage: str) -> Reference:
    """Run the expectations of a stage on one load and print what failed: {passed, failed, critical, held}.

    Rows that fail a critical check on staging are held back, and the others go on. A star that fails one is an
    error: what follows must not build on it.
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
        "failed": len(failed),
        "critical": critical,
        "held": sum(result["rows_held"] for result in results),
    }


def load(load_id: int) -> Reference:
    """Merge a checked load into the star: {state, documents, rows_inserted, rows_closed}."""
    from etl.warehouse import loading, sources_seen

    loaded = loading.load(load_id)
    sources_seen.note_changes()
    return loaded


def close_night(run_id: str, report_date: date, sources: list[Reference], states: Mapping[str, str | None]) -> None:
    """Say in one message what of a run was red: sources and critical checks in words, then the tasks by name.

    `sources` are those of the plan; `states` is by task, a mapped one with its index behind an underscore.
    """
    from etl.runtime import summary

    labels = {
        f"province.{step}_{n}": f"province.{step} [{source['label']}]"
        for n, source in enumerate(sources)
        for step in ("land", "read")
    }
    tasks = [labels.get(task, task) for task, state in sorted(states.items()) if state in ("failed", "upstream_failed")]
    said = summary.red(run_id, report_date, [source["source_code"] for source in sources])
    if said or tasks:
        raise DataError("\n".join(["Đêm nay có chỗ đỏ / not all was well tonight:", *said, *tasks]))
    print("Mọi bước đều xanh. / All was well.")


@contextmanager
def _noting(source: config.Source, report_date: date) -> Iterator[None]:
    """Keep in ops.source_state what went wrong with a source, in the words that its task fails with."""
    try:
        yield
    except (DataError, PassingError) as problem:
        _note(source, report_date, problem=str(problem))
        raise


def _note(source: config.Source, report_date: date, **answer: Any) -> None:
    from etl.warehouse.sources_seen import record_sources

    record_sources(
        report_date, [{**asdict(source), "source_code": source.code, "documents": 0, "problem": None, **answer}]
    )
