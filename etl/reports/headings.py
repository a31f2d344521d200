"""What the headings of a number say, and the sentence that they make of it.

"Số sản phẩm OCOP" over "4 sao", in a form "đến 31/12/2024", make of 12: "đến 31/12/2024, có 12 sản phẩm ocop 4 sao".
The sentence is read by the grammar of all sentences; here is only what headings leave out and sentences say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from etl.reports.lexicon import any_of, fold, phrases, vocabulary
from etl.reports.mentions import KINDS, PRODUCTS, more_kinds
from etl.reports.senses.goods import names_goods
from etl.reports.senses.sense import has
from etl.reports.times import times

_STARS = re.compile(r"(?<!\w)(?:[1-5]|ba|bốn|năm)\s*(?:sao|\*+)(?!\w)(?:\s+trở\s+lên)?|★+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MONEY = re.compile(r"(?<!\w)(?:nghìn tỷ|nghìn tỉ|tỷ|tỉ|triệu)(?:\s+(?:đồng|vnđ|vnd))?(?!\w)")
_DAY_ALONE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_TIME_OPENS = re.compile(r"[\s,]*(?:(?<!\w)(?:ngày|vào|tính|trong))?\s*$")
_NUMBERING = re.compile(r"[\dIVXA-Eivxa-e\s+=*/.,:;x-]*")
_OPENS_PLAN = re.compile(r"(?:kế hoạch|mục tiêu|dự kiến|chỉ tiêu kế hoạch)(?!\w)")
# The cues that say what happened to products; only some of them can be true of one number.
_EXCLUSIVE = ("new", "reassessed", "expired", "revoked", "upgraded", "registered", "nominated")
_CUES = (
    *_EXCLUSIVE, "valid", "ever", "evaluated", "evaluated_and_ranked", "recognised", "active_recognition", "potential",
    "raised_to", "on_ecommerce", "traceability", "passed", "cumulative", "summed_up", "on_modern_channels",
    "value_chain", "awarded", "batch",
)  # fmt: skip
_OURS = ("budget", "training", "publicity", "selling", "hand_out", "commend")


@dataclass(frozen=True)
class Heading:
    """One heading, taken apart.

    `noun`: what it counts, of the noun group `group`; `before` and `behind` are its other words around it. `unit`: the
    unit in its brackets. `is_plan`: whether its numbers are planned, None when it does not say.
    """

    words: str
    before: str = ""
    noun: str = ""
    group: str = ""
    behind: str = ""
    unit: str = ""
    times: tuple[str, ...] = ()
    is_plan: bool | None = None
    is_share: bool = False
    is_plan_share: bool = False
    is_against: bool = False
    is_total: bool = False
    kinds: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def rest(self) -> str:
        """All its words but the noun."""
        return f"{self.before} {self.behind}".strip()

    @cached_property
    def has_star(self) -> bool:
        """Whether it names a rank."""
        return bool(_STARS.search(self.rest))

    @property
    def is_product(self) -> bool:
        """Whether it counts products."""
        return self.group in PRODUCTS

    @property
    def is_producer(self) -> bool:
        """Whether it counts producers."""
        return self.group.startswith("producer")

    @cached_property
    def cues(self) -> frozenset[str]:
        """The cues of cues.yaml that say what happened to its products, or of what kind they are."""
        return frozenset(name for name in (*_CUES, "goods_groups") if self.rest and has(name, self.rest))

    @property
    def says_something(self) -> bool:
        """Whether it is understood what it is about: a noun, a rank, what happened, a total, or a time and no more."""
        told = self.group or self.has_star or self.is_total or self.is_share or self.is_plan_share or self.cues
        is_time = not self.rest and (self.times or self.is_plan is not None)
        return bool(told or is_time) or has_ours(self.rest)

    @cached_property
    def is_strange(self) -> bool:
        """Whether its words set some products or producers apart in a way that is not understood."""
        if self.kinds and not self.is_product:
            return bool(_strange(self.behind))
        return bool(_strange(self.rest)) or (self.is_product and not self.has_star and names_goods(self.behind))


def has_ours(words: str) -> bool:
    """Whether the words are of money, training, publicity, sale, papers or prizes."""
    return any(has(name, words) for name in _OURS)


@lru_cache(maxsize=4096)
def heading(words: str) -> Heading:
    """A heading taken apart."""
    folded = " ".join(fold(words).strip(" .:;*-+•").split())
    folded, unit = _without_units(folded)
    folded = _without("programme", folded)[0]
    folded, said, is_now = _without_times(folded)
    folded, is_plan_share = _without("plan_share", folded)
    is_against = _words("against").search(folded) is not None
    folded, plan = _without_plans(folded)
    plan = False if plan is None and is_now else plan  # "Hiện có" in a form of plans
    folded, is_share = _without("share", folded)
    folded, has_sign = re.subn(r"%", " ", folded)
    is_total = bool(_words("total").fullmatch(_tidy(folded)) or _words("total").fullmatch(_tidy(fold(words))))
    folded = _without("structure", folded)[0]
    folded = "" if is_total or _words("structure_alone").fullmatch(_tidy(folded)) else folded
    before, noun, group, behind, kinds = _noun(_tidy(folded))
    is_share, unit = is_share or bool(has_sign), unit or ("%" if has_sign else "")
    return Heading(
        words, before, noun, group, behind, unit, said, plan, is_share, is_plan_share, is_against, is_total, kinds
    )


def _time_in(bracket: re.Match[str]) -> str:
    inner = bracket[0].strip("() ")
    return f" {inner} " if times(inner, 0, len(inner)) else " "


@lru_cache(maxsize=1024)
def caption(words: str) -> Heading:
    """The line above a table taken apart, without the number of the form and what stands in brackets but a time."""
    folded = _BRACKETS.sub(_time_in, fold(words))
    numbered = r"(?:\s*\d[\w./-]*)?"
    opened = re.sub(rf"^\s*(?:[ivx]+|[\d.]+)[.)]\s*|^(?:\W*(?:{_any('caption')})(?!\w){numbered})*\W*", "", folded)
    found = heading(opened)
    # "Các chỉ tiêu năm 2024" names a list of indicators
    return found if found.is_plan is not True or _OPENS_PLAN.match(opened) else replace(found, is_plan=None)


@dataclass(frozen=True)
class Template:
    """The sentence around a number: what stands before it and behind it."""

    before: str
    behind: str


def sentence(
    above: Sequence[Heading], label: Sequence[Heading], column: Sequence[Heading], unit: str
) -> Template | None:
    """The sentence that headings make of a number, each sequence from the widest to the nearest.

    `above` (a caption, chapters) only adds to what `label` and `column` say; they must be understood whole. `unit` is
    what the number is said to count where no heading has a noun. None when they make no sentence.
    """
    near = [*label, *column]
    noun = _counted(near) or _counted_by_rank_or_unit(above, near, unit)
    if any(one.is_against for one in near) or (noun is None and not unit):
        return None
    is_counted = noun is not None and noun.is_product and not any(one.is_share for one in label)
    if any(one.is_plan_share for one in near) and not is_counted:
        return None
    if noun is not None and not (_fits(noun, near) and _is_understood(noun, near)):
        return None
    every = [*near, *(one for one in above if _adds(one, noun, near))]
    nearest = [*reversed(near), *reversed(above)]
    fronts = list(next((one.times for one in nearest if one.times), ()))
    plan = next((one.is_plan for one in nearest if one.is_plan is not None), None)
    return _composed(every, noun, unit, fronts, plan)


def _composed(
    every: Sequence[Heading], noun: Heading | None, unit: str, fronts: list[str], plan: bool | None
) -> Template:
    """The sentence of those headings that say what is counted, its time and its plan in front."""
    summed = [one.rest for one in every if not one.group and "cumulative" in one.cues]
    before = [one.before for one in every if one.group and one.before]
    behind = [one.behind if one.group else one.rest for one in every if one.rest not in summed]
    if any(one.is_plan_share for one in every):
        return Template(_front(fronts, summed, None), "% kế hoạch")
    kinds = next((one.noun for one in every if one.kinds), "")
    name = noun.noun if noun is not None else unit
    if noun is not None and noun.is_producer and kinds and noun.noun != kinds:
        behind.append(f"là {kinds}")
    if any(one.is_share for one in every) or unit == "%":
        name = f"% {name}" if noun is not None else "%"
    if noun is None:
        before, behind = [one.rest for one in every if one.rest and one.rest not in summed], []
    elif not (noun.is_product or noun.is_producer):  # "được tập huấn, 500 lượt người được tập huấn"
        before += [words for words in behind if words]
    return Template(_front(fronts, [*summed, *before], plan), " ".join([name, *(words for words in behind if words)]))


def _front(fronts: list[str], before: list[str], plan: bool | None) -> str:
    opening = [*fronts, *(["kế hoạch"] if plan else [])]
    words = " ".join(before)
    return ", ".join([*opening, words]) + " " if words else ", ".join([*opening, "có "])


def _counted(headings: Sequence[Heading]) -> Heading | None:
    """The heading that says what is counted: the nearest with a noun; the widest of producers and their kinds."""
    nouns = [one for one in headings if one.group]
    if not nouns:
        return None
    if nouns[-1].is_producer:
        return next((one for one in nouns if one.is_producer and not one.kinds), nouns[-1])
    return nouns[-1]


def _counted_by_rank_or_unit(above: Sequence[Heading], near: Sequence[Heading], unit: str) -> Heading | None:
    """What is counted where no near heading has a noun: products by a rank, the unit, what is above."""
    if any(one.has_star for one in near):
        return heading("sản phẩm")
    if unit not in ("", "%"):
        return by_unit if (by_unit := heading(unit)).group else None
    return _counted([one for one in above if one.group != "other"])


def _fits(noun: Heading, near: Sequence[Heading]) -> bool:
    """Whether the headings speak of one thing: no kinds of producers among products, no ranks of producers."""
    for one in near:
        if one.group and one.is_product != noun.is_product:
            return False
        if one.group and one.group != noun.group and not (one.is_producer and noun.is_producer):
            return False
        if one.has_star and not noun.is_product:
            return False
    return True


def _is_understood(noun: Heading, near: Sequence[Heading]) -> bool:
    """Whether no heading sets some of the products or producers apart in words that are not understood."""
    if not (noun.is_product or noun.is_producer):
        return True
    is_goods = any("goods_groups" in one.cues for one in near)
    return not is_goods and not any(one.is_strange for one in near)


def _adds(one: Heading, noun: Heading | None, near: Sequence[Heading]) -> bool:
    """Whether a caption or a chapter says more of what is counted, and nothing other than the nearer headings."""
    if one.group and (noun is None or one.is_product != noun.is_product or one.is_producer != noun.is_producer):
        return False
    if len(one.cues.intersection(_EXCLUSIVE)) > 1:
        return False
    is_settled = any(other.cues.intersection((*_EXCLUSIVE, "valid", "ever", "evaluated")) for other in near)
    return not is_settled and bool(one.group or one.has_star or one.cues)


# --- the words of a heading ------------------------------------------------------------------


def _without_units(folded: str) -> tuple[str, str]:
    """The heading without brackets around a unit, a numbering or a short form; other brackets only are taken off."""
    units: list[str] = []

    def read(match: re.Match[str]) -> str:
        words = re.sub(r"^(?:đvt|đơn vị tính|đơn vị)\s*:\s*", "", match[1].strip())
        if words == "%" or _MONEY.fullmatch(words) or _nouns()[0].fullmatch(words):
            units.append(words)
            return " "
        return " " if _NUMBERING.fullmatch(words) else f" {words} "

    shown = _BRACKETS.sub(read, folded)
    return shown, units[-1] if units else ""


def _without_times(folded: str) -> tuple[str, tuple[str, ...], bool]:
    """(the heading without its times, the times as a sentence says them, whether one of them is now)."""
    found = [time for time in times(folded, 0, len(folded)) if time.first or time.kind in ("now", "this_year")]
    rest, said, position = "", [], 0
    for time in found:
        words = folded[time.start : time.end]
        rest += _TIME_OPENS.sub(" ", folded[position : time.start])
        said.append(_spelled(words))
        position = time.end
    return rest + folded[position:], tuple(said), any(time.kind == "now" for time in found)


def _spelled(time: str) -> str:
    """A time as a sentence says it: "năm 2023" for 2023, "đến 31/12/2024" for the day alone."""
    if re.fullmatch(r"\d{4}", time):
        return f"năm {time}"
    return f"đến {time}" if _DAY_ALONE.fullmatch(time) else time


def _without_plans(folded: str) -> tuple[str, bool | None]:
    """The heading without words of plans and of what was reached; whether it is of a plan, None for neither."""
    words = vocabulary("tables")
    actual = phrases(words["actual"])
    found = [match[0] for match in phrases([*words["actual"], *words["plan"]]).finditer(folded)]
    rest = " ".join(phrases([*words["actual"], *words["plan"]]).sub(" ", folded).split())
    return rest, not any(map(actual.fullmatch, found)) if found else None


def _without(name: str, folded: str) -> tuple[str, bool]:
    rest, found = _words(name).subn(" ", folded)
    return " ".join(rest.split()), bool(found)


def _noun(folded: str) -> tuple[str, str, str, str, frozenset[str]]:
    """(words before, noun, its group, words behind, kinds of producers): the first noun of ours.

    Places, lengths and the like count only where the heading opens with them: "số xã có sản phẩm".
    """
    pattern, groups = _nouns()
    for match in pattern.finditer(folded):
        group = groups[" ".join(match[0].split())]
        before = _tidy(re.sub(rf"(?:^|\s)(?:{_any('counting')})$", " ", folded[: match.start()].strip()))
        if group in ("other", "duration") and before:
            continue
        if group == "duration":
            continue
        end, kinds = match.end(), frozenset[str]()
        if group in KINDS:
            kinds, end = more_kinds(folded, group, end, len(folded))
        return before, folded[match.start() : end], group, _tidy(_same_noun(folded[end:], group)), kinds
    return folded, "", "", "", frozenset()


def _same_noun(behind: str, group: str) -> str:
    """The words behind a noun without short forms of it: "hợp tác xã htx"."""
    pattern, groups = _nouns()
    match = pattern.match(behind.lstrip())
    is_same = match is not None and groups[" ".join(match[0].split())] == group
    return behind.lstrip()[match.end() :] if match and is_same else behind


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" .,:;/-+")


def _strange(words: str) -> str:
    """What is left of the words without cues, ranks and plain words."""
    words = _STARS.sub(" ", _all_cues().sub(" ", words))
    words = _words("plain").sub(" ", words)
    return re.sub(r"[\W\d]+", "", words)


@cache
def _all_cues() -> re.Pattern[str]:
    return phrases([words for name in _CUES for words in vocabulary("cues")[name]])


def _any(name: str) -> str:
    return any_of(vocabulary("tables")[name])


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("tables")[name])


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = {fold(noun): group for group, nouns in vocabulary("nouns").items() for noun in nouns}
    return phrases(groups), groups
