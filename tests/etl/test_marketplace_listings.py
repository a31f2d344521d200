"""The flow of the marketplaces, step by step, over HTTP: what one source does never harms the others."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from market_nights import Markets
from sqlalchemy import Engine

from etl.errors import DataError
from etl.nights import tonight
from etl.quality.held import Selection
from etl.replay import replay
from standins.catalogue import Catalogue
from standins.faults import blocked_page, broken, put, renamed
from standins.lazada_storefront import LazadaStorefront
from standins.platform import Fault
from standins.server import serving
from standins.tiki_storefront import TikiStorefront

STAND_IN = """
- {code: tiki, kind: tiki_storefront, location: stand-in, queries: [{keyword: ocop}], owner: o, cadence_days: 1,
   requests_per_second: 1000}
"""
# a page that comes days away from its night is held back: these are near enough even if midnight passes meanwhile
FIRST, SECOND, THIRD = (tonight() + timedelta(days=days) for days in (0, 1, 2))


@pytest.fixture
def markets(warehouse: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Markets]:
    root = tmp_path / "markets"
    root.mkdir()
    (root / "sources.yaml").write_text("", encoding="utf-8")
    monkeypatch.setenv("OCOP_SOURCES", str(root / "sources.yaml"))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    with ExitStack() as servers:
        markets = Markets(warehouse, root, monkeypatch, servers, FIRST)
        markets.on(FIRST)
        yield markets


@pytest.fixture
def tiki(markets: Markets) -> TikiStorefront:
    """Tiki with 100 made-up listings on three pages."""
    platform = TikiStorefront(Catalogue.made(100))
    markets.open("tiki_storefront", platform)
    return platform


@pytest.fixture
def lazada(markets: Markets) -> LazadaStorefront:
    platform = LazadaStorefront()
    markets.open("lazada_storefront", platform)
    return platform


def listed(markets: Markets) -> int:
    ((count,),) = markets.rows(
        "select count(*) from warehouse.fact_listing_snapshot where snapshot_date = :night", night=markets.night
    )
    return count


def test_a_night_is_green_and_in_the_star(markets: Markets, tiki: TikiStorefront) -> None:
    assert markets.run() == {}
    assert listed(markets) == 100


def test_the_same_night_again_asks_nothing_and_changes_no_row(markets: Markets, tiki: TikiStorefront, written) -> None:
    markets.run()
    before, asked = written(), len(tiki.asked)
    assert markets.run() == {}
    assert (markets.loaded["state"], len(tiki.asked)) == ("unchanged", asked)
    assert written() == before


def test_a_blocked_marketplace_is_red_by_name_and_the_others_load(
    markets: Markets, tiki: TikiStorefront, lazada: LazadaStorefront
) -> None:
    tiki.faults = [Fault(blocked_page())]
    red = markets.run()
    assert red.keys() == {"land tiki-storefront", "close_night"}
    assert "tiki-storefront" in red["close_night"] and "lazada" not in red["close_night"]
    assert listed(markets) > 0


def test_a_block_page_is_never_read_as_no_listings(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.faults = [Fault(blocked_page(200))]
    markets.run()
    assert markets.statuses() == {"not_seen blocked": 100}


def test_a_listing_is_gone_only_after_a_complete_crawl(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.catalogue = tiki.catalogue.without(1, 2)
    markets.run()
    assert markets.statuses() == {"gone": 2, "listed": 98}


def test_a_listing_that_an_incomplete_crawl_misses_is_not_seen(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.catalogue = tiki.catalogue.without(1, 2)
    tiki.faults = [Fault(put("paging.total", 100))]
    assert markets.run() == {}
    assert markets.statuses() == {"listed": 98, "not_seen incomplete": 2}


def test_a_server_that_fails_leaves_what_came_and_the_rest_is_not_seen(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.faults = [Fault(broken(503), path=r"page=2\b")]
    markets.monkeypatch.setattr("time.sleep", lambda seconds: None)
    assert "land tiki-storefront" in markets.run()
    assert markets.statuses() == {"listed": 40, "not_seen failed": 60}


def test_an_interrupted_crawl_goes_on_and_the_night_is_whole(markets: Markets, tiki: TikiStorefront) -> None:
    tiki.faults = [Fault(broken(503), path=r"page=2\b")]
    markets.monkeypatch.setattr("time.sleep", lambda seconds: None)
    markets.run()
    tiki.faults, asked = [], len(tiki.asked)
    assert markets.run() == {}
    pages = [request.query["page"] for request in tiki.asked[asked:] if "page" in request.query]
    assert (pages, listed(markets)) == (["2", "3"], 100)


def test_a_bad_record_is_held_back_and_its_page_loads(markets: Markets, tiki: TikiStorefront) -> None:
    tiki.faults = [Fault(put("data.2", None), path=r"page=1\b"), Fault(put("data.3.price", {"a": 1}), path=r"page=1\b")]
    red = markets.run()
    held = markets.rows("select record_path, problems from quarantine.listing_snapshot order by row_no")
    assert held == [("$.data[2]", "record"), ("$.data[3]", "price")]
    assert (listed(markets), set(red)) == (98, {"close_night"})


def test_a_listing_that_is_held_back_is_not_gone(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.faults = [Fault(put("data.3.price", {"a": 1}), path=r"page=1\b")]
    markets.run()
    assert markets.statuses() == {"listed": 99, "not_seen held_back": 1}


def test_a_renamed_field_that_matters_is_red_by_its_name_and_loads_nothing(
    markets: Markets, tiki: TikiStorefront, lazada: LazadaStorefront
) -> None:
    tiki.faults = [Fault(renamed("price", "gia"))]
    red = markets.run()
    assert "«price» (100/100)" in red["read tiki-storefront"]
    assert markets.rows("select distinct source_code from warehouse.fact_listing_snapshot") == [("lazada-storefront",)]


def test_a_broken_contract_leaves_listings_not_seen(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.faults = [Fault(renamed("price", "gia"))]
    markets.run()
    assert markets.statuses() == {"not_seen failed": 100}


def test_a_new_field_is_recorded_as_drift_and_harms_nothing(markets: Markets, tiki: TikiStorefront) -> None:
    tiki.faults = [Fault(put("data.*.khuyen_mai", {"ma": "TET"}))]
    assert markets.run() == {}
    drift = markets.rows("select field_path, state, records, example from ops.source_field")
    assert drift == [("khuyen_mai", "unknown", 100, '{"ma": "TET"}')]


def test_a_late_night_is_loaded_from_landing_and_changes_nothing_after_it(
    markets: Markets, tiki: TikiStorefront
) -> None:
    markets.run()
    markets.on(SECOND)
    tiki.catalogue = tiki.catalogue.changed(1, title="Trà mẫu tên mới OCOP")
    markets.run()
    markets.monkeypatch.setattr("standins.server.serving", None)
    before = markets.statuses()
    assert markets.run(report_date=FIRST, replay=True) == {}
    assert (markets.loaded["state"], markets.statuses()) == ("unchanged", before)


def test_a_past_night_that_was_never_landed_is_refused_and_not_fetched(markets: Markets, tiki: TikiStorefront) -> None:
    markets.run()
    asked = len(tiki.asked)
    markets.on(THIRD)
    red = markets.run(report_date=SECOND)
    assert "never fetched again" in red["land tiki-storefront"]
    assert len(tiki.asked) == asked


def test_a_stand_in_that_nobody_started_is_told_with_what_to_do(markets: Markets) -> None:
    (markets.root / "sources.yaml").write_text(STAND_IN)
    assert "OCOP_URL_TIKI" in markets.run()["land tiki"]


def test_the_environment_puts_another_server_in_the_place_of_a_stand_in(markets: Markets) -> None:
    with serving(TikiStorefront(Catalogue.made(100))) as site:
        (markets.root / "sources.yaml").write_text(STAND_IN)
        markets.monkeypatch.setenv("OCOP_URL_TIKI", site.url)
        assert markets.run() == {}
    assert listed(markets) == 100


def test_no_source_for_a_marketplace_is_an_error(markets: Markets, tiki: TikiStorefront) -> None:
    from etl import marketplace_listings

    with pytest.raises(DataError, match="«shopee»"):
        marketplace_listings.plan("shopee")


def test_a_source_that_is_listed_no_more_does_not_keep_others_from_being_replayed(
    markets: Markets, tiki: TikiStorefront, lazada: LazadaStorefront
) -> None:
    tiki.faults = [Fault(put("data.0.price", {"a": 1}), path=r"page=1\b")]
    lazada.faults = [Fault(put("mods.listItems.0.price", {"a": 1}))]
    markets.run()
    declared = (markets.root / "sources.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (markets.root / "sources.yaml").write_text("".join(line for line in declared if "tiki" not in line))
    replayed = replay(Selection())
    assert [load["rows_held"] for load in replayed.loads] == [2]
    assert len(replayed.problems) == 1 and "tiki-storefront" in replayed.problems[0]


def test_a_total_that_falls_to_nothing_overnight_is_believed_on_the_second_night(
    markets: Markets, tiki: TikiStorefront
) -> None:
    markets.run()
    tiki.catalogue = Catalogue([])
    markets.on(SECOND)
    markets.run()
    first = markets.statuses()
    markets.on(THIRD)
    markets.run()
    assert (first, markets.statuses()) == ({"not_seen incomplete": 100}, {"gone": 100})


def test_a_record_held_back_is_settled_by_a_whole_night_after_it(markets: Markets, tiki: TikiStorefront) -> None:
    tiki.faults = [Fault(put("data.3.price", {"a": 1}), path=r"page=1\b")]
    markets.run()
    tiki.faults = []
    markets.on(SECOND)
    markets.run()
    assert markets.rows("select released_reason from quarantine.listing_snapshot") == [("document_superseded",)]


def test_a_password_in_the_environments_address_is_refused_and_not_told(markets: Markets) -> None:
    (markets.root / "sources.yaml").write_text(STAND_IN)
    markets.monkeypatch.setenv("OCOP_URL_TIKI", "http://user:geheim@127.0.0.1:1")
    told = markets.run()["land tiki"]
    assert "ocop_tiki" in told and "geheim" not in told
