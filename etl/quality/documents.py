"""The documents of a source as a whole: each read and held against its earlier version, before any figure is staged.

What does not pass a gate is put into quarantine.document and kept out of the load; the others go on.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from etl import landing
from etl.errors import DataError
from etl.landing import Landed
from etl.quality import gates
from etl.quality.gates import Verdict
from etl.reports import Unreadable, rules_version
from etl.reports.readings import count_figures, read_landed
from etl.sources import Source
from etl.warehouse.database import engine
from etl.warehouse.statements import statement


@dataclass
class Examined:
    """What the documents of a source have come to: the readings of those that pass, and what is wrong with the rest."""

    readings: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    is_standing: bool
    earlier_sha256: str | None
    accepted_reason_code: str | None


def examine(source_code: str, province: str | None, report_date: date, landed: Sequence[Landed]) -> Examined:
    """Read the documents that a source (of the declared province) gave on a night and let them through the gates.

    Those that fail are held back, those that were and pass now wait for the next load. Problems are bilingual lines.
    """
    examined, held, passed = Examined(), [], []
    known = _known(source_code, report_date, landed)
    for document in landed:
        before = known[document.document_name]
        try:
            reading, verdict = _judge(document, before)
        except DataError as problem:  # the landing is at fault, not the document
            examined.problems.append(f"{document.document_url}: {problem}")
            continue
        if verdict:
            named = (reading or {}).get("province") or province
            held.append({**document.to_dict(), **asdict(verdict), "province_name": named})
            if verdict.reason_code != before.accepted_reason_code:
                examined.problems.append(f"{document.document_url}: {verdict.message}")
        else:
            passed.append(document.to_dict())
        if reading:
            examined.readings.append(reading)
    _hold(source_code, report_date, held)
    _mend(source_code, passed)
    return examined


def listed_before(source_code: str) -> int | None:
    """How many documents a source last listed, not counting listings that are held back; None if it never did."""
    with engine().connect() as connection:
        before = connection.scalar(statement("gates/listing_before.sql"), {"source_code": source_code})
    return before or landing.listed_last(source_code)


def examine_listing(source: Source, report_date: date, landed: Sequence[Landed], before: int | None) -> None:
    """Hold the listing of a source that has shrunk too much, and raise DataError, which says so."""
    verdict = gates.of_listing(len(landed), before)
    if verdict is None:
        with engine().begin() as connection:
            connection.execute(statement("gates/supersede_listing.sql"), {"source_code": source.code})
        return
    names = "\n".join(sorted(document.document_name for document in landed))
    listing = {
        "document_name": source.location,
        "document_url": source.location,
        "sha256": hashlib.sha256(names.encode()).hexdigest(),
        "fetched_at": datetime.now(UTC).isoformat(),
        "size_bytes": len(names.encode()),
        "province_name": source.province,
        **asdict(verdict),
    }
    _hold(source.code, report_date, [listing])
    raise DataError(f"{source.location}: {verdict.message}\n{what_to_do(source.code)}")


def let_through(landed: Iterable[Landed]) -> list[Landed]:
    """Those of the documents that are not held back."""
    return _without(list(landed), "gates/held.sql")


def never_judged(landed: Iterable[Landed]) -> list[Landed]:
    """Those of the documents that were never held back, so that a person has not decided on them either."""
    return _without(list(landed), "gates/judged.sql")


def _without(landed: list[Landed], query: str) -> list[Landed]:
    codes = {"source_codes": list({document.source_code for document in landed})}
    with engine().connect() as connection:
        found = {tuple(row) for row in connection.execute(statement(query), codes)}
    return [one for one in landed if (one.source_code, one.document_name, one.sha256) not in found]


def what_to_do(source_code: str) -> str:
    """The last line of a message about documents that are held back."""
    replay = f"`ocop quarantine replay --source {source_code}`"
    return (
        f"Xem: `ocop quarantine show --source {source_code}`. Đã sửa quy tắc: {replay}. Nếu giảm là đúng: thêm "
        f'`--accept "lý do"`. Nguồn gửi lại bản đúng: chạy lại ô này. / Look: `ocop quarantine show --source '
        f'{source_code}`. Rules mended: {replay}. If the drop is right: add `--accept "why"`. Once the source gives '
        "a right version: clear this task."
    )


def _judge(document: Landed, known: _Known) -> tuple[dict[str, Any] | None, Verdict | None]:
    """The reading of a document, None if it has none, and what is wrong with it as a whole."""
    try:
        reading = read_landed(document)
    except Unreadable as reason:
        return None, gates.unreadable(reason)
    if known.is_standing or known.earlier_sha256 is None:
        return reading, None
    return reading, gates.of_document(reading["figures"], count_figures(known.earlier_sha256, document.suffix))


def _known(source_code: str, report_date: date, landed: Sequence[Landed]) -> dict[str, _Known]:
    """What star, landing and quarantine know of the documents, by name."""
    earlier_nights = [night for night in landing.nights(source_code) if night < report_date]
    last = landing.landed_on(source_code, earlier_nights[-1]) if earlier_nights else None
    landed_before = {document.document_name: document.sha256 for document in last or []}
    documents = []
    for document in landed:
        before = landed_before.get(document.document_name)
        documents.append({**document.to_dict(), "landed_before": before if before != document.sha256 else None})
    with engine().connect() as connection:
        rows = connection.execute(
            statement("gates/earlier_versions.sql"),
            {"source_code": source_code, "report_date": report_date, "documents": json.dumps(documents)},
        ).mappings()
        return {
            row["document_name"]: _Known(row["is_standing"], row["earlier_sha256"], row["accepted_reason_code"])
            for row in rows
        }


def _hold(source_code: str, report_date: date, documents: Sequence[dict[str, Any]]) -> None:
    night = {"source_code": source_code, "report_date": report_date, "rules_version": rules_version()}
    with engine().begin() as connection:
        connection.execute(statement("gates/hold.sql"), {**night, "documents": json.dumps(documents)})


def _mend(source_code: str, documents: Sequence[dict[str, Any]]) -> None:
    with engine().begin() as connection:
        values = {"source_code": source_code, "documents": json.dumps(documents)}
        connection.execute(statement("gates/mend.sql"), values)
