"""One polite HTTP session: one request at a time, with pauses, an end to every wait, and no way into the inside.

Behind a proxy (HTTPS_PROXY) it is the proxy that decides which addresses may be reached.
"""

import ipaddress
import socket
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.response import BaseHTTPResponse
from urllib3.util.retry import Retry

from etl.sources.received import SourceRejected, SourceUnavailable
from etl.sources.size import refuse_large

USER_AGENT = "ocop-warehouse/0.1 (nightly collection of provincial OCOP reports; one request at a time)"
CONNECT_SECONDS = 10
READ_SECONDS = 30
RETRIES = 3
RETRY_STATUSES = (408, 429, 500, 502, 503, 504)
# A server that asks for a longer pause is asked again by the task's own retry, not by a sleeping one.
LONGEST_PAUSE_SECONDS = 60
REDIRECTS = 5
KEPT_HEADERS = ("content-type", "content-disposition", "etag", "last-modified")
CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back: `url` is where the redirects ended, `headers` are those of KEPT_HEADERS, in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    content: bytes


class PoliteSession:
    """GET requests, one after the other, with `delay_seconds` between them (and as the unit of growing retry pauses).

    `public_only` refuses every connection to a private, loopback or link-local address, whatever redirects, links
    or name servers say: it is checked on the connection itself.
    """

    def __init__(self, *, delay_seconds: float, max_bytes: int, seconds: float, public_only: bool) -> None:
        self._delay_seconds = delay_seconds
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._asked_at: float | None = None
        self._guard = _Guard(public_only)
        self._session = _Session()
        self._session.headers["User-Agent"] = USER_AGENT
        adapter = _GuardedAdapter(self._guard, _retry(delay_seconds))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)

    def get(self, url: str, known: Mapping[str, str] | None = None) -> Answer:
        """Fetch `url` within the session's limits; status 304 when it is still the version whose headers are `known`.

        Raises SourceUnavailable (no answer, 429, 5xx, not done in time) or SourceRejected (other statuses, too
        large, bad certificate, private address).
        """
        self._pause()
        try:
            with self._guard.no_longer_than(self._seconds):
                return self._follow(url, _conditions(known or {}))
        except (SourceUnavailable, SourceRejected):
            raise
        except Exception as problem:
            # a connection that is cut in the middle fails in many ways, of which none is to be told
            if self._guard.over:
                raise self._too_slow(url) from problem
            if reason := _reason(url, problem):
                raise reason from problem
            raise
        finally:
            self._asked_at = time.monotonic()

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def _pause(self) -> None:
        if self._asked_at is not None:
            time.sleep(max(0.0, self._asked_at + self._delay_seconds - time.monotonic()))

    def _follow(self, url: str, headers: Mapping[str, str]) -> Answer:
        address = url
        for _ in range(REDIRECTS + 1):
            response = self._session.get(
                address, headers=headers, stream=True, allow_redirects=False, timeout=(CONNECT_SECONDS, READ_SECONDS)
            )
            with response:
                target = response.headers.get("Location") if response.is_redirect else None
                if not target:
                    return self._answer(url, response, conditional=bool(headers))
                # headers come as latin-1, while servers write UTF-8 into them
                address = urljoin(response.url, target.encode("latin-1", "replace").decode("utf-8", "replace"))
            if urlsplit(address).scheme not in ("http", "https"):
                raise SourceRejected(
                    f"{url}: bị chuyển tới {address}, không phải địa chỉ web; báo chủ cổng. "
                    f"/ It redirects to {address}, which is no web address; tell the portal's owner."
                )
        raise SourceRejected(
            f"{url}: chuyển hướng quá {REDIRECTS} lần; báo chủ cổng. / More than {REDIRECTS} redirects; tell its owner."
        )

    def _answer(self, url: str, response: requests.Response, *, conditional: bool) -> Answer:
        status = response.status_code
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        if status == 304 and conditional:
            return Answer(response.url, status, headers, b"")
        _refuse_status(url, response)
        content = self._body(url, response)
        if self._guard.over:
            raise self._too_slow(url)
        return Answer(response.url, status, headers, content)

    def _body(self, url: str, response: requests.Response) -> bytes:
        declared = response.headers.get("Content-Length", "")
        refuse_large(url, int(declared) if declared.isdecimal() else 0, self._max_bytes)
        content = bytearray()
        for chunk in response.iter_content(CHUNK_BYTES):
            content += chunk
            refuse_large(url, len(content), self._max_bytes)
        return bytes(content)

    def _too_slow(self, url: str) -> SourceUnavailable:
        return SourceUnavailable(
            f"{url}: sau {self._seconds:g} giây vẫn chưa tải xong nên đã cắt; nếu cổng vốn chậm, nâng document_seconds "
            f"trong sources.yaml. / Not done after {self._seconds:g} s, so it was cut; if the portal is that slow, "
            "raise document_seconds in sources.yaml."
        )


def leads_inside(url: str) -> bool:
    """Whether the host of `url` is, by name or address, a private, loopback or link-local one."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # no such name: the request itself will say so
    return any(not _is_public(str(address[0])) for *_, address in found)


def _conditions(known: Mapping[str, str]) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {condition: known[name] for name, condition in names.items() if known.get(name)}


def _reason(url: str, problem: Exception) -> SourceUnavailable | SourceRejected | None:
    bad_address = (ValueError, requests.exceptions.InvalidSchema, requests.exceptions.SSLError)
    if isinstance(problem, bad_address):
        return SourceRejected(
            f"{url}: địa chỉ hoặc chứng chỉ không hợp lệ ({problem}); báo chủ cổng, hoặc đặt REQUESTS_CA_BUNDLE. "
            f"/ The address or the certificate is not valid; tell the portal's owner, or set REQUESTS_CA_BUNDLE."
        )
    if isinstance(problem, requests.RequestException | HTTPError | OSError):
        return SourceUnavailable(
            f"{url}: không kết nối được hoặc bị ngắt giữa chừng ({problem}); sẽ thử lại. "
            f"/ No connection, or it broke off; it will be tried again."
        )
    return None


def _refuse_status(url: str, response: requests.Response) -> None:
    status, reason = response.status_code, f"{response.status_code} {response.reason or ''}".strip()
    if status == 200:
        return
    if status in RETRY_STATUSES or status >= 500:
        pause = response.headers.get("Retry-After")
        later = f" (Retry-After: {pause})" if pause else ""
        raise SourceUnavailable(
            f"{url}: máy chủ đang bận hoặc lỗi: {reason}{later}. / The server is busy or failing: {reason}{later}."
        )
    raise SourceRejected(
        f"{url}: máy chủ từ chối: {reason}; mở thử bằng trình duyệt, rồi hỏi chủ cổng hoặc sửa nguồn trong "
        f"sources.yaml. / The server refuses: {reason}; open it in a browser, then ask the portal's owner or correct "
        "the source in sources.yaml."
    )


# --- the connections -----------------------------------------------------------------------------


class _Session(requests.Session):
    """A session that leaves redirects to us: requests reads the page of a redirect whole, however long it is."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""
        return


class _Over(Exception):
    """The time for this document is over."""


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
                f"{connection.host}: dẫn vào địa chỉ nội bộ {peer}, không theo; báo chủ cổng. "
                f"/ It leads to the private address {peer} and is not followed; tell the portal's owner."
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

    def __init__(self, guard: _Guard, retry: Retry) -> None:
        self._pools = _pools(guard)
        super().__init__(max_retries=retry)

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


class _Patience(Retry):
    """Retries that obey Retry-After, and give up at once when it asks for more time than a request may take."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        """The retries that are left after this answer; see urllib3."""
        if response is not None:
            if (self.get_retry_after(response) or 0) > LONGEST_PAUSE_SECONDS:
                raise MaxRetryError(_pool, url or "")  # type: ignore[arg-type]
            response.close()  # an error page is not read to its end, which may never come
        return super().increment(method, url, response, error, _pool, _stacktrace)


def _retry(backoff_factor: float) -> Retry:
    return _Patience(
        total=RETRIES,
        backoff_factor=backoff_factor,
        backoff_max=LONGEST_PAUSE_SECONDS,
        status_forcelist=RETRY_STATUSES,
        allowed_methods=("GET",),
        respect_retry_after_header=True,
        raise_on_status=False,
    )


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(ip, "ipv4_mapped", None) or ip).is_global
