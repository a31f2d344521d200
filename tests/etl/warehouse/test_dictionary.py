from etl.settings import PROJECT
from etl.warehouse.dictionary import markdown
from etl.warehouse.tables import metadata


def test_the_schema_page_is_the_dictionary_of_today() -> None:
    page = (PROJECT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == markdown(), "run: .venv/bin/ocop dictionary > docs/schema.md"


def test_every_column_has_its_meaning_in_both_languages() -> None:
    without = [
        f"{table}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if not (column.info.get("en") and column.info.get("vi"))
    ]
    assert not without
