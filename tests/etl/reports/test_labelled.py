"""The reader on the labelled texts of our own (labelled/README.md): no worse than it was."""

from functools import cache
from pathlib import Path

import pytest
from scoring import Score, scored

TEXTS = Path(__file__).parent / "labelled"


@cache
def score(folder: str) -> Score:
    return scored(TEXTS / folder)


def test_the_figures_of_the_texts_that_the_rules_were_written_with_are_found() -> None:
    assert score("development").f1 >= 0.97


def test_hardly_a_figure_of_another_place_is_taken_as_the_documents_own() -> None:
    assert score("development").share("leaks", "graded") <= 0.003


def test_figures_of_other_places_are_kept_under_their_names() -> None:
    assert score("development").share("kept", "others") >= 0.89


def test_figures_are_dated_as_the_text_dates_them() -> None:
    assert score("development").share("dated", "right") >= 0.97


def test_qualifiers_are_those_of_the_text() -> None:
    assert score("development").share("qualified", "right") >= 0.95


@pytest.mark.parametrize("folder", ["development", "held_out"])
def test_figures_that_the_reader_is_sure_of_are_right(folder: str) -> None:
    assert score(folder).share("sure_right", "sure") >= 0.98


@pytest.mark.parametrize("folder", ["development", "held_out"])
def test_the_reader_is_sure_of_most_figures(folder: str) -> None:
    assert score(folder).share("sure", "graded") >= 0.8


@pytest.mark.parametrize("fact", ["province", "level"])
def test_whose_report_it_is(fact: str) -> None:
    assert score("development").counts[fact] >= 0.97 * score("development").texts


def test_on_texts_that_no_rule_was_written_for_most_figures_are_found() -> None:
    assert score("held_out").f1 >= 0.93


def test_on_them_too_hardly_a_figure_of_another_place_is_taken_as_own() -> None:
    assert score("held_out").share("leaks", "graded") <= 0.01
