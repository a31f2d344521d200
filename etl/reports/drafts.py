"""A figure in the making: an amount with its sense, before scope, dates and breakdown are settled."""

from dataclasses import dataclass

from etl.reports.indicators import Sense
from etl.reports.mentions import Count, View
from etl.reports.times import Time
from etl.reports.zones import Zones


@dataclass
class Draft:
    """One figure in the making. `time` is the time said for it; `head` the total that it is a part of."""

    view: View
    count: Count
    around: Zones
    sense: Sense
    indicator: str
    value: float
    qualifier: str | None
    star: str | None
    target: bool
    time: Time | None = None
    scope: str | None = None
    scope_name: str | None = None
    dropped: bool = False
    head: "Draft | None" = None
    breakdown: str | None = None
    confidence: float = 0.5
    rule: str = ""
    tied_to: "Draft | None" = None

    @property
    def is_product(self) -> bool:
        """Whether it counts products."""
        return self.indicator.endswith("_products") or self.indicator in (
            "certified_products_cumulative",
            "certified_products_increase",
            "certificates_awarded",
        )

    @property
    def is_producer(self) -> bool:
        """Whether it counts producers."""
        return self.indicator.startswith("producers") and not self.indicator.endswith("_pct")
