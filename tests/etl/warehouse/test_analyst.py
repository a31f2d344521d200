"""What `ocop sql` answers."""

import io

import pytest
from landed_nights import Nights, figure, reading
from sqlalchemy import Engine

from etl.errors import DataError
from etl.warehouse import marts
from etl.warehouse.analyst import write_csv


def _csv(statement: str) -> str:
    out = io.StringIO()
    write_csv(statement, out)
    return out.getvalue()


def test_rows_come_under_a_header(warehouse: Engine) -> None:
    assert _csv("select star_code, name_vi from dim_star order by sort_order limit 2;") == (
        "star_code,name_vi\n3,3 sao\n4,4 sao\n"
    )


def test_a_question_without_rows_still_has_its_header(warehouse: Engine) -> None:
    assert _csv("select province_name, value from current_figure") == "province_name,value\n"


def test_values_are_as_postgresql_prints_them(warehouse: Engine) -> None:
    assert _csv("select 1.50 as a, true as b, null as c, 'x,\"y\"' as d, date '2025-07-01' as e, '100 %' as f") == (
        'a,b,c,d,e,f\n1.50,t,,"x,""y""",2025-07-01,100 %\n'
    )


@pytest.mark.parametrize(
    "statement", ["show default_transaction_read_only", "explain select 1", "values (1)", "table dim_star"]
)
def test_whatever_gives_rows_may_be_asked(warehouse: Engine, statement: str) -> None:
    assert _csv(statement).count("\n") > 1


def test_the_answer_is_the_analysts(warehouse: Engine) -> None:
    assert _csv("select current_user, session_user") == "current_user,session_user\nocop_analyst,ocop_analyst\n"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("select 1; select 2", "one statement"),
        ("select 1; drop table warehouse.dim_star", "one statement"),
        ("selec 1", "LINE 1"),
        ("select * from nowhere", "ocop dictionary"),
        ("select nothing from dim_star", "ocop dictionary"),
        ("select * from staging.document", "mart, warehouse"),
        ("select * from quarantine.province_indicator", "mart, warehouse"),
        ("delete from warehouse.dim_star returning *", "only reads"),
        ("update warehouse.dim_star set name_vi = ''", "only reads"),
        ("set statement_timeout = 0", "only reads"),
        ("begin", "only reads"),
        ("copy warehouse.dim_star to stdout", "only reads"),
        ("", "only reads"),
        ("select 1/0", "division by zero"),
    ],
)
def test_what_is_no_question_is_refused_in_words(warehouse: Engine, statement: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        _csv(statement)


def test_a_warehouse_that_cannot_be_reached_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_ANALYST_URL", "postgresql+psycopg://ocop_analyst@/ocop?host=/nowhere")
    with pytest.raises(DataError, match="make nightly"):
        _csv("select 1")


def test_the_question_of_the_issue(nights: Nights) -> None:
    figures = [
        figure(breakdown="1"),
        *(
            figure(value=float(value), star=star, quote=f"{value} {star}", start=20 + value, end=30 + value,
                   breakdown="1", is_headline=False)
            for star, value in (("5", 2), ("potential_5", 3), ("4", 15), ("3", 72))
        ),
    ]  # fmt: skip
    nights.run("2026-01-05", nights.landed("a", rules_1=reading(*figures)))
    marts.refresh()
    assert _csv("""
        select star_code, value, as_of, quote from province_scorecard
        where province_name = 'An Giang' and indicator_code = 'certified_products' order by value
    """) == (
        "star_code,value,as_of,quote\n"
        "5,2,2023-08,2 5\n"
        "potential_5,3,2023-08,3 potential_5\n"
        "4,15,2023-08,15 4\n"
        "3,72,2023-08,72 3\n"
        "all,92,2023-08,92 sản phẩm OCOP\n"
    )
