"""Migrations, roles and connections."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from etl.warehouse import database, server

Written = Callable[[], dict[str, list[tuple[str, str]]]]


def test_a_second_migrate_writes_no_row(written: Written) -> None:
    before = written()
    assert len(before["dim_province"]) == 101
    database.migrate()
    assert written() == before


def test_migrates_at_the_same_time_wait_for_each_other(empty_database: str) -> None:
    failures: list[BaseException] = []

    def migrate() -> None:
        try:
            database.migrate()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.engine().connect() as connection:
        assert connection.scalar(text("select count(*) from warehouse.dim_province")) == 101


@pytest.fixture
def managed_database(
    template: str, empty_database: str, server_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An empty database as a managed server gives it: its owner may not make roles, and the analyst's is there."""
    url = server.url(server_home, "managed_loader", empty_database)
    monkeypatch.setenv("OCOP_WAREHOUSE_URL", url)
    administrator = create_engine(
        server.url(server_home, "postgres", empty_database), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    with administrator.connect() as connection:
        connection.execute(text("create role managed_loader login"))
        connection.execute(text(f"alter database {empty_database} owner to managed_loader"))
        yield
        connection.execute(text(f"alter database {empty_database} owner to ocop_loader"))
        connection.execute(text("drop owned by managed_loader cascade"))
        connection.execute(text("drop role managed_loader"))


def test_an_owner_who_may_not_make_roles_can_migrate_when_the_analyst_is_there(managed_database: None) -> None:
    database.migrate()
    with database.analyst_engine().connect() as connection:
        assert connection.scalar(text("select count(*) from dim_star")) == 7


def test_a_changed_view_is_made_anew(warehouse: Engine) -> None:
    with warehouse.begin() as connection:
        connection.execute(text("update ops.applied_sql set sha256 = 'another' where folder = 'marts'"))
        connection.execute(text("drop view mart.current_figure cascade"))
    database.migrate()
    with warehouse.connect() as connection:
        assert connection.scalar(text("select count(*) from mart.current_figure")) == 0


@pytest.mark.parametrize("schema", ["warehouse", "ops", "mart"])
def test_the_analyst_reads_every_table_of(warehouse: Engine, schema: str) -> None:
    with warehouse.connect() as connection:
        names = connection.scalars(
            text(
                "select oid::regclass::text from pg_class "
                "where relnamespace = cast(:schema as regnamespace) and relkind in ('r', 'v', 'm')"
            ),
            {"schema": schema},
        ).all()
    assert names
    with database.analyst_engine().connect() as connection:
        for name in names:
            connection.exec_driver_sql(f"table {name} limit 1")


def test_the_analyst_reads_tables_made_later(warehouse: Engine) -> None:
    with warehouse.begin() as connection:
        connection.execute(text("create table mart.made_later as select 1 as one"))
    with database.analyst_engine().connect() as connection:
        assert connection.scalar(text("select one from made_later")) == 1


@pytest.mark.parametrize("name", ["staging.document", "staging.province_indicator", "quarantine.province_indicator"])
def test_the_analyst_sees_nothing_in(warehouse: Engine, name: str) -> None:
    with (
        database.analyst_engine().connect() as connection,
        pytest.raises(ProgrammingError, match="permission denied for schema"),
    ):
        connection.exec_driver_sql(f"table {name}")


@pytest.mark.parametrize(
    "statement",
    [
        "update warehouse.dim_star set name_en = ''",
        "delete from ops.load",
        "create table mart.mine as select 1",
        "create table public.mine as select 1",
        "set role ocop_loader",
    ],
)
def test_the_analyst_writes_nothing_even_when_asking_for_it(warehouse: Engine, statement: str) -> None:
    with database.analyst_engine().connect() as connection:
        connection.execute(text("set transaction read write"))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.exec_driver_sql(statement)


def test_the_analyst_has_defaults_of_the_role_itself(warehouse: Engine) -> None:
    with warehouse.connect() as connection:
        settings = connection.scalar(
            text(
                "select array_to_string(setconfig, ' ') from pg_db_role_setting where setrole = 'ocop_analyst'::regrole"
            )
        )
    assert "default_transaction_read_only=on" in settings
    assert "statement_timeout=60s" in settings
    assert "search_path=mart, warehouse, ops" in settings


def test_the_analyst_waits_a_minute_at_most(warehouse: Engine) -> None:
    with database.analyst_engine().connect() as connection:
        assert connection.scalar(text("show statement_timeout")) == "1min"
        connection.execute(text("set statement_timeout = 10"))
        with pytest.raises(DBAPIError, match="statement timeout"):
            connection.execute(text("select pg_sleep(10)"))


def test_days_are_those_of_vietnam(warehouse: Engine) -> None:
    for engine in (database.engine(), database.analyst_engine()):
        with engine.connect() as connection:
            assert connection.scalar(text("show timezone")) == "Asia/Ho_Chi_Minh"
