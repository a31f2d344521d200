"""A night of some of the samples from end to end: killed in the middle and run again.

What a second night changes is held by tests/dags: a night through the whole of Airflow takes minutes.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import yaml
from sqlalchemy import make_url

from etl.errors import DataError
from etl.runtime import airflow_home, launching, night
from etl.settings import PROJECT
from etl.warehouse import server

pytestmark = pytest.mark.timeout(900)

FEW = ("an-giang", "lang-son", "tiki-storefront")  # each source is two tasks more
OCOP = [sys.executable, "-c", "import sys; from etl.cli import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def home(new_home: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose nights have only a few of the sources."""
    sources = yaml.safe_load((PROJECT / "sources.yaml").read_text(encoding="utf-8"))
    few = [source for source in sources if source["code"] in FEW]
    for source in few:
        if source["kind"] == "folder":
            source["location"] = str(PROJECT / source["location"])
    listed = tmp_path_factory.mktemp("few") / "sources.yaml"
    listed.write_text(yaml.safe_dump(few, allow_unicode=True), encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        home = new_home("a night")
        environment.setenv("OCOP_SOURCES", str(listed))
        yield home


def begin(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*OCOP, *arguments], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def lines(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    yield from process.stdout


def nightly() -> tuple[int, str]:
    process = begin("nightly")
    said = "".join(lines(process))
    return process.wait(), said


def paused(home: Path) -> set[str]:
    url = make_url(server.url(home, "postgres", "airflow")).set(drivername="postgresql")
    with server.in_use(home), psycopg.connect(url.render_as_string()) as connection:
        return {name for (name,) in connection.execute("select dag_id from dag where is_paused")}


def nothing_runs(home: Path) -> bool:
    return not launching.working_in((airflow_home.folder(home) / "run").glob("*")) and not server.running(home)


def test_a_folder_without_reports_is_refused_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCOP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OCOP_REPORTS", "")  # so that it is put back
    (tmp_path / "reports").mkdir()
    with pytest.raises(DataError, match="has no file; put the reports there"):
        night.nightly(tmp_path / "reports")
    assert not (tmp_path / "home").exists()


@pytest.fixture(scope="module")
def killed_in_the_middle(home: Path) -> None:
    process = begin("nightly")
    for line in lines(process):
        if "province.read" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def run_again(home: Path, killed_in_the_middle: None) -> tuple[int, str]:
    return nightly()


def test_a_night_that_was_killed_is_run_again(run_again: tuple[int, str]) -> None:
    status, said = run_again
    assert status == 0, said


def test_progress_names_the_provinces(run_again: tuple[int, str]) -> None:
    assert "province_reports.province.read [An Giang]: xong / done" in run_again[1]


def test_the_summary_tells_what_was_read_and_checked(run_again: tuple[int, str]) -> None:
    summary = run_again[1].split("ĐÊM / NIGHT")[1]
    assert "Lạng Sơn" in summary
    assert "không / none" in summary
    assert "0 không đạt / failed" in summary


def test_no_figure_of_the_samples_waits_for_review(run_again: tuple[int, str]) -> None:
    assert "0 chờ duyệt / to review" in run_again[1]
    assert "Chờ duyệt / to review   không / none" in run_again[1]


def test_nothing_is_left_running(home: Path, run_again: tuple[int, str]) -> None:
    assert nothing_runs(home)


def test_the_dags_are_paused_again(home: Path, run_again: tuple[int, str]) -> None:
    assert paused(home) == set(night.DAGS)
