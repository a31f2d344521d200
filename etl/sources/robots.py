"""robots.txt (RFC 9309): what a host lets programs ask for, and how often."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from etl.sources.received import SourceRejected, SourceUnavailable

if TYPE_CHECKING:
    from etl.sources.http import Answer

# RFC 9309, 2.5: at least so much of the file is read; what stands behind it is not.
MAX_BYTES = 500 * 1024
# A host that wants longer pauses cannot be read in a night.
LONGEST_DELAY_SECONDS = 60
# "Come later" is not "there is no such file": RFC 9309 lets all be asked after any 4xx, we do not after these.
COME_LATER = (408, 429)


class Disallowed(SourceRejected):
    """The host's robots.txt does not let programs ask for this."""


class Robots:
    """The robots.txt of each host, fetched once, when the host is first asked for something."""

    def __init__(self, fetch: Callable[[str], "Answer"], user_agent: str) -> None:
        self._fetch = fetch
        self._user_agent = user_agent
        self._rules: dict[str, Protego] = {}

    def allows(self, url: str) -> bool:
        """Whether `url` may be asked for, its query included. Raises SourceUnavailable when the host does not say."""
        return self._of(url).can_fetch(url, self._user_agent)

    def delay_seconds(self, url: str) -> float:
        """The pause between two requests that the host of `url` wants, 0 when it wants none."""
        return self._of(url).crawl_delay(self._user_agent) or 0.0

    def admit(self, url: str) -> float:
        """The pause that is wanted before `url` is asked for. Raises Disallowed when it may not be."""
        address = urlsplit(url)
        if not self.allows(url):
            raise Disallowed(
                f"{address.hostname}: robots.txt không cho chương trình đọc {address.path}; dùng API dành cho đối tác "
                f"hoặc xin phép sàn. / robots.txt does not let programs read {address.path}; use the partner API, or "
                "ask the marketplace for permission."
            )
        delay = self.delay_seconds(url)
        if delay > LONGEST_DELAY_SECONDS:
            raise Disallowed(
                f"{address.hostname}: robots.txt đòi nghỉ {delay:g} giây giữa hai lần hỏi {address.path}, quá lâu cho "
                f"một đêm; dùng API dành cho đối tác hoặc xin phép sàn. / robots.txt wants {delay:g} s between two "
                f"requests for {address.path}, too long for a night; use the partner API, or ask the marketplace."
            )
        return delay

    def _of(self, url: str) -> Protego:
        address = urlsplit(url)
        site = f"{address.scheme}://{address.netloc}"
        if site not in self._rules:
            self._rules[site] = Protego.parse(self._text(f"{site}/robots.txt"))
        return self._rules[site]

    def _text(self, url: str) -> str:
        answer: Answer | None = None
        try:
            answer = self._fetch(url)
        except SourceUnavailable as caught:
            problem = str(caught)
        if answer is None or answer.status in COME_LATER or answer.status >= 500:
            reason = problem if answer is None else str(answer.status)
            raise SourceUnavailable(
                f"{url}: không đọc được robots.txt nên không hỏi gì ở đó; sẽ thử lại. / It cannot be read, so nothing "
                f"is asked there; it will be tried again. ({reason})"
            )
        # no such file: everything is allowed
        return answer.content.decode("utf-8-sig", "replace") if answer.status < 300 else ""
