"""What the checks see: temporary tables with the rows of one load, on one connection, so that loads never meet."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import SQLAlchemyError

from etl.errors import DataError
from etl.quality.suites import Check, Suite

SHOWN = 5  # rows of a failed check that a person is shown
ACCEPTED = "accepted_for"  # column of the checked rows: the doubts in spite of which a person has accepted each


@dataclass(frozen=True)
class Finding:
    """What one check found. `rule` is the check's own query for the rows that fail, where it has one."""

    check: Check
    outcome: str
    rows_checked: int
    rows_failed: int | None = None
    rule: str | None = None
    problem: str | None = None
    sample: tuple[dict[str, Any], ...] = ()


def prepare(connection: Connection, suite: Suite, load_id: int) -> int:
    """Make the suite's temporary tables for one load; gives the number of rows to check."""
    for name, query in suite.tables.items():
        connection.execute(text(f"create temporary table {name} as {query}"), {"load_id": load_id})
        connection.execute(text(f"analyze {name}"))
    columns = connection.execute(text(f"select * from {suite.checked} limit 0")).keys()  # noqa: S608 - a name, proven
    for check in suite.checks:
        needed = {*check.show, suite.row_id, *([ACCEPTED] if check.is_doubt else [])}
        if unknown := sorted(needed - set(columns)):
            raise DataError(
                f"expectations/{suite.name}.yaml, {check.code}: {', '.join(unknown)}: không phải cột của "
                f"{suite.checked} / not a column of {suite.checked}"
            )
    return int(connection.scalar(text(f"select count(*) from {suite.checked}")) or 0)  # noqa: S608


def literally(query: str) -> TextClause:
    """A query taken as it stands: a colon in it is a colon, not a parameter."""
    return text(query.replace(":", r"\:"))


def said(problem: Exception) -> str:
    """What the server said, without the statement and the driver's own words."""
    return str(getattr(problem, "orig", None) or problem).strip()


def illustrate(connection: Connection, suite: Suite, found: Finding) -> Finding:
    """The finding with its first rows. If its query does not find the rows that were counted, the check crashed."""
    if found.outcome != "failed" or found.rule is None:
        return found
    try:
        with connection.begin_nested():
            rows = connection.execute(_first_rows(suite, found.rule)).all()
    except SQLAlchemyError as problem:
        return replace(found, outcome="crashed", problem=said(problem))
    matched, named = (rows[0].matched, rows[0].named) if rows else (0, 0)
    if matched != found.rows_failed:
        return replace(
            found,
            outcome="crashed",
            problem=f"{found.rows_failed} dòng không đạt mà câu hỏi riêng tìm thấy {matched}; nên viết lại bằng sql "
            f"/ {found.rows_failed} rows fail but the check's own query finds {matched}; write it as sql",
        )
    if found.check.quarantine and named != matched:
        return replace(
            found,
            outcome="crashed",
            problem=f"không giữ lại được dòng nào khi câu hỏi không trả về {suite.row_id} "
            f"/ no row can be held back unless the query gives its {suite.row_id}",
        )
    return replace(found, sample=tuple(_readable(suite, found.check, row.stated, row.checked) for row in rows))


def left_to_review(connection: Connection, suite: Suite, found: Finding) -> Finding:
    """The finding of a doubt without the rows that a person has accepted: nobody is asked twice."""
    if not found.check.is_doubt or found.outcome != "failed" or found.rule is None:
        return found
    rule = f"""
        select doubted.* from ({found.rule}) as doubted
        join {suite.checked} as checked on checked.{suite.row_id} = doubted.{suite.row_id}
        where not '{found.check.code}' = any(checked.{ACCEPTED})
        """  # noqa: S608 - names, proven, and the rule of the suite's file
    left = int(connection.scalar(literally(f"select count(*) from ({rule}) as doubted")) or 0)  # noqa: S608
    if not left:
        return replace(found, outcome="passed", rows_failed=0, rule=None, sample=())
    return illustrate(connection, suite, replace(found, rule=rule, rows_failed=left))


def _first_rows(suite: Suite, rule: str) -> TextClause:
    """The first rows that a rule gives, each beside the checked row that it names, if it names one."""
    return literally(f"""
        select
            to_jsonb(failing) as stated,
            to_jsonb(checked) as checked,
            count(*) over () as matched,
            count(to_jsonb(checked)) over () as named
        from ({rule}) as failing
        left join {suite.checked} as checked
            on to_jsonb(checked) -> '{suite.row_id}' = to_jsonb(failing) -> '{suite.row_id}'
        order by to_jsonb(failing) -> '{suite.row_id}'
        limit {SHOWN}""")  # noqa: S608 - names and rules of the suite's files, never of the data


def _readable(suite: Suite, check: Check, stated: dict[str, Any], checked: dict[str, Any] | None) -> dict[str, Any]:
    """A failing row as a person reads it: the columns to show, then what the rule gives beside them."""
    shown = {name: checked[name] for name in check.show} if checked else {}
    seen = {str(value) for value in shown.values()}
    beside = {
        name: value
        for name, value in stated.items()
        if name != suite.row_id and not (checked and name in checked and str(value) in seen)
    }
    return {**shown, **beside}
