"""The steps of the flow `province_reports`, one function each. They take and give references, never data.

    plan -> (land -> read) per source -> stage -> check -> load -> check_star -> close_night
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from etl.errors import DataError
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

    Gives {source_code, documents}. The problem, if there is one, is kept in ops.source_state.
    """
    from etl import landing

    source = config.by_code(source_code)
    with _noting_problems(source_code, report_date):
        if replay or report_date < tonight():
            landed = landing.landed_on(source_code, report_date)
            if landed is None:
                raise DataError(
                    f"{source.label}: chưa lưu gì cho đêm {report_date}, và đêm đã qua không tải lại từ mạng. "
                    f"/ {source.label}: nothing was landed for the night of {report_date}, "
                    "and a past night is never fetched again."
                )
        else:
            landed = landing.land(source, report_date)
    return {"source_code": source_code, "documents": len(landed)}


def read(source_code: str, report_date: date) -> Reference:
    """Read each landed document of a source; those that cannot be read are named once the others are done.

    Gives {source_code, documents, figures, provinces}.
    """
    from etl import landing
    from etl.reports.readings import read_landed

    readings, unreadable = [], []
    with _noting_problems(source_code, report_date):
        for landed in landing.landed_on(source_code, report_date) or []:
            try:
                readings.append(read_landed(landed))
            except DataError as problem:
                unreadable.append(f"{landed.document_url}: {problem}")
        if unreadable:
            raise DataError("\n".join(unreadable))
    return {
        "source_code": source_code,
        "documents": len(readings),
        "figures": sum(reading["figures"] for reading in readings),
        "provinces": sorted({reading["province"] for reading in readings if reading["province"]}),
    }


def stage(run_id: str, report_date: date, source_codes: list[str], *, replay: bool = False) -> Reference:
    """Put the night's readings into staging: {load_id, documents, rows, unchanged}."""
    from etl import landing, staging

    landed = [each for code in source_codes for each in landing.landed_on(code, report_date) or []]
    return staging.stage(run_id, report_date, landed, replay=replay)


def check(load_id: int, stage: str) -> Reference:
    """Run the expectations of a stage on one load, print what failed: {passed, warnings, critical}."""
    from etl import quality

    results = quality.check(load_id, stage)
    print(quality.render(results))
    failed = [result for result in results if result["outcome"] != "passed"]
    critical = [result["code"] for result in failed if result["severity"] == "critical"]
    return {"passed": len(results) - len(failed), "warnings": len(failed) - len(critical), "critical": critical}


def load(load_id: int) -> Reference:
    """Merge a checked load into the star: {state, documents, rows_inserted, rows_closed}."""
    from etl.warehouse import loading

    return loading.load(load_id)
