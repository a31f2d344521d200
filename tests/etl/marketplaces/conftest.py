"""A home and a raw zone of its own for each test."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """OCOP_HOME, empty; the raw zone is `landing` in it."""
    monkeypatch.setenv("OCOP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OCOP_LANDING", raising=False)
    return tmp_path / "home"
