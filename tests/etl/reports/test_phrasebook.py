"""A file of the vocabulary with a mistake is told in words: which file, which line, what to do."""

from collections import Counter
from pathlib import Path

import pytest

from etl.errors import DataError
from etl.reports.lexicon import vocabulary
from etl.reports.phrasebook import read_phrasebook
from etl.settings import PROJECT

VOCABULARY = PROJECT / "etl" / "reports" / "vocabulary"

MISTAKES = {
    "an open list": ("expired: [hết hạn, quá hạn\nvalid: [còn hạn]\n", 1, "thiếu ]"),
    "a missing comma": ('expired: [hết hạn, "quá hạn" mãn hạn]\n', 1, "thiếu dấu phẩy"),
    "a tab": ("expired:\n  - hết hạn\n\t- quá hạn\n", 3, "Tab"),
    "a colon in a phrase": ("expired:\n  - hết hạn\n  - đạt: hết hạn\n", 3, "hai chấm"),
    "only a phrase with a colon": ("expired:\n  - đạt: hết hạn\n", 2, "hai chấm"),
    "a number": ("expired:\n  - hết hạn\n  - 36\n", 3, "ngoặc kép"),
    "no list": ("valid: [còn hạn]\nexpired: hết hạn, quá hạn\n", 2, "phải là một danh sách"),
    "nothing": ("valid: [còn hạn]\nexpired:\n", 2, "phải là một danh sách"),
    "an empty list": ("expired: []\n", 1, "danh sách trống"),
    "an empty phrase": ("expired: ['']\n", 1, "cụm từ trống"),
    "a name said twice": ("expired: [hết hạn]\nvalid: [còn hạn]\nexpired: [quá hạn]\n", 3, "hai lần"),
    "a dash too far left": ("expired:\n  - hết hạn\n- quá hạn\n", 3, "thụt vào"),
    "two commas": ("expired: [hết hạn,, quá hạn]\n", 1, "thiếu cụm từ"),
    "open quotes": ('expired: ["hết hạn, quá hạn]\n', 2, "ngoặc kép mở ra"),
    "a character of control": ("valid: [còn hạn]\nexpired: [hết\x01 hạn]\n", 2, "ký tự"),
    "no lists": ("- hết hạn\n", 1, "danh sách có tên"),
    "an empty file": ("", 1, "danh sách có tên"),
}


def told(folder: Path, content: bytes) -> str:
    """What is said of a file with this content."""
    (folder / "vocabulary").mkdir()
    file = folder / "vocabulary" / "cues.yaml"
    file.write_bytes(content)
    with pytest.raises(DataError) as mistake:
        read_phrasebook(file)
    return str(mistake.value)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_do(name: str, tmp_path: Path) -> None:
    content, line, meaning = MISTAKES[name]
    said = told(tmp_path, content.encode())
    assert said.startswith(f"vocabulary/cues.yaml, dòng {line}: ")
    assert meaning in said
    assert f" / Line {line}: " in said


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    assert "UTF-8" in told(tmp_path, "expired: [hết hạn]".encode("utf-16"))


def test_a_list_that_is_asked_for_and_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cues.yaml"
    file.write_text("expird: [hết hạn]\n", encoding="utf-8")
    with pytest.raises(DataError, match="«expired»"):
        read_phrasebook(file)["expired"]


def test_a_phrase_is_the_same_in_either_form_of_its_letters(tmp_path: Path) -> None:
    file = tmp_path / "cues.yaml"
    file.write_text("expired: [he\u0302\u0301t ha\u0323n]\n", encoding="utf-8-sig")
    assert read_phrasebook(file) == {"expired": ["hết hạn"]}


@pytest.mark.parametrize("name", sorted(path.stem for path in VOCABULARY.glob("*.yaml")))
def test_no_list_of_ours_says_a_phrase_twice(name: str) -> None:
    lists = (words for words in vocabulary(name).values() if isinstance(words, list) and isinstance(words[0], str))
    assert [word for words in lists for word, times in Counter(words).items() if times > 1] == []
