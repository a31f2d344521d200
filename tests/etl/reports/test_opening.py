import io
import unicodedata

import docx
import pytest

from etl.reports import Unreadable, read
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
    assert "OCOP 142" in open_document(_pdf("Tinh Ca Mau, san pham OCOP 142"), ".pdf").text


@pytest.mark.parametrize(
    ("content", "suffix", "reason"),
    [
        (b"", ".txt", "rỗng"),
        (b" \n\t", ".html", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, ".html", "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, ".txt", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", ".docx"),
        (b"PK\x03\x04 not really", ".docx", "Word"),
        (b"%PDF-1.4 cut off", ".pdf", "PDF"),
        (bytes(range(256)) * 4, ".txt", "/"),
        (b"12 34 56", ".txt", "no letters"),
        (b"<html><head></head><body><script>x()</script></body></html>", ".html", "no letters"),
    ],
)
def test_what_cannot_be_read_says_why_in_two_languages(content: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read(content, suffix)
    assert reason in str(problem.value)
    assert " / " in str(problem.value)


def _pdf(text: str) -> bytes:
    """A PDF of one page, written by hand: the smallest that shows a line of text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
