"""Which night a run is for. Days are those of Asia/Ho_Chi_Minh, wherever the machine stands."""

from datetime import date, datetime

from etl.errors import DataError
from etl.settings import TIMEZONE


def tonight() -> date:
    """Today's date in Việt Nam."""
    return datetime.now(TIMEZONE).date()


def resolve_report_date(asked: str | None, due: datetime) -> date:
    """The night of a run: the one that was asked for, else the Vietnamese day on which the run was due.

    `due` is the run's logical date where it has one (scheduled, manual, backfill), else the instant
    after which it may run (asset runs). Raises DataError for a date that is none, or is still to come.
    """
    if not asked:
        return due.astimezone(TIMEZONE).date()
    try:
        night = date.fromisoformat(asked)
    except ValueError:
        raise DataError(
            f"report_date: «{asked}» không phải ngày dạng YYYY-MM-DD. / «{asked}» is no date; write YYYY-MM-DD."
        ) from None
    if night > tonight():
        raise DataError(
            f"report_date: đêm {night} chưa tới; chọn ngày không sau {tonight()}. "
            f"/ The night of {night} is still to come; choose a day not after {tonight()}."
        )
    return night
