"""Totals and parts among the numbers of a table, and what their sums say of how sure they are."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from etl.reports.drafts import Draft
from etl.reports.opening.document import Cell

# How sure numbers are that add up, and how unsure those of a form whose sums are wrong.
_SUMMED, _WRONG = 0.96, 0.55
_RANKS = ("3", "4", "5", "potential_5")
_JUDGED = ("newly_recognised_products", "evaluated_products")
_LEVELS = ("former_province", "district", "commune")


@dataclass
class Stated:
    """What a number of a table states, and its cell."""

    draft: Draft
    cell: Cell


def relate(stated: list[Stated], names: Iterator[str]) -> None:
    """Find the totals of ranks, of kinds of producers and of places, first in each row, then in each column."""
    _relate_ranks_of_one(stated, names)
    for by in (_row, _column):
        _relate_parts(stated, by, _is_rank, _is_all_ranks, names)
        _relate_parts(stated, by, _is_kind, _is_all_kinds, names)
    _relate_places(stated, names)


def _row(one: Stated) -> Hashable:
    return one.cell.row


def _column(one: Stated) -> Hashable:
    return one.cell.column


def _is_rank(draft: Draft) -> bool:
    return draft.is_product and draft.star in _RANKS


def _is_all_ranks(draft: Draft) -> bool:
    return draft.is_product and draft.star in (None, "3+")


def _is_kind(draft: Draft) -> bool:
    return draft.is_producer and draft.indicator != "producers"


def _is_all_kinds(draft: Draft) -> bool:
    return draft.indicator == "producers"


def _relate_ranks_of_one(stated: list[Stated], names: Iterator[str]) -> None:
    """Ranks that add up to the total of their row are ranks of what it counts, whatever their own headings say."""
    rows: dict[Hashable, list[Draft]] = defaultdict(list)
    for one in stated:
        draft = one.draft
        if draft.is_product:
            rows[one.cell.row, draft.target, draft.scope, draft.scope_name, _when(draft)].append(draft)
    for row in rows.values():
        parts, wholes = [d for d in row if _is_rank(d)], [d for d in row if _is_all_ranks(d)]
        are_different = len({part.star for part in parts}) == len(parts)
        if len(parts) > 1 and are_different and len(wholes) == 1 and _sum(parts) == wholes[0].value:
            for part in parts:
                is_put_forward = part.star == "potential_5" and wholes[0].indicator in _JUDGED
                part.indicator = "nominated_5star_products" if is_put_forward else wholes[0].indicator
            _tie(wholes[0], parts, next(names), is_complete=True)


def _sum(drafts: list[Draft]) -> float:
    return sum(draft.value for draft in drafts)


def _relate_parts(
    stated: list[Stated],
    by: Callable[[Stated], Hashable],
    is_part: Callable[[Draft], bool],
    is_whole: Callable[[Draft], bool],
    names: Iterator[str],
) -> None:
    groups: dict[Hashable, list[Draft]] = defaultdict(list)
    for one in stated:
        draft = one.draft
        if draft.breakdown is None:
            what = draft.indicator if draft.is_product else ""
            groups[by(one), what, draft.target, draft.scope, draft.scope_name, _when(draft)].append(draft)
    for group in groups.values():
        parts, wholes = [d for d in group if is_part(d)], [d for d in group if is_whole(d)]
        are_different = len({(part.star, part.indicator) for part in parts}) == len(parts)
        if parts and len(wholes) == 1 and are_different:
            _tie(wholes[0], parts, next(names), is_complete=len(parts) > 2)


def _when(draft: Draft) -> Hashable:
    return (draft.time.kind, draft.time.first, draft.time.last) if draft.time else None


def _tie(whole: Draft, parts: list[Draft], name: str, *, is_complete: bool) -> None:
    """Make parts of the drafts. They may be fewer than all there are, but never more."""
    total = _sum(parts)
    for draft in (whole, *parts):
        draft.breakdown = name
        if total == whole.value:
            draft.confidence = _SUMMED
        elif total > whole.value or is_complete:
            draft.confidence = _WRONG
    for part in parts:
        part.head = whole


def _relate_places(stated: list[Stated], names: Iterator[str]) -> None:
    """The places of a column against its total."""
    groups: dict[Hashable, list[Draft]] = defaultdict(list)
    for one in stated:
        draft = one.draft
        if not draft.indicator.endswith("_pct"):
            groups[one.cell.column, draft.indicator, draft.star, draft.target, _when(draft)].append(draft)
    for group in groups.values():
        local = {draft.scope for draft in group}
        level = next((level for level in _LEVELS if level in local), None)
        parts = [draft for draft in group if draft.scope == level]
        wholes = (
            [draft for draft in group if draft.scope is None or _LEVELS.index(level) > _rank(draft)] if level else []
        )
        if len(wholes) == 1 and len(parts) > 1:
            _check_places(wholes[0], parts, names)


def _rank(draft: Draft) -> int:
    return _LEVELS.index(draft.scope) if draft.scope in _LEVELS else len(_LEVELS)


def _check_places(whole: Draft, parts: list[Draft], names: Iterator[str]) -> None:
    is_sum = _sum(parts) == whole.value
    for draft in (whole, *parts):
        if draft.confidence != _WRONG:
            draft.confidence = _SUMMED if is_sum else _WRONG
    if all(draft.breakdown is None for draft in (whole, *parts)):
        name = next(names)
        whole.breakdown = name
        for part in parts:
            part.breakdown, part.head = name, whole
