"""Landed pages -> listing rows, as text; made once for each night of a source and version of the rules.

A record that cannot be read becomes a row too, with what is wrong and its raw text: the checks hold it back, and the
others of its page go on. Rows are kept in pieces, so that a night of any size needs the memory of one piece.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl import landing, settings
from etl.landing import Landed
from etl.landing.crawls import by_query
from etl.listings import values
from etl.marketplaces import contract
from etl.marketplaces.adapter import Adapter, Page
from etl.marketplaces.contract import ContractBroken
from etl.marketplaces.fields import FieldTable, field_table
from etl.marketplaces.kinds import adapter_for
from etl.marketplaces.marketplace import Marketplace
from etl.marketplaces.records import records_of

COLUMNS = (
    "source_code",
    "query_code",
    "page_name",
    "sha256",
    "record_path",
    "fetched_at",
    "marketplace_code",
    "listing_code",
    "title",
    "url",
    "category_code",
    "category_name",
    "seller_code",
    "seller_name",
    "seller_location",
    "price_text",
    "price_vnd",
    "price_max_vnd",
    "list_price_text",
    "list_price_vnd",
    "sold_text",
    "sold_count",
    "is_sold_lower_bound",
    "rating",
    "reviews",
    "variants",
    "updated_at",
    "problems",
    "record",
)
SCHEMA = pa.schema([(name, pa.string()) for name in COLUMNS])
PIECE_ROWS = 5_000
MOST_EXAMPLES = 80  # characters of an unknown field that are kept

PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "listing_code": values.code,
    "title": values.text,
    "url": values.text,
    "category_code": values.text,
    "category_name": values.text,
    "seller_code": values.code,
    "seller_name": values.text,
    "seller_location": values.text,
    "price": values.price,
    "list_price": values.price,
    "sold": values.sold,
    "rating": values.rating,
    "reviews": values.whole,
    "variants": values.whole,
    "updated_at": values.instant,
}
TEXT_KEPT = ("price", "list_price", "sold")
NOTHING = {
    **dict.fromkeys(PARSERS),
    "price": values.Price(None, None, None),
    "list_price": values.Price(None, None, None),
    "sold": values.Count(None, None, False),
}

Row = tuple[str | None, ...]


@dataclass
class Drift:
    """How the records of a night differ from their field table."""

    records: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, table: FieldTable, record: Mapping[str, Any]) -> None:
        """Count what a record has too much, and what it lacks."""
        self.records += 1
        self.missing.update(table.missing(record))
        for field_name, value in table.unknown(record):
            name = values.raw_text(field_name) or "?"  # a text cut in the middle of an emoji cannot be stored
            self.unknown[name] += 1
            self.examples.setdefault(name, _example(value))

    def fields(self) -> list[dict[str, Any]]:
        """As ops.source_field has them: field_path, state, records, example."""
        return [
            {"field_path": name, "state": state, "records": count, "example": self.examples.get(name)}
            for state, counted in (("unknown", self.unknown), ("missing", self.missing))
            for name, count in sorted(counted.items())
        ]


@dataclass(frozen=True)
class Read:
    """What has been read of a night: `pieces` files of rows under `key`."""

    kind: str
    key: str
    pieces: int
    rows: int
    drift: Drift

    def examine(self) -> None:
        """Raises ContractBroken when more records lack a field that matters than may."""
        contract.examine(self.kind, self.drift.records, self.drift.missing)


@cache
def rules_version() -> str:
    """Short hash of all that decides how a page is read: adapters, field tables, the parsing of values."""
    folders = (settings.PROJECT / "etl" / "marketplaces", settings.PROJECT / "etl" / "listings")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".yaml", ".json"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def read(source: Marketplace, pages: Sequence[Landed]) -> Read:
    """Read the pages of a night, or take what these rules have read of them already.

    A reading without a field that matters is kept too, so that its drift can be told; `examine` says whether it counts.
    """
    key = key_of(source, pages)
    if landing.reading_exists(key, rules_version()):
        return _known(source.kind, key)
    drift = Drift()
    pieces = rows = 0
    for piece in _pieces(_rows(source, pages, drift)):
        landing.save_rows(key, rules_version(), pieces, _parquet(piece))
        pieces, rows = pieces + 1, rows + len(piece)
    counted = {"pieces": pieces, "rows": rows, "records": drift.records}
    drifted = {"unknown": drift.unknown, "missing": drift.missing, "examples": drift.examples}
    landing.save_reading(key, rules_version(), {**counted, **drifted})
    return Read(source.kind, key, pieces, rows, drift)


def pieces_of(read: Read) -> Iterator[pa.Table]:
    """The rows of a reading, piece by piece, in the columns of COLUMNS."""
    for number in range(read.pieces):
        yield pq.read_table(pa.BufferReader(landing.load_rows(read.key, rules_version(), number)))


def key_of(source: Marketplace, pages: Sequence[Landed]) -> str:
    """Names a reading by all that its rows tell: the pages, their names and times, the marketplace."""
    told = [[page.document_name, page.sha256, page.fetched_at] for page in pages]
    return hashlib.sha256(json.dumps([source.code, source.kind, source.marketplace, told]).encode()).hexdigest()


def usable(source: Marketplace, pages: Sequence[Landed]) -> Read | None:
    """What these rules have read in the pages; None when they have not, or when what matters was missing in them."""
    key = key_of(source, pages)
    if not landing.reading_exists(key, rules_version()):
        return None
    read = _known(source.kind, key)
    try:
        read.examine()
    except ContractBroken:
        return None
    return read


def _known(kind: str, key: str) -> Read:
    kept = landing.load_reading(key, rules_version())
    drift = Drift(kept["records"], Counter(kept["unknown"]), Counter(kept["missing"]), kept["examples"])
    return Read(kind, key, kept["pieces"], kept["rows"], drift)


def _pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    piece: list[Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE_ROWS:
            yield piece
            piece = []
    if piece:
        yield piece


def _parquet(rows: list[Row]) -> bytes:
    arrays = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA), sink, compression="zstd")
    return bytes(sink.getvalue())


def _rows(source: Marketplace, pages: Sequence[Landed], drift: Drift) -> Iterator[Row]:
    adapter, table = adapter_for(source), field_table(source.kind)
    for query_code, page_name, landed in by_query(pages):
        page = Page(page_name, landed.fetched_at, adapter.payload(landing.content(landed.sha256)))
        for path, record in records_of(adapter, table, page):
            where = (source.code, query_code, page_name, landed.sha256, path, landed.fetched_at, source.marketplace)
            yield _row(adapter, table, where, record, drift)


def _row(adapter: Adapter, table: FieldTable, where: Row, record: Any, drift: Drift) -> Row:
    """One record as a row of COLUMNS; what cannot be read is null and named in `problems`, beside the raw record."""
    if not isinstance(record, dict):
        return (*where, *(None,) * (len(COLUMNS) - len(where) - 2), "record", values.raw_text(record))
    drift.note(table, record)
    found: dict[str, Any] = dict(NOTHING)
    problems: list[str] = []
    for column, parse in PARSERS.items():
        value = table.value(column, record)
        if value is None:
            continue
        try:
            found[column] = parse(value)
        except values.Unparsed:
            problems.append(column)
            if column in TEXT_KEPT:
                found[column] = found[column]._replace(text=values.raw_text(value))
    price, listed, sold, updated_at = found["price"], found["list_price"], found["sold"], found["updated_at"]
    return (
        *where,
        found["listing_code"],
        found["title"],
        _link(adapter.homepage, found["url"]),
        found["category_code"],
        found["category_name"],
        found["seller_code"],
        found["seller_name"],
        found["seller_location"],
        price.text,
        _number(price.low),
        _number(price.high) if price.high != price.low else None,
        listed.text,
        _number(listed.low),
        sold.text,
        _number(sold.value),
        None if sold.value is None else str(sold.is_lower_bound).lower(),
        _number(found["rating"]) if found["rating"] or found["reviews"] else None,  # 0 without reviews is no rating
        _number(found["reviews"]),
        _number(found["variants"]),
        updated_at.isoformat() if updated_at else None,
        ",".join(problems) or None,
        values.raw_text(record) if problems else None,
    )


def _example(value: Any) -> str:
    return (values.raw_text(json.dumps(value, ensure_ascii=False)) or "")[:MOST_EXAMPLES]


def _link(homepage: str, link: str | None) -> str | None:
    """A link as a browser on the marketplace's own pages would follow it."""
    if not link or link.startswith(("http://", "https://")):
        return link
    return f"https:{link}" if link.startswith("//") else f"{homepage}/{link.lstrip('/')}"


def _number(value: float | None) -> str | None:
    return None if value is None else str(value)
