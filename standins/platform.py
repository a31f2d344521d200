r"""What the stand-ins have in common: requests and replies, a catalogue, and faults that are planned.

A fault has a reply that takes the answer's place, or a function that changes the answer (both from faults.py), and
says when: `path` is a regular expression searched in "/path?query"; `when` counts the requests that it is found in,
from 1. A fault without either is there always, except for robots.txt.

    Fault(broken(503))                             every request fails
    Fault(too_many(retry_after=1), when=2)         the second request is one too many
    Fault(slow(3), when=range(1, 3))               the first two answers take three seconds
    Fault(blocked_page(), path=r"page=3\b")        page 3 is a block page however often it is asked for
    Fault(renamed("price", "gia"))                 the platform renames a field

`shuffled` and `repeated` are the two ways in which the platform's own paging goes wrong; `catalogue` may be put
in place of another between requests, as on the next night.
"""

import json
import random
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from standins.catalogue import Catalogue, Listing

ROBOTS = "/robots.txt"


@dataclass(frozen=True)
class Asked:
    """One request as it came; the names of headers are in lower case."""

    method: str
    address: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The address up to its question mark."""
        return urlsplit(self.address).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address, decoded."""
        return dict(parse_qsl(urlsplit(self.address).query, keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    """What goes back, after `delay_seconds`; of a `half` reply only the first half of the body that it announces."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0
    half: bool = False


@dataclass
class Fault:
    """One thing that goes wrong, where and when (see the head of this module)."""

    reply: Reply | Callable[[Reply], Reply]
    when: int | Container[int] | None = None
    path: str = rf"^(?!{ROBOTS})"
    met: int = 0

    def meets(self, asked: Asked) -> bool:
        """Whether this request is one that goes wrong; counts it."""
        if not re.search(self.path, asked.address):
            return False
        self.met += 1
        if isinstance(self.when, int):
            return self.met == self.when
        return self.when is None or self.met in self.when


class Platform:
    """One platform: answers requests out of its catalogue; `asked` has all of them."""

    allowed = "/"
    secrets: ClassVar[Mapping[str, str]] = {}  # what a client has to know, by the names that its connection gives them

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue or Catalogue.sample()
        self.faults: list[Fault] = []
        self.shuffled = False  # every request finds the listings in another order, so that pages overlap and miss some
        self.repeated = 0  # how many listings of the page before come first on every page, on top of its own
        self.robots = f"User-agent: *\nAllow: {self.allowed}\nDisallow: /khac/\n"
        self.asked: list[Asked] = []

    def reply(self, asked: Asked) -> Reply:
        """Answer `asked`, with the faults that are planned for it."""
        self.asked.append(asked)
        planned = [fault.reply for fault in self.faults if fault.meets(asked)]
        reply = next((reply for reply in planned if isinstance(reply, Reply)), None)
        reply = reply or self._reply(asked)
        for change in planned:
            if not isinstance(change, Reply):
                reply = change(reply)
        return reply

    def answer(self, asked: Asked) -> Reply:
        """Answer as the platform does when all is well."""
        raise NotImplementedError

    def paths(self) -> list[str]:
        """The paths of all requests, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != ROBOTS]

    def _reply(self, asked: Asked) -> Reply:
        if asked.path == ROBOTS:
            return Reply(self.robots.encode(), headers={"Content-Type": "text/plain"})
        return self.answer(asked)

    def _page(self, listings: Sequence[Listing], start: int, size: int) -> Sequence[Listing]:
        if self.shuffled:
            listings = random.Random(len(self.asked)).sample(listings, len(listings))
        again = listings[max(0, start - self.repeated) : start]
        return [*again, *listings[start : start + size]]


def json_reply(payload: Any, status: int = 200) -> Reply:
    """`payload` as a JSON answer."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(body, status, {"Content-Type": "application/json; charset=utf-8"})


def html_reply(page: str, status: int = 200) -> Reply:
    """`page` as an HTML answer."""
    return Reply(page.encode(), status, {"Content-Type": "text/html; charset=utf-8"})


def whole_number(text: str | None, otherwise: int) -> int | None:
    """The number that a parameter states, `otherwise` when it is absent, None when it is no number."""
    if text is None:
        return otherwise
    return int(text) if re.fullmatch(r"\d{1,15}", text) else None


def missing(query: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The first of `names` that the query does not state."""
    return next((name for name in names if not query.get(name)), None)
