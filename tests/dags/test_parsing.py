"""What Airflow sees when it parses the DAGs; nothing is run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DAGS = Path(__file__).parents[2] / "dags"


FLOWS = ["marketplace_listings", "marts", "province_reports"]


def test_all_flows_of_the_house_parse(dags) -> None:
    assert dags.import_errors == {}
    assert sorted(dags.dags) == FLOWS


@pytest.mark.parametrize("dag_id", FLOWS)
def test_every_flow_tells_the_one_on_watch_what_to_do(dags, dag_id) -> None:
    page = dags.dags[dag_id].doc_md
    assert all(words in page for words in ("What it does", "Late", "When it is red"))


@pytest.mark.parametrize("dag_id", FLOWS)
def test_every_task_has_an_owner_and_retries_by_cause(dags, dag_id) -> None:
    for task in dags.dags[dag_id].tasks:
        assert task.owner == "ocop", task.task_id
        if task.task_id != "close_night":
            assert task.retries == 2, task.task_id
            assert task.retry_policy is not None, task.task_id


@pytest.mark.parametrize("dag_id", ["marketplace_listings", "province_reports"])
def test_the_night_starts_by_the_clock_of_viet_nam(dags, dag_id) -> None:
    assert str(dags.dags[dag_id].schedule.timezone) == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("dag_id", "fact"),
    [("marketplace_listings", "fact_listing_snapshot"), ("province_reports", "fact_province_indicator")],
)
def test_the_marts_follow_either_fact(dags, dag_id, fact) -> None:
    (outlet,) = dags.dags[dag_id].get_task("check_star").outlets
    assert outlet.name == fact
    assert outlet in dags.dags["marts"].schedule.objects


def test_marketplaces_are_asked_in_the_pool_that_is_made_for_them(dags) -> None:
    from etl.runtime.pools import MARKETPLACE_POOL

    assert dags.dags["marketplace_listings"].get_task("marketplace.land").pool == MARKETPLACE_POOL


def test_parsing_imports_neither_checks_nor_frames() -> None:
    code = (
        f"import sys; sys.path[:0] = [{str(DAGS)!r}, {str(DAGS.parent)!r}]\n"
        "import marketplace_listings, province_reports, marts, json\n"
        "print(json.dumps([m for m in ('great_expectations', 'pandas', 'pyarrow') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_two_parses_give_the_same_version(airflow) -> None:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.models.serialized_dag import SerializedDagModel
    from airflow.serialization.serialized_objects import DagSerialization

    def versions() -> dict[str, str]:
        parsed = DagBag(str(DAGS))
        return {dag_id: SerializedDagModel.hash(DagSerialization.to_dict(dag)) for dag_id, dag in parsed.dags.items()}

    assert versions() == versions()
