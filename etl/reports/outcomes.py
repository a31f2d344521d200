"""What one figure makes of another: what passed an evaluation, what raised a total, what was ever certified."""

from collections import defaultdict
from itertools import pairwise

from etl.reports.drafts import Draft
from etl.reports.senses.sense import has


def _parts(products: list[Draft]) -> defaultdict[Draft | None, list[Draft]]:
    """The parts of each total."""
    parts = defaultdict(list)
    for draft in products:
        parts[draft.head].append(draft)
    return parts


def passed(products: list[Draft]) -> None:
    """What passed an evaluation was newly recognised: "chấm 45 hồ sơ, đạt 40 sản phẩm"."""
    judged: Draft | None = None
    parts = _parts(products)
    for draft in products:
        if draft.indicator in ("evaluated_products", "registered_products") and not draft.target:
            judged = draft
        elif judged is not None and _right_after(judged, draft):
            first = draft if draft.head in (None, judged) else draft.head
            told = first.around.before + first.around.lead
            stock = has("cumulative", told) or first.sense.is_explicit or first.target
            if first.indicator == "certified_products" and not stock and first.value <= judged.value:
                for each in (first, *parts[first]):
                    each.indicator = "newly_recognised_products"
                    each.rule, each.time = "passed_evaluation", each.time or judged.time


def raised_total(products: list[Draft]) -> None:
    """What raised the total was new: "có 68 sản phẩm được cấp giấy, nâng tổng số lên 144"."""
    heads, parts = [d for d in products if d.head is None], _parts(products)
    for added, total in pairwise(heads):
        told = has("raised_total", total.around.lead) and added.view.sentence == total.view.sentence
        if told and added.indicator == "certified_products" and added.value < total.value and not added.target:
            for draft in (added, *parts[added]):
                draft.indicator, draft.rule = "newly_recognised_products", "raised_the_total"


def _between(first: Draft, second: Draft) -> str:
    same = first.view is second.view
    return first.view.folded[first.count.end : second.count.start] if same else ""


_NEXT = 3  # characters between a sentence and the one right behind it


def _right_after(judged: Draft, draft: Draft) -> bool:
    """Whether a figure may be the outcome of the evaluation before it."""
    told = draft.around.before[:30] + _between(judged, draft)
    if judged.time is None and judged.count.unit != "dossier" and not has("outcome", told):
        return False  # over all the years, not of one round
    if draft.time is not None and draft.time.kind in ("moment", "partial", "now"):
        return False
    if judged.view.sentence == draft.view.sentence or has("outcome", draft.around.before[:30]):
        return True
    if judged.view.sentence.paragraph != draft.view.sentence.paragraph:
        return False
    said = has("recognised", draft.around.right, draft.around.left)
    return judged.count.unit == "dossier" or (
        said and _is_of_round(draft, judged) and draft.view.start - judged.view.end < _NEXT
    )


def _is_of_round(draft: Draft, judged: Draft) -> bool:
    """Whether a figure has no time of its own, or that of the round in which others were judged."""
    time = draft.time
    return time is None or (time == judged.time and (time.first or "")[:4] == (time.last or "")[:4])


def potential(products: list[Draft]) -> None:
    """Potential five-star products among newly recognised ones are those put forward to the centre."""
    flow: Draft | None = None
    for draft in products:
        if (
            draft.star == "potential_5"
            and draft.indicator == "certified_products"
            and flow is not None
            and draft.head is None
        ):
            draft.indicator, draft.time = "nominated_5star_products", draft.time or flow.time
        elif draft.head is None:
            flow = draft if draft.indicator == "newly_recognised_products" else None


def _is_over_years(draft: Draft) -> bool:
    """Whether its period has several years: "từ năm 2019 đến năm 2024 đã công nhận 241 sản phẩm"."""
    time = draft.time
    return time is not None and time.kind == "period" and (time.first or "")[:4] != (time.last or "")[:4]


_MOST_EXPIRED = 50  # no report says more often how many; each is held against each number ever certified


def ever_certified(products: list[Draft]) -> None:
    """Where one number less the lapsed ones gives another, or is told beside a smaller one that is valid, the first is
    what was ever certified.
    """
    own = [d for d in products if d.scope is None and not d.target]
    heads = [d for d in own if d.head is None and d.star in (None, "3+")]
    stocks = [d for d in heads if d.indicator == "certified_products"]
    valid = {d.value for d in stocks}
    stocks += [d for d in heads if d.indicator == "newly_recognised_products" and _is_over_years(d)]
    gone = [d.value for d in own if d.indicator in ("expired_products", "revoked_products") and d.star is None]
    lapsed = {*gone[:_MOST_EXPIRED], *(sum(pair) for pair in pairwise(gone[:_MOST_EXPIRED]))}
    for ever in stocks:
        since_the_start = has("since_the_start", ever.around.before) and any(
            d.sense.rule == "valid" and d.value < ever.value for d in stocks
        )
        if since_the_start or any(ever.value - number in valid for number in lapsed):
            for draft in (ever, *(d for d in own if d.head is ever)):
                draft.indicator, draft.rule = "certified_products_cumulative", "ever_less_expired"
            return
