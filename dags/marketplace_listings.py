"""Every night: what is on sale as OCOP on the marketplaces, from their pages into the star."""

from datetime import datetime
from typing import Any

from airflow.sdk import CronTriggerTimetable, TriggerRule, dag, task_group

from etl.runtime.flows import (
    FACT_LISTING_SNAPSHOT,
    TASK_DEFAULTS,
    check_and_load,
    night_params,
    night_step,
    source_step,
    task_states,
    this_night,
)
from etl.runtime.pools import MARKETPLACE_POOL

LABEL = "{{ task.op_kwargs['source']['label'] }}"


@dag(
    schedule=CronTriggerTimetable("30 2 * * *", timezone="Asia/Ho_Chi_Minh"),
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=TASK_DEFAULTS,
    params=night_params(
        "marketplace",
        "Sàn / Marketplace",
        "Mã một sàn hay một nguồn, trống là tất cả / code of a marketplace or source, empty for all",
    ),
    tags=["ocop", "marketplace"],
)
def marketplace_listings() -> None:
    """### Hàng OCOP trên các sàn / What is on sale as OCOP

    **Làm gì / What it does.** Mỗi đêm lúc 02:30 (giờ Việt Nam): hỏi các sàn trong `sources.yaml` theo từ khóa, ngành
    hàng, người bán; lưu nguyên từng trang, đọc, kiểm tra, rồi nạp vào `warehouse.fact_listing_snapshot`. / Every night
    at 02:30 (Vietnamese time) it asks the marketplaces of `sources.yaml`, lands each page, reads and checks the
    listings, and merges them into the star.

    **Trễ / Late.** Mỗi nguồn khoảng một trang một giây (`requests_per_second`, chung cho mọi tác vụ): 200.000 hàng mất
    khoảng 90 phút. Sau 06:00 là trễ. / About a page a second and source, whatever runs: 200,000 listings take an hour
    and a half. After 06:00 it is late.

    **Xanh mà chưa đủ / Green but not complete.** Truy vấn không thấy đủ số hàng mà sàn nêu thì là *incomplete*: ô
    xanh, log cảnh báo, `mart.completeness` nói thiếu bao nhiêu; hàng không thấy là «không thấy», không phải «đã gỡ». /
    A query that finds fewer listings than the marketplace says is incomplete: green with a warning; what was not found
    counts as not seen, never as gone.

    **Khi đỏ / When it is red.** Cuối log của ô đỏ nói cái gì, ở đâu, phải làm gì. / The end of the red task's log says
    what, where and what to do.
    - `marketplace.land [nguồn]`: *blocked*: sàn chặn truy cập tự động; nguồn được để yên đến đêm sau, **không tìm cách
      vượt**, Clear cũng không hỏi lại trong đêm. Sai chữ ký, thẻ hết hạn: sửa kết nối trong *Admin → Connections*, rồi
      *Clear*: đọc tiếp từ trang còn thiếu. Hết hạn mức: đêm sau. Các sàn khác vẫn nạp. / Blocked: the source is left
      alone until the next night, clearing the task does not ask again. A wrong signature or an expired token: mend the
      connection, then clear: it goes on from the page where it was. Out of quota: the next night. The others load.
    - `marketplace.read [nguồn]`: sàn đổi tên trường quan trọng; không nạp gì của nguồn này. Sửa
      `etl/marketplaces/adapters/<kind>.yaml`, rồi *Clear*. / A field that matters is missing: nothing of this source is
      loaded. Mend its field table, then clear.
    - `check_staging`, `check_star`: như ở / as in `province_reports`.
    - `close_night`: kể tên mọi thứ đỏ, cả hàng bị giữ lại: `ocop quarantine show`, sửa, `ocop quarantine replay`, rồi
      *Clear*. / names everything that was red, also listings that were held back.

    **Chạy lại / Run again** lúc nào cũng an toàn: trang đã lưu không hỏi lại, lần thứ hai không đổi dòng nào. Đêm đã
    qua đọc từ vùng đã lưu. / is always safe: what was landed is not asked for again, and a second run changes no row.
    """

    @night_step
    def plan() -> list[dict[str, Any]]:
        """The sources of listings of the night."""
        from etl import marketplace_listings as steps

        return steps.plan(this_night()["marketplace"])

    @source_step(map_index_template=LABEL, pool=MARKETPLACE_POOL)
    def land(source: dict[str, Any]) -> dict[str, Any]:
        """Pages as received, into the raw zone."""
        from etl import marketplace_listings as steps

        night = this_night()
        return steps.land(source["source_code"], night["report_date"], replay=night["replay"])

    @source_step(map_index_template=LABEL, trigger_rule=TriggerRule.ALL_DONE)
    def read(source: dict[str, Any]) -> dict[str, Any]:
        """Pages into listings, also when only some could be landed."""
        from etl import marketplace_listings as steps

        return steps.read(source["source_code"], this_night()["report_date"])

    @task_group
    def marketplace(source: dict[str, Any]) -> None:
        land(source=source) >> read(source=source)  # by name: the label is read from op_kwargs

    @night_step(trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
    def stage(sources: list[dict[str, Any]]) -> dict[str, Any]:
        """The listings of every source that could be read, and how each query went, into staging."""
        from etl import marketplace_listings as steps

        night = this_night()
        return steps.stage(night["run_id"], night["report_date"], [source["source_code"] for source in sources])

    @night_step(trigger_rule=TriggerRule.ALL_DONE, retries=0)
    def close_night(sources: list[dict[str, Any]]) -> None:
        """Red, with names, when anything of the night was red."""
        from etl import marketplace_listings as steps

        night = this_night()
        steps.close_night(night["run_id"], night["report_date"], sources, task_states())

    sources = plan()
    marketplaces = marketplace.expand(source=sources)
    staged = stage(sources)  # type: ignore[arg-type]
    starred = check_and_load(staged, FACT_LISTING_SNAPSHOT)
    marketplaces >> staged
    [marketplaces, starred] >> close_night(sources)  # type: ignore[arg-type]


marketplace_listings()
