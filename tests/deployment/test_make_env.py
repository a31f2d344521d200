"""deploy/make_env.py: the secrets of a server, made once and never lost."""

import re
from pathlib import Path

from compose import make_env, read_env
from cryptography.fernet import Fernet


def test_every_secret_is_filled_in(env_file: Path) -> None:
    assert [name for name, value in read_env(env_file).items() if not value] == []


def test_the_file_is_its_owners_only(env_file: Path) -> None:
    assert env_file.stat().st_mode & 0o777 == 0o600


def test_secrets_can_stand_in_a_url(env_file: Path) -> None:
    passwords = {name: value for name, value in read_env(env_file).items() if "FERNET" not in name}
    assert {name for name, value in passwords.items() if not re.fullmatch("[0-9a-f]{64}", value)} == set()


def test_the_fernet_key_is_one(env_file: Path) -> None:
    Fernet(read_env(env_file)["AIRFLOW_FERNET_KEY"])


def test_no_two_secrets_are_the_same(env_file: Path, tmp_path: Path) -> None:
    values = [*read_env(env_file).values(), *read_env(make_env(tmp_path)).values()]
    assert len(set(values)) == len(values)


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    first = make_env(tmp_path).read_text()
    assert make_env(tmp_path).read_text() == first


def test_what_is_missing_is_added_and_the_rest_kept(tmp_path: Path) -> None:
    before = read_env(make_env(tmp_path))
    lines = (tmp_path / ".env").read_text().splitlines(keepends=True)
    (tmp_path / ".env").write_text("".join(line for line in lines if "AIRFLOW_JWT_SECRET" not in line))
    after = read_env(make_env(tmp_path))
    assert set(after) == set(before)
    assert {name for name in before if before[name] != after[name]} == {"AIRFLOW_JWT_SECRET"}
