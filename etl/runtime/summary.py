"""What a night has come to, as a person reads it: from ops.* and warehouse.* alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from etl.monitoring import status, story
from etl.quality import messages
from etl.reports import NATION
from etl.sources import config
from etl.sources.source import Source
from etl.warehouse.database import engine
from etl.warehouse.statements import statement

Rows = Sequence[Row[Any]]

WIDTH = 24  # of the names on the left
FEW = 10  # longer lists are cut, and say so
NEXT = (
    "make up   (giao diện Airflow / the Airflow UI)",
    ".venv/bin/ocop status   (các dòng không đạt, việc cần làm / the rows that fail, what to do)",
)


def of_run(run_id: str, province: str | None = None) -> str:
    """Documents, figures, provinces and checks of one run of `province_reports`, and where to look next.

    `province` is the one that the run was restricted to.
    """
    with engine().connect() as connection:
        load = connection.execute(statement("summary/load.sql"), {"run_id": run_id}).one_or_none()
        if load is None:
            return f"\nLượt / run {run_id}: không nạp gì / nothing was loaded."
        sources = config.listed(province)
        night = {"report_date": load.report_date, "source_codes": [source.code for source in sources]}
        documents = connection.execute(statement("summary/documents.sql"), night).all()
        problems = connection.execute(statement("summary/problems.sql"), night).all()
        checks = connection.execute(statement("summary/checks.sql"), {"load_id": load.load_id}).all()
        nation = connection.execute(statement("summary/nation.sql")).one()
    lines = [
        f"\nĐÊM / NIGHT {load.report_date}   run {run_id}, load {load.load_id}: {load.state}",
        line("Văn bản / documents", f"{len(documents)}; {load.documents} đọc mới / newly read"),
        line("Số liệu / figures", _figures(load)),
        line("Tỉnh / provinces", _provinces(documents)),
        line("Thiếu / missing", *_missing(sources, documents, problems)),
        line("Trễ / late", *(few(status.late(load.report_date, night["source_codes"])) or ["không / none"])),
        line("Cả nước / nation", *_nation(nation)),
        line("Kiểm tra / checks", *said_of_checks(checks)),
        line("Chờ duyệt / to review", *_to_review()),
        line("Xem tiếp / look next", *NEXT),
    ]
    return "\n".join(lines)


def red(run_id: str, report_date: date, source_codes: list[str]) -> list[str]:
    """What was red in a run: the sources with a problem tonight, by name, and the critical checks that did not pass."""
    night = {"run_id": run_id, "report_date": report_date, "source_codes": source_codes}
    with engine().connect() as connection:
        return [f"{row.name}: {row.message}" for row in connection.execute(statement("summary/red.sql"), night)]


def line(name: str, *values: str) -> str:
    """A name and what there is to say of it, each value on a line of its own."""
    return "\n".join(f"  {name if first else '':{WIDTH}}{value}" for first, value in _numbered(values))


def _numbered(values: Sequence[str]) -> list[tuple[bool, str]]:
    return [(number == 0, value) for number, value in enumerate(values)]


def _figures(load: Row[Any]) -> str:
    return (
        f"{load.rows_inserted} nạp / loaded, {load.rows_closed} đóng / closed, "
        f"{load.rows_held} cách ly / in quarantine, {load.rows_to_review} chờ duyệt / to review; "
        f"{load.rows_current} đang dùng / current"
    )


def _to_review() -> list[str]:
    """The figures of all nights that wait for a person, and what the person can do."""
    lines = []
    for waiting in story.held_reasons():
        if waiting.is_to_review:
            lines += [f"{waiting.held} ({waiting.reason})", *messages.how_to_review(waiting.reason)]
    return lines or ["không / none"]


def _provinces(documents: Rows) -> str:
    speaking = Counter(document.province_name for document in documents)
    unnamed, national = speaking.pop(None, 0), speaking.pop(NATION, 0)
    seen = f"{len(speaking)}: {', '.join(sorted(speaking))}" if speaking else "0"
    seen += f"; {national} văn bản của cả nước / of the nation" if national else ""
    return seen + (f"; {unnamed} văn bản không rõ tỉnh / of unknown province" if unnamed else "")


def _nation(nation: Row[Any]) -> list[str]:
    """How much of the country the warehouse knows by now, from all nights."""
    return [
        f"{nation.provinces} tỉnh hiện nay: {nation.reported} đã báo cáo, "
        f"{nation.former_only} chỉ có báo cáo của tỉnh cũ, {nation.missing} chưa có gì",
        f"{nation.provinces} provinces of today: {nation.reported} have reported, {nation.former_only} only as former "
        f"provinces, {nation.missing} not at all   (mart.completeness)",
    ]


def _missing(sources: Sequence[Source], documents: Rows, problems: Rows) -> list[str]:
    """The sources that gave nothing usable on the night, each with the reason."""
    given = {document.source_code for document in documents}
    problem = {each.source_code: each.problem.splitlines()[0] for each in problems}
    missing = [
        f"{source.label}: {problem.get(source.code, 'không có văn bản / no document')}"
        for source in sources
        if source.code in problem or source.code not in given
    ]
    return few(missing) or ["không / none"]


def said_of_checks(checks: Rows) -> list[str]:
    """How many passed, and what those say that did not."""
    failed = [check for check in checks if check.outcome != "passed"]
    counted = f"{len(checks) - len(failed)} đạt / passed, {len(failed)} không đạt / failed"
    said = [
        f"{check.stage}.{check.expectation_code} ({check.severity}, {check.rows_failed or 0}): "
        f"{check.message_vi} / {check.message_en}"
        for check in failed
    ]
    return [counted, *few(said)]


def few(lines: list[str]) -> list[str]:
    """The first lines, and how many there are besides."""
    return lines if len(lines) <= FEW else [*lines[:FEW], f"... và {len(lines) - FEW} nữa / and more"]
