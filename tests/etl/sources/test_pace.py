"""The pace of a host: kept by all who ask it, whatever process they are in."""

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier

import pytest
from loopback import Page, Site
from sqlalchemy import Engine, text

from etl.sources import SourceUnavailable
from etl.sources.http import Call, PoliteSession
from etl.sources.pace import SharedPace

pytestmark = pytest.mark.usefixtures("warehouse")

PAGE = Page(b"{}")
PER_SECOND = 20
INTERVAL = 1 / PER_SECOND
CLOCK = 0.005  # how far the clocks of the warehouse and of the site may be apart, being one

together: Barrier  # of each process that asks


def session(pace: SharedPace, **options: object) -> PoliteSession:
    values = {"delay_seconds": 0, "max_bytes": 1000, "seconds": 10, "public_only": False, "pace": pace}
    return PoliteSession(**{**values, **options})  # type: ignore[arg-type]


def meet(barrier: Barrier) -> None:
    """Begin a process that asks when all the others can, too."""
    global together
    together = barrier


def ask(url: str, times: int) -> float:
    """Ask so many times; gives when it began."""
    asking = session(SharedPace(PER_SECOND))
    together.wait(60)
    began = time.time()
    for _ in range(times):
        asking.call(Call(url))
    return began


def too_early(site: Site, since: float, at_once: int = 1) -> list[int]:
    """Which of the requests came before their turn, if the first could come at `since`."""
    arrived = sorted(each.at for each in site.requests)
    return [number for number, at in enumerate(arrived) if at < since + (number - at_once + 1) * INTERVAL - CLOCK]


def test_several_processes_keep_one_pace_together(site: Site) -> None:
    url = site.put("/api", PAGE)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, spawn, meet, (spawn.Barrier(3),)) as processes:
        began = [asking.result() for asking in [processes.submit(ask, url, 4) for _ in range(3)]]
    assert (len(site.requests), too_early(site, min(began))) == (12, [])


def test_retries_and_redirects_take_turns_too(site: Site) -> None:
    site.put("/api", Page(status=503), Page(status=302, headers={"Location": "/v2"}))
    site.put("/v2", PAGE)
    since = time.time()
    session(SharedPace(PER_SECOND)).call(Call(f"{site.url}/api"))
    assert (site.paths(), too_early(site, since)) == (["/api", "/api", "/v2"], [])


def test_robots_txt_takes_a_turn_too(site: Site) -> None:
    url = site.put("/api", PAGE)
    since = time.time()
    session(SharedPace(PER_SECOND), robots=True).call(Call(url))
    assert (site.paths(), too_early(site, since)) == (["/robots.txt", "/api"], [])


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are asked for, none of which is made."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def rounded(waits: list[float]) -> list[int]:
    """To ten seconds, as the pauses are so long that nothing between two turns counts."""
    return [round(wait / 10) * 10 for wait in waits]


def test_turns_are_given_out_one_after_the_other(waits: list[float]) -> None:
    for pace in [SharedPace(0.01), SharedPace(0.01), SharedPace(0.01)]:
        pace.wait("tiki.vn")
    assert rounded(waits) == [0, 100, 200]


def test_after_a_silence_a_burst_goes_at_once(waits: list[float]) -> None:
    pace = SharedPace(0.01, burst=3)
    for _ in range(5):
        pace.wait("tiki.vn")
    assert rounded(waits) == [0, 0, 0, 100, 200]


def test_a_host_does_not_wait_for_another(waits: list[float]) -> None:
    pace = SharedPace(0.01)
    for host in ("tiki.vn", "lazada.vn"):
        pace.wait(host)
    assert rounded(waits) == [0, 0]


def test_a_silence_is_not_saved_up(warehouse: Engine, waits: list[float]) -> None:
    with warehouse.begin() as connection:
        connection.execute(text("insert into ops.request_pace values ('tiki.vn', now() - interval '1 day')"))
    pace = SharedPace(0.01)
    for _ in range(2):
        pace.wait("tiki.vn")
    assert rounded(waits) == [0, 100]


@pytest.mark.parametrize(("wanted", "kept"), [(500, 500), (30, 100)])
def test_the_slower_of_the_hosts_pace_and_ours_is_kept(waits: list[float], wanted: float, kept: int) -> None:
    pace = SharedPace(0.01)
    for _ in range(2):
        pace.wait("tiki.vn", wanted)
    assert rounded(waits) == [0, kept]


def test_a_host_that_wants_pauses_gets_no_burst(waits: list[float]) -> None:
    pace = SharedPace(0.01, burst=3)
    for _ in range(2):
        pace.wait("tiki.vn", 500)
    assert rounded(waits) == [0, 500]


def test_who_is_refused_has_used_the_turn(warehouse: Engine) -> None:
    with pytest.raises(SourceUnavailable):
        session(SharedPace(1000)).call(Call("http://127.0.0.1:1/api"))
    with warehouse.connect() as connection:
        hosts: Iterator[str] = connection.scalars(text("select host from ops.request_pace"))
        assert list(hosts) == ["127.0.0.1:1"]
