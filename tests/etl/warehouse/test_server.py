"""The embedded server, as root and as an ordinary user: each test on a real one of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from etl.processes import is_alive
from etl.settings import PROJECT
from etl.warehouse import server

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server under another account")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "a home"
    yield home
    server.remove(home)


def ask(home: Path, query: str, role: str = "ocop_loader", database: str = "ocop") -> object:
    engine = create_engine(server.url(home, role, database))
    try:
        with engine.begin() as connection:
            result = connection.execute(text(query))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def socket_folder(home: Path) -> Path:
    return Path(str(make_url(server.url(home, "postgres", "postgres")).query["host"]))


def data(home: Path) -> Path:
    return (home / "postgres").resolve() / "data"


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int((data(home) / "postmaster.pid").read_text().split()[0]))


def test_the_first_start_makes_the_roles_and_databases(home: Path) -> None:
    server.start(home)
    owners = (
        "select string_agg(datname || ' ' || rolname, ', ' order by 1) from pg_database join pg_roles r "
        "on r.oid = datdba where datname in ('ocop', 'airflow')"
    )
    assert ask(home, owners) == "airflow airflow, ocop ocop_loader"


def test_the_loader_may_make_roles(home: Path) -> None:
    server.start(home)
    assert ask(home, "select rolcreaterole from pg_roles where rolname = current_user") is True


def test_the_warehouse_has_the_time_of_vietnam(home: Path) -> None:
    server.start(home)
    assert ask(home, "select current_setting('timezone')") == "Asia/Ho_Chi_Minh"


def test_vietnamese_letters_have_upper_and_lower_case(home: Path) -> None:
    server.start(home)
    assert ask(home, "select lower('ĐẮK LẮK')") == "đắk lắk"


def test_it_listens_on_no_port(home: Path) -> None:
    server.start(home)
    assert ask(home, "select current_setting('listen_addresses')") == ""
    assert not postmaster(home).net_connections("inet")


def test_only_its_account_can_reach_the_socket(home: Path) -> None:
    server.start(home)
    found = socket_folder(home).stat()
    assert (found.st_mode & 0o777, found.st_uid) == (0o700, postmaster(home).uids().real)


def test_a_second_start_leaves_the_server_alone(home: Path) -> None:
    server.start(home)
    before = postmaster(home).pid
    server.start(home)
    assert postmaster(home).pid == before


def test_stop_leaves_nothing_behind(home: Path) -> None:
    server.start(home)
    process = postmaster(home)
    family = [process, *process.children(recursive=True)]
    server.stop(home)
    assert not [each for each in family if is_alive(each)]
    assert not socket_folder(home).exists()
    assert not server.running(home)


def test_stop_of_a_server_that_never_was_does_nothing(home: Path) -> None:
    server.stop(home)
    assert not home.exists()


def test_a_very_long_path_is_fine(tmp_path: Path) -> None:
    home = tmp_path / ("đường dẫn " * 15).strip() / ("x" * 200) / ("y" * 200)
    try:
        server.start(home)
        assert ask(home, "select 1") == 1
    finally:
        server.remove(home)


def test_environment_variables_of_other_servers_do_not_count(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "6543")
    monkeypatch.setenv("PGDATA", "/nowhere")
    server.start(home)
    assert ask(home, "select 1") == 1


def test_what_was_committed_is_there_after_kill_9(home: Path) -> None:
    server.start(home)
    ask(home, "create table kept as select 42 as answer")
    postmaster(home).send_signal(signal.SIGKILL)
    server.start(home)
    assert ask(home, "select answer from kept") == 42


def test_kill_9_of_everything_is_recovered_from(home: Path) -> None:
    server.start(home)
    ask(home, "create table kept as select 42 as answer")
    process = postmaster(home)
    for each in [process, *process.children(recursive=True)]:
        each.kill()
    assert not server.running(home)
    server.start(home)
    assert ask(home, "select answer from kept") == 42


def test_a_pid_that_is_another_program_by_now_is_no_server(home: Path) -> None:
    server.start(home)
    pid_file = data(home) / "postmaster.pid"
    content = pid_file.read_text()
    server.stop(home)
    pid_file.write_text(content.replace(content.split("\n")[0], str(os.getpid()), 1))
    assert not server.running(home)
    server.stop(home)  # would have sent us a signal
    server.start(home)
    assert ask(home, "select 1") == 1


def test_an_interrupted_initdb_is_made_anew(home: Path) -> None:
    server.start(home)
    server.stop(home)
    half = data(home).with_name("init-half")
    shutil.move(data(home), half)  # killed before the rename
    (half / "global/pg_control").unlink()
    server.start(home)
    assert ask(home, "select 1") == 1
    assert not half.exists()


def test_an_interrupted_first_start_is_completed(home: Path) -> None:
    server.start(home)
    administrator = make_url(server.url(home, "postgres", "postgres")).set(drivername="postgresql")
    with psycopg.connect(administrator.render_as_string(), autocommit=True) as connection:
        connection.execute("drop database airflow")
        connection.execute("drop role airflow")
    server.start(home)
    assert ask(home, "select current_user", role="airflow", database="airflow") == "airflow"


def test_starts_at_the_same_time_make_one_server(home: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(server.start, [home] * 4))
    folder = str(data(home))
    postgres = [each for each in psutil.process_iter() if each.name() == "postgres" and each.cwd() == folder]
    assert len([each for each in postgres if each.ppid() == 1 or each.parent().name() != "postgres"]) == 1


def test_a_home_that_moves_takes_its_data_along(home: Path) -> None:
    server.start(home)
    ask(home, "create table kept as select 42 as answer")
    there = home.with_name("moved")
    home.rename(there)
    try:
        server.start(there)
        assert ask(there, "select answer from kept") == 42
    finally:
        server.remove(there)


def test_a_home_that_was_deleted_starts_afresh(home: Path) -> None:
    server.start(home)
    ask(home, "create table old as select 42 as answer")
    left = data(home).parent
    shutil.rmtree(home)
    try:
        server.start(home)
        assert ask(home, "select to_regclass('old')") is None
    finally:
        for set_aside in left.parent.glob(f"{left.name}.old-*"):
            shutil.rmtree(set_aside)


def test_a_link_in_place_of_the_socket_folder_is_refused(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    socket_folder(home).symlink_to(elsewhere)
    try:
        with pytest.raises(server.ServerError, match="not a folder of yours"):
            server.start(home)
        assert elsewhere.stat().st_mode & 0o777 == 0o755
    finally:
        socket_folder(home).unlink()


@as_root
def test_a_socket_folder_of_somebody_else_is_refused(home: Path) -> None:
    socket_folder(home).mkdir(mode=0o755)
    os.chown(socket_folder(home), 54321, 54321)
    try:
        with pytest.raises(server.ServerError, match="not a folder of yours"):
            server.start(home)
        assert socket_folder(home).stat().st_mode & 0o777 == 0o755
    finally:
        socket_folder(home).rmdir()


@as_root
def test_root_leaves_a_home_with_a_server_of_somebody_else_alone(home: Path) -> None:
    (home / "postgres").mkdir(parents=True)
    with pytest.raises(server.ServerError, match="another user"):
        server.start(home)


def test_the_last_user_stops_the_server(home: Path) -> None:
    with server.in_use(home):
        with server.in_use(home):
            assert ask(home, "select 1") == 1
        assert server.running(home)
    assert not server.running(home)


def test_users_leave_a_server_running_that_was_started_to_stay(home: Path) -> None:
    server.start(home)
    with server.in_use(home):
        pass
    assert server.running(home)


def test_a_user_that_is_killed_counts_no_more(home: Path) -> None:
    holding = (
        f"from pathlib import Path; from etl.warehouse import server; import os, signal\n"
        f"with server.in_use(Path({str(home)!r})): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", holding], cwd=PROJECT, check=False)
    assert server.running(home)
    with server.in_use(home):
        pass
    assert not server.running(home)


@pytest.fixture
def ordinary_user() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


@as_root
def test_an_ordinary_user_gets_a_server_of_its_own_account(ordinary_user: pwd.struct_passwd) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ordinary "))  # tmp_path is closed to others
    os.chown(folder, ordinary_user.pw_uid, ordinary_user.pw_gid)
    script = (
        "import os; from pathlib import Path; from etl.warehouse import server; import psycopg\n"
        f"home = Path({str(folder / 'home')!r})\n"
        "server.start(home)\n"
        "print(server.running(home), (home / 'postgres/data').stat().st_uid == os.getuid())\n"
        "server.remove(home)\n"
        "print(server.running(home), list(home.iterdir()))\n"
    )
    try:
        done = as_user(ordinary_user, script)
    finally:
        shutil.rmtree(folder)
    assert done == "True True\nFalse []\n"


def as_user(user: pwd.struct_passwd, script: str) -> str:
    """What a Python script prints, run by that user; skipped where this Python is closed to other users."""
    packages = os.pathsep.join([str(PROJECT), *filter(None, sys.path)])
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            done = subprocess.run(
                [python, "-c", script],
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
                cwd="/",
                env={"PATH": os.environ["PATH"], "PYTHONPATH": packages},
                capture_output=True,
                text=True,
                check=False,
            )
        except PermissionError:
            continue
        assert done.returncode == 0, done.stderr
        return done.stdout
    pytest.skip("no Python here that other users may run")
