"""Reference data: provinces with their dates, as the law has them."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from etl.errors import DataError
from etl.warehouse import database

ON = (
    "from warehouse.dim_province where province_id > 0 and valid_from <= :day and coalesce(valid_to, 'infinity') > :day"
)


def _counts(engine: Engine, column: str, day: str) -> Counter[str]:
    with engine.connect() as connection:
        return Counter(connection.scalars(text(f"select {column} {ON}"), {"day": day}))


@pytest.mark.parametrize(
    ("day", "provinces", "cities"),
    [
        ("2018-05-07", 58, 5),
        ("2024-12-31", 58, 5),
        ("2025-01-01", 57, 6),
        ("2025-06-30", 57, 6),
        ("2025-07-01", 28, 6),
        ("2026-04-29", 28, 6),
        ("2026-04-30", 27, 7),
    ],
)
def test_provinces_and_cities_on(warehouse: Engine, day: str, provinces: int, cities: int) -> None:
    assert _counts(warehouse, "province_type", day) == {"province": provinces, "city": cities}


def test_regions_before_and_after_the_merger(warehouse: Engine) -> None:
    assert _counts(warehouse, "region_name", "2025-06-30") == {
        "Trung du và miền núi phía Bắc": 14,
        "Đồng bằng sông Hồng": 11,
        "Bắc Trung Bộ và Duyên hải miền Trung": 14,
        "Tây Nguyên": 5,
        "Đông Nam Bộ": 6,
        "Đồng bằng sông Cửu Long": 13,
    }
    assert _counts(warehouse, "region_name", "2025-07-01") == {
        "Trung du và miền núi phía Bắc": 9,
        "Đồng bằng sông Hồng": 6,
        "Bắc Trung Bộ": 5,
        "Duyên hải Nam Trung Bộ và Tây Nguyên": 6,
        "Đông Nam Bộ": 3,
        "Đồng bằng sông Cửu Long": 5,
    }


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("15", "Yên Bái", "Lào Cai"),
        ("24", "Bắc Giang", "Bắc Ninh"),
        ("44", "Quảng Bình", "Quảng Trị"),
        ("52", "Bình Định", "Gia Lai"),
        ("80", "Long An", "Tây Ninh"),
        ("82", "Tiền Giang", "Đồng Tháp"),
        ("91", "Kiên Giang", "An Giang"),
    ],
)
def test_a_reused_code_means_another_territory(warehouse: Engine, code: str, before: str, after: str) -> None:
    query = text(f"select province_name, province_id {ON} and province_code = :code")
    with warehouse.connect() as connection:
        (old,) = connection.execute(query, {"day": "2025-06-30", "code": code})
        (new,) = connection.execute(query, {"day": "2025-07-01", "code": code})
    assert (old.province_name, new.province_name) == (before, after)
    assert old.province_id != new.province_id


def test_fifty_two_territories_went_into_twenty_three(warehouse: Engine) -> None:
    with warehouse.connect() as connection:
        pairs = connection.execute(text("select * from warehouse.bridge_province_succession")).all()
        alive = set(connection.scalars(text(f"select province_id {ON}"), {"day": "2025-07-01"}))
        ended = set(connection.scalars(text(f"select province_id {ON}"), {"day": "2025-06-30"})) - alive
    assert len(pairs) == 52
    assert {pair.predecessor_id for pair in pairs} == ended
    assert len({pair.successor_id for pair in pairs}) == 23
    assert {pair.successor_id for pair in pairs} <= alive
    assert {pair.succeeded_on for pair in pairs} == {date(2025, 7, 1)}


def test_a_territory_keeps_its_id_through_a_change_of_name_and_status(warehouse: Engine) -> None:
    with warehouse.connect() as connection:
        names = connection.execute(
            text(
                "select province_name, province_type from warehouse.dim_province where province_id = 46 order by 1 desc"
            )
        ).all()
    assert names == [("Thừa Thiên Huế", "province"), ("Huế", "city"), ("Huế", "city")]


def test_units_lie_in_provinces_that_held_on_their_days(warehouse: Engine) -> None:
    with warehouse.connect() as connection:
        lost = connection.scalar(
            text("""
                select count(*) from warehouse.dim_admin_unit as unit
                where not exists (
                    select from warehouse.dim_province as province
                    where province.province_id = unit.province_id
                        and province.valid_from < coalesce(unit.valid_to, 'infinity')
                        and coalesce(province.valid_to, 'infinity') > unit.valid_from)
            """)
        )
        levels = connection.execute(
            text("select admin_unit_level, valid_to is null, count(*) from warehouse.dim_admin_unit group by 1, 2")
        ).all()
    assert lost == 0
    assert sorted(levels) == [("commune", False, 10035), ("commune", True, 3321), ("district", False, 696)]


def test_a_row_added_in_the_middle_moves_no_key(warehouse: Engine) -> None:
    with warehouse.begin() as connection:
        keys = connection.execute(
            text("select province_id, valid_from, province_key from warehouse.dim_province")
        ).all()
        connection.execute(text("delete from warehouse.dim_province where province_id in (10, 46)"))
    database.migrate()
    with warehouse.connect() as connection:
        again = connection.execute(
            text("select province_id, valid_from, province_key from warehouse.dim_province")
        ).all()
    assert sorted(again) == sorted(keys)


def test_versions_that_overlap_are_refused(warehouse: Engine) -> None:
    with warehouse.begin() as connection:
        connection.execute(
            text(
                "insert into warehouse.dim_province "
                "select -5, province_id, province_code, province_name, province_type, region_name, region_2025_name, "
                "iso_code, '2020-01-01', valid_to, legal_basis "
                "from warehouse.dim_province where province_id = 89"
            )
        )
    with pytest.raises(DataError, match="An Giang"):
        database.migrate()


@pytest.mark.parametrize(
    ("name", "basis", "day", "territory"),
    [
        ("An Giang", "pre-2025-07", None, 89),
        ("An Giang", "post-2025-07", None, 2591),
        ("An Giang", "post-2025-07", "2023-08-31", 2591),  # the document's code set outweighs a figure's day
        ("An Giang", "unknown", "2023-08-31", 89),
        ("An Giang", "unknown", "2025-07-01", 2591),
        ("An Giang", "unknown", None, -1),
        ("Sóc Trăng", "unknown", None, 94),
        ("Sóc Trăng", "post-2025-07", "2026-01-01", 94),
        ("Lạng Sơn", "unknown", None, 20),
        ("Huế", "pre-2025-07", None, 46),
        ("Thừa Thiên Huế", "post-2025-07", None, 46),
        ("CẢ NƯỚC", "unknown", None, 0),
        ("TP. Hồ Chí Minh", "post-2025-07", None, 2579),
        ("tỉnh lạng sơn", "unknown", None, 20),
        ("Sóc Trăng (cũ)", "post-2025-07", None, 94),
        ("ĐN", "pre-2025-07", None, -1),
        ("Atlantis", "pre-2025-07", None, -1),
        (None, "unknown", None, -1),
    ],
)
def test_a_name_means(warehouse: Engine, name: str | None, basis: str, day: str | None, territory: int) -> None:
    with warehouse.connect() as connection:
        found = connection.scalar(
            text("select warehouse.territory_id(:name, :basis, cast(:day as date))"),
            {"name": name, "basis": basis, "day": day},
        )
    assert found == territory


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), territory=st.sampled_from([-1, 0, 20, 46, 89, 2575, 2591]))
def test_every_day_has_the_version_that_held_or_the_nearest(warehouse: Engine, day: date, territory: int) -> None:
    with warehouse.connect() as connection:
        versions = connection.execute(
            text("select valid_from, province_key from warehouse.dim_province where province_id = :id order by 1"),
            {"id": territory},
        ).all()
        found = connection.scalar(
            text("select warehouse.territory_key(cast(:id as smallint), :day)"), {"id": territory, "day": day}
        )
    started = [version for version in versions if version.valid_from <= day]
    assert found == (started[-1] if started else versions[0]).province_key


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(1, 1, 1), date(9998, 12, 31)), length=st.sampled_from([4, 7, 10]))
def test_a_stated_date_spans_from_its_first_to_its_last_day(warehouse: Engine, day: date, length: int) -> None:
    with warehouse.connect() as connection:
        first, last = connection.execute(
            text("select warehouse.first_day(:stated), warehouse.last_day(:stated)"),
            {"stated": day.isoformat()[:length]},
        ).one()
    assert first.isoformat()[:length] == last.isoformat()[:length] == day.isoformat()[:length]
    assert first <= day <= last
    assert length == 10 or first.day == 1
    assert length == 10 or date.fromordinal(last.toordinal() + 1).day == 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stated=st.one_of(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
        st.from_regex(r"\d{4}(-\d{2}){0,3}", fullmatch=True),
    )
)
def test_what_is_no_date_gives_null_and_never_an_error(warehouse: Engine, stated: str) -> None:
    with warehouse.connect() as connection:
        last = connection.scalar(text("select warehouse.last_day(:stated)"), {"stated": stated})
    assert last is None or stated.isascii()
