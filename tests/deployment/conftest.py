"""An .env with all its secrets."""

from pathlib import Path

import pytest
from compose import make_env


@pytest.fixture(scope="session")
def env_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .env of a server, complete."""
    return make_env(tmp_path_factory.mktemp("env"))
