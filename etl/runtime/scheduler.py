"""Airflow's scheduler, with the heavy packages of the tasks imported first.

Each task is a fork of the scheduler's workers: what is imported here once is not imported again by every task
(Great Expectations alone takes seconds). Packages only, nothing of ours: an edit of ours counts from the next task on.
"""

import importlib
import logging
import runpy
import sys
import warnings

NEEDED = ("airflow.sdk.execution_time.task_runner", "great_expectations", "pandas", "pyarrow.csv", "psycopg")


def main() -> None:
    """Run `airflow scheduler` with the arguments of this command."""
    _import_what_tasks_need()
    sys.argv = ["airflow", "scheduler", *sys.argv[1:]]
    runpy.run_module("airflow", run_name="__main__")


def _import_what_tasks_need() -> None:
    logging.getLogger("great_expectations").setLevel(logging.WARNING)  # or it logs 200 lines
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for package in NEEDED:
            importlib.import_module(package)


if __name__ == "__main__":
    main()
