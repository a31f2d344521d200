"""The nightly flow run by Airflow in this process, on a warehouse of the test's own."""

import shutil
from pathlib import Path
from urllib.parse import quote

import nights_by_steps
import pytest
from sqlalchemy import select, text

from etl import province_reports
from etl.nights import tonight
from etl.warehouse.sources_seen import note_changes

SAMPLES = Path(__file__).parents[2] / "samples"
# all parameters each time: dag.test leaves those of one run in the DAG for the next
CONF = {"report_date": None, "province": None, "replay": False}


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for the sources: two provinces' documents of the sample night."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for document in (*SAMPLES.glob("an-giang/*"), *SAMPLES.glob("lang-son/*")):
        shutil.copy(document, folder)
    monkeypatch.setenv("OCOP_REPORTS", str(folder))
    return folder


def run(dags, **conf):
    """Run `province_reports` once; gives its state and the names of its red tasks."""
    done = dags.dags["province_reports"].test(run_conf={**CONF, **conf})
    red = [task for task in done.get_task_instances() if task.state == "failed"]
    return done.state, sorted(" ".join(filter(None, (task.task_id, task.rendered_map_index))) for task in red)


def figures(warehouse) -> int:
    with warehouse.connect() as connection:
        return connection.scalar(text("select count(*) from warehouse.fact_province_indicator where is_current"))


def test_a_night_ends_green_with_figures_in_the_star(airflow_database, dags, warehouse, reports) -> None:
    assert run(dags) == ("success", [])
    assert figures(warehouse) > 10


def test_every_figure_leads_back_to_its_sentence(airflow_database, dags, warehouse, reports) -> None:
    assert nights_by_steps.run(province_reports, "before") == set()
    with warehouse.connect() as connection:
        stated = connection.execute(text("select quote, sentence from mart.stated_figure")).all()
    assert stated and all(figure.quote in figure.sentence for figure in stated)


def test_a_document_that_cannot_be_read_is_red_and_the_others_load(airflow_database, dags, warehouse, reports) -> None:
    (reports / "broken.docx").write_bytes(b"PK\x03\x04 no archive at all")
    assert run(dags) == ("failed", ["close_night", "province.read broken.docx"])
    assert figures(warehouse) > 10


def test_what_was_red_is_kept_with_its_name_and_reason(airflow_database, dags, warehouse, reports) -> None:
    (reports / "broken.docx").write_bytes(b"")
    assert nights_by_steps.run(province_reports, "tonight") == {"province.read broken.docx", "close_night"}
    with warehouse.connect() as connection:
        (source,) = connection.execute(text("select * from ops.source_state where problem is not null")).all()
    assert source.source_code == "broken.docx"
    assert source.last_tried_on == tonight()


def test_a_second_run_of_the_night_changes_no_row(airflow_database, dags, warehouse, reports, written) -> None:
    assert nights_by_steps.run(province_reports, "before") == set()
    before = written()
    assert run(dags) == ("success", [])
    assert written() == before


def test_a_night_that_was_never_landed_is_refused_and_not_fetched(airflow_database, dags, warehouse, reports) -> None:
    state, red = run(dags, report_date="2026-01-15")
    assert (state, red[0]) == ("failed", "close_night")
    assert all(task.startswith("province.land ") for task in red[1:]) and len(red) == 3
    assert figures(warehouse) == 0


def test_a_replay_reads_what_was_landed_although_the_source_is_gone(airflow_database, dags, warehouse, reports) -> None:
    assert nights_by_steps.run(province_reports, "before") == set()
    before = figures(warehouse)
    for document in reports.iterdir():
        document.write_text("", encoding="utf-8")
    state, _ = run(dags, replay=True)
    assert (state, figures(warehouse)) == ("success", before)


def test_a_source_with_nothing_new_is_green_and_says_since_when(airflow_database, dags, warehouse, reports) -> None:
    assert nights_by_steps.run(province_reports, "before") == set()
    with warehouse.begin() as connection:  # as if that night had been in January
        connection.execute(text("update warehouse.bridge_document_source set valid_from = '2026-01-05'"))
    note_changes()
    done = dags.dags["province_reports"].test(run_conf=CONF)
    assert done.state == "success"
    labels = {task.rendered_map_index for task in done.get_task_instances() if task.task_id == "province.land"}
    assert len(labels) == 2
    assert all(label.endswith(": không đổi từ / unchanged since 2026-01-05") for label in labels)


def test_the_event_of_the_fact_carries_what_the_load_came_to(airflow_database, dags, warehouse, reports) -> None:
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session

    (reports / "lai-chau.txt").write_text(
        "Báo cáo của tỉnh Lai Châu. Đến hết năm 2023, tỉnh Lai Châu có 150 sản phẩm OCOP. "
        "Tỷ lệ chủ thể là hợp tác xã chiếm 180% tổng số chủ thể OCOP.",
        encoding="utf-8",
    )
    run(dags)
    with create_session() as session:
        said = session.scalars(select(AssetEvent.extra).order_by(AssetEvent.id.desc())).first()
    assert said["documents"] == 3
    assert said["rows_inserted"] == figures(warehouse)
    assert said["rows_quarantined"] == 1
    assert said["checks_failed"]["critical"] == 1


def test_each_task_links_to_what_it_was_about(airflow_database, dags, warehouse, reports) -> None:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    (reports / "broken.docx").write_bytes(b"")
    done = dags.dags["province_reports"].test(run_conf=CONF)
    query = select(XComModel.task_id, XComModel.value).where(
        XComModel.run_id == done.run_id, XComModel.key.startswith("_link_")
    )
    with create_session() as session:
        links = {(task, link) for task, link in session.execute(query)}
    assert ("province.read", "/ocop/sources/broken.docx") in links
    assert ("check_staging", f"/ocop/nights/{quote(done.run_id, safe='')}") in links


def test_the_marts_can_be_refreshed_after_it(airflow_database, dags, warehouse, reports) -> None:
    assert nights_by_steps.run(province_reports, "before") == set()
    assert dags.dags["marts"].test().state == "success"
    with warehouse.connect() as connection:
        seen = connection.scalar(text("select count(*) from mart.province_completeness where status <> 'missing'"))
    assert seen >= 1
