"""The second reader: it finds likely what words speak for, and unlikely what they do not; it changes no figure."""

import csv
import gzip

import pytest
from statements import figures, of

from etl.reports import second_reader
from etl.reports.prose import prose
from etl.reports.second_reader.weights import FILE, Likelihoods
from etl.reports.second_reader.words import Sentence, name_of
from etl.settings import PROJECT

LOADED_FROM = 0.6


def likelihood(text: str, name: str) -> float:
    """How likely the first amount of a text is the figure so named."""
    said = prose(text)
    first = said.drafts[0]
    return Likelihoods(Sentence(first.view, said.home).clues(first.count, first.around)).of(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP.", "certified_products"),
        ("Năm 2023, tỉnh Cà Mau công nhận mới 42 sản phẩm OCOP, đạt 105% kế hoạch.", "newly_recognised_products"),
        ("Mục tiêu đến hết năm 2025, tỉnh Cà Mau có ít nhất 200 sản phẩm OCOP.", "target_products:target"),
        ("Huyện Cái Nước dẫn đầu với 20 sản phẩm OCOP.", "else"),
    ],
)
def test_it_finds_likely_what_the_words_speak_for(text: str, name: str) -> None:
    assert likelihood(text, name) > 0.5


def test_it_finds_unlikely_what_was_never_seen() -> None:
    assert likelihood("Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP.", "no_such_figure") == 0


def test_all_that_an_amount_can_be_adds_up_to_one() -> None:
    said = prose("Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP.")
    first = said.drafts[0]
    likely = Likelihoods(Sentence(first.view, said.home).clues(first.count, first.around))
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    assert sum(map(likely.of, names)) == pytest.approx(1)


def test_a_figure_that_it_would_not_read_so_waits_for_review_and_says_why() -> None:
    said = prose("Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP.")
    said.drafts[0].indicator = "expired_products"  # as if the rules had misread it
    second_reader.check(said.drafts, said.home)
    assert said.drafts[0].confidence < LOADED_FROM
    assert said.drafts[0].doubts == ("second_reader",)


def test_it_changes_no_figure() -> None:
    text = "Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP, trong đó 100 sản phẩm 3 sao; huyện Cái Nước có 20 sản phẩm."
    said = prose(text)
    before = [(draft.indicator, draft.value, draft.star, draft.scope_name, name_of(draft)) for draft in said.drafts]
    second_reader.check(said.drafts, said.home)
    after = [(draft.indicator, draft.value, draft.star, draft.scope_name, name_of(draft)) for draft in said.drafts]
    assert (after, len(figures(text))) == (before, len(before))


def test_a_part_is_as_likely_as_its_total() -> None:
    reading = of("Đến nay, toàn tỉnh Cà Mau có 142 sản phẩm OCOP: 100 sản phẩm 3 sao, 42 sản phẩm 4 sao.")
    assert {bool(figure.doubts) for figure in reading.figures} == {False}


def test_each_likelihood_has_its_measure() -> None:
    table = PROJECT / "etl" / "reports" / "second_reader" / "agreement.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bounds = [float(row["up_to"]) for row in rows]
    assert bounds == sorted(bounds)
    assert bounds[-1] == 1
    assert all(0 <= int(row["right"]) <= int(row["of"]) for row in rows)
