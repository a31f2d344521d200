"""The steps of the flow `province_reports`, one function each. They take and give references, never data.

plan -> (land -> read) per source -> stage -> check -> load -> check_star -> close_night
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from etl.errors import DataError, PassingError
from etl.nights import tonight
from etl.sources import Source, config

if TYPE_CHECKING:
    from etl.landing import Landed

Reference = dict[str, Any]

log = logging.getLogger(__name__)


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
    Gives {source_code, documents, unchanged_since}; the last is the night of what is newest, None when that is new.
    The problem, if there is one, is kept in ops.source_state.
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
    since = _unchanged_since(source, report_date, landed)
    return {"source_code": source_code, "documents": len(landed), "unchanged_since": since}


def read(source_code: str, report_date: date) -> Reference:
    """Read each landed document of a source and hold back what fails as a whole; the others are done all the same.

    Gives {source_code, documents, figures, provinces, unchanged_since}, the last as `land` does. The problem, if there
    is one, is kept in ops.source_state.
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
        "unchanged_since": _unchanged_since(source, report_date, landed),
    }


def stage(run_id: str, report_date: date, source_codes: list[str], *, replay: bool = False) -> Reference:
    """Put the night's readings into staging, but for documents held back.

    Gives {load_id, documents, rows, unchanged, unchanged_since}; the last has a night for each source with nothing new.
    """
    from etl import landing, staging
    from etl.quality import documents

    given = {code: landed for code in source_codes if (landed := landing.landed_on(code, report_date))}
    unchanged = {code: _unchanged_since(config.by_code(code), report_date, landed) for code, landed in given.items()}
    landed = documents.let_through([each for each_source in given.values() for each in each_source])
    _name_unread(report_date, landed)
    staged = staging.stage(run_id, report_date, landed, replay=replay)
    return {**staged, "unchanged_since": {code: since for code, since in unchanged.items() if since}}


def _name_unread(report_date: date, landed: "Iterable[Landed]") -> None:
    """Note the documents that the rules of now have not read: they changed since, or reading crashed."""
    from etl import landing
    from etl.quality import documents
    from etl.reports import rules_version
    from etl.warehouse.sources_seen import record_reading

    unread: dict[str, list[str]] = defaultdict(list)
    for one in documents.never_judged(landed):
        if not landing.reading_exists(one.sha256, rules_version()):
            unread[one.source_code].append(one.document_name)
    for source_code, names in unread.items():
        problem = (
            f"Chưa đọc bằng bộ quy tắc hiện tại: {', '.join(names)}; Clear ô `read` của nguồn này. "
            f"/ Not read by the rules of now: {', '.join(names)}; clear this source's task `read`."
        )
        log.warning("%s: %s", source_code, problem)
        record_reading(report_date, source_code, problem)


def close_night(run_id: str, report_date: date, sources: list[Reference], states: Mapping[str, str | None]) -> None:
    """Say in one message what of a run was red, as `loads.close_night` does. A source that is late is a warning."""
    from etl import loads
    from etl.monitoring import status

    for late in status.late(report_date, [source["source_code"] for source in sources]):
        log.warning("%s", late)
    loads.close_night(run_id, report_date, sources, states, group="province")


def _unchanged_since(source: Source, report_date: date, landed: "Iterable[Landed]") -> str | None:
    """The night (ISO) since which a source gives nothing new, which is printed; None when it gives something."""
    from etl.warehouse import sources_seen

    since = sources_seen.unchanged_since(source.code, report_date, landed)
    if since is None:
        return None
    print(f"{source.label}: không có gì mới, không đổi từ đêm {since} / nothing new, unchanged since {since}")
    return since.isoformat()


@contextmanager
def _noting(source: Source, report_date: date) -> Iterator[None]:
    """Keep in ops.source_state what went wrong with a source, in the words that its task fails with."""
    try:
        yield
    except (DataError, PassingError) as problem:
        _note(source, report_date, problem=str(problem))
        raise


def _note(source: Source, report_date: date, **answer: Any) -> None:
    from etl.warehouse.sources_seen import record_sources

    record_sources(
        report_date, [{**asdict(source), "source_code": source.code, "documents": 0, "problem": None, **answer}]
    )
