"""Airflow's settings on this machine, as environment variables: nothing of Airflow is imported here.

Each `OCOP_HOME` has an Airflow of its own: its folder, its database on the embedded server, its secrets, its port.
Everything listens on 127.0.0.1 only.
"""

import contextlib
import json
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from etl.settings import PROJECT, TIMEZONE
from etl.warehouse import server

USER = "admin"
HOST = "127.0.0.1"


def folder(home: Path) -> Path:
    """Where Airflow keeps its files: logs, secrets, the password of its user."""
    return home / "airflow"


def password_file(home: Path) -> Path:
    """The file with the password of Airflow's user, as JSON {user: password}, for its owner only."""
    return folder(home) / "password.json"


def password(home: Path) -> str:
    """The password of Airflow's user."""
    return str(json.loads(password_file(home).read_text())[USER])


def base_url(port: int) -> str:
    """Where the UI and the REST API are."""
    return f"http://{HOST}:{port}"


def make_folder(home: Path) -> None:
    """Make the folder where Airflow keeps its files, for its owner only."""
    home.mkdir(parents=True, exist_ok=True)
    folder(home).mkdir(mode=0o700, exist_ok=True)


def prepare(home: Path) -> None:
    """Make the folder, the password and the secrets, once; they are readable to their owner only."""
    make_folder(home)
    # an own file, though an empty one: without it each process would write a default one, all at the same time
    _write_once(folder(home) / "airflow.cfg", "# the settings are environment variables: etl/runtime/airflow_home.py\n")
    _write_once(password_file(home), json.dumps({USER: secrets.token_urlsafe(12)}) + "\n")
    _write_once(
        _secrets_file(home),
        json.dumps(
            {
                "AIRFLOW__CORE__FERNET_KEY": Fernet.generate_key().decode(),
                "AIRFLOW__API__SECRET_KEY": secrets.token_hex(32),
                "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(32),
            }
        ),
    )


def environment(home: Path, port: int) -> dict[str, str]:
    """The environment of every Airflow process of this home, its API on this port. `prepare` was called before."""
    airflow = folder(home)
    return {
        **os.environ,
        **json.loads(_secrets_file(home).read_text()),
        "OCOP_HOME": str(home),
        **_no_proxy(),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH")))),
        "AIRFLOW_HOME": str(airflow),
        "AIRFLOW_CONFIG": str(airflow / "airflow.cfg"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": server.url(home, role="airflow", database="airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
        "AIRFLOW__CORE__DEFAULT_TIMEZONE": TIMEZONE.key,
        "AIRFLOW__CORE__HOSTNAME_CALLABLE": "socket.gethostname",  # the default asks the name server
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(password_file(home)),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base_url(port)}/execution/",
        "AIRFLOW__API__HOST": HOST,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": base_url(port),
        "AIRFLOW__API__INSTANCE_NAME": "OCOP",
        "AIRFLOW__API__DEFAULT_WRAP": "True",  # messages are sentences, longer than the log is wide
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(airflow / "logs"),
        "AIRFLOW__LOGGING__COLORED_CONSOLE_LOG": "False",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_STORAGE_PATH": str(airflow / "bundles"),  # the default is shared in /tmp
        "GX_ANALYTICS_ENABLED": "false",
        "SCARF_ANALYTICS": "false",
        "NO_COLOR": "1",
    }


def _no_proxy() -> dict[str, str]:
    """Tasks talk with the API server directly, whatever proxy leads to the world."""
    spared = os.environ.get("NO_PROXY") or os.environ.get("no_proxy")
    return dict.fromkeys(("NO_PROXY", "no_proxy"), f"{spared},{HOST}" if spared else HOST)


def _secrets_file(home: Path) -> Path:
    return folder(home) / "secrets.json"


def _write_once(path: Path, content: str) -> None:
    """Write the file whole, for its owner only, unless it is there; of two writers, one wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
