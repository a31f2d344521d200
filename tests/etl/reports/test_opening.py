import io
import unicodedata

import docx
import pytest
from bad_files import pdf

from etl.reports.opening import open_document

TEXT = "Tỉnh Cà Mau có 142 sản phẩm OCOP.\nMới đây: đủ hồ sơ.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_gives_the_same_text(encoding: str) -> None:
    assert open_document(TEXT.encode(encoding), ".txt").text == TEXT


def test_line_ends_are_universal() -> None:
    assert open_document(TEXT.replace("\n", "\r\n").encode(), ".txt").text == TEXT


def test_decomposed_letters_are_composed() -> None:
    assert open_document(unicodedata.normalize("NFD", TEXT).encode(), ".txt").text == TEXT


def test_a_page_gives_its_article_and_leaves_its_furniture() -> None:
    page = """<html><head><title>Cổng</title><script>var a = 900;</script></head><body>
      <nav>Huế có 99 sản phẩm OCOP</nav><div class="sidebar">88 sản phẩm</div>
      <article><h1>Tin OCOP</h1><p>Tỉnh Cà Mau có <b>142</b>
      sản phẩm OCOP.</p></article><footer>77 sản phẩm</footer></body></html>"""
    document = open_document(page.encode(), ".html")
    assert document.title == "Tin OCOP"
    assert " ".join(document.text.split()) == "Tin OCOP Tỉnh Cà Mau có 142 sản phẩm OCOP."


def test_a_page_is_known_by_its_content() -> None:
    assert (
        open_document(b"<!DOCTYPE html><html><body><p>C\xc3\xa0 Mau</p></body></html>", ".txt").media_type
        == "text/html"
    )


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "3 sao", "65"
    document.add_paragraph("Sau bảng")
    file = io.BytesIO()
    document.save(file)
    assert open_document(file.getvalue(), ".docx").text.split("\n\n") == ["Trước bảng", "3 sao; 65", "Sau bảng\n"]


def test_a_pdf_gives_its_text() -> None:
    assert "OCOP 142" in open_document(pdf("Tinh Ca Mau, san pham OCOP 142"), ".pdf").text
