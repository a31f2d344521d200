"""A figure in the making: an amount with its sense, before breakdown and dates are settled."""

from dataclasses import dataclass, field

from etl.reports.mentions import Count, View
from etl.reports.senses.sense import Sense
from etl.reports.times import Time
from etl.reports.zones import Zones

SINGLE_RANKS = {"3", "4", "5", "potential_5"}
_ALSO_PRODUCTS = {"certified_products_cumulative", "certified_products_increase", "certificates_awarded"}


@dataclass(eq=False)  # each is itself: two may say the same
class Draft:
    """One figure in the making. Its own words give the sense; the figures around it may change what follows from it.

    `time`: the time said for it. `head`: the total that it is a part of. `tied_to`: the products that these producers
    make. `near`: the time last said before it, which it may not have taken. `dropped`: it turned out to be said again
    elsewhere. `is_dated_ahead`: a time to come alone makes it a plan. `doubts`: what leaves its confidence low.
    """

    view: View
    count: Count
    around: Zones
    sense: Sense
    star: str | None
    target: bool
    time: Time | None
    scope: str | None
    scope_name: str | None
    indicator: str = ""
    value: float = -1
    qualifier: str | None = None
    rule: str = ""
    confidence: float = -1
    head: "Draft | None" = field(default=None, repr=False)
    breakdown: str | None = None
    tied_to: "Draft | None" = field(default=None, repr=False)
    near: Time | None = None
    dropped: bool = False
    is_dated_ahead: bool = False
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.indicator:
            self.indicator, self.rule, self.confidence = self.sense.indicator, self.sense.rule, self.sense.confidence
            self.value, self.qualifier = self.count.value, self.count.qualifier

    def doubt(self, name: str, most: float) -> None:
        """Let a doubt leave at most so much confidence."""
        if most < self.confidence:
            self.confidence = most
            self.doubts = (*self.doubts, name)

    def trust(self, least: float) -> None:
        """Let no doubt leave less confidence than this."""
        if least > self.confidence:
            self.confidence, self.doubts = least, ()

    @property
    def is_product(self) -> bool:
        """Whether it counts products."""
        return self.indicator.endswith("_products") or self.indicator in _ALSO_PRODUCTS

    @property
    def is_producer(self) -> bool:
        """Whether it counts producers."""
        return self.indicator.startswith("producers") and not self.indicator.endswith("_pct")

    @property
    def whose(self) -> tuple[str | None, str | None, bool]:
        """Of which place it is, and whether it is planned: what figures of one total have in common."""
        return self.scope, self.scope_name, self.target
