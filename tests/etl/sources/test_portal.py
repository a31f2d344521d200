import gzip
import itertools
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from loopback import Page, Site, serving

from etl.sources import Received, Source, SourceRejected, SourceUnavailable, fetch
from etl.sources.http import PoliteSession, leads_inside

REPORT = Page("Toàn tỉnh có 92 sản phẩm OCOP.".encode(), headers={"ETag": '"1"', "Content-Type": "text/plain"})


def portal(location: str, **options: object) -> Source:
    values = {"code": "x", "province": "An Giang", "kind": "portal", "location": location, "owner": "o"}
    values |= {"cadence_days": 1, "link_pattern": r"\.(pdf|docx|txt|html)$", "delay_seconds": 0}
    return Source(**{**values, **options})  # type: ignore[arg-type]


def index(*links: str, head: str = "") -> Page:
    anchors = "".join(links)
    return Page(f"<!DOCTYPE html><html><head>{head}</head><body>{anchors}</body></html>".encode())


def link(href: str, words: str = "tải về") -> str:
    return f'<p><a href="{href}">{words}</a></p>'


def received(source: Source) -> dict[str, Received]:
    return {each.name: each for each in fetch(source)}


def one_document(site: Site, *answers: Page, path: str = "/a.txt", **options: object) -> Source:
    """A portal with one document, which answers like this."""
    site.put(path, *answers)
    return portal(site.put("/", index(link(path))), **options)


# --- the index page ------------------------------------------------------------------------------


def test_links_that_match_are_fetched_in_the_order_of_the_page(site: Site) -> None:
    site.put("/b/2.txt", REPORT)
    site.put("/1.txt", REPORT)
    site.put("/b/", index(link("2.txt"), link("/gioi-thieu"), link("../1.txt")))
    assert list(received(portal(site.url + "/b/"))) == ["b/2.txt", "1.txt"]


def test_bytes_come_as_they_are(site: Site) -> None:
    source = one_document(site, Page(b"\xff\x00\r\n"))
    assert received(source)["a.txt"].content == b"\xff\x00\r\n"


def test_a_link_matches_by_its_words_too(site: Site) -> None:
    site.put("/van-ban/17", REPORT)
    site.put("/", index(link("/van-ban/17", "Báo cáo\n kết quả <b>OCOP</b>"), link("/van-ban/18", "Thông báo")))
    assert list(received(portal(site.url + "/", link_pattern="báo cáo kết quả ocop"))) == ["van-ban/17"]


def test_a_link_matches_by_its_readable_address(site: Site) -> None:
    site.put("/b%C3%A1o%20c%C3%A1o.pdf", REPORT)
    site.put("/", index(link("/b%C3%A1o%20c%C3%A1o.pdf")))
    assert list(received(portal(site.url + "/", link_pattern=r"báo cáo\.pdf"))) == ["báo cáo.pdf"]


def test_words_are_read_in_the_charset_of_the_page(site: Site) -> None:
    body = f"<html><body>{link('/17', 'RÉSUMÉ')}</body></html>".encode("latin-1")
    site.put("/", Page(body, headers={"Content-Type": "text/html; charset=iso-8859-1"}))
    site.put("/17", REPORT)
    assert list(received(portal(site.url + "/", link_pattern="résumé"))) == ["17"]


def test_a_base_element_is_obeyed(site: Site) -> None:
    site.put("/files/a.txt", REPORT)
    site.put("/", index(link("a.txt"), head='<base href="/files/">'))
    assert list(received(portal(site.url + "/"))) == ["files/a.txt"]


def test_a_document_that_is_linked_twice_is_fetched_once(site: Site) -> None:
    site.put("/a.txt", REPORT)
    site.put("/", index(link("/a.txt"), link("a.txt#phan-2")))
    received(portal(site.url + "/"))
    assert site.paths() == ["/", "/a.txt"]


def test_the_query_is_part_of_the_name(site: Site) -> None:
    for number in (1, 2):
        site.put(f"/get?id={number}&f=a.txt", REPORT)
    site.put("/", index(link("/get?id=1&amp;f=a.txt"), link("/get?id=2&amp;f=a.txt")))
    assert list(received(portal(site.url + "/"))) == ["get?id=1&f=a.txt", "get?id=2&f=a.txt"]


def test_a_document_of_another_host_is_named_with_it(site: Site) -> None:
    with serving() as files:
        files.put("/a.txt", REPORT)
        site.put("/", index(link(f"{files.url}/a.txt")))
        assert list(received(portal(site.url + "/"))) == [f"127.0.0.1:{files.port}/a.txt"]


def test_no_more_links_are_followed_than_allowed(site: Site) -> None:
    for number in range(3):
        site.put(f"/{number}.txt", REPORT)
    site.put("/", index(*(link(f"/{number}.txt") for number in range(3))))
    assert list(received(portal(site.url + "/", max_documents=2))) == ["0.txt", "1.txt"]


@pytest.mark.parametrize("href", ["http://[broken.txt", "mailto:a.txt", "javascript:get('a.txt')", "file:///a.txt"])
def test_what_is_no_web_address_is_not_followed(site: Site, href: str) -> None:
    site.put("/a.txt", REPORT)
    site.put("/", index(link(href), link("/a.txt")))
    assert list(received(portal(site.url + "/"))) == ["a.txt"]


def test_an_index_page_without_a_matching_link_is_an_error_and_no_empty_list(site: Site) -> None:
    site.put("/", index(link("/gioi-thieu")))
    with pytest.raises(SourceRejected, match="An Giang"):
        received(portal(site.url + "/"))


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"<", b"{}"])
def test_an_index_that_is_no_web_page_is_an_error(site: Site, body: bytes) -> None:
    site.put("/", Page(body))
    with pytest.raises(SourceRejected, match="HTML"):
        received(portal(site.url + "/"))


# --- what is known already -----------------------------------------------------------------------


def test_a_known_version_comes_as_304_without_content(site: Site) -> None:
    source = one_document(site, REPORT)
    known = {name: each.headers for name, each in received(source).items()}
    assert [(each.status, each.content) for each in fetch(source, known)] == [(304, b"")]


def test_a_last_modified_date_is_asked_about(site: Site) -> None:
    source = one_document(site, Page(b"x", headers={"Last-Modified": "Sun, 01 Mar 2026 00:00:00 GMT"}))
    known = {name: each.headers for name, each in received(source).items()}
    list(fetch(source, known))
    assert site.asked[-1][1]["if-modified-since"] == "Sun, 01 Mar 2026 00:00:00 GMT"


def test_a_changed_version_comes_with_its_content(site: Site) -> None:
    source = one_document(site, REPORT)
    known = {"a.txt": {"etag": '"0"'}}
    assert [each.content for each in fetch(source, known)] == [REPORT.body]


def test_a_known_version_on_another_host_comes_as_304_too(site: Site) -> None:
    with serving() as files:
        source = one_document(site, Page(status=302, headers={"Location": files.put("/a.txt", REPORT)}))
        known = {name: each.headers for name, each in received(source).items()}
        assert [each.status for each in fetch(source, known)] == [304]


def test_a_304_that_nobody_asked_for_is_refused(site: Site) -> None:
    with pytest.raises(SourceRejected, match="304"):
        received(one_document(site, Page(status=304)))


# --- manners -------------------------------------------------------------------------------------


def test_the_project_names_itself(site: Site) -> None:
    received(one_document(site, REPORT))
    assert site.asked[0][1]["user-agent"].startswith("ocop-warehouse/")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_that_is_busy_is_asked_again(site: Site, status: int) -> None:
    source = one_document(site, Page(b"busy", status), REPORT)
    assert received(source)["a.txt"].content == REPORT.body


def test_a_retry_waits_as_long_as_the_server_asks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    received(one_document(site, Page(status=429, headers={"Retry-After": "7"}), REPORT))
    assert 7 in waits


def test_a_server_that_asks_for_an_hour_is_left_alone(site: Site) -> None:
    source = one_document(site, Page(status=429, headers={"Retry-After": "3600"}), REPORT)
    with pytest.raises(SourceUnavailable, match="Retry-After: 3600"):
        received(source)


def test_requests_keep_their_distance(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    received(one_document(site, REPORT, delay_seconds=30))
    assert [29 < wait <= 30 for wait in waits] == [True]


def test_a_server_that_stays_broken_is_worth_another_try(site: Site) -> None:
    with pytest.raises(SourceUnavailable, match="500"):
        received(one_document(site, Page(b"sorry", 500)))


def test_a_server_that_is_not_there_is_worth_another_try() -> None:
    with pytest.raises(SourceUnavailable, match=r"127\.0\.0\.1:1"):
        received(portal("http://127.0.0.1:1/"))


def test_an_answer_that_breaks_off_is_worth_another_try(site: Site) -> None:
    short = Page(b"half", headers={"Content-Length": "100", "Connection": "close"})
    with pytest.raises(SourceUnavailable, match=r"a\.txt"):
        received(one_document(site, short))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 204])
def test_a_refusal_is_not_worth_another_try(site: Site, status: int) -> None:
    with pytest.raises(SourceRejected, match=str(status)):
        received(one_document(site, Page(status=status)))


def test_a_document_that_cannot_be_had_does_not_lose_the_others(site: Site) -> None:
    site.put("/a.txt", Page(status=404))
    site.put("/b.txt", REPORT)
    site.put("/", index(link("/a.txt"), link("/b.txt")))
    arriving = fetch(portal(site.url + "/"))
    assert next(arriving).name == "b.txt"


def test_a_portal_that_falls_silent_is_not_asked_for_all_the_rest(site: Site) -> None:
    paths = [f"/{number}.txt" for number in range(9)]
    for path in paths:
        site.put(path, Page(status=503, headers={"Retry-After": "3600"}))
    site.put("/", index(*map(link, paths)))
    with pytest.raises(SourceUnavailable):
        received(portal(site.url + "/"))
    assert site.paths() == ["/", "/0.txt", "/1.txt", "/2.txt"]


# --- limits --------------------------------------------------------------------------------------


def for_ever(piece: bytes, pause: float = 0.0) -> Page:
    over = threading.Event()  # never set: its wait is a pause that needs no clock of the tests

    def stream() -> Iterator[bytes]:
        for _ in itertools.count():
            over.wait(pause)
            yield piece

    return Page(stream=stream)


def test_a_trickle_without_end_is_cut(site: Site) -> None:
    with pytest.raises(SourceUnavailable, match="document_seconds"):
        received(one_document(site, for_ever(b".", 0.02), document_seconds=0.5))


def test_headers_without_end_are_cut(site: Site) -> None:
    trickle = Page(stream=for_ever(b"X-More: 1\r\n", 0.05).stream, unfinished=True)
    with pytest.raises(SourceUnavailable, match="document_seconds"):
        received(one_document(site, trickle, document_seconds=0.5))


def test_a_torrent_without_end_is_cut_at_the_size_limit(site: Site) -> None:
    with pytest.raises(SourceRejected, match="max_megabytes"):
        received(one_document(site, for_ever(b"x" * 65536), max_megabytes=1))


@pytest.mark.parametrize("layers", [1, 2])
def test_a_compressed_answer_is_measured_as_it_unpacks(site: Site, layers: int) -> None:
    body = b"x" * 50_000_000
    for _ in range(layers):
        body = gzip.compress(body)
    bomb = Page(body, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
    with pytest.raises(SourceRejected, match="max_megabytes"):
        received(one_document(site, bomb, max_megabytes=1))


def test_a_document_that_is_too_large_is_not_even_begun(site: Site) -> None:
    source = one_document(site, Page(b"", headers={"Content-Length": "200000000"}))
    with pytest.raises(SourceRejected, match="max_megabytes"):
        received(source)


def test_an_error_page_without_end_is_not_read(site: Site) -> None:
    endless = for_ever(b"x" * 65536)
    endless.status = 500
    source = one_document(site, endless, REPORT)
    assert received(source)["a.txt"].content == REPORT.body


# --- where it may lead ---------------------------------------------------------------------------


def test_a_redirect_is_followed_and_leaves_the_name_as_it_is(site: Site) -> None:
    site.put("/moved.txt", REPORT)
    source = one_document(site, Page(status=302, headers={"Location": "/moved.txt"}))
    assert received(source)["a.txt"].content == REPORT.body


def test_the_page_of_a_redirect_is_not_read(site: Site) -> None:
    site.put("/moved.txt", REPORT)
    endless = for_ever(b"x" * 65536)
    endless.status, endless.headers = 302, {"Location": "/moved.txt"}
    assert received(one_document(site, endless))["a.txt"].content == REPORT.body


def test_a_redirect_to_no_address_at_all_is_an_error(site: Site) -> None:
    with pytest.raises(SourceRejected, match=r"a\.txt"):
        received(one_document(site, Page(status=302, headers={"Location": "http://a..b/"})))


def test_a_redirect_in_a_circle_is_an_error(site: Site) -> None:
    with pytest.raises(SourceRejected, match="redirects"):
        received(one_document(site, Page(status=302, headers={"Location": "/a.txt"})))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    with pytest.raises(SourceRejected, match=target):
        received(one_document(site, Page(status=302, headers={"Location": target})))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_private_hosts_are_known(host: str) -> None:
    assert leads_inside(f"http://{host}:8080/x")


@pytest.mark.parametrize("host", ["8.8.8.8", "[2001:4860:4860::8888]", "no-such-name.invalid"])
def test_other_hosts_are_not_taken_for_private_ones(host: str) -> None:
    assert not leads_inside(f"http://{host}/x")


def test_a_session_for_public_hosts_does_not_reach_a_private_one(site: Site) -> None:
    session = PoliteSession(delay_seconds=0, max_bytes=1000, seconds=10, public_only=True)
    with pytest.raises(SourceRejected, match=r"127\.0\.0\.1"):
        session.get(site.put("/", REPORT))
    assert site.asked == []


@pytest.fixture
def public_portal(site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a portal outside; `site` stands in for the way there, as a proxy does. Its own host is inside."""
    monkeypatch.setenv("http_proxy", site.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return "http://portal.invalid/"


@pytest.mark.parametrize("by", ["redirect", "link"])
def test_a_public_portal_that_leads_to_a_private_address_is_not_followed(
    site: Site, public_portal: str, by: str
) -> None:
    inside = site.put("/inside.txt", REPORT)
    site.pages[f"{public_portal}a.txt"] = [Page(status=302, headers={"Location": inside})]
    site.pages[public_portal] = [index(link(inside if by == "link" else "/a.txt"))]
    with pytest.raises(SourceRejected, match=r"private address 127\.0\.0\.1"):
        received(portal(public_portal))


# --- pages that stand in the way -----------------------------------------------------------------

BLOCKS = {
    "log-in": "<html><head><title>Đăng nhập hệ thống</title></head><body>Tên đăng nhập</body></html>",
    "log-in box": "<html><title>Cổng TTĐT</title><form><input name=p type='password'></form></html>",
    "firewall": "<html><head><title>Request Rejected</title></head><body>Your support ID is: 17</body></html>",
    "challenge": "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>",
    "cookie script": '<html><body><script>document.cookie="D1N=17";location.reload(true);</script></body></html>',
}


@pytest.mark.parametrize("body", BLOCKS.values(), ids=BLOCKS)
def test_a_block_page_in_place_of_a_document_is_refused(site: Site, body: str) -> None:
    with pytest.raises(SourceRejected, match="log-in or block page"):
        received(one_document(site, Page(body.encode()), path="/a.html"))


def test_a_block_page_in_place_of_the_index_is_refused(site: Site) -> None:
    with pytest.raises(SourceRejected, match="log-in or block page"):
        received(portal(site.put("/", Page(BLOCKS["log-in"].encode()))))


def test_a_redirect_to_a_log_in_address_is_refused(site: Site) -> None:
    site.put("/dang-nhap?next=a", Page(b"<html><title>Trang</title><body>Xin ch\xc3\xa0o</body></html>"))
    source = one_document(site, Page(status=302, headers={"Location": "/dang-nhap?next=a"}), path="/a.html")
    with pytest.raises(SourceRejected, match="log-in or block page"):
        received(source)


def test_an_article_with_a_log_in_box_is_a_document(site: Site) -> None:
    article = "<html><title>Kết quả OCOP</title><form><input type=password></form>" + "<p>92 sản phẩm</p>" * 500
    assert list(received(one_document(site, Page(article.encode()), path="/a.html"))) == ["a.html"]


def test_a_web_page_in_place_of_a_pdf_is_refused(site: Site) -> None:
    page = Page(b"<!DOCTYPE html><html><title>Trang</title><body>Kh\xc3\xb4ng t\xc3\xacm th\xe1\xba\xa5y</body></html>")
    with pytest.raises(SourceRejected, match=r"\.pdf"):
        received(one_document(site, page, path="/a.pdf"))


# --- TLS -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that only those trust who are told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "loopback.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure_site(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as site:
        yield site


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_site: Site) -> None:
    with pytest.raises(SourceRejected, match="certificate"):
        received(one_document(secure_site, REPORT))


def test_a_certificate_of_the_ministrys_own_authority_can_be_trusted(
    secure_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    assert received(one_document(secure_site, REPORT))["a.txt"].content == REPORT.body


def test_a_trickle_without_end_is_cut_under_tls_too(
    secure_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with pytest.raises(SourceUnavailable, match="document_seconds"):
        received(one_document(secure_site, for_ever(b".", 0.02), document_seconds=0.5))
