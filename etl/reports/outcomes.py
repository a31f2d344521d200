"""What one figure makes of another: what passed an evaluation, what raised a total, what was ever certified."""

import re
from collections import defaultdict
from itertools import pairwise

from etl.reports.dating import is_over_years, stocks
from etl.reports.drafts import Draft
from etl.reports.senses.plans import is_the_plan
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
        if draft.rule == "judged_behind_a_slash":
            continue  # what passed stands before it
        if draft.indicator in ("evaluated_products", "registered_products") and not draft.target:
            judged = draft
        elif judged is not None and _right_after(judged, draft):
            first = draft if draft.head in (None, judged) else draft.head
            told = first.around.before + first.around.lead
            stock = has("cumulative", told) or has("raised_total", told) or first.sense.is_explicit or first.target
            if first.indicator == "certified_products" and not stock and first.value <= judged.value:
                for each in (first, *parts[first]):
                    each.indicator = "newly_recognised_products"
                    each.rule, each.time = "passed_evaluation", each.time or judged.time


_RANKS = re.compile(r"(?<!\w)(?:phân hạng|xếp hạng|chấm|xét|đánh giá)(?:\s+cho)?\s*$")


def judged_first(products: list[Draft]) -> None:
    """What was ranked to see what passes was evaluated: "phân hạng 39 sản phẩm, kết quả 36 sản phẩm được công nhận"."""
    for before, after in pairwise(products):
        told = before.view is after.view and before.indicator == "newly_recognised_products" and before.star is None
        ranked = told and not before.target and _RANKS.search(before.around.left)
        if ranked and after.value <= before.value and has("outcome", _between(before, after)):
            before.indicator, before.rule = "evaluated_products", "judged_before_the_outcome"
    told_before = set()
    for draft in products:
        if draft.rule == "judged_behind_a_slash" and (draft.value, *draft.whose) in told_before:
            draft.dropped = True  # "45 hồ sơ đăng ký, đạt yêu cầu 40/45 sản phẩm"
        if draft.indicator in ("registered_products", "evaluated_products"):
            told_before.add((draft.value, *draft.whose))


def date_plans(drafts: list[Draft]) -> None:
    """A plan told beside what was done, and how much of it that is, are of the same time: "công nhận 55 sản phẩm, bằng
    137,5% kế hoạch năm (kế hoạch giao 40 sản phẩm)".
    """
    done: Draft | None = None
    for draft in drafts:
        of_plan = draft.indicator == "plan_completion_pct" or (draft.target and is_the_plan(draft.count, draft.around))
        if of_plan and draft.time is None and done is not None and done.view is draft.view:
            draft.time = done.time
        if of_plan and done is not None and done.time is None and done.view is draft.view:
            for told in (d for d in drafts if d.count is done.count):
                told.time = draft.time  # "công nhận mới 41/60 sản phẩm, đạt 68,3% kế hoạch năm 2024"
        if draft.is_product and not draft.target and draft.indicator not in stocks():
            done = draft


def judged_anew(products: list[Draft]) -> None:
    """What is made of new and of old ones was judged: "phân hạng 88 sản phẩm, 64 công nhận mới, 24 công nhận lại"."""
    for whole, new, again in zip(products, products[1:], products[2:], strict=False):
        told = [draft.indicator for draft in (whole, new, again)]
        of_both = told == ["newly_recognised_products", "newly_recognised_products", "reassessed_products"]
        if of_both and whole.value == new.value + again.value and _RANKS.search(whole.around.left):
            whole.indicator, whole.rule = "evaluated_products", "judged_before_the_outcome"


def came_to(products: list[Draft]) -> None:
    """What a plan for new products came to is new: "chỉ tiêu là 50 sản phẩm mới, kết quả thực tế 58"."""
    for plan, draft in pairwise(products):
        planned = plan.indicator in ("target_new_products", "target_products") and plan.star is None
        done = draft.indicator == "certified_products" and draft.star is None and not draft.target
        if planned and done and plan.view is draft.view and has("outcome", draft.around.left):
            draft.indicator, draft.rule, draft.time = "newly_recognised_products", "came_to", draft.time or plan.time
            plan.indicator = "target_new_products"
    for draft, plan in pairwise(products):
        done = draft.indicator == "certified_products" and draft.star is None and has("outcome", draft.around.left)
        of_year = draft.time is not None and draft.time.kind in ("year", "this_year")
        beside = plan.view is draft.view and is_the_plan(plan.count, plan.around)
        if done and beside and (plan.indicator == "target_new_products" or of_year):
            draft.indicator, draft.rule = "newly_recognised_products", "came_to"  # "làm được 35, hơn chỉ tiêu 30"
            plan.indicator = "target_new_products"


_OUT_OF_JUDGED = re.compile(r"[^,;:.()]*(?:\d sao)?[^,;:.()]*(?<!\w)trong\s+(?:tổng\s+)?(?:số\s+)?")


def out_of_judged(products: list[Draft]) -> None:
    """What was recognised of those judged is new: "38 sản phẩm được công nhận trong 46 sản phẩm đem ra đánh giá"."""
    parts = _parts(products)
    for draft, judged in pairwise(products):
        of_them = judged.view is draft.view and _OUT_OF_JUDGED.fullmatch(_between(draft, judged))
        if (
            of_them
            and judged.indicator in ("evaluated_products", "registered_products")
            and draft.value <= judged.value
        ):
            for each in (draft, *parts[draft]):
                if each.indicator == "certified_products" and not each.target:
                    each.indicator, each.rule = "newly_recognised_products", "passed_evaluation"


def summed_batches(products: list[Draft]) -> None:
    """What batches add up to is new as they are: "kỳ đầu qua 14 sản phẩm, kỳ sau qua 21 sản phẩm, cả năm là 35"."""
    parts = _parts(products)
    for first, second, whole in zip(products, products[1:], products[2:], strict=False):
        batches = first.indicator == second.indicator == "newly_recognised_products" and first.star == second.star
        same = first.view is second.view is whole.view and whole.indicator == "certified_products"
        if batches and same and whole.value == first.value + second.value and whole.star == first.star:
            for each in (whole, *parts[whole]):
                each.indicator, each.rule = "newly_recognised_products", "summed_batches"
                each.time = each.time or first.time


def year_by_year(products: list[Draft]) -> None:
    """What stands beside another year's new ones is new too: "năm 2020 công nhận 47, trong khi năm 2019 chỉ là 22"."""
    parts = _parts(products)
    for before, draft in pairwise([draft for draft in products if draft.head is None]):
        years = [each.time for each in (before, draft) if each.time is not None and each.time.kind == "year"]
        near = before.view is draft.view or _THEN.search(draft.around.left)
        beside = near and before.indicator == "newly_recognised_products" and not draft.target
        plain = draft.indicator == "certified_products" and draft.star is None and before.star is None
        if beside and plain and len(years) == 2 and years[0].last != years[1].last:
            for each in (draft, *parts[draft]):
                each.indicator, each.rule = "newly_recognised_products", "year_by_year"


# "chỉ công nhận thêm 22 sản phẩm. Năm 2022 thì bật lên 39 sản phẩm"
_THEN = re.compile(
    r"^\s*(?:(?:sang|đến|tới)\s+)?năm\s+(?:\d{4}|sau)\s+(?:thì\s+|lại\s+)?"
    r"(?:bật|vọt|nhích|tăng|giảm|tụt)\s+(?:lên|xuống|còn)\s*$"
)


def raised_total(products: list[Draft]) -> None:
    """What raised the total was new: "có 68 sản phẩm được cấp giấy, nâng tổng số lên 144"."""
    heads, parts = [d for d in products if d.head is None], _parts(products)
    for added, total in pairwise(heads):
        told = has("raised_total", total.around.lead) and added.view.sentence == total.view.sentence
        told = told and not _FROM.search(added.around.before)
        if told and added.indicator == "certified_products" and added.value < total.value and not added.target:
            for draft in (added, *parts[added]):
                draft.indicator, draft.rule = "newly_recognised_products", "raised_the_total"


# "từ chỗ 60 sản phẩm ... lên 255"
_FROM = re.compile(r"(?<!\w)từ\s+(?:(?:chỗ|mức|con số|vỏn vẹn|chỉ)\s+)*(?:[^\W\d]+\s+){0,2}$")


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


def _is_less_the_lapsed(ever: Draft, stocks: list[Draft]) -> bool:
    """Whether the sentence goes on with fewer that are valid, as some lapsed: "công nhận 229; không ít giấy hết hạn nên
    số còn giá trị là 203".
    """
    valid = (d for d in stocks if d.sense.rule == "valid" and d.value < ever.value and d.count.start > ever.count.end)
    return any(has("expired", _between(ever, each)) for each in valid)


def _is_of_another_day(ever: Draft, valid: list[Draft]) -> bool:
    """Whether the valid ones are told for a time of their own: "Ngày 1/7 nhận 391 sản phẩm ... đến nay còn 377"."""
    time = ever.time
    told = time is not None and time.kind in ("moment", "day") and ever.view.start <= time.start < ever.view.end
    return told and any(d.time is not None and d.time != time for d in valid if d is not ever)


_MOST_EXPIRED = 50  # no report says more often how many; each is held against each number ever certified


def ever_certified(products: list[Draft]) -> None:
    """Where one number less the lapsed ones gives another, or is told beside a smaller one that is valid, the first is
    what was ever certified.
    """
    own = [d for d in products if d.scope is None and not d.target]
    heads = [d for d in own if d.head is None and d.star in (None, "3+")]
    stocks = [d for d in heads if d.indicator == "certified_products"]
    valid = {d.value for d in stocks}
    stocks += [d for d in heads if d.indicator == "newly_recognised_products" and is_over_years(d.time)]
    gone = [d.value for d in own if d.indicator in ("expired_products", "revoked_products") and d.star is None]
    lapsed = {*gone[:_MOST_EXPIRED], *(sum(pair) for pair in pairwise(gone[:_MOST_EXPIRED]))}
    in_force = [d for d in stocks if d.sense.rule == "valid"][:_MOST_EXPIRED]
    for ever in stocks:
        if _is_of_another_day(ever, in_force):
            continue
        since_the_start = has("since_the_start", ever.around.before) and any(
            d.sense.rule == "valid" and d.value < ever.value for d in stocks
        )
        if (
            since_the_start
            or _is_less_the_lapsed(ever, stocks)
            or any(ever.value - number in valid for number in lapsed)
        ):
            for draft in (ever, *(d for d in own if d.head is ever)):
                draft.indicator, draft.rule = "certified_products_cumulative", "ever_less_expired"
            break
    _date_what_is_left(own)


def _date_what_is_left(own: list[Draft]) -> None:
    """What lapsed of all that was certified over years, and what is left, are not of these years: "từ năm 2019 đến hết
    năm 2024 cấp 436; trừ 58 sản phẩm quá hạn, còn 378".
    """
    ever = next((d for d in own if d.indicator == "certified_products_cumulative" and is_over_years(d.time)), None)
    if ever is None:
        return
    parts = _parts(own)
    left = [d for d in own if d.sense.rule in ("valid", "expired") and d.count.start > ever.count.end]
    for each in (each for draft in left for each in (draft, *parts[draft])):
        if each.time == ever.time:
            each.time = None
