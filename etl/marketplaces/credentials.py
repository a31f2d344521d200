"""The secrets of a source of listings: from an Airflow connection, which may stand in the environment.

Airflow looks for the connection `ocop_lazada_partner` in AIRFLOW_CONN_OCOP_LAZADA_PARTNER, in its secrets back end and
in its own database; outside Airflow only the variable is read. The secrets are its login, password and extra fields.
"""

import json
import os
from collections.abc import Mapping

from etl.errors import DataError
from etl.marketplaces.adapter import Adapter
from etl.marketplaces.marketplace import Marketplace


def secrets_for(source: Marketplace, adapter: type[Adapter]) -> dict[str, str]:
    """The secrets that the adapter needs; none for one that asks as a visitor.

    Raises DataError that names the connection and what is missing in it, and never a value.
    """
    if not adapter.secrets_needed:
        return {}
    found = _connection(source.connection_id)
    if missing := [name for name in adapter.secrets_needed if not found.get(name)]:
        names, connection_id = ", ".join(missing), source.connection_id
        raise DataError(
            f"{source.label}: kết nối «{connection_id}» thiếu {names}; thêm trong Airflow (Admin → Connections, mục "
            f"Extra) hoặc biến {_variable(connection_id)}. / The connection “{connection_id}” lacks {names}; add them "
            f"in Airflow (Admin → Connections, field Extra) or in the variable {_variable(connection_id)}."
        )
    return found


def _connection(connection_id: str) -> dict[str, str]:
    written = os.environ.get(_variable(connection_id))
    if written is not None:
        return _from_variable(connection_id, written)
    try:
        from airflow.sdk import Connection
        from airflow.sdk.exceptions import AirflowNotFoundException
    except ImportError:
        return {}
    try:
        connection = Connection.get(connection_id)
    except (AirflowNotFoundException, ImportError, RuntimeError, ValueError):
        return {}
    return _flat(connection.login, connection.password, connection.extra_dejson)


def _from_variable(connection_id: str, written: str) -> dict[str, str]:
    try:
        values = json.loads(written)
        extra = values.get("extra") or {}
        extra = dict(json.loads(extra) if isinstance(extra, str) else extra)
    except (ValueError, TypeError, AttributeError):
        # the text of the error would quote the secret
        raise DataError(
            f"{_variable(connection_id)} phải là JSON, ví dụ / must be JSON, such as: "
            '{"conn_type": "http", "extra": {"app_key": "…", "app_secret": "…"}}'
        ) from None
    return _flat(values.get("login"), values.get("password"), extra)


def _flat(login: str | None, password: str | None, extra: Mapping[str, object]) -> dict[str, str]:
    named = {"login": login, "password": password}
    return {name: str(value) for name, value in {**named, **extra}.items() if value not in (None, "")}


def _variable(connection_id: str) -> str:
    return f"AIRFLOW_CONN_{connection_id.upper()}"
