"""Every night: what the provinces report, from their sources into the star."""

from datetime import datetime
from typing import Any, cast

from airflow.sdk import CronTriggerTimetable, TriggerRule, dag, get_current_context, task_group

from etl.runtime.flows import (
    FACT_PROVINCE_INDICATOR,
    TASK_DEFAULTS,
    check_and_load,
    night_params,
    night_step,
    source_step,
    task_states,
    this_night,
)

# A source with nothing new says so beside its name.
LABEL = """{{ task.op_kwargs['source']['label'] }}{% if unchanged_since is defined and unchanged_since
%}: không đổi từ / unchanged since {{ unchanged_since }}{% endif %}"""


def _labelled(done: dict[str, Any]) -> dict[str, Any]:
    """What a step of a source gives, with its label told since when the source is unchanged."""
    cast(dict[str, Any], get_current_context())["unchanged_since"] = done["unchanged_since"]
    return done


@dag(
    schedule=CronTriggerTimetable("30 1 * * *", timezone="Asia/Ho_Chi_Minh"),
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=TASK_DEFAULTS,
    params=night_params(
        "province",
        "Tỉnh / Province",
        "Một tỉnh, trống là tất cả / one province, empty for all",
    ),
    tags=["ocop", "province"],
)
def province_reports() -> None:
    """### Báo cáo của các tỉnh / What the provinces report

    **Làm gì / What it does.** Mỗi đêm lúc 01:30 (giờ Việt Nam): lấy văn bản từ các nguồn trong `sources.yaml`, lưu
    nguyên bản, đọc số liệu, kiểm tra, rồi nạp vào `warehouse.fact_province_indicator`. / Every night at 01:30
    (Vietnamese time) it lands what the sources of `sources.yaml` have, reads the figures, checks them, and merges
    them into the star.

    **Trễ / Late.** Một đêm bình thường xong trước 02:30; sau 05:00 là trễ. / A normal night ends before 02:30;
    after 05:00 it is late.

    **Xanh mà không có gì mới / Green with nothing new.** Ô của nguồn ghi «không đổi từ ...». Quá chu kỳ của nguồn
    (`cadence_days`) thì `close_night` cảnh báo trễ, đêm vẫn xanh: nhắc đầu mối. / The source's tasks say “unchanged
    since ...”. Beyond its cadence `close_night` warns that it is late, and the night stays green: remind its owner.

    **Khi đỏ / When it is red.** Cuối log của ô đỏ nói cái gì, ở đâu, phải làm gì. Lượt chạy có thẻ *Kiểm tra và dòng bị
    giữ*; ô của nguồn có *Details → Văn bản gốc*, đúng như nhận được. Tất cả trên một trang: *OCOP* ở thanh bên, hoặc
    `ocop status`. / The end of the red task's log says what, where and what to do. The run has a tab *Checks and
    held rows*; a source's task has *Details → Raw documents*, as they were received. All of it on one page: *OCOP* in
    the side bar, or `ocop status`.
    - `province.land [tỉnh]`: nguồn không trả lời hoặc từ chối. Lỗi mạng tự thử lại; nếu vẫn đỏ, gọi đầu mối ghi trong
      `sources.yaml`, rồi *Clear* ô đỏ. / The source did not answer or refused. Network faults are retried; if it stays
      red, ask the owner in `sources.yaml`, then clear the red task. Danh mục mất hơn nửa cũng đỏ ở đây. / So is a
      listing that lost more than half.
    - `province.read [tỉnh]`: văn bản không đọc được, hoặc mất hơn nửa số liệu; thông báo nói tệp nào, vì sao. Bản trước
      vẫn đứng, các tỉnh khác vẫn nạp. Nguồn sửa xong thì *Clear* ô này; giảm là đúng thì
      `ocop quarantine replay --source … --accept "lý do"` rồi *Clear*. / A document cannot be read, or lost more than
      half of its figures; the message says which and why. Its earlier version stands, the other provinces are loaded.
      Clear the task once the source has mended it; if the drop is right, accept it by that command first.
    - `check_staging`: kiểm tra không chạy được (khác với số liệu không đạt), đã tự thử lại. / A check crashed, which is
      not the same as data that fail; it was tried again.
    - `check_star`: kho không đạt một kiểm tra nghiêm trọng; các bảng cho người phân tích chưa làm mới. / The star fails
      a critical check; what the analysts query was not refreshed.
    - `close_night`: kể tên mọi thứ đỏ trong đêm, cả kiểm tra có dòng bị giữ lại: `ocop quarantine show`, sửa,
      `ocop quarantine replay`, rồi *Clear*. / names everything that was red, also checks that held rows back: see them,
      mend the cause, replay, then clear it.

    **Chờ duyệt / To review.** Số máy đọc chưa chắc không vào kho, đêm vẫn xanh: `ocop quarantine show --reason
    confidence_sufficient`, số nào đúng thì nhận bằng lệnh in dưới nó. / Figures that the reader is not sure of are not
    loaded, and the night stays green: look at them by that command, and accept what is right by the one under it.

    **Chạy lại / Run again** lúc nào cũng an toàn: lần thứ hai không đổi dòng nào. Đêm đã qua đọc từ vùng đã lưu, không
    bao giờ từ mạng. / is always safe: a second run changes no row; a past night is read from landing.
    """

    @night_step
    def plan() -> list[dict[str, Any]]:
        """The sources of the night."""
        from etl import province_reports as steps

        return steps.plan(this_night()["province"])

    @source_step(map_index_template=LABEL)
    def land(source: dict[str, Any]) -> dict[str, Any]:
        """Bytes as received, into the raw zone."""
        from etl import province_reports as steps

        night = this_night()
        return _labelled(steps.land(source["source_code"], night["report_date"], replay=night["replay"]))

    @source_step(map_index_template=LABEL, trigger_rule=TriggerRule.ALL_DONE)
    def read(source: dict[str, Any]) -> dict[str, Any]:
        """Documents into figures, also when only some of a source's could be landed."""
        from etl import province_reports as steps

        return _labelled(steps.read(source["source_code"], this_night()["report_date"]))

    @task_group
    def province(source: dict[str, Any]) -> None:
        land(source=source) >> read(source=source)  # by name: the label is read from op_kwargs

    @night_step(trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
    def stage(sources: list[dict[str, Any]]) -> dict[str, Any]:
        """Figures of every province that could be read, into staging."""
        from etl import province_reports as steps

        night = this_night()
        codes = [source["source_code"] for source in sources]
        return steps.stage(night["run_id"], night["report_date"], codes, replay=night["replay"])

    @night_step(trigger_rule=TriggerRule.ALL_DONE, retries=0)
    def close_night(sources: list[dict[str, Any]]) -> None:
        """Red, with names, when anything of the night was red."""
        from etl import province_reports as steps

        night = this_night()
        steps.close_night(night["run_id"], night["report_date"], sources, task_states())

    sources = plan()
    provinces = province.expand(source=sources)
    staged = stage(sources)  # type: ignore[arg-type]
    starred = check_and_load(staged, FACT_PROVINCE_INDICATOR)
    provinces >> staged
    [provinces, starred] >> close_night(sources)  # type: ignore[arg-type]


province_reports()
