"""What the pages of a night have to keep to as a whole, as expectations/listing_pages.yaml wants it."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.rule_files import read_rules
from etl.settings import PROJECT

FILE = PROJECT / "expectations" / "listing_pages.yaml"


class ContractBroken(DataError):
    """A field that matters is missing: nothing of the night can be trusted."""


def examine(kind: str, records: int, missing: Counter[str]) -> None:
    """Raises ContractBroken, which names the fields, when more records lack one that matters than may."""
    gate = _gates()["missing_field"]
    lacking = {name: count for name, count in missing.items() if count > gate["most_share"] * records}
    if lacking:
        fields = ", ".join(f"«{name}» ({count}/{records})" for name, count in sorted(lacking.items()))
        told = {"fields": fields, "kind": kind, "records": records}
        raise ContractBroken(f"{gate['message_vi'].format_map(told)} / {gate['message_en'].format_map(told)}")


def has_collapsed(total: int, total_before: int) -> bool:
    """Whether a query says so much less than it said before that one night alone is not believed."""
    least_share = float(_gates()["collapsed_total"]["least_share"])
    return total < least_share * total_before


@cache
def _gates(file: Path = FILE) -> dict[str, Any]:
    gates: dict[str, Any] = read_rules(file)
    return gates
