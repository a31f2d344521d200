"""After each load: refresh what the analysts query."""

from typing import Any

from airflow.sdk import dag

from etl.runtime.flows import FACT_LISTING_SNAPSHOT, FACT_PROVINCE_INDICATOR, MARTS, TASK_DEFAULTS, step


@dag(
    schedule=FACT_PROVINCE_INDICATOR | FACT_LISTING_SNAPSHOT,
    catchup=False,
    max_active_runs=1,
    default_args=TASK_DEFAULTS,
    tags=["ocop", "mart"],
)
def marts() -> None:
    """### Bảng cho người phân tích / What the analysts query

    **Làm gì / What it does.** Chạy ngay sau khi `province_reports` hoặc `marketplace_listings` nạp xong: làm mới các
    bảng trong lược đồ `mart`. / Starts as soon as one of the two has loaded: refreshes the materialised views.

    **Trễ / Late.** Quá 10 phút sau `check_star` của chúng là trễ. / More than ten minutes after their `check_star` is
    late.

    **Khi đỏ / When it is red.** Người phân tích vẫn thấy số của đêm trước. Đọc log của ô đỏ, sửa, rồi *Clear*; chạy lại
    lúc nào cũng an toàn. / Analysts still see last night's figures. Read the red task's log, mend, then clear it;
    running again is always safe.
    """

    @step(outlets=[MARTS])
    def refresh(*, outlet_events: Any = None) -> dict[str, int]:
        """Refresh each materialised mart; its readers never wait."""
        from etl.warehouse import marts

        rows = marts.refresh()
        outlet_events[MARTS].extra = rows
        return rows

    refresh()


marts()
