"""Loads to check, in a real warehouse."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert
from staged_night import TONIGHT, Night

from etl.quality.suites import FOLDER
from etl.warehouse import tables


@pytest.fixture
def new_night(warehouse: Engine) -> Callable[..., Night]:
    """Begin another load: new_night(report_date=...)."""
    numbers = iter(range(1, 100))

    def begin(report_date: date = TONIGHT) -> Night:
        values = {
            "target": "fact_province_indicator",
            "report_date": report_date,
            "run_id": f"run {next(numbers)}",
            "rules_version": "r1",
            "state": "staged",
        }
        with warehouse.begin() as connection:
            load_id = connection.scalar(insert(tables.load).values(values).returning(tables.load.c.load_id))
        return Night(warehouse, load_id)

    return begin


@pytest.fixture
def night(new_night: Callable[..., Night]) -> Night:
    """A load with nothing staged yet."""
    return new_night()


@pytest.fixture
def expectations(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the suites with lines added to the checks of staging: expectations(lines) gives its folder."""

    def with_lines(lines: str) -> Path:
        folder = shutil.copytree(FOLDER, tmp_path / "expectations")
        with (folder / "province_indicator_staging.yaml").open("a", encoding="utf-8") as file:
            file.write(lines)
        return folder

    return with_lines
