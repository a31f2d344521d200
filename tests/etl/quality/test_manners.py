"""Great Expectations is imported by the first check only, quietly, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

from staged_night import Night

from etl.settings import PROJECT


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def test_importing_the_package_does_not_import_great_expectations(tmp_path: Path) -> None:
    done = run(
        "import sys; import etl.quality; print(sorted({'great_expectations', 'pandas'} & sys.modules.keys()))", tmp_path
    )
    assert done.stdout == "[]\n"


def test_a_check_prints_nothing_and_writes_nothing(night: Night, tmp_path: Path) -> None:
    night.figure(night.document())
    folder = tmp_path / "work"
    folder.mkdir()
    script = (
        "import logging; logging.basicConfig(level=logging.INFO); logging.captureWarnings(True); "
        "logging.getLogger('alembic').setLevel(logging.WARNING); "
        f"from etl import quality; quality.check({night.load_id}, 'staging')"
    )
    done = run(script, folder)
    assert (done.stdout, done.stderr) == ("", "")
    assert list(folder.iterdir()) == []
