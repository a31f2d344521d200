"""A night, or nights gone by, through Airflow's own scheduler: start what is needed, run, show, sum up, stop."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from datetime import time as clock
from functools import partial
from pathlib import Path
from types import FrameType

from etl import settings
from etl.errors import DataError, PassingError
from etl.nights import tonight
from etl.runtime import airflow_home, components, listings_summary, metadata, summary
from etl.runtime.api import Api
from etl.runtime.components import Running
from etl.runtime.progress import Progress, say
from etl.sources import config
from etl.warehouse import database, server

PROVINCE_REPORTS, MARKETPLACE_LISTINGS, MARTS = "province_reports", "marketplace_listings", "marts"
FLOWS = (PROVINCE_REPORTS, MARKETPLACE_LISTINGS)
DAGS = (*FLOWS, MARTS)
COMPONENTS = ("api-server", "scheduler", "dag-processor")
PREFIX = "night__"
OVER = ("success", "failed")
PARSE_SECONDS = 120
FOLLOW_SECONDS = 120
Run = tuple[str, str]  # of a DAG, by its id
SETTINGS = {
    "OCOP_RETRY_DELAY_SECONDS": "5",  # somebody is waiting
    "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "86400",  # nobody edits a DAG meanwhile
}


def nightly(reports: Path | None = None) -> int:
    """Run tonight's flows and what follows them, from the listed sources or from the documents of a folder.

    A flow without a source is left out. Gives the exit status: 0 when all was well, 1 when something is red, 130 when
    it was interrupted.
    """
    if reports:
        os.environ["OCOP_REPORTS"] = str(_folder_of_reports(reports))
        config.listed()  # says now that the folder is empty
    run_id = f"{PREFIX}{datetime.now(settings.TIMEZONE):%Y-%m-%dT%H.%M.%S}"

    flows = [flow for flow, listed in zip(FLOWS, (config.listed(), config.marketplaces()), strict=True) if listed]

    def ask(api: Api) -> list[Run]:
        for flow in flows:
            api.trigger(flow, run_id, {})
        return [(flow, run_id) for flow in flows]

    return _run(ask)


def backfill(first: date, last: date, province: str | None = None, marketplace: str | None = None) -> int:
    """Load the nights from first to last again, from what was landed for them: all of them, or one province's reports,
    or one marketplace's listings.

    Gives the exit status: 0 when all was well, 1 when something is red, 130 when it was interrupted.
    """
    if first > last:
        raise DataError(f"{first} sau {last}: đổi chỗ hai ngày. / {first} is after {last}: swap the two days.")
    begin = datetime.combine(first, clock.min, settings.TIMEZONE)
    end = datetime.combine(last, clock.max, settings.TIMEZONE)

    def ask_flow(api: Api, flow: str, only: dict[str, str | None]) -> list[Run]:
        api.backfill(flow, begin, end, {"replay": True, **only})
        runs = api.runs(flow, run_type="backfill", logical_date_gte=begin, logical_date_lte=end)
        return [(flow, run["dag_run_id"]) for run in sorted(runs, key=lambda run: str(run["logical_date"]))]

    def ask(api: Api) -> list[Run]:
        reports = not marketplace and config.listed(province)
        listings = not province and config.marketplaces(marketplace)
        return [
            *(ask_flow(api, PROVINCE_REPORTS, {"province": province}) if reports else ()),
            *(ask_flow(api, MARKETPLACE_LISTINGS, {"marketplace": marketplace}) if listings else ()),
        ]

    return _run(ask, province)


def _run(ask: Callable[[Api], list[Run]], province: str | None = None) -> int:
    """Open Airflow, ask for runs, show them and what follows them, close it, sum up; gives the exit status."""
    home = settings.home()
    summaries: dict[str, Callable[[str], str]] = {
        PROVINCE_REPORTS: partial(summary.of_run, province=province),
        MARKETPLACE_LISTINGS: listings_summary.of_run,
    }
    _stop_when_told()
    try:
        with server.in_use(home), components.exclusive(home):
            with _airflow(home) as (airflow, at_rest):
                since = datetime.now(UTC)
                runs = ask(airflow.api)
                metadata.let_run(home, at_rest)
                watched = _watch(airflow, runs, at_rest)
                metadata.pause(home, at_rest & set(FLOWS))
                _wait_for_assets(airflow)
                following = airflow.api.runs(MARTS, run_after_gte=since.isoformat())
                watched += _watch(airflow, [(MARTS, run["dag_run_id"]) for run in following], set())
            for flow, run_id in runs:
                print(summaries[flow](run_id))
    except KeyboardInterrupt:
        say("Đã ngắt; chạy lại lúc nào cũng an toàn. / Interrupted; running it again is safe.")
        return 130
    red = [task for progress in watched for task in progress.red]
    if red:
        print("\nÔ đỏ và log của nó / red tasks and their logs", *red, sep="\n  ")
    return 0 if all(progress.state == "success" for progress in watched) else 1


def _watch(airflow: Running, runs: Sequence[Run], at_rest: set[str]) -> list[Progress]:
    """Show what runs do until they are over, side by side; DAGs `at_rest` do nothing else meanwhile."""
    logs = airflow_home.folder(airflow.home) / "logs"
    watched = [Progress(airflow.api, dag_id, run_id, logs) for dag_id, run_id in runs]
    while waiting := [progress for progress in watched if progress.state not in OVER]:
        time.sleep(0.5)
        airflow.check()
        metadata.let_run(airflow.home, at_rest)
        for progress in waiting:
            progress.show()
    return watched


def _wait_for_assets(airflow: Running) -> None:
    """Wait until what follows has begun; a run and the assets it announces change at the same moment."""
    deadline = time.monotonic() + FOLLOW_SECONDS
    while airflow.api.has_queued_assets(MARTS):
        if time.monotonic() > deadline:
            raise PassingError(f"DAG {MARTS} không bắt đầu. / The DAG {MARTS} does not begin.")
        time.sleep(0.5)
        airflow.check()


@contextlib.contextmanager
def _airflow(home: Path) -> Iterator[tuple[Running, set[str]]]:
    """Airflow for as long as the block lasts, its DAGs known: the one that is up, or one of our own.

    Gives also those of the DAGs that are at rest; where Airflow is up, others may run by their schedule.
    """
    running = components.find_up(home)
    if running:
        if settings.reports_folder():
            raise DataError(
                "Airflow đang mở (make up) với nguồn đã khai; hãy `make down` rồi chạy lại. / "
                "Airflow is up with the listed sources; run `make down`, then this again."
            )
        database.migrate()
        with metadata.pauses_kept(home, DAGS) as scheduled:
            yield running, set(DAGS) - set(scheduled)
        return
    say("Chuẩn bị cơ sở dữ liệu / preparing the databases")
    components.clear(home)
    try:
        components.migrate(home)
        with metadata.pauses_kept(home, DAGS):
            metadata.pause(home, DAGS)
            yield _own(home), set(DAGS)
    finally:
        _ignore_signals()
        say("Dừng Airflow / stopping Airflow")
        components.stop(home)


def _own(home: Path) -> Running:
    say("Mở Airflow / starting Airflow")
    since = datetime.now(UTC)
    running = components.start(home, COMPONENTS, SETTINGS)
    _wait_for_dags(running, since)
    _close_interrupted(running)
    say(f"Đêm / night {tonight()}: {running.api.base_url}/dags")
    return running


def _wait_for_dags(airflow: Running, since: datetime) -> None:
    """Wait until the DAG files as they are now have been read."""
    deadline = time.monotonic() + PARSE_SECONDS
    while True:
        known = [airflow.api.dag(dag_id) for dag_id in DAGS]
        if all(dag and datetime.fromisoformat(dag["last_parsed_time"]) >= since for dag in known):
            return
        for error in airflow.api.import_errors():
            if datetime.fromisoformat(error["timestamp"]) >= since:
                raise DataError(f"{error['filename']}:\n{error['stack_trace']}")
        if time.monotonic() > deadline:
            raise PassingError(f"Airflow không đọc được DAG {DAGS}. / Airflow does not find the DAGs {DAGS}.")
        time.sleep(0.3)
        airflow.check()


def _close_interrupted(airflow: Running) -> None:
    """Close what a killed command left open: nobody works on it, and it would hold back what comes now."""
    for flow in FLOWS:
        for unfinished in airflow.api.backfills(flow):
            airflow.api.cancel_backfill(unfinished["id"])
    for dag_id in DAGS:
        for run in airflow.api.runs(dag_id, state=["running", "queued"]):
            if run["state"] == "running" or run["dag_run_id"].startswith(PREFIX):
                airflow.api.fail_run(dag_id, run["dag_run_id"], "Bị ngắt giữa chừng. / It was interrupted.")


def _folder_of_reports(folder: Path) -> Path:
    if not folder.is_dir():
        raise DataError(f"Không có thư mục {folder}. / There is no folder {folder}.")
    return folder.resolve()


def _stop_when_told() -> None:
    """Take every request to stop as Ctrl-C, once: stopping must not be stopped itself."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
