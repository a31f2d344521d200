"""The stand-ins over HTTP: what is planned to go wrong does, where and when it is planned."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests

from standins.catalogue import Catalogue
from standins.drop import drop
from standins.faults import blocked_page, half, put, renamed, slow, too_many
from standins.platform import Fault
from standins.server import Site, serving
from standins.shopee_partner import SHOP_ID
from standins.tiki_storefront import TikiStorefront


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(TikiStorefront(Catalogue.made(100))) as site:
        yield site


def page(site: Site, number: int) -> requests.Response:
    return requests.get(f"{site.url}/api/v2/products?q=ocop&limit=40&page={number}", timeout=10)


def codes(site: Site) -> list[int]:
    return [item["id"] for number in (1, 2, 3) for item in page(site, number).json()["data"]]


def test_pages_hold_every_listing_once(site: Site) -> None:
    found = codes(site)
    assert len(found) == len(set(found)) == 100


def test_there_is_no_page_beyond_the_last(site: Site) -> None:
    assert page(site, 4).status_code == 400


def test_the_same_question_has_the_same_answer(site: Site) -> None:
    with serving(TikiStorefront(Catalogue.made(100))) as other:
        assert page(site, 2).content == page(other, 2).content


def test_a_fault_comes_with_the_request_that_it_is_planned_for(site: Site) -> None:
    site.platform.faults = [Fault(too_many(retry_after=7), when=2)]
    assert [page(site, 1).status_code for _ in range(3)] == [200, 429, 200]


def test_a_fault_comes_with_the_page_that_it_is_planned_for(site: Site) -> None:
    site.platform.faults = [Fault(blocked_page(), path=r"page=2\b")]
    kinds = [page(site, number).headers["Content-Type"].partition(";")[0] for number in (1, 2, 2)]
    assert kinds == ["application/json", "text/html", "text/html"]


def test_robots_txt_is_spared_from_faults_without_a_path(site: Site) -> None:
    site.platform.faults = [Fault(blocked_page())]
    assert "Disallow: /khac/" in requests.get(f"{site.url}/robots.txt", timeout=10).text


def test_half_an_answer_breaks_off(site: Site) -> None:
    site.platform.faults = [Fault(half())]
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        page(site, 1)


def test_a_slow_answer_outlasts_the_patience_of_who_asks(site: Site) -> None:
    site.platform.faults = [Fault(slow(60))]
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(f"{site.url}/api/v2/products?q=ocop", timeout=0.2)


def test_a_record_is_spoilt_and_the_others_are_not(site: Site) -> None:
    site.platform.faults = [Fault(put("data.1.price", {"a": 1}))]
    spoilt = [type(item["price"]) is dict for item in page(site, 1).json()["data"]]
    assert spoilt == [place == 1 for place in range(40)]


def test_a_field_is_renamed_everywhere(site: Site) -> None:
    site.platform.faults = [Fault(renamed("price", "gia"))]
    assert all("gia" in item and "price" not in item for item in page(site, 1).json()["data"])


def test_shuffled_pages_overlap_and_miss_some(site: Site) -> None:
    site.platform.shuffled = True
    found = codes(site)
    assert len(found) == 100
    assert len(set(found)) < 100


def test_repeated_listings_come_on_top(site: Site) -> None:
    site.platform.repeated = 2
    found = codes(site)
    assert len(found) == 104
    assert len(set(found)) == 100


def test_started_by_name_they_serve_until_they_are_told(tmp_path: Path) -> None:
    urls = tmp_path / "urls.json"
    command = [sys.executable, "-m", "standins", str(urls), "tiki_storefront", "shopee_partner"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as process:
        try:
            deadline = time.monotonic() + 30
            while not urls.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            places = json.loads(urls.read_text(encoding="utf-8"))
            assert list(places) == ["tiki_storefront", "shopee_partner"]
            assert places["shopee_partner"]["secrets"]["shop_id"] == SHOP_ID
            page = requests.get(places["tiki_storefront"]["url"] + "/api/v2/products?q=ocop", timeout=10)
            assert page.json()["data"]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_a_drop_has_the_exports_of_the_day(tmp_path: Path) -> None:
    drop(tmp_path, date(2026, 11, 28))
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json"))
    assert names == ["postmart/2026-11-28.json", "voso/2026-11-28-trang-1.json", "voso/2026-11-28-trang-2.json"]
    assert json.loads((tmp_path / names[0]).read_text())["export_time"] == "2026-11-27T23:30:00+07:00"
