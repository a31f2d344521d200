"""What is held back, loaded again from landing once its cause is mended: the same steps, as loads of their own.

One load for each night on which the documents were last seen. Nothing is fetched, and the history stays: what is
settled keeps its place in quarantine with the load that settled it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from etl import listing_staging, loads, marketplace_listings, settings, staging
from etl.errors import DataError
from etl.landing import Landed
from etl.quality import documents, held
from etl.quality.gates import HALF_LISTING
from etl.quality.held import Selection
from etl.quality.suites import read_suite
from etl.sources import config
from etl.warehouse import marts
from etl.warehouse.database import engine
from etl.warehouse.sources_seen import record_reading
from etl.warehouse.statements import statement


@dataclass
class Replayed:
    """What a replay has come to: its loads, as sql/replay/settled.sql counts them, and what is still held and why."""

    loads: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    accepted: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing of what was chosen is held any more, but for figures that a person has yet to review."""
        return not self.problems and not any(load["rows_held"] for load in self.loads)

    @property
    def text(self) -> str:
        """As a person reads it."""
        lines = [f"Chấp nhận / accepted: {self.accepted}"] if self.accepted else []
        for load in self.loads:
            lines.append(
                f"Lượt nạp / load {load['load_id']} ({load['report_date']}): "
                f"{load['documents_loaded']} văn bản nạp / documents loaded, "
                f"{load['rows_inserted']} dòng nạp / rows loaded, "
                f"{load['rows_closed']} đóng / closed, {load['rows_held']} vẫn giữ / still held, "
                f"{load['rows_to_review']} chờ duyệt / to review"
            )
        return "\n".join([*lines, *(f"Vẫn giữ / still held: {problem}" for problem in self.problems)])


def replay(selection: Selection, *, accept: str | None = None) -> Replayed:
    """Load again what is chosen. With `accept`, why, it is taken in: the drop of the chosen documents is right, or the
    chosen figures are, although the check that the selection names doubts them.

    What still fails stays in quarantine, under the new load and with its reasons. Raises DataError when nothing is
    chosen that could be replayed, and whatever a step of the flow raises.
    """
    chosen = held.documents(selection)
    replayed = Replayed()
    if accept is not None:
        replayed.accepted = _accept(selection, chosen, accept)
    nights, listings = _nights(selection, chosen), _listing_nights(selection)
    if not nights and not listings and not replayed.accepted:
        raise DataError(
            "Không có gì để nạp lại; xem `ocop quarantine list`. "
            "/ There is nothing to replay; see `ocop quarantine list`."
        )
    started = datetime.now(settings.TIMEZONE).strftime("%Y-%m-%dT%H.%M.%S.%f")
    reason = f"ocop quarantine replay {selection}".strip() + (f": {accept}" if accept else "")
    for night, landed in sorted(nights.items()):
        _replay_night(replayed, f"replay__{started}__{night}", night, landed, reason)
    for night, codes in sorted(listings.items()):
        _replay_listings(replayed, f"replay__{started}__{night}", night, codes, reason)
    sources = {document.source_code for landed in nights.values() for document in landed}
    _mend_sources(sources | {row.source_code for row in chosen}, chosen if accept else [])
    if replayed.loads:
        marts.refresh()
    return replayed


def _accept(selection: Selection, chosen: held.Rows, why: str) -> int:
    """Let the chosen documents in, or the figures that the chosen check doubts; how many there were."""
    if selection == Selection() or not why.strip():
        raise DataError(
            "Chấp nhận thì nói rõ cái nào (--source, --province, --reason hoặc --load) và vì sao. "
            "/ Say which to accept (--source, --province, --reason or --load), and why."
        )
    doubts = [check.code for check in read_suite("province_indicator_staging").checks if check.is_doubt]
    accepted = _accept_figures(selection, why) if selection.reason in doubts else _accept_documents(chosen, why)
    if not accepted:
        figures = ", ".join(f"--reason {code}" for code in doubts)
        raise DataError(
            f"Không có gì để chấp nhận ({selection}); --accept dành cho văn bản bị giữ và số liệu chờ duyệt "
            f"({figures}), dòng sai thì phải sửa. "
            f"/ There is nothing to accept ({selection}); --accept is for documents that are held and figures to be "
            f"reviewed ({figures}), wrong rows must be mended."
        )
    return accepted


def _accept_documents(chosen: held.Rows, why: str) -> int:
    ids = [row.quarantine_document_id for row in chosen if row.state == "held"]
    with engine().begin() as connection:
        connection.execute(statement("replay/accept_documents.sql"), {"ids": ids, "why": why})
    return len(ids)


def _accept_figures(selection: Selection, why: str) -> int:
    with engine().begin() as connection:
        values = {**selection.parameters(), "why": why}
        return int(connection.execute(statement("replay/accept_figures.sql"), values).scalar_one())


def _nights(selection: Selection, chosen: held.Rows) -> dict[date, list[Landed]]:
    """The documents to load again, by the night on which they were last seen."""
    with engine().connect() as connection:
        contents = connection.execute(statement("replay/contents.sql"), selection.parameters()).all()
    nights: dict[date, list[Landed]] = defaultdict(list)
    for row in [*(row for row in chosen if row.reason_code != HALF_LISTING), *contents]:
        landed = Landed(
            row.source_code,
            row.document_name,
            row.document_url,
            row.fetched_at.astimezone(UTC).isoformat(),
            row.sha256,
            row.size_bytes,
        )
        nights[row.last_seen_on].append(landed)
    return nights


def _replay_night(replayed: Replayed, run_id: str, night: date, landed: list[Landed], reason: str) -> None:
    """Read, stage, check, load and check the star, as the flow does."""
    for source_code in sorted({document.source_code for document in landed}):
        replayed.problems += _examine(source_code, night, [one for one in landed if one.source_code == source_code])
    ready = documents.let_through(landed)
    if not ready:
        return
    _load(replayed, staging.stage(run_id, night, ready, replay=True, reason=reason))


def _listing_nights(selection: Selection) -> dict[date, list[str]]:
    """The sources whose listings to load again, by night."""
    nights: dict[date, list[str]] = defaultdict(list)
    for row in held.listing_nights(selection):
        nights[row.report_date].append(row.source_code)
    return nights


def _replay_listings(replayed: Replayed, run_id: str, night: date, codes: list[str], reason: str) -> None:
    """Read, stage, check, load and check the star, as the flow does; what cannot be read stays as it is."""
    sources = []
    for code in codes:
        try:
            sources.append(config.marketplace_by_code(code))
            marketplace_listings.read(code, night)
        except DataError as problem:
            replayed.problems.append(str(problem))
    if sources:
        _load(replayed, listing_staging.stage(run_id, night, sources, reason=reason))


def _load(replayed: Replayed, staged: Mapping[str, int]) -> None:
    loads.check(staged["load_id"], "staging")
    loads.load(staged["load_id"])
    loads.check(staged["load_id"], "star")
    with engine().connect() as connection:
        settled = connection.execute(statement("replay/settled.sql"), {"load_id": staged["load_id"]})
        replayed.loads.append(dict(settled.mappings().one()))


def _examine(source_code: str, night: date, landed: Sequence[Landed]) -> list[str]:
    """Read the documents of one source and let them through the gates; what is wrong with those that stay held."""
    declared = {source.code: source.province for source in config.listed()}
    examined = documents.examine(source_code, declared.get(source_code), night, landed)
    if examined.problems:
        record_reading(night, source_code, "\n".join(examined.problems))
    return examined.problems


def _mend_sources(source_codes: set[str], accepted: held.Rows) -> None:
    listings = {row.source_code for row in accepted if row.reason_code == HALF_LISTING}
    with engine().begin() as connection:
        connection.execute(
            statement("replay/mend_sources.sql"), {"sources": sorted(source_codes), "accepted": sorted(listings)}
        )
