"""Tables that are drawn with rules in PDFs: their cells come out as a person sees them, on one page or several."""

from collections.abc import Callable

import pytest
from drawn import FONT, HEIGHT, MARGIN, SIZE, drawn
from hypothesis import given, settings
from hypothesis import strategies as st
from report_forms import Rows, merged, portable
from reportlab.pdfgen.canvas import Canvas

from etl.reports import read
from etl.reports.figures import DOUBTED_CONFIDENCE
from etl.reports.opening import Document, open_document
from etl.reports.opening.pages import Box, Page, Word
from etl.reports.opening.ruled import tables_of

TITLE = ("SẢN PHẨM OCOP TỈNH HÒA BÌNH ĐẾN 31/12/2023",)
HEADER = (
    ("STT", "Xã", "Số sản phẩm OCOP", "<", "<"),
    ("^", "^", "3 sao", "4 sao", "Tổng số"),
)


def rows_of(document: Document) -> list[list[list[str]]]:
    """The words of the cells of each table, row by row."""
    return [
        [
            [document.text[cell.start : cell.end] for cell in table.cells if cell.row == row]
            for row in sorted({cell.row for cell in table.cells})
        ]
        for table in document.tables
    ]


def opened(*pages: Callable[[Canvas], None]) -> Document:
    return open_document(drawn(*pages), ".pdf")


def ruled(columns: list[float], rows: list[float]) -> Callable[[Canvas], None]:
    """Draws a grid; its rows from the top of the page."""

    def draw(canvas: Canvas) -> None:
        canvas.grid(columns, [HEIGHT - row for row in rows])

    return draw


def put(canvas: Canvas, x: float, top: float, words: str) -> None:
    canvas.drawString(x, HEIGHT - top, words)


# --- one table ---------------------------------------------------------------------------------


def test_a_figure_leads_back_to_the_page_and_the_box_of_its_cell() -> None:
    rows = (("Chỉ tiêu", "Kết quả"), ("Số sản phẩm OCOP", "142"))
    (figure,) = read(*portable(TITLE, rows)).figures
    page, box = str(figure.location).split("&viewrect=")
    left, _, width, _ = map(int, box.split(","))
    assert (figure.value, page) == (142, "page=1")
    assert (left, width) == (298, 225)


def test_the_sentences_around_a_table_stay_around_it() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, MARGIN, 100, "Kết quả như sau:")
        ruled([72, 200, 300], [120, 140, 160])(canvas)
        for x, top, words in ((80, 135, "Huyện"), (210, 135, "Tổng"), (80, 155, "Đà Bắc"), (210, 155, "97")):
            put(canvas, x, top, words)
        put(canvas, MARGIN, 190, "Toàn tỉnh có 80 chủ thể.")

    text = opened(draw).text.splitlines()
    assert text == ["Kết quả như sau:", "Huyện | Tổng", "Đà Bắc | 97", "Toàn tỉnh có 80 chủ thể."]


def test_numbers_of_narrow_cells_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        ruled([72, 87, 102, 117], [100, 120, 140])(canvas)
        for top, row in ((115, ("3*", "4*", "5*")), (135, ("40", "51", "62"))):
            for x, words in zip((73, 88, 103), row, strict=True):
                put(canvas, x, top, words)
        put(canvas, MARGIN, 90, "Sản phẩm")

    assert rows_of(opened(draw)) == [[["3*", "4*", "5*"], ["40", "51", "62"]]]


def test_a_number_that_a_narrow_cell_breaks_is_whole() -> None:
    def draw(canvas: Canvas) -> None:
        ruled([72, 140, 200], [100, 155, 175])(canvas)
        for top, words in ((115, "Đến"), (131, "31/12/20"), (147, "24")):
            put(canvas, 78, top, words)
        for x, top, words in ((150, 115, "Kế hoạch"), (78, 170, "45"), (150, 170, "30")):
            put(canvas, x, top, words)

    assert rows_of(opened(draw)) == [[["Đến 31/12/2024", "Kế hoạch"], ["45", "30"]]]


def test_numbers_below_each_other_in_a_wide_cell_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        ruled([72, 200, 300], [100, 140, 160])(canvas)
        for x, top, words in ((80, 115, "12"), (80, 131, "34"), (210, 115, "Cũ"), (80, 155, "45"), (210, 155, "30")):
            put(canvas, x, top, words)

    assert rows_of(opened(draw)) == [[["12; 34", "Cũ"], ["45", "30"]]]


def figures_of(draw: Callable[[Canvas], None]) -> list[tuple[float, float]]:
    """The value of each figure of a page, and how far it is trusted."""
    return [(figure.value, figure.confidence) for figure in read(drawn(draw), ".pdf").figures]


def test_numbers_of_rows_that_no_rule_parts_are_not_one() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, MARGIN, 90, "Kết quả OCOP tỉnh Hòa Bình đến 31/12/2023")
        ruled([72, 200, 340], [100, 120, 160])(canvas)
        for x, top, words in ((80, 115, "Huyện"), (210, 115, "Số sản phẩm OCOP")):
            put(canvas, x, top, words)
        for top, place, number in ((135, "Đà Bắc", "12"), (153, "Mai Châu", "345")):
            put(canvas, 80, top, place)
            put(canvas, 210, top, number)

    assert figures_of(draw) == []


def test_numbers_that_no_rule_parts_are_not_one() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, MARGIN, 90, "Kết quả OCOP tỉnh Hòa Bình đến 31/12/2023")
        ruled([72, 200, 300, 400], [100, 120])(canvas)
        ruled([72, 200, 400], [120, 140])(canvas)
        for x, words in ((80, "Chỉ tiêu"), (210, "3 sao"), (310, "4 sao")):
            put(canvas, x, 115, words)
        for x, words in ((80, "Số sản phẩm OCOP"), (210, "12"), (310, "345")):
            put(canvas, x, 135, words)

    assert figures_of(draw) == []


def test_a_number_that_runs_into_the_next_cell_waits_for_review() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, MARGIN, 90, "Kết quả OCOP tỉnh Hòa Bình đến 31/12/2023")
        ruled([72, 200, 220, 320], [100, 120, 140])(canvas)
        for x, words in ((80, "Chỉ tiêu"), (201, "3*"), (225, "Tổng số sản phẩm")):
            put(canvas, x, 115, words)
        for x, words in ((80, "Số sản phẩm OCOP"), (201, "1.234"), (290, "2.345")):
            put(canvas, x, 135, words)

    assert [confidence <= DOUBTED_CONFIDENCE for value, confidence in figures_of(draw) if value == 1234] == [True]


def test_words_of_a_table_in_a_table_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        ruled([60, 200, 400], [100, 120, 200])(canvas)
        ruled([220, 290, 360], [130, 150, 170])(canvas)
        for x, top, words in ((70, 115, "Chỉ tiêu"), (210, 115, "Kết quả"), (70, 145, "Sản phẩm")):
            put(canvas, x, top, words)
        for x, top, words in ((225, 145, "3 sao"), (295, 145, "4 sao"), (225, 165, "40"), (295, 165, "51")):
            put(canvas, x, top, words)

    assert opened(draw).text.count("40") == 1


def test_a_grid_that_only_lays_out_a_cell_loses_no_word() -> None:
    def draw(canvas: Canvas) -> None:
        ruled([60, 200, 400], [100, 120, 200, 220])(canvas)
        ruled([220, 290, 360], [130, 150])(canvas)
        for x, top, words in (
            (70, 115, "Chỉ tiêu"),
            (210, 115, "Kết quả"),
            (70, 145, "Sản phẩm"),
            (70, 215, "Chủ thể"),
        ):
            put(canvas, x, top, words)
        for x, top, words in ((225, 145, "nhiều"), (295, 145, "tốt"), (210, 215, "80")):
            put(canvas, x, top, words)

    assert rows_of(opened(draw)) == [[["Chỉ tiêu", "Kết quả"], ["Sản phẩm", "nhiều tốt"], ["Chủ thể", "80"]]]


def test_a_header_written_upwards_heads_its_column() -> None:
    def draw(canvas: Canvas) -> None:
        ruled([72, 200, 240], [100, 180, 200])(canvas)
        put(canvas, 80, 140, "Huyện")
        canvas.saveState()
        canvas.translate(225, HEIGHT - 170)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Tổng số")
        canvas.restoreState()
        put(canvas, 80, 195, "Đà Bắc")
        put(canvas, 210, 195, "97")

    assert rows_of(opened(draw)) == [[["Huyện", "Tổng số"], ["Đà Bắc", "97"]]]


def test_a_table_without_rules_at_its_sides_has_all_its_columns() -> None:
    def draw(canvas: Canvas) -> None:
        for top in (100, 120, 140):
            canvas.line(72, HEIGHT - top, 300, HEIGHT - top)
        canvas.line(200, HEIGHT - 100, 200, HEIGHT - 140)
        for x, top, words in ((80, 115, "Huyện"), (210, 115, "Tổng"), (80, 135, "Đà Bắc"), (210, 135, "97")):
            put(canvas, x, top, words)

    assert rows_of(opened(draw)) == [[["Huyện", "Tổng"], ["Đà Bắc", "97"]]]


def test_a_table_in_a_form_of_its_own_is_where_it_is_shown() -> None:
    """Some programs draw a table once, at the origin, and place it as a whole."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(FONT, SIZE)
        canvas.grid([0, 100, 200], [0, 20, 40])
        for x, y, words in ((5, 25, "Huyện"), (105, 25, "Tổng"), (5, 5, "Đà Bắc"), (105, 5, "97")):
            canvas.drawString(x, y, words)
        canvas.endForm()
        canvas.translate(150, 500)
        canvas.scale(1.5, 1.5)
        canvas.doForm("table")

    document = opened(draw)
    assert rows_of(document) == [[["Huyện", "Tổng"], ["Đà Bắc", "97"]]]
    assert document.location(document.text.index("97")) == f"page=1&viewrect=300,{HEIGHT - 530},150,30"


def test_sentences_in_a_frame_stay_sentences() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, HEIGHT - 200, 480, 120)
        put(canvas, MARGIN, 120, "Toàn tỉnh Hòa Bình có 142 sản phẩm OCOP được công nhận,")
        put(canvas, MARGIN, 138, "trong đó 65 sản phẩm 3 sao.")

    document = opened(draw)
    assert document.tables == ()
    assert document.text.startswith("Toàn tỉnh Hòa Bình có 142 sản phẩm OCOP được công nhận, trong đó 65")


# --- several pages -----------------------------------------------------------------------------

LONG: Rows = (*HEADER, *((str(n), f"Xã số {n}", str(n), "1", str(n + 1)) for n in range(1, 61)))


@pytest.mark.parametrize("header_rows", [0, 2], ids=["the header once", "the header on each page"])
def test_a_table_on_several_pages_is_one(header_rows: int) -> None:
    (rows,) = rows_of(open_document(*portable(TITLE, LONG, header_rows)))
    assert rows[:2] == [["STT", "Xã", "Số sản phẩm OCOP"], ["3 sao", "4 sao", "Tổng số"]]
    assert rows[2:] == [list(row) for row in LONG[2:]]


def test_a_table_of_other_columns_on_the_next_page_is_another() -> None:
    def page(columns: list[float]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            ruled(columns, [100, 120, 140])(canvas)
            for x, top, words in ((80, 115, "Huyện"), (260, 115, "Tổng"), (80, 135, "Đà Bắc"), (260, 135, "97")):
                put(canvas, x, top, words)

        return draw

    assert len(opened(page([72, 200, 300]), page([72, 250, 300])).tables) == 2


def titled(title: str, rows: Rows) -> Callable[[Canvas], None]:
    """A page with a title on its first line and a table below it."""

    def draw(canvas: Canvas) -> None:
        put(canvas, MARGIN, 84, title)
        ruled([72, 260, 400], [100 + 20 * number for number in range(len(rows) + 1)])(canvas)
        for number, row in enumerate(rows):
            for x, words in zip((80, 270), row, strict=True):
                put(canvas, x, 115 + 20 * number, words)

    return draw


AMOUNTS = (("Chỉ tiêu", "Số lượng"), ("Số sản phẩm OCOP", "142"))


def test_a_table_below_a_title_of_its_own_is_another() -> None:
    pages = [titled(f"OCOP tỉnh Hòa Bình năm {year}", AMOUNTS) for year in (2022, 2023, 2024)]
    figures = read(drawn(*pages), ".pdf").figures
    assert [(figure.value, figure.period_to or figure.as_of) for figure in figures] == [
        (142, "2022"),
        (142, "2023"),
        (142, "2024"),
    ]


def rows_from(top: int, rows: Rows) -> Callable[[Canvas], None]:
    """A page with a table of as many columns as its rows have cells."""
    edges = [72.0 + 100 * number for number in range(len(rows[0]) + 1)]

    def draw(canvas: Canvas) -> None:
        ruled(edges, [top + 20 * number for number in range(len(rows) + 1)])(canvas)
        for number, row in enumerate(rows):
            for x, words in zip(edges, row, strict=False):
                put(canvas, x + 8, top + 15 + 20 * number, words)

    return draw


def test_a_row_of_numbers_that_is_said_again_is_another_row() -> None:
    header, same = ("Xã", "Số sản phẩm"), ("Tân Lập", "5")
    (rows,) = rows_of(opened(rows_from(700, (header, same)), rows_from(80, (header, same, ("Yên Bình", "6")))))
    assert rows == [["Xã", "Số sản phẩm"], ["Tân Lập", "5"], ["Tân Lập", "5"], ["Yên Bình", "6"]]


def test_a_row_that_a_page_cuts_is_one() -> None:
    first = (("STT", "Xã", "Sản phẩm"), ("1", "Thiên", "5"))
    (rows,) = rows_of(opened(rows_from(700, first), rows_from(80, (("", "Lộc", ""), ("2", "Yên Hồ", "6")))))
    assert rows[1:] == [["1", "Thiên Lộc", "5"], ["2", "Yên Hồ", "6"]]


def test_a_chapter_at_the_top_of_a_page_is_no_rest_of_a_row() -> None:
    first = (("STT", "Chỉ tiêu", "Kết quả"), ("1", "Sản phẩm", "5"))
    (rows,) = rows_of(opened(rows_from(700, first), rows_from(80, (("II", "Chủ thể", ""), ("1", "Hợp tác xã", "6")))))
    assert rows[1:] == [["1", "Sản phẩm", "5"], ["II", "Chủ thể"], ["1", "Hợp tác xã", "6"]]


def test_feet_below_tables_are_left_out() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            ruled([72, 200, 300], [100, 120, 140])(canvas)
            for x, top, words in ((80, 115, f"Huyện {number}"), (210, 115, "5"), (80, 135, "Cộng"), (210, 135, "97")):
                put(canvas, x, top, words)
            put(canvas, 260, HEIGHT - 30, "Phụ lục kèm theo")

        return draw

    assert "Phụ lục" not in opened(page(1), page(2)).text


# --- any table ---------------------------------------------------------------------------------

_PITCH = 30.0


@st.composite
def layouts(draw: st.DrawFn) -> Rows:
    """Rows of words, some merged with those at their left or above them, into rectangles."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    rows = [[f"ô{row}.{column}" for column in range(width)] for row in range(height)]
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        down, across = draw(st.integers(1, height - top)), draw(st.integers(1, width - left))
        places = [(row, column) for row in range(top, top + down) for column in range(left, left + across)]
        if taken.isdisjoint(places):
            taken.update(places)
            for row, column in places[1:]:
                rows[row][column] = "<" if row == top else "^"
    if any(set(row) <= {"<", "^"} for row in rows):  # a row without a cell of its own has no rule to show it
        return draw(layouts())
    return rows


@settings(max_examples=200)
@given(layouts())
def test_every_word_is_found_in_its_cell(rows: Rows) -> None:
    cells = merged(rows)
    boxes = [
        Box(
            cell.column * _PITCH,
            cell.row * _PITCH,
            (cell.column + cell.columns) * _PITCH,
            (cell.row + cell.rows) * _PITCH,
        )
        for cell in cells
    ]
    words = [
        Word(cell.words, Box(box.left + 5, box.top + 8, box.left + 25, box.top + 20))
        for cell, box in zip(cells, boxes, strict=True)
    ]
    rules = [side for box in boxes for side in _sides(box)]
    tables = tables_of([(Page(1, 842, ()), words, rules)])
    if len({box.left for box in boxes}) < 2:
        assert tables == []  # its rules bound no cells beside each other
        return
    (table,) = tables
    columns = sorted({edge for box in boxes for edge in (box.left, box.right)})
    assert len(table.edges) == len(columns)
    assert {(cell.words, cell.location) for cell in table.cells} == {
        (cell.words, Page(1, 842, ()).location(box)) for cell, box in zip(cells, boxes, strict=True)
    }


def _sides(box: Box) -> list[Box]:
    return [
        Box(box.left, box.top, box.right, box.top),
        Box(box.left, box.bottom, box.right, box.bottom),
        Box(box.left, box.top, box.left, box.bottom),
        Box(box.right, box.top, box.right, box.bottom),
    ]


@settings(max_examples=100)
@given(
    st.lists(st.tuples(*[st.floats(0, 100)] * 4), max_size=30),
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), max_size=10),
)
def test_no_word_between_any_rules_is_lost_or_doubled(
    lines: list[tuple[float, ...]], places: list[tuple[float, float]]
) -> None:
    rules = [
        Box(min(x, u), y, max(x, u), y) if n % 2 else Box(x, min(y, v), x, max(y, v))
        for n, (x, y, u, v) in enumerate(lines)
    ]
    words = [Word(f"chữ{n}", Box(x, y, x + 9, y + 9)) for n, (x, y) in enumerate(places)]
    page = Page(1, 842, ())
    tables = tables_of([(page, words, rules)])
    inside = [word.text for word in words if any(table.drawn[0].box.holds(word.box) for table in tables)]
    said = " ".join(cell.words for table in tables for cell in table.cells)
    assert sorted(said.replace("chữ", " chữ").split()) == sorted(inside)
