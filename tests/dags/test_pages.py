"""The pages that Airflow's API server has of us, over HTTP: who may see them, and what they say."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

from etl import landing, loads, province_reports
from etl.nights import tonight
from etl.reports import read, rules_version

HOSTILE = "<!doctype html><script>alert(1)</script><p>Đến hết năm 2023, tỉnh Lai Châu có 150 sản phẩm OCOP."
SHARE = "<p>Tỷ lệ chủ thể là hợp tác xã chiếm 180% tổng số chủ thể OCOP."
NAME = "báo cáo <b>.html"
RUN = "manual__2026-11-23T20:44:35+00:00"


@pytest.fixture(scope="module")
def address(airflow_database) -> Iterator[str]:
    """Where an API server of this process answers; it reads the environment of each test anew."""
    import uvicorn
    from airflow.api_fastapi.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app("core"), host="127.0.0.1", port=0, log_level="warning"))
    with _running(server):
        (port,) = [socket.getsockname()[1] for each in server.servers for socket in each.sockets]
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(server) -> Iterator[None]:
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield
    server.should_exit = True
    thread.join()


@pytest.fixture
def browser(address: str, airflow_password: str) -> requests.Session:
    """Somebody who is logged in, by the cookie that Airflow gives."""
    session = requests.Session()
    session.trust_env = False
    login = {"username": "admin", "password": airflow_password}
    token = session.post(f"{address}/auth/token", json=login).json()
    session.cookies.set("_token", token["access_token"])
    return session


@pytest.fixture
def night(warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A night of one hostile document with one figure that is held back; gives the source."""
    return load(HOSTILE + SHARE, tmp_path, monkeypatch)


@pytest.fixture
def unsure(warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A night of one document of which the reader is not sure; gives the source."""
    content = HOSTILE.encode()
    reading = read(content, ".html")
    for figure in reading.figures:
        figure.confidence = 0.4
    landing.save_reading(hashlib.sha256(content).hexdigest(), rules_version(), reading.to_dict())
    return load(HOSTILE, tmp_path, monkeypatch)


def load(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A night of one document; gives the source."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / NAME).write_text(words, encoding="utf-8")
    monkeypatch.setenv("OCOP_REPORTS", str(folder))
    (source,) = province_reports.plan()
    province_reports.land(source["source_code"], tonight())
    province_reports.read(source["source_code"], tonight())
    staged = province_reports.stage(RUN, tonight(), [source["source_code"]])
    loads.check(staged["load_id"], "staging")
    loads.load(staged["load_id"])
    return source["source_code"]


def document() -> str:
    return f"/ocop/documents/{hashlib.sha256((HOSTILE + SHARE).encode()).hexdigest()}/{NAME}"


def reading() -> str:
    return document().replace("/documents/", "/readings/")


def test_nothing_is_shown_to_who_is_not_logged_in(address: str, night: str) -> None:
    pages = ["/ocop/status", f"/ocop/nights/{quote(RUN)}", f"/ocop/sources/{night}", document(), reading()]
    assert [requests.get(address + page).status_code for page in pages] == [401] * 5


def test_a_false_token_shows_nothing(address: str, night: str) -> None:
    answer = requests.get(f"{address}/ocop/status", cookies={"_token": "eyJhbGciOiJub25lIn0.e30."})
    assert answer.status_code in (401, 403)


def test_a_night_shows_its_failed_checks_and_the_rows_held_back(browser, address: str, night: str) -> None:
    page = browser.get(f"{address}/ocop/nights/{quote(RUN)}")
    assert page.status_code == 200
    assert "percentage_bounds → data engineers" in page.text
    assert "180%" in page.text
    assert "<b>.html" not in page.text  # the name is text, never markup


def test_a_night_shows_what_is_to_review_with_its_rule_and_how_to_accept_it(browser, address: str, unsure: str) -> None:
    page = browser.get(f"{address}/ocop/nights/{quote(RUN)}").text
    assert "0 giữ lại / held back, 1 chờ duyệt / to review" in page
    assert "<small>0.4</small>" in page
    assert "<td>chờ duyệt / to review" in page
    assert "--accept" in page


def test_a_link_of_a_night_leads_to_the_raw_document(browser, address: str, night: str) -> None:
    page = browser.get(f"{address}/ocop/nights/{quote(RUN)}").text
    link = page.split('href="/ocop/documents/')[1].split('"')[0]
    assert browser.get(f"{address}/ocop/documents/{link}").content == (HOSTILE + SHARE).encode()


def test_a_document_is_a_download_that_no_browser_runs(browser, address: str, night: str) -> None:
    answer = browser.get(address + document())
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''b%C3%A1o")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_may_run_a_script(browser, address: str, night: str) -> None:
    policy = browser.get(f"{address}/ocop/status").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_source_shows_what_was_received_of_it(browser, address: str, night: str) -> None:
    page = browser.get(f"{address}/ocop/sources/{night}").text
    assert document().split("/")[3] in page


def test_a_link_of_a_source_leads_to_how_a_document_was_read(browser, address: str, night: str) -> None:
    page = browser.get(f"{address}/ocop/sources/{night}").text
    link = page.split('href="/ocop/readings/')[1].split('"')[0]
    answer = browser.get(f"{address}/ocop/readings/{link}")
    assert '<mark class="sure">150 sản phẩm' in answer.text


def test_how_a_hostile_document_was_read_is_text_that_no_browser_runs(browser, address: str, night: str) -> None:
    answer = browser.get(address + reading())
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "<b>" not in answer.text


def test_the_status_is_that_of_the_terminal(browser, address: str, night: str) -> None:
    from etl.monitoring import status

    first = status.text().splitlines()[1].strip()
    assert first in browser.get(f"{address}/ocop/status").text


@pytest.mark.parametrize(
    "page",
    ["/ocop/sources/nowhere", "/ocop/nights/nope", f"/ocop/documents/{'0' * 64}/x", f"/ocop/readings/{'0' * 64}/x"],
)
def test_what_is_not_there_is_said_in_words(browser, address: str, warehouse, page: str) -> None:
    answer = browser.get(address + page)
    assert answer.status_code == 404
    assert " / " in answer.text


def test_a_path_is_no_document(browser, address: str, warehouse) -> None:
    assert browser.get(f"{address}/ocop/documents/..%2F..%2Fsecrets.json/x").status_code in (404, 422)
