"""A platform served over HTTP on 127.0.0.1."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standins.platform import Asked, Platform, Reply


@dataclass(frozen=True)
class Site:
    """Where a platform is served."""

    url: str
    platform: Platform


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, platform: Platform) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.platform = platform
        self.one_at_a_time = threading.Lock()
        self.closing = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024  # head and body in one packet: a second one would wait for the other side's acknowledgement
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(length))
        with self.server.one_at_a_time:
            reply = self.server.platform.reply(asked)
        if reply.delay_seconds:
            self.server.closing.wait(reply.delay_seconds)
        self._send(reply)

    do_POST = do_PUT = do_DELETE = do_GET

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if reply.half else reply.body)
        self.close_connection = self.close_connection or reply.half

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the other side has had enough, as after a time-out

    def finish(self) -> None:
        with suppress(ConnectionError):  # it did not wait for what was left to send
            super().finish()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(platform: Platform) -> Iterator[Site]:
    """Serve `platform` on a free port of 127.0.0.1."""
    server = _Server(platform)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_address[1]}", platform)
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
