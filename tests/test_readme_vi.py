"""README.vi.md: its questions, asked of the sample night, have the answers that it prints."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from etl import loads, marketplace_listings, province_reports
from etl.nights import tonight
from etl.runtime import launching, stand_ins
from etl.settings import PROJECT
from etl.warehouse import marts
from etl.warehouse.analyst import write_csv

README = (PROJECT / "README.vi.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^### (.+?)\n+```sql\n(.+?)```\n+```csv\n(.+?)```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def sample_night(warehouse: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The documents of samples/ and the stand-ins of marketplaces, taken through every step of the nightly flows."""
    for name in ("OCOP_SOURCES", "OCOP_REPORTS"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "stand-ins"
    for name, value in stand_ins.start(folder, tmp_path / "stand-ins.log").items():
        monkeypatch.setenv(name, value)
    for steps in (province_reports, marketplace_listings):
        codes = [source["source_code"] for source in steps.plan()]
        for code in codes:
            steps.land(code, tonight())
            steps.read(code, tonight())
        load_id = steps.stage("sample night", tonight(), codes)["load_id"]
        loads.check(load_id, "staging")
        loads.load(load_id)
        loads.check(load_id, "star")
    marts.refresh()
    yield
    launching.end([folder], 5)


def _asked(statement: str) -> str:
    out = io.StringIO()
    write_csv(statement, out)
    return out.getvalue()


def test_every_question_has_the_answer_that_is_printed(sample_night: None) -> None:
    answered = "".join(f"### {question}\n{_asked(statement)}" for question, statement, _ in QUESTIONS)
    assert answered == "".join(f"### {question}\n{answer}" for question, _, answer in QUESTIONS)


def test_no_question_goes_unasked() -> None:
    assert len(QUESTIONS) == README.count("```sql\n") == 7


@pytest.mark.parametrize("column", sorted(set(re.findall(r"`([a-z]+_[a-z_]+)`", README))))
def test_what_it_names_is_there(warehouse: Engine, column: str) -> None:
    known = _asked("select distinct column_name from information_schema.columns union select table_name "
                   "from information_schema.tables union select star_code from dim_star "
                   "union select indicator_code from dim_indicator")  # fmt: skip
    assert column in {*known.splitlines(), "ocop_analyst", "at_least", "range_low", "range_high", "not_seen"}
