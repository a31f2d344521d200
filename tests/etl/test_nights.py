from datetime import UTC, date, datetime, timedelta

import pytest

from etl.errors import DataError
from etl.nights import resolve_report_date, tonight


@pytest.mark.parametrize(
    ("due", "night"),
    [
        (datetime(2026, 3, 1, 16, 59, tzinfo=UTC), date(2026, 3, 1)),  # 23:59 in Việt Nam
        (datetime(2026, 3, 1, 17, 1, tzinfo=UTC), date(2026, 3, 2)),  # 00:01 in Việt Nam
        (datetime(2026, 3, 1, 18, 30, tzinfo=UTC), date(2026, 3, 2)),  # the schedule, 01:30
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_the_night_is_the_vietnamese_day_on_which_the_run_was_due(due: datetime, night: date) -> None:
    assert resolve_report_date(None, due) == night


def test_a_night_that_was_asked_for_wins() -> None:
    assert resolve_report_date("2026-02-03", datetime(2026, 3, 1, tzinfo=UTC)) == date(2026, 2, 3)


def test_a_night_still_to_come_is_refused() -> None:
    with pytest.raises(DataError, match="still to come"):
        resolve_report_date((tonight() + timedelta(days=1)).isoformat(), datetime.now(UTC))


def test_what_is_no_date_is_refused_with_the_form_to_write() -> None:
    with pytest.raises(DataError, match="YYYY-MM-DD"):
        resolve_report_date("03/02/2026", datetime.now(UTC))
