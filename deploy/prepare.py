"""Bring a server's two databases up to date, and make Airflow's first user; run again, it changes nothing.

Airflow's commands run in this process: on a command line of its own, everybody on the machine could read the password.
"""

import os
import sys

from airflow.__main__ import main as run_airflow

from etl.runtime.pools import MARKETPLACE_MEANING, MARKETPLACE_POOL, MARKETPLACE_SLOTS
from etl.warehouse import database


def main() -> None:
    """Migrate Airflow's database and the warehouse, then the pool and the user, all as the environment says."""
    airflow("db", "migrate")
    database.migrate()
    airflow("pools", "set", MARKETPLACE_POOL, str(MARKETPLACE_SLOTS), MARKETPLACE_MEANING)
    user = os.environ["AIRFLOW_ADMIN_USER"]
    names = ["--firstname", "OCOP", "--lastname", user, "--email", f"{user}@localhost"]
    password = os.environ["AIRFLOW_ADMIN_PASSWORD"]
    airflow("users", "create", "--role", "Admin", "--username", user, "--password", password, *names)
    print("Sẵn sàng. / Ready.")


def airflow(*arguments: str) -> None:
    """Run one command of Airflow; it ends this process when it fails."""
    sys.argv = ["airflow", *arguments]
    run_airflow()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
