"""What analysts get first: sums that are right, and which provinces are missing."""

from typing import Any

from landed_nights import Nights, figure, reading

from etl.warehouse import marts


def _run(nights: Nights, *readings: dict[str, Any]) -> None:
    """A night with these documents, each from a place of its own in the drop box."""
    nights.run(
        "2026-06-01",
        *(
            nights.landed(f"document {number}", source="drop-box", name=f"{number}.txt", rules_1=what)
            for number, what in enumerate(readings)
        ),
    )


def _new(province: str, *figures: dict[str, Any]) -> dict[str, Any]:
    return reading(*figures, province=province, admin_basis="post-2025-07", published_on="2026-05-01")


CURRENT = "select province_name, value from mart.current_figure where indicator_code = 'certified_products' order by 2"


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


def test_the_latest_total_is_chosen_and_the_others_are_told(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=80.0, as_of="2022"), published_on="2023-01-10"),
        reading(figure(value=92.0, as_of="2023-08")),
        reading(figure(value=85.0, as_of="2022-12"), published_on="2024-01-10"),
    )
    assert nights.rows("select value, not_chosen_values from mart.current_figure") == [(92, [80, 85])]


def test_a_later_figure_of_one_rank_is_not_taken_for_the_total(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=92.0)),
        reading(figure(value=3.0, star="5", as_of="2024-05"), published_on="2024-06-01"),
    )
    assert nights.rows(CURRENT) == [("An Giang", 92)]


def test_parts_without_a_stated_total_are_no_total(nights: Nights) -> None:
    _run(nights, reading(figure(value=15.0, star="4"), figure(value=72.0, star="3", start=40, end=50)))
    assert nights.rows(CURRENT) == []
    assert nights.rows("select star_code, value, is_total from mart.province_breakdown order by 1") == [
        ("3", 72, False),
        ("4", 15, False),
    ]


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


def test_what_was_reported_before_the_merger_can_still_be_read(nights: Nights) -> None:
    _run(nights, reading(figure(value=92.0)), _new("An Giang", figure(value=150.0, as_of="2026-04")))
    assert nights.rows("select province_id, is_in_force, value from mart.province_breakdown order by 1") == [
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
    target = figure(indicator="target_products", kind="target", as_of=None)
    _run(
        nights,
        reading(
            {**target, "value": 200.0, "period_to": "2025"},
            {**target, "value": 300.0, "period_to": "2030", "start": 40, "end": 50},
        ),
    )
    assert nights.rows("select period_to, value, not_chosen_values from mart.current_figure order by 1") == [
        ("2025", 200, []),
        ("2030", 300, []),
    ]


def test_a_closed_statement_is_in_no_mart(nights: Nights) -> None:
    _run(nights, reading(figure(value=90.0)))
    nights.run("2026-06-02", nights.landed("b", source="drop-box", name="0.txt", rules_1=reading(figure(value=92.0))))
    assert nights.rows("select value from mart.stated_figure") == [(92,)]


def test_every_province_of_today_is_seen_missing_or_known_by_its_predecessors(nights: Nights) -> None:
    _run(
        nights,
        reading(figure(value=84.0), province="Lạng Sơn"),
        reading(figure(value=92.0)),
        reading(figure(value=40.0), province="Kiên Giang"),
    )
    assert marts.refresh() == {"provinces": 34, "seen": 1, "former_only": 1, "missing": 32}
    assert nights.rows("""
        select province_name, is_seen, figures, latest_figure_date::text, message_vi, message_en
        from mart.province_coverage where is_seen or former_provinces_seen is not null order by 1 desc
    """) == [
        ("Lạng Sơn", True, 1, "2023-08-31", "Có 1 số liệu trong 1 văn bản", "Figures: 1, documents: 1"),
        (
            "An Giang",
            False,
            0,
            None,
            "Chưa có báo cáo của tỉnh mới; chỉ có của tỉnh cũ: An Giang, Kiên Giang",
            "No report of the new province yet; of former ones only: An Giang, Kiên Giang",
        ),
    ]


def test_every_view_says_its_grain(nights: Nights) -> None:
    silent = nights.rows("""
        select oid::regclass::text from pg_class
        where relnamespace = 'mart'::regnamespace and relkind in ('v', 'm') and obj_description(oid) is null
    """)
    assert silent == []
