"""Readings beside the landed bytes: made once for each content and version of the rules."""

from typing import Any

from etl import landing
from etl.landing import Landed, suffix_of
from etl.reports import Reading, Unreadable, read, rules_version
from etl.reports.explaining.page import page
from etl.reports.opening import refuse_large


def read_landed(landed: Landed) -> dict[str, Any]:
    """The reading of a landed document, made if these rules have not read it yet: {sha256, figures, province}.

    Raises Unreadable for a document without text, or too large to be fetched from landing; LandingDamaged when its
    bytes are gone.
    """
    refuse_large(landed.size_bytes)
    values = _reading(landed.sha256, landed.suffix)
    return {"sha256": landed.sha256, "figures": len(values["figures"]), "province": values["province"]}


def count_figures(sha256: str, suffix: str) -> int:
    """How many figures these rules read in a landed content; none in one that cannot be read."""
    try:
        return len(_reading(sha256, suffix)["figures"])
    except Unreadable:
        return 0


def explained(sha256: str, name: str) -> str:
    """A page of HTML that says how these rules read a landed content, which came under this name; nothing is kept.

    Raises LandingDamaged when the bytes are gone.
    """
    try:
        return page([(name, _as_read(sha256, suffix_of(name)))])
    except Unreadable as problem:
        return page([(name, problem)])


def _as_read(sha256: str, suffix: str) -> Reading:
    version = rules_version()
    if landing.reading_exists(sha256, version):
        return Reading.from_dict(landing.load_reading(sha256, version))
    return read(landing.content(sha256), suffix)


def _reading(sha256: str, suffix: str) -> dict[str, Any]:
    version = rules_version()
    if landing.reading_exists(sha256, version):
        return landing.load_reading(sha256, version)
    values = read(landing.content(sha256), suffix).to_dict()
    landing.save_reading(sha256, version, values)
    return values
