"""What a run does, on the screen while it does it: one line for each change of a task."""

import time
from pathlib import Path
from typing import Any

from etl.runtime.api import Api

# Waiting states are passed over: they say nothing that the next line does not say better.
SHOWN = {
    "running": "đang chạy / running",
    "success": "xong / done",
    "failed": "HỎNG / FAILED",
    "up_for_retry": "sẽ thử lại / will be tried again",
    "upstream_failed": "không chạy, bước trước hỏng / not run, an earlier step failed",
    "skipped": "bỏ qua / skipped",
}
_BEGAN = time.monotonic()

Task = dict[str, Any]


def say(message: str) -> None:
    """One line, after the seconds since the command began."""
    print(f"{time.monotonic() - _BEGAN:6.1f} s  {message}", flush=True)


class Progress:
    """One run: its state, and its tasks as they were last shown; `red` has those that failed, with their logs."""

    def __init__(self, api: Api, dag_id: str, run_id: str, logs: Path) -> None:
        self.state = "queued"
        self.red: list[str] = []
        self._api, self._dag_id, self._run_id, self._logs = api, dag_id, run_id, logs
        self._shown: dict[tuple[str, int], tuple[str, int]] = {}
        self._labels: dict[int, str] = {}

    def show(self) -> None:
        """Print the tasks whose state has changed since the last call."""
        self.state = self._api.run_state(self._dag_id, self._run_id)
        tasks = list(self._api.task_instances(self._dag_id, self._run_id))
        for task in tasks:
            if task["map_index"] >= 0 and task["rendered_map_index"] not in (None, str(task["map_index"])):
                self._labels[task["map_index"]] = task["rendered_map_index"]
        for task in sorted(tasks, key=lambda task: str(task["end_date"] or task["start_date"])):
            self._show(task)

    def _show(self, task: Task) -> None:
        key, now = (task["task_id"], task["map_index"]), (task["state"], task["try_number"])
        if task["state"] not in SHOWN or self._shown.get(key) == now or not self._is_named(task):
            return
        self._shown[key] = now
        name = f"{self._dag_id}.{task['task_id']}{self._label(task['map_index'])}"
        say(f"{name}: {SHOWN[task['state']]}")
        if task["state"] == "failed":
            self.red.append(f"{name}: {self._log(task)}")

    def _is_named(self, task: Task) -> bool:
        # a mapped task gets its name only once it runs: until then its province is not known
        return task["state"] != "running" or task["map_index"] == -1 or task["map_index"] in self._labels

    def _label(self, map_index: int) -> str:
        return "" if map_index == -1 else f" [{self._labels.get(map_index, map_index)}]"

    def _log(self, task: Task) -> Path:
        mapped = "" if task["map_index"] == -1 else f"map_index={task['map_index']}"
        run = self._logs / f"dag_id={self._dag_id}" / f"run_id={self._run_id}"
        return run / f"task_id={task['task_id']}" / mapped / f"attempt={task['try_number']}.log"
