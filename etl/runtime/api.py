"""Airflow's REST API, as much of it as a night needs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import requests

from etl.errors import PassingError

Answer = dict[str, Any]


class Api:
    """One user's session with the API server at `base_url`; it need not answer yet."""

    def __init__(self, base_url: str, user: str, password: str) -> None:
        self.base_url = base_url
        self._credentials = {"username": user, "password": password}
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy stands between this machine and itself

    def answers(self) -> bool:
        """Whether the server is there for tasks; the first time that it is asked it makes ready, for some seconds."""
        try:
            return self._session.get(f"{self.base_url}/execution/health", timeout=60).ok
        except requests.RequestException:
            return False

    def log_in(self) -> None:
        """Get a token for what follows; it holds for a day."""
        token = self._call("post", "/auth/token", json=self._credentials)["access_token"]
        self._session.headers["Authorization"] = f"Bearer {token}"

    def dag(self, dag_id: str) -> Answer | None:
        """The DAG as last parsed, None when it is not known yet."""
        found = self._call("get", "/api/v2/dags", params={"dag_id_pattern": dag_id, "exclude_stale": False})["dags"]
        return next((dag for dag in found if dag["dag_id"] == dag_id), None)

    def import_errors(self) -> list[Answer]:
        """The files that could not be parsed: filename and stack_trace of each."""
        return list(self._call("get", "/api/v2/importErrors")["import_errors"])

    def trigger(self, dag_id: str, run_id: str, conf: Answer) -> None:
        """Ask for a run now."""
        body = {"dag_run_id": run_id, "logical_date": None, "conf": conf}
        self._call("post", f"/api/v2/dags/{dag_id}/dagRuns", json=body)

    def make_pool(self, name: str, slots: int, meaning: str) -> None:
        """Make a pool, unless there is one of that name: its slots may have been changed by a person."""
        known = self._call("get", "/api/v2/pools", params={"pool_name_pattern": name})["pools"]
        if all(pool["name"] != name for pool in known):
            body = {"name": name, "slots": slots, "description": meaning, "include_deferred": False}
            self._call("post", "/api/v2/pools", json=body)

    def runs(self, dag_id: str, **filters: Any) -> list[Answer]:
        """The runs of a DAG, oldest first: dag_run_id, state, run_type, ..."""
        params = {"limit": 100, "order_by": "id", **filters}
        return list(self._call("get", f"/api/v2/dags/{dag_id}/dagRuns", params=params)["dag_runs"])

    def run_state(self, dag_id: str, run_id: str) -> str:
        """The state of one run: queued, running, success or failed."""
        return str(self._call("get", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"])

    def fail_run(self, dag_id: str, run_id: str, note: str) -> None:
        """Close a run and its tasks as failed, with a note that says why."""
        self._call("patch", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}", json={"state": "failed", "note": note})

    def task_instances(self, dag_id: str, run_id: str) -> Iterator[Answer]:
        """The tasks of a run, each of its mapped ones too: task_id, map_index, rendered_map_index, state, ..."""
        path, offset = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances", 0
        while True:
            page = self._call("get", path, params={"limit": 100, "offset": offset, "order_by": "id"})
            yield from page["task_instances"]
            offset += 100
            if offset >= page["total_entries"]:
                return

    def has_queued_assets(self, dag_id: str) -> bool:
        """Whether an asset has changed for which the DAG has not started yet."""
        answer = self._session.get(f"{self.base_url}/api/v2/dags/{dag_id}/assets/queuedEvents", timeout=30)
        return answer.ok and bool(answer.json()["queued_events"])

    def backfills(self, dag_id: str) -> list[Answer]:
        """The backfills of a DAG that are not completed."""
        backfills = self._call("get", "/api/v2/backfills", params={"dag_id": dag_id, "order_by": "-id"})["backfills"]
        return [backfill for backfill in backfills if backfill["completed_at"] is None]

    def cancel_backfill(self, backfill_id: int) -> None:
        """End a backfill; its runs that have not started are failed."""
        self._call("put", f"/api/v2/backfills/{backfill_id}/cancel")

    def backfill(self, dag_id: str, first: datetime, last: datetime, conf: Answer) -> int:
        """Ask for the runs of all scheduled dates from first to last, one after the other, done ones again."""
        body = {
            "dag_id": dag_id,
            "from_date": first.isoformat(),
            "to_date": last.isoformat(),
            "dag_run_conf": conf,
            "reprocess_behavior": "completed",
            "max_active_runs": 1,
        }
        return int(self._call("post", "/api/v2/backfills", json=body)["id"])

    def _call(self, method: str, path: str, **options: Any) -> Answer:
        try:
            answer = self._session.request(method, self.base_url + path, timeout=60, **options)
        except requests.RequestException as error:
            raise PassingError(
                f"Airflow không trả lời tại {self.base_url}: {error} / Airflow does not answer at {self.base_url}."
            ) from error
        if not answer.ok:
            raise PassingError(
                f"Airflow từ chối {method} {path}: {answer.status_code} {answer.text[:500]} / Airflow refused it."
            )
        return dict(answer.json()) if answer.content else {}
