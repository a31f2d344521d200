"""Airflow for the DAG tests: one process, its metadata on the session's own embedded server."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Airflow reads its settings once, at its first import; so they stand here, before any test imports it.
os.environ.update(
    {
        "AIRFLOW_HOME": tempfile.mkdtemp(prefix="ocop-airflow-"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(Path(__file__).parents[2] / "dags"),
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS": "False",
        "OCOP_RETRY_DELAY_SECONDS": "0",
    }
)


@pytest.fixture(scope="session")
def dags() -> Iterator[object]:
    """The project's DAGs as Airflow parses them."""
    from airflow.dag_processing.dagbag import DagBag

    yield DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
