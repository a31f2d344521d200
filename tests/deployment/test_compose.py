"""docker-compose.yml and what is built from it, as files: their form, and what no server may do without."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from compose import FILE, SERVICES, VARIABLE, filled, read_env, services, variables

from etl.runtime import airflow_home
from etl.settings import PROJECT

AIRFLOW = SERVICES[1:]
STAYING = [name for name in SERVICES if name != "prepare"]
SECRET = re.compile("PASSWORD|SECRET|_KEY$|CONN$|URL$")
# what is another on a server than on an engineer's machine: where things are, who may enter, and its size
OF_THE_PLACE = re.compile(
    "OCOP_HOME|PYTHONPATH|AIRFLOW_HOME|AIRFLOW_CONFIG|.*_(KEY|SECRET|CONN|FOLDER|PATH|URL)$"
    "|.*__(API__HOST|API__PORT|CORE__PARALLELISM|CORE__SIMPLE_AUTH.*|SCHEDULER_IDLE_SLEEP_TIME)"
)


def test_the_file_keeps_to_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_it_has_the_services_of_one_server() -> None:
    assert set(services()) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root(name: str) -> None:
    assert services()[name]["user"] in ("ocop", "postgres")


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_may_gain_rights(name: str) -> None:
    service = services()[name]
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert not {"privileged", "cap_add", "pid", "network_mode"} & set(service)


@pytest.mark.parametrize("name", SERVICES)
def test_the_log_of_each_service_has_a_limit(name: str) -> None:
    assert set(services()[name]["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize("name", STAYING)
def test_each_service_that_stays_is_checked_and_started_again(name: str) -> None:
    service = services()[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", AIRFLOW[1:])
def test_airflow_starts_on_databases_that_are_ready(name: str) -> None:
    needed = {service: need["condition"] for service, need in services()[name]["depends_on"].items()}
    assert needed["postgres"] == "service_healthy"
    assert needed["prepare"] == "service_completed_successfully"


@pytest.mark.parametrize("name", AIRFLOW)
def test_airflow_is_one_image_with_one_environment(name: str) -> None:
    service, first = services()[name], services()["prepare"]
    own = {"AIRFLOW_ADMIN_USER", "AIRFLOW_ADMIN_PASSWORD", "FORWARDED_ALLOW_IPS"}

    def shared(environment: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in environment.items() if key not in own}

    assert (service["image"], service["volumes"]) == (first["image"], first["volumes"])
    assert shared(service["environment"]) == shared(first["environment"])


@pytest.mark.parametrize("name", AIRFLOW)
def test_the_superusers_password_is_postgresqls_alone(name: str) -> None:
    assert "POSTGRES_PASSWORD" not in str(services()[name])


@pytest.mark.parametrize("name", ["prepare", "scheduler", "dag-processor", "triggerer"])
def test_what_nobody_calls_from_outside_has_no_port(name: str) -> None:
    assert "ports" not in services()[name]


@pytest.mark.parametrize("name", ["postgres", "api-server"])
def test_ports_are_open_to_this_machine_only(name: str) -> None:
    assert [port.split(":")[0] for port in services()[name]["ports"]] == ["127.0.0.1"]


def test_a_variable_has_a_default_or_says_in_two_languages_how_to_make_it() -> None:
    silent = {
        name for name, operator, words in variables() if operator != ":-" and not re.search(r"hãy.* / run", words)
    }
    assert silent == set()


def test_no_secret_has_a_default() -> None:
    assert {name for name, operator, _ in variables() if SECRET.search(name) and operator == ":-"} <= {"OCOP_BASE_URL"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_is_written_into_the_file(name: str) -> None:
    literal = {
        key: value
        for key, value in services()[name]["environment"].items()
        if re.search("PASSWORD|SECRET|_KEY$", key) and value and not re.fullmatch(VARIABLE, value)
    }
    assert literal == {}
    assert not re.search(r"://\w+:(?!\$\{)[^@\s]+@", str(services()[name]))


@pytest.mark.parametrize("missing", sorted({name for name, operator, _ in variables() if operator == ":?"}))
def test_it_does_not_start_without_a_secret(missing: str, env_file: Path) -> None:
    env = read_env(env_file)
    del env[missing]
    with pytest.raises(KeyError, match=rf"{missing}: .*make_env\.py"):
        filled(services(), env)


def test_the_example_names_every_variable() -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    known = set(re.findall(r"^(?:# )?(\w+)=", example, re.MULTILINE))
    assert known - {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"} == {
        name for name, _, _ in variables()
    }


def test_both_airflows_agree_on_all_that_is_not_of_the_place(tmp_path: Path) -> None:
    airflow_home.prepare(tmp_path)
    local = airflow_home.environment(tmp_path, 8080)
    server = services()["scheduler"]["environment"]
    ours = {name for name in local if re.match("AIRFLOW|GX|SCARF|NO_COLOR|OCOP_HOME", name)}
    common = {name for name in ours if not OF_THE_PLACE.fullmatch(name)}
    assert {name: server.get(name) for name in common} == {name: local[name] for name in common}


def test_the_image_is_built_from_the_lock_and_nothing_else() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install (.*?)(?: \\)?$", dockerfile, re.MULTILINE)
    assert ["--require-hashes" in each or "--no-deps --no-build-isolation" in each for each in installs] == [True] * 2
    assert "--requirement requirements.lock" in installs[0]


def test_the_image_does_not_run_as_root() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE)[-1] == "ocop"


def test_the_image_has_the_python_of_the_tests() -> None:
    wanted = re.search(r"^FROM python:(\d+\.\d+)-slim", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    assert wanted and wanted[1] in (PROJECT / "pyproject.toml").read_text().split("requires-python")[1].split("\n")[0]


def test_what_goes_into_the_image_is_there_and_no_secret() -> None:
    kept = re.findall(r"^!(.*)$", (PROJECT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert [each for each in kept if not (PROJECT / each).exists()] == []
    assert not {".env", ".git", ".ocop"} & set(kept)
