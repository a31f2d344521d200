"""The figures of a document related to each other: totals and parts, series, outcomes, makers, repeats."""

from etl.reports.breakdowns import add_up_ranks, named_parts
from etl.reports.dating import date_flows
from etl.reports.drafts import Draft
from etl.reports.makers import add_up_kinds, date_producers
from etl.reports.outcomes import (
    came_to,
    date_plans,
    ever_certified,
    judged_anew,
    judged_first,
    out_of_judged,
    passed,
    potential,
    raised_total,
    summed_batches,
    year_by_year,
)
from etl.reports.repeats import drop_repeats, join_restated, said_again
from etl.reports.sharing import carry_on, coordinate, share_backwards, share_cues, share_with_places


def relate(drafts: list[Draft]) -> None:
    """Let each figure take over what the others say of it. Drafts are in the order of the text."""
    products = [d for d in drafts if d.is_product and not d.dropped]
    names = iter(f"b{n}" for n in range(1, len(drafts) + 1))
    said_again(products)
    carry_on(products)
    share_backwards(products)
    add_up_ranks(products, names)
    named_parts(products, names)
    share_cues(products)
    coordinate(products)
    came_to(products)
    judged_first(products)
    judged_anew(products)
    passed(products)
    out_of_judged(products)
    summed_batches(products)
    year_by_year(products)
    raised_total(products)
    potential(products)
    share_with_places(products)
    date_flows(drafts)
    date_plans(drafts)
    date_producers(drafts)
    add_up_kinds([d for d in drafts if d.is_producer and not d.dropped], names)
    ever_certified(products)
    join_restated(products)
    drop_repeats(products)
