"""Bad input gets a clear reason and loses nothing: what is refused is kept, named and explained, the rest is loaded."""

import hashlib
import math
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from bad_files import (
    BAD,
    REPORT,
    VNI,
    decomposed,
    external_entity,
    paragraph,
    pdf,
    sheet_of,
    word,
    word_file,
    workbook_file,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Page, Site
from sqlalchemy import Engine, text

from etl import landing, province_reports
from etl.errors import DataError
from etl.landing import Landed
from etl.nights import tonight
from etl.reports import Reading, Unreadable, read
from etl.reports.extract import extract
from etl.reports.opening import limits
from etl.reports.readings import read_landed
from etl.sources import Source, fetch
from etl.warehouse import loading

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = SAMPLES / "lang-son" / "so-ket-ocop-2019-2022.txt"
TOTALS = [("certified_products", None, 142.0), ("certified_products", "3", 65.0), ("certified_products", "4", 77.0)]


def totals(reading: Reading) -> list[tuple[str, str | None, float]]:
    return [(each.indicator, each.star, each.value) for each in reading.figures if "certified" in each.indicator]


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_so_in_two_languages_and_what_to_do(name: str) -> None:
    make, reason = BAD[name]
    with pytest.raises(Unreadable, match=rf".{{10,}} / .*{reason}.*[.;,] \w+"):
        read(make(), Path(name).suffix)


# --- what is unusual and is read all the same ----------------------------------------------------

USUAL = {
    "NFD": decomposed(REPORT).encode(),
    "nulls between words": (REPORT.replace(" và ", " \x00và ", 1) + "Ghi chú.\n" * 20).encode(),
    "invisible letters": REPORT.replace("142", "1\u200b42").replace("phẩm", "ph\u00adẩm").encode(),
    "a lost letter of the document's own": (REPORT + "\ufffd Ghi chú của tòa soạn.\n").encode(),
    "wide blanks": REPORT.replace(" ", " " * 1000).encode(),
}


@pytest.mark.parametrize("name", USUAL)
def test_what_is_only_unusual_is_read(name: str) -> None:
    assert totals(read(USUAL[name], ".txt")) == TOTALS


def test_text_in_windows_1258_is_read() -> None:
    # letters with a hat or a horn stay whole in this encoding, tone marks stand behind them
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    apart = "".join(_with_tone_apart(character, marks) for character in REPORT)
    assert totals(read(apart.encode("windows-1258"), ".txt")) == TOTALS


def _with_tone_apart(character: str, marks: set[str]) -> str:
    parts = decomposed(character)
    tone = "".join(part for part in parts if part in marks)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks)) + tone


def test_broken_bytes_outside_of_the_article_harm_nothing() -> None:
    page = f"<html><head><script>'\xff'</script></head><body><p>{REPORT}</p></body></html>".encode()
    assert totals(read(page.replace("\xff".encode(), b"\xff"), ".html")) == TOTALS


def test_an_article_with_words_of_an_old_font_in_passing_is_read() -> None:
    assert totals(read((REPORT + "Phông cũ ghi «vaø».").encode(), ".txt")) == TOTALS


def test_no_control_character_comes_out() -> None:
    reading = read((REPORT * 50).replace(" và ", " \x00\x1b\x85 và ", 3).encode(), ".txt")
    assert "\x00" not in reading.text and "\x1b" not in reading.text


def test_tracked_changes_are_read_as_accepted() -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    changed = (
        "<w:p>" + run.format("Tỉnh Cà Mau có 1") + "<w:del><w:r><w:delText>0</w:delText></w:r></w:del><w:ins>"
        f"{run.format('42')}</w:ins>{run.format(' sản phẩm OCOP.')}</w:p>"
    )
    assert "có 142 sản phẩm" in read(word_file(word(changed)), ".docx").text


def test_equal_cells_of_a_row_are_all_read() -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Cà Mau", "65", "65")) + "</w:tr>"
    assert read(word_file(word(f"<w:tbl>{row}</w:tbl>")), ".docx").text == "Cà Mau; 65; 65\n"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:pict><w:txbxContent>{paragraph('142 sản phẩm')}</w:txbxContent></w:pict>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    content = word_file(word(f"<w:p><w:r><w:t>Cà Mau</w:t></w:r><w:r>{both}</w:r></w:p>"))
    assert read(content, ".docx").text.split() == ["Cà", "Mau", "142", "sản", "phẩm"]


# --- files that want something else --------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
def test_a_word_file_reaches_neither_files_nor_the_network(site: Site, tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("142", encoding="utf-8")
    for target in (secret.as_uri(), site.put("/secret", Page(b"142"))):
        with pytest.raises(Unreadable) as refused:
            read(external_entity(target, encoding), ".docx")
        assert "142" not in str(refused.value)
    assert site.asked == []


def test_a_template_elsewhere_is_not_asked_for(site: Site) -> None:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'TargetMode="External" Target="{site.url}/template.dotm"/></Relationships>'
    )
    content = word_file(word(paragraph(REPORT)), **{"word___rels__document.xml.rels": relation})
    assert totals(read(content, ".docx")) == TOTALS
    assert site.asked == []


def test_a_page_fetches_nothing(site: Site) -> None:
    page = (
        f'<!DOCTYPE html SYSTEM "{site.url}/dtd"><html><head><link rel=stylesheet href="{site.url}/a.css"></head>'
        f'<body><img src="{site.url}/b.png"><iframe src="{site.url}/c"></iframe><p>{REPORT}</p></body></html>'
    )
    assert totals(read(page.encode(), ".html")) == TOTALS
    assert site.asked == []


def test_a_pdf_that_asks_for_too_much_time_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_SECONDS", 1)
    with pytest.raises(Unreadable, match="stops its reader"):
        read(pdf(stream=b"0 0 m 1 1 l S " * 20_000_000), ".pdf")


def test_a_pdf_that_asks_for_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_MEMORY_BYTES", 400_000_000)
    with pytest.raises(Unreadable, match="stops its reader"):
        read(pdf(stream=b"0 0 m 1 1 l S " * 20_000_000), ".pdf")


# --- size ----------------------------------------------------------------------------------------


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """A file of 200 MB, which takes no room."""
    path = tmp_path / "huge" / "film.html"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(200_000_000)
    return path


def test_extract_does_not_read_a_file_of_200_mb(huge: Path) -> None:
    (line,) = extract([huge])
    assert "200 MB" in line["error"] and line["facts"] == []


def test_bytes_beyond_the_limit_are_refused() -> None:
    with pytest.raises(Unreadable, match="more than 100 MB"):
        read(bytes(limits.MAX_BYTES + 1), ".txt")


def test_a_replay_does_not_fetch_200_mb_from_landing(landing_zone: Path) -> None:
    landed = Landed("an-giang", "film.html", "/film.html", "2026-03-01T00:00:00+00:00", "0" * 64, 200_000_000)
    with pytest.raises(Unreadable, match="200 MB"):  # and not that its bytes are gone
        read_landed(landed)


def test_a_folder_does_not_give_200_mb(huge: Path) -> None:
    source = Source("an-giang", "An Giang", "folder", str(huge.parent), owner="o", cadence_days=1)
    with pytest.raises(DataError, match="max_megabytes"):
        list(fetch(source))


# --- time ----------------------------------------------------------------------------------------

SENTENCE = "tỉnh Cà Mau có 142 sản phẩm OCOP, trong đó 65 sản phẩm 3 sao, huyện Đầm Dơi có 12 chủ thể đến năm 2023 "
LONG = {
    "one endless line": SENTENCE,
    "numbers": "3 sao; 65; ",
    "dates": "ngày 1/1/2023 ",
    "names": "Cà Mau ",
    "blanks": " " * 100,
    "line ends": "\n\r",
    "a word without an end": "a",
    "a number without an end": "1",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
@pytest.mark.timeout(60)
def test_the_time_for_a_long_document_does_not_grow_by_its_square(piece: str) -> None:
    assert read(f"a {piece * (30_000 // len(piece))} b".encode(), ".txt").text


def test_a_register_is_no_report() -> None:
    with pytest.raises(Unreadable, match="more than 10,000 figures"):
        read(("Cà Mau có 142 sản phẩm OCOP.\n" * 10_100).encode(), ".txt")


def test_a_cut_sentence_loses_no_end_of_a_number() -> None:
    reading = read(("có 1.142 sản phẩm OCOP của tỉnh Cà Mau và " * 200).encode(), ".txt")
    assert {figure.value for figure in reading.figures} == {1142.0}


def test_a_number_beyond_all_measure_is_no_figure() -> None:
    assert read(f"Tỉnh Cà Mau có {'9' * 400} sản phẩm OCOP.".encode(), ".txt").figures == []


# --- any bytes -----------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [*REPORT.split(), *VNI.split(), "3 sao", "12,5%", "1.000.000", "31/12/2023", "năm 20٢٣", "từ 3 đến 5", "\u0301",
     "\x00", "\ufffd", "\u202e", "\ud800", "½", "²", "\n", ";", "(", ")", "<p>", "</p>", "&#x110000;", "<!--", "İ"]
)  # fmt: skip
RARELY_SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
SUFFIXES = st.sampled_from([".txt", ".html", ".docx", ".pdf", ".xlsx", ".csv", "", ".HTM"])


def read_or_refused(content: bytes, suffix: str) -> None:
    """Anything but a reading that holds together, or a reason, is an error."""
    try:
        reading = read(content, suffix)
    except Unreadable as reason:
        assert " / " in str(reason)
        return
    assert "\x00" not in reading.text
    reading.text.encode()
    for figure in reading.figures:
        assert reading.text[figure.start : figure.end] == figure.quote
        assert math.isfinite(figure.value)


@given(st.binary(max_size=2000), SUFFIXES)
@RARELY_SLOW
def test_any_bytes_are_read_or_refused(content: bytes, suffix: str) -> None:
    read_or_refused(content, suffix)


@given(st.lists(WORDS, max_size=60), SUFFIXES, st.sampled_from(["utf-8", "utf-16", "windows-1258", "latin-1"]))
@RARELY_SLOW
def test_any_words_are_read_or_refused(words: list[str], suffix: str, encoding: str) -> None:
    read_or_refused(" ".join(words).encode(encoding, "replace"), suffix)


def mutations(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with some stretches of it replaced, left out or doubled."""

    def mutated(cuts: list[tuple[int, int, bytes]]) -> bytes:
        out = content
        for start, length, new in cuts:
            out = out[: start % (len(out) + 1)] + new + out[start % (len(out) + 1) + length :]
        return out

    cut = st.tuples(st.integers(0, len(content)), st.integers(0, 40), st.binary(max_size=12))
    return st.lists(cut, min_size=1, max_size=6).map(mutated)


DOCX = (SAMPLES / "soc-trang" / "bao-cao-ocop-soc-trang.docx").read_bytes()
HTML = (SAMPLES / "an-giang" / "tong-hop-ocop-thang-8-2023.html").read_bytes()


@given(mutations(DOCX))
@RARELY_SLOW
def test_a_damaged_word_file_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content, ".docx")


@given(mutations(word(f"<w:tbl><w:tr><w:tc>{paragraph(REPORT)}</w:tc></w:tr></w:tbl>{paragraph(REPORT)}").encode()))
@RARELY_SLOW
def test_a_word_file_with_damaged_text_is_read_or_refused(document: bytes) -> None:
    read_or_refused(word_file(document), ".docx")


CELLS = '<c t="inlineStr"><is><t>Cà Mau</t></is></c><c s="1"><v>142.5</v></c><c r="D2"><v>65</v></c>'
SHEET = sheet_of(CELLS.replace("142.5", "x"), CELLS, CELLS).replace(
    "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
)
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


@given(mutations(SHEET.encode()), mutations(STYLES.encode()))
@RARELY_SLOW
def test_a_workbook_with_damaged_parts_is_read_or_refused(sheet: bytes, styles: bytes) -> None:
    read_or_refused(workbook_file(sheet), ".xlsx")
    read_or_refused(workbook_file(SHEET, **{"xl__styles.xml": styles}), ".xlsx")


@given(mutations('Huyện;Số sản phẩm OCOP;;\n;3 sao;4 sao;Tổng\nCan Lộc;5;1;6\n"Đức Thọ";7;;7\n'.encode()))
@RARELY_SLOW
def test_a_damaged_csv_file_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content, ".csv")


def test_a_control_character_behind_a_cell_of_a_page_is_survived() -> None:
    page = "<html><body><table><tr><td>Huyện</td>\x01<td>4 sao</td></tr><tr><td>Can Lộc</td><td>5</td></tr></table>"
    read_or_refused(page.encode(), ".html")


@given(mutations(HTML))
@RARELY_SLOW
def test_a_damaged_page_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content, ".html")


@given(mutations(pdf()))
@settings(RARELY_SLOW, max_examples=25)  # each starts a process
def test_a_damaged_pdf_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content, ".pdf")


# --- the night -----------------------------------------------------------------------------------

# Each kind of fault once; the rest differ only in the reader.
OF_A_NIGHT = (
    "empty.docx", "picture.html", "tcvn3.txt", "broken-bytes.txt", "broken-number.txt", "login.html", "deep.html",
    "half.docx", "bomb.docx", "laughs.docx", "bomb.xlsx", "locked.pdf", "pages.pdf",
)  # fmt: skip


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the night: one good report."""
    folder = tmp_path / "drop"
    folder.mkdir()
    shutil.copy(GOOD, folder / "good.txt")
    monkeypatch.setenv("OCOP_REPORTS", str(folder))
    return folder


def run_night() -> dict[str, str]:
    """The steps of a night on all sources; gives what each red source fails with."""
    red: dict[str, str] = {}
    planned = [source["source_code"] for source in province_reports.plan()]
    for code in planned:
        try:
            province_reports.land(code, tonight())
            province_reports.read(code, tonight())
        except DataError as problem:
            red[code] = str(problem)
    staged = province_reports.stage("night", tonight(), planned)
    loading.load(staged["load_id"])
    return red


def rows(warehouse: Engine, query: str) -> list[Any]:
    with warehouse.connect() as connection:
        return list(connection.execute(text(query)).all())


def test_a_night_names_each_bad_file_keeps_its_bytes_and_loads_the_good_one(warehouse: Engine, drop: Path) -> None:
    for name in OF_A_NIGHT:
        (drop / name).write_bytes(BAD[name][0]())
    red = run_night()
    noted = dict(rows(warehouse, "select source_code, problem from ops.source_state where problem is not null"))
    told = {name: BAD[name][1] for name in OF_A_NIGHT}
    assert {name for name in told if told[name] in red.get(name, "") and told[name] in noted.get(name, "")} == set(told)
    assert red.keys() == noted.keys() == set(told)
    for name in OF_A_NIGHT:
        (landed,) = landing.landed_on(name, tonight()) or []
        assert landing.content(landed.sha256) == (drop / name).read_bytes()
    loaded = rows(
        warehouse,
        "select distinct sha256 from warehouse.fact_province_indicator"
        " join warehouse.dim_document using (document_id) where is_current",
    )
    assert loaded == [(hashlib.sha256(GOOD.read_bytes()).hexdigest(),)]


def test_a_file_of_200_mb_is_refused_at_the_source_and_the_others_load(
    warehouse: Engine, drop: Path, huge: Path
) -> None:
    huge.rename(drop / "film.html")
    red = run_night()
    assert list(red) == ["film.html"] and "max_megabytes" in red["film.html"]
    assert rows(warehouse, "select count(*) > 0 from warehouse.fact_province_indicator") == [(True,)]
    assert landing.landed_on("film.html", tonight()) is None


def test_what_was_refused_is_read_once_it_comes_mended(warehouse: Engine, drop: Path) -> None:
    (drop / "report.txt").write_bytes(BAD["broken-bytes.txt"][0]())
    assert list(run_night()) == ["report.txt"]
    (drop / "report.txt").write_bytes(REPORT.encode())
    assert run_night() == {}
