"""Scans: pages that are pictures. Tesseract recognises them where it is installed; nothing is lost in silence."""

import io
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from drawn import HEIGHT, MARGIN, SIZE, WIDTH, drawn, lines_page, photographed, pictured, scanned, typeset
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from etl.reports.figures import DOUBTED_CONFIDENCE, SCANNED_CONFIDENCE
from etl.reports.model import Figure
from etl.reports.opening import Unreadable, limits, open_document, scans
from etl.reports.reading import read

REPORT = """UBND TỈNH CÀ MAU
Đến hết tháng 6/2024, toàn tỉnh Cà Mau có 142 sản phẩm OCOP, trong đó 65 sản phẩm 3 sao và 77 sản phẩm 4 sao của \
80 chủ thể, gồm 30 hợp tác xã, 25 doanh nghiệp và 25 hộ kinh doanh.
Năm 2025, tỉnh phấn đấu có thêm ít nhất 20 sản phẩm được công nhận đạt từ 3 sao trở lên.
- Huyện Đầm Dơi: 18 sản phẩm.
- Huyện Cái Nước: 21 sản phẩm.
"""
LINE = "Tỉnh Cà Mau có 142 sản phẩm OCOP."
needs_tesseract = pytest.mark.skipif(
    not scans.is_able(),
    reason="Tesseract or its data for Vietnamese is not installed: tesseract-ocr, tesseract-ocr-vie",
)


def figures(found: list[Figure]) -> Counter[tuple[object, ...]]:
    return Counter((f.indicator, f.value, f.star, f.kind, f.qualifier, f.scope, f.scope_name, f.as_of) for f in found)


def image(content: bytes, kind: str = "PNG") -> bytes:
    """The first page as an image file."""
    file = io.BytesIO()
    photographed(content)[0].save(file, kind, dpi=(300, 300))
    return file.getvalue()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@needs_tesseract
@pytest.mark.parametrize("columns", [1, 2])
def test_a_scan_gives_the_figures_of_its_text(columns: int) -> None:
    as_text = read(REPORT.encode(), ".txt").figures
    assert figures(read(scanned(typeset(REPORT, columns)), ".pdf").figures) == figures(as_text)


@needs_tesseract
def test_the_figures_of_a_scan_are_marked() -> None:
    found = read(scanned(typeset(REPORT)), ".pdf").figures
    assert max(figure.confidence for figure in found) <= SCANNED_CONFIDENCE
    assert all({"scan", "digit"} & set(figure.doubts) for figure in found)


@needs_tesseract
def test_a_figure_of_a_scan_knows_its_page_and_the_box_of_its_line() -> None:
    content = scanned(lines_page(["Báo cáo của tỉnh Cà Mau", "", "Có 142 sản phẩm OCOP."]), skew=0.0)
    (figure,) = read(content, ".pdf").figures
    page, rectangle = str(figure.location).split("&viewrect=")
    left, top, _, height = map(int, rectangle.split(","))
    baseline = MARGIN + SIZE + 2 * SIZE * 1.5
    assert page == "page=1" and abs(left - MARGIN) <= 3 and top < baseline <= top + height + 3


@needs_tesseract
@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
def test_an_image_of_a_page_is_read(kind: str, media_type: str) -> None:
    document = open_document(image(lines_page([LINE]), kind), "")
    assert (document.media_type, document.text, document.is_scanned) == (media_type, LINE, True)


@needs_tesseract
def test_a_place_in_an_image_is_in_pixels() -> None:
    document = open_document(image(lines_page([LINE])), ".png")
    name, rectangle = str(document.location(0)).split("=", 2)[1:]
    assert name == "1&xywh" and abs(int(rectangle.split(",")[0]) - MARGIN * 300 / 72) < 20


@needs_tesseract
def test_an_image_of_several_pages_is_read_whole() -> None:
    pages = [photographed(lines_page([line]))[0] for line in (LINE, "Trong đó 65 sản phẩm 3 sao.")]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:], dpi=(300, 300))
    document = open_document(file.getvalue(), ".tif")
    assert "142" in document.text and "65" in document.text and "page=2&" in document.spots[-1].location


@needs_tesseract
def test_a_digit_that_is_hard_to_see_makes_no_sure_figure() -> None:
    """A fold through the number: what is recognised may be another number."""
    (page,) = photographed(lines_page(["Báo cáo của tỉnh Cà Mau", "Toàn tỉnh có 388 sản phẩm OCOP."]), skew=0.0)
    place = open_document(pdf_of(page), ".pdf").text.find("388")
    assert place >= 0
    scale = 300 / 72
    pen = ImageDraw.Draw(page)
    y = (MARGIN + SIZE + SIZE * 1.5 - 4) * scale
    for offset in (-14, 0, 14):
        pen.line([(MARGIN * scale, y + offset), (WIDTH * scale, y + offset + 6)], fill=255, width=7)
    try:
        found = read(pdf_of(page), ".pdf").figures
    except Unreadable:
        found = []
    assert all(figure.value == 388 or figure.confidence <= DOUBTED_CONFIDENCE for figure in found)


def pdf_of(page: Image.Image) -> bytes:
    return drawn(pictured(page))


@needs_tesseract
def test_pages_of_text_and_pages_of_pictures_are_read_in_their_order() -> None:
    (picture,) = photographed(lines_page(["Trong đó 65 sản phẩm 3 sao."]))
    content = drawn(lambda canvas: canvas.drawString(MARGIN, 700, LINE), pictured(picture))
    document = open_document(content, ".pdf")
    assert document.text.split() == f"{LINE} Trong đó 65 sản phẩm 3 sao.".split() and document.is_scanned


def test_pages_of_pictures_are_named_where_they_cannot_be_read(no_tesseract: None) -> None:
    (picture,) = photographed(lines_page([LINE]), dpi=72)
    content = drawn(lambda canvas: canvas.drawString(MARGIN, 700, LINE), pictured(picture), pictured(picture))
    with pytest.raises(Unreadable, match=r"trang 2, 3.*Scanned, no text \(page 2, 3\); install Tesseract"):
        open_document(content, ".pdf")


def test_an_image_says_what_to_install_where_it_cannot_be_read(no_tesseract: None) -> None:
    with pytest.raises(Unreadable, match=r"ảnh PNG.*Scanned, no text \(a PNG image\); install Tesseract"):
        open_document(image(lines_page([LINE])), ".png")


def test_a_stamp_beside_a_picture_is_not_the_text_of_the_page(no_tesseract: None) -> None:
    """Signing programs write who signed, as text, on a page that is scanned."""
    (picture,) = photographed(lines_page([LINE]), dpi=72)

    def draw(canvas: Canvas) -> None:
        pictured(picture)(canvas)
        canvas.drawString(350, HEIGHT - 40, "Người ký: Cổng Thông tin điện tử")

    with pytest.raises(Unreadable, match="page 1"):
        open_document(drawn(draw), ".pdf")


def test_a_picture_in_a_page_of_text_is_no_scan(no_tesseract: None) -> None:
    (picture,) = photographed(lines_page([LINE]), dpi=36)

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(picture, MARGIN, 200, 200, 280)
        canvas.drawString(MARGIN, 700, LINE)

    assert not open_document(drawn(draw), ".pdf").is_scanned


def test_words_that_a_scanner_recognised_are_read_and_marked(no_tesseract: None) -> None:
    """Many scanners write what they recognise behind the picture."""
    (picture,) = photographed(lines_page([LINE]), dpi=72)

    def draw(canvas: Canvas) -> None:
        pictured(picture)(canvas)
        text = canvas.beginText(MARGIN, 700)
        text.setTextRenderMode(3)
        text.textOut(LINE)
        canvas.drawText(text)

    document = open_document(drawn(draw), ".pdf")
    assert (document.text, document.is_scanned) == (LINE, True)


@needs_tesseract
def test_too_many_scanned_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SCANNED_PAGES", 1)
    (picture,) = photographed(lines_page([LINE]), dpi=36)
    with pytest.raises(Unreadable, match="more than 1 pages"):
        open_document(drawn(pictured(picture), pictured(picture)), ".pdf")


@needs_tesseract
def test_a_scan_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SCAN_SECONDS", 0)
    with pytest.raises(Unreadable, match=r"not recognised \(page 1\)"):
        open_document(scanned(lines_page([LINE]), dpi=72), ".pdf")


@needs_tesseract
def test_an_image_of_too_many_pixels_is_refused() -> None:
    file = io.BytesIO()
    Image.new("1", (40_000, 40_000), 1).save(file, "PNG", compress_level=1)
    with pytest.raises(Unreadable, match=r"not recognised \(a PNG image\)|no letters"):
        open_document(file.getvalue(), ".png")


@needs_tesseract
def test_tesseract_without_vietnamese_is_not_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = shutil.which("tesseract")
    assert found is not None
    monkeypatch.setenv("TESSDATA_PREFIX", os.fspath(tmp_path))
    with pytest.raises(Unreadable, match="install Tesseract"):
        open_document(image(lines_page([LINE])), ".png")
