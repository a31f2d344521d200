"""Readings beside the landed bytes: made once for each content and version of the rules."""

from typing import Any

from etl import landing
from etl.landing import Landed
from etl.reports import read, rules_version


def read_landed(landed: Landed) -> dict[str, Any]:
    """The reading of a landed document, made if these rules have not read it yet: {sha256, figures, province}."""
    version = rules_version()
    if landing.reading_exists(landed.sha256, version):
        values = landing.load_reading(landed.sha256, version)
    else:
        values = read(landing.content(landed.sha256), landed.suffix).to_dict()
        landing.save_reading(landed.sha256, version, values)
    return {"sha256": landed.sha256, "figures": len(values["figures"]), "province": values["province"]}
