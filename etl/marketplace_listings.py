"""The steps of the flow `marketplace_listings`, one function each. They take and give references, never data.

plan -> (land -> read) per source -> stage -> check -> load -> check_star -> close_night
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from etl.errors import DataError, PassingError
from etl.marketplaces.marketplace import STAND_IN, Marketplace
from etl.nights import tonight
from etl.sources import config

if TYPE_CHECKING:
    from etl.landing.crawls import Crawled
    from etl.sources.http import PoliteSession

Reference = dict[str, Any]

log = logging.getLogger(__name__)


def plan(marketplace: str | None = None) -> list[Reference]:
    """The sources of listings to ask tonight, all or those of one marketplace: [{source_code, label}], never empty."""
    sources = config.marketplaces(marketplace)
    if not sources:
        raise DataError(
            f"Không có nguồn nào cho sàn «{marketplace or 'đêm nay'}»; xem sources.yaml. "
            f"/ No source is listed for the marketplace “{marketplace or 'tonight'}”; see sources.yaml."
        )
    return [{"source_code": source.code, "label": source.label} for source in sources]


def land(source_code: str, report_date: date, *, replay: bool = False) -> Reference:
    """Crawl the queries of a source tonight; a past night and a replay take what was landed for it.

    Gives {source_code, pages, listings, outcomes}; the last counts the queries by outcome. A source that is blocked or
    fails is an error once all that came is landed; one that is incomplete is told. The problem is kept in
    ops.source_state.
    """
    source = config.marketplace_by_code(source_code)
    with _noting(source, report_date):
        crawled = _landed(source, report_date) if replay or report_date < tonight() else _crawl(source, report_date)
        _refuse_red(source, crawled)
    pages = sum(each.pages for each in crawled)
    _note(source, report_date, documents=pages)
    for each in crawled:
        if each.reason_vi:
            log.warning("%s, %s: %s / %s", source.label, each.query_code, each.reason_vi, each.reason_en)
    outcomes = [each.outcome for each in crawled]
    return {
        "source_code": source_code,
        "pages": pages,
        "listings": sum(each.listings_found for each in crawled),
        "outcomes": {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))},
    }


def read(source_code: str, report_date: date) -> Reference:
    """Read the pages of a source; fields that nobody knows are recorded, one that matters and is missing is an error.

    Gives {source_code, rows, unknown_fields}. The problem, if there is one, is kept in ops.source_state.
    """
    from etl import landing
    from etl.marketplaces import reading
    from etl.warehouse.sources_seen import record_fields, record_reading

    source = config.marketplace_by_code(source_code)
    pages = landing.landed_on(source_code, report_date) or []
    try:
        done = reading.read(source, pages)
        record_fields(report_date, source_code, done.drift.fields())
        done.examine()
    except DataError as problem:
        record_reading(report_date, source_code, str(problem))
        raise
    record_reading(report_date, source_code, None)
    if done.drift.unknown:
        names = ", ".join(sorted(done.drift.unknown))
        log.warning("%s: trường lạ, chưa đọc / new fields, not read: %s", source.label, names)
    return {"source_code": source_code, "rows": done.rows, "unknown_fields": sorted(done.drift.unknown)}


def stage(run_id: str, report_date: date, source_codes: list[str]) -> Reference:
    """Put the night's readings into staging, and how each query went: {load_id, documents, rows}."""
    from etl import listing_staging

    sources = [config.marketplace_by_code(code) for code in source_codes]
    return listing_staging.stage(run_id, report_date, sources)


def close_night(run_id: str, report_date: date, sources: list[Reference], states: Mapping[str, str | None]) -> None:
    """Say in one message what of a run was red: sources and critical checks in words, then the tasks by name.

    `sources` are those of the plan; `states` is by task, a mapped one with its index behind an underscore.
    """
    from etl import loads

    loads.close_night(run_id, report_date, sources, states, group="marketplace")


# --- a source -----------------------------------------------------------------------------------


def _crawl(source: Marketplace, report_date: date) -> "list[Crawled]":
    from etl.marketplaces.crawling import crawl
    from etl.marketplaces.credentials import secrets_for
    from etl.marketplaces.kinds import adapter_of

    if not source.base_url:
        raise DataError(
            f"{source.label}: location còn là «{STAND_IN}»; ghi địa chỉ thật vào sources.yaml, hoặc đặt "
            f"{source.url_variable}. / Its location is still “{STAND_IN}”; put the real address into sources.yaml, or "
            f"set {source.url_variable}."
        )
    if "@" in source.base_url.partition("://")[2].partition("/")[0]:
        raise DataError(
            f"{source.url_variable}: không ghi mật khẩu trong địa chỉ; dùng kết nối Airflow «{source.connection_id}». "
            f"/ No password in an address; it belongs in the Airflow connection “{source.connection_id}”."
        )
    adapter = adapter_of(source.kind)
    session = _session(source, is_storefront=adapter.is_storefront)
    try:
        return crawl(adapter(source, secrets_for(source, adapter)), report_date, session)
    finally:
        session.close()


def _session(source: Marketplace, *, is_storefront: bool) -> "PoliteSession":
    """One host, its rate shared with all tasks; inside addresses only where the source itself is one."""
    from urllib.parse import urlsplit

    from etl.sources.http import PoliteSession, leads_inside
    from etl.sources.pace import SharedPace

    host = urlsplit(source.base_url).hostname
    return PoliteSession(
        delay_seconds=1 / source.requests_per_second,
        max_bytes=source.max_bytes,
        seconds=source.document_seconds,
        public_only=not leads_inside(source.base_url),
        pace=SharedPace(source.requests_per_second),
        robots=is_storefront,
        hosts=frozenset({host} if host else ()),
    )


def _landed(source: Marketplace, report_date: date) -> "list[Crawled]":
    from etl.landing.crawls import crawled_on

    crawled = crawled_on(source.code, report_date)
    if crawled is None:
        raise DataError(
            f"{source.label}: chưa lưu gì cho đêm {report_date}, và đêm đã qua không tải lại từ mạng. "
            f"/ Nothing was landed for the night of {report_date}, and a past night is never fetched again."
        )
    return crawled


def _refuse_red(source: Marketplace, crawled: "list[Crawled]") -> None:
    red = {(each.reason_vi, each.reason_en) for each in crawled if each.is_red}
    if red:
        raise DataError("\n".join(f"{vi} / {en}" for vi, en in sorted(red)))


@contextmanager
def _noting(source: Marketplace, report_date: date) -> Iterator[None]:
    """Keep in ops.source_state what went wrong with a source, in the words that its task fails with."""
    try:
        yield
    except (DataError, PassingError) as problem:
        _note(source, report_date, problem=str(problem))
        raise


def _note(source: Marketplace, report_date: date, **answer: Any) -> None:
    from etl.warehouse.sources_seen import record_sources

    told = {**asdict(source), "source_code": source.code, "marketplace_code": source.marketplace, "province": None}
    told |= {"documents": 0, "problem": None}
    record_sources(report_date, [{**told, **answer}])
