"""The records of a page: where its field table says, or as its adapter joins them."""

from collections.abc import Iterator
from typing import Any

from etl.errors import DataError
from etl.listings import values
from etl.marketplaces.adapter import Adapter
from etl.marketplaces.fields import ABSENT, FieldTable, at


class RecordsMissing(DataError):
    """A page has no list of records at all: the platform has renamed it."""


def records_of(adapter: Adapter, table: FieldTable, page_name: str, payload: Any) -> Iterator[tuple[str, Any]]:
    """Each record of a page with its JSON path. Raises RecordsMissing, which names the field, when there is no list.

    Null in the place of the list is an empty page: that is how some platforms end.
    """
    joined = adapter.records(page_name, payload)
    if joined is not None:
        yield from joined
        return
    found = at(table.records, payload)
    if found is ABSENT or not isinstance(found, list | None):
        raise RecordsMissing(
            f"{table.kind}: thiếu trường «{table.records}», nơi phải có danh sách hàng; nếu sàn đã đổi tên thì sửa "
            f"{table.kind}.yaml. / The field “{table.records}” with the list of listings is missing; mend "
            f"{table.kind}.yaml if the platform has renamed it."
        )
    for number, record in enumerate(found or ()):
        yield f"$.{table.records}[{number}]", record


def code_of(table: FieldTable, record: Any) -> str | None:
    """The platform's own name for the listing of a record; None when it has none that can be read."""
    if not isinstance(record, dict):
        return None
    try:
        return values.code(table.value("listing_code", record))
    except values.Unparsed:
        return None
