"""Homes for whole Airflows: each with its own embedded server, everything stopped and removed at the end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.runtime import components
from etl.warehouse import server

OTHER_SETTINGS = ("OCOP_WAREHOUSE_URL", "OCOP_ANALYST_URL", "OCOP_LANDING", "OCOP_REPORTS", "OCOP_SOURCES")


@pytest.fixture(scope="module")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Path]]:
    """Called with a name: a home of its own, which OCOP_HOME then names."""
    homes = []

    def make(name: str) -> Path:
        homes.append(tmp_path_factory.mktemp("homes") / name)
        os.environ["OCOP_HOME"] = str(homes[-1])
        return homes[-1]

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OCOP_HOME", "")  # so that it is put back
        for variable in OTHER_SETTINGS:
            environment.delenv(variable, raising=False)
        yield make
        for home in homes:
            components.stop(home)
            server.remove(home)
