"""The worked example of docs/marketplaces.md, run as it stands there."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from crawls import crawled, rows
from loopback import Page, Site, serving

from etl.landing.crawls import Crawled
from etl.marketplaces import adapters
from etl.marketplaces.marketplace import Marketplace, Query
from etl.sources import config

DOC = Path(__file__).parents[3] / "docs" / "marketplaces.md"
BLOCK = re.compile(r"^`([^`\n]+)`(?:[^\n]+\n)+\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    """The files of the example, by their names."""
    return dict(BLOCK.findall(DOC.read_text(encoding="utf-8")))


@pytest.fixture
def added(blocks: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The kind, its module and field table beside those of the project."""
    for name in ("cho_que.py", "cho_que.yaml"):
        (tmp_path / name).write_text(blocks[f"etl/marketplaces/adapters/{name}"], encoding="utf-8")
    monkeypatch.setattr(adapters, "__path__", [*adapters.__path__, str(tmp_path)])
    yield "cho_que"
    sys.modules.pop(f"{adapters.__name__}.cho_que", None)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.put("/robots.txt", Page(status=404))
        yield site


@pytest.fixture
def night() -> Callable[..., tuple[Crawled, list[dict[str, Any]]]]:
    """A night of a source of one query: how it went, and the rows that were read."""

    def run(kind: str, url: str, **query: str) -> tuple[Crawled, list[dict[str, Any]]]:
        queries = tuple(Query(*each) for each in query.items())
        source = Marketplace(kind.replace("_", "-"), kind, url, "o", 1, queries, kind, kind)
        (done,) = crawled(source, {})
        return done, rows(source)

    return run


def test_its_own_test_passes(blocks: dict[str, str], added: str, site: Site, night: Callable[..., Any]) -> None:
    names: dict[str, Any] = {"Page": Page}
    exec(compile(blocks["tests/etl/marketplaces/cho_que/test_cho_que.py"], str(DOC), "exec"), names)
    names["test_all_pages_are_read"](site, night)


def test_its_line_of_configuration_declares_it(
    blocks: dict[str, str], added: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources.yaml").write_text(blocks["sources.yaml"], encoding="utf-8")
    monkeypatch.setenv("OCOP_SOURCES", str(tmp_path / "sources.yaml"))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    (source,) = config.marketplaces()
    (declared,) = yaml.safe_load(blocks["sources.yaml"])
    assert (source.kind, source.marketplace, source.location) == ("cho_que", "cho-que", declared["location"])
