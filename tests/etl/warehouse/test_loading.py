"""Loads: what they write, what they close, and that nothing is written twice."""

import itertools
import threading
from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from landed_nights import Nights, figure, reading
from sqlalchemy import text

from etl.errors import DataError
from etl.warehouse import loading

Written = Callable[[], dict[str, list[tuple[str, str]]]]

BRIDGE = """
    select document.title, bridge.valid_from::text, bridge.valid_to::text
    from warehouse.bridge_document_source as bridge
    join warehouse.dim_document as document using (document_id)
    order by bridge.valid_from, bridge.valid_to
"""
CLOSED = "select value, closed_reason from warehouse.fact_province_indicator where not is_current order by value"


def _version(nights: Nights, value: int) -> object:
    """One version of An Giang's report, which states that value."""
    return nights.landed(f"content {value}", rules_1=reading(figure(value=float(value)), title=f"version {value}"))


# --- a load --------------------------------------------------------------------------------------


def test_a_figure_leads_back_to_its_sentence_document_source_and_load(nights: Nights) -> None:
    done = nights.run("2026-01-05", _version(nights, 92))
    assert done == {"state": "loaded", "documents": 1, "rows_inserted": 1, "rows_closed": 0, "rows_quarantined": 0}
    assert nights.rows("""
        select fact.value, fact.quote, fact.as_of, fact.as_of_date::text, fact.reported_on::text, fact.province_id,
            fact.star_code, fact.rule, document.title, bridge.source_code, bridge.document_name, load.run_id, load.state
        from warehouse.fact_province_indicator as fact
        join warehouse.dim_document as document using (document_id)
        join warehouse.bridge_document_source as bridge using (document_id)
        join ops.load on load.load_id = fact.load_id
    """) == [
        (92, "92 sản phẩm OCOP", "2023-08", "2023-08-31", "2023-09-17", 89, "all", "count", "version 92", "an-giang",
         "bao-cao.txt", "run-1", "loaded"),
    ]  # fmt: skip


def test_a_figure_of_a_workbook_leads_back_to_its_cell(nights: Nights) -> None:
    document = nights.landed("book", rules_1=reading(figure(location="'Biểu 1'!C7"), figure(star="4", value=15.0)))
    nights.run("2026-01-05", document)
    assert nights.rows("select location from mart.stated_figure order by value desc") == [("'Biểu 1'!C7",), (None,)]


def test_a_second_run_of_the_night_changes_no_row(nights: Nights, written: Written) -> None:
    documents = [
        nights.landed("a", rules_1=reading(figure(), figure(star="4", value=15.0))),
        nights.landed("b", source="lang-son", rules_1=reading(figure(value=84.0), province="Lạng Sơn")),
    ]
    nights.run("2026-01-05", *documents)
    before = written()
    assert nights.run("2026-01-05", *documents)["state"] == "unchanged"
    assert written() == before


def test_a_replay_of_the_night_changes_no_row(nights: Nights, written: Written) -> None:
    document = _version(nights, 92)
    nights.run("2026-01-05", document)
    before = written()
    done = nights.run("2026-01-05", document, replay=True)
    assert (done["state"], done["documents"]) == ("unchanged", 1)
    assert written() == before


def test_a_task_tried_again_gives_the_same_load(nights: Nights, written: Written) -> None:
    document = _version(nights, 92)
    first = nights.run("2026-01-05", document, run_id="night")
    before = written()
    assert nights.run("2026-01-05", document, run_id="night") == first
    assert written() == before
    assert nights.rows("select count(*) from ops.load") == [(1,)]


def test_a_load_may_run_twice_on_what_was_staged_once(nights: Nights, written: Written) -> None:
    load_id = nights.stage("2026-01-05", _version(nights, 92))["load_id"]
    first = loading.load(load_id)
    before = written()
    assert loading.load(load_id) == first
    assert written() == before


def test_the_next_night_notes_that_an_unchanged_document_was_seen(nights: Nights) -> None:
    document = _version(nights, 92)
    nights.run("2026-01-05", document)
    assert nights.run("2026-01-06", document)["state"] == "unchanged"
    assert nights.rows("select valid_from::text, last_seen_on::text from warehouse.bridge_document_source") == [
        ("2026-01-05", "2026-01-06")
    ]


def test_a_load_whose_staging_was_lost_says_so_and_is_recorded_as_failed(nights: Nights) -> None:
    load_id = nights.stage("2026-01-05", _version(nights, 92))["load_id"]
    with nights.engine.begin() as connection:
        connection.execute(text("truncate staging.document, staging.province_indicator"))
    with pytest.raises(DataError, match="clear the run from its task `stage` on"):
        loading.load(load_id)
    assert nights.rows("select state, error is not null, ended_at is not null from ops.load") == [
        ("failed", True, True)
    ]


def test_a_load_that_fails_leaves_the_star_as_it_was_and_can_be_run_again(nights: Nights, written: Written) -> None:
    load_id = nights.stage("2026-01-05", _version(nights, 92))["load_id"]
    before = written()
    with nights.engine.begin() as connection:
        connection.execute(
            text("alter table warehouse.fact_province_indicator add constraint full_up check (value < 0)")
        )
    with pytest.raises(DataError, match="full_up"):
        loading.load(load_id)
    assert written() == before
    assert nights.rows("select state from ops.load") == [("failed",)]
    with nights.engine.begin() as connection:
        connection.execute(text("alter table warehouse.fact_province_indicator drop constraint full_up"))
    assert loading.load(load_id)["state"] == "loaded"
    assert nights.rows("select state, error from ops.load") == [("loaded", None)]


def test_staged_rows_are_kept_two_weeks(nights: Nights) -> None:
    nights.run("2026-01-05", _version(nights, 92))
    nights.run("2026-01-06", _version(nights, 93))
    with nights.engine.begin() as connection:
        connection.execute(text("update ops.load set started_at = now() - interval '15 days' where run_id = 'run-1'"))
    nights.run("2026-01-07", _version(nights, 94))
    assert nights.rows("select distinct load_id from staging.document order by 1") == [(2,), (3,)]
    assert nights.rows("select distinct load_id from staging.province_indicator order by 1") == [(2,), (3,)]


# --- rows that cannot be loaded ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"value": "chín mươi"}, "value"),
        ({"value": None}, "value"),
        ({"value": float("nan")}, "value"),
        ({"value": float("inf")}, "value"),
        ({"value": -1.0}, "value"),
        ({"indicator": "unheard_of"}, "indicator_code"),
        ({"star": "6"}, "star_code"),
        ({"kind": "guess"}, "kind"),
        ({"qualifier": "perhaps"}, "qualifier"),
        ({"scope": "galaxy", "scope_name": "x"}, "scope"),
        ({"scope": "district"}, "scope_name"),
        ({"scope_name": "Châu Đốc"}, "scope_name"),
        ({"as_of": "2023-13"}, "as_of"),
        ({"as_of": "2051"}, "as_of"),
        ({"period_from": "2022"}, "as_of"),
        ({"as_of": None, "period_from": "quý I"}, "period_from"),
        ({"as_of": None, "period_from": "2023", "period_to": "2022"}, "period_to"),
        ({"end": 0}, "quote_end"),
        ({"confidence": 1.5}, "confidence"),
    ],
)
def test_a_figure_that_the_star_would_refuse_goes_to_quarantine_and_the_others_load(
    nights: Nights, changes: dict[str, object], column: str
) -> None:
    document = nights.landed("a", rules_1=reading(figure(**changes), figure(value=15.0, star="4")))
    nights.run("2026-01-05", document)
    assert nights.current() == [15]
    assert nights.rows("select failed_expectations from quarantine.province_indicator") == [
        ([f"not_loadable_{column}"],)
    ]
    assert nights.rows("select rows_staged, rows_inserted, rows_quarantined from ops.load") == [(2, 1, 1)]


# --- one document, several nights ----------------------------------------------------------------


def test_a_corrected_document_supersedes_its_earlier_version_without_deleting_it(nights: Nights) -> None:
    nights.run("2026-01-05", _version(nights, 90))
    done = nights.run("2026-01-06", _version(nights, 92))
    assert (done["rows_inserted"], done["rows_closed"]) == (1, 1)
    assert nights.current() == [92]
    assert nights.rows(CLOSED) == [(90, "document_superseded")]
    assert nights.rows(BRIDGE) == [("version 90", "2026-01-05", "2026-01-06"), ("version 92", "2026-01-06", None)]


def test_a_correction_within_a_night_counts(nights: Nights) -> None:
    nights.run("2026-01-05", _version(nights, 90))
    nights.run("2026-01-05", _version(nights, 92))
    assert nights.current() == [92]


def test_a_document_that_goes_back_to_its_first_version_is_current_again(nights: Nights) -> None:
    first, second = _version(nights, 90), _version(nights, 92)
    for night, document in (("2026-01-05", first), ("2026-01-06", second), ("2026-01-07", first)):
        nights.run(night, document)
    assert nights.current() == [90]
    assert nights.rows(CLOSED) == [(90, "document_superseded"), (92, "document_superseded")]
    assert nights.run("2026-01-07", first)["state"] == "unchanged"


def test_a_document_that_is_not_given_any_more_stays(nights: Nights) -> None:
    nights.run("2026-01-05", _version(nights, 92))
    nights.run("2026-01-06")
    assert nights.current() == [92]


def test_an_older_night_loaded_later_does_not_supersede_a_newer_one(nights: Nights) -> None:
    nights.run("2026-01-10", _version(nights, 92))
    done = nights.run("2026-01-05", _version(nights, 90))
    assert nights.current() == [92]
    assert nights.rows(CLOSED) == [(90, "document_superseded")]
    assert nights.rows(BRIDGE) == [("version 90", "2026-01-05", "2026-01-10"), ("version 92", "2026-01-10", None)]
    assert done["state"] == "loaded"
    assert nights.run("2026-01-05", _version(nights, 90), replay=True)["state"] == "unchanged"


def test_a_version_seen_before_and_after_a_failed_night_stays_the_current_one(nights: Nights) -> None:
    for night in ("2026-01-05", "2026-01-07"):
        nights.run(night, _version(nights, 92))
    nights.run("2026-01-06", _version(nights, 90))
    assert nights.current() == [92]
    assert nights.rows(BRIDGE) == [
        ("version 92", "2026-01-05", "2026-01-06"),
        ("version 90", "2026-01-06", "2026-01-07"),
        ("version 92", "2026-01-07", None),
    ]


_names = itertools.count()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nights_in_any_order_end_in_the_same_star(nights: Nights, data: st.DataObject) -> None:
    contents = data.draw(st.lists(st.sampled_from([90, 91, 92]), min_size=2, max_size=5), label="content by night")
    order = data.draw(st.permutations(range(len(contents))), label="order of loads")
    name = f"{next(_names)}.txt"  # new for each example, also one that is tried again: they share the warehouse
    for night in order:
        value = contents[night]
        document = nights.landed(
            f"{name} {value}", name=name, rules_1=reading(figure(value=float(value)), title=str(value))
        )
        nights.run(f"2026-01-{night + 1:02}", document)
    stretches = nights.rows(
        """
        select document.title::integer, bridge.valid_from, bridge.valid_to
        from warehouse.bridge_document_source as bridge join warehouse.dim_document as document using (document_id)
        where bridge.document_name = :name and bridge.valid_from is distinct from bridge.valid_to
        order by bridge.valid_from
        """,
        name=name,
    )
    for night, value in enumerate(contents, start=1):
        (holding,) = [
            title for title, start, end in stretches if start.day <= night and (end is None or night < end.day)
        ]
        assert holding == value
    current = nights.rows(
        """
        select value from warehouse.fact_province_indicator as fact
        where is_current and document_id in (
            select document_id from warehouse.bridge_document_source where document_name = :name)
        """,
        name=name,
    )
    assert current == [(contents[-1],)]


# --- one content, several sources ----------------------------------------------------------------


def test_one_content_from_two_sources_counts_once(nights: Nights) -> None:
    what = reading(figure())
    documents = [nights.landed("a", source=source, rules_1=what) for source in ("an-giang", "drop-box")]
    nights.run("2026-01-05", *documents)
    assert nights.current() == [92]
    assert nights.rows("select count(*) from warehouse.dim_document") == [(1,)]
    assert nights.rows("select count(*) from warehouse.bridge_document_source") == [(2,)]


def test_a_content_that_one_source_corrects_and_another_still_gives_stays(nights: Nights) -> None:
    first, second = reading(figure(value=90.0)), reading(figure(value=92.0))
    nights.run(
        "2026-01-05",
        nights.landed("a", rules_1=first),
        nights.landed("a", source="drop-box", rules_1=first),
    )
    nights.run("2026-01-06", nights.landed("b", rules_1=second))
    assert nights.current() == [90, 92]
    nights.run("2026-01-07", nights.landed("b", source="drop-box", rules_1=second))
    assert nights.current() == [92]


# --- one document, several rules -----------------------------------------------------------------


def test_a_document_read_by_changed_rules_corrects_the_star_and_keeps_the_history(nights: Nights) -> None:
    kept, wrong = figure(value=92.0), figure(value=290.0, star="4", start=20, end=30)
    right, new = figure(value=29.0, star="4", start=20, end=30), figure(value=3.0, star="5", start=40, end=50)
    document = nights.landed("a", rules_1=reading(kept, wrong), rules_2=reading(kept, right, new))
    nights.run("2026-01-05", document)
    nights.rules = "rules-2"
    done = nights.run("2026-01-06", document)
    assert (done["rows_inserted"], done["rows_closed"]) == (2, 1)
    assert nights.current() == [3, 29, 92]
    assert nights.rows(CLOSED) == [(290, "read_again")]
    assert nights.rows(
        "select count(distinct statement_id) from warehouse.fact_province_indicator where value in (29, 290)"
    ) == [(1,)]
    assert nights.rows("select rules_version from warehouse.dim_document") == [("rules-2",)]
    assert nights.run("2026-01-07", document)["state"] == "unchanged"


def test_a_statement_that_better_rules_do_not_make_is_closed(nights: Nights) -> None:
    document = nights.landed("a", rules_1=reading(figure(), figure(star="4", value=15.0)), rules_2=reading(figure()))
    nights.run("2026-01-05", document)
    nights.rules = "rules-2"
    nights.run("2026-01-06", document)
    assert nights.current() == [92]
    assert nights.rows(CLOSED) == [(15, "read_again")]


def test_an_old_version_read_again_stays_history(nights: Nights, written: Written) -> None:
    old = nights.landed(
        "a", rules_1=reading(figure(value=90.0)), rules_2=reading(figure(value=90.0), figure(value=9.0, star="4"))
    )
    new = nights.landed("b", rules_1=reading(figure(value=92.0)), rules_2=reading(figure(value=92.0)))
    nights.run("2026-01-05", old)
    nights.run("2026-01-06", new)
    nights.rules = "rules-2"
    nights.run("2026-01-05", old, replay=True)
    assert nights.current() == [92]
    assert (9, "document_superseded") in nights.rows(CLOSED)
    before = written()
    assert nights.run("2026-01-05", old, replay=True)["state"] == "unchanged"
    assert written() == before


# --- loads at the same time ----------------------------------------------------------------------


def _together(*load_ids: int) -> None:
    failures: list[BaseException] = []

    def run(load_id: int) -> None:
        try:
            loading.load(load_id)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(load_id,)) for load_id in load_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_load_waits_while_another_of_its_target_is_under_way(nights: Nights) -> None:
    load_id = nights.stage("2026-01-05", _version(nights, 92))["load_id"]
    waiting = threading.Thread(target=loading.load, args=(load_id,))
    with nights.engine.begin() as other:
        other.execute(text("select pg_advisory_xact_lock(hashtext('load.fact_province_indicator'))"))
        waiting.start()
        while not nights.rows(
            "select from pg_locks where locktype = 'advisory' and not granted and database = "
            "(select oid from pg_database where datname = current_database())"
        ):
            assert waiting.is_alive()
        assert nights.current() == []
    waiting.join()
    assert nights.current() == [92]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_backfill_beside_the_nightly_run_ends_in_the_state_of_the_newest_night(
    nights: Nights, order: tuple[int, ...]
) -> None:
    first, second = _version(nights, 90), _version(nights, 92)
    nights.run("2026-01-01", first)
    # staged before any of them is loaded: for each, the first version is the known one
    staged = [
        nights.stage("2026-01-02", second)["load_id"],
        nights.stage("2026-01-03", first)["load_id"],
        nights.stage("2026-01-04", first)["load_id"],
    ]
    for each in order:
        loading.load(staged[each])
    assert nights.current() == [90]


def test_the_same_document_loaded_by_two_runs_at_once_is_there_once(nights: Nights) -> None:
    document = _version(nights, 92)
    _together(*(nights.stage("2026-01-05", document)["load_id"] for _ in range(2)))
    assert nights.current() == [92]
    assert sorted(nights.rows("select state from ops.load")) == [("loaded",), ("unchanged",)]


def test_two_nights_loaded_at_once_end_in_the_state_of_the_newer(nights: Nights) -> None:
    staged = [
        nights.stage("2026-01-06", _version(nights, 92))["load_id"],
        nights.stage("2026-01-05", _version(nights, 90))["load_id"],
    ]
    _together(*staged)
    assert nights.current() == [92]
    assert nights.rows(BRIDGE) == [("version 90", "2026-01-05", "2026-01-06"), ("version 92", "2026-01-06", None)]


# --- whose figure it is --------------------------------------------------------------------------


def _territory(nights: Nights, what: dict[str, object], source: str = "drop-box") -> tuple[int, str]:
    nights.run("2026-06-01", nights.landed(str(what), source=source, name=f"{len(str(what))}", rules_1=what))
    (found,) = nights.rows("""
        select fact.province_id, province.valid_from::text
        from warehouse.fact_province_indicator as fact join warehouse.dim_province as province using (province_key)
        order by fact.province_indicator_key desc limit 1
    """)
    return found[0], found[1]


@pytest.mark.parametrize(
    ("about", "said", "territory", "version"),
    [
        ({}, {}, 89, "2008-08-01"),
        ({"admin_basis": "post-2025-07", "published_on": "2026-01-15"}, {"as_of": "2025-12"}, 2591, "2025-07-01"),
        # without a code set: the printed date, and without that the figure's day
        ({"admin_basis": "unknown"}, {}, 89, "2008-08-01"),
        ({"admin_basis": "unknown", "published_on": None}, {}, 89, "2008-08-01"),
        ({"admin_basis": "unknown", "published_on": None}, {"as_of": "2025-12"}, 2591, "2025-07-01"),
        # nothing tells which An Giang: not a guess
        ({"admin_basis": "unknown", "published_on": None}, {"as_of": None}, -1, "2008-01-01"),
        ({"province": "CẢ NƯỚC", "level": "national"}, {}, 0, "2008-01-01"),
        ({"province": "Lạng Sơn"}, {}, 20, "2008-08-01"),
        ({"province": "Lạng Sơn", "admin_basis": "post-2025-07"}, {"as_of": "2025-12"}, 20, "2025-07-01"),
        ({"province": "Huế", "published_on": "2025-03-01"}, {"as_of": "2025-02"}, 46, "2025-01-01"),
        # the day of the version: as_of or the end of the period, then the printed date, then the code set
        ({"province": "Lạng Sơn", "published_on": "2025-08-01"}, {"as_of": None}, 20, "2025-07-01"),
        ({"province": "Lạng Sơn", "published_on": None}, {"as_of": None}, 20, "2008-08-01"),
        ({"province": "Lạng Sơn"}, {"as_of": None, "period_from": "2023", "period_to": "2026"}, 20, "2025-07-01"),
        # figures of others
        ({}, {"scope": "district", "scope_name": "Châu Đốc"}, 89, "2008-08-01"),
        ({}, {"scope": "commune", "scope_name": "Núi Voi"}, 89, "2008-08-01"),
        ({}, {"scope": "national"}, 0, "2008-01-01"),
        ({}, {"scope": "other_province", "scope_name": "Đồng Tháp"}, 87, "2008-08-01"),
        ({"admin_basis": "post-2025-07"}, {"scope": "other_province", "scope_name": "Đồng Tháp"}, 2582, "2025-07-01"),
        ({"admin_basis": "post-2025-07"}, {"scope": "former_province", "scope_name": "An Giang"}, 89, "2008-08-01"),
        ({}, {"scope": "other_province", "scope_name": "Atlantis"}, -1, "2008-01-01"),
        # a document that names no province, of a source that declares none
        ({"province": None}, {}, -1, "2008-01-01"),
    ],
)
def test_a_figure_is_about(
    nights: Nights, about: dict[str, object], said: dict[str, object], territory: int, version: str
) -> None:
    assert _territory(nights, reading(figure(**said), **about)) == (territory, version)


def test_a_document_that_names_no_province_is_its_sources(nights: Nights) -> None:
    assert _territory(nights, reading(figure(), province=None), source="an-giang")[0] == 89


# --- times ---------------------------------------------------------------------------------------


def test_stated_times_are_kept_beside_the_days_that_they_span(nights: Nights) -> None:
    period = figure(as_of=None, period_from="2021", period_to="2023-02")
    nights.run("2026-01-05", nights.landed("a", rules_1=reading(period)))
    assert nights.rows("""
        select period_from, period_to, period_from_date::text, period_to_date::text
        from warehouse.fact_province_indicator
    """) == [("2021", "2023-02", "2021-01-01", "2023-02-28")]


def test_a_total_and_its_parts_share_a_breakdown_that_no_other_document_has(nights: Nights) -> None:
    parts = [figure(breakdown="b1"), figure(value=15.0, star="4", breakdown="b1", is_headline=False)]
    nights.run(
        "2026-01-05",
        nights.landed("a", rules_1=reading(*parts)),
        nights.landed("b", source="lang-son", rules_1=reading(*parts, province="Lạng Sơn")),
    )
    assert nights.rows("select count(*) from warehouse.fact_province_indicator group by breakdown_id order by 1") == [
        (2,),
        (2,),
    ]
