"""Schema, views and reference data, brought up to date. In a module of its own because Alembic is slow to import."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from etl.warehouse import views
from etl.warehouse.reference.merging import merge_reference

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection) -> None:
    """Do what is missing, in the connection's transaction; waits for another that is at it."""
    connection.execute(text("select pg_advisory_xact_lock(hashtext('ocop.migrate'))"))
    connection.execute(text("create schema if not exists ops"))  # where Alembic keeps its own table
    alembic = _alembic(connection)
    is_behind = _revision(connection) != ScriptDirectory.from_config(alembic).get_current_head()
    is_stale = is_behind or views.stale(connection)
    if is_stale:
        views.drop(connection)  # they would stand in the way of a table that changes
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
