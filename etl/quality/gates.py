"""The gates that a document, or the listing of a source, passes as a whole, as expectations/documents.yaml has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.quality.suites import FOLDER
from etl.reports import Unreadable
from etl.rule_files import read_rules

FILE = FOLDER / "documents.yaml"
UNREADABLE, NO_FIGURES, HALF_FIGURES, HALF_LISTING = "unreadable", "no_figures", "half_figures", "half_listing"


@dataclass(frozen=True)
class Verdict:
    """Why something is held back as a whole: how much was counted in it, and how much there was before."""

    reason_code: str
    message_vi: str
    message_en: str
    counted: int | None = None
    counted_before: int | None = None

    @property
    def message(self) -> str:
        """In both languages."""
        return f"{self.message_vi} / {self.message_en}"


def unreadable(reason: Unreadable) -> Verdict:
    """The verdict on a document that cannot be read."""
    # it says "Vietnamese. / English."; what a document is quoted with may have a stroke, but hardly after a full stop
    vi, _, en = str(reason).partition(". / ")
    return _verdict(UNREADABLE, why_vi=vi, why_en=(en or vi).removesuffix("."))


def of_document(figures: int, figures_before: int | None) -> Verdict | None:
    """The verdict on a document with so many figures whose earlier version had so many; None: it passes."""
    if not figures_before:
        return None
    if figures == 0:
        return _verdict(NO_FIGURES, counted=0, counted_before=figures_before)
    return _short_of(HALF_FIGURES, figures, figures_before)


def of_listing(documents: int, documents_before: int | None) -> Verdict | None:
    """The verdict on a source that lists so many documents and listed so many before; None: it passes."""
    return _short_of(HALF_LISTING, documents, documents_before) if documents_before else None


def _short_of(code: str, counted: int, counted_before: int) -> Verdict | None:
    least = _gates()[code]["least_share"] * counted_before
    return _verdict(code, counted=counted, counted_before=counted_before) if counted < least else None


def _verdict(code: str, *, counted: int | None = None, counted_before: int | None = None, **why: str) -> Verdict:
    gate = _gates()[code]
    values = {**gate, **why, "counted": counted, "counted_before": counted_before}
    return Verdict(
        code, gate["message_vi"].format_map(values), gate["message_en"].format_map(values), counted, counted_before
    )


@cache
def _gates(file: Path = FILE) -> Mapping[str, Mapping[str, Any]]:
    gates: dict[str, dict[str, Any]] = read_rules(file)
    for code in (UNREADABLE, NO_FIGURES, HALF_FIGURES, HALF_LISTING):
        needed = {"message_vi", "message_en"} | ({"least_share"} if code.startswith("half_") else set())
        if missing := sorted(needed - (gates.get(code) or {}).keys()):
            raise DataError(f"{file}: {code}: thiếu / missing: {', '.join(missing)}")
    return gates
