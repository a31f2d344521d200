"""`ocop status`: how the last nights went, in a terminal."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Row

from etl.monitoring import story
from etl.monitoring.story import Rows
from etl.nights import tonight
from etl.quality import messages
from etl.warehouse import database

STATES = {
    "staged": "CHƯA NẠP XONG / NOT LOADED",
    "loaded": "đã nạp / loaded",
    "unchanged": "không có gì mới / nothing new",
    "failed": "HỎNG / FAILED",
}
FLOWS = {
    "fact_province_indicator": "báo cáo tỉnh / province reports",
    "fact_listing_snapshot": "hàng trên sàn / listings",
}
DID = {
    "fact_province_indicator": (
        "{documents} văn bản / documents; {rows_inserted} nạp / loaded, {rows_closed} đóng / closed"
    ),
    "fact_listing_snapshot": "{documents} truy vấn / queries; {rows_inserted} hàng mới hoặc đổi / new or changed",
}
HELD = {
    "figure": "số liệu / figures",
    "listing": "hàng trên sàn / listings",
    "document": "văn bản / documents",
}
WIDTH = 24  # of the names on the left
INDENT = "  "


def show() -> None:
    """Print the status, with the embedded server up for as long as it takes."""
    with database.in_use():
        print(text())


def text() -> str:
    """Nights, sources, the checks of the last load, what is held back, and what to do, as plain lines."""
    nights, sources, held = story.nights(), story.sources(tonight()), story.held_reasons()
    blocks = [
        _block("ĐÊM GẦN ĐÂY / LAST NIGHTS", map(_night, nights)),
        _block("NGUỒN / SOURCES", map(_source, sources)),
    ]
    for load in _latest_of_each(nights):
        title = f"KIỂM TRA / CHECKS: {FLOWS[load.target]}, lượt nạp / load {load.load_id}"
        blocks.append(_block(title, story.checks(load).splitlines()))
    blocks += [
        _block("ĐANG BỊ GIỮ / HELD BACK", [_held(each) for each in held if not each.is_to_review]),
        _block("CHỜ DUYỆT / TO REVIEW", [_held(each) for each in held if each.is_to_review]),
        _block("VIỆC CẦN LÀM / WHAT TO DO", _to_do(nights, sources, held)),
    ]
    return "\n\n".join(blocks)


def late(report_date: date, source_codes: Collection[str]) -> list[str]:
    """The sources, of these, that have given nothing new for longer than their cadence on a night: a line for each."""
    return [
        f"{source.name}: {said_of(source)}; đầu mối / owner: {source.owner}"
        for source in story.sources(report_date)
        if source.late_days and source.source_code in source_codes
    ]


def said_of(source: Row[Any]) -> str:
    """One source in words: when it last gave something new, and by how much it is late."""
    return "; ".join(_words(source))


def _words(source: Row[Any]) -> Iterator[str]:
    if source.last_changed_on is None:
        yield "chưa có gì được nạp / nothing loaded yet"
    elif source.last_changed_on == source.last_tried_on:
        yield f"có cái mới / new on {source.last_changed_on}"
    else:
        yield f"không đổi từ / unchanged since {source.last_changed_on}"
    if source.late_days:
        yield f"TRỄ {source.late_days} ngày / LATE by {source.late_days} days"
    if source.last_seen_on != source.last_tried_on:
        yield f"trả lời lần cuối / last answered {source.last_seen_on or 'chưa lần nào / never'}"


def _night(night: Row[Any]) -> str:
    did = DID[night.target].format_map(night._mapping)
    counts = f"{FLOWS[night.target]}: {did}, {night.rows_held} giữ lại / held back"
    counts += f", {night.rows_to_review} chờ duyệt / to review" if night.rows_to_review else ""
    error = f"; {night.error.splitlines()[0]}" if night.error else ""
    return f"{night.report_date}  {STATES[night.state]}: {counts}{error}  (load {night.load_id}, run {night.run_id})"


def _source(source: Row[Any]) -> str:
    problem = (source.problem or "").splitlines()
    title = ["VẤN ĐỀ / PROBLEM"] if problem else []
    words = "; ".join([*title, said_of(source)])
    return "\n".join([f"{source.name:{WIDTH}}{words}", *(f"{INDENT}{INDENT}{line}" for line in problem)])


def _held(held: Row[Any]) -> str:
    return f"{held.reason:{WIDTH}}{held.held} {HELD[held.what]}"


def _latest_of_each(nights: Rows) -> list[Row[Any]]:
    """The last load of each flow."""
    latest: dict[str, Row[Any]] = {}
    for night in nights:
        latest.setdefault(night.target, night)
    return list(latest.values())


def _to_do(nights: Rows, sources: Rows, held: Rows) -> Iterator[str]:
    """What a person has to do, the most urgent first."""
    if not nights:
        yield "Chưa có đêm nào: make nightly / There was no night yet: make nightly"
        return
    latest = _latest_of_each(nights)
    for load in latest:
        if load.state in ("staged", "failed"):
            what = f"{load.report_date}, {FLOWS[load.target]}"
            yield f"Đêm {what}: chưa nạp xong: make up, đọc log của ô đỏ, sửa, rồi Clear ô đó."
            yield f"The night of {what} is not loaded: make up, read the red task's log, mend, clear it."
    for source in sources:
        if source.problem:
            yield f"{source.name}: hỏi / ask {source.owner}; sửa xong thì Clear ô đỏ / once mended, clear its red task"
        elif source.late_days:
            yield f"{source.name}: nhắc / remind {source.owner} (trễ / late)"
    if any(not each.is_to_review for each in held):
        yield "Xem và nạp lại phần bị giữ / see and replay what is held back: ocop quarantine list"
    for each in held:
        if each.is_to_review:
            yield f"{messages.to_review(each.held)} ({each.reason})"
            yield from (f"{INDENT}{line}" for line in messages.how_to_review(each.reason))
    if (
        all(load.state in ("loaded", "unchanged") for load in latest)
        and not held
        and not any(_needs_someone(source) for source in sources)
    ):
        yield "Không có việc gì. / Nothing."


def _needs_someone(source: Row[Any]) -> bool:
    return bool(source.problem or source.late_days)


def _block(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"{INDENT}{line}".rstrip() for line in lines)])
