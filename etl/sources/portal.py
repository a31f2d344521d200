"""A portal over HTTP: one index page, and the documents to which it links."""

import re
import unicodedata
from collections.abc import Mapping
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from requests.utils import requote_uri

from etl.sources.block_page import parse, sign_of_block
from etl.sources.http import Answer, PoliteSession, leads_inside
from etl.sources.received import Document, Received, SourceRejected
from etl.sources.source import Source

# What is never a web page; .doc and .xls are left out, as offices do save HTML under those names.
NO_WEB_PAGES = (".pdf", ".docx", ".xlsx", ".xlsm", ".csv", ".zip")


class Portal:
    """The links of an index page that match the source's pattern, by their address or by their words."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._link = re.compile(source.link_pattern, re.IGNORECASE)
        self._session = PoliteSession(
            delay_seconds=source.delay_seconds,
            max_bytes=source.max_bytes,
            seconds=source.document_seconds,
            public_only=not leads_inside(source.location),
        )

    def listing(self) -> list[Document]:
        """The first `max_documents` links that match, in the page's order."""
        index = self._session.get(self._source.location)
        _refuse_block_page(self._source.location, index)
        page = parse(index.content, _charset(index))
        if page is None:
            raise SourceRejected(
                f"{self._source.location}: không phải trang web HTML nên không thấy liên kết nào; sửa location. "
                f"/ It is no HTML page, so there is no link to follow; correct location in sources.yaml."
            )
        base = urljoin(index.url, page.base_url or next(iter(page.xpath("//base/@href")), ""))
        documents: dict[str, Document] = {}
        for link in page.iter("a"):
            url = _address(base, link.get("href"))
            words = " ".join(link.text_content().split())
            if url and (self._matches(unquote(url)) or self._matches(words)):
                document = Document(_name(url, self._source.location), url)
                documents.setdefault(document.name, document)
        return list(documents.values())[: self._source.max_documents]

    def get(self, document: Document, known: Mapping[str, str]) -> Received:
        """The linked document, or status 304 when the portal says that it is still the known one."""
        answer = self._session.get(document.url, known)
        if answer.status != 304:
            _refuse_block_page(document.url, answer)
        return Received(document.name, document.url, answer.content, answer.status, answer.headers)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _matches(self, text: str) -> bool:
        return self._link.search(unicodedata.normalize("NFC", text)) is not None


def _refuse_block_page(url: str, answer: Answer) -> None:
    sign = sign_of_block(answer.content, redirected_to=answer.url if answer.url != url else None)
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    if sign:
        raise SourceRejected(
            f"{url}: nhận được trang đăng nhập hoặc trang chặn (dấu hiệu: «{sign}»), không phải văn bản; hỏi chủ cổng "
            f"cách lấy công khai. / A log-in or block page came (its sign: “{sign}”), not the document; ask the "
            "portal's owner for public access."
        )
    if suffix in NO_WEB_PAGES and parse(answer.content) is not None:
        raise SourceRejected(
            f"{url}: nhận được trang web thay cho tệp {suffix}; mở thử bằng trình duyệt. "
            f"/ A web page came in place of the {suffix} file; open it in a browser."
        )


def _address(base: str, href: str | None) -> str | None:
    try:
        url = requote_uri(urldefrag(urljoin(base, (href or "").strip())).url)
        return url if href and urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None  # no address at all, as some editors leave in their pages


def _name(url: str, index_url: str) -> str:
    """The address without scheme, and without the portal's own host: the same tonight and after a move to https."""
    address = urlsplit(url)
    path = address.path.lstrip("/") + (f"?{address.query}" if address.query else "")
    name = path if address.netloc == urlsplit(index_url).netloc else f"{address.netloc}/{path}"
    readable = unicodedata.normalize("NFC", unquote(name))
    return readable if readable.isprintable() else name


def _charset(answer: Answer) -> str | None:
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "")
    return header.get_content_charset()
