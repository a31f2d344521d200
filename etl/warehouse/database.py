"""Connections to the warehouse, and its schema brought up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from etl import settings
from etl.errors import DataError

TIMEZONE = f"-c timezone={settings.TIMEZONE.key}"
# The same defaults as the role's own (migration 0001): a managed server's role may lack them.
ANALYST = f"{TIMEZONE} -c default_transaction_read_only=on -c statement_timeout=60s -c search_path=mart,warehouse,ops"


def engine() -> Engine:
    """The warehouse, as its loader. Connections are not kept: tasks are forked, and each does one thing."""
    return create_engine(settings.warehouse_url(), poolclass=NullPool, connect_args={"options": TIMEZONE})


def analyst_engine() -> Engine:
    """The warehouse, as the read-only analyst: sees mart, warehouse and ops, and a query has a minute."""
    return create_engine(settings.analyst_url(), poolclass=NullPool, connect_args={"options": ANALYST})


@contextmanager
def in_use() -> Iterator[None]:
    """The warehouse for as long as a command lasts: the embedded server is up, unless the warehouse is elsewhere.

    Raises DataError when there is no warehouse, or one of an older version.
    """
    from etl.warehouse import server

    elsewhere = os.environ.get("OCOP_WAREHOUSE_URL")
    try:
        with nullcontext() if elsewhere else server.in_use(settings.home()):
            yield
    except (OperationalError, ProgrammingError) as problem:
        raise DataError(
            "Chưa có kho, hoặc kho còn ở bản cũ; chạy `make nightly`. "
            f"/ There is no warehouse yet, or it is of an older version; run `make nightly`.\n{problem.orig}"
        ) from problem


def migrate() -> None:
    """Bring schema, views and reference data up to date, all or nothing. A second call changes no row.

    Calls at the same time wait for each other.
    """
    from etl.warehouse.migrating import bring_up_to_date

    with engine().begin() as connection:
        bring_up_to_date(connection)
