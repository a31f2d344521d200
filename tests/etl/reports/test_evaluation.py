"""The reader against the labelled reports, when that folder lies beside the checkout."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
SHARED = PROJECT.parent / "shared"
SCORE = SHARED / "evaluation" / "score.py"
pytestmark = pytest.mark.skipif(not SCORE.exists(), reason=f"no labelled reports in {SHARED}")


def scored(*options: str) -> dict[str, float]:
    """The numbers that score.py prints, by their names."""
    command = [sys.executable, str(SCORE), *options, "--", sys.executable, "-m", "etl.reports"]
    printed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    core, every, rest = printed.split("\n", 2)
    named = {
        name: float(value) for name, value in re.findall(r"(leaks|bad quotes|quotes in place|province) ([\d.]+)", rest)
    }
    named |= {"core": float(core.split("F1 ")[1][:5]), "all": float(every.split("F1 ")[1][:5])}
    sure = re.search(r"sure  precision ([\d.]+)", rest)
    return named | {"right": float(every.split("(")[1].split()[0]), "sure": float(sure[1]) if sure else 0.0}


def test_the_five_real_reports() -> None:
    got = scored("--labels", str(SHARED / "evaluation" / "reports_labels.jsonl"), "--texts", str(SHARED / "reports"))
    assert got["leaks"] == got["bad quotes"] == 0
    assert got["quotes in place"] == got["province"] == 1
    assert got["core"] >= 0.95
    assert got["all"] >= 0.95
    assert got["right"] >= 58


def test_the_labelled_texts() -> None:
    got = scored()
    assert got["leaks"] == got["bad quotes"] == 0
    assert got["quotes in place"] == 1
    assert got["province"] >= 0.97
    assert got["core"] >= 0.95
    assert got["all"] >= 0.95
    assert got["sure"] >= 0.95
