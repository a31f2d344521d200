"""Airflow's settings on this machine."""

from pathlib import Path

import pytest

from etl.runtime import airflow_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    airflow_home.prepare(tmp_path / "home")
    return tmp_path / "home"


def test_secrets_are_for_their_owner_only(home: Path) -> None:
    files = [path for path in airflow_home.folder(home).iterdir() if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_secrets_are_made_once(home: Path) -> None:
    before = airflow_home.environment(home, 20000), airflow_home.password(home)
    airflow_home.prepare(home)
    assert (airflow_home.environment(home, 20000), airflow_home.password(home)) == before


def test_two_homes_share_no_secret(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    airflow_home.prepare(other)
    names = ("AIRFLOW__CORE__FERNET_KEY", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET")
    ours, theirs = airflow_home.environment(home, 20000), airflow_home.environment(other, 20000)
    assert not {ours[name] for name in names} & {theirs[name] for name in names}
    assert airflow_home.password(home) != airflow_home.password(other)


def test_every_address_is_of_this_machine_alone(home: Path) -> None:
    environment = airflow_home.environment(home, 23456)
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:23456/execution/"
    assert environment["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:23456"


def test_no_proxy_stands_between_tasks_and_the_api_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "example.vn")
    assert airflow_home.environment(home, 20000)["NO_PROXY"] == "example.vn,127.0.0.1"


def test_what_airflow_keeps_is_closed_to_others(home: Path) -> None:
    assert airflow_home.folder(home).stat().st_mode & 0o777 == 0o700


def test_the_home_of_a_relative_setting_is_absolute_for_every_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl import settings

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCOP_HOME", "relative")
    airflow_home.prepare(settings.home())
    assert airflow_home.environment(settings.home(), 20000)["OCOP_HOME"] == str(tmp_path / "relative")
