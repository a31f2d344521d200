"""A night with planted faults, in a home of its own, and whether it went as planted: `make faulty-night`.

What the sources give is in faulty: `first` some nights ago, `tonight` on top of it, `mended` afterwards.
What has to be seen of each fault in Airflow, `ocop status` and mart.completeness is in faulty/planted.yaml.
"""

import os
import shlex
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from etl import landing, loads, province_reports, settings
from etl.monitoring import status
from etl.nights import tonight
from etl.rule_files import read_rules
from etl.runtime import components, night
from etl.runtime.progress import say
from etl.sources import config
from etl.warehouse import database, marts, server
from etl.warehouse.database import engine

SAMPLES = settings.PROJECT / "faulty"
NIGHTS_AGO = 10  # the first night: longer ago than the cadence of the source that is to be late
ELSEWHERE = ("OCOP_WAREHOUSE_URL", "OCOP_ANALYST_URL", "OCOP_LANDING", "OCOP_REPORTS")


@dataclass(frozen=True)
class Fault:
    """One thing that was planted, and what has to be seen of it; `completeness` is by province: words and products."""

    vi: str
    en: str
    status: list[str]
    completeness: dict[str, tuple[str, int | None]]
    red: str | None = None


def run() -> int:
    """Make the home anew, run the first night and the faulty one, and say what was seen of each fault.

    Gives the exit status: 0 when the night is red exactly as planted, 1 otherwise, 130 when it was interrupted.
    """
    home = settings.home() / "faulty"
    sources = begin_anew(home)
    with server.in_use(home):
        database.migrate()
        first_night(sources)
    give(sources, "tonight")
    ended = night.nightly()
    if ended == 130:
        return ended
    with server.in_use(home):
        differences = compare(red_tasks(home))
    print(_how_to_look(home, sources))
    return 1 if differences or ended != 1 else 0


def begin_anew(home: Path) -> Path:
    """Stop what runs in this home, empty it, let the environment point at it alone; gives the sources' folder."""
    for variable in ELSEWHERE:
        os.environ.pop(variable, None)
    sources = home / "sources"
    os.environ.update(OCOP_HOME=str(home), OCOP_SOURCES=str(sources / "sources.yaml"))
    components.down()
    server.remove(home)
    shutil.rmtree(home, ignore_errors=True)
    sources.mkdir(parents=True)
    shutil.copy(SAMPLES / "sources.yaml", sources)
    return sources


def give(sources: Path, what: str) -> None:
    """Let the sources have what they gave `first`, `tonight`, or once `mended`; documents of other names stay."""
    shutil.copytree(SAMPLES / what, sources, dirs_exist_ok=True)


def first_night(sources: Path) -> None:
    """Load what the sources gave some nights ago by the steps of the flow; the warehouse is up and migrated."""
    then = tonight() - timedelta(days=NIGHTS_AGO)
    say(f"Đêm đầu, {NIGHTS_AGO} ngày trước / the first night, {NIGHTS_AGO} days ago: {then}")
    give(sources, "first")
    codes = [source.code for source in config.listed() if (sources / source.code).is_dir()]
    for code in codes:
        _land_for(code, then)
        province_reports.land(code, then)
        province_reports.read(code, then)
    load_id = province_reports.stage("first_night", then, codes)["load_id"]
    loads.check(load_id, "staging")
    loads.load(load_id)
    loads.check(load_id, "star")
    marts.refresh()


def planted() -> tuple[list[Fault], str]:
    """What faulty/planted.yaml lists, and the name of the task that closes the night."""
    listed = read_rules(SAMPLES / "planted.yaml")
    return [Fault(**fault) for fault in listed["planted"]], listed["closing"]


def compare(red: Collection[str]) -> list[str]:
    """Print each fault with whether it was seen, given the red tasks by name; gives what is not as planted."""
    faults, closing = planted()
    said, known = status.text(), _completeness()
    print("\nĐÃ GÀI, ĐÃ THẤY / PLANTED AND SEEN")
    differences = []
    for fault in faults:
        unseen = list(_unseen(fault, red, said, known))
        print(f"  {'--' if unseen else 'ok'}  {fault.vi} / {fault.en}", *unseen, sep="\n        ")
        differences += unseen
    for task in sorted(set(red) - {fault.red for fault in faults} - {closing}):
        differences.append(f"đỏ mà không gài / red but not planted: {task}")
        print(f"  --  {differences[-1]}")
    if closing not in red:
        differences.append(f"không đỏ / not red: {closing}")
        print(f"  --  {differences[-1]}")
    return differences


def red_tasks(home: Path) -> set[str]:
    """The red tasks of the last night as Airflow shows them: the task's name, and its source's where it has one."""
    airflow = create_engine(server.url(home, role="airflow", database="airflow"))
    with airflow.connect() as connection:
        rows = connection.execute(
            text("""
                select task_id, rendered_map_index from task_instance
                where state in ('failed', 'upstream_failed') and run_id = (
                    select run_id from dag_run where dag_id = :flow order by run_after desc limit 1
                )
            """),
            {"flow": night.PROVINCE_REPORTS},
        ).all()
    airflow.dispose()
    return {" ".join(filter(None, row)) for row in rows}


def _land_for(source_code: str, then: date) -> None:
    """Land what a source has for a past night: landing takes tonight's only, so its folder of manifests is moved."""
    landing.land(config.by_code(source_code), tonight())
    manifests = Path(settings.landing(), "manifests", source_code)
    (manifests / tonight().isoformat()).rename(manifests / then.isoformat())


def _completeness() -> dict[str, tuple[str, int | None]]:
    """What mart.completeness says of each province, and the number of products that it has of it."""
    with engine().connect() as connection:
        rows = connection.execute(
            text("select province_name, message_vi, certified_products::int from mart.province_completeness")
        )
        return {name: (message, products) for name, message, products in rows}


def _unseen(fault: Fault, red: Collection[str], said: str, known: dict[str, tuple[str, int | None]]) -> Iterator[str]:
    """What should be seen of a fault and is not."""
    if fault.red and fault.red not in red:
        yield f"không đỏ / not red: {fault.red}"
    for words in fault.status:
        if words not in said:
            yield f"ocop status không nói / does not say: {words}"
    for province, (words, products) in fault.completeness.items():
        message, has = known[province]
        if words not in message or has != products:
            yield f"mart.completeness, {province}: {words}, {products} ≠ {message}, {has}"


def _how_to_look(home: Path, sources: Path) -> str:
    listed = sources / "sources.yaml"
    return "\n".join(
        [
            "\nXem / look",
            f"  export OCOP_HOME={shlex.quote(str(home))} OCOP_SOURCES={shlex.quote(str(listed))}",
            "  .venv/bin/ocop status",
            '  .venv/bin/ocop sql "select province_name, status, message_vi from mart.completeness"',
            "  make up   (giao diện Airflow / the Airflow UI; make down)",
            "Sửa cho xanh, từng ô đỏ / to green, each red task: docs/faulty-night.md",
        ]
    )
