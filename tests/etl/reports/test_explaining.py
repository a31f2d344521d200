"""Why a document was read as it was: the words of every rule, the cards, the terminal and the page."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import rule_names
from hypothesis import given
from hypothesis import strategies as st
from statements import of

from etl.reports import Figure, Reading, Unreadable
from etl.reports.explaining.cards import cards, facts
from etl.reports.explaining.marks import stretches
from etl.reports.explaining.page import page
from etl.reports.explaining.terminal import Paper, explained
from etl.reports.explaining.wording import has_words, rule_words
from etl.reports.model import LOADED_FROM

TOTAL = "Đến hết năm 2023, tỉnh Lai Châu có 150 sản phẩm OCOP, gồm 120 sản phẩm 3 sao và 30 sản phẩm 4 sao."
WRONG_SUM = "Tỉnh Lai Châu có 150 sản phẩm OCOP, trong đó 120 sản phẩm 3 sao, 20 sản phẩm 4 sao."
EXPIRED = "Tỉnh Hà Nam có 118 sản phẩm OCOP, trong đó có 9 sản phẩm hết hạn."
HOSTILE = "<script>alert(1)</script> & \"tỉnh\" 'Lai Châu' có 150 sản phẩm OCOP </mark></div><img src=x onerror=y>"


def said(reading: Reading, number: int, name: str) -> str:
    """What the card of a figure says under one label, in Vietnamese."""
    (line,) = [line for line in cards(reading)[number - 1].lines if line.name == name]
    return line.said.vi


def fact(reading: Reading, name: str) -> str:
    """What is said of the document under one label, in Vietnamese."""
    (line,) = [line for line in facts(reading) if line.name == name]
    return line.said.vi


def shaken(reading: Reading, **changes: object) -> Reading:
    """The reading with its first figure changed."""
    first, *others = reading.figures
    return replace(reading, figures=[replace(first, **changes), *others])


# --- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", sorted(rule_names.written()))
def test_every_rule_in_the_code_has_its_words(rule: str) -> None:
    assert has_words(f"{rule}valid" if rule.endswith(":") else rule)


def test_the_scan_finds_rules_however_they_are_written() -> None:
    found = rule_names.written()
    assert {"valid", "people_trained", "people_reached", "producers", "producers_of_a_kind", "part_of:"} <= found
    assert {"plan_behind_a_slash", "raised_the_total", "shared:", "share:"} <= found


def test_every_rule_that_a_text_was_read_with_has_its_words() -> None:
    assert [rule for rule in sorted(rule_names.given()) if not has_words(rule)] == []


def test_the_texts_are_read_with_many_rules() -> None:
    assert len(rule_names.given()) > 30


def test_a_rule_without_words_is_shown_by_its_name() -> None:
    assert rule_words("brand_new").vi == "brand_new"


def test_a_rule_of_a_rule_tells_both() -> None:
    told = rule_words("table_cell:part_of:expired")
    assert told.vi.startswith("Là một ô của bảng")
    assert "hết hạn" in told.vi


# --- cards -----------------------------------------------------------------------------------


def test_a_total_is_shown_with_its_parts() -> None:
    assert said(of(TOTAL), 1, "breakdown") == "tổng của [2] [3]: 120 + 30 = 150, khớp"


def test_a_part_is_shown_with_its_total_and_the_other_parts() -> None:
    assert said(of(TOTAL), 3, "breakdown") == "một phần của tổng [1], cùng [2]: 120 + 30 = 150, khớp"


def test_parts_that_do_not_add_up_are_told() -> None:
    assert "120 + 20 = 140, tổng ghi 150: không khớp" in said(of(WRONG_SUM), 1, "breakdown")


def test_the_words_that_a_rule_saw_are_shown_with_their_list() -> None:
    assert said(of(EXPIRED), 2, "words") == "“hết hạn” (cues.expired)"


def test_the_nearest_words_are_shown_first() -> None:
    reading = of("Tỉnh Hà Nam có 9 sản phẩm hết hạn, quá khứ đã qua từ lâu, và 9 sản phẩm đáo hạn.")
    assert [said(reading, number, "words").split("”")[0] for number in (1, 2)] == ["“hết hạn", "“đáo hạn"]


def test_a_figure_of_another_place_says_whose_it_is() -> None:
    reading = of("Tỉnh Kiên Giang có 300 sản phẩm OCOP. Huyện An Biên có 21 sản phẩm OCOP.")
    assert "An Biên" in said(reading, 2, "scope")


def test_dates_are_as_precise_as_the_text() -> None:
    reading = shaken(of(EXPIRED), as_of="2023-08", period_from=None, period_to=None)
    assert said(reading, 1, "time") == "tính đến tháng 8/2023"


@pytest.mark.parametrize(
    ("confidence", "outcome"), [(LOADED_FROM, "được nạp"), (LOADED_FROM - 0.01, "chờ người xem lại")]
)
def test_the_threshold_decides_between_loading_and_review(confidence: float, outcome: str) -> None:
    assert said(shaken(of(EXPIRED), confidence=confidence), 1, "outcome").startswith(outcome)


@pytest.mark.parametrize(
    ("location", "where"),
    [
        (None, "dòng 1"),
        ("'Biểu 1'!C7", "ô 'Biểu 1'!C7"),
        ("page=2&viewrect=71,500,249,12", "trang 2, khung cách trái 71"),
        ("page=2", "trang 2;"),
        ("page=1&xywh=296,2083,1037,50", "ảnh trang 1, khung cách trái 296, cách trên 2083, rộng 1037, cao 50"),
    ],
)
def test_a_location_is_told_in_words(location: str | None, where: str) -> None:
    assert said(shaken(of(EXPIRED), location=location), 1, "location").startswith(where)


def test_a_large_number_is_written_as_in_each_language() -> None:
    (line,) = [line for line in cards(shaken(of(EXPIRED), value=1234.5))[0].lines if line.name == "value"]
    assert line.said == ("1.234,5 sản phẩm", "1,234.5 products")


def test_the_document_tells_its_own_facts() -> None:
    reading = of("UBND TỈNH LAI CHÂU\nBÁO CÁO\nTỉnh Lai Châu có 150 sản phẩm OCOP, số liệu năm 2023.")
    assert "cơ quan ghi ở đầu văn bản" in fact(reading, "province")
    assert fact(reading, "level") == "cấp tỉnh"
    assert fact(reading, "admin_basis").startswith("63 tỉnh")
    assert fact(reading, "published_on").startswith("văn bản không in đủ")


def test_a_document_that_was_recognised_in_pictures_says_so() -> None:
    assert fact(replace(of(EXPIRED), is_scanned=True), "scanned").startswith("nhận dạng từ ảnh quét")


# --- marks -----------------------------------------------------------------------------------


def test_two_figures_in_the_same_words_share_a_mark() -> None:
    reading = of("Tỉnh Trà Vinh phấn đấu năm 2026 có 5 - 7 sản phẩm OCOP mới.")
    marked = [stretch for stretch in stretches(len(reading.text), cards(reading)) if stretch.cards]
    assert [[card.number for card in stretch.cards] for stretch in marked] == [[1, 2]]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8))
def test_stretches_joined_are_the_whole_text(spans: list[tuple[int, int]]) -> None:
    example = of(EXPIRED).figures[0]
    figures = [replace(example, start=start, end=start + length) for start, length in spans]
    reading = replace(of(EXPIRED), text="x" * 60, figures=figures)
    cut = list(stretches(60, cards(reading)))
    assert [stretch.start for stretch in cut] == [0, *(stretch.end for stretch in cut[:-1])]
    assert cut[-1].end == 60
    assert sorted(card.number for stretch in cut for card in stretch.cards) == list(range(1, len(spans) + 1))


# --- the terminal ----------------------------------------------------------------------------


def test_figures_are_marked_in_the_text_with_the_numbers_of_their_cards() -> None:
    words = " ".join(" ".join(explained("a", of(TOTAL), Paper(110))).split())
    assert "gồm «120 sản phẩm 3 sao»[2] và «30 sản phẩm 4 sao»[3]." in words


@given(st.integers(20, 200))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    widest = max(len(line) for line in explained("a", of(TOTAL + "\n\n" + EXPIRED), Paper(width)))
    assert widest <= max(width, 40)


def test_without_colour_there_are_no_codes() -> None:
    assert not any("\033" in line for line in explained("a", of(TOTAL), Paper(80)))


def test_colour_changes_no_word() -> None:
    plain = list(explained("a", of(TOTAL), Paper(80)))
    coloured = list(explained("a", of(TOTAL), Paper(80, has_colour=True)))
    assert coloured != plain
    assert [re.sub(r"\033\[[\d;]*m", "", line) for line in coloured] == plain


def test_a_name_cannot_give_orders_to_the_terminal() -> None:
    assert not any("\033" in line for line in explained("\033[2Ja.txt", of(TOTAL), Paper(80)))


# --- the page --------------------------------------------------------------------------------


class Elements(HTMLParser):
    """The elements of a page: their ids, where links lead, and what could run or fetch."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.harmful: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [values["href"]] if values.get("href") else []
        outside = [name for name in values if name.startswith("on") or name in ("src", "style", "action")]
        if tag in ("script", "img", "link", "iframe", "form") or outside:
            self.harmful.append(tag)


def test_a_page_leads_from_each_figure_to_its_card_and_back() -> None:
    elements = Elements(page([("a.txt", of(TOTAL)), ("b.txt", of(EXPIRED))]))
    assert len(elements.ids) == len(set(elements.ids)) == 2 * 5
    assert {link.removeprefix("#") for link in elements.links} == set(elements.ids)


def test_a_page_holds_nothing_that_runs_or_fetches() -> None:
    reading = replace(of(HOSTILE), province="<b>", published_on="<script>")
    reading.figures[0].scope, reading.figures[0].scope_name = "district", "<script src=x>"
    reading.figures[0].location = "'<img src=x>'!A1"
    elements = Elements(page([("<img src=x>.txt", reading), ("b", Unreadable("<script>"))]))
    assert elements.harmful == []


def test_a_page_holds_the_whole_text() -> None:
    shown = page([("a.txt", of(HOSTILE))])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;tỉnh&quot;" in shown


def test_a_page_says_of_an_unreadable_document_why() -> None:
    assert "tệp rỗng" in page([("a.txt", Unreadable("tệp rỗng"))])


@pytest.mark.parametrize(("confidence", "style"), [(0.9, "sure"), (0.7, "fair"), (0.3, "review")])
def test_marks_are_coloured_by_confidence(confidence: float, style: str) -> None:
    assert f'<mark class="{style}">118 sản phẩm' in page([("a", shaken(of(EXPIRED), confidence=confidence))])


def test_marks_of_other_places_look_different() -> None:
    reading = shaken(of(EXPIRED), confidence=0.9, scope="district", scope_name="An Biên")
    assert '<mark class="sure other">118 sản phẩm' in page([("a", reading)])


def test_every_field_of_a_figure_is_explained() -> None:
    card = cards(shaken(of(EXPIRED), doubts=["second_reader"]))[0]
    names = {line.name for line in card.lines}
    told = {
        "period_from": "time",
        "period_to": "time",
        "as_of": "time",
        "scope_name": "scope",
        "is_headline": "breakdown",
    }
    told |= {"unit": "value", "start": "location", "end": "location"}
    in_text = {"quote", "sentence"}
    assert {told.get(name, name) for name in Figure.__dataclass_fields__} - in_text <= names
