"""Airflow's own database, for the little that its commands and its REST API do not offer."""

import contextlib
import importlib.metadata
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, text

from etl.runtime import airflow_home
from etl.warehouse import server


def is_migrated(home: Path) -> bool:
    """Whether `airflow db migrate` was done by this version of Airflow: asking Airflow itself takes seconds."""
    noted = text("select shobj_description(oid, 'pg_database') from pg_database where datname = 'airflow'")
    with _connection(home) as connection:
        return connection.execute(noted).scalar() == _version()


def note_migrated(home: Path) -> None:
    """Note that `airflow db migrate` was done."""
    with _connection(home) as connection:
        connection.execute(text(f"comment on database airflow is '{_version()}'"))


@contextlib.contextmanager
def pauses_kept(home: Path, dag_ids: Collection[str]) -> Iterator[list[str]]:
    """Each of the DAGs is paused, or not, after the block as it was before; gives those that were not.

    It is noted on file, so that `restore_pauses` can make up for a command that was killed.
    """
    restore_pauses(home)
    query = text("select dag_id from dag where not is_paused and dag_id = any(:dag_ids)")
    with _connection(home) as connection:
        running = list(connection.execute(query, {"dag_ids": list(dag_ids)}).scalars())
    _note(home).write_text(json.dumps({"dags": list(dag_ids), "running": running}))
    try:
        yield running
    finally:
        restore_pauses(home)


def restore_pauses(home: Path) -> None:
    """Pause or unpause DAGs as they were when `pauses_kept` noted it; does nothing when nothing is noted."""
    if not _note(home).exists():
        return
    noted = json.loads(_note(home).read_text())
    pause(home, set(noted["dags"]) - set(noted["running"]))
    change = text("update dag set is_paused = false where dag_id = any(:dag_ids)")
    with _connection(home) as connection:
        connection.execute(change, {"dag_ids": noted["running"]})
    _note(home).unlink()


def pause(home: Path, dag_ids: Collection[str]) -> None:
    """Start nothing of these DAGs, nor go on with what was started."""
    change = text("update dag set is_paused = true where dag_id = any(:dag_ids)")
    with _connection(home) as connection:
        connection.execute(change, {"dag_ids": list(dag_ids)})


def let_run(home: Path, dag_ids: Collection[str]) -> None:
    """Let the DAGs run what was asked for, without catching up a night that the schedule missed.

    Unpausing through the API starts the missed night at once. The DAG processor computes the next date again
    whenever it reads the DAG, twice a minute: call this again while you wait.
    """
    change = text("update dag set is_paused = false, next_dagrun_create_after = null where dag_id = any(:dag_ids)")
    with _connection(home) as connection:
        connection.execute(change, {"dag_ids": list(dag_ids)})


def _note(home: Path) -> Path:
    return airflow_home.folder(home) / "pauses.json"


def _version() -> str:
    return f"airflow {importlib.metadata.version('apache-airflow-core')}"


@contextlib.contextmanager
def _connection(home: Path) -> Iterator[Connection]:
    engine = create_engine(server.url(home, role="airflow", database="airflow"), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
