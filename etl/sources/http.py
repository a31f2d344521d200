"""One polite HTTP session: one request at a time, with pauses, an end to every wait, and no way into the inside.

Behind a proxy (HTTPS_PROXY) it is the proxy that decides which addresses may be reached.
"""

import ipaddress
import logging
import re
import socket
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.client import responses
from threading import Timer
from typing import Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from tenacity import RetryCallState, Retrying, retry_if_exception_type, retry_if_result, stop_after_attempt
from tenacity.wait import wait_exponential_jitter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

from etl.sources.pace import Pace
from etl.sources.received import SourceRejected, SourceUnavailable
from etl.sources.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from etl.sources.robots import Robots
from etl.sources.size import refuse_large

PRODUCT = "ocop-warehouse"
USER_AGENT = (
    f"{PRODUCT}/0.3 (nightly collection of provincial OCOP reports and of OCOP listings on marketplaces; "
    "one request at a time)"
)
CONNECT_SECONDS = 10
READ_SECONDS = 30
RETRIES = 3
# Besides 5xx: the server asks for patience, and the same request may well be answered later.
PATIENCE_STATUSES = (408, 429)
# A server that asks for a longer pause is asked again by the task's own retry, not by a sleeping one.
LONGEST_PAUSE_SECONDS = 60
REDIRECTS = 5
CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
KEPT_HEADERS = ("content-type", "content-disposition", "etag", "last-modified", "retry-after")
CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, repr=False)
class Call:
    """One request as it goes over the wire. All but `address` may be secret (tokens, signatures) and is never shown."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes | None = None

    @property
    def address(self) -> str:
        """Where it goes, without query, fragment and password."""
        return _without_query(self.url)

    def __repr__(self) -> str:
        return f"Call({self.method} {self.address})"


@dataclass(frozen=True)
class Answer:
    """What came back: `url` is where the redirects ended, `headers` are those of KEPT_HEADERS, in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    content: bytes


class PoliteSession:
    """Requests, one after the other, in a host's `pace`, or else with `delay_seconds` between them.

    `delay_seconds` is also the unit of growing retry pauses; each try may take `seconds`.
    `public_only` refuses every connection to a private, loopback or link-local address, whatever redirects, links
    or name servers say: it is checked on the connection itself. `hosts` are those to which redirects may lead from
    one host to another, None for any. With `robots` nothing is asked that a host's robots.txt disallows.
    """

    def __init__(
        self,
        *,
        delay_seconds: float,
        max_bytes: int,
        seconds: float,
        public_only: bool,
        hosts: frozenset[str] | None = None,
        pace: Pace | None = None,
        robots: bool = False,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._delay_seconds = delay_seconds
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._hosts = hosts
        self._pace = pace
        self._robots = Robots(self._robots_txt, PRODUCT) if robots else None
        self._timeout = (connect_seconds, read_seconds)
        self._asked_at: float | None = None
        self._guard = _Guard(public_only)
        self._session = _Session()
        self._session.headers["User-Agent"] = USER_AGENT
        adapter = _GuardedAdapter(self._guard)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)

    def get(self, url: str, known: Mapping[str, str] | None = None) -> Answer:
        """Fetch `url` within the session's limits; status 304 when it is still the version whose headers are `known`.

        Raises SourceUnavailable (no answer, 429, 5xx, not done in time) or SourceRejected (other statuses, too
        large, bad certificate, private address).
        """
        conditions = _conditions(known or {})
        answer = self._patiently(Call(url, headers=conditions), _Errand(url, range(200, 201), self._max_bytes))
        if not (answer.status == 304 and conditions):
            _refuse_status(url, answer)
        return answer

    def call(self, call: Call) -> Answer:
        """The last answer to `call`, whatever its status: what it means is for the marketplace's adapter.

        A block page can come with 503 too. The answer's `url` is without query, and its body is cut at the session's
        limit when the status is an error. Raises SourceUnavailable (no answer, not done in time) or SourceRejected (too
        large, bad certificate, private address, a host or path that is not allowed), none of which tells more of the
        call than its address.
        """
        errand = _Errand(call.address, range(200, 600), self._max_bytes, cut=range(300, 600))
        answer = self._patiently(call, errand)
        return replace(answer, url=_without_query(answer.url))

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    # --- tries -----------------------------------------------------------------------------------

    def _patiently(self, call: Call, errand: "_Errand") -> Answer:
        growing = wait_exponential_jitter(
            multiplier=self._delay_seconds, jitter=self._delay_seconds, max=LONGEST_PAUSE_SECONDS
        )

        def pause(state: RetryCallState) -> float:
            outcome = state.outcome
            asked = _retry_after(outcome.result()) if outcome and not outcome.failed else None
            return asked or growing(state)

        retrying = Retrying(
            stop=stop_after_attempt(RETRIES + 1),
            wait=pause,
            retry=retry_if_exception_type(_Fault) | retry_if_result(_is_worth_another_try),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        return retrying(self._follow, call, errand)

    def _follow(self, call: Call, errand: "_Errand") -> Answer:
        at = call
        for _ in range(REDIRECTS + 1):
            self._wait_turn(at, errand)
            answer, target = self._ask(at, errand)
            if target is None:
                return answer
            self._refuse_target(errand.name, call, target)
            at = self._redirected(errand.name, call, at, answer.status, target)
        raise SourceRejected(
            f"{errand.name}: chuyển hướng quá {REDIRECTS} lần; báo chủ trang. "
            f"/ More than {REDIRECTS} redirects; tell the site's owner."
        )

    def _wait_turn(self, call: Call, errand: "_Errand") -> None:
        apart_seconds = 0.0
        if self._robots and errand.obeys_robots:
            query = urlencode(call.params)
            mark = "&" if "?" in call.url else "?"
            apart_seconds = self._robots.admit(f"{call.url}{mark}{query}" if query else call.url)
        if self._pace:
            self._pace.wait(_authority(call.url), apart_seconds)
        elif self._asked_at is not None:
            next_at = self._asked_at + max(self._delay_seconds, apart_seconds)
            time.sleep(max(0.0, next_at - time.monotonic()))

    def _ask(self, call: Call, errand: "_Errand") -> tuple[Answer, str | None]:
        try:
            with self._guard.no_longer_than(self._seconds):
                return self._exchange(call, errand)
        except (SourceUnavailable, SourceRejected):
            raise
        except Exception as caught:
            # a connection that is cut in the middle fails in many ways, of which none is to be told
            problem = self._too_slow(errand.name) if self._guard.over else _told(errand.name, caught)
        finally:
            self._asked_at = time.monotonic()
        raise problem  # out here, where what was caught is no part of it: it tells the whole address, and more

    def _exchange(self, call: Call, errand: "_Errand") -> tuple[Answer, str | None]:
        with self._session.request(
            call.method,
            call.url,
            params=call.params,
            headers=call.headers,
            data=call.body,
            stream=True,
            allow_redirects=False,
            timeout=self._timeout,
        ) as response:
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            answer = Answer(response.url, response.status_code, headers, b"")
            if response.is_redirect:
                # headers come as latin-1, while servers write UTF-8 into them
                target = response.headers["Location"].encode("latin-1", "replace").decode("utf-8", "replace")
                return answer, _joined(response.url, target)
            if answer.status in errand.bodies:
                answer = replace(answer, content=_body(response, errand))
        if self._guard.over:
            raise self._too_slow(errand.name)
        return answer, None

    def _refuse_target(self, name: str, call: Call, target: str) -> None:
        shown, host = _without_query(target), _host(target)
        if urlsplit(target).scheme not in ("http", "https"):
            raise SourceRejected(
                f"{name}: bị chuyển tới {shown}, không phải địa chỉ web; báo chủ trang. "
                f"/ It redirects to {shown}, which is no web address; tell the site's owner."
            )
        if self._hosts is not None and host not in {*self._hosts, _host(call.url)}:
            raise SourceRejected(
                f"{name}: bị chuyển sang máy chủ {host}, không nằm trong các máy chủ được phép; báo chủ trang. "
                f"/ It redirects to the host {host}, which is not among those allowed; tell the site's owner."
            )

    def _redirected(self, name: str, call: Call, at: Call, status: int, target: str) -> Call:
        if status in (301, 302, 303):
            at = replace(at, method="GET", body=None)  # as every browser does
        if not self._session.should_strip_auth(at.url, target):  # type: ignore[no-untyped-call]
            return replace(at, url=target, params={})
        is_secret = bool(call.params or call.body)
        if at.body is not None or (is_secret and urlsplit(target).query):
            # what stands in the new address may be what was asked, signed
            host = _authority(target)
            raise SourceRejected(
                f"{name}: bị chuyển cùng tham số sang {host}, không gửi gì sang đó; nếu trang đã dời, sửa địa chỉ gốc "
                f"của nguồn. / It redirects with its parameters to {host}, where none are sent; if the site has moved, "
                "correct the base URL of the source."
            )
        return Call(target, headers={name: at.headers[name] for name in CONDITIONS.values() if name in at.headers})

    def _too_slow(self, name: str) -> SourceUnavailable:
        return SourceUnavailable(
            f"{name}: sau {self._seconds:g} giây vẫn chưa tải xong nên đã cắt; nếu trang vốn chậm, nâng "
            f"document_seconds trong sources.yaml. / Not done after {self._seconds:g} s, so it was cut; if the site is "
            "that slow, raise document_seconds in sources.yaml."
        )

    def _robots_txt(self, url: str) -> Answer:
        whole = range(200, 300)
        return self._patiently(Call(url), _Errand(url, whole, ROBOTS_MAX_BYTES, cut=whole, obeys_robots=False))


class _Errand(NamedTuple):
    """What is wanted of an answer: the statuses whose body is read, how far, and which are cut there, not refused."""

    name: str
    bodies: range
    max_bytes: int
    cut: range = range(0)
    obeys_robots: bool = True


class _Fault(SourceUnavailable):
    """No answer, or half of one: worth another try at once."""


def leads_inside(url: str) -> bool:
    """Whether the host of `url` is, by name or address, a private, loopback or link-local one."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # no such name: the request itself will say so
    return any(not _is_public(str(address[0])) for *_, address in found)


def _joined(url: str, target: str) -> str:
    address = urljoin(url, target)
    urlsplit(address).port  # noqa: B018 (raises for a port that is none)
    return address


def _without_query(url: str) -> str:
    # by hand, as it must not fail on what is no address
    return re.sub(r"//[^/]*@", "//", re.split(r"[?#]", url, maxsplit=1)[0])


def _authority(url: str) -> str:
    return re.sub(r"^[^/]*//", "", _without_query(url)).partition("/")[0].lower()


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _conditions(known: Mapping[str, str]) -> dict[str, str]:
    return {condition: known[name] for name, condition in CONDITIONS.items() if known.get(name)}


def _is_worth_another_try(answer: Answer) -> bool:
    is_passing = answer.status in PATIENCE_STATUSES or answer.status >= 500
    return is_passing and (_retry_after(answer) or 0) <= LONGEST_PAUSE_SECONDS


def _retry_after(answer: Answer) -> float | None:
    """The seconds for which the server asks, as a number or as a date; None when it does not, or not in either way."""
    try:
        return Retry().parse_retry_after(answer.headers["retry-after"])
    except (KeyError, InvalidHeader, ValueError, OverflowError):
        return None


def _body(response: requests.Response, errand: _Errand) -> bytes:
    is_cut = response.status_code in errand.cut
    declared = response.headers.get("Content-Length", "")
    if not is_cut:
        refuse_large(errand.name, int(declared) if declared.isdecimal() else 0, errand.max_bytes)
    content = bytearray()
    for chunk in response.iter_content(CHUNK_BYTES):
        content += chunk
        if is_cut and len(content) >= errand.max_bytes:
            break
        refuse_large(errand.name, len(content), errand.max_bytes)
    return bytes(content[: errand.max_bytes])


def _told(name: str, problem: Exception) -> SourceUnavailable | SourceRejected:
    """What went wrong, in words of ours: those of requests and urllib3 have the whole address in them."""
    cause = _cause(problem)
    bad_address = (ValueError, requests.exceptions.InvalidSchema, requests.exceptions.SSLError)
    if isinstance(problem, bad_address):
        return SourceRejected(
            f"{name}: địa chỉ hoặc chứng chỉ không hợp lệ ({cause}); báo chủ trang, hoặc đặt REQUESTS_CA_BUNDLE. "
            f"/ The address or the certificate is not valid; tell the site's owner, or set REQUESTS_CA_BUNDLE."
        )
    return _Fault(
        f"{name}: không kết nối được hoặc bị ngắt giữa chừng ({cause}); sẽ thử lại. "
        f"/ No connection, or it broke off; it will be tried again."
    )


def _cause(problem: BaseException) -> str:
    while inner := problem.__cause__ or next((arg for arg in problem.args if isinstance(arg, BaseException)), None):
        problem = inner
    words = problem.strerror if isinstance(problem, OSError) else None
    return f"{type(problem).__name__}: {words}" if words else type(problem).__name__


def _refuse_status(url: str, answer: Answer) -> None:
    if answer.status == 200:
        return
    if answer.status in PATIENCE_STATUSES or answer.status >= 500:
        raise _busy(url, answer)
    reason = _reason(answer)
    raise SourceRejected(
        f"{url}: máy chủ từ chối: {reason}; mở thử bằng trình duyệt, rồi hỏi chủ cổng hoặc sửa nguồn trong "
        f"sources.yaml. / The server refuses: {reason}; open it in a browser, then ask the portal's owner or correct "
        "the source in sources.yaml."
    )


def _busy(name: str, answer: Answer) -> SourceUnavailable:
    pause = answer.headers.get("retry-after")
    reason = _reason(answer) + (f" (Retry-After: {pause})" if pause else "")
    return SourceUnavailable(f"{name}: máy chủ đang bận hoặc lỗi: {reason}. / The server is busy or failing: {reason}.")


def _reason(answer: Answer) -> str:
    return f"{answer.status} {responses.get(answer.status, '')}".strip()


# --- the logs ------------------------------------------------------------------------------------


class _WithoutQueries(logging.Filter):
    """urllib3 logs each address that it asks, whole; what is signed or secret in it stands in the query."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, without the queries in it."""
        record.msg, record.args = re.sub(r"\?[^\s\"']*", "?…", record.getMessage()), None
        return True


for _part in ("connection", "connectionpool", "poolmanager", "response", "util.retry"):
    logging.getLogger(f"urllib3.{_part}").addFilter(_WithoutQueries())


# --- the connections -----------------------------------------------------------------------------


class _Session(requests.Session):
    """A session that leaves redirects to us: requests reads the page of a redirect whole, however long it is."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""
        return


class _Over(Exception):
    """The time for this try is over."""


class _Guard:
    """What all connections of one session keep to: where they may lead, and until when."""

    def __init__(self, public_only: bool) -> None:
        self._public_only = public_only
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self.over = False

    @contextmanager
    def no_longer_than(self, seconds: float) -> Iterator[None]:
        """Cut every connection after that time, so that nothing waits on: no socket timeout ends a slow trickle."""
        self.over = False
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def admit(self, connection: HTTPConnection, opened: socket.socket) -> None:
        """Called with every new socket, before anything is said over it."""
        peer = str(opened.getpeername()[0])
        if self.over:
            opened.close()
            raise _Over
        if self._public_only and connection.proxy is None and not _is_public(peer):
            opened.close()
            raise SourceRejected(
                f"{connection.host}: dẫn vào địa chỉ nội bộ {peer}, không theo; báo chủ trang. "
                f"/ It leads to the private address {peer} and is not followed; tell the site's owner."
            )

    def watch(self, connected: socket.socket) -> None:
        """Called with every socket that is ready to talk; the handshake of TLS has an end of its own."""
        self._sockets.add(connected)

    def _cut(self) -> None:
        self.over = True
        for connected in list(self._sockets):
            with suppress(OSError):
                # the plain method also for TLS, whose own would take the layer away from the reader
                socket.socket.shutdown(connected, socket.SHUT_RDWR)


class _GuardedAdapter(HTTPAdapter):
    """Connections, also those to a proxy, that ask the guard."""

    def __init__(self, guard: _Guard) -> None:
        self._pools = _pools(guard)
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(guard: _Guard) -> dict[str, type[HTTPConnectionPool]]:
    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            guard.admit(self, opened)
            return opened

        def connect(self) -> None:
            super().connect()
            guard.watch(self.sock)

    class Secure(Guarded, HTTPSConnection):
        pass

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(ip, "ipv4_mapped", None) or ip).is_global
