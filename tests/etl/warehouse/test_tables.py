"""The dictionary keeps its own grammar, and the migrated database is what the dictionary says."""

from collections import defaultdict

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Boolean, Column, Date, DateTime, Engine, Integer, Numeric, Table, text

from etl.warehouse import database
from etl.warehouse.tables import metadata

TABLES = sorted(metadata.tables.values(), key=str)
TYPED = [table for table in TABLES if table.schema in ("warehouse", "ops")]
COLUMNS = [column for table in TYPED for column in table.columns]
DATE_NAMES = ("_date", "_on", "valid_from", "valid_to", "date_id")
SCHEMAS = {"staging", "quarantine", "warehouse", "mart", "ops"}


def _column(column: Column[object]) -> str:
    return f"{column.table.name}.{column.name}"


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_table_and_column_says_what_it_means_in_both_languages(table: Table) -> None:
    for thing in (table, *table.columns):
        assert thing.info["vi"], thing
        assert thing.info["en"], thing
        assert thing.comment.startswith(f"{thing.info['vi']} / {thing.info['en']}"), thing


def test_tables_of_the_star_are_dimensions_facts_or_bridges_in_the_singular() -> None:
    names = [table.name for table in TABLES if table.schema == "warehouse"]
    assert [name for name in names if not name.startswith(("dim_", "fact_", "bridge_"))] == []
    assert [name for name in names if name.endswith("s") and name != "dim_province_alias"] == []


@pytest.mark.parametrize("column", COLUMNS, ids=_column)
def test_a_name_tells_the_type(column: Column[object]) -> None:
    name, type_ = column.name, column.type
    assert isinstance(type_, Boolean) == name.startswith(("is_", "has_"))
    assert isinstance(type_, DateTime) == name.endswith("_at")
    assert isinstance(type_, Date) == name.endswith(DATE_NAMES)
    if isinstance(type_, DateTime):
        assert type_.timezone, "an instant has a zone"
    if name.endswith("_key"):
        assert isinstance(type_, Integer)
    if name.endswith(("_code", "_name", "_vi", "_en", "_url", "_type")):
        assert str(type_) == "TEXT"


def test_the_same_name_has_the_same_type_everywhere() -> None:
    types = defaultdict(set)
    for column in COLUMNS:
        types[column.name].add(str(column.type))
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_numbers_that_are_no_keys_have_a_unit_or_a_plain_meaning() -> None:
    counted = [column for column in COLUMNS if column.name.startswith(("rows_", "documents", "size_"))]
    assert [_column(column) for column in counted if not column.info["unit"]] == []
    assert all(isinstance(column.type, Integer | Numeric) for column in counted)


@pytest.mark.parametrize("table", TYPED, ids=str)
def test_every_table_has_a_primary_key(table: Table) -> None:
    assert list(table.primary_key.columns)


def test_the_migrated_database_is_the_dictionary_with_its_comments(warehouse: Engine) -> None:
    with warehouse.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name in SCHEMAS,
                "version_table_schema": "ops",
                "compare_type": True,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, metadata) == []


# What compare_metadata does not look at: check constraints, partial indexes, names, unlogged tables.
CATALOGUE = """
    select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint
    where connamespace::regnamespace::text in ('staging', 'quarantine', 'warehouse', 'ops') and contype <> 'n'
    union
    select indexdef from pg_indexes where schemaname in ('staging', 'quarantine', 'warehouse', 'ops')
    union
    select oid::regclass::text || ' ' || relpersistence::text
    from pg_class
    where relnamespace::regnamespace::text in ('staging', 'quarantine', 'warehouse', 'ops') and relkind = 'r'
"""


def test_constraints_and_indexes_are_those_of_the_dictionary(warehouse: Engine, empty_database: str) -> None:
    with warehouse.connect() as connection:
        migrated = {line for (line,) in connection.execute(text(CATALOGUE)) if "alembic_version" not in line}
    with database.engine().begin() as connection:
        for schema in SCHEMAS:
            connection.execute(text(f"create schema {schema}"))
        metadata.create_all(connection)
        described = {line for (line,) in connection.execute(text(CATALOGUE))}
    assert migrated ^ described == set()
