"""The producers of the products told before them: when their number holds, and which kinds add up to it."""

import re
from collections.abc import Iterator

from etl.reports.drafts import Draft

_OF_THOSE = re.compile(
    r"(?<!\w)(?:sản phẩm|số)(?:\s+(?:ocop|mới|sản phẩm|được công nhận)){0,3}"
    r"\s+(?:này|ấy|đó|(?:(?:nói|kể)\s+)?trên)(?!\w)"
    r"|(?<!\w)(?:của|trong)\s+(?:đợt|kỳ|lượt)(?!\w)"
)


def _words(draft: Draft) -> str:
    """The words around an amount."""
    return f"{draft.around.left} # {draft.around.right}"


def date_producers(drafts: list[Draft]) -> None:
    """The number of producers holds when the number of products before it holds, unless it says otherwise."""
    stocks: dict[str | None, Draft] = {}  # the last of each place
    last: Draft | None = None
    for draft in drafts:
        if draft.is_product and draft.head is None and not draft.target:
            last = draft
            if draft.indicator == "certified_products":
                stocks[draft.scope_name] = draft
                continue
        if draft.is_producer and draft.tied_to is None and last is not None and _OF_THOSE.search(_words(draft)):
            draft.tied_to = last
        source = draft.tied_to or stocks.get(draft.scope_name) or last
        follows = draft.indicator.startswith(("producers", "certified_products_pct")) and not draft.target
        if follows and draft.time is None and source is not None and draft.scope == source.scope:
            draft.time = source.time


def add_up_kinds(producers: list[Draft], names: Iterator[str]) -> None:
    """Kinds of producers are parts of the total that stands before (or after) them."""
    run: list[Draft] = []
    for index, draft in enumerate([*producers, None]):
        if (
            draft is not None
            and draft.indicator != "producers"
            and (draft.indicator not in {d.indicator for d in run} or _closes(run, draft))
        ):
            run.append(draft)
            continue
        if run:
            _settle_kinds(index - len(run), run, producers, names)
        run = [draft] if draft is not None and draft.indicator != "producers" else []


def _closes(run: list[Draft], draft: Draft) -> bool:
    """Whether the kind adds up the run to its first, a total in the same words: "245 cơ sở: 101 HTX, ..., 79 hộ"."""
    return len(run) > 1 and run[0].value == sum(d.value for d in run[1:]) + draft.value


def _opens_parts(total: Draft, part: Draft) -> bool:
    """Whether the words between them lead from a total to its parts; in "5 hợp tác xã, 3 doanh nghiệp" none do."""
    between = part.view.folded[total.count.end : part.count.start] if total.view is part.view else ""
    return total.view is not part.view or between.strip() != ","


def _settle_kinds(first: int, run: list[Draft], producers: list[Draft], names: Iterator[str]) -> None:
    # "183 cơ sở sản xuất: 84 hộ, 53 doanh nghiệp, 46 hợp tác xã": the first is the total of the others.
    total = sum(d.value for d in run)
    if first and len(run) > 1 and producers[first - 1].value == total:
        head, parts = producers[first - 1], run
    elif len(run) > 2 and run[0].value == total - run[0].value and _opens_parts(run[0], run[1]):
        head, parts = run[0], run[1:]
    else:
        totals = [d for d in reversed(producers[max(0, first - 3) : first]) if d.indicator == "producers"]
        found = next((d for d in totals if d.value == total), None) or next(
            (d for d in totals if d.value >= total), None
        )
        if found is None or (found.value != total and run[0].scope not in (None, found.scope)):
            return
        head, parts = found, run
    head.indicator = "producers"
    head.breakdown = head.breakdown or next(names)
    exact = head.value == sum(d.value for d in parts)
    for part in parts:
        part.head, part.breakdown = head, head.breakdown
        part.scope, part.scope_name, part.target = head.scope, head.scope_name, head.target
        part.time = part.time or head.time
        part.confidence = 0.93 if exact else part.confidence
    if exact:
        head.confidence = max(head.confidence, 0.93)
