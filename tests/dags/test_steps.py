"""How a task of ours ends, as the one on watch sees it: its state, its tries and the end of its log."""

from pathlib import Path

import pytest

WORDS = "Không có tệp. / There is no file."
FLOW = """
from datetime import datetime
from airflow.sdk import dag
from etl.errors import DataError, PassingError
from etl.runtime.flows import TASK_DEFAULTS, step

@dag(default_args=TASK_DEFAULTS, start_date=datetime(2026, 1, 1), schedule=None)
def {name}():
    @step
    def fails():
        raise {problem}("{words}")

    fails()

{name}()
"""


@pytest.fixture
def ended(airflow_database, capfd: pytest.CaptureFixture[str], tmp_path: Path):
    """Called with what a task raises: the state that it ends in, its tries, and what it said."""

    def run(problem: str) -> tuple[str, int, str]:
        from airflow.dag_processing.bundles.manager import DagBundlesManager
        from airflow.dag_processing.dagbag import DagBag, sync_bag_to_db

        name = problem.lower()
        (tmp_path / f"{name}.py").write_text(FLOW.format(name=name, problem=problem, words=WORDS), encoding="utf-8")
        DagBundlesManager().sync_bundles_to_db()
        bag = DagBag(str(tmp_path))
        sync_bag_to_db(bag, "dags-folder", None)
        capfd.readouterr()
        (task,) = bag.dags[name].test().get_task_instances()
        said = capfd.readouterr()
        return task.state, task.try_number, said.out + said.err

    return run


def test_an_input_at_fault_ends_red_at_once_in_words_and_without_a_stack_trace(ended) -> None:
    state, tries, said = ended("DataError")
    assert (state, tries) == ("failed", 1)
    assert said.count(WORDS) == 1
    assert "Traceback" not in said


def test_what_may_pass_is_tried_again_and_told_in_words(ended) -> None:
    state, tries, said = ended("PassingError")
    assert (state, tries) == ("failed", 3)
    assert said.count(WORDS) == 3
    assert "Traceback" not in said


def test_what_nobody_foresaw_is_tried_again_and_keeps_its_stack_trace(ended) -> None:
    state, tries, said = ended("ZeroDivisionError")
    assert (state, tries) == ("failed", 3)
    assert "Traceback" in said
