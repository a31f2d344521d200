"""From a task in the Airflow UI to what it was about: the pages of etl/monitoring, which the API server serves."""

from typing import Any
from urllib.parse import quote, urlsplit

from airflow.sdk import BaseOperatorLink
from airflow.sdk.configuration import conf

PAGES = "/ocop"  # under the API server's own path


def page(*parts: str) -> str:
    """The address of a page, each part of its path quoted; without the host, which a worker need not know."""
    root = urlsplit(str(conf.get("api", "base_url", fallback=""))).path.rstrip("/")
    return root + PAGES + "".join(f"/{quote(part, safe='')}" for part in parts)


class NightLink(BaseOperatorLink):
    """From a task of a night to its failed checks and the rows that were held back."""

    name = "Kiểm tra và dòng bị giữ / Checks and held rows"

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The page of the run."""
        return page("nights", ti_key.run_id)


class SourceLink(BaseOperatorLink):
    """From a task of a source to the documents as they were received."""

    name = "Văn bản gốc / Raw documents"

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The page of the source that the task was given."""
        return page("sources", operator.op_kwargs["source"]["source_code"])
