"""What analysts get first: sums that are right, what was not chosen and why, and which provinces are missing."""

from datetime import date, timedelta
from typing import Any

from landed_nights import Nights, figure, reading

from etl import quality
from etl.nights import tonight
from etl.warehouse import loading, marts
from etl.warehouse.sources_seen import record_sources


def _run(nights: Nights, *readings: dict[str, Any], night: str = "2026-06-01") -> None:
    """A night with these documents, each from a place of its own in the drop box, and the marts after it."""
    nights.run(
        night,
        *(
            nights.landed(f"document {number}", source="drop-box", name=f"{number}.txt", rules_1=what)
            for number, what in enumerate(readings)
        ),
    )
    marts.refresh()


def _new(province: str, *figures: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A reading of a report of one of today's provinces."""
    return reading(
        *figures, province=province, **{"admin_basis": "post-2025-07", "published_on": "2026-05-01", **changes}
    )


def _source(code: str, province: str | None, problem: str | None = None, cadence_days: int = 30) -> dict[str, Any]:
    """How a source answered."""
    return {
        "source_code": code,
        "province": province,
        "kind": "folder",
        "location": code,
        "owner": "văn phòng",
        "cadence_days": cadence_days,
        "documents": 1,
        "problem": problem,
    }


def _target(value: float, deadline: str, **changes: Any) -> dict[str, Any]:
    return figure(
        **{"indicator": "target_products", "kind": "target", "as_of": None, "value": value, "period_to": deadline}
        | changes
    )


CURRENT = "select province_name, value from mart.current_figure where indicator_code = 'certified_products' order by 2"
CHOSEN = "select value, not_chosen_vi from mart.province_scorecard where line_code = 'total'"

# --- sums ------------------------------------------------------------------------------------


def test_a_plain_sum_takes_each_province_once(nights: Nights) -> None:
    _run(
        nights,
        reading(
            figure(breakdown="1"),
            figure(value=15.0, star="4", breakdown="1", is_headline=False),
            figure(value=30.0, scope="district", scope_name="Châu Đốc", start=90, end=99),
            figure(value=10322.0, scope="national", start=100, end=110),
        ),
        reading(figure(value=84.0), province="Lạng Sơn"),
        reading(figure(value=10_322.0), province="CẢ NƯỚC", level="national"),
    )
    assert nights.rows(CURRENT) == [("Lạng Sơn", 84), ("An Giang", 92)]


def test_a_target_is_never_among_the_actual_figures(nights: Nights) -> None:
    _run(nights, reading(figure(), _target(200.0, "2025", indicator="certified_products", start=40, end=50)))
    assert nights.rows(CURRENT) == [("An Giang", 92)]


def test_percentages_are_not_offered_for_sums(nights: Nights) -> None:
    _run(nights, reading(figure(indicator="products_traceability_pct", value=40.0)))
    assert nights.rows("select * from mart.current_figure") == []
    assert nights.rows("select value from mart.province_scorecard") == [(40,)]


def test_what_came_about_in_a_period_is_not_offered_for_sums(nights: Nights) -> None:
    _run(nights, reading(figure(indicator="budget_vnd", value=40.0, as_of=None, period_from="2023", period_to="2023")))
    assert nights.rows("select * from mart.current_figure") == []
    assert nights.rows("select value from mart.province_scorecard") == [(40,)]


def test_a_former_province_counts_until_the_new_one_has_reported(nights: Nights) -> None:
    _run(nights, reading(figure(value=92.0)), reading(figure(value=40.0), province="Kiên Giang"))
    assert nights.rows(CURRENT) == [("Kiên Giang", 40), ("An Giang", 92)]
    _run(
        nights,
        reading(figure(value=92.0)),
        reading(figure(value=40.0), province="Kiên Giang"),
        _new("An Giang", figure(value=150.0, as_of="2026-04")),
    )
    assert nights.rows(CURRENT) == [("An Giang", 150)]


def test_a_former_province_counts_for_what_the_new_one_has_not_reported(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=92.0), figure(value=62.0, indicator="producers", start=30, end=40)),
        _new("An Giang", figure(value=150.0, as_of="2026-04")),
    )
    assert nights.rows("select indicator_code, value from mart.current_figure order by 1") == [
        ("certified_products", 150),
        ("producers", 62),
    ]


def test_what_was_reported_before_the_merger_can_still_be_read(nights: Nights) -> None:
    _run(nights, reading(figure(value=92.0)), _new("An Giang", figure(value=150.0, as_of="2026-04")))
    assert nights.rows("select province_id, is_in_force, value from mart.province_scorecard order by 1") == [
        (89, False, 92),
        (2591, True, 150),
    ]


def test_in_force_and_ever_certified_are_apart(nights: Nights) -> None:
    _run(
        nights,
        reading(
            figure(value=84.0),
            figure(value=94.0, indicator="certified_products_cumulative", start=30, end=40),
            province="Lạng Sơn",
        ),
    )
    assert nights.rows("select indicator_code, value from mart.current_figure order by 1") == [
        ("certified_products", 84),
        ("certified_products_cumulative", 94),
    ]


def test_each_deadline_of_a_target_has_its_row(nights: Nights) -> None:
    _run(nights, reading(_target(200.0, "2025"), _target(300.0, "2030", start=40, end=50)))
    assert nights.rows("select deadline::text, value, not_chosen from mart.current_target order by 1") == [
        ("2025-12-31", 200, 0),
        ("2030-12-31", 300, 0),
    ]


def test_a_deadline_written_in_two_ways_is_one(nights: Nights) -> None:
    _run(
        nights,
        reading(_target(200.0, "2025")),
        reading(_target(210.0, "2025-12-31"), published_on="2024-01-10"),
    )
    assert nights.rows("select value from mart.current_target") == [(210,)]


def test_the_target_of_a_former_province_gives_way_to_the_new_ones_for_that_deadline(nights: Nights) -> None:
    _run(
        nights,
        reading(_target(100.0, "2030"), _target(80.0, "2025", start=40, end=50)),
        _new("An Giang", _target(400.0, "2030")),
    )
    assert nights.rows("select deadline::text, value from mart.current_target order by 1") == [
        ("2025-12-31", 80),
        ("2030-12-31", 400),
    ]


def test_a_closed_statement_is_in_no_mart(nights: Nights) -> None:
    _run(nights, reading(figure(value=90.0)))
    nights.run("2026-06-02", nights.landed("b", source="drop-box", name="0.txt", rules_1=reading(figure(value=92.0))))
    marts.refresh()
    assert nights.rows("select value from mart.stated_figure") == [(92,)]
    assert nights.rows(CHOSEN) == [(92, None)]


# --- the scorecard: what is chosen, what is not, and why ---------------------------------------


def test_the_total_and_its_parts_stand_by_star(nights: Nights) -> None:
    parts = {"5": 2.0, "potential_5": 3.0, "4": 15.0, "3": 72.0}
    _run(
        nights,
        reading(
            figure(star="3+", breakdown="1"),
            *(
                figure(value=value, star=star, breakdown="1", is_headline=False, start=20 + n, end=40)
                for n, (star, value) in enumerate(parts.items())
            ),
        ),
    )
    lines = "select line_code, value from mart.province_scorecard order by value"
    assert nights.rows(lines) == [*parts.items(), ("total", 92)]


def test_a_later_figure_of_one_rank_is_not_taken_for_the_total(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=92.0)),
        reading(figure(value=3.0, star="5", as_of="2024-05"), published_on="2024-06-01", title="Tin"),
    )
    assert nights.rows("select line_code, value, not_chosen_vi from mart.province_scorecard") == [
        (
            "total",
            92,
            "5 sao: 3 (thời điểm 2024-05, công bố 01/06/2024, «Tin»): không nêu cùng tổng số",
        )
    ]


def test_parts_without_a_stated_total_are_no_total(nights: Nights) -> None:
    _run(nights, reading(figure(value=15.0, star="4"), figure(value=72.0, star="3", start=40, end=50)))
    assert nights.rows(CURRENT) == []
    assert nights.rows("select line_code, value from mart.province_scorecard order by 1") == [("3", 72), ("4", 15)]


def test_parts_of_another_total_do_not_fill_up_the_chosen_one(nights: Nights) -> None:
    _run(
        nights,
        reading(
            figure(breakdown="1"),
            figure(value=72.0, star="3", breakdown="1", is_headline=False, start=20, end=30),
            figure(value=40.0, breakdown="2", start=40, end=50),
            figure(value=9.0, star="4", breakdown="2", is_headline=False, start=50, end=60),
        ),
    )
    assert nights.rows("select line_code, value from mart.province_scorecard order by 1") == [("3", 72), ("total", 92)]


def test_the_latest_total_is_chosen_and_an_older_one_is_told(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=80.0, as_of="2022"), published_on="2023-01-10", title="Báo cáo năm 2022"),
        reading(figure(value=92.0, as_of="2023-08")),
    )
    assert nights.rows(CHOSEN) == [
        (92, "80 (thời điểm 2022, công bố 10/01/2023, «Báo cáo năm 2022»): thời điểm cũ hơn")
    ]


def test_a_year_that_was_not_over_is_no_later_than_its_document(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=85.0, as_of="2024"), published_on="2024-06-01"),
        reading(figure(value=92.0, as_of="2024-09"), published_on="2024-10-05"),
    )
    assert nights.rows(CURRENT) == [("An Giang", 92)]


def test_two_reports_that_contradict_each_other_are_said_to(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=90.0), published_on="2023-09-01", title="Bản tin"),
        reading(figure(value=92.0)),
    )
    assert nights.rows(CHOSEN) == [
        (
            92,
            "90 (thời điểm 2023-08, công bố 01/09/2023, «Bản tin»): MÂU THUẪN cùng thời điểm; văn bản công bố trước",
        )
    ]


def test_an_exact_figure_is_chosen_before_a_rounded_one(nights: Nights) -> None:
    _run(nights, reading(figure(value=90.0, qualifier="about"), figure(value=92.0, start=40, end=50)))
    assert nights.rows("select value, not_chosen_en from mart.province_scorecard") == [
        (
            92,
            "90 (as of 2023-08, published 2023-09-17, “An Giang phát triển sản phẩm OCOP”): "
            "it is rounded, the chosen figure is exact",
        )
    ]


def test_the_same_figure_in_two_reports_is_nothing_to_tell(nights: Nights) -> None:
    _run(nights, reading(figure()), reading(figure(), published_on="2023-09-01"))
    assert nights.rows(CHOSEN) == [(92, None)]


# --- completeness ------------------------------------------------------------------------------


def _complete(nights: Nights, province: str, columns: str) -> tuple[Any, ...]:
    query = "select {} from mart.completeness where province_name = :province"
    [row] = nights.rows(query.format(columns), province=province)
    return row


def test_every_province_of_today_is_seen_missing_or_known_by_its_predecessors(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=84.0), province="Lạng Sơn"),
        reading(figure(value=92.0)),
        reading(figure(value=40.0), province="Kiên Giang"),
    )
    assert marts.refresh() == {"provinces": 34, "seen": 1, "former_only": 1, "missing": 32}


def test_a_missing_figure_is_empty_and_not_zero(nights: Nights) -> None:
    assert _complete(nights, "Hà Nội", "status, certified_products, message_vi") == (
        "missing",
        None,
        "Chưa có báo cáo nào. Chưa khai nguồn nào cho tỉnh này (sources.yaml).",
    )


def test_a_figure_of_this_month_is_current(nights: Nights) -> None:
    day = (tonight() - timedelta(days=10)).isoformat()
    _run(nights, _new("An Giang", figure(as_of=day), published_on=day), night=str(tonight()))
    assert _complete(nights, "An Giang", "status, certified_products, age_days") == ("current", 92, 10)


def test_a_figure_of_more_than_a_year_ago_is_old(nights: Nights) -> None:
    _run(nights, reading(figure(value=84.0), province="Lạng Sơn"))
    age = (tonight() - date(2023, 8, 31)).days
    status, message = _complete(nights, "Lạng Sơn", "status, message_en")
    assert (status, message.split(" (")[0]) == ("old", "84 products as of 2023-08")
    assert f"({age} days ago)" in message


def test_a_figure_without_a_day_is_undated(nights: Nights) -> None:
    _run(nights, reading(figure(as_of=None), province="Lạng Sơn", published_on=None))
    assert _complete(nights, "Lạng Sơn", "status, certified_products, age_days") == ("undated", 92, None)


def test_documents_without_a_total_are_said_so(nights: Nights) -> None:
    _run(nights, reading(figure(indicator="producers"), province="Lạng Sơn"))
    assert _complete(nights, "Lạng Sơn", "status, documents, figures, certified_products") == ("no_total", 1, 1, None)


def test_former_provinces_are_named_with_their_figures(nights: Nights) -> None:
    _run(nights, reading(figure(value=92.0)))
    assert _complete(nights, "An Giang", "status, certified_products, former_provinces_vi") == (
        "former_only",
        None,
        "An Giang 92 (2023-08); Kiên Giang chưa có báo cáo",
    )


def test_former_provinces_are_named_beside_the_new_ones_figure(nights: Nights) -> None:
    _run(nights, reading(figure(value=92.0)), _new("An Giang", figure(value=150.0, as_of="2026-04")))
    assert _complete(nights, "An Giang", "certified_products, former_provinces_en") == (
        150,
        "An Giang 92 (2023-08); Kiên Giang no report",
    )


def test_the_problem_of_a_source_is_the_reason(nights: Nights) -> None:
    record_sources(tonight(), [_source("lang-son", "Lạng Sơn", "cổng không trả lời / no answer")])
    assert _complete(nights, "Lạng Sơn", "status, has_problem, message_vi") == (
        "missing",
        True,
        "Chưa có báo cáo nào. Nguồn lang-son (văn phòng) có vấn đề: cổng không trả lời / no answer",
    )


def test_a_source_is_late_by_its_own_cadence(nights: Nights) -> None:
    changed = tonight() - timedelta(days=35)
    nights.run(str(changed), nights.landed("a", source="lang-son", rules_1=reading(figure(), province="Lạng Sơn")))
    late = []
    for cadence_days in (30, 40):
        record_sources(tonight(), [_source("lang-son", "Lạng Sơn", cadence_days=cadence_days)])
        late.append(_complete(nights, "Lạng Sơn", "is_late, days_late"))
    assert late == [(True, 5), (False, None)]


def test_the_source_of_a_former_province_answers_for_the_new_one(nights: Nights) -> None:
    record_sources(tonight(), [_source("kien-giang", "Kiên Giang", "hỏng / broken")])
    assert _complete(nights, "An Giang", "source_codes, has_problem") == ("kien-giang", True)


def test_a_source_that_names_no_province_answers_for_those_it_gives(nights: Nights) -> None:
    record_sources(date(2026, 6, 1), [_source("drop-box", None)])
    _run(nights, reading(figure(), province="Lạng Sơn"))
    assert _complete(nights, "Lạng Sơn", "source_codes") == ("drop-box",)


def _checked(nights: Nights, *figures: dict[str, Any], **changes: Any) -> int:
    """A night of Lạng Sơn with the real checks, before and after the load; gives the load."""
    words = "92 sản phẩm OCOP"
    landed = nights.landed(
        "a", source="lang-son", rules_1=reading(*figures, **{"province": "Lạng Sơn", "text": words, **changes})
    )
    load_id = nights.stage("2026-06-01", landed)["load_id"]
    quality.check(load_id, "staging")
    loading.load(load_id)
    marts.refresh()
    return load_id


FUTURE = figure(value=99.0, as_of="2031", quote="92", end=2)


def test_figures_in_quarantine_are_told(nights: Nights) -> None:
    _checked(nights, figure(), FUTURE)
    assert _complete(nights, "Lạng Sơn", "held_figures, message_en like '%held back in quarantine: 1.%'") == (1, True)


# --- quality by province -----------------------------------------------------------------------


def test_what_was_loaded_and_held_back_is_counted_by_province(nights: Nights) -> None:
    load_id = _checked(nights, figure(), FUTURE)
    assert nights.rows("""
        select load_id, province_name, figures_loaded, figures_held, figures_still_held, held_reasons
        from mart.quality_by_province
    """) == [(load_id, "Lạng Sơn", 1, 1, 1, "date_not_in_future: 1")]


def test_failed_checks_are_counted_by_severity(nights: Nights) -> None:
    _checked(nights, figure(), FUTURE, figure(value=40.0, quote="40", start=2, end=4, as_of="2022"))
    assert nights.rows("""
        select stage, severity, count(*) from ops.quality_result where outcome = 'failed' group by 1, 2 order by 2
    """) == [
        ("staging", severity, number)
        for severity, number in nights.rows("""
        select severity, number from mart.quality_by_province cross join lateral (values
            ('critical', checks_failed_critical), ('info', checks_failed_info), ('warning', checks_failed_warning)
        ) as counted (severity, number) where number > 0 order by 1
    """)
    ]


def test_a_province_is_not_charged_with_the_failures_of_another(nights: Nights) -> None:
    good = nights.landed("b", name="b.txt", rules_1=reading(figure()))
    bad = nights.landed("a", source="lang-son", rules_1=reading(figure(), FUTURE, province="Lạng Sơn"))
    load_id = nights.stage("2026-06-01", good, bad)["load_id"]
    quality.check(load_id, "staging")
    loading.load(load_id)
    assert nights.rows(
        "select province_name, checks_failed_critical, figures_held from mart.quality_by_province order by 2"
    ) == [("An Giang", 0, 0), ("Lạng Sơn", 1, 1)]


def test_every_view_says_its_grain(nights: Nights) -> None:
    silent = nights.rows("""
        select oid::regclass::text from pg_class
        where relnamespace = 'mart'::regnamespace and relkind in ('v', 'm') and obj_description(oid) is null
    """)
    assert silent == []
