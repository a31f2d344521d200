"""The records of a page: where its field table says, or as its adapter joins them."""

from collections.abc import Iterator
from typing import Any

from etl.errors import DataError
from etl.listings import values
from etl.marketplaces.adapter import Adapter, Page
from etl.marketplaces.fields import ABSENT, FieldTable, at


class RecordsMissing(DataError):
    """A page has no list of records at all: the platform has renamed it."""

    def __init__(self, kind: str, field: str) -> None:
        super().__init__(
            f"{kind}: thiếu trường «{field}», nơi phải có danh sách hàng; nếu sàn đã đổi tên thì sửa {kind}.yaml. "
            f"/ The field “{field}” with the list of listings is missing; mend {kind}.yaml if the platform has "
            "renamed it."
        )


def records_of(adapter: Adapter, table: FieldTable, page: Page) -> Iterator[tuple[str, Any]]:
    """Each record of a page with its JSON path. Raises RecordsMissing, which names the field, when there is no list.

    Null in the place of the list is an empty page: that is how some platforms end.
    """
    joined = adapter.records(page)
    if joined is not None:
        yield from joined
        return
    found = at(table.records, page.payload)
    if found is ABSENT or not isinstance(found, list | None):
        raise RecordsMissing(table.kind, table.records)
    for number, record in enumerate(found or ()):
        path = f"$.{table.records}[{number}]"
        if not isinstance(record, dict):
            yield path, record
        elif (read := adapter.record(page, record)) is not None:
            yield path, read


def code_of(table: FieldTable, record: Any) -> str | None:
    """The platform's own name for the listing of a record; None when it has none that can be read."""
    if not isinstance(record, dict):
        return None
    try:
        return values.code(table.value("listing_code", record))
    except values.Unparsed:
        return None
