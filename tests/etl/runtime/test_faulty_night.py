"""The faulty night without Airflow, by the steps of the flow: what is red and seen, and what leads to green."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from nights_by_steps import run
from sqlalchemy import Engine, text

from etl import cli, province_reports
from etl.monitoring import status
from etl.runtime import faulty_night
from etl.settings import PROJECT

DOCS = (PROJECT / "docs" / "faulty-night.md").read_text(encoding="utf-8")
RED_TASKS, WARNINGS = DOCS.split("## Ô đỏ", 1)[1].split("## Không đỏ", 1)


@pytest.fixture
def sources(warehouse: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sources of the faulty night after the first one."""
    folder = tmp_path / "sources"
    folder.mkdir()
    shutil.copy(faulty_night.SAMPLES / "sources.yaml", folder)
    monkeypatch.setenv("OCOP_SOURCES", str(folder / "sources.yaml"))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    faulty_night.first_night(folder)
    return folder


def follow(written: str, sources: Path) -> None:
    """Do what the lines of commands say, but for the run of the night."""
    for command in re.findall(r"^ {4,}(cp .*|\.venv/bin/ocop quarantine .*)$", written, re.MULTILINE):
        program, *arguments = shlex.split(command)
        if program == "cp":
            assert arguments[-1] == "$OCOP_HOME/sources/"
            given = PROJECT / arguments[1]
            shutil.copytree(given, sources / given.name, dirs_exist_ok=True)
        else:
            assert cli.main(arguments) == 0


def test_every_fault_is_seen_where_it_should_be_and_nothing_else_is_red(sources: Path) -> None:
    faulty_night.give(sources, "tonight")
    assert faulty_night.compare(run(province_reports, "faulty")) == []


def test_the_written_steps_for_the_red_tasks_lead_to_green(sources: Path) -> None:
    faulty_night.give(sources, "tonight")
    run(province_reports, "faulty")
    follow(RED_TASKS, sources)
    assert run(province_reports, "mended") == set()


def test_after_all_written_steps_nothing_is_left_to_do(warehouse: Engine, sources: Path) -> None:
    faulty_night.give(sources, "tonight")
    run(province_reports, "faulty")
    follow(RED_TASKS + WARNINGS, sources)
    run(province_reports, "mended")
    assert "Không có việc gì. / Nothing." in status.text()
    with warehouse.connect() as connection:
        warned = connection.scalars(
            text(
                "select expectation_code from ops.quality_result join ops.load using (load_id) "
                "where run_id = 'mended' and outcome <> 'passed'"
            )
        )
        assert set(warned) == set()


@pytest.mark.parametrize("lacking", ["province.read Lai Châu", "close_night"])
def test_a_fault_that_is_not_red_is_told(sources: Path, lacking: str) -> None:
    faulty_night.give(sources, "tonight")
    assert faulty_night.compare(run(province_reports, "faulty") - {lacking}) == [f"không đỏ / not red: {lacking}"]


def test_what_is_red_unplanned_is_told(sources: Path) -> None:
    faulty_night.give(sources, "tonight")
    red = run(province_reports, "faulty") | {"load"}
    assert faulty_night.compare(red) == ["đỏ mà không gài / red but not planted: load"]


def test_it_keeps_away_from_the_warehouse_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in (*faulty_night.ELSEWHERE, "OCOP_HOME", "OCOP_SOURCES"):
        monkeypatch.setenv(variable, "postgresql+psycopg://loader@production/ocop")
    faulty_night.begin_anew(tmp_path / "faulty")
    assert not set(faulty_night.ELSEWHERE) & set(os.environ)
    assert os.environ["OCOP_HOME"] == str(tmp_path / "faulty")
