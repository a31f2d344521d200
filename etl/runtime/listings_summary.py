"""What a night of the marketplaces has come to, as a person reads it: from ops.* and warehouse.* alone."""

from typing import Any

from sqlalchemy import Row

from etl.runtime import stand_ins
from etl.runtime.summary import few, line, said_of_checks
from etl.warehouse.database import engine
from etl.warehouse.statements import statement

OUTCOMES = {
    "complete": "đủ / complete",
    "incomplete": "CHƯA ĐỦ / INCOMPLETE",
    "blocked": "BỊ CHẶN / BLOCKED",
    "failed": "HỎNG / FAILED",
}


def of_run(run_id: str) -> str:
    """Listings, marketplaces and checks of one run of `marketplace_listings`; says where stand-ins were asked."""
    with engine().connect() as connection:
        load = connection.execute(statement("summary/listings_load.sql"), {"run_id": run_id}).one_or_none()
        if load is None:
            return f"\nHàng trên sàn, lượt / listings, run {run_id}: không nạp gì / nothing was loaded."
        crawls = connection.execute(statement("summary/crawls.sql"), {"report_date": load.report_date}).all()
        checks = connection.execute(statement("summary/checks.sql"), {"load_id": load.load_id}).all()
    lines = [
        f"\nHÀNG TRÊN SÀN / LISTINGS {load.report_date}   run {run_id}, load {load.load_id}: {load.state}",
        line(
            "Hàng / listings",
            f"{load.listings} thấy / seen; {load.rows_inserted} mới hoặc đổi / new or changed, "
            f"{load.rows_quarantined} cách ly / in quarantine",
        ),
        line("Sàn / marketplaces", *(few([_crawl(crawl) for crawl in crawls]) or ["không / none"])),
        line("Máy chủ mẫu / stand-ins", *_stand_ins()),
        line("Kiểm tra / checks", *said_of_checks(checks)),
    ]
    return "\n".join(lines)


def _crawl(crawl: Row[Any]) -> str:
    of = "?" if crawl.total_claimed is None else crawl.total_claimed
    said = f"{crawl.source_code}, {crawl.query_code}: {OUTCOMES[crawl.outcome]}, {crawl.listings_found}/{of}"
    return f"{said}; {crawl.reason_vi} / {crawl.reason_en}" if crawl.reason_vi else said


def _stand_ins() -> list[str]:
    sources = stand_ins.wanted()
    if not sources:
        return ["không, hỏi sàn thật / none, the marketplaces themselves were asked"]
    return [
        ", ".join(source.code for source in sources),
        "số liệu dựng, hỏi qua HTTP trên máy này; địa chỉ thật: sources.yaml",
        "made-up listings, asked over HTTP on this machine; the real addresses: sources.yaml",
    ]
