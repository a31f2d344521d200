"""The raw zone: bytes exactly as received, named by their checksum, with a manifest of each night beside them.

    objects/<aa>/<sha256>                                the bytes, written once
    manifests/<source_code>/<report_date>/<time>-<hash>.json   what a source gave that night; never changed
    readings/<rules_version>/<sha256>.json               what the rules of that version read in a document
    readings/<rules_version>/<key>-<n>.parquet           rows of listings: of a night's pages, in pieces
    pages/<source_code>/<report_date>/<sha256 of its name>.json   one page of a crawl, as soon as it has come: crawls.py

The root is a local folder or `s3://bucket/prefix` (settings.landing). Everything appears whole or not at all. Of
several landings of one night all manifests stay, the latest counts. What comes after landing needs no network.
"""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar, Protocol, Self

from etl.errors import DataError
from etl.landing.store import store, where
from etl.nights import tonight
from etl.sources import Received, Source, SourceRejected, SourceUnavailable, fetch

log = logging.getLogger(__name__)


Row = dict[str, Any]


class Declared(Protocol):
    """A source as sources.yaml declares it: a dataclass with a code."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def code(self) -> str:
        """Its short name, under which it is landed."""


class LandingDamaged(DataError):
    """Something that was landed is missing or is no longer what was landed."""


@dataclass(frozen=True)
class Landed:
    """One document as it was landed. JSON-safe by to_dict.

    `fetched_at` (ISO, UTC) is when the source gave these bytes, or confirmed (status 304) that they still hold;
    `status` is the HTTP status, None where there is none.
    """

    source_code: str
    document_name: str
    document_url: str
    fetched_at: str
    sha256: str
    size_bytes: int
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The ending of the document's name; see suffix_of."""
        return suffix_of(self.document_name)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as in a manifest."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The inverse of to_dict."""
        return cls(**values)


def suffix_of(document_name: str) -> str:
    """The ending of a document's name, in lower case with its dot; empty if it has none. Only a hint."""
    return PurePosixPath(document_name.partition("?")[0]).suffix.lower()


def land(source: Source, report_date: date) -> list[Landed]:
    """Fetch everything that a source has tonight; objects first, then one manifest.

    Documents that are still the known ones are not fetched again. When some cannot be had, the others are landed
    (with what an earlier landing of the same night had), and then SourceUnavailable or SourceRejected is raised; when
    none can be had, nothing is written. Landing the same again writes nothing and gives what is there already.
    """
    if report_date != tonight():
        raise DataError(
            f"{source.label}: đêm {report_date} không phải đêm nay ({tonight()}); đêm đã qua chỉ đọc từ landing, không "
            f"tải lại từ mạng. / The night of {report_date} is not tonight ({tonight()}): a past night is read from "
            "landing, never from the network."
        )
    earlier = {landed.document_name: landed for landed in _last_landed(source.code)}
    known = {name: landed.headers for name, landed in earlier.items() if _can_be_confirmed(landed)}
    landed: list[Landed] = []
    problem: SourceUnavailable | SourceRejected | None = None
    arriving = fetch(source, known)
    while True:
        try:
            received = next(arriving, None)
        except (SourceUnavailable, SourceRejected) as reason:
            problem = reason
            break
        if received is None:
            break
        landed.append(_keep(source.code, received, earlier.get(received.name)))
    if problem and not landed:
        raise problem
    kept = write_manifest(source, report_date, landed, complete=problem is None)
    log.info("%s: %d documents landed for %s", source.label, len(landed), report_date)
    if problem:
        raise problem
    return kept


def landed_on(source_code: str, report_date: date) -> list[Landed] | None:
    """What was landed of a source for that night, by its latest manifest; None if nothing ever was."""
    manifest = latest_manifest(source_code, report_date)
    return None if manifest is None else _documents(manifest)


def nights(source_code: str) -> list[date]:
    """The nights for which something of a source was landed, oldest first."""
    return sorted(date.fromisoformat(name) for name in store().names(f"manifests/{source_code}"))


def listed_last(source_code: str) -> int | None:
    """How many documents a source gave when it last gave all that it listed; None if it never did."""
    for night in reversed(nights(source_code)):
        manifest = latest_manifest(source_code, night)
        if manifest and manifest["complete"]:
            return len(manifest["documents"])
    return None


def location(sha256: str) -> str:
    """Where the bytes of that checksum lie, for a person who wants to look at them."""
    return where(_object(sha256))


def content(sha256: str) -> bytes:
    """The bytes of that checksum, which is verified. Raises LandingDamaged when they are missing or not the same."""
    path = _object(sha256)
    found = store().read(path)
    if found is None:
        raise LandingDamaged(
            f"{where(path)}: không còn trong landing; khôi phục từ bản sao lưu, hoặc tải lại nguồn đêm nay. "
            f"/ It is missing; restore it from a backup, or land its source again tonight."
        )
    if hashlib.sha256(found).hexdigest() != sha256:
        raise LandingDamaged(
            f"{where(path)}: đã bị hỏng (sai mã băm); khôi phục từ bản sao lưu, hoặc xóa rồi tải lại đêm nay. "
            f"/ It is damaged (its checksum is another); restore it from a backup, or delete it and land it again."
        )
    return found


def reading_exists(sha256: str, rules_version: str) -> bool:
    """Whether the document was read by these rules."""
    return store().size(_reading(sha256, rules_version)) is not None


def save_reading(sha256: str, rules_version: str, reading: Mapping[str, Any]) -> None:
    """Keep what these rules read in a document."""
    store().write(_reading(sha256, rules_version), _json(reading))


def load_reading(sha256: str, rules_version: str) -> dict[str, Any]:
    """What these rules read in a document. Raises LandingDamaged when it is not there."""
    path = _reading(sha256, rules_version)
    found = store().read(path)
    if found is None:
        raise LandingDamaged(
            f"{where(path)}: chưa đọc văn bản này bằng bộ quy tắc đó; chạy lại bước đọc. "
            f"/ These rules have not read this document yet; run the reading step again."
        )
    reading: dict[str, Any] = json.loads(found)
    return reading


def save_rows(key: str, rules_version: str, number: int, rows: bytes) -> None:
    """Keep one piece of the rows (Parquet) that these rules read in the pages that `key` stands for."""
    store().write(_rows(key, rules_version, number), rows)


def load_rows(key: str, rules_version: str, number: int) -> bytes:
    """One piece of such rows. Raises LandingDamaged when it is not there."""
    path = _rows(key, rules_version, number)
    found = store().read(path)
    if found is None:
        raise LandingDamaged(
            f"{where(path)}: không còn trong landing; chạy lại bước đọc. / It is missing; run the reading step again."
        )
    return found


# --- documents ----------------------------------------------------------------------------------


def _keep(source_code: str, received: Received, earlier: Landed | None) -> Landed:
    fetched_at = received.fetched_at.isoformat()
    if received.unchanged and earlier:
        headers = {**earlier.headers, **received.headers}
        return replace(earlier, document_url=received.url, fetched_at=fetched_at, status=304, headers=headers)
    sha256 = hashlib.sha256(received.content).hexdigest()
    keep_object(sha256, received.content)
    return Landed(
        source_code,
        received.name,
        received.url,
        fetched_at,
        sha256,
        len(received.content),
        received.status,
        dict(received.headers),
    )


def keep_object(sha256: str, content: bytes) -> None:
    """Keep the bytes of that checksum, once."""
    zone, path = store(), _object(sha256)
    if zone.size(path) != len(content):  # a cut-off object of a failed disk is mended, a whole one never touched
        zone.write(path, content)


def _can_be_confirmed(landed: Landed) -> bool:
    has_version = bool(landed.headers.get("etag") or landed.headers.get("last-modified"))
    return has_version and store().size(_object(landed.sha256)) == landed.size_bytes


def _object(sha256: str) -> str:
    return f"objects/{sha256[:2]}/{sha256}"


def _reading(sha256: str, rules_version: str) -> str:
    return f"readings/{rules_version}/{sha256}.json"


def _rows(key: str, rules_version: str, number: int) -> str:
    return f"readings/{rules_version}/{key}-{number:05}.parquet"


# --- manifests ----------------------------------------------------------------------------------


def write_manifest(
    source: Declared, report_date: date, landed: list[Landed], *, complete: bool, queries: Sequence[Row] = ()
) -> list[Landed]:
    """Note what a source gave on a night, and how its queries went where it has any; gives what now counts.

    When it is not complete, what an earlier landing of the same night had stays. The same again writes nothing.
    """
    latest = latest_manifest(source.code, report_date)
    before = _documents(latest) if latest else []
    if not complete:
        names = {document.document_name for document in landed}
        landed = landed + [document for document in before if document.document_name not in names]
    if latest and latest["complete"] == complete and _same(before, landed) and latest.get("queries", []) == [*queries]:
        return before
    landed_at = datetime.now(UTC)
    values: Row = {
        "source": asdict(source),
        "report_date": report_date.isoformat(),
        "landed_at": landed_at.isoformat(),
        "complete": complete,
        "documents": [document.to_dict() for document in landed],
    }
    body = _json({**values, "queries": [*queries]} if queries else values)
    name = f"{landed_at:%Y%m%dT%H%M%S.%fZ}-{hashlib.sha256(body).hexdigest()[:16]}.json"
    store().write(f"manifests/{source.code}/{report_date}/{name}", body)
    return landed


def _same(before: list[Landed], now: list[Landed]) -> bool:
    def what(documents: list[Landed]) -> set[tuple[str, str, str]]:
        return {(document.document_name, document.document_url, document.sha256) for document in documents}

    return what(before) == what(now)


def latest_manifest(source_code: str, report_date: date) -> Row | None:
    """The latest of a night, None if nothing of the source was ever landed for it."""
    folder = f"manifests/{source_code}/{report_date}"
    names = store().names(folder)
    if not names:
        return None
    path = f"{folder}/{max(names)}"
    body = store().read(path) or b""
    if not path.endswith(f"-{hashlib.sha256(body).hexdigest()[:16]}.json"):
        raise LandingDamaged(
            f"{where(path)}: bản kê đã bị hỏng; khôi phục từ bản sao lưu, hoặc xóa để dùng bản kê trước đó. "
            f"/ This manifest is damaged; restore it from a backup, or delete it to use the one before it."
        )
    manifest: Row = json.loads(body)
    return manifest


def _last_landed(source_code: str) -> list[Landed]:
    found = nights(source_code)
    return (landed_on(source_code, found[-1]) or []) if found else []


def _documents(manifest: Mapping[str, Any]) -> list[Landed]:
    return [Landed.from_dict(document) for document in manifest["documents"]]


def _json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode()
