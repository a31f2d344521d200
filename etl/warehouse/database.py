"""Connections to the warehouse, and its schema brought up to date."""

from sqlalchemy import Engine, NullPool, create_engine

from etl import settings

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
    from etl.warehouse.migrating import bring_up_to_date

    with engine().begin() as connection:
        bring_up_to_date(connection)
