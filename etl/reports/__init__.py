"""A province's report -> the figures that it states, each with its quote, its rule and its confidence."""

import hashlib
from functools import cache
from pathlib import Path

from etl.reports.model import NATION, Figure, Reading
from etl.reports.opening import Unreadable
from etl.reports.reading import read

__all__ = ["NATION", "Figure", "Reading", "Unreadable", "read", "rules_version"]

_HERE = Path(__file__).parent
_NOT_DECIDING = _HERE / "explaining"
_BLOCK_PAGES = ("block_page.py", "block_pages.yaml")
_REFERENCE = (
    "provinces.csv",
    "province_aliases.csv",
    "province_succession.csv",
    "admin_units.csv.gz",
    "indicators.csv",
)


@cache
def rules_version() -> str:
    """Short hash of all that decides a reading: this package's code, its vocabulary, the weights of its second reader,
    the lists of places, and how block pages are told.
    """
    files = sorted(
        path
        for path in _HERE.rglob("*")
        if path.suffix in (".py", ".yaml", ".csv", ".gz") and _NOT_DECIDING not in path.parents
    )
    files += [_HERE.parent / "warehouse" / "reference" / name for name in _REFERENCE]
    files += [_HERE.parent / "sources" / name for name in _BLOCK_PAGES]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
