"""What each source last gave."""

from datetime import date
from typing import Any

from landed_nights import Nights, figure, reading

from etl.warehouse.sources_seen import record_sources


def _result(documents: int = 1, problem: str | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "source_code": "an-giang",
        "province": "An Giang",
        "kind": "folder",
        "location": "an-giang",
        "owner": "văn phòng",
        "cadence_days": 30,
        "documents": documents,
        "problem": problem,
        **changes,
    }


STATE = """
    select last_tried_on::text, last_seen_on::text, documents, problem from ops.source_state
    where source_code = 'an-giang'
"""


def test_a_source_that_answers_is_seen(nights: Nights) -> None:
    nights.run("2026-01-05", nights.landed("a", rules_1=reading(figure())))
    record_sources(date(2026, 1, 6), [_result(2)])
    assert nights.rows("select province_id, last_changed_on::text from ops.source_state") == [(2591, "2026-01-05")]
    assert nights.rows(STATE) == [("2026-01-06", "2026-01-06", 2, None)]


def test_a_source_that_fails_keeps_what_it_last_gave(nights: Nights) -> None:
    record_sources(date(2026, 1, 5), [_result(2)])
    record_sources(date(2026, 1, 6), [_result(0, "cổng không trả lời / no answer")])
    assert nights.rows(STATE) == [("2026-01-06", "2026-01-05", 2, "cổng không trả lời / no answer")]


def test_an_older_night_does_not_take_the_place_of_a_newer_one(nights: Nights) -> None:
    record_sources(date(2026, 1, 6), [_result(2)])
    record_sources(date(2026, 1, 5), [_result(0, "no answer")])
    assert nights.rows(STATE) == [("2026-01-06", "2026-01-06", 2, None)]


def test_sources_of_no_declared_province_are_recorded_too(nights: Nights) -> None:
    record_sources(date(2026, 1, 6), [_result(source_code="drop-box", province=None), _result()])
    assert nights.rows("select source_code, province_id from ops.source_state order by 1") == [
        ("an-giang", 2591),
        ("drop-box", None),
    ]
