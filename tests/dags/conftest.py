"""Airflow for the DAG tests: in this process, its metadata on the session's own embedded server."""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse import server

DAGS = Path(__file__).parents[2] / "dags"
PASSWORD = secrets.token_urlsafe(12)


@pytest.fixture(scope="session")
def airflow(server_home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Airflow's settings, which it reads once at its first import; so no test module imports it at its top."""
    home = tmp_path_factory.mktemp("airflow")
    passwords = home / "passwords.json"
    passwords.write_text(json.dumps({"admin": PASSWORD}))
    os.environ.update(
        {
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(32),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
            "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": server.url(server_home, "airflow", "airflow"),
            "AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS": "False",
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
            "OCOP_RETRY_DELAY_SECONDS": "0",
        }
    )


@pytest.fixture(scope="session")
def airflow_password() -> str:
    """The password of Airflow's user `admin`."""
    return PASSWORD


@pytest.fixture(scope="session")
def airflow_database(airflow: None) -> Iterator[None]:
    """Airflow's own tables."""
    from airflow import settings
    from airflow.utils.db import initdb

    initdb()
    yield
    settings.dispose_orm()  # before its server goes


@pytest.fixture(scope="session")
def dags(airflow: None) -> Iterator[object]:
    """The project's DAGs as Airflow parses them."""
    from airflow.dag_processing.dagbag import DagBag

    yield DagBag(str(DAGS))
