"""`ocop` as a person calls it."""

import subprocess
import sys

import pytest

from etl.cli import main


def test_help_lists_the_commands_in_two_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(
        word in said
        for word in ("nightly", "backfill", "extract", "sql", "sources", "status", "dictionary", "up", "down")
    )
    assert "read-only" in said
    assert "nguồn" in said


def test_extract_needs_neither_airflow_nor_frames_nor_a_database() -> None:
    code = (
        "import sys\n"
        "from etl.cli import main\n"
        "main(['extract', 'samples'])\n"
        "heavy = ('airflow', 'pandas', 'sqlalchemy', 'great_expectations')\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_wrong_input_is_told_without_a_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "no-such-file.txt"]) != 0
    said = capsys.readouterr()
    assert "no-such-file.txt" in said.out + said.err
    assert "Traceback" not in said.err
