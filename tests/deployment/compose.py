"""docker-compose.yml as `docker compose` reads it: merged, and with the variables of an .env put in."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from etl.settings import PROJECT

FILE = PROJECT / "docker-compose.yml"
SERVICES = ("postgres", "prepare", "api-server", "scheduler", "dag-processor", "triggerer")
# ${NAME}, ${NAME:-default} or ${NAME:?message}
VARIABLE = re.compile(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}")

Service = dict[str, Any]


def services() -> dict[str, Service]:
    """Each service with what it merges from the anchors, its variables not yet put in."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"])


def variables() -> set[tuple[str, str, str]]:
    """Each use of a variable: name, operator (`:-`, `:?` or nothing), and the default or the message."""
    return set(VARIABLE.findall(FILE.read_text(encoding="utf-8")))


def make_env(folder: Path) -> Path:
    """The .env in the folder, after deploy/make_env.py was run on it."""
    subprocess.run([sys.executable, PROJECT / "deploy/make_env.py", folder], check=True, capture_output=True)
    return folder / ".env"


def read_env(path: Path) -> dict[str, str]:
    """The lines NAME=value of an .env."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))


def filled(value: Any, env: Mapping[str, str]) -> Any:
    """A part of the file with its variables put in; raises KeyError with the message of one that is missing."""
    if isinstance(value, dict):
        return {key: filled(each, env) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, env) for each in value]
    if isinstance(value, str):
        return VARIABLE.sub(lambda found: _value(found, env), value)
    return value


def _value(found: re.Match[str], env: Mapping[str, str]) -> str:
    name, operator, words = found.groups()
    if env.get(name):
        return env[name]
    if operator == ":-":
        return str(words)
    raise KeyError(f"{name}: {words}")
