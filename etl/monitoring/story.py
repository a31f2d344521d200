"""What the warehouse knows of its nights: loads, sources, checks and what is held back, from sql/status alone."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from etl.quality import messages
from etl.quality.suites import Check, read_suite
from etl.sources import config
from etl.warehouse.database import engine
from etl.warehouse.statements import statement

Rows = Sequence[Row[Any]]

NIGHTS = 7
MOST_ROWS = 500  # of held rows on one page


def nights() -> Rows:
    """The last loads, the newest first, as in ops.load."""
    return _rows("nights", nights=NIGHTS)


def night(run_id: str) -> Rows:
    """The loads of a run, one of each flow; none when it has staged nothing."""
    return _rows("night", run_id=run_id)


def sources(today: date) -> Rows:
    """What each source last gave, those with a problem first; `late_days` is 0 in time, None if it never gave."""
    codes = [source.code for source in config.listed()] + [source.code for source in config.marketplaces()]
    return _rows("sources", today=today, source_codes=codes)


def checks(load: Row[Any]) -> str:
    """The checks of a load as its log shows them: a count, then what failed with its first rows."""
    topic = load.target.removeprefix("fact_")
    known = {
        (stage, check.code): check for stage in ("staging", "star") for check in read_suite(f"{topic}_{stage}").checks
    }
    found = _rows("checks", load_id=load.load_id)
    return messages.render([_result(row, known.get((row.stage, row.code))) for row in found])


def held_reasons() -> Rows:
    """How much is held back today, by reason: what (figure, listing or document), reason, is_to_review, held."""
    return _rows("held_reasons")


def held_figures(load_id: int) -> Rows:
    """The first MOST_ROWS figures that a load held back; `held` of each is the number of all."""
    return _rows("held_figures", load_id=load_id, rows=MOST_ROWS)


def held_listings(load_id: int) -> Rows:
    """The first MOST_ROWS listings that a load held back; `held` of each is the number of all."""
    return _rows("held_listings", load_id=load_id, rows=MOST_ROWS)


def held_documents(*, report_date: date | None = None, source_code: str | None = None) -> Rows:
    """The documents held back as a whole: those of a night, those of a source, or all."""
    return _rows("held_documents", report_date=report_date, source_code=source_code)


def _result(row: Row[Any], check: Check | None) -> dict[str, Any]:
    """A result as the log has it: JSON in the database keeps neither the owner nor the order of the columns."""
    show = check.show if check else ()
    sample = [{name: failing[name] for name in sorted(failing, key=_place(show))} for failing in row.sample]
    return {**row._mapping, "owner": check.owner if check else "?", "sample": sample}


def _place(show: Sequence[str]) -> Callable[[str], int]:
    return lambda name: show.index(name) if name in show else len(show)


def _rows(name: str, **parameters: Any) -> Rows:
    with engine().connect().execution_options(postgresql_readonly=True) as connection:
        return connection.execute(statement(f"status/{name}.sql"), parameters).all()
