"""The stand-ins of the sample night: servers on 127.0.0.1 where sources.yaml names no real marketplace.

They run like the parts of Airflow, and the tasks find them by the environment: an address and a connection each.
"""

import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.errors import PassingError
from etl.marketplaces.marketplace import Marketplace
from etl.processes import is_alive
from etl.runtime import launching
from etl.settings import PROJECT
from etl.sources import config

NAME = "stand-ins"
START_SECONDS = 30


def wanted() -> list[Marketplace]:
    """The sources for which a stand-in has to be there."""
    return [source for source in config.marketplaces() if not source.base_url]


def start(folder: Path, log: Path) -> dict[str, str]:
    """Start a stand-in for each source that wants one; gives the environment in which they are found."""
    sources = wanted()
    if not sources:
        return {}
    places = _places(folder, log, sorted({source.kind for source in sources}))
    environment: dict[str, str] = {}
    for source in sources:
        place = places[source.kind]
        is_drop = place["url"].startswith("/")
        environment[source.url_variable] = place["url"] + (f"/{source.marketplace}" if is_drop else "")
        if place["secrets"]:
            connection = {"conn_type": "http", "extra": place["secrets"]}
            environment[f"AIRFLOW_CONN_{source.connection_id.upper()}"] = json.dumps(connection)
    return environment


def _places(folder: Path, log: Path, kinds: list[str]) -> Mapping[str, Any]:
    """Where each kind is served: {kind: {url, secrets}}."""
    urls = folder / "urls.json"
    urls.unlink(missing_ok=True)
    command = [sys.executable, "-m", "standins", str(urls), *kinds]
    process = launching.launch(command, folder, {**os.environ, "PYTHONPATH": str(PROJECT)}, log)
    deadline = time.monotonic() + START_SECONDS
    while not urls.exists():
        if not is_alive(process) or time.monotonic() > deadline:
            raise PassingError(f"Máy chủ mẫu không chạy được; xem {log} / The stand-ins failed; see {log}")
        time.sleep(0.05)
    places: Mapping[str, Any] = json.loads(urls.read_text(encoding="utf-8"))
    return places
