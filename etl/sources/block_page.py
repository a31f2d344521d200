"""Recognise a log-in or block page that came with status 200 in place of a document."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from lxml import etree, html

from etl.rule_files import read_rules

SIGNS = Path(__file__).with_name("block_pages.yaml")
# Visible letters up to which a page is taken for an obstacle when it shows one of the marks; a report has more.
LITTLE_TEXT = 1500


def sign_of_block(content: bytes, *, redirected_to: str | None = None) -> str | None:
    """The sign by which a page shows that it is a log-in or block page; None for anything else, also what is no HTML.

    `redirected_to` is the address at which the page was found, if that is not the one asked for.
    """
    page = parse(content)
    if page is None:
        return None
    title = " ".join("".join(page.xpath("//title[1]//text()")).split())
    if sign := _found("title", title):
        return sign
    if redirected_to and (sign := _found("address", redirected_to)):
        return sign
    visible = "".join("".join(page.xpath("//body//text()[not(ancestor::script or ancestor::style)]")).split())
    if len(visible) <= LITTLE_TEXT:
        return _found("mark", etree.tostring(page, encoding="unicode"))
    return None


def parse(content: bytes, charset: str | None = None) -> html.HtmlElement | None:
    """The tree of an HTML page, None when the bytes are none. UTF-8 where it fits, else the page's own charset."""
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<") or not re.search(
        rb"<(!doctype html|html|head|body|title|script|meta|div|form|a)\b", start
    ):
        return None
    try:
        content.decode("utf-8")
        charset = "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(encoding=charset))
    except (etree.LxmlError, LookupError, ValueError):
        return None


def _found(where: str, text: str) -> str | None:
    match = _signs()[where].search(unicodedata.normalize("NFC", text))
    return match.group().strip() if match else None


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    signs = read_rules(SIGNS)
    return {where: re.compile("|".join(f"(?:{sign})" for sign in signs[where]), re.IGNORECASE) for where in signs}
