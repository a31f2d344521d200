"""The nightly flow run by Airflow in this process, on a warehouse of the test's own."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.nights import tonight

SAMPLES = Path(__file__).parents[2] / "samples"


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
    # all parameters each time: dag.test leaves those of one run in the DAG for the next
    defaults = {"report_date": None, "province": None, "replay": False}
    done = dags.dags["province_reports"].test(run_conf={**defaults, **conf})
    red = [task for task in done.get_task_instances() if task.state == "failed"]
    return done.state, sorted(" ".join(filter(None, (task.task_id, task.rendered_map_index))) for task in red)


def figures(warehouse) -> int:
    with warehouse.connect() as connection:
        return connection.scalar(text("select count(*) from warehouse.fact_province_indicator where is_current"))


def test_a_night_ends_green_with_figures_in_the_star(airflow_database, dags, warehouse, reports) -> None:
    assert run(dags) == ("success", [])
    assert figures(warehouse) > 10


def test_a_document_that_cannot_be_read_is_red_and_the_others_load(airflow_database, dags, warehouse, reports) -> None:
    (reports / "broken.docx").write_bytes(b"PK\x03\x04 no archive at all")
    assert run(dags) == ("failed", ["close_night", "province.read broken.docx"])
    assert figures(warehouse) > 10


def test_what_was_red_is_kept_with_its_name_and_reason(airflow_database, dags, warehouse, reports) -> None:
    (reports / "broken.docx").write_bytes(b"")
    run(dags)
    with warehouse.connect() as connection:
        (source,) = connection.execute(text("select * from ops.source_state where problem is not null")).all()
    assert source.source_code == "broken.docx"
    assert source.last_tried_on == tonight()


def test_a_second_run_of_the_night_changes_no_row(airflow_database, dags, warehouse, reports, written) -> None:
    run(dags)
    before = written()
    assert run(dags) == ("success", [])
    assert written() == before


def test_a_night_that_was_never_landed_is_refused_and_not_fetched(airflow_database, dags, warehouse, reports) -> None:
    state, red = run(dags, report_date="2026-01-15")
    assert (state, red[0]) == ("failed", "close_night")
    assert all(task.startswith("province.land ") for task in red[1:]) and len(red) == 3
    assert figures(warehouse) == 0


def test_a_replay_reads_what_was_landed_although_the_source_is_gone(airflow_database, dags, warehouse, reports) -> None:
    run(dags)
    before = figures(warehouse)
    for document in reports.iterdir():
        document.write_text("", encoding="utf-8")
    state, _ = run(dags, replay=True)
    assert (state, figures(warehouse)) == ("success", before)


def test_the_marts_can_be_refreshed_after_it(airflow_database, dags, warehouse, reports) -> None:
    run(dags)
    assert dags.dags["marts"].test().state == "success"
    with warehouse.connect() as connection:
        seen = connection.scalar(text("select count(*) from mart.completeness where status <> 'missing'"))
    assert seen >= 1
