"""`ocop extract --explain` and `--html` as a person calls them."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.cli import main
from etl.settings import PROJECT

SAMPLE = PROJECT / "samples" / "lang-son" / "so-ket-ocop-2019-2022.txt"
EXTRACT = [sys.executable, "-m", "etl.reports"]


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What `ocop extract` prints on a terminal of 60 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60", **environment}
    with subprocess.Popen([*EXTRACT, *arguments], stdout=theirs, env=environment) as process:
        os.close(theirs)
        said = b""
        while block := _read(ours):
            said += block
        process.wait()
    os.close(ours)
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so that the other end was closed
        return b""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m etl.reports` is this checkout's; nothing of the caller's terminal is taken over."""
    monkeypatch.chdir(PROJECT)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def test_on_a_terminal_there_is_colour() -> None:
    assert "\033[32m«94" in on_a_terminal("--explain", str(SAMPLE))


def test_no_color_is_respected() -> None:
    assert "\033" not in on_a_terminal("--explain", str(SAMPLE), NO_COLOR="1")


def test_no_line_is_wider_than_the_terminal() -> None:
    said = re.sub(r"\033\[[\d;]*m", "", on_a_terminal("--explain", str(SAMPLE)))
    assert 50 < max(len(line) for line in said.splitlines()) <= 60


def test_piped_there_is_no_colour() -> None:
    done = subprocess.run([*EXTRACT, "--explain", str(SAMPLE)], capture_output=True, text=True, check=True)
    assert "«94 sản phẩm»[1]" in done.stdout
    assert "\033" not in done.stdout


def test_html_is_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--explain", "--html", str(SAMPLE)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("<!doctype html>")
    assert "94 sản phẩm" in said


@pytest.mark.parametrize("how", ["--explain", "--html"])
def test_an_unreadable_document_says_why_and_the_others_go_on(
    how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.txt").write_text("Tỉnh Cà Mau có 142 sản phẩm OCOP.", encoding="utf-8")
    assert main(["extract", how, str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("a.txt: ")
    assert "PNG" in said.err
    assert "142 sản phẩm" in said.out


OCOP = [sys.executable, "-c", "import sys; from etl.cli import main; sys.exit(main())", "extract"]


@pytest.mark.parametrize("how", [[], ["--explain"]])
@pytest.mark.parametrize("name", ["dates", "support"])  # one that is read at once, and one that few texts need
def test_a_mistake_in_the_vocabulary_is_told_without_a_stack_trace(name: str, how: list[str], tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "etl", tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "etl" / "reports" / "vocabulary" / f"{name}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "broken: [hết hạn\n", encoding="utf-8")
    line = file.read_text(encoding="utf-8").count("\n")
    done = subprocess.run([*OCOP, *how, str(SAMPLE)], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"ocop: vocabulary/{name}.yaml, dòng {line}: thiếu")
    assert "Traceback" not in done.stderr
