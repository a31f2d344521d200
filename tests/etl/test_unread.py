"""A document that was landed and, for whatever reason, not read: the others go on, and it is named."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from etl import landing, province_reports, settings
from etl.nights import tonight
from etl.reports import rules_version

SAMPLES = settings.PROJECT / "samples"


@pytest.fixture
def night(warehouse: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two documents, landed and read; gives their sources."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for document in (*SAMPLES.glob("an-giang/*"), *SAMPLES.glob("lang-son/*")):
        shutil.copy(document, folder)
    monkeypatch.setenv("OCOP_REPORTS", str(folder))
    codes = [source["source_code"] for source in province_reports.plan()]
    for code in codes:
        province_reports.land(code, tonight())
        province_reports.read(code, tonight())
    return codes


def test_a_document_without_a_reading_by_the_rules_of_now_is_named_and_the_others_go_on(
    warehouse: Engine, night: list[str]
) -> None:
    (lost,) = landing.landed_on(night[0], tonight()) or []
    Path(settings.landing(), "readings", rules_version(), f"{lost.sha256}.json").unlink()
    staged = province_reports.stage("run", tonight(), night)
    assert staged["documents"] == 1
    with warehouse.connect() as connection:
        problems = connection.execute(
            text("select source_code, problem from ops.source_state where problem is not null")
        ).all()
    assert [source for source, _ in problems] == [night[0]]
    assert lost.document_name in problems[0].problem
