"""What the DAGs share: the defaults of their tasks and the assets that connect them."""

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, ExceptionRetryPolicy, RetryAction, RetryRule

FACT_PROVINCE_INDICATOR = Asset(
    name="fact_province_indicator", uri="ocop://warehouse/fact_province_indicator", group="warehouse"
)
MARTS = Asset(name="mart", uri="ocop://warehouse/mart", group="warehouse")

# A wrong document stays wrong; a portal or a server that did not answer may answer later.
RETRY_BY_CAUSE = ExceptionRetryPolicy(
    rules=[RetryRule("etl.errors.DataError", RetryAction.FAIL, reason="the input is at fault, not the moment")]
)

TASK_DEFAULTS: dict[str, Any] = {
    "owner": "ocop",
    "retries": 2,
    "retry_delay": timedelta(seconds=int(os.environ.get("OCOP_RETRY_DELAY_SECONDS", "300"))),
    "retry_policy": RETRY_BY_CAUSE,
}
