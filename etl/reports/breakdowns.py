"""Totals and their parts, found by their sums and by the words that open a list. A part says what its total says."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise, takewhile

from etl.reports.drafts import Draft
from etl.reports.indicators import as_target, has, is_up_to_a_moment

_EXACT = {"3", "4", "5", "potential_5"}
_TIMES = re.compile(r"(?:đến|sang|tới|hết|cuối|đầu|khởi đầu|trong)?\s*(?:năm|tháng)\s+[\d/]+|(?:19|20)\d\d")
_SERIES = re.compile(r"[\s,;:()-]*(?:(?:và|là|có|đạt|với|thì|còn|lên|tăng lên|rồi|sang|đến|tới|con số|:)\s*)*")
_REACH = 8  # how many figures back a total may stand


def relate(drafts: list[Draft]) -> None:
    """Find the totals of parts among the drafts and hand on what they say. Drafts are in the order of the text."""
    products = [d for d in drafts if d.is_product and not d.dropped]
    _said_again(products)
    names = iter(f"b{n}" for n in range(1, len(drafts) + 1))
    _carry_on(products)
    _shared_backwards(products)
    for first, run in _runs(products):
        _settle(first, run, products, names)
    _named_parts(products, names)
    _share_cues(products)
    _coordinated(products)
    _passed(products)
    _raised_total(products)
    _potential(products)
    _places(products)
    _date_producers(drafts)
    _kinds([d for d in drafts if d.is_producer and not d.dropped], names)
    _ever_certified(products)
    _repeats(products)


def _runs(products: list[Draft]) -> Iterator[tuple[int, list[Draft]]]:
    """Neighbouring figures of single ranks that may be the parts of one total, and where they begin."""
    run: list[Draft] = []
    for index, draft in enumerate(products):
        part = draft.star in _EXACT and not (draft.sense.is_explicit and draft.sense.rule not in _WEAK)
        fits = (
            run
            and draft.star not in {d.star for d in run}
            and _near(run[-1], draft)
            and _whose(run[-1]) == _whose(draft)
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


def _near(first: Draft, second: Draft) -> bool:
    if first.view.sentence == second.view.sentence:
        return True
    apart = second.view.sentence.paragraph - first.view.sentence.paragraph
    return apart <= 1 and second.target == first.target


def _settle(first: int, run: list[Draft], products: list[Draft], names: Iterator[str]) -> None:
    head = _head_by_sum(first, run, products) or _head_by_words(first, run, products)
    if head is None:
        return
    name = head.breakdown or next(names)
    head.breakdown = name
    exact = sum(d.value for d in run) == head.value
    if exact and head not in run:  # the parts bear out the number, and a little also what it counts
        head.confidence = min(0.97, head.confidence + 0.12)
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
        if draft.value == total and draft.star not in _EXACT:
            return draft
    return None


def _head_by_words(first: int, run: list[Draft], products: list[Draft]) -> Draft | None:
    """The figure right before the run, when the run's words say that it goes on and no part exceeds it."""
    before = takewhile(lambda d: _touch(d, run[0]), (products[n] for n in range(first - 1, -1, -1)))
    head = next((d for d in before if d.indicator != "certified_products_increase" and _is_open(d, run[0])), None)
    if head is None:
        return None
    while head.head is not None:
        head = head.head
    if head.star in _EXACT or sum(d.value for d in run) > head.value or not _near(head, run[0]):
        return None
    if run[0].scope not in (None, head.scope):
        return None  # "tỉnh có 255 sản phẩm; huyện X có 20 sản phẩm 4 sao"
    if not _touch(head, run[0]):
        return None
    between = run[0].view.folded[head.count.end : run[0].count.start]
    goes_on = any(word in between for word in ("trong đó", "gồm", "(", ":", "riêng", "cụ thể", "chia"))
    goes_on = goes_on or run[0].around.near.lstrip().startswith(
        "trong số"
    )  # "44 sản phẩm; 9 trong số đó là hạng 4 sao"
    return head if goes_on or head.view.sentence != run[0].view.sentence else None


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
    if part.star == "potential_5" and indicator in ("newly_recognised_products", "evaluated_products"):
        indicator = "nominated_5star_products"
    elif indicator in ("registered_products", "evaluated_products") and not exact:
        indicator = part.indicator
    part.indicator = as_target(indicator) if part.target else indicator
    part.scope, part.scope_name = head.scope, head.scope_name
    if head.time is None and part.view is head.view:
        head.time = part.time
    if part.time is None or exact or part.view.sentence != head.view.sentence:
        part.time = part.time if part.time is not None and part.view.sentence != head.view.sentence else head.time
    part.rule = f"part_of:{head.sense.rule}"
    part.confidence = min(0.95, head.confidence) if exact else min(0.75, head.confidence)


def _said_again(products: list[Draft]) -> None:
    """A number that stands in the title, or is pointed back to, is said of the same thing: "47 sản phẩm ấy"."""
    first: dict[tuple[object, ...], Draft] = {}
    for draft in products:
        before = first.setdefault((draft.value, draft.star, *_whose(draft)), draft)
        if before is draft or draft.sense.is_explicit or not before.sense.is_explicit:
            continue
        is_title = before.view.sentence.paragraph == 0 < draft.view.sentence.paragraph
        if _POINTS_BACK.match(draft.around.near) or (is_title and before.indicator == "newly_recognised_products"):
            draft.indicator, draft.sense = before.indicator, before.sense
            draft.rule, draft.time = f"series:{before.sense.rule}", draft.time or before.time


def _carry_on(products: list[Draft]) -> None:
    """A series over the years: "đăng ký: năm 2018 là 35, sang năm 2019 là 107" speaks of one thing."""
    for before, draft in pairwise(products):
        words = _TIMES.sub(" ", draft.around.lead)
        same = before.view.sentence == draft.view.sentence and before.sense.is_explicit and before.star == draft.star
        open_ended = not draft.sense.is_explicit and not _sums_up(draft, before)
        timed = words != draft.around.lead or _is_timed_behind(draft)
        if same and timed and open_ended and _SERIES.fullmatch(words):
            draft.indicator, draft.target, draft.sense = before.indicator, before.target, before.sense
            draft.rule, draft.confidence = f"series:{before.sense.rule}", before.confidence - 0.05


def _is_timed_behind(draft: Draft) -> bool:
    """Whether its time stands right behind a figure: "33 sản phẩm trong năm 2019, 40 sản phẩm trong năm 2020"."""
    return draft.time is not None and draft.time.start >= draft.count.end


def _shared_backwards(products: list[Draft]) -> None:
    """The last of a series says what all of it is: "năm 2022 có 35, năm 2023 có 41 sản phẩm được công nhận"."""
    for draft, after in reversed(list(pairwise(products))):
        words = _TIMES.sub(" ", after.around.lead)
        same = draft.view.sentence == after.view.sentence and draft.star == after.star and words != after.around.lead
        open_ended = not draft.sense.is_explicit and not _sums_up(draft, after)
        if same and after.sense.is_explicit and open_ended and _SERIES.fullmatch(words):
            draft.indicator, draft.target, draft.sense = after.indicator, after.target, after.sense
            draft.rule, draft.confidence = f"series:{after.sense.rule}", after.confidence - 0.05


def _sums_up(draft: Draft, other: Draft) -> bool:
    """Whether a figure is of all up to a moment, beside one that is of a year: "đến hết năm 2024 có 414"."""
    yearly = other.indicator == "newly_recognised_products"
    return yearly and is_up_to_a_moment(draft.view, draft.count, draft.around)


def _named_parts(products: list[Draft], names: Iterator[str]) -> None:
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


def _parts(products: list[Draft]) -> defaultdict[Draft | None, list[Draft]]:
    """The parts of each total."""
    parts = defaultdict(list)
    for draft in products:
        parts[draft.head].append(draft)
    return parts


def _passed(products: list[Draft]) -> None:
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
                for passed in (first, *parts[first]):
                    passed.indicator = "newly_recognised_products"
                    passed.rule, passed.time = "passed_evaluation", passed.time or judged.time


def _raised_total(products: list[Draft]) -> None:
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


def _potential(products: list[Draft]) -> None:
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


def _repeats(products: list[Draft]) -> None:
    """Drop what a title or a caption says again with less: without the rank, rounded, or in looser words."""
    kept = _Kept(products)
    for draft in products:
        if not draft.breakdown and kept.says_more(draft):
            draft.dropped = True
            kept.drop(draft)


class _Kept:
    """The figures that are kept, by what they say: of many that say the same only one is compared."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._examples = {_said(draft): draft for draft in drafts}
        self._numbers: Counter[_Said] = Counter(map(_said, drafts))
        self._alike = defaultdict(list)  # whose and of what number: all ways to say it
        self._exact = defaultdict(list)  # whose and of what indicator: the numbers that a rounded one may stand for
        for draft in self._examples.values():
            self._alike[_whose(draft), draft.value].append(_said(draft))
        for draft in sorted((d for d in drafts if d.star in _UNRANKED), key=lambda d: d.value):
            self._exact[_whose(draft), draft.indicator].append(draft.value)

    def says_more(self, draft: Draft) -> bool:
        """Whether another figure says more than this one."""
        if _is_loose(draft):
            exact = self._exact[_whose(draft), draft.indicator]
            more = bisect_right(exact, draft.value)
            if more < len(exact) and exact[more] < draft.value * 1.05:
                return True
        alike = (said for said in self._alike[_whose(draft), draft.value] if _says_more(self._examples[said], draft))
        return any(self._numbers[said] > (said == _said(draft)) for said in alike)

    def drop(self, draft: Draft) -> None:
        """Ask this one no more."""
        self._numbers[_said(draft)] -= 1
        if draft.star in _UNRANKED:
            exact = self._exact[_whose(draft), draft.indicator]
            del exact[bisect_left(exact, draft.value)]


_UNRANKED = (None, "3+")
_Said = tuple[object, ...]


def _said(draft: Draft) -> _Said:
    """All of a figure that decides whether it says more than another."""
    return *_whose(draft), draft.value, draft.indicator, draft.star, bool(draft.breakdown), draft.sense.is_explicit


def _whose(draft: Draft) -> tuple[str | None, str | None, bool]:
    return draft.scope, draft.scope_name, draft.target


def _is_loose(draft: Draft) -> bool:
    return draft.star is None and draft.qualifier in ("above", "about")


_POINTS_BACK = re.compile(r"\s*(?:ocop\s+)?(?:ấy|này|đó|nói trên|kể trên|trên)(?!\w)(?!\s+(?:địa bàn|toàn|các|sàn))")


def _says_more(other: Draft, draft: Draft) -> bool:
    """Whether a figure says more than one of the same number and owner that is no part."""
    if other.indicator == draft.indicator and _is_loose(draft):
        return False
    if other.indicator == draft.indicator and other.breakdown and {other.star, draft.star} == {None, "3+"}:
        return True
    if other.indicator == draft.indicator and other.breakdown and other.view is not draft.view and not draft.time:
        return other.star == draft.star  # a title tells what the text breaks down
    points_back = _POINTS_BACK.match(draft.around.right)
    if points_back and other.view.start < draft.view.start:
        return True  # "chủ của 38 sản phẩm này"
    if draft.sense.is_explicit and not points_back:
        return False
    if other.indicator == draft.indicator:
        return draft.star is None and other.star is not None
    return other.sense.is_explicit and (draft.star in (None, "3+") or draft.star == other.star)


def _share_cues(products: list[Draft]) -> None:
    """A figure without words of its own takes those of the next one: "9 sản phẩm; ... 19 sản phẩm hết hạn"."""
    for draft, following in pairwise(products):
        plain = draft.sense.rule == "products_said_plainly" and not draft.breakdown and not draft.star
        if not plain or _is_whole_of(draft, following) or draft.view.sentence != following.view.sentence:
            continue
        if (
            following.indicator
            in ("expired_products", "revoked_products", "reassessed_products", "registered_products")
            and following.star is None
        ):
            draft.indicator, draft.rule, draft.confidence = following.indicator, f"shared:{following.sense.rule}", 0.6


def _coordinated(products: list[Draft]) -> None:
    """A rank joined to the one before it is said of the same: "thêm 8 sản phẩm 3 sao, 1 sản phẩm 4 sao"."""
    for before, draft in pairwise(products):
        ranked = before.star in _EXACT and draft.star in _EXACT and before.star != draft.star
        alone = draft.head is None and not draft.sense.is_explicit and before.sense.is_explicit
        if ranked and alone and before.view is draft.view and _whose(before) == _whose(draft):
            between = draft.view.folded[before.count.end : draft.count.start]
            if _JOINT.fullmatch(between):
                draft.indicator, draft.time = before.indicator, draft.time or before.time
                draft.rule, draft.confidence = f"series:{before.sense.rule}", min(before.confidence, 0.78)


_JOINT = re.compile(r"\s*(?:hạng\s+)?[345]?\s*(?:sao)?\s*(?:,|và|cùng)\s*(?:(?:hạng\s+)?[345]\s+sao\s+(?:cho\s+)?)?")
_NEXT = 3
_OUT_OF = re.compile(r"(?:^|\s)trong\s+(?:tổng\s+)?(?:số\s+)?$")


def _is_whole_of(draft: Draft, following: Draft) -> bool:
    """Whether the next figure is a part of this one: "trong 232 sản phẩm có 12", "232 sản phẩm, trong đó 12"."""
    if following.value > draft.value:
        return False
    between = draft.view.folded[draft.count.end : following.count.start]
    return bool(_OUT_OF.search(draft.around.left)) or "trong đó" in between or "trong số" in between


def _places(products: list[Draft]) -> None:
    """The share of a place in a total speaks of what the total speaks of."""
    head: Draft | None = None
    for draft in products:
        if draft.scope is None or ", " in (draft.scope_name or ""):
            if draft.head is None and draft.indicator in _TOTALS and not draft.target:
                head = draft
        elif head is not None and draft.scope in ("district", "commune") and _is_share(draft, head):
            draft.indicator, draft.time = head.indicator, head.time
            draft.star = head.star if head.star in _EXACT else None
            draft.rule, draft.confidence = f"place_in:{head.sense.rule}", max(draft.confidence, 0.78)


_TOTALS = {"certified_products", "newly_recognised_products", "evaluated_products"}


def _is_share(draft: Draft, head: Draft) -> bool:
    plain = not draft.sense.is_explicit and draft.head is None and draft.star is None and not draft.target
    return plain and draft.value <= head.value and draft.view.sentence.paragraph == head.view.sentence.paragraph


_OF_THOSE = re.compile(
    r"(?<!\w)(?:sản phẩm|số)(?:\s+(?:ocop|mới|sản phẩm|được công nhận)){0,3}"
    r"\s+(?:này|ấy|đó|(?:(?:nói|kể)\s+)?trên)(?!\w)"
    r"|(?<!\w)(?:của|trong)\s+(?:đợt|kỳ|lượt)(?!\w)"
)


def _words(draft: Draft) -> str:
    """The words around an amount."""
    return f"{draft.around.left} # {draft.around.right}"


def _date_producers(drafts: list[Draft]) -> None:
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


def _kinds(producers: list[Draft], names: Iterator[str]) -> None:
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


def _settle_kinds(first: int, run: list[Draft], producers: list[Draft], names: Iterator[str]) -> None:
    # "183 cơ sở sản xuất: 84 hộ, 53 doanh nghiệp, 46 hợp tác xã": the first is the total of the others.
    total = sum(d.value for d in run)
    if first and len(run) > 1 and producers[first - 1].value == total:
        head, parts = producers[first - 1], run
    elif len(run) > 2 and run[0].value == total - run[0].value:
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


def _is_over_years(draft: Draft) -> bool:
    """Whether its period has several years: "từ năm 2019 đến năm 2024 đã công nhận 241 sản phẩm"."""
    time = draft.time
    return time is not None and time.kind == "period" and (time.first or "")[:4] != (time.last or "")[:4]


_MOST_EXPIRED = 50  # no report says more often how many; each is held against each number ever certified


def _ever_certified(products: list[Draft]) -> None:
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
