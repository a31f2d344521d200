import os
import unicodedata
from pathlib import Path

import pytest

from etl.sources import Received, Source, SourceRejected, SourceUnavailable, fetch


def folder(path: Path, **options: object) -> Source:
    values = {"code": "x", "province": None, "kind": "folder", "location": str(path), "owner": "o", "cadence_days": 1}
    return Source(**{**values, **options})  # type: ignore[arg-type]


def fetched(source: Source) -> tuple[list[Received], str]:
    """What came, and what was then said to be missing."""
    received = []
    try:
        for each in fetch(source):
            received.append(each)
    except (SourceRejected, SourceUnavailable) as problem:
        return received, f"{type(problem).__name__}: {problem}"
    return received, ""


def names(source: Source) -> list[str]:
    return [each.name for each in fetch(source)]


def test_files_of_subfolders_are_named_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "b.txt").touch()
    (tmp_path / "a.txt").touch()
    assert names(folder(tmp_path)) == ["2026/b.txt", "a.txt"]


def test_bytes_come_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\x00\r\n")
    assert [each.content for each in fetch(folder(tmp_path))] == [b"\xff\x00\r\n"]


def test_a_name_is_the_same_however_its_accents_are_encoded(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "báo cáo.txt")).touch()
    assert names(folder(tmp_path)) == ["báo cáo.txt"]


def test_a_name_in_an_old_code_page_becomes_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xb8o.txt")).touch()
    assert names(folder(tmp_path)) == ["b\\xb8o.txt"]


def test_only_files_that_match_the_pattern_come(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.txt"):
        (tmp_path / name).touch()
    assert names(folder(tmp_path, pattern="*.pdf")) == ["a.pdf"]


@pytest.mark.parametrize("name", [".hidden", "~$report.docx", "Thumbs.db"])
def test_files_that_nobody_put_there_are_not_seen(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    (tmp_path / "a.txt").touch()
    assert names(folder(tmp_path)) == ["a.txt"]


def test_one_file_can_be_a_source(tmp_path: Path) -> None:
    for name in ("a [1].txt", "b.txt"):
        (tmp_path / name).touch()
    assert names(folder(tmp_path / "a [1].txt")) == ["a [1].txt"]


@pytest.mark.parametrize("inside", [False, True])
def test_a_link_is_followed_only_inside_the_folder(tmp_path: Path, inside: bool) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    target = (drop if inside else tmp_path) / "target.txt"
    target.write_text("secret")
    (drop / "link.txt").symlink_to(target)
    assert ("link.txt" in [each.name for each in fetched(folder(drop))[0]]) is inside


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")
    assert "link.txt" in fetched(folder(tmp_path))[1]


def test_a_link_to_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "latest").symlink_to(tmp_path / "2026")
    assert "latest" in fetched(folder(tmp_path))[1]


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe.txt" in fetched(folder(tmp_path))[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0o000)
    assert "a.txt" in fetched(folder(tmp_path))[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_subfolder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir(mode=0o000)
    assert "2026" in fetched(folder(tmp_path, pattern="*.txt"))[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_subfolder_without_permission_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir(mode=0o000)
    (tmp_path / "a.txt").touch()
    assert [each.name for each in fetched(folder(tmp_path))[0]] == ["a.txt"]


def test_a_document_that_cannot_be_had_does_not_lose_the_others(tmp_path: Path) -> None:
    for name, size in (("a.txt", 10), ("b.txt", 2_000), ("c.txt", 10)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert [each.name for each in fetched(folder(tmp_path, max_megabytes=0.001))[0]] == ["a.txt", "c.txt"]


def test_a_document_above_the_size_limit_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"x" * 1_001)
    assert "b.txt" in fetched(folder(tmp_path, max_megabytes=0.001))[1]


def test_two_names_that_look_the_same_are_not_taken_for_one(tmp_path: Path) -> None:
    for name in (unicodedata.normalize("NFC", "báo.txt"), unicodedata.normalize("NFD", "báo.txt")):
        (tmp_path / name).touch()
    received, told = fetched(folder(tmp_path))
    assert (len(received), "báo.txt" in told) == (1, True)


def test_a_missing_folder_is_not_worth_another_try(tmp_path: Path) -> None:
    assert fetched(folder(tmp_path / "gone"))[1].startswith("SourceRejected")


def test_an_empty_folder_is_an_error_and_no_empty_list(tmp_path: Path) -> None:
    assert fetched(folder(tmp_path))[1].startswith("SourceRejected")
