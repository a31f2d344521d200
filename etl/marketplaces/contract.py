"""Whether the records of a night have the fields that matter, as expectations/listing_pages.yaml wants it."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from etl.errors import DataError
from etl.settings import PROJECT

FILE = PROJECT / "expectations" / "listing_pages.yaml"


class ContractBroken(DataError):
    """A field that matters is missing: nothing of the night can be trusted."""


def examine(kind: str, records: int, missing: Counter[str]) -> None:
    """Raises ContractBroken, which names the fields, when more records lack one that matters than may."""
    gate = _gate()
    lacking = {name: count for name, count in missing.items() if count > gate["most_share"] * records}
    if lacking:
        fields = ", ".join(f"«{name}» ({count}/{records})" for name, count in sorted(lacking.items()))
        told = {"fields": fields, "kind": kind, "records": records}
        raise ContractBroken(f"{gate['message_vi'].format_map(told)} / {gate['message_en'].format_map(told)}")


@cache
def _gate(file: Path = FILE) -> dict[str, Any]:
    gate: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))["missing_field"]
    return gate
