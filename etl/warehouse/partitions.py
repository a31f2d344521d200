"""Partitions of a fact, one a month, made by the loader when a night needs one."""

from datetime import date, timedelta

from sqlalchemy import Table, text

from etl.warehouse.database import engine


def name(table: Table, day: date) -> str:
    """The partition of a day: warehouse.fact_listing_snapshot_2026_11."""
    return f"{table.fullname}_{day:%Y_%m}"


def make(table: Table, day: date) -> None:
    """Make the partition of a day when it is missing.

    Made beside its table and attached then, which does not keep those waiting who read the table.
    """
    partition, first = name(table, day), day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    with engine().begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(hashtext(:lock))"), {"lock": f"partition.{partition}"})
        if connection.scalar(text("select to_regclass(:partition)"), {"partition": partition}):
            return
        connection.exec_driver_sql(f"create table {partition} (like {table.fullname} including all)")
        connection.exec_driver_sql(
            f"alter table {table.fullname} attach partition {partition} for values from ('{first}') to ('{following}')"
        )
