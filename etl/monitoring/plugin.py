"""What this project adds to Airflow's UI; found by Airflow through the entry point `airflow.plugins`."""

from typing import Any

from airflow.plugins_manager import AirflowPlugin

from etl.runtime.links import PAGES


class Monitoring(AirflowPlugin):
    """The pages of etl/monitoring, a tab with them on each run, and the status in the menu."""

    name = "ocop"
    external_views = [  # noqa: RUF012 - as Airflow declares it
        {
            "name": "OCOP",
            "href": f"{PAGES}/status".removeprefix("/"),
            "destination": "nav",
            "url_route": "ocop-status",
        },
        {
            "name": "Kiểm tra và dòng bị giữ / Checks and held rows",
            "href": f"{PAGES}/nights/{{RUN_ID}}".removeprefix("/"),
            "destination": "dag_run",
            "url_route": "ocop-night",
        },
    ]

    @property
    def fastapi_apps(self) -> list[Any]:  # type: ignore[override]
        """The app, imported where it is served: every process of Airflow loads the plugin."""
        from etl.monitoring.pages import app

        return [{"app": app, "url_prefix": PAGES, "name": "OCOP"}]
