"""A night by the steps of its flow as the DAG runs them, but without Airflow, which takes a second a task."""

from types import ModuleType

from etl import loads
from etl.errors import DataError
from etl.nights import tonight
from etl.warehouse import marts


def run(flow: ModuleType, run_id: str) -> set[str]:
    """Tonight's run of province_reports or marketplace_listings; what was red, named as Airflow names it."""
    red, night, planned = set(), tonight(), flow.plan()
    group = flow.__name__.rpartition(".")[2].split("_")[0]
    for source in planned:
        for step in (flow.land, flow.read):
            try:
                step(source["source_code"], night)
            except DataError:
                red.add(f"{group}.{step.__name__} {source['label']}")
    load_id = flow.stage(run_id, night, [source["source_code"] for source in planned])["load_id"]
    loads.check(load_id, "staging")
    loads.load(load_id)
    loads.check(load_id, "star")
    marts.refresh()
    try:
        flow.close_night(run_id, night, planned, {})
    except DataError:
        red.add("close_night")
    return red
