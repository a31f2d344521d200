import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import fsspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Page, Site

from etl import landing
from etl.errors import DataError
from etl.landing import Landed, LandingDamaged
from etl.sources import Source, SourceRejected, SourceUnavailable

NIGHT = date(2026, 3, 1)
INDEX = b'<!DOCTYPE html><html><body><a href="/a.txt">a</a><a href="/b.txt">b</a></body></html>'


@pytest.fixture(params=["local", "s3"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty raw zone, on both kinds of storage."""
    if request.param == "local":
        return str(request.getfixturevalue("landing_zone"))
    root = f"{request.getfixturevalue('bucket')}/raw zone"
    monkeypatch.setenv("OCOP_LANDING", root)
    return root


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Make it another night."""
    return lambda night: monkeypatch.setattr(landing, "tonight", lambda: night)


@pytest.fixture(autouse=True)
def the_night(on: Callable[[date], None]) -> None:
    on(NIGHT)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"92 = 2 + 3 + 15 + 72")
    return folder


def source(location: Path | str, code: str = "an-giang", **options: object) -> Source:
    values = {"code": code, "province": "An Giang", "kind": "folder", "location": str(location), "owner": "o"}
    return Source(**{**values, "cadence_days": 1, **options})  # type: ignore[arg-type]


def portal(site: Site) -> Source:
    return source(site.url + "/", kind="portal", link_pattern=r"\.txt$", delay_seconds=0)


def files(zone: str) -> list[str]:
    """Everything that is stored, below the root."""
    store = fsspec.filesystem("s3" if zone.startswith("s3://") else "file", use_listings_cache=False)
    root = zone.removeprefix("s3://")
    return sorted(path.removeprefix(root).lstrip("/") for path in store.find(root))


def manifests(zone: str) -> list[str]:
    return [path for path in files(zone) if path.startswith("manifests/")]


def names(landed: list[Landed] | None) -> list[str]:
    return [each.document_name for each in landed or []]


# --- on both kinds of storage --------------------------------------------------------------------


def test_what_was_landed_comes_back_as_it_was(zone: str, drop: Path) -> None:
    (landed,) = landing.land(source(drop), NIGHT)
    assert landing.content(landed.sha256) == b"92 = 2 + 3 + 15 + 72"


def test_objects_and_manifests_lie_where_the_others_look_for_them(zone: str, drop: Path) -> None:
    (landed,) = landing.land(source(drop), NIGHT)
    object_path, manifest = files(zone)[1], files(zone)[0]
    assert (object_path, manifest.rpartition("/")[0]) == (
        f"objects/{landed.sha256[:2]}/{landed.sha256}",
        "manifests/an-giang/2026-03-01",
    )


def test_a_night_gives_what_was_landed_for_it(zone: str, drop: Path) -> None:
    assert landing.land(source(drop), NIGHT) == landing.landed_on("an-giang", NIGHT)


def test_landing_the_same_again_writes_nothing(zone: str, drop: Path) -> None:
    landing.land(source(drop), NIGHT)
    before = files(zone)
    landing.land(source(drop), NIGHT)
    assert files(zone) == before


def test_a_later_landing_of_the_night_counts(zone: str, drop: Path) -> None:
    landing.land(source(drop), NIGHT)
    (drop / "b.txt").touch()
    landing.land(source(drop), NIGHT)
    assert names(landing.landed_on("an-giang", NIGHT)) == ["a.txt", "b.txt"]


def test_a_later_landing_of_the_night_leaves_the_earlier_manifest(zone: str, drop: Path) -> None:
    landing.land(source(drop), NIGHT)
    before = manifests(zone)
    (drop / "b.txt").touch()
    landing.land(source(drop), NIGHT)
    assert set(before) < set(manifests(zone))


def test_another_night_leaves_the_earlier_one_as_it_was(zone: str, drop: Path, on: Callable[[date], None]) -> None:
    first = landing.land(source(drop), NIGHT)
    (drop / "a.txt").write_text("corrected")
    on(NIGHT + timedelta(days=1))
    landing.land(source(drop), NIGHT + timedelta(days=1))
    assert landing.landed_on("an-giang", NIGHT) == first


def test_nothing_is_known_of_a_night_that_was_not_landed(zone: str) -> None:
    assert landing.landed_on("an-giang", NIGHT) is None


def test_the_nights_of_a_source_are_told(zone: str, drop: Path, on: Callable[[date], None]) -> None:
    for night in (NIGHT, NIGHT + timedelta(days=2)):
        on(night)
        landing.land(source(drop), night)
    assert landing.nights("an-giang") == [NIGHT, NIGHT + timedelta(days=2)]


def test_a_missing_object_is_told_with_its_place(zone: str) -> None:
    with pytest.raises(LandingDamaged, match=f"objects/00/{'0' * 64}"):
        landing.content("0" * 64)


def test_a_damaged_object_is_not_given_out(zone: str, drop: Path) -> None:
    (landed,) = landing.land(source(drop), NIGHT)
    store = fsspec.filesystem("s3" if zone.startswith("s3://") else "file")
    store.pipe_file(f"{zone}/objects/{landed.sha256[:2]}/{landed.sha256}", b"93 = 2 + 3 + 15 + 72")
    with pytest.raises(LandingDamaged, match=landed.sha256):
        landing.content(landed.sha256)


def test_an_object_that_was_cut_off_is_mended_by_landing_it_again(zone: str, drop: Path) -> None:
    (landed,) = landing.land(source(drop), NIGHT)
    store = fsspec.filesystem("s3" if zone.startswith("s3://") else "file")
    store.pipe_file(f"{zone}/objects/{landed.sha256[:2]}/{landed.sha256}", b"92")
    landing.land(source(drop), NIGHT)
    assert landing.content(landed.sha256) == b"92 = 2 + 3 + 15 + 72"


def test_a_damaged_manifest_is_not_believed(zone: str, drop: Path) -> None:
    landing.land(source(drop), NIGHT)
    store = fsspec.filesystem("s3" if zone.startswith("s3://") else "file")
    store.pipe_file(f"{zone}/{manifests(zone)[0]}", b"{}")
    with pytest.raises(LandingDamaged, match="manifests/an-giang"):
        landing.landed_on("an-giang", NIGHT)


def test_a_reading_comes_back_as_it_was(zone: str) -> None:
    landing.save_reading("ab", "r1", {"title": "Báo cáo", "figures": [1.5, None]})
    assert landing.load_reading("ab", "r1") == {"title": "Báo cáo", "figures": [1.5, None]}


def test_a_reading_by_other_rules_is_another_one(zone: str) -> None:
    landing.save_reading("ab", "r1", {})
    assert [landing.reading_exists("ab", version) for version in ("r1", "r2")] == [True, False]


def test_a_missing_reading_is_told_with_its_place(zone: str) -> None:
    with pytest.raises(LandingDamaged, match=r"readings/r1/ab\.json"):
        landing.load_reading("ab", "r1")


# --- which night ---------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.usefixtures("landing_zone")
def test_only_tonight_is_fetched(drop: Path, days: int) -> None:
    with pytest.raises(DataError, match=r"network|mạng"):
        landing.land(source(drop), NIGHT + timedelta(days=days))


@pytest.mark.usefixtures("landing_zone")
def test_a_past_night_needs_no_source(drop: Path, on: Callable[[date], None]) -> None:
    (landed,) = landing.land(source(drop), NIGHT)
    (drop / "a.txt").unlink()
    drop.rmdir()
    on(NIGHT + timedelta(days=1))
    assert landing.content(landed.sha256) == b"92 = 2 + 3 + 15 + 72"


# --- what is kept of each document ---------------------------------------------------------------


def test_a_manifest_can_be_read_by_a_person(landing_zone: Path, drop: Path) -> None:
    landing.land(source(drop), NIGHT)
    manifest = json.loads((landing_zone / manifests(str(landing_zone))[0]).read_text())
    assert (manifest["source"]["province"], manifest["report_date"], manifest["complete"]) == (
        "An Giang",
        "2026-03-01",
        True,
    )


@pytest.mark.usefixtures("landing_zone")
def test_where_a_document_came_from_is_kept(site: Site) -> None:
    site.put("/", Page(INDEX))
    site.put("/a.txt", Page(b"a", headers={"ETag": '"1"', "Content-Type": "text/plain", "Server": "x"}))
    site.put("/b.txt", Page(b""))
    landed = landing.land(portal(site), NIGHT)[0]
    assert (landed.document_url, landed.status, landed.headers) == (
        f"{site.url}/a.txt",
        200,
        {"content-type": "text/plain", "etag": '"1"'},
    )


@pytest.mark.usefixtures("landing_zone")
def test_a_landed_document_survives_being_passed_on_as_plain_values(drop: Path) -> None:
    (landed,) = landing.land(source(drop), NIGHT)
    assert Landed.from_dict(json.loads(json.dumps(landed.to_dict()))) == landed


@pytest.mark.parametrize(
    ("name", "suffix"), [("2026/Báo cáo.PDF", ".pdf"), ("get/a.docx?id=1.2", ".docx"), ("van-ban/17", "")]
)
def test_the_suffix_is_that_of_the_name(name: str, suffix: str) -> None:
    assert Landed("x", name, "", "", "", 0).suffix == suffix


def test_the_same_bytes_from_two_sources_are_stored_once(landing_zone: Path, drop: Path) -> None:
    for code in ("one", "two"):
        landing.land(source(drop, code), NIGHT)
    assert len([path for path in files(str(landing_zone)) if path.startswith("objects/")]) == 1


# --- what is known already costs nothing ---------------------------------------------------------


@pytest.fixture
def versioned_site(site: Site) -> Site:
    site.put("/", Page(INDEX))
    for name in ("a", "b"):
        site.put(f"/{name}.txt", Page(name.encode(), headers={"ETag": f'"{name}"'}))
    return site


@pytest.mark.usefixtures("landing_zone")
def test_an_unchanged_document_is_not_sent_again_the_next_night(
    versioned_site: Site, on: Callable[[date], None]
) -> None:
    landing.land(portal(versioned_site), NIGHT)
    on(NIGHT + timedelta(days=1))
    landed = landing.land(portal(versioned_site), NIGHT + timedelta(days=1))
    assert [(each.status, landing.content(each.sha256)) for each in landed] == [(304, b"a"), (304, b"b")]


@pytest.mark.usefixtures("landing_zone")
def test_an_unchanged_document_stays_known_on_the_third_night(versioned_site: Site, on: Callable[[date], None]) -> None:
    for days in range(3):
        on(NIGHT + timedelta(days=days))
        landed = landing.land(portal(versioned_site), NIGHT + timedelta(days=days))
    assert [each.status for each in landed] == [304, 304]


def test_a_document_whose_object_is_lost_is_fetched_again(landing_zone: Path, versioned_site: Site) -> None:
    landed = landing.land(portal(versioned_site), NIGHT)[0]
    (landing_zone / "objects" / landed.sha256[:2] / landed.sha256).unlink()
    landing.land(portal(versioned_site), NIGHT)
    assert landing.content(landed.sha256) == b"a"


# --- a source in trouble -------------------------------------------------------------------------


def test_a_source_that_gives_nothing_leaves_no_manifest(landing_zone: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceRejected):
        landing.land(source(tmp_path / "gone"), NIGHT)
    assert files(str(landing_zone)) == []


@pytest.mark.usefixtures("landing_zone")
@pytest.mark.parametrize(("status", "error"), [(404, SourceRejected), (503, SourceUnavailable)])
def test_a_missing_document_is_an_error_after_the_others_are_kept(
    versioned_site: Site, status: int, error: type[Exception]
) -> None:
    versioned_site.put("/a.txt", Page(status=status, headers={"Retry-After": "3600"}))
    with pytest.raises(error, match=r"a\.txt"):
        landing.land(portal(versioned_site), NIGHT)
    assert names(landing.landed_on("an-giang", NIGHT)) == ["b.txt"]


@pytest.mark.usefixtures("landing_zone")
def test_another_try_completes_the_night(versioned_site: Site) -> None:
    good = versioned_site.pages["/a.txt"]
    versioned_site.put("/a.txt", Page(status=404))
    with pytest.raises(SourceRejected):
        landing.land(portal(versioned_site), NIGHT)
    versioned_site.pages["/a.txt"] = good
    assert names(landing.land(portal(versioned_site), NIGHT)) == ["a.txt", "b.txt"]


@pytest.mark.usefixtures("landing_zone")
def test_a_poorer_try_takes_nothing_away_from_the_night(versioned_site: Site) -> None:
    landing.land(portal(versioned_site), NIGHT)
    versioned_site.put("/a.txt", Page(status=404))
    with pytest.raises(SourceRejected):
        landing.land(portal(versioned_site), NIGHT)
    assert sorted(names(landing.landed_on("an-giang", NIGHT))) == ["a.txt", "b.txt"]


@pytest.mark.usefixtures("bucket")
def test_a_raw_zone_that_is_not_there_is_an_error_that_names_it(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_LANDING", "s3://no-such-bucket/raw")
    with pytest.raises(DataError, match="s3://no-such-bucket/raw"):
        landing.land(source(drop), NIGHT)


def test_a_raw_zone_that_cannot_be_written_is_an_error_that_names_it(landing_zone: Path, drop: Path) -> None:
    landing_zone.write_text("a file in its place")
    with pytest.raises(DataError, match=str(landing_zone)):
        landing.land(source(drop), NIGHT)


def test_a_write_that_was_killed_is_not_taken_for_a_manifest(landing_zone: Path, drop: Path) -> None:
    landing.land(source(drop), NIGHT)
    (landing_zone / "manifests" / "an-giang" / "2026-03-01" / ".zzz.json.0f").write_text('{"docum')
    assert names(landing.landed_on("an-giang", NIGHT)) == ["a.txt"]


# --- any bytes -----------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(documents=st.dictionaries(st.from_regex(r"[a-z]{1,8}\.txt", fullmatch=True), st.binary(), min_size=1))
def test_any_bytes_come_back_identical(documents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(landing, "tonight", lambda: NIGHT)
        patch.setenv("OCOP_LANDING", f"{folder}/raw")
        Path(folder, "drop").mkdir()
        for name, body in documents.items():
            Path(folder, "drop", name).write_bytes(body)
        landed = landing.land(source(f"{folder}/drop"), NIGHT)
        assert {each.document_name: landing.content(each.sha256) for each in landed} == documents


@settings(max_examples=40, deadline=None)
@given(bodies=st.lists(st.binary(), min_size=1, max_size=4))
def test_landing_any_bytes_twice_is_landing_them_once(bodies: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(landing, "tonight", lambda: NIGHT)
        patch.setenv("OCOP_LANDING", f"{folder}/raw")
        Path(folder, "drop").mkdir()
        for number, body in enumerate(bodies):
            Path(folder, "drop", f"{number}.txt").write_bytes(body)
        landing.land(source(f"{folder}/drop"), NIGHT)
        once = files(f"{folder}/raw")
        landing.land(source(f"{folder}/drop"), NIGHT)
        assert (files(f"{folder}/raw"), len(once)) == (
            once,
            1 + len({hashlib.sha256(body).digest() for body in bodies}),
        )
