"""Where things are, read from the environment once per call: no state, no side effect.

| variable             | meaning                                              | default               |
|----------------------|------------------------------------------------------|-----------------------|
| OCOP_HOME            | landing, Airflow's files and the server's notes      | `.ocop` in the checkout |
| OCOP_WAREHOUSE_URL   | the warehouse, as its loader                         | the embedded server   |
| OCOP_ANALYST_URL     | the warehouse, as the read-only analyst              | the embedded server   |
| OCOP_LANDING         | the raw zone: a folder or `s3://bucket/prefix`       | `OCOP_HOME/landing`   |
| OCOP_SOURCES         | the file that lists the sources                      | `sources.yaml`        |
| OCOP_REPORTS         | read this folder instead of the listed sources       | not set               |
"""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

PROJECT = Path(__file__).resolve().parent.parent
TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def home() -> Path:
    """The folder of everything that a run leaves behind on this machine."""
    return Path(os.environ.get("OCOP_HOME") or PROJECT / ".ocop").absolute()


def landing() -> str:
    """The root of the raw zone, as fsspec reads it: a local path or `s3://bucket/prefix`."""
    return os.environ.get("OCOP_LANDING") or str(home() / "landing")


def sources_file() -> Path:
    """The file that lists the sources of the night."""
    return Path(os.environ.get("OCOP_SOURCES") or PROJECT / "sources.yaml")


def reports_folder() -> Path | None:
    """The folder that stands in for the listed sources, if somebody named one."""
    folder = os.environ.get("OCOP_REPORTS")
    return Path(folder).absolute() if folder else None


def warehouse_url() -> str:
    """SQLAlchemy URL of the warehouse for the loader (`postgresql+psycopg://...`)."""
    return os.environ.get("OCOP_WAREHOUSE_URL") or _embedded("ocop_loader")


def analyst_url() -> str:
    """SQLAlchemy URL of the warehouse for the read-only analyst, a login of its own."""
    return os.environ.get("OCOP_ANALYST_URL") or _embedded("ocop_analyst")


def _embedded(role: str) -> str:
    from etl.warehouse import server  # the embedded server is only looked for when nothing else is named

    return server.url(home(), role=role, database="ocop")
