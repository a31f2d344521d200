"""Checks of one load by Great Expectations, inside the warehouse: what fails is recorded, shown, and held back.

`check(load_id, stage)` runs the suite of expectations/ for the load's target at a stage; `render(results)` gives the
lines that a person reads. Great Expectations is imported by the first check, not before.
"""

from etl.quality.checking import CheckCrashed, check
from etl.quality.messages import render

__all__ = ["CheckCrashed", "check", "render"]
