"""The files of this folder into their dimensions. What is the same already is not touched."""

import gzip
from pathlib import Path

from psycopg import sql
from sqlalchemy import Connection

from etl.errors import DataError
from etl.warehouse.copying import copy_csv, driver
from etl.warehouse.statements import statement

FOLDER = Path(__file__).parent
FILES = ("provinces", "province_succession", "province_aliases", "indicators", "stars", "admin_units")
# In this order: names are resolved by the provinces before them.
MERGES = (
    "dim_date",
    "dim_province",
    "bridge_province_succession",
    "dim_province_alias",
    "dim_admin_unit",
    "dim_indicator",
    "dim_star",
)


def merge_reference(connection: Connection) -> dict[str, int]:
    """Merge every file in the connection's transaction; gives the rows changed in each table.

    Raises DataError when two versions of a territory overlap.
    """
    for name in FILES:
        _copy(connection, name)
    changed = {table: connection.execute(statement(f"reference/{table}.sql")).rowcount for table in MERGES}
    if overlaps := connection.execute(statement("reference/overlapping_province.sql")).all():
        listed = ", ".join(f"{name} ({territory}, {day})" for territory, name, day in overlaps)
        raise DataError(
            f"provinces.csv: các phiên bản chồng ngày: {listed}; sửa valid_to của phiên bản trước. "
            f"/ provinces.csv: versions overlap: {listed}; mend valid_to of the version before."
        )
    for table in (table for table, rows in changed.items() if rows):
        connection.exec_driver_sql(f"analyze warehouse.{table}")
    return changed


def _copy(connection: Connection, name: str) -> None:
    """A file as a temporary table of that name, every column text; it ends with the transaction."""
    content = _content(name)
    header = content[: content.index(b"\n")].decode().strip().split(",")
    table = sql.Identifier("pg_temp", name)
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in header)
    driver(connection).execute(sql.SQL("create temporary table {} ({}) on commit drop").format(table, columns))
    copy_csv(connection, table, content)
    driver(connection).execute(sql.SQL("analyze {}").format(table))


def _content(name: str) -> bytes:
    packed = FOLDER / f"{name}.csv.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (FOLDER / f"{name}.csv").read_bytes()
