"""PDFs with a text layer, as offices and newspapers make them: what a person reads is what comes out."""

import unicodedata
from collections import Counter

import pytest
from drawn import FONT, HEIGHT, MARGIN, SIZE, drawn, lines_page, typeset
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from etl.reports.model import Reading
from etl.reports.opening import open_document
from etl.reports.opening.hyphens import seam
from etl.reports.reading import read

REPORT = """UBND TỈNH CÀ MAU
BÁO CÁO KẾT QUẢ CHƯƠNG TRÌNH OCOP
Đến hết tháng 6/2024, toàn tỉnh Cà Mau có 142 sản phẩm OCOP, trong đó 65 sản phẩm 3 sao và 77 sản phẩm 4 sao của \
80 chủ thể, gồm 30 hợp tác xã, 25 doanh nghiệp và 25 hộ kinh doanh.
Sáu tháng đầu năm, Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh công nhận mới 12 sản phẩm, gồm 9 sản phẩm 3 sao và \
3 sản phẩm 4 sao. Năm 2025, tỉnh phấn đấu có thêm ít nhất 20 sản phẩm được công nhận đạt từ 3 sao trở lên.
- Huyện Đầm Dơi: 18 sản phẩm.
- Huyện Cái Nước: 21 sản phẩm.
"""
PARTS = range(1, 13)
LONG = "".join(f"Phần {part}. {REPORT}" for part in PARTS)


def text_of(content: bytes) -> str:
    return open_document(content, ".pdf").text


def figures(reading: Reading) -> Counter[tuple[object, ...]]:
    return Counter(
        (f.indicator, f.value, f.star, f.kind, f.qualifier, f.scope, f.scope_name, f.as_of, f.period_to)
        for f in reading.figures
    )


LAYOUTS = {
    "one column": {},
    "justified": {"is_justified": True},
    "two columns": {"columns": 2},
    "two justified columns with head and foot": {
        "columns": 2,
        "is_justified": True,
        "head": "Báo cáo OCOP tỉnh Cà Mau",
        "foot": "Trang {page}/{pages}",
    },
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_report_gives_the_same_figures_as_text_and_as_pdf(layout: dict[str, object]) -> None:
    as_text = read(REPORT.encode(), ".txt")
    assert figures(read(typeset(REPORT, **layout), ".pdf")) == figures(as_text)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_all_words_of_several_pages_come_in_their_order(layout: dict[str, object]) -> None:
    found = text_of(typeset(LONG, **layout)).removeprefix(str(layout.get("head", "")))
    assert found.split() == LONG.split()


def test_columns_are_read_one_after_the_other_below_a_title() -> None:
    left = ["Toàn tỉnh Cà Mau hiện có", "142 sản phẩm OCOP được", "công nhận, tăng 20 sản", "phẩm so với 2023."]
    right = ["Các chủ thể gồm 30 hợp", "tác xã, 25 doanh nghiệp", "và 25 hộ kinh doanh, đều", "bán hàng trên mạng."]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 760, "Cà Mau: nhiều sản phẩm OCOP vươn ra thị trường trong và ngoài nước")
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(MARGIN, 720 - number * 18, one)
            canvas.drawString(320, 713 - number * 18, other)

    assert text_of(drawn(draw)).splitlines()[1:] == [" ".join(left), " ".join(right)]


def test_rows_of_a_table_stay_together() -> None:
    rows = [("Huyện Đầm Dơi", "18", "12"), ("Huyện Cái Nước", "21", "9"), ("Huyện U Minh", "7", "2")]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for x, cell in zip((72, 300, 420), row, strict=True):
                canvas.drawString(x, 700 - 20 * number, cell)

    assert text_of(drawn(draw)).splitlines() == [" | ".join(row) for row in rows]


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    text = text_of(typeset(LONG, head="Bản tin OCOP số 17", foot="Văn phòng điều phối - trang {page}"))
    assert text.count("Bản tin") == 1 and "trang" not in text


def test_a_number_of_a_page_is_left_out_where_there_is_but_one_page() -> None:
    assert "Trang" not in text_of(typeset(REPORT, foot="Trang 1/1"))


def test_numbers_that_differ_are_no_running_head() -> None:
    pages = [lambda canvas, n=n: canvas.drawString(MARGIN, HEIGHT - 60, f"Năm nay có {n} sản phẩm") for n in (18, 65)]
    text = text_of(drawn(*pages))
    assert "18" in text and "65" in text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Toàn tỉnh công nhận được 142 sản-", "phẩm."], "142 sản phẩm."),
        (["Toàn tỉnh công nhận được 30 doanh nghi-", "ệp."], "30 doanh nghiệp."),
        (["Toàn tỉnh công nhận được 30 hợp tác x\u00ad", "ã."], "30 hợp tác xã."),
        (["Chương trình của tỉnh giai đoạn 2021-", "2025 đặt mục tiêu."], "2021-2025 đặt"),
        (["Sản phẩm OCOP của tỉnh đạt hạng 3-", "4 sao là 142."], "3-4 sao"),
        (["Các địa phương ven biển như tỉnh Bà Rịa-", "Vũng Tàu."], "Bà Rịa-Vũng Tàu"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole_again(lines: list[str], text: str) -> None:
    assert text in text_of(lines_page(lines))


def test_items_of_a_list_stay_apart() -> None:
    lines = ["Kết quả phân hạng như sau:", "- 3 sao: 65 sản phẩm", "- 4 sao: 77 sản phẩm", "1. Hợp tác xã", "a) Hộ"]
    assert text_of(lines_page(lines)).splitlines() == lines


def test_a_range_that_goes_on_with_its_dash_is_no_item() -> None:
    lines = ["Toàn tỉnh có 142 sản phẩm OCOP đạt hạng 3", "- 4 sao."]
    assert text_of(lines_page(lines)) == " ".join(lines)


def test_a_heading_in_capitals_stays_apart() -> None:
    lines = ["KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH OCOP", "đến nay toàn tỉnh có 142 sản phẩm."]
    assert text_of(lines_page(lines)).splitlines() == lines


def test_a_larger_line_is_a_heading() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 18)
        canvas.drawString(MARGIN, 720, "Toàn cảnh sản phẩm OCOP")
        canvas.setFont(FONT, SIZE)
        canvas.drawString(MARGIN, 700, "tỉnh Cà Mau có 142 sản phẩm được công nhận")

    assert len(text_of(drawn(draw)).splitlines()) == 2


def test_letters_and_marks_apart_are_composed() -> None:
    line = "Đã công nhận 65 sản phẩm đạt 3 sao"
    assert text_of(lines_page([unicodedata.normalize("NFD", line)])) == line


def test_letters_drawn_one_by_one_are_words() -> None:
    line = "Toàn tỉnh có 142 sản phẩm"

    def draw(canvas: Canvas) -> None:
        x = float(MARGIN)
        places = []
        for letter in line:
            places.append((x, letter))
            x += canvas.stringWidth(letter, FONT, SIZE)
        for x, letter in sorted(places, key=lambda place: place[1]):  # in no order that a person reads
            if letter != " ":
                canvas.drawString(x, 700, letter)

    assert text_of(drawn(draw)) == line


@pytest.mark.parametrize("words", ["BÁO CÁO NĂM 2024", "142 SẢN PHẨM"])
def test_letters_set_wide_apart_are_words(words: str) -> None:
    assert text_of(lines_page(["   ".join(" ".join(word) for word in words.split())])) == words


def test_bold_letters_drawn_twice_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 700, "Có 11 sản phẩm")
        canvas.drawString(MARGIN + 0.4, 700, "Có 11 sản phẩm")

    assert text_of(drawn(draw)) == "Có 11 sản phẩm"


def test_the_mark_of_a_footnote_is_no_digit_of_the_number() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(MARGIN, 700)
        text.setFont(FONT, SIZE)
        text.textOut("Tỉnh Cà Mau có 142 sản phẩm OCOP, tăng 12")
        text.setRise(5)
        text.setFont(FONT, 7)
        text.textOut("1")
        canvas.drawText(text)

    assert text_of(drawn(draw)) == "Tỉnh Cà Mau có 142 sản phẩm OCOP, tăng 12¹"


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(MARGIN, MARGIN)
        canvas.rotate(90)
        for number, line in enumerate(("Tỉnh Cà Mau có 142 sản phẩm OCOP.", "Trong đó 65 sản phẩm 3 sao.")):
            canvas.drawString(0, -SIZE - 300 - number * 18, line)

    assert " ".join(text_of(drawn(draw)).split()) == "Tỉnh Cà Mau có 142 sản phẩm OCOP. Trong đó 65 sản phẩm 3 sao."


def test_what_stands_aslant_stands_behind_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 690)
        canvas.rotate(40)
        canvas.drawString(0, 0, "BẢN NHÁP")
        canvas.restoreState()
        canvas.drawString(MARGIN, 700, "Tỉnh Cà Mau có 142 sản phẩm OCOP.")

    assert text_of(drawn(draw)).splitlines() == ["Tỉnh Cà Mau có 142 sản phẩm OCOP.", "BẢN NHÁP"]


def test_words_that_nobody_sees_are_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 700, "Có 142 sản phẩm")
        text = canvas.beginText(MARGIN, 600)
        text.setTextRenderMode(3)
        text.textOut("Có 999 sản phẩm")
        canvas.drawText(text)

    assert text_of(drawn(draw)) == "Có 142 sản phẩm"


def test_a_figure_knows_its_page_and_the_box_of_its_line() -> None:
    def first(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 700, "Báo cáo của tỉnh Cà Mau")

    def second(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, HEIGHT - 300, "Toàn tỉnh Cà Mau hiện nay đã có tất cả")
        canvas.drawString(MARGIN, HEIGHT - 318, "142 sản phẩm OCOP được công nhận.")

    (figure,) = read(drawn(first, second), ".pdf").figures
    page, rectangle = str(figure.location).split("&viewrect=")
    left, top, _, height = map(int, rectangle.split(","))
    assert page == "page=2"
    assert left == MARGIN and top < 318 < top + height < 330


LETTERS = st.text("abcđeêghikLMN\u00adơư-–.,;:()0123456789 ", min_size=1, max_size=12)


@given(LETTERS, LETTERS)
def test_lines_are_joined_without_losing_a_letter(line: str, following: str) -> None:
    joined = seam(line, following)
    kept = line[:-1] if joined.is_cut else line
    assert [c for c in kept if c.isalnum()] == [c for c in line if c.isalnum()] and joined.joint in ("", " ")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text("abcđ 0123 .-", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=30))
def test_no_word_of_a_page_is_lost(lines: list[str]) -> None:
    found = text_of(lines_page(["chữ", *lines]))
    assert Counter(filter(str.isalnum, found)) == Counter(filter(str.isalnum, "chữ" + "".join(lines)))
