"""The face that all marketplaces share: what to ask, how to ask it, what the answer is, what follows from it."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from etl.marketplaces.fields import field_table
from etl.marketplaces.marketplace import Marketplace, Query
from etl.marketplaces.refusals import (
    MOST_SAID,
    Blocked,
    Gone,
    Refused,
    Throttled,
    TokenExpired,
    refusal_by_meaning,
)
from etl.sources.block_page import sign_of_block
from etl.sources.http import Answer, Call, PoliteSession
from etl.sources.received import SourceUnavailable

LONG = 16  # characters from which a secret cannot be a number that listings have too

Payload = Any
Record = Any


@dataclass(frozen=True)
class Request:
    """One page to ask for. `name` is stable within its query and night, and nothing in it is secret.

    An `is_detail` page is that of one listing, which may be gone by the time it is asked for.
    """

    name: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    is_detail: bool = False

    @property
    def address(self) -> str:
        """Path and parameters, for people and for the raw zone."""
        return f"{self.path}?{urlencode(self.params)}" if self.params else self.path


@dataclass(frozen=True)
class Page:
    """A page that has come; `fetched_at` is ISO in UTC."""

    name: str
    fetched_at: str
    payload: Payload


class Adapter(ABC):
    """One marketplace behind an HTTP interface that speaks JSON; a feed of files overrides `ask`.

    An adapter says `start`, `follow`, `total` and where its records are; it adds what its platform wants to `call`
    (signature, token, headers), and to `refusal` how its platform says no. It has no state between nights.
    """

    marketplace: ClassVar[str]
    name: ClassVar[str]
    is_storefront: ClassVar[bool] = True  # asked as a visitor: robots.txt is obeyed
    homepage: ClassVar[str] = ""  # where the links of its listings start
    is_asked_over_http: ClassVar[bool] = True
    query_kinds: ClassVar[tuple[str, ...]] = ("keyword", "category", "seller")
    secrets_needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, source: Marketplace, secrets: Mapping[str, str]) -> None:
        self.source = source
        self.secrets = dict(secrets)

    # --- asking -----------------------------------------------------------------------------------

    @abstractmethod
    def start(self, query: Query) -> list[Request]:
        """The first pages to ask for."""

    @abstractmethod
    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """The pages that a page leads to: the next one, details; empty at the end."""

    @abstractmethod
    def total(self, request: Request, payload: Payload) -> int | None:
        """How many listings the platform says that the query has; None when this page does not say."""

    def call(self, request: Request) -> Call:
        """The request as it goes over the wire, signed where the platform wants it."""
        return Call(self.base_url(request) + request.path, dict(request.params), self.headers(request))

    def base_url(self, request: Request) -> str:
        """The server that has the page; some platforms have several."""
        return self.source.base_url

    def headers(self, request: Request) -> dict[str, str]:
        """The headers that the platform wants."""
        return {"Accept": "application/json"}

    def ask(self, request: Request, session: PoliteSession) -> Answer:
        """Send the request; gives the answer whatever its status is."""
        return self.without_secrets(session.call(self.call(request)))

    def renew(self, session: PoliteSession) -> bool:
        """Get another access token after one has expired; False when the platform has none to give."""
        return False

    def without_secrets(self, answer: Answer) -> Answer:
        """The answer as it may be kept and told: a secret that the platform quotes is blotted out."""
        content = answer.content
        for secret in self.secrets.values():
            if len(secret) >= LONG:
                content = content.replace(secret.encode(), b"***")
        return replace(answer, content=content)

    def as_of(self, payload: Payload) -> str | None:
        """When the listings of a page were as they are there (ISO, UTC), None for the moment at which it came."""
        return None

    # --- telling answers apart ----------------------------------------------------------------------

    def judge(self, answer: Answer) -> Payload:
        """The payload of an answer.

        Raises Blocked for a bot check, Throttled, TokenExpired, SignatureRefused, QuotaUsedUp or Refused for what the
        platform says, SourceUnavailable for an answer that is cut off.
        """
        where = _without_query(answer.url)
        if sign := sign_of_check(answer):
            raise Blocked(where, sign)
        try:
            payload = json.loads(answer.content)
        except (ValueError, RecursionError):  # no JSON, or nested thousands of levels deep
            payload = None
        if refusal := self.refusal(where, answer.status, payload):
            raise refusal
        if answer.status != 200:
            raise refusal_by_status(where, answer, self.source.connection_id)
        if not isinstance(payload, dict):
            raise SourceUnavailable(
                f"{where}: câu trả lời không trọn vẹn hoặc không phải JSON; sẽ thử lại. "
                "/ The answer is cut off or no JSON; it will be tried again."
            )
        return payload

    def refusal(self, where: str, status: int, payload: Payload) -> Exception | None:
        """What the platform's own error body means; None for a payload with listings."""
        return None

    def refused(self, where: str, codes: tuple[str, ...], said: str, seconds: float | None = None) -> Exception:
        """What the first of `codes` that stands under `refusals` in the field table means; without one, it is Refused.

        `said` is what the platform says to it, `seconds` for how long it says that it throttles.
        """
        meanings = field_table(self.source.kind).refusals
        meaning = next((meanings[code] for code in codes if code in meanings), None)
        return refusal_by_meaning(meaning, where, said[:MOST_SAID], self.source.connection_id, seconds)

    # --- what the pages hold ------------------------------------------------------------------------

    def payload(self, content: bytes) -> Payload:
        """The payload of a landed page, which was judged when it came."""
        return json.loads(content)

    def records(self, page: Page) -> Iterator[tuple[str, Record]] | None:
        """The listings of a page as (JSON path, record), joined from several pages where the platform splits them.

        None: they are where the field table says. A listing of which a page never came is not seen on that night.
        """
        return None

    def record(self, page: Page, record: dict[str, Any]) -> Record | None:
        """A record that stands where the field table says, as it is read: None when it is not on sale, or waits for
        another page. What has to be worked out is added to it, by names that start with an underscore.
        """
        return record


def sign_of_check(answer: Answer) -> str | None:
    """The sign of a bot check: a log-in or block page, or a web page in the place of JSON; None for anything else.

    With 429 and 503 a page is one only when it runs a script: those of proxies that are overloaded run none.
    """
    if sign := sign_of_block(answer.content):
        return sign
    start = answer.content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = answer.headers.get("content-type", "").lower()
    if not (start.startswith((b"<!doctype html", b"<html")) or "html" in kind):
        return None
    is_check = answer.status in (200, 403) or (answer.status in (429, 503) and b"<script" in answer.content.lower())
    return "HTML" if is_check else None


def refusal_by_status(where: str, answer: Answer, connection_id: str) -> Exception:
    """What a status means when the body does not say more."""
    said = f"HTTP {answer.status}"
    if answer.status == 429:
        seconds = answer.headers.get("retry-after", "")
        return Throttled(where, said, float(seconds) if seconds.isdecimal() else None)
    if answer.status == 401:
        return TokenExpired(where, said, connection_id)
    if answer.status >= 500:
        return SourceUnavailable(f"{where}: {said}: máy chủ của sàn lỗi; sẽ thử lại. / The marketplace's server fails.")
    return Gone(where, said) if answer.status in (404, 410) else Refused(where, said)


def _without_query(url: str) -> str:
    return url.partition("?")[0]
