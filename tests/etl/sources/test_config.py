from dataclasses import asdict
from pathlib import Path

import pytest

from etl.settings import PROJECT
from etl.sources import SourceRejected
from etl.sources.config import by_code, listed, marketplaces
from etl.sources.source import Source

ENTRY = """
- code: an-giang
  province: An Giang
  kind: folder
  location: reports/an-giang
  owner: Văn phòng Điều phối
  cadence_days: 30
"""
PORTAL = """
- code: ca-mau
  province: null
  kind: portal
  location: https://portal.example.gov.vn/ocop
  owner: Sở Nông nghiệp và Môi trường
  cadence_days: 7
  link_pattern: 'báo cáo'
"""

TIKI = """
- code: tiki
  kind: tiki_storefront
  location: https://tiki.vn
  queries: [{keyword: ocop}]
  owner: Đầu mối
  cadence_days: 1
"""


@pytest.fixture
def sources_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sources.yaml"
    monkeypatch.setenv("OCOP_SOURCES", str(path))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    return path


def test_sources_come_in_the_order_of_the_file(sources_file: Path) -> None:
    sources_file.write_text(ENTRY + PORTAL)
    assert [source.code for source in listed()] == ["an-giang", "ca-mau"]


def test_a_relative_folder_starts_at_the_file(sources_file: Path) -> None:
    sources_file.write_text(ENTRY)
    assert listed()[0].location == str(sources_file.parent / "reports" / "an-giang")


def test_a_source_is_labelled_by_its_province(sources_file: Path) -> None:
    sources_file.write_text(ENTRY)
    assert listed()[0].label == "An Giang"


def test_a_source_without_a_province_is_labelled_by_its_code(sources_file: Path) -> None:
    sources_file.write_text(PORTAL)
    assert listed()[0].label == "ca-mau"


@pytest.mark.parametrize("wanted", ["An Giang", "an giang", "an-giang"])
def test_one_province_can_be_picked_by_its_name_or_code(sources_file: Path, wanted: str) -> None:
    sources_file.write_text(ENTRY + PORTAL)
    assert [source.code for source in listed(wanted)] == ["an-giang"]


def test_no_source_of_a_province_is_an_empty_list(sources_file: Path) -> None:
    sources_file.write_text(ENTRY)
    assert listed("Lạng Sơn") == []


def test_a_source_is_found_by_its_code(sources_file: Path) -> None:
    sources_file.write_text(ENTRY + PORTAL)
    assert by_code("ca-mau").kind == "portal"


def test_an_unknown_code_is_an_error_that_names_it(sources_file: Path) -> None:
    sources_file.write_text(ENTRY)
    with pytest.raises(SourceRejected, match="hai-phong"):
        by_code("hai-phong")


def test_a_source_survives_being_passed_on_as_plain_values(sources_file: Path) -> None:
    sources_file.write_text(PORTAL)
    assert Source(**asdict(listed()[0])) == listed()[0]


@pytest.mark.parametrize("name", ["Sóc Trăng", "Cà Mau"])
def test_official_names_of_before_and_after_the_mergers_are_both_accepted(sources_file: Path, name: str) -> None:
    sources_file.write_text(ENTRY.replace("An Giang", name))
    assert listed()[0].province == name


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("province: An Giang", "province: An Gian", "province: .*An Giang"),
        ("kind: folder", "kind: ftp", "kind: .*folder, object_store, portal"),
        ("cadence_days: 30", "cadence_days: soon", "cadence_days: "),
        ("cadence_days: 30", "cadence_days: 0", "cadence_days: "),
        ("cadence_days: 30", "cadence_days: true", "cadence_days: "),
        ("cadence_days: 30", "cadence_days: 1.5", "cadence_days: "),
        ("  owner: Văn phòng Điều phối\n", "", "owner: "),
        ("owner: Văn phòng Điều phối", "owner: ''", "owner: "),
        ("cadence_days: 30", "cadence_days: 30\n  colour: red", "colour: .*pattern, max_megabytes"),
        ("cadence_days: 30", "cadence_days: 30\n  link_pattern: x", "link_pattern: "),
        ("code: an-giang", "code: ../an-giang", "code: "),
        ("code: an-giang", "code: An Giang", "code: "),
        ("kind: folder", "kind: object_store", "location: .*s3://bucket/prefix"),
        ("owner:", "code:", "“code” stands twice.*line 2"),
    ],
)
def test_a_mistake_in_an_entry_is_named_by_file_and_key(sources_file: Path, old: str, new: str, told: str) -> None:
    assert old in ENTRY
    sources_file.write_text(ENTRY.replace(old, new))
    with pytest.raises(SourceRejected, match=f"(?s)sources.yaml: .*{told}"):
        listed()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("https://portal", "ftp://portal", "location: .*http"),
        ("https://portal", "https://user:secret@portal", "location: .*netrc"),
        ("https://portal.example.gov.vn", "https://portal:99999999", "location: "),
        ("'báo cáo'", "'báo cáo('", "link_pattern: "),
        ("  link_pattern: 'báo cáo'\n", "", "link_pattern: "),
    ],
)
def test_a_mistake_in_a_portal_is_named(sources_file: Path, old: str, new: str, told: str) -> None:
    assert old in PORTAL
    sources_file.write_text(PORTAL.replace(old, new))
    with pytest.raises(SourceRejected, match=told):
        listed()


def test_a_code_stands_for_one_source_only(sources_file: Path) -> None:
    sources_file.write_text(ENTRY + ENTRY)
    with pytest.raises(SourceRejected, match=r"entry 2 \(an-giang\): code"):
        listed()


def test_all_mistakes_are_told_at_once(sources_file: Path) -> None:
    sources_file.write_text(ENTRY.replace("30", "never") + PORTAL.replace("null", "Nowhere"))
    with pytest.raises(SourceRejected, match=r"(?s)entry 1.*entry 2"):
        listed()


@pytest.mark.parametrize("text", ["", "code: an-giang", "- just text", "- [", "- \tx"])
def test_a_file_that_is_no_list_of_sources_is_an_error(sources_file: Path, text: str) -> None:
    sources_file.write_text(text)
    with pytest.raises(SourceRejected, match=r"sources\.yaml: "):
        listed()


def test_a_missing_file_is_an_error_that_names_it(sources_file: Path) -> None:
    with pytest.raises(SourceRejected, match=r"sources\.yaml"):
        listed()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[{keyword: ocop}]", "ocop", "queries"),
        ("[{keyword: ocop}]", "[ocop]", "keyword"),
        ("[{keyword: ocop}]", "[{keyword: ocop}, {keyword: ocop}]", "keyword=ocop"),
        ("[{keyword: ocop}]", "[{category: 1}, {category: '1'}]", "category=1"),
        ("[{keyword: ocop}]", "[{feed: all}]", "feed"),
        ("kind: tiki_storefront", "kind: [tiki_storefront]", "kind"),
        ("code: tiki", "code: [tiki]", "code"),
        ("cadence_days: 1", "cadence_days: 1\n  requests_per_second: '1'", "requests_per_second"),
        ("cadence_days: 1", "cadence_days: 1\n  province: An Giang", "province"),
        ("https://", "https://ten:mat-khau@", "~/.netrc"),
    ],
)
def test_a_mistake_in_a_marketplace_is_named(sources_file: Path, old: str, new: str, told: str) -> None:
    assert old in TIKI
    sources_file.write_text(TIKI.replace(old, new))
    with pytest.raises(SourceRejected, match="entry 1") as problem:
        marketplaces()
    assert told in str(problem.value)


def test_a_drop_folder_says_whose_it_is(sources_file: Path) -> None:
    feed = TIKI.replace("tiki_storefront", "file_drop").replace("keyword: ocop", "feed: all")
    sources_file.write_text(feed)
    with pytest.raises(SourceRejected, match="marketplace"):
        marketplaces()
    sources_file.write_text(f"{feed}  marketplace: voso\n")
    assert [source.marketplace for source in marketplaces()] == ["voso"]


def test_a_portal_has_no_stand_in(sources_file: Path) -> None:
    sources_file.write_text(PORTAL.replace("https://portal.example.gov.vn/ocop", "stand-in"))
    with pytest.raises(SourceRejected, match="location"):
        listed()


def test_the_project_lists_its_sample_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OCOP_SOURCES", raising=False)
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    folders = {str(folder) for folder in (PROJECT / "samples").iterdir() if folder.is_dir()}
    assert {source.location for source in listed()} == folders - {str(PROJECT / "samples" / "marketplaces")}


# --- a folder of reports instead of the file -----------------------------------------------------


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my reports"
    folder.mkdir()
    monkeypatch.setenv("OCOP_REPORTS", str(folder))
    return folder


def test_each_file_of_a_named_folder_is_a_source_of_no_province(reports: Path) -> None:
    for name in ("b.txt", "a.pdf"):
        (reports / name).touch()
    assert [(source.code, source.province) for source in listed()] == [("a.pdf", None), ("b.txt", None)]


def test_the_code_of_a_file_has_only_letters_that_a_path_may_have(reports: Path) -> None:
    (reports / "Báo cáo Đồng Tháp (2).docx").touch()
    assert [source.code for source in listed()] == ["bao-cao-dong-thap-2-.docx"]


def test_files_whose_names_differ_by_accents_only_are_different_sources(reports: Path) -> None:
    for name in ("bao cao.txt", "báo cáo.txt"):
        (reports / name).touch()
    assert len({source.code for source in listed()}) == 2


def test_a_named_folder_without_files_is_an_error(reports: Path) -> None:
    with pytest.raises(SourceRejected, match="OCOP_REPORTS"):
        listed()


def test_a_named_folder_that_is_not_there_is_an_error(reports: Path) -> None:
    reports.rmdir()
    with pytest.raises(SourceRejected, match="my reports"):
        listed()
