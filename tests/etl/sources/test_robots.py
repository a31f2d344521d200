"""robots.txt: obeyed before anything is asked, its queries and pauses too."""

import pytest
from loopback import Page, Site, serving

from etl.sources import SourceRejected, SourceUnavailable
from etl.sources.http import Call, PoliteSession
from etl.sources.robots import MAX_BYTES, Disallowed

LISTINGS = Page(b"{}")


def session(**options: object) -> PoliteSession:
    values = {"delay_seconds": 0, "max_bytes": 1_000_000, "seconds": 10, "public_only": False, "robots": True}
    return PoliteSession(**{**values, **options})  # type: ignore[arg-type]


def robots(*lines: str) -> Page:
    return Page("\n".join(lines).encode())


def may_ask(site: Site, path: str, **params: str) -> bool:
    """Whether the session asks for that path; a site without such a page answers 404."""
    asked = len(site.requests)
    try:
        session().call(Call(site.url + path, params))
    except Disallowed:
        assert site.paths()[asked:] == ["/robots.txt"]
        return False
    return True


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (["User-agent: *", "Disallow: /"], False),
        (["User-agent: *", "Disallow:"], True),
        (["User-agent: *", "Disallow: /api", "Allow: /api/v2/products"], True),
        (["User-agent: *", "Disallow: /api/*/products$"], False),
        (["User-agent: *", "Disallow: /", "User-agent: ocop-warehouse", "Allow: /"], True),
        (["User-agent: OCOP-Warehouse", "Disallow: /api"], False),
        (["User-agent: otherbot", "Disallow: /"], True),
        (["<!DOCTYPE html>", "<title>Không tìm thấy</title>"], True),
        (["\ufeffUser-agent: *", "Disallow: /"], False),
    ],
)
def test_rules_are_obeyed(site: Site, rules: list[str], allowed: bool) -> None:
    site.put("/robots.txt", robots(*rules))
    assert may_ask(site, "/api/v2/products") == allowed


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        ("/api?q=", False),
        ("/api?q=g%E1%BA%A1o", False),
        ("/*page=2", False),
        ("/*&sort=", True),
        ("/api$", True),
        ("/search?", True),
    ],
)
def test_a_rule_may_be_about_the_query(site: Site, rule: str, allowed: bool) -> None:
    site.put("/robots.txt", robots("User-agent: *", f"Disallow: {rule}"))
    assert may_ask(site, "/api", q="gạo", page="2") == allowed


def test_the_refusal_names_host_and_path_and_no_query(site: Site) -> None:
    site.put("/robots.txt", robots("User-agent: *", "Disallow: /api"))
    with pytest.raises(SourceRejected, match=r"127\.0\.0\.1.* /api;.*partner API") as raised:
        session().call(Call(f"{site.url}/api", {"sign": "s3cr3t"}))
    assert "s3cr3t" not in str(raised.value)


def test_robots_txt_is_fetched_once_a_host(site: Site) -> None:
    asking = session()
    with serving() as other:
        for url in (site.url, other.url, site.url):
            asking.call(Call(f"{url}/api"))
        assert (site.paths(), other.paths()) == (["/robots.txt", "/api", "/api"], ["/robots.txt", "/api"])


def test_a_redirect_does_not_lead_past_the_rules(site: Site) -> None:
    site.put("/robots.txt", robots("User-agent: *", "Disallow: /hidden"))
    site.put("/api", Page(status=302, headers={"Location": "/hidden"}))
    with pytest.raises(Disallowed, match="/hidden"):
        session().call(Call(f"{site.url}/api"))
    assert site.paths() == ["/robots.txt", "/api"]


def test_a_redirected_robots_txt_is_obeyed(site: Site) -> None:
    site.put("/robots.txt", Page(status=301, headers={"Location": "/rules.txt"}))
    site.put("/rules.txt", robots("User-agent: *", "Disallow: /"))
    with pytest.raises(Disallowed):
        session().call(Call(f"{site.url}/api"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_a_robots_txt_everything_is_allowed(site: Site, status: int) -> None:
    site.put("/robots.txt", Page(b"User-agent: *\nDisallow: /", status))
    assert may_ask(site, "/api")


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_nothing_is_asked_while_the_rules_are_not_known(site: Site, status: int) -> None:
    site.put("/robots.txt", Page(status=status))
    with pytest.raises(SourceUnavailable, match=r"robots\.txt"):
        session().call(Call(f"{site.url}/api"))
    assert set(site.paths()) == {"/robots.txt"}


def test_rules_that_do_not_come_are_not_waited_for_over_and_over(site: Site) -> None:
    site.put("/robots.txt", Page(b"User", headers={"Content-Length": "100", "Connection": "close"}))
    with pytest.raises(SourceUnavailable, match=r"robots\.txt"):
        session().call(Call(f"{site.url}/api"))
    assert site.paths() == ["/robots.txt"] * 4


def test_a_robots_txt_without_end_is_read_as_far_as_it_must_be(site: Site) -> None:
    start = b"User-agent: *\nDisallow: /api\n"
    site.put("/robots.txt", Page(start + b"#" * MAX_BYTES + b"\nAllow: /api\n"))
    assert not may_ask(site, "/api")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are asked for, none of which is made."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


@pytest.mark.parametrize(("delay_seconds", "kept"), [(5, 30), (50, 50)])
def test_the_slower_of_the_hosts_pause_and_ours_is_kept(
    site: Site, waits: list[float], delay_seconds: float, kept: float
) -> None:
    site.put("/robots.txt", robots("User-agent: *", "Crawl-delay: 30"))
    session(delay_seconds=delay_seconds).call(Call(site.put("/api", LISTINGS)))
    assert kept - 5 < max(waits) <= kept


def test_a_host_that_wants_pauses_too_long_for_a_night_is_not_asked(site: Site) -> None:
    site.put("/robots.txt", robots("User-agent: *", "Crawl-delay: 86400"))
    assert not may_ask(site, "/api")


def test_a_session_that_is_told_so_asks_no_robots_txt(site: Site) -> None:
    site.put("/robots.txt", robots("User-agent: *", "Disallow: /"))
    session(robots=False).call(Call(site.put("/api", LISTINGS)))
    assert site.paths() == ["/api"]
