"""Airflow's scheduler, with the heavy packages of the tasks imported first.

Each task is a fork of the scheduler's workers: what is imported here once is not imported again by every task
(Great Expectations alone takes seconds). Packages only, nothing of ours: an edit of ours counts from the next task on.
"""

import logging
import sys
import warnings


def main() -> None:
    """Run `airflow scheduler` with the arguments of this command."""
    _import_what_tasks_need()
    from airflow.__main__ import main as airflow

    sys.argv = ["airflow", "scheduler", *sys.argv[1:]]
    airflow()


def _import_what_tasks_need() -> None:
    logging.getLogger("great_expectations").setLevel(logging.WARNING)  # or it logs 200 lines
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import airflow.sdk.execution_time.task_runner
        import great_expectations
        import pandas
        import psycopg
        import pyarrow.csv  # noqa: F401


if __name__ == "__main__":
    main()
