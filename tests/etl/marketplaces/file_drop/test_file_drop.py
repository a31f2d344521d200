"""The feed of files that a marketplace without an API drops, by its contract."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from crawls import crawled, read, rows
from jsonschema import Draft202012Validator

from etl.landing.crawls import Crawled
from etl.marketplaces.adapters.file_drop import SCHEMA
from etl.marketplaces.fields import field_table
from etl.marketplaces.marketplace import Marketplace, Query
from etl.nights import tonight

SAMPLES = Path(__file__).parents[4] / "samples" / "marketplaces"
LISTING = {"product_id": "V1", "title": "Mắm mẫu OCOP 4 sao", "price_text": "350.000 đ", "shop_name": "Cơ sở Mẫu"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def feed(folder: Path, **options: Any) -> Marketplace:
    declared = {"code": "voso", "kind": "file_drop", "location": str(folder), "owner": "VOSO", "cadence_days": 7}
    declared |= {"queries": (Query("feed", "all"),), "marketplace": "voso", "name": "VOSO"}
    return Marketplace(**{**declared, **options})


def put(folder: Path, name: str = "", *items: dict[str, Any], days: int = 0, **envelope: Any) -> None:
    """Drop an export, tonight's but for the changes."""
    day = tonight() - timedelta(days=days)
    listings = [*items] or [LISTING]
    values = {"source": "voso", "export_time": f"{day}T00:30:00+07:00", "total": len(listings), "items": listings}
    (folder / f"{day}{name}.json").write_text(json.dumps({**values, **envelope}), encoding="utf-8")


def crawl(folder: Path, **options: Any) -> Crawled:
    (one,) = crawled(feed(folder, **options))
    return one


def test_an_export_is_complete_when_it_has_as_many_as_it_says(folder: Path) -> None:
    put(folder)
    done = crawl(folder)
    assert (done.outcome, done.total_claimed, done.listings_found) == ("complete", 1, 1)


def test_an_export_that_has_fewer_than_it_says_is_incomplete(folder: Path) -> None:
    put(folder, total=2)
    assert crawl(folder).outcome == "incomplete"


def test_an_export_that_does_not_say_how_many_is_incomplete(folder: Path) -> None:
    put(folder)
    (file,) = folder.iterdir()
    file.write_text(json.dumps({k: v for k, v in json.loads(file.read_text()).items() if k != "total"}))
    assert crawl(folder).outcome == "incomplete"


def test_all_pages_of_the_day_are_read(folder: Path) -> None:
    put(folder, "-trang-1", LISTING, total=2)
    put(folder, "-trang-2", {**LISTING, "product_id": "V2"}, total=2)
    assert (crawl(folder).outcome, len(rows(feed(folder)))) == ("complete", 2)


def test_listings_are_as_of_the_export_and_not_of_the_landing(folder: Path) -> None:
    put(folder, export_time=f"{tonight()}T00:30:00+07:00")
    crawl(folder)
    (row,) = rows(feed(folder))
    assert row["fetched_at"] == f"{tonight() - timedelta(days=1)}T17:30:00+00:00"


def test_older_exports_may_stay(folder: Path) -> None:
    put(folder, "", LISTING, {**LISTING, "product_id": "V2"}, days=3)
    put(folder)
    assert crawl(folder).listings_found == 1


def test_without_a_new_export_nothing_is_read_and_nothing_is_red_until_it_is_due(folder: Path) -> None:
    put(folder, days=3)
    done = crawl(folder)
    assert (done.outcome, done.pages, done.is_red) == ("incomplete", 0, False)


def test_an_overdue_export_is_red_and_says_whom_to_ask(folder: Path) -> None:
    put(folder, days=8)
    done = crawl(folder)
    assert done.is_red and "ask VOSO" in str(done.reason_en)


def test_an_export_that_comes_late_in_the_night_is_taken_by_another_try(folder: Path) -> None:
    put(folder, days=3)
    crawl(folder)
    put(folder)
    assert crawl(folder).outcome == "complete"


def test_a_folder_without_a_file_of_a_day_is_red(folder: Path) -> None:
    (folder / "danh-sach.json").write_text("{}")
    assert "listing-feed.md" in str(crawl(folder).reason_en)


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"export_time": "hôm qua"}, "$.export_time"),
        ({"total": "9"}, "$.total"),
        ({"items": {"0": LISTING}}, "$.items"),
        ({"source": ""}, "$.source"),
    ],
    ids=str,
)
def test_a_broken_envelope_is_refused_by_the_name_of_its_field(
    folder: Path, broken: dict[str, Any], named: str
) -> None:
    put(folder, **broken)
    done = crawl(folder)
    assert done.is_red and named in str(done.reason_en)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1, 2]", b'{"source": "voso"', b"<html></html>"])
def test_what_is_no_export_is_refused(folder: Path, content: bytes) -> None:
    (folder / f"{tonight()}.json").write_bytes(content)
    assert crawl(folder).is_red


def test_one_bad_listing_does_not_lose_the_others(folder: Path) -> None:
    put(folder, "", LISTING, {**LISTING, "product_id": "V2", "price_text": {"a": 1}})
    crawl(folder)
    assert [(row["listing_code"], row["problems"]) for row in rows(feed(folder))] == [("V1", None), ("V2", "price")]


def test_a_csv_means_the_same_as_json(folder: Path) -> None:
    put(folder)
    crawl(folder)
    (expected,) = rows(feed(folder))
    (folder / f"{tonight()}.json").unlink()
    head = "source,export_time,total,product_id,title,price_text,shop_name"
    line = f"voso,{tonight()}T00:30:00+07:00,1,V1,Mắm mẫu OCOP 4 sao,350.000 đ,Cơ sở Mẫu"
    (folder / f"{tonight()}.csv").write_text(f"\ufeff{head}\n{line}\n", encoding="utf-8")
    other = feed(folder, code="voso-csv")
    assert crawled(other)[0].outcome == "complete"
    (row,) = rows(other)
    same = {name for name in row if name not in ("source_code", "page_name", "sha256")}
    assert {name: row[name] for name in same} == {name: expected[name] for name in same}


def test_a_csv_of_a_listing_that_spans_lines_is_one_listing(folder: Path) -> None:
    text = f'source,export_time,total,product_id,title,price\nvoso,{tonight()}T00:30:00,1,V1,"Mắm\nmẫu",1000\n'
    (folder / f"{tonight()}.csv").write_text(text, encoding="utf-8")
    assert (crawl(folder).outcome, rows(feed(folder))[0]["title"]) == ("complete", "Mắm mẫu")


def test_an_unknown_field_is_drift(folder: Path) -> None:
    put(folder, "", {**LISTING, "bao_hanh": "12 tháng"})
    crawl(folder)
    assert dict(read(feed(folder)).drift.unknown) == {"bao_hanh": 1}


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*/*.json")), ids=lambda path: path.parent.name + path.name)
def test_the_samples_keep_to_the_schema(sample: Path) -> None:
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert list(schema.iter_errors(json.loads(sample.read_text(encoding="utf-8")))) == []


def test_the_schema_names_every_field_that_is_read() -> None:
    listing = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["listing"]["properties"]
    assert field_table("file_drop").expected == set(listing)


@pytest.mark.parametrize(
    "line", ["V2,Gạo mẫu, túi 5 kg,99000,12", "V2,Gạo mẫu, 5,99000,12", "V2,Gạo mẫu,99", "V2"], ids=str
)
def test_a_line_of_a_csv_that_does_not_fit_its_columns_is_no_listing(folder: Path, line: str) -> None:
    whole = f"voso,{tonight()}T00:30:00+07:00,2"
    lines = ["source,export_time,total,product_id,title,price,sold", f"{whole},V1,Mắm mẫu,350000,12", f"{whole},{line}"]
    (folder / f"{tonight()}.csv").write_text("\n".join(lines), encoding="utf-8")
    crawl(folder)
    found = [(row["listing_code"], row["price_vnd"], row["problems"]) for row in rows(feed(folder))]
    assert found == [("V1", "350000", None), (None, None, "record")]


@pytest.mark.parametrize("none", [0, "0", "Liên hệ", "", None])
def test_a_sale_price_that_states_none_leaves_the_price(folder: Path, none: object) -> None:
    put(folder, "", {"product_id": "V1", "title": "Mắm mẫu", "price": 350000, "sale_price": none})
    crawl(folder)
    assert [row["price_vnd"] for row in rows(feed(folder))] == ["350000"]


@pytest.mark.parametrize("time", ["2026-13-45T10:00:00", "2026-11-28T25:61:00", "1026-11-28T10:00:00"])
def test_an_export_time_that_is_none_is_refused_by_its_name(folder: Path, time: str) -> None:
    put(folder, export_time=time)
    done = crawl(folder)
    assert done.is_red and "$.export_time" in str(done.reason_en)


@pytest.mark.parametrize(
    "content", [[LISTING] * 1000, {"source": "v", "export_time": "2026-11-28T10:00", "items": "x" * 9999}]
)
def test_a_refusal_does_not_quote_the_whole_file(folder: Path, content: Any) -> None:
    (folder / f"{tonight()}.json").write_text(json.dumps(content))
    assert len(str(crawl(folder).reason_en)) < 1000


def test_a_file_of_a_day_still_to_come_does_not_stand_before_tonights(folder: Path) -> None:
    put(folder, "", {**LISTING, "product_id": "V2"}, days=-300)
    put(folder)
    crawl(folder)
    assert [row["listing_code"] for row in rows(feed(folder))] == ["V1"]


def test_json_nested_without_end_is_refused(folder: Path) -> None:
    (folder / f"{tonight()}.json").write_text("[" * 200_000)
    assert crawl(folder).is_red


def test_a_corrected_export_of_the_same_night_is_taken(folder: Path) -> None:
    put(folder)
    crawl(folder)
    put(folder, "", {**LISTING, "price_text": "360.000 đ"})
    crawl(folder)
    assert [row["price_vnd"] for row in rows(feed(folder))] == ["360000"]


def test_a_page_that_comes_late_is_taken_by_another_try(folder: Path) -> None:
    put(folder, "-trang-1", LISTING, total=2)
    first = crawl(folder)
    put(folder, "-trang-2", {**LISTING, "product_id": "V2"}, total=2)
    assert (first.outcome, crawl(folder).outcome) == ("incomplete", "complete")


def test_the_same_export_again_is_the_same_to_the_second(folder: Path) -> None:
    put(folder)
    assert crawl(folder) == crawl(folder)


def test_files_of_one_name_in_two_folders_are_two_pages(folder: Path) -> None:
    for name, code in (("a", "V1"), ("b", "V2")):
        (folder / name).mkdir()
        put(folder / name, "", {**LISTING, "product_id": code}, total=2)
    assert crawl(folder).outcome == "complete"
