"""What a reading gives: a document's own facts and the figures that it states."""

from dataclasses import asdict, dataclass, field
from typing import Any

NATION = "CẢ NƯỚC"
ELSEWHERE = ("other_province", "former_province", "national")  # whom the document does not speak for
SEVERAL_NAMES = "; "  # between the names of a scope that is several places
LOADED_FROM = 0.6  # the confidence from which a figure is loaded; one below it goes to review


@dataclass
class Figure:
    """One figure that a document states.

    Dates are ISO, as precise as the text ("2023", "2023-08", "2023-08-31"). `start` and `end` count characters of the
    reading's text; `quote` is the text between them, `sentence` the whole sentence around it. `scope` is None for a
    figure about the document's own province (or the nation, in a national report). `breakdown` is the same for a total
    and its parts; `is_headline` is true for totals and for figures that stand alone. `location` is the cell or the
    place on a page where it stands, as opening.document.Spot writes it; None in a document that has neither.
    `confidence` (0 to 1) is an estimate of how often such a figure is right; `doubts` name what leaves it
    low: what doubts.py knows, the second reader, a scan, or a document of which it is not sure whose it is.
    """

    indicator: str
    value: float
    unit: str
    star: str | None
    kind: str
    qualifier: str | None
    scope: str | None
    scope_name: str | None
    period_from: str | None
    period_to: str | None
    as_of: str | None
    quote: str
    start: int
    end: int
    sentence: str
    rule: str
    confidence: float
    breakdown: str | None = None
    location: str | None = None
    is_headline: bool = True
    doubts: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """One document, read: what it is, whom it speaks for, and its figures in the order of the text.

    `is_scanned`: its text, or some of it, was recognised in pictures.
    """

    media_type: str
    title: str | None
    text: str
    province: str | None
    level: str
    admin_basis: str
    published_on: str | None
    figures: list[Figure] = field(default_factory=list)
    is_scanned: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Reading":
        """The reading that `to_dict` gave."""
        figures = [Figure(**figure) for figure in values["figures"]]
        return cls(**{**values, "figures": figures})
