"""Connections to the warehouse, and its schema brought up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from etl import settings
from etl.warehouse import views
from etl.warehouse.reference.merging import merge_reference

MIGRATIONS = Path(__file__).parent / "migrations"
TIMEZONE = f"-c timezone={settings.TIMEZONE.key}"
# The same defaults as the role's own (migration 0001): a managed server's role may lack them.
ANALYST = f"{TIMEZONE} -c default_transaction_read_only=on -c statement_timeout=60s -c search_path=mart,warehouse,ops"


def engine() -> Engine:
    """The warehouse, as its loader. Connections are not kept: tasks are forked, and each does one thing."""
    return create_engine(settings.warehouse_url(), poolclass=NullPool, connect_args={"options": TIMEZONE})


def analyst_engine() -> Engine:
    """The warehouse, as the read-only analyst: sees mart, warehouse and ops, and waits a minute at most."""
    return create_engine(settings.analyst_url(), poolclass=NullPool, connect_args={"options": ANALYST})


def migrate() -> None:
    """Bring schema, views and reference data up to date, all or nothing. A second call changes no row.

    Calls at the same time wait for each other.
    """
    with engine().begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(hashtext('ocop.migrate'))"))
        connection.execute(text("create schema if not exists ops"))
        alembic = _alembic(connection)
        is_behind = _revision(connection) != ScriptDirectory.from_config(alembic).get_current_head()
        is_stale = is_behind or views.stale(connection)
        if is_stale:
            views.drop(connection)
        command.upgrade(alembic, "head")
        merge_reference(connection)
        if is_stale:
            views.create(connection)


def _alembic(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table_schema": "ops"}).get_current_revision()
