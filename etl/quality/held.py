"""What is in quarantine, as a person reads it: counted, or row by row with quote, source, checks and landed bytes."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from etl import landing
from etl.warehouse.database import engine
from etl.warehouse.statements import statement

Rows = Sequence[Row[Any]]

RECORD_SHOWN = 200  # characters of a record that could not be read
STATEMENT_SHOWN = 12  # characters of a statement_id that tell it from the others

_COLUMNS = ("lý do / reason", "tỉnh / province", "nguồn / source", "lượt nạp / load", "số lượng / held", "từ / since")
_KINDS = {"figure": "số liệu / figures", "listing": "hàng trên sàn / listings", "document": "văn bản / documents"}
_STATES = {
    "held": "",
    "to_review": "chờ duyệt / to review",
    "mended": "đã sửa, chờ nạp / mended, waits for its load",
    "accepted": "được chấp nhận / accepted",
}


@dataclass(frozen=True)
class Selection:
    """Which of what is held: by check or gate, province (official name), source, load; None is all.

    `statements` are figures, each by its statement_id or enough of its beginning.
    """

    reason: str | None = None
    province: str | None = None
    source: str | None = None
    load_id: int | None = None
    statements: tuple[str, ...] | None = None

    def parameters(self) -> dict[str, Any]:
        """The parameters of the statements of sql/replay/."""
        province = unicodedata.normalize("NFC", self.province.strip()) if self.province else None
        statements = list(self.statements) if self.statements else None
        return {**asdict(self), "province": province, "statements": statements}

    def __str__(self) -> str:
        options = {
            "reason": self.reason,
            "province": self.province,
            "source": self.source,
            "load": self.load_id,
            "statement": " ".join(self.statements) if self.statements else None,
        }
        return " ".join(f"--{name} {value}" for name, value in options.items() if value is not None)


def documents(selection: Selection) -> Rows:
    """The documents, and listings of sources, that are held back as a whole."""
    with engine().connect() as connection:
        return connection.execute(statement("replay/documents.sql"), selection.parameters()).all()


def listing_nights(selection: Selection) -> Rows:
    """The nights of sources of which listings are held back: report_date, source_code."""
    with engine().connect() as connection:
        return connection.execute(statement("replay/listing_nights.sql"), selection.parameters()).all()


def counted(selection: Selection) -> str:
    """A table of what is held, by reason, province, source and load, with its age."""
    with engine().connect() as connection:
        rows = connection.execute(statement("replay/count.sql"), selection.parameters()).all()
    if not rows:
        return "Không giữ lại gì. / Nothing is held back."
    return "\n".join(line for kind in _KINDS for line in _table(kind, [row for row in rows if row.kind == kind]))


def shown(selection: Selection, most: int) -> str:
    """What is held: the documents, then at most so many figures and listings, the latest first."""
    with engine().connect() as connection:
        parameters = {**selection.parameters(), "most": most + 1}
        figures = connection.execute(statement("replay/figures.sql"), parameters).all()
        listings = connection.execute(statement("replay/listings.sql"), parameters).all()
    blocks = [_document(row) for row in documents(selection)]
    blocks += [*map(_figure, figures[:most]), *map(_listing, listings[:most])]
    if max(len(figures), len(listings)) > most:
        blocks.append(
            f"… còn hơn {most} dòng: tăng --most, hoặc lọc bớt. "
            f"/ There are more than {most} rows: raise --most, or choose."
        )
    return "\n\n".join(blocks) or "Không giữ lại gì. / Nothing is held back."


def _table(kind: str, rows: Rows) -> Iterator[str]:
    if not rows:
        return
    lines = [_COLUMNS] + [
        (
            f"{row.reason} ({_STATES[row.state]})" if _STATES[row.state] else row.reason,
            row.province_name or "?",
            row.source_code or "?",
            str(row.load_id or "–"),
            str(row.held),
            _age(row.since),
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in lines) for n in range(len(_COLUMNS))]
    yield _KINDS[kind]
    for line in lines:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _document(row: Row[Any]) -> str:
    lines = [
        f"[{row.reason_code}] {row.province_name or '?'}, {row.source_code}: {row.document_name}   "
        + _age(row.quarantined_at),
        row.message_vi,
        row.message_en,
        f"{row.document_url}   {row.first_seen_on} – {row.last_seen_on}",
        f"bản lưu / landed: {landing.location(row.sha256)}",
        _STATES[row.state] + (f": {row.accepted_reason}" if row.accepted_reason else ""),
    ]
    return "\n  ".join(line for line in lines if line)


def _figure(row: Row[Any]) -> str:
    when = row.as_of or " – ".join(filter(None, (row.period_from, row.period_to)))
    star = f"{row.star_code} sao / star" if row.star_code != "all" else ""
    said = ", ".join(filter(None, (f"{row.indicator_code} {row.value}", star, row.scope_name, when)))
    lines = [
        f"{row.province_name or '?'}, lượt nạp / load {row.load_id}, dòng / row {row.row_no}: {said}   "
        + _age(row.quarantined_at),
        f"«{' '.join((row.quote or '').split())}»" + (f"   {row.location}" if row.location else ""),
        f"câu / sentence: {' '.join(row.sentence.split())}" if row.sentence else "",
        f"quy tắc / rule: {row.rule or '?'}; độ tin cậy / confidence: {row.confidence or '?'}",
        *row.messages,
        f"{row.source_code or '?'}: {row.document_name or '?'}   {row.document_url or ''}",
        f"bản lưu / landed: {landing.location(row.sha256)}" if row.sha256 else "",
        *([_acceptance(row)] if row.is_to_review else []),
    ]
    return "\n  ".join(line for line in lines if line)


def _acceptance(row: Row[Any]) -> str:
    """How a person accepts this one figure."""
    chosen = f"--reason {row.failed_expectations[0]} --statement {row.statement_id[:STATEMENT_SHOWN]}"
    return f'chờ duyệt, đúng thì / to review, if right: ocop quarantine replay {chosen} --accept "vì sao / why"'


def _listing(row: Row[Any]) -> str:
    stated = ", ".join(filter(None, (row.title, row.price_text, row.sold_text)))
    lines = [
        f"{row.source_code}, lượt nạp / load {row.load_id}, dòng / row {row.row_no}: {row.listing_code or '?'}   "
        + _age(row.quarantined_at),
        f"«{stated}»" if stated else f"«{(row.record or '')[:RECORD_SHOWN]}»",
        f"không đọc được / could not be read: {row.problems}" if row.problems else "",
        *row.messages,
        f"{row.query_code}/{row.page_name} {row.record_path}",
        f"bản lưu / landed: {landing.location(row.sha256)}",
    ]
    return "\n  ".join(line for line in lines if line)


def _age(since: datetime) -> str:
    return f"{(datetime.now(UTC) - since).days} ngày / days"
