"""What the DAGs share: their kinds of task, how these retry, the tasks of a load, and the assets between the flows."""

import os
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, cast

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import Asset, Context, ExceptionRetryPolicy, Param, RetryAction, RetryRule, get_current_context
from airflow.sdk.bases.decorator import DecoratedOperator, TaskDecorator, task_decorator_factory

from etl.errors import DataError, PassingError
from etl.runtime.links import NightLink, SourceLink

FACT_PROVINCE_INDICATOR = Asset(
    name="fact_province_indicator", uri="ocop://warehouse/fact_province_indicator", group="warehouse"
)
FACT_LISTING_SNAPSHOT = Asset(
    name="fact_listing_snapshot", uri="ocop://warehouse/fact_listing_snapshot", group="warehouse"
)
MARTS = Asset(name="mart", uri="ocop://warehouse/mart", group="warehouse")


class InputAtFault(SystemExit):
    """How a task ends on a DataError. Airflow logs a task that exits by one line, without a stack trace."""


# A wrong document stays wrong; a portal or a server that did not answer may answer later.
RETRY_BY_CAUSE = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            "etl.runtime.flows.InputAtFault",
            RetryAction.FAIL,
            reason="Lỗi ở đầu vào, thử lại cũng vậy. / The input is at fault; trying again gives the same.",
        )
    ]
)

TASK_DEFAULTS: dict[str, Any] = {
    "owner": "ocop",
    "retries": 2,
    "retry_delay": timedelta(seconds=int(os.environ.get("OCOP_RETRY_DELAY_SECONDS", "300"))),
    "retry_policy": RETRY_BY_CAUSE,
}


class Step(DecoratedOperator, PythonOperator):
    """A Python task whose log ends in words when it knows what is wrong: no stack trace buries the message.

    What nobody foresaw keeps its stack trace.
    """

    custom_operator_name = "@step"
    template_fields = DecoratedOperator.template_fields

    def __init__(
        self,
        *,
        python_callable: Callable[..., Any],
        op_args: Collection[Any],
        op_kwargs: Mapping[str, Any],
        **options: Any,
    ) -> None:
        called: dict[str, Any] = {"python_callable": python_callable, "op_args": op_args, "op_kwargs": op_kwargs}
        super().__init__(kwargs_to_upstream=called, **called, **options)

    def execute(self, context: Context) -> Any:
        """Call the function; a known problem is logged as it speaks, and ends the task red, or up for retry."""
        try:
            return super().execute(context)
        except DataError as problem:
            self.log.error("%s", problem)
            raise InputAtFault(1) from problem
        except PassingError as problem:
            self.log.error("%s", problem)
            raise SystemExit(1) from problem


class NightStep(Step):
    """A step of the whole night, with a link to its checks and the rows that were held back."""

    operator_extra_links = (NightLink(),)


class SourceStep(Step):
    """A step of one source, with a link to what was landed of it."""

    operator_extra_links = (SourceLink(),)


# In the DAGs as `@task`: any step, one of the whole night, one of the source that its argument `source` names.
step = cast(TaskDecorator, partial(task_decorator_factory, decorated_operator_class=Step))
night_step = cast(TaskDecorator, partial(task_decorator_factory, decorated_operator_class=NightStep))
source_step = cast(TaskDecorator, partial(task_decorator_factory, decorated_operator_class=SourceStep))


def night_params(only: str, title: str, description: str) -> dict[str, Param]:
    """What whoever starts a flow by hand may say: the night, `only` one of its sources, and whether from landing."""
    return {
        "report_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Đêm / Night",
            description="YYYY-MM-DD; trống: đêm của lượt chạy / empty: the night of the run",
        ),
        only: Param(None, type=["null", "string"], title=title, description=description),
        "replay": Param(
            False,
            type="boolean",
            title="Đọc lại / Replay",
            description="Nạp lại từ vùng đã lưu / load again from landing, without network",
        ),
    }


def this_night() -> dict[str, Any]:
    """The run of the task that asks, its night, and the other parameters of `night_params`."""
    from etl.nights import resolve_report_date

    context = get_current_context()
    params, run = context["params"], context["dag_run"]
    night = resolve_report_date(params["report_date"], run.logical_date or run.run_after)
    return {**params, "run_id": run.run_id, "report_date": night}


def task_states() -> dict[str, Any]:
    """The states of the tasks of this run so far."""
    context = get_current_context()
    run = context["dag_run"]
    return dict(context["ti"].get_task_states(dag_id=run.dag_id, run_ids=[run.run_id]).get(run.run_id, {}))


def check_and_load(staged: Any, fact: Asset) -> Any:
    """The tasks between a flow's `stage` and its `close_night`; gives the last, which announces the fact."""

    @night_step
    def check_staging(staged: dict[str, Any]) -> dict[str, Any]:
        """Expectations on what is about to be loaded; rows at fault, or to be reviewed, are quarantined."""
        from etl import loads

        return loads.check(staged["load_id"], "staging")

    @night_step
    def load(staged: dict[str, Any]) -> dict[str, Any]:
        """Staging into the star, in one transaction."""
        from etl import loads

        return loads.load(staged["load_id"])

    @night_step(outlets=[fact])
    def check_star(
        staged: dict[str, Any], checked: dict[str, Any], loaded: dict[str, Any], *, outlet_events: Any = None
    ) -> dict[str, Any]:
        """Expectations on the star; what it announces starts the DAGs that follow."""
        from etl import loads

        load_id = staged["load_id"]
        starred = loads.check(load_id, "star")
        outlet_events[fact].extra = loads.announcement(load_id, loaded, checked, starred)
        return starred

    checked = check_staging(staged)
    loaded = load(staged)
    checked >> loaded
    return check_star(staged, checked, loaded)  # type: ignore[arg-type]
