"""Totals and their parts, found by their sums and by the words that open a list. A part says what its total says."""

import re
from collections.abc import Iterator
from itertools import takewhile

from etl.reports.dating import stocks
from etl.reports.drafts import SINGLE_RANKS, Draft
from etl.reports.model import ELSEWHERE, SEVERAL_NAMES
from etl.reports.senses.plans import as_target
from etl.reports.senses.sense import has

# How sure a total is at least whose parts add up to it: all of 93 read plainly were right on first reading, as
# in doubts.py. How sure a part is at most that does not complete its total: 64 of 65 of a stock or a plan were right.
_ADDED_UP, _PART_OF_A_STOCK, _PART = 0.9, 0.82, 0.75
_STOCKS = ("products_in_stock", "valid", "planned_total")
_REACH = 8  # how many figures back a total may stand


def add_up_ranks(products: list[Draft], names: Iterator[str]) -> None:
    """Find the totals of neighbouring figures of single ranks, and hand on what they say."""
    for first, run in _runs(products):
        _settle(first, _with_potential(first, run, products), products, names)


def _with_potential(first: int, run: list[Draft], products: list[Draft]) -> list[Draft]:
    """The run and the potential five stars behind it, where only both make up a total told before them."""
    last = products[first + len(run)] if first + len(run) < len(products) else None
    if last is None or last.star != "potential_5" or last.whose != run[0].whose or last.view is not run[-1].view:
        return run
    totals = {draft.value for draft in _candidates(first, run, products)}
    total = sum(draft.value for draft in run)
    return [*run, last] if total + last.value in totals and total not in totals else run


def _runs(products: list[Draft]) -> Iterator[tuple[int, list[Draft]]]:
    """Neighbouring figures of single ranks that may be the parts of one total, and where they begin."""
    run: list[Draft] = []
    for index, draft in enumerate(products):
        weak = draft.sense.rule in _WEAK or _is_first_rank(draft)
        part = draft.star in SINGLE_RANKS and (weak or not draft.sense.is_explicit)
        fits = (
            run and draft.star not in {d.star for d in run} and _near(run[-1], draft) and run[-1].whose == draft.whose
        )
        if part and (not run or fits):
            run.append(draft)
            continue
        if run:
            yield index - len(run), run
        run = [draft] if part else []
    if run:
        yield len(products) - len(run), run


# Rules whose words may belong to the total as well as to its part.
_WEAK = {"recognised_in_a_batch", "recognised_in_the_year", "planned_total", "new_in_the_period", "planned_to_be_added"}


def _is_first_rank(draft: Draft) -> bool:
    """Whether "lên 4 sao" may be said of a first recognition, which only the sum tells: "21 sản phẩm: 2 lên 4 sao"."""
    star = draft.count.star
    return draft.sense.rule == "raised_in_rank" and star is not None and not star.is_upgrade and not draft.sense.star


def _near(first: Draft, second: Draft) -> bool:
    if first.view.sentence == second.view.sentence:
        return True
    apart = second.view.sentence.paragraph - first.view.sentence.paragraph
    return apart <= 1 and second.target == first.target


def _settle(first: int, run: list[Draft], products: list[Draft], names: Iterator[str]) -> None:
    head = _head_by_sum(first, run, products)
    if head is None and not any(map(_is_first_rank, run)):
        head = _head_by_words(first, run, products)
    if head is None:
        return
    name = head.breakdown or next(names)
    head.breakdown = name
    exact = sum(d.value for d in run) == head.value
    if exact and head not in run:  # the parts bear out the number, and a little also what it counts
        head.confidence = max(_ADDED_UP, min(0.97, head.confidence + 0.12))
    for part in run:
        if part is head:
            continue
        part.head, part.breakdown = head, name
        _inherit(part, head, exact)


def _candidates(first: int, run: list[Draft], products: list[Draft]) -> Iterator[Draft]:
    """Totals that the run may belong to: before it, the nearest first; then right behind it."""
    behind = first + len(run)
    before = [d for d in products[max(0, first - _REACH) : first] if d.head is None]
    yield from reversed(before)
    yield from products[behind : behind + 1]


def _head_by_sum(first: int, run: list[Draft], products: list[Draft]) -> Draft | None:
    total = sum(d.value for d in run)
    if len(run) < 2:
        return None
    for draft in _candidates(first, run, products):
        if draft.value == total and draft.star not in SINGLE_RANKS:
            return draft
    return None


_OF_THE_VALID = re.compile(r"\s*trong\s+(?:tổng\s+)?số\s+(?:[^\W\d]+\s+){0,2}?còn\s")


def _head_by_words(first: int, run: list[Draft], products: list[Draft]) -> Draft | None:
    """The figure right before the run, when the run's words say that it goes on and no part exceeds it."""
    if _OF_THE_VALID.match(run[0].view.folded, run[0].view.start):
        nearest = reversed(products[max(0, first - _REACH) : first])
        valid = (d for d in nearest if d.sense.rule == "valid" and d.head is None)
        return next((d for d in valid if d.whose == run[0].whose), None)
    before = takewhile(lambda d: _touch(d, run[0]), (products[n] for n in range(first - 1, -1, -1)))
    able = (d for d in before if d.indicator != "certified_products_increase" and not _is_elsewhere(d, run[0]))
    head = next((d for d in able if _is_open(d, run[0])), None)
    if head is None:
        return None
    while head.head is not None:
        head = head.head
    if head.star in SINGLE_RANKS or sum(d.value for d in run) > head.value or not _near(head, run[0]):
        return None
    if run[0].scope not in (None, head.scope):
        return None  # "tỉnh có 255 sản phẩm; huyện X có 20 sản phẩm 4 sao"
    if not _touch(head, run[0]):
        return None
    between = run[0].view.folded[head.count.end : run[0].count.start]
    is_new = head.view is not run[0].view and run[0].sense.rule == "new_in_the_period"
    if is_new and (head.indicator in stocks() or head.indicator in _OLD):
        return None  # "Tỉnh có 207. Mới đây nhất, công nhận thêm 9 sản phẩm 4 sao"
    own_time = run[0].time is not None and not _is_carried(run[0]) and run[0].time != head.time
    if head.view is not run[0].view and own_time and run[0].sense.rule in _WEAK:
        return None  # "Mới đây nhất, ở đợt 2 năm 2025, tỉnh xếp hạng 4 sao cho 12 sản phẩm"
    goes_on = any(word in between for word in ("trong đó", "gồm", "(", ":", "riêng", "cụ thể", "chia"))
    goes_on = goes_on or bool(OUT_OF.search(head.around.before))  # "Trong 194 sản phẩm hợp lệ, hạng 3 sao có 158"
    goes_on = goes_on or (head.view is run[0].view and bool(_ONLY.fullmatch(between)))
    goes_on = goes_on or bool(_AND_THE_REST.match(run[-1].view.folded, run[-1].count.end))
    # "44 sản phẩm; 9 trong số đó là hạng 4 sao"
    goes_on = goes_on or run[0].around.near.lstrip().startswith("trong số")
    return head if goes_on or head.view.sentence != run[0].view.sentence else None


def _is_elsewhere(head: Draft, part: Draft) -> bool:
    """Whether the figure is another province's, or the nation's, in a sentence before: what follows goes on at home."""
    abroad = head.scope in ELSEWHERE or SEVERAL_NAMES in (head.scope_name or "")
    return abroad and part.scope is None and head.view is not part.view


_OLD = ("reassessed_products", "upgraded_products", "expired_products", "revoked_products")
OUT_OF = re.compile(r"(?:^|[,;]\s*)trong\s+(?:(?:tổng\s+)?số\s+)?$")
# "13 sản phẩm, chỉ 1 lên 4 sao"
_ONLY = re.compile(r"[^,;:.()]{0,30},\s*(?:chỉ|mới|vỏn vẹn|vẻn vẹn|cả thảy)\s+(?:có\s+)?")
# "34 sản phẩm; 4 sao là 14, còn lại 3 sao", "hạng 4 sao chỉ có 2 sản phẩm là cà phê và gạo, số còn lại 3 sao"
_AND_THE_REST = re.compile(r"\s*(?:là\s+[^;.()\d]{2,80})?(?:[,;]|và)?\s*(?:số\s+)?còn lại")


def _touch(head: Draft, part: Draft) -> bool:
    """Whether they stand in one sentence or in two of which one follows the other at once."""
    return part.view.start - head.view.end < 3


_BRACKET = re.compile(r"[()]")


def _is_open(head: Draft, part: Draft) -> bool:
    """Whether no bracket closes between them: "(Long An 140 sản phẩm), trong đó 5" goes on with what is before."""
    bracket = _BRACKET.search(head.view.folded, head.count.end, part.count.start)
    return bracket is None or bracket[0] == "("


def _inherit(part: Draft, head: Draft, exact: bool) -> None:
    """A part speaks of what its total speaks of."""
    if head.target and not part.target and not exact:
        return
    part.target = head.target
    indicator = head.indicator
    if indicator == "certificates_awarded" and exact:
        indicator = "newly_recognised_products"  # what was handed over says nothing of ranks, what passed does
    if part.star == "potential_5" and indicator in ("newly_recognised_products", "evaluated_products"):
        indicator = "nominated_5star_products"
    elif indicator in ("registered_products", "evaluated_products") and not exact:
        indicator = part.indicator
    elif indicator in ("registered_products", "evaluated_products") and has("recognised", part.around.right):
        indicator = "newly_recognised_products"  # "12 sản phẩm tham gia đánh giá, 09 sản phẩm được công nhận 4 sao"
    part.indicator = as_target(indicator) if part.target else indicator
    part.scope, part.scope_name = head.scope, head.scope_name
    is_apart = head.time is None and has("raised_total", head.around.lead)  # its parts' time was that of what was added
    if head.time is None and part.view is head.view and not is_apart:
        head.time = part.time
    if is_apart and part.view is head.view:
        part.time = None
    if part.time is None or exact or part.view.sentence != head.view.sentence:
        apart = part.time is not None and part.view.sentence != head.view.sentence
        part.time = part.time if apart and not (exact and _is_carried(part)) else head.time or part.time
    part.rule = f"part_of:{head.sense.rule}"
    most = 0.95 if exact else _PART_OF_A_STOCK if head.sense.rule in _STOCKS else _PART
    part.confidence = min(most, head.confidence)


def _is_carried(part: Draft) -> bool:
    """Whether its time was said in a sentence before its own."""
    return part.time is not None and not part.view.start <= part.time.start < part.view.end


def named_parts(products: list[Draft], names: Iterator[str]) -> None:
    """Parts that say what they are but not their rank: "40 sản phẩm 4 sao: 20 sản phẩm mới, 20 sản phẩm chấm lại"."""
    for index, head in enumerate(products):
        if head.star is None or head.head is not None or head.breakdown:
            continue
        parts = [
            d for d in products[index + 1 : index + 3] if d.star is None and d.sense.is_explicit and d.head is None
        ]
        near = all(d.view.sentence.paragraph == head.view.sentence.paragraph for d in parts)
        if len(parts) == 2 and near and sum(d.value for d in parts) == head.value and not head.target:
            head.breakdown = next(names)
            head.time = head.time or next((d.time for d in parts if d.time), None)
            for part in parts:
                part.head, part.breakdown, part.star = head, head.breakdown, head.star
                part.time, part.scope, part.scope_name = part.time or head.time, head.scope, head.scope_name
