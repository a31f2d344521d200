"""A night with faults as Airflow sees it: which tasks are red, which were tried again, what loads all the same."""

from hashlib import sha256
from pathlib import Path

import nights_by_steps
import pytest
from sqlalchemy import text

from etl import landing, province_reports
from etl.reports import read, rules_version

SOURCES = """
- {code: an-giang, province: An Giang, kind: folder, location: an-giang, owner: văn phòng, cadence_days: 30}
- {code: lang-son, province: Lạng Sơn, kind: folder, location: lang-son, owner: văn phòng, cadence_days: 30}
"""
WHOLE = "Đến hết năm 2024, tỉnh An Giang có {} sản phẩm OCOP, gồm 9 sản phẩm 4 sao và 80 sản phẩm 3 sao của 60 chủ thể."
ONE = "Đến hết năm 2024, tỉnh An Giang có 12 sản phẩm OCOP."
OTHER = "Đến hết năm 2024, tỉnh Lạng Sơn có {} sản phẩm OCOP."


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two provinces' folders with one report each."""
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    monkeypatch.setenv("OCOP_SOURCES", str(tmp_path / "sources.yaml"))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    for province, words in (("an-giang", WHOLE.format(89)), ("lang-son", OTHER.format(84))):
        (tmp_path / province).mkdir()
        put(tmp_path, province, words)
    return tmp_path


def put(reports: Path, province: str, words: str, name: str = "bao-cao.txt") -> None:
    (reports / province / name).write_text(words, encoding="utf-8")


def run(dags, **conf):
    """Run `province_reports` once: its state, and how often each red task was tried."""
    defaults = {"report_date": None, "province": None, "replay": False}
    done = dags.dags["province_reports"].test(run_conf={**defaults, **conf})
    return done.state, {
        " ".join(filter(None, (task.task_id, task.rendered_map_index))): task.try_number
        for task in done.get_task_instances()
        if task.state == "failed"
    }


def totals(warehouse) -> list[int]:
    """The current figures that are neither a rank's nor of producers."""
    figures = text("""
        select value::int
        from warehouse.fact_province_indicator
        join warehouse.dim_indicator using (indicator_id)
        where is_current and star_code = 'all' and unit = 'product'
        order by 1
    """)
    with warehouse.connect() as connection:
        return list(connection.scalars(figures))


def test_a_document_that_lost_half_is_red_in_its_own_province_and_not_tried_again(
    airflow_database, dags, warehouse, reports
) -> None:
    assert nights_by_steps.run(province_reports, "before") == set()
    put(reports, "an-giang", ONE)
    put(reports, "lang-son", OTHER.format(85))
    assert run(dags) == ("failed", {"close_night": 1, "province.read An Giang": 1})
    assert totals(warehouse) == [85, 89]


def test_once_the_drop_is_accepted_the_night_is_green(airflow_database, dags, warehouse, reports) -> None:
    from etl.quality.held import Selection
    from etl.replay import replay

    assert nights_by_steps.run(province_reports, "before") == set()
    put(reports, "an-giang", ONE)
    assert nights_by_steps.run(province_reports, "held") == {"province.read An Giang", "close_night"}
    replay(Selection(source="an-giang"), accept="báo cáo rút gọn")
    assert run(dags) == ("success", {})
    assert totals(warehouse) == [12, 84]


def test_a_listing_of_less_than_half_is_red_where_it_was_fetched(airflow_database, dags, warehouse, reports) -> None:
    for number in range(3):
        put(reports, "lang-son", OTHER.format(number), f"{number}.txt")
    assert nights_by_steps.run(province_reports, "before") == set()
    for number in range(3):
        (reports / "lang-son" / f"{number}.txt").unlink()
    assert run(dags) == ("failed", {"close_night": 1, "province.land Lạng Sơn": 1})


def test_rows_in_quarantine_are_named_and_the_rest_of_the_province_loads(
    airflow_database, dags, warehouse, reports
) -> None:
    put(reports, "lang-son", OTHER.format(84) + " Đến hết năm 2035, tỉnh Lạng Sơn có 500 sản phẩm OCOP.")
    assert run(dags) == ("failed", {"close_night": 1})
    with warehouse.connect() as connection:
        assert list(connection.scalars(text("select value from quarantine.held_figure"))) == ["500"]
        assert connection.scalar(text("select count(*) from warehouse.fact_province_indicator where value = 84")) == 1
    assert run(dags) == ("success", {})  # nothing new


def test_warnings_alone_leave_the_night_green(airflow_database, dags, warehouse, reports) -> None:
    put(reports, "an-giang", WHOLE.format(99))
    assert run(dags) == ("success", {})
    with warehouse.connect() as connection:
        failed = connection.scalars(text("select expectation_code from ops.quality_result where outcome = 'failed'"))
        assert set(failed) == {"parts_make_total"}


def test_figures_to_review_leave_the_night_green(airflow_database, dags, warehouse, reports) -> None:
    unsure(reports / "an-giang" / "bao-cao.txt", 60)
    assert run(dags) == ("success", {})
    with warehouse.connect() as connection:
        assert list(connection.scalars(text("select value from quarantine.held_figure where is_to_review"))) == ["60"]


def unsure(report: Path, value: int) -> None:
    """Let the reader be unsure of one value of a report, whatever its rules make of it."""
    reading = read(report.read_bytes(), report.suffix)
    for figure in reading.figures:
        figure.confidence = 0.4 if figure.value == value else 0.9
    landing.save_reading(sha256(report.read_bytes()).hexdigest(), rules_version(), reading.to_dict())


def test_a_check_that_crashed_is_tried_again_and_nothing_is_loaded(airflow_database, dags, warehouse, reports) -> None:
    with warehouse.begin() as connection:
        connection.execute(text("drop view staging.typed_province_indicator cascade"))
    state, red = run(dags)
    assert (state, red["check_staging"]) == ("failed", 3)
    with warehouse.connect() as connection:
        assert connection.scalar(text("select count(*) from warehouse.fact_province_indicator")) == 0
        assert connection.scalar(text("select count(*) from quarantine.province_indicator")) == 0
