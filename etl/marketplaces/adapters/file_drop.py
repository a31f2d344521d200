"""A feed of files in a folder or object store, for marketplaces without an API: docs/listing-feed.md is its contract.

One export is one file or several pages, named by its day: 2026-11-28.csv, 2026-11-28-trang-1.json. The latest day
counts, if it is the night's or the one before; a day still to come is a slip, and waits.
"""

import csv
import io
import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from etl.errors import DataError
from etl.listings import values
from etl.marketplaces.adapter import Adapter, Page, Payload, Record, Request
from etl.marketplaces.marketplace import Query
from etl.marketplaces.refusals import MOST_SAID, NothingNew, Refused
from etl.nights import tonight
from etl.sources.folder import Folder
from etl.sources.http import Answer, PoliteSession
from etl.sources.object_store import ObjectStore
from etl.sources.received import Document
from etl.sources.source import Source

SCHEMA = Path(__file__).with_name("file_drop.schema.json")
NAMED_BY_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d).*\.(?:json|csv)", re.IGNORECASE)
FRESH = timedelta(days=1)


class FileDrop(Adapter):
    """The files of one drop folder; what they hold is the marketplace's own statement of all that it lists."""

    marketplace = "file-drop"
    name = "File drop"
    is_storefront = False
    is_asked_over_http = False
    query_kinds: ClassVar[tuple[str, ...]] = ("feed",)

    def start(self, query: Query) -> list[Request]:
        """The pages of the latest export. Raises NothingNew when none has come and none is due yet."""
        found = [(_day(document.name), document) for document in self._folder().listing()]
        named = [(day, document) for day, document in found if day and day <= tonight()]
        latest = max((day for day, _ in named), default=None)
        if latest is None:
            raise DataError(
                f"{self.source.base_url}: không có tệp nào tên bắt đầu bằng ngày (2026-11-28.json); xem "
                "docs/listing-feed.md. / There is no file named by its day; see docs/listing-feed.md."
            )
        self._refuse_old(latest)
        return [
            Request(file.name.replace("/", "_"), file.url)
            for day, file in sorted(named, key=_in_order)
            if day == latest
        ]

    def follow(self, request: Request, payload: Payload) -> list[Request]:
        """Nothing: the folder has listed all pages."""
        return []

    def base_url(self, request: Request) -> str:
        """None: a file is named by its whole path."""
        return ""

    def total(self, request: Request, payload: Payload) -> int | None:
        """As the export says."""
        total = payload.get("total")
        return None if total is None else int(total)

    def ask(self, request: Request, session: PoliteSession) -> Answer:
        """Read the file."""
        received = self._folder().get(Document(request.name, request.path), {})
        return Answer(received.url, 200, {}, received.content)

    def judge(self, answer: Answer) -> Payload:
        """The export, whose envelope must keep to the schema; its listings are judged one by one later."""
        name = PurePosixPath(answer.url).name
        try:
            payload = self.payload(answer.content)
        except (ValueError, RecursionError, csv.Error) as problem:
            said = str(problem)[:MOST_SAID]
            raise Refused(
                answer.url, f"{name}: không phải JSON hay CSV UTF-8 / is no JSON or CSV in UTF-8: {said}"
            ) from None
        envelope = {**payload, "items": payload["items"][:1]} if _has_items(payload) else payload
        broken = best_match(error for error in _schema().iter_errors(envelope) if len(error.path) < 2)
        if broken is not None:
            # from its end: the beginning of a message quotes what was received, all of it
            raise Refused(answer.url, f"{broken.json_path}: {broken.message[-MOST_SAID:]}; docs/listing-feed.md")
        try:
            self.as_of(payload)
        except values.Unparsed as problem:
            raise Refused(answer.url, f"$.export_time: {problem}; docs/listing-feed.md") from None
        return payload

    def payload(self, content: bytes) -> Payload:
        """The export of a JSON file, or of a CSV file with the same meaning."""
        text = content.decode("utf-8-sig")
        return json.loads(text) if text.lstrip()[:1] in ("{", "[") else _from_csv(text)

    def as_of(self, payload: Payload) -> str | None:
        """When it was exported."""
        exported = values.instant(payload["export_time"])
        return exported.isoformat() if exported else None

    def record(self, page: Page, record: dict[str, Any]) -> Record | None:
        """A listing, without a sale price that states none: it is on sale at its price."""
        try:
            is_reduced = values.price(record.get("sale_price")).low is not None
        except values.Unparsed:
            return record
        return record if is_reduced or "sale_price" not in record else {**record, "sale_price": None}

    def _folder(self) -> Folder | ObjectStore:
        where, source = self.source.base_url, self.source
        kind = "object_store" if where.startswith("s3://") else "folder"
        declared = Source(
            source.code, None, kind, where, source.owner, source.cadence_days, max_megabytes=source.max_megabytes
        )
        return ObjectStore(declared) if kind == "object_store" else Folder(declared)

    def _refuse_old(self, latest: date) -> None:
        if latest >= tonight() - FRESH:
            return
        due = latest + timedelta(days=self.source.cadence_days)
        if due >= tonight():
            raise NothingNew(
                f"{self.source.label}: chưa có tệp mới, tệp gần nhất của ngày {latest}, hạn {due}. "
                f"/ No new export yet: the latest is of {latest}, the next is due on {due}."
            )
        raise DataError(
            f"{self.source.label}: tệp gần nhất của ngày {latest}, quá hạn từ {due}; hỏi {self.source.owner}. "
            f"/ The latest export is of {latest}, overdue since {due}; ask {self.source.owner}."
        )


def _day(name: str) -> date | None:
    match = NAMED_BY_DAY.fullmatch(PurePosixPath(name).name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _in_order(named: tuple[date, Document]) -> str:
    return named[1].name


def _has_items(payload: Any) -> bool:
    return isinstance(payload, dict) and isinstance(payload.get("items"), list)


def _from_csv(text: str) -> dict[str, Any]:
    """An export of one row a listing; its envelope stands in columns of its own, the same in each row.

    In a line with more or fewer fields than there are columns nobody knows which is which: it is no record.
    """
    lines = [line for line in csv.reader(io.StringIO(text), strict=True) if line]
    columns = lines[0] if lines else []
    rows = [dict(zip(columns, line, strict=True)) if len(line) == len(columns) else line for line in lines[1:]]
    first = next((row for row in rows if isinstance(row, dict)), {})
    envelope = {name: first[name] for name in ("source", "export_time") if first.get(name)}
    numbers = {name: int(first[name]) for name in ("total", "page", "page_size") if first.get(name)}
    taken = {"source", "export_time", "total", "page", "page_size"}
    items = [
        {name: value or None for name, value in row.items() if name not in taken} if isinstance(row, dict) else row
        for row in rows
    ]
    return {**envelope, **numbers, "items": items}


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
