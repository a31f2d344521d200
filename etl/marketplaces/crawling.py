"""One night of one source of listings: walk the pages of its queries, each kept raw before anything is made of it.

What has come is never asked for again on that night: an interrupted crawl goes on from the page where it was, and a
complete one asks nothing. A source that blocks is left alone until the next night.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from etl.errors import DataError
from etl.landing import Landed, content, landed_on, nights
from etl.landing.crawls import (
    BLOCKED,
    COMPLETE,
    FAILED,
    INCOMPLETE,
    Crawled,
    Pages,
    close_night,
    crawled_on,
    keep_bytes,
)
from etl.marketplaces import contract
from etl.marketplaces.adapter import Adapter, Page, Payload, Request
from etl.marketplaces.fields import FieldTable, field_table
from etl.marketplaces.marketplace import Query
from etl.marketplaces.records import code_of, records_of
from etl.marketplaces.refusals import (
    Blocked,
    Gone,
    Misshapen,
    NothingNew,
    QuotaUsedUp,
    SignatureRefused,
    Throttled,
    TokenExpired,
)
from etl.nights import tonight
from etl.sources.http import Answer, PoliteSession
from etl.sources.received import SourceUnavailable

THROTTLED_TRIES = 3
LONGEST_PAUSE_SECONDS = 60
FIRST_PAUSE_SECONDS = 2

log = logging.getLogger(__name__)


@dataclass
class _Walk:
    """A query while it is walked."""

    query: Query
    pages: list[Landed] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    records: int = 0
    total: int | None = None
    is_cut: bool = False
    started_at: str = field(default_factory=lambda: _now())

    def over(self, outcome: str, vi: str | None = None, en: str | None = None, evidence: str | None = None) -> Crawled:
        return Crawled(
            self.query.code,
            outcome,
            vi,
            en,
            self.total,
            len(self.codes),
            len(self.pages),
            self.records,
            self.started_at,
            _now(),
            evidence,
        )


def crawl(adapter: Adapter, report_date: date, session: PoliteSession) -> list[Crawled]:
    """Land tonight's pages of a source, and say how each of its queries went.

    Blocked or out of quota ends the night for the whole source; a query that is refused does not lose the others. What
    failed in passing is raised as SourceUnavailable once the manifest is written, so that another try goes on from it.
    """
    source = adapter.source
    if report_date != tonight():
        raise DataError(
            f"{source.label}: đêm {report_date} không phải đêm nay; đêm đã qua chỉ đọc từ landing. "
            f"/ The night of {report_date} is not tonight: a past night is read from landing only."
        )
    known = {each.query_code: each for each in crawled_on(source.code, report_date) or ()}
    landed = landed_on(source.code, report_date) or []
    pages = _Pages(adapter, report_date, session)
    crawled: list[Crawled] = []
    walked: list[Landed] = []
    stop = _blocked_already(known)
    problem: SourceUnavailable | None = None
    for query in source.queries:
        before = known.get(query.code)
        if before and before.pages and not before.is_red and adapter.is_asked_over_http:
            crawled.append(before)
            walked += [page for page in landed if page.document_name.startswith(f"{query.code}/")]
            continue
        if stop:
            crawled.append(_not_asked(query, before, stop))
            continue
        walk = _Walk(query)
        try:
            pages.walk(walk)
            crawled.append(_the_same_as(before, _completeness(adapter, walk, report_date)))
        except SourceUnavailable as reason:
            problem = reason
            crawled.append(stop := walk.over(FAILED, *_said(reason)))
        except (Blocked, QuotaUsedUp, SignatureRefused, TokenExpired) as reason:
            outcome = BLOCKED if isinstance(reason, Blocked) else FAILED
            crawled.append(stop := walk.over(outcome, *_said(reason), pages.evidence))
        except NothingNew as reason:
            crawled.append(walk.over(INCOMPLETE, *_said(reason)))
        except DataError as reason:
            crawled.append(walk.over(FAILED, *_said(reason), pages.evidence))
        walked += walk.pages
    close_night(source, report_date, walked, crawled)
    if problem:
        raise problem
    return crawled


class _Pages:
    """The pages of tonight: from the raw zone if they have come already, else asked for and kept there."""

    def __init__(self, adapter: Adapter, report_date: date, session: PoliteSession) -> None:
        self._adapter = adapter
        self._session = session
        self._table = field_table(adapter.source.kind)
        self._kept = Pages(adapter.source.code, report_date)
        self.evidence: str | None = None

    def walk(self, walk: _Walk) -> None:
        """All pages of a query, each once, and followed by those that it leads to.

        A listing that is gone when its own page is asked for loses no other; only when all are, the query is refused.
        """
        self.evidence = None
        waiting = self._adapter.start(walk.query)
        walked: set[str] = set()
        gone: Gone | None = None
        while waiting:
            request = waiting.pop(0)
            if request.name in walked:
                continue
            if len(walk.pages) >= self._adapter.source.max_pages:
                walk.is_cut = True
                break
            walked.add(request.name)
            try:
                landed, payload = self._page(walk.query, request)
            except Gone as reason:
                if not request.is_detail:
                    raise
                gone = reason
                continue
            walk.pages.append(landed)
            with _in_its_shape(self._adapter.source.kind, request.name):
                walk.total = _latest(self._adapter.total(request, payload), walk.total)
                _count(walk, self._adapter, self._table, Page(request.name, landed.fetched_at, payload))
                waiting[:0] = self._adapter.follow(request, payload)
        if gone and not walk.codes:
            raise gone

    def _page(self, query: Query, request: Request) -> tuple[Landed, Payload]:
        name = f"{query.code}/{request.name}"
        if name in self._kept and self._adapter.is_asked_over_http:  # a feed may be corrected, and reading it is free
            page = self._kept.get(name)
            answer = Answer(page.document_url, page.status or 200, dict(page.headers), content(page.sha256))
            return page, self._adapter.judge(answer)
        answer, payload = self._asked(request)
        fetched_at = self._adapter.as_of(payload) or _now()
        url = self._adapter.base_url(request) + request.address
        return self._kept.keep(name, url, answer.content, fetched_at, answer.status, answer.headers), payload

    def _asked(self, request: Request) -> tuple[Answer, Payload]:
        """An answer with listings; throttled, it waits as long as the platform says, and a new token is tried once."""
        is_renewed = False
        tries = 0
        while True:
            self.evidence = None
            answer = self._adapter.ask(request, self._session)
            self.evidence = self._raw(request, answer)
            try:
                return answer, self._adapter.judge(answer)
            except Throttled as reason:
                tries += 1
                pause = reason.seconds or FIRST_PAUSE_SECONDS * 2**tries
                if tries == THROTTLED_TRIES or pause > LONGEST_PAUSE_SECONDS:
                    raise
                time.sleep(pause)
            except TokenExpired:
                if is_renewed or not self._adapter.renew(self._session):
                    raise
                is_renewed = True

    def _raw(self, request: Request, answer: Answer) -> str:
        """Keep an answer before it is read, so that also what is refused can be looked at."""
        source_code = self._adapter.source.code
        return keep_bytes(source_code, request.name, "", answer.content, "", answer.status, {}).sha256


@contextmanager
def _in_its_shape(kind: str, page_name: str) -> Iterator[None]:
    """What an adapter stumbles over is told as the page's fault, so that it costs no other query."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        raise Misshapen(kind, page_name, problem) from problem


def _count(walk: _Walk, adapter: Adapter, table: FieldTable, page: Page) -> None:
    for _, record in records_of(adapter, table, page):
        walk.records += 1
        if code := code_of(table, record):
            walk.codes.add(code)


def _completeness(adapter: Adapter, walk: _Walk, report_date: date) -> Crawled:
    """Complete only when as many listings came as the platform says that there are.

    A total that falls by more than half overnight is believed on the second night: a quiet block looks the same.
    """
    source = adapter.source
    if walk.total is None:
        return walk.over(
            INCOMPLETE,
            "Nguồn không cho biết tổng số hàng nên không kiểm được đã đủ hay chưa.",
            "The source does not say how many listings there are, so nobody knows whether these are all.",
        )
    if len(walk.codes) < walk.total * source.complete_share:
        advice_vi, advice_en = _advice(adapter, walk)
        return walk.over(
            INCOMPLETE,
            f"Sàn báo {walk.total} hàng, thấy {len(walk.codes)}; {advice_vi}.",
            f"The marketplace says {walk.total} listings, {len(walk.codes)} were found; {advice_en}.",
        )
    before = _total_before(source.code, report_date, walk.query.code)
    if contract.has_collapsed(walk.total, before):
        return walk.over(
            INCOMPLETE,
            f"Sàn báo {walk.total} hàng, lần trước {before}: giảm quá nhiều trong một đêm, chờ đêm sau xác nhận.",
            f"The marketplace says {walk.total} listings, {before} the time before: too large a fall for one night; "
            "the next night will tell.",
        )
    return walk.over(COMPLETE)


def _advice(adapter: Adapter, walk: _Walk) -> tuple[str, str]:
    if not adapter.is_asked_over_http:
        return f"hỏi {adapter.source.owner}", f"ask {adapter.source.owner}"
    if walk.is_cut:
        most = adapter.source.max_pages
        return f"dừng ở max_pages {most}, nâng lên trong sources.yaml", f"max_pages {most} was reached, raise it"
    return (
        "nếu lặp lại thì chia nhỏ truy vấn trong sources.yaml",
        "if this stays, split the query in sources.yaml",
    )


def _total_before(source_code: str, report_date: date, query_code: str) -> int:
    """How many listings the platform said on the last night on which the query was answered; 0 without one."""
    for night in reversed(nights(source_code)):
        for crawled in (crawled_on(source_code, night) or ()) if night < report_date else ():
            if crawled.query_code == query_code and not crawled.is_red and crawled.total_claimed is not None:
                return crawled.total_claimed
    return 0


def _the_same_as(before: Crawled | None, done: Crawled) -> Crawled:
    """What was found earlier in the night, when nothing is new but the time."""
    if before and replace(done, started_at=before.started_at, ended_at=before.ended_at) == before:
        return before
    return done


def _blocked_already(known: dict[str, Crawled]) -> Crawled | None:
    return next((each for each in known.values() if each.outcome == BLOCKED), None)


def _not_asked(query: Query, before: Crawled | None, stop: Crawled) -> Crawled:
    """A query that is left alone because the source stopped at another one."""
    if before and before.outcome == BLOCKED:
        return before
    return _Walk(query).over(stop.outcome, stop.reason_vi, stop.reason_en, stop.evidence_sha256)


def _said(problem: Exception) -> tuple[str, str]:
    """The two languages of a message: «Vietnamese. / English.»."""
    vi, _, en = str(problem).partition(". / ")
    return (f"{vi}.", en) if en else (str(problem), str(problem))


def _latest(now: int | None, before: int | None) -> int | None:
    return before if now is None else now


def _now() -> str:
    return datetime.now(UTC).isoformat()
