"""Readings into staging, as text and as they are."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from landed_nights import Nights, figure, reading

STAGED = "select value, star_code, scope, scope_name, quote from staging.province_indicator order by row_no"


def _stage(nights: Nights, *figures: dict[str, Any], **about: Any) -> dict[str, int]:
    return nights.stage("2026-01-05", nights.landed("a", rules_1=reading(*figures, **about)))


def test_figures_are_staged_as_text_with_their_defaults(nights: Nights) -> None:
    staged = _stage(
        nights,
        figure(),
        figure(value=1.5, star="4"),
        figure(value=10322.0, scope="national", start=40, end=50),
        figure(value=7.0, scope="district", scope_name="Châu Đốc", start=60, end=70),
    )
    assert staged == {"load_id": 1, "documents": 1, "rows": 4, "unchanged": 0}
    assert nights.rows(STAGED) == [
        ("92", "all", "own", None, "92 sản phẩm OCOP"),
        ("1.5", "4", "own", None, "92 sản phẩm OCOP"),
        ("10322", "all", "national", "CẢ NƯỚC", "92 sản phẩm OCOP"),
        ("7", "all", "district", "Châu Đốc", "92 sản phẩm OCOP"),
    ]


def test_the_document_comes_with_what_its_source_declares(nights: Nights) -> None:
    _stage(nights, province=None, published_on=None)
    assert nights.rows("""
        select source_code, document_name, size_bytes, title, province_name, declared_province_name, level, admin_basis,
            published_on, text
        from staging.document
    """) == [
        ("an-giang", "bao-cao.txt", "1", "An Giang phát triển sản phẩm OCOP", None, "An Giang", "province",
         "pre-2025-07", None, "92 sản phẩm OCOP"),
    ]  # fmt: skip


def test_the_load_is_put_down(nights: Nights) -> None:
    _stage(nights, figure(), figure(star="4"))
    assert nights.rows("""
        select target, report_date::text, run_id, rules_version, state, documents, rows_staged, ended_at from ops.load
    """) == [("fact_province_indicator", "2026-01-05", "run-1", "rules-1", "staged", 1, 2, None)]


def test_a_task_tried_again_replaces_what_it_had_staged(nights: Nights) -> None:
    document = nights.landed("a", rules_1=reading(figure(), figure(star="4")))
    first = nights.stage("2026-01-05", document, run_id="night")
    assert nights.stage("2026-01-05", document, run_id="night") == first
    assert nights.rows("select count(*) from staging.province_indicator") == [(2,)]
    assert nights.rows("select count(*) from staging.document") == [(1,)]


def test_loads_lie_side_by_side(nights: Nights) -> None:
    document = nights.landed("a", rules_1=reading(figure()))
    for night in ("2026-01-05", "2026-01-06"):
        nights.stage(night, document)
    assert nights.rows("select load_id from staging.province_indicator order by 1") == [(1,), (2,)]


def test_a_document_that_these_rules_have_not_read_is_left_out(nights: Nights) -> None:
    document = nights.landed("a", rules_0=reading(figure()))
    assert nights.stage("2026-01-05", document) == {"load_id": 1, "documents": 0, "rows": 0, "unchanged": 0}


def test_an_unchanged_document_is_not_staged_again(nights: Nights) -> None:
    document = nights.landed("a", rules_1=reading(figure()), rules_2=reading(figure()))
    nights.run("2026-01-05", document)
    assert nights.stage("2026-01-06", document) == {"load_id": 2, "documents": 0, "rows": 0, "unchanged": 1}
    assert nights.stage("2026-01-06", document, replay=True)["documents"] == 1
    nights.rules = "rules-2"
    assert nights.stage("2026-01-06", document)["documents"] == 1


def test_a_known_content_under_another_name_is_staged(nights: Nights) -> None:
    what = reading(figure())
    nights.run("2026-01-05", nights.landed("a", rules_1=what))
    assert nights.stage("2026-01-06", nights.landed("a", name="ban-sao.txt", rules_1=what))["documents"] == 1


def test_one_content_under_two_names_has_its_figures_once(nights: Nights) -> None:
    what = reading(figure())
    documents = [nights.landed("a", name=name, rules_1=what) for name in ("1.txt", "2.txt")]
    staged = nights.stage("2026-01-05", *documents)
    assert (staged["documents"], staged["rows"]) == (2, 1)


# --- which figures are one statement -------------------------------------------------------------


def _ids(nights: Nights) -> list[str]:
    return [id_ for (id_,) in nights.rows("select statement_id from staging.province_indicator order by row_no")]


def test_a_figure_read_twice_at_one_place_counts_once(nights: Nights) -> None:
    assert _stage(nights, figure(rule="one"), figure(rule="other"))["rows"] == 1


def test_two_values_at_one_place_are_two_statements(nights: Nights) -> None:
    _stage(nights, figure(value=10.0, as_of="2020"), figure(value=20.0, as_of="2021"))
    assert len(set(_ids(nights))) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 1},
        {"end": 17},
        {"indicator": "producers"},
        {"star": "4"},
        {"kind": "target"},
        {"qualifier": "about"},
        {"scope": "district", "scope_name": "Châu Đốc"},
    ],
)
def test_what_is_said_of_another_thing_is_another_statement(nights: Nights, changes: dict[str, Any]) -> None:
    _stage(nights, figure(), figure(**changes))
    assert len(set(_ids(nights))) == 2


def test_two_places_in_one_clause_are_two_statements(nights: Nights) -> None:
    places = [figure(scope="district", scope_name=name) for name in ("Châu Đốc", "Tân Châu")]
    assert _stage(nights, *places)["rows"] == 2


def test_a_better_reading_of_a_statement_keeps_its_identity(nights: Nights) -> None:
    document = nights.landed(
        "a", rules_1=reading(figure()), rules_2=reading(figure(value=93.0, as_of=None, rule="better", confidence=1.0))
    )
    nights.stage("2026-01-05", document)
    nights.rules = "rules-2"
    nights.stage("2026-01-05", document)
    assert len(set(_ids(nights))) == 1


# --- any text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("quote", ["", " ", '"', '"x",\n\\.\n;\t', "NULL", "\\N", "’“…”", "ố"])
def test_text_arrives_as_it_is(nights: Nights, quote: str) -> None:
    _stage(nights, figure(quote=quote), text=quote)
    assert nights.rows("select quote from staging.province_indicator") == [(quote,)]
    assert nights.rows("select text from staging.document") == [(quote,)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quotes=st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=1))
def test_any_text_arrives_as_it_is(nights: Nights, quotes: list[str]) -> None:
    figures = [figure(quote=quote, start=10 * n, end=10 * n + 5) for n, quote in enumerate(quotes)]
    document = nights.landed(repr(quotes), rules_1=reading(*figures))
    load_id = nights.stage("2026-01-05", document)["load_id"]
    staged = nights.rows("select quote from staging.province_indicator where load_id = :id order by row_no", id=load_id)
    assert [quote for (quote,) in staged] == quotes


def test_what_postgresql_cannot_store_keeps_its_place(nights: Nights) -> None:
    _stage(nights, figure(quote="a\x00b"))
    assert nights.rows("select quote, length(quote) from staging.province_indicator") == [("a\ufffdb", 3)]
