"""The flow of the marketplaces run by Airflow in this process, over HTTP, on a warehouse of the test's own."""

import nights_by_steps
import pytest
from sqlalchemy import text

from etl import marketplace_listings
from standins.faults import blocked_page
from standins.lazada_storefront import LazadaStorefront
from standins.platform import Fault
from standins.server import serving
from standins.tiki_storefront import TikiStorefront

# all parameters each time: dag.test leaves those of one run in the DAG for the next
CONF = {"report_date": None, "marketplace": None, "replay": False}
SOURCES = """
- {{code: tiki, kind: tiki_storefront, location: '{tiki}', queries: [{{keyword: ocop}}], owner: o,
   cadence_days: 1, requests_per_second: 1000}}
- {{code: lazada, kind: lazada_storefront, location: '{lazada}', queries: [{{keyword: ocop}}], owner: o,
   cadence_days: 1, requests_per_second: 1000}}
"""


@pytest.fixture
def markets(tmp_path, monkeypatch):
    """Tiki and Lazada as stand-ins, the two sources of the night."""
    with serving(TikiStorefront()) as tiki, serving(LazadaStorefront()) as lazada:
        (tmp_path / "sources.yaml").write_text(SOURCES.format(tiki=tiki.url, lazada=lazada.url), encoding="utf-8")
        monkeypatch.setenv("OCOP_SOURCES", str(tmp_path / "sources.yaml"))
        monkeypatch.delenv("OCOP_REPORTS", raising=False)
        yield {"tiki": tiki.platform, "lazada": lazada.platform}


def run(dags, **conf):
    """Run `marketplace_listings` once; gives its state and the names of its red tasks."""
    done = dags.dags["marketplace_listings"].test(run_conf={**CONF, **conf})
    red = [task for task in done.get_task_instances() if task.state == "failed"]
    return done.state, sorted(" ".join(filter(None, (task.task_id, task.rendered_map_index))) for task in red)


def listings(warehouse, source):
    query = text("select count(*) from warehouse.fact_listing_snapshot where source_code = :source")
    with warehouse.connect() as connection:
        return connection.scalar(query, {"source": source})


def test_a_night_ends_green_with_listings_in_the_star(airflow_database, dags, warehouse, markets) -> None:
    assert run(dags) == ("success", [])
    assert min(listings(warehouse, source) for source in markets) > 10


def test_one_blocked_marketplace_is_red_by_name_and_the_others_load(airflow_database, dags, warehouse, markets) -> None:
    markets["tiki"].faults = [Fault(blocked_page())]
    assert run(dags) == ("failed", ["close_night", "marketplace.land tiki"])
    assert (listings(warehouse, "tiki"), listings(warehouse, "lazada") > 10) == (0, True)


def test_one_marketplace_can_be_run_alone(airflow_database, dags, warehouse, markets) -> None:
    assert run(dags, marketplace="lazada") == ("success", [])
    assert listings(warehouse, "tiki") == 0


def test_a_second_run_changes_no_row(airflow_database, dags, warehouse, markets, written) -> None:
    assert nights_by_steps.run(marketplace_listings, "before") == set()
    before = written()
    assert run(dags) == ("success", [])
    assert written() == before


def test_a_replay_reads_what_was_landed_although_the_marketplace_is_gone(
    airflow_database, dags, warehouse, markets
) -> None:
    assert nights_by_steps.run(marketplace_listings, "before") == set()
    before = listings(warehouse, "tiki")
    markets["tiki"].faults = [Fault(blocked_page())]
    assert run(dags, replay=True) == ("success", [])
    assert listings(warehouse, "tiki") == before
