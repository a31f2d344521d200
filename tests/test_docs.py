"""What the pages of docs/ show works as shown."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.quality.suites import read_suite
from etl.settings import PROJECT


def test_the_check_that_the_page_adds_is_a_check(tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "checks.md").read_text(encoding="utf-8")
    added = re.search(r"```yaml\n(  - code:.*?)```", page, flags=re.DOTALL)
    assert added
    for file in (PROJECT / "expectations").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    suite = tmp_path / "province_indicator_staging.yaml"
    suite.write_text(suite.read_text(encoding="utf-8") + "\n" + added[1], encoding="utf-8")
    assert "producers_plausible" in [check.code for check in read_suite("province_indicator_staging", tmp_path).checks]


# --- why a figure was read so, and a phrase that the vocabulary did not have -----------------

VOCABULARY = (PROJECT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
EXPLAINED = "samples/lang-son/so-ket-ocop-2019-2022.txt"


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_explanation_that_a_readme_shows_is_the_one_that_is_given(name: str) -> None:
    readme = (PROJECT / name).read_text(encoding="utf-8")
    assert f".venv/bin/ocop extract --explain {EXPLAINED}" in readme
    given = _extracted(PROJECT, "--explain", EXPLAINED).stdout
    assert _not_in(given, _block(readme, "text")) == []


def test_the_phrase_that_the_page_adds_makes_its_sentence_be_read(tmp_path: Path) -> None:
    package = _copied(tmp_path)
    (tmp_path / "yen-bai.txt").write_text(_block(VOCABULARY, "text"), encoding="utf-8")
    before = _extracted(tmp_path, "--explain", "yen-bai.txt").stdout
    assert _not_in(before, _block(VOCABULARY, "before")) == []
    assert json.loads(_extracted(tmp_path, "yen-bai.txt").stdout)["facts"] == []
    _change(package / "nouns.yaml", _block(VOCABULARY, "diff"))
    after = _extracted(tmp_path, "--explain", "yen-bai.txt").stdout
    assert _not_in(after, _block(VOCABULARY, "after")) == []
    (fact,) = json.loads(_extracted(tmp_path, "yen-bai.txt").stdout)["facts"]
    assert (fact["indicator"], fact["value"], fact["quote"]) == ("certified_products", 280, "280 đặc sản")


def test_the_mistake_that_the_page_shows_is_told_so(tmp_path: Path) -> None:
    nouns = _copied(tmp_path) / "nouns.yaml"
    _change(nouns, _block(VOCABULARY, "diff").replace("đặc sản", "đặc sản: ocop"))
    assert _extracted(tmp_path, ".").stderr == _block(VOCABULARY, "mistake")


def test_the_page_names_every_file_of_the_vocabulary_and_no_other() -> None:
    files = {file.name for file in (PROJECT / "etl" / "reports" / "vocabulary").iterdir()}
    assert files == set(re.findall(r"`(\w+\.yaml)`", VOCABULARY))


def _block(page: str, language: str) -> str:
    """The first block of a page in this language."""
    found = re.search(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)
    assert found
    return found[1]


def _not_in(given: str, shown: str) -> list[str]:
    """The words of a page's lines that do not stand in what was given, however its lines are broken."""
    whole = " ".join(given.split())
    statements = re.split(r"\n(?! {4})", shown.strip("\n"))
    return [statement for statement in statements if " ".join(statement.split()) not in whole]


def _copied(folder: Path) -> Path:
    """The vocabulary of a copy of the package in this folder."""
    shutil.copytree(PROJECT / "etl", folder / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "etl" / "reports" / "vocabulary"


def _change(file: Path, diff: str) -> None:
    """Make the change that a page shows: lines with "+" are added behind those before them."""
    lines = diff.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines)
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1
    file.write_text(content.replace(old, new), encoding="utf-8")


def _extracted(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`ocop extract` of the package in this folder."""
    command = [sys.executable, "-m", "etl.reports", *arguments]
    return subprocess.run(command, cwd=folder, env={**os.environ, "COLUMNS": "100"}, capture_output=True, text=True)
