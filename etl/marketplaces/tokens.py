"""Access tokens that are renewed while a crawl runs, and kept where renewing also replaces what renews them.

The login in the Airflow connection is never written to. The pair that came last is in OCOP_HOME/secrets/<source>.json,
for the owner alone, and holds until a person puts another refresh token into the connection.
"""

import hashlib
import json
import os
import uuid
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path

from etl import settings
from etl.marketplaces.adapter import Adapter
from etl.marketplaces.marketplace import Marketplace
from etl.sources.http import Call, PoliteSession

PAIR = ("access_token", "refresh_token")


class Renewable(Adapter):
    """A marketplace that gives another access token for what the login has."""

    def __init__(self, source: Marketplace, secrets: Mapping[str, str]) -> None:
        super().__init__(source, secrets)
        self._given = secrets.get("refresh_token", "")
        if self._given:
            self.secrets |= kept(source.code, self._given)

    @abstractmethod
    def renewal(self) -> Call | None:
        """How another access token is asked for; None when the login has nothing to ask with."""

    def renew(self, session: PoliteSession) -> bool:
        """Get another access token; a refresh token that comes with it takes the place of the old one."""
        call = self.renewal()
        if call is None:
            return False
        answer = session.call(call)
        self.judge(self.without_secrets(answer))
        came = {name: value for name in PAIR if (value := json.loads(answer.content).get(name))}
        self.secrets |= came
        if "refresh_token" in came:
            keep(self.source.code, self._given, came)
        return "access_token" in came


def kept(source_code: str, given: str) -> dict[str, str]:
    """The pair that took the place of the connection's refresh token; empty when none has, or of another one."""
    try:
        note = json.loads(_file(source_code).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: note[name] for name in PAIR if name in note} if note.get("given") == _fingerprint(given) else {}


def keep(source_code: str, given: str, pair: Mapping[str, str]) -> None:
    """Keep the pair, at once and readable by the owner alone."""
    file = _file(source_code)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as note:
        json.dump({"given": _fingerprint(given), **pair}, note)
    written.replace(file)


def _file(source_code: str) -> Path:
    return settings.home() / "secrets" / f"{source_code}.json"


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
