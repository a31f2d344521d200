"""The same report in any of the formats in which offices send it gives the same figures."""

import io
import unicodedata
from collections.abc import Callable
from html import escape

import docx
import pytest
from report_forms import FORMATS, workbook
from text_pdf import text_pdf

from etl.reports import Figure, read
from etl.reports.opening import open_document

LINES = (
    "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
    "BÁO CÁO KẾT QUẢ CHƯƠNG TRÌNH OCOP",
    "Hòa Bình, ngày 5 tháng 1 năm 2024",
    "Đến hết năm 2023, toàn tỉnh có 142 sản phẩm OCOP, trong đó 65 sản phẩm 3 sao và 77 sản phẩm 4 sao của 80 chủ thể.",
    "Huyện Lạc Thủy có ít nhất 20 sản phẩm OCOP. Năm 2024, tỉnh phấn đấu có thêm 30 sản phẩm mới.",
)
TITLE = ("BIỂU TỔNG HỢP SẢN PHẨM OCOP TỈNH HÒA BÌNH ĐẾN 31/12/2023",)
ROWS = (
    ("STT", "Huyện", "Số sản phẩm OCOP", "<", "<", "Số chủ thể"),
    ("^", "^", "3 sao", "4 sao", "Tổng số", "^"),
    ("1", "Lạc Thủy", "40", "5", "45", "30"),
    ("2", "Huyện Đà Bắc", "25", "72", "97", "50"),
    ("", "Tổng cộng", "65", "77", "142", "80"),
)


def facts(figures: list[Figure]) -> list[tuple[object, ...]]:
    """What figures say, without where and how it was read."""
    return [
        (f.indicator, f.value, f.star, f.kind, f.qualifier, f.scope, f.scope_name, f.period_from, f.period_to, f.as_of)
        for f in figures
    ]


def text(lines: tuple[str, ...]) -> tuple[bytes, str]:
    return "\n\n".join(lines).encode(), ".txt"


def page(lines: tuple[str, ...]) -> tuple[bytes, str]:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<!DOCTYPE html><html><body><nav>Trang chủ</nav>{body}</body></html>".encode(), ".html"


def word(lines: tuple[str, ...]) -> tuple[bytes, str]:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue(), ".docx"


def portable(lines: tuple[str, ...]) -> tuple[bytes, str]:
    return text_pdf(lines), ".pdf"


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as written": lambda line: line,
    "letters and marks apart": lambda line: unicodedata.normalize("NFD", line),
    "blanks that do not break": lambda line: line.replace(" ", "\u00a0"),
    "the other place of tone marks": lambda line: line.replace("òa", "oà").replace("ủy", "uỷ").replace("ÒA", "OÀ"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("written", [text, page, word, portable])
def test_a_report_of_sentences_gives_the_same_figures(
    written: Callable[[tuple[str, ...]], tuple[bytes, str]], spelling: str
) -> None:
    expected = facts(read(*text(LINES)).figures)
    assert len(expected) == 6
    assert facts(read(*written(tuple(map(SPELLINGS[spelling], LINES)))).figures) == expected


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_a_form_gives_the_same_figures(format_: str, spelling: str) -> None:
    expected = facts(read(*workbook(TITLE, ROWS)).figures)
    assert len(expected) == 12
    spelled = SPELLINGS[spelling]
    lines, rows = [spelled(line) for line in TITLE], [[spelled(words) for words in row] for row in ROWS]
    assert facts(read(*FORMATS[format_](lines, rows)).figures) == expected


@pytest.mark.parametrize("format_", FORMATS)
def test_headings_in_capitals_give_the_same_figures(format_: str) -> None:
    expected = facts(read(*workbook(TITLE, ROWS)).figures)
    rows = [[words.upper() for words in row] if number < 2 else row for number, row in enumerate(ROWS)]
    assert facts(read(*FORMATS[format_](TITLE, rows)).figures) == expected


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-8")]
)
def test_a_csv_file_is_read_whatever_parts_its_cells(delimiter: str, encoding: str) -> None:
    lines = ["Sản phẩm OCOP tỉnh Hòa Bình", "Huyện;3 sao;Tổng", "Lạc Thủy;40;45", "Cộng;40;45"]
    content = "\r\n".join(lines).replace(";", delimiter).encode(encoding)
    assert [f.value for f in read(content, ".csv").figures] == [40, 45, 40, 45]


def test_a_letterhead_in_a_table_stays_lines() -> None:
    rows = [["UBND TỈNH HÒA BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 12/BC", "Độc lập - Tự do"]]
    for format_ in FORMATS.values():
        document = open_document(*format_([], rows))
        assert document.tables == ()
        assert "UBND TỈNH HÒA BÌNH" in document.text
