"""A web server on loopback for the tests: pages by path, and a record of what was asked."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """What a path answers. An ETag makes it conditional; `stream` gives the body without saying how long it is, or
    yet more header lines when the headers are `unfinished`."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: Callable[[], Iterator[bytes]] | None = None
    unfinished: bool = False


@dataclass(frozen=True)
class Asked:
    """One request as it came, and when, in seconds since the epoch."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


class Site:
    """Answers each path by its pages in turn, the last one for ever; `asked` has (path, headers) of every request,
    `requests` all of it."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        self.port = server.server_address[1]
        self.pages: dict[str, list[Page]] = {}
        self.requests: list[Asked] = []

    @property
    def asked(self) -> list[tuple[str, dict[str, str]]]:
        return [(each.path, each.headers) for each in self.requests]

    def put(self, path: str, *pages: Page) -> str:
        self.pages[path] = list(pages)
        return self.url + path

    def paths(self) -> list[str]:
        return [each.path for each in self.requests]

    def page(self, path: str) -> Page:
        pages = self.pages.get(path) or [Page(b"no such page", 404)]
        return pages.pop(0) if len(pages) > 1 else pages[0]


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        at = time.time()
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        self.site.requests.append(Asked(self.command, self.path, headers, body, at))
        page = self.site.page(self.path)
        etag = page.headers.get("ETag")
        unchanged = etag is not None and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if unchanged:
            self.end_headers()
        elif page.stream:
            if page.unfinished:
                self.flush_headers()
            else:
                self.end_headers()
            for piece in page.stream():
                self.wfile.write(piece)
        else:
            if "Content-Length" not in page.headers:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

    do_POST = do_GET

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, ssl.SSLError):
            self.close_connection = True  # the other side has had enough, which some tests want

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = handler.site = Site(server, "https" if tls else "http")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
