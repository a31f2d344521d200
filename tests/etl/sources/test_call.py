"""The call of a marketplace: what comes back, what is tried again, where it may lead, and that it tells no secret."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from loopback import Page, Site, serving

from etl.sources import SourceRejected, SourceUnavailable
from etl.sources.http import Answer, Call, PoliteSession

SECRET = "s3cr3t-t0ken"
LISTINGS = Page(b'{"data": []}', headers={"Content-Type": "application/json"})
TRIES = 4


def session(**options: object) -> PoliteSession:
    values = {"delay_seconds": 0, "max_bytes": 1_000_000, "seconds": 10, "public_only": False}
    return PoliteSession(**{**values, **options})  # type: ignore[arg-type]


def asked(url: str, **options: object) -> Answer:
    return session(**options).call(Call(url))


def secret(url: str) -> Call:
    return Call(url, {"sign": SECRET}, {"Authorization": f"Bearer {SECRET}", "X-Key": SECRET}, "POST", SECRET.encode())


def silence(seconds: float) -> Page:
    """Headers that do not end, with nothing said for so long."""
    over = threading.Event()

    def stream() -> Iterator[bytes]:
        over.wait(seconds)
        yield b"X-Late: 1\r\n"

    return Page(stream=stream, unfinished=True)


def pieces(*parts: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter(parts)


SHORT = Page(b'{"da', headers={"Content-Length": "100", "Connection": "close"})
BROKEN_CHUNK = Page(headers={"Transfer-Encoding": "chunked"}, stream=pieces(b"4\r\n", b'{"da\r\n'))
CUT_CHUNK = Page(headers={"Transfer-Encoding": "chunked"}, stream=pieces(b"40\r\n", b'{"da'))
NO_GZIP = Page(b"{}", headers={"Content-Encoding": "gzip"})


# --- what goes and what comes --------------------------------------------------------------------


def test_parameters_and_headers_go_with_the_call(site: Site) -> None:
    site.put("/api?q=g%E1%BA%A1o+ocop&page=2", LISTINGS)
    session().call(Call(f"{site.url}/api", {"q": "gạo ocop", "page": "2"}, {"Referer": "https://sendo.vn"}))
    [(path, headers)] = site.asked
    assert (path, headers["referer"]) == ("/api?q=g%E1%BA%A1o+ocop&page=2", "https://sendo.vn")


def test_a_body_is_posted(site: Site) -> None:
    site.put("/token", LISTINGS)
    session().call(Call(f"{site.url}/token", method="POST", body=b"grant_type=client_credentials"))
    assert [(each.method, each.body) for each in site.requests] == [("POST", b"grant_type=client_credentials")]


def test_the_answer_has_its_headers_and_its_body(site: Site) -> None:
    answer = asked(site.put("/api", LISTINGS))
    assert (answer.status, answer.headers, answer.content) == (
        200,
        {"content-type": "application/json"},
        b'{"data": []}',
    )


def test_the_address_of_the_answer_has_no_query(site: Site) -> None:
    site.put(f"/api?sign={SECRET}", LISTINGS)
    assert session().call(Call(f"{site.url}/api", {"sign": SECRET})).url == f"{site.url}/api"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 422])
def test_a_refusal_is_given_back_with_its_body(site: Site, status: int) -> None:
    answer = asked(site.put("/api", Page(b'{"error": "sign"}', status)))
    assert (answer.status, answer.content) == (status, b'{"error": "sign"}')


def test_an_error_page_without_end_is_cut_at_the_size_limit(site: Site) -> None:
    endless = Page(status=403, stream=lambda: iter(lambda: b"x" * 65536, None))
    assert len(asked(site.put("/api", endless)).content) == 1_000_000


def test_listings_that_are_too_large_are_refused(site: Site) -> None:
    with pytest.raises(SourceRejected, match="max_megabytes"):
        asked(site.put("/api", Page(b"x" * 1_000_001)))


# --- tries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_refusal_is_not_asked_again(site: Site, status: int) -> None:
    asked(site.put("/api", Page(status=status)))
    assert len(site.requests) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 501, 502, 503, 504, 520])
def test_a_server_that_is_busy_is_asked_again(site: Site, status: int) -> None:
    assert asked(site.put("/api", Page(b"busy", status), LISTINGS)).content == LISTINGS.body


@pytest.mark.parametrize("fault", [SHORT, BROKEN_CHUNK, CUT_CHUNK, NO_GZIP], ids=["short", "broken", "cut", "no gzip"])
def test_half_an_answer_is_asked_for_again(site: Site, fault: Page) -> None:
    assert asked(site.put("/api", fault, LISTINGS)).content == LISTINGS.body


def test_an_answer_that_does_not_come_is_asked_for_again(site: Site) -> None:
    assert asked(site.put("/api", silence(5), LISTINGS), read_seconds=0.3).content == LISTINGS.body


def test_a_token_is_asked_for_again_too(site: Site) -> None:
    site.put("/token", Page(b"busy", 503), LISTINGS)
    session().call(Call(f"{site.url}/token", method="POST", body=b"grant"))
    assert [each.body for each in site.requests] == [b"grant", b"grant"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_stays_busy_has_its_last_word_given_back(site: Site, status: int) -> None:
    answer = asked(site.put("/api", Page(b'{"code": "901"}', status)))
    assert (answer.status, answer.content, len(site.requests)) == (status, b'{"code": "901"}', TRIES)


def test_a_server_that_never_ends_an_answer_is_unavailable(site: Site) -> None:
    with pytest.raises(SourceUnavailable):
        asked(site.put("/api", SHORT))
    assert len(site.requests) == TRIES


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(SourceUnavailable, match=r"127\.0\.0\.1:1/api.*refused"):
        asked("http://127.0.0.1:1/api")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are asked for, none of which is made."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def test_pauses_grow_and_are_never_the_same(site: Site, waits: list[float]) -> None:
    asked(site.put("/api", Page(status=503)), delay_seconds=8)
    growing = waits[::2]  # after each comes what is still left of the pause between two requests
    assert [8 <= growing[0] <= 16, 16 <= growing[1] <= 24, 32 <= growing[2] <= 40] == [True, True, True]
    assert len({wait % 8 for wait in growing}) == 3


def test_a_pause_in_seconds_is_kept(site: Site, waits: list[float]) -> None:
    asked(site.put("/api", Page(status=429, headers={"Retry-After": "7"}), LISTINGS))
    assert 7 in waits


def test_a_pause_until_a_date_is_kept(site: Site, waits: list[float]) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    asked(site.put("/api", Page(status=503, headers={"Retry-After": until}), LISTINGS))
    assert 20 < max(waits) <= 40


def test_a_pause_that_nobody_understands_is_no_obstacle(site: Site) -> None:
    late = Page(status=503, headers={"Retry-After": "after the holidays"})
    assert asked(site.put("/api", late, LISTINGS)).content == LISTINGS.body


@pytest.mark.parametrize("until", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_pause_that_is_too_long_is_told_at_once(site: Site, waits: list[float], until: str) -> None:
    answer = asked(site.put("/api", Page(b"{}", 429, {"Retry-After": until}), LISTINGS))
    assert (answer.status, answer.headers["retry-after"], answer.content, waits) == (429, until, b"{}", [])


def test_an_answer_that_trickles_is_cut_and_not_asked_for_again(site: Site) -> None:
    over = threading.Event()

    def trickle() -> Iterator[bytes]:
        while not over.wait(0.02):
            yield b"."

    with pytest.raises(SourceUnavailable, match="document_seconds"):
        asked(site.put("/api", Page(stream=trickle)), seconds=0.5)
    assert len(site.requests) == 1


# --- where it may lead ---------------------------------------------------------------------------


def moved(target: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": target})


def test_a_redirect_on_the_same_host_keeps_what_was_asked(site: Site) -> None:
    site.put("/api?sign=1", moved("/v2?sign=1", 307))
    site.put("/v2?sign=1", LISTINGS)
    call = Call(f"{site.url}/api", {"sign": "1"}, {"Authorization": "Bearer x"}, "POST", b"grant")
    session(hosts=frozenset()).call(call)
    last = site.requests[-1]
    assert (last.method, last.headers["authorization"], last.body) == ("POST", "Bearer x", b"grant")


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirected_post_becomes_a_get(site: Site, status: int) -> None:
    site.put("/token", moved("/other", status))
    site.put("/other", LISTINGS)
    session().call(Call(f"{site.url}/token", method="POST", body=b"grant"))
    assert [(each.method, each.body) for each in site.requests] == [("POST", b"grant"), ("GET", b"")]


@pytest.fixture
def other() -> Iterator[Site]:
    with serving() as other:
        other.put("/api", LISTINGS)
        yield other


def test_a_redirect_to_an_allowed_host_is_followed(site: Site, other: Site) -> None:
    site.put("/api", moved(f"http://localhost:{other.port}/api"))
    assert asked(f"{site.url}/api", hosts=frozenset({"localhost"})).url == f"http://localhost:{other.port}/api"


def test_a_redirect_to_another_host_is_refused(site: Site, other: Site) -> None:
    site.put("/api", moved(f"http://localhost:{other.port}/api"))
    with pytest.raises(SourceRejected, match="host localhost"):
        asked(f"{site.url}/api", hosts=frozenset({"tiki.vn"}))
    assert other.requests == []


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.url)  # stands in for the way out; its own host is inside
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    site.put("http://shop.invalid/api", moved(site.put("/inside", LISTINGS)))
    with pytest.raises(SourceRejected, match=r"private address 127\.0\.0\.1"):
        asked("http://shop.invalid/api", public_only=True)


def test_another_host_gets_nothing_that_came_with_the_call(site: Site, other: Site) -> None:
    site.put(f"/api?sign={SECRET}", moved(f"{other.url}/api", 303))
    session().call(secret(f"{site.url}/api"))
    [received] = other.requests
    assert SECRET not in repr(received)


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_that_hands_the_parameters_on_is_refused(site: Site, other: Site, status: int) -> None:
    site.put(f"/api?sign={SECRET}", moved("/again?back=%2Fapi%3Fsign%3D" + SECRET, status))
    site.put("/again?back=%2Fapi%3Fsign%3D" + SECRET, moved(f"{other.url}/api?sign={SECRET}", status))
    with pytest.raises(SourceRejected, match=r"parameters to 127\.0\.0\.1"):
        session().call(secret(f"{site.url}/api"))
    assert other.requests == []


# --- secrets -------------------------------------------------------------------------------------

OBSTACLES = {
    "refused": lambda site: "http://127.0.0.1:1/api",
    "no such host": lambda site: "http://no-such-name.invalid/api",
    "no address": lambda site: "http://[broken/api",
    "no scheme": lambda site: "htp://127.0.0.1/api",
    "TLS": lambda site: site.url.replace("http:", "https:") + "/api",
    "half": lambda site: site.put(f"/api?sign={SECRET}", SHORT).split("?")[0],
    "too large": lambda site: site.put(f"/api?sign={SECRET}", Page(b"x" * 1_000_001)).split("?")[0],
    "silence": lambda site: site.put(f"/api?sign={SECRET}", silence(2)).split("?")[0],
    "circle": lambda site: site.put(f"/api?sign={SECRET}", moved(f"/api?sign={SECRET}", 307)).split("?")[0],
    "out of the web": lambda site: site.put(f"/api?sign={SECRET}", moved(f"ftp://x/?sign={SECRET}")).split("?")[0],
    "elsewhere": lambda site: site.put(f"/api?sign={SECRET}", moved(f"http://x/?sign={SECRET}")).split("?")[0],
    "bad port": lambda site: site.put(f"/api?sign={SECRET}", moved(f"http://x:{SECRET}/")).split("?")[0],
    "password": lambda site: f"http://user:{SECRET}@127.0.0.1:1/api?{SECRET}#{SECRET}",
}


@pytest.mark.parametrize("obstacle", OBSTACLES.values(), ids=OBSTACLES)
def test_no_secret_is_told_when_it_goes_wrong(
    site: Site, caplog: pytest.LogCaptureFixture, obstacle: Callable[[Site], str]
) -> None:
    caplog.set_level(logging.DEBUG)
    call = secret(obstacle(site))
    with pytest.raises((SourceUnavailable, SourceRejected)) as raised:
        session(read_seconds=0.2, hosts=frozenset({"other"})).call(call)
    problem = raised.value
    told = [*traceback.format_exception(problem), repr(problem), repr(problem.args), repr(call), caplog.text]
    assert [words for words in told if SECRET in words] == []
    assert (problem.__cause__, problem.__context__) == (None, None)


def test_a_header_that_cannot_be_sent_is_not_told() -> None:
    with pytest.raises(SourceRejected) as raised:
        session().call(Call("http://127.0.0.1:1/", headers={"Authorization": f"{SECRET}\nX: y"}))
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_the_logs_have_the_path_and_not_the_query(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site.put(f"/api?sign={SECRET}", LISTINGS)
    session().call(secret(f"{site.url}/api"))
    assert ("/api?…" in caplog.text, SECRET in caplog.text) == (True, False)


def test_a_call_shows_only_its_address() -> None:
    assert repr(secret(f"https://u:{SECRET}@tiki.vn/api?token={SECRET}#x")) == "Call(POST https://tiki.vn/api)"
