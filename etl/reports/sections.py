"""The parts of a document that change how its sentences are read: headings, plans below them, headlines beside it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from etl.reports.lexicon import any_of, cue, phrases, vocabulary
from etl.reports.mentions import PRODUCERS, PRODUCTS, View, struck_out

_LONGEST_HEADING, _LONGEST_HEADLINE, _LONGEST_LABEL, _LONGEST_MASTHEAD = 160, 170, 40, 90
_ITEM = re.compile(r"\s*(?:[-+*•·»>–]|[a-zđ]\)|\(?\d{1,2}[.)]|\([a-zđ]\))")
_ROMAN = re.compile(r"\s*[ivx]{1,5}\s*[.)/-]")
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\s*[.)]")
_LETTERED = re.compile(r"\s*[a-zđ]\s*[.)]")
_STOPS = (".", ";", "?")  # end a sentence and no heading
_BULLETS = "-+*•·»>– ([|"
_TITLES = 6  # lines from the top
_LIST = 9  # the rank of a heading that covers only the list below it


def mark(views: list[View]) -> None:
    """Tell each sentence where it stands: in a heading, below one, among plans, among headlines of other articles."""
    opened: int | None = None  # the rank of the heading of plans that covers what follows
    looks_back: int | None = None  # the rank of a heading of what was done, below that one
    above: View | None = None
    over: View | None = None  # the heading above that one
    beside = False
    lines = _lines(views)
    for number, line in enumerate(lines):
        folded = " ".join(map(struck_out, line))  # "BÌNH ĐỊNH LÀM VIỆC" plans nothing
        beside = _is_beside(folded, beside)
        is_ticker = _is_ticker(line, folded)
        rank = None if beside else _rank(line, folded)
        if rank is not None:
            opened = _opened(folded, rank, opened)
            looks_back = _looks_back(folded, rank, looks_back)
        elif opened == _LIST and not _ITEM.match(folded):
            opened = None
        is_near = number < _TITLES or (folded.endswith(")") and _is_item(lines, number + 1))
        if rank is not None or (is_near and _is_title(line, folded)):
            dated = max(line, key=lambda view: len(view.times))
            if dated.times or above is None or _is_of_plans(folded):
                over, above = above, dated  # one of results that tells no time stands below the title's
        is_plan = _labelled(folded, opened is not None and looks_back is None)
        for view in line:
            view.is_heading, view.heading = rank is not None, above
            view.is_plan, view.is_beside = is_plan, beside or is_ticker
        if above is not None and any(view is above for view in line):
            above.heading = over


def _lines(views: list[View]) -> list[list[View]]:
    return [list(line) for _, line in groupby(views, key=lambda view: view.sentence.paragraph)]


def _is_item(lines: list[list[View]], number: int) -> bool:
    """Whether an item of a list stands there, so that the line above says what the list is of: "Biểu (đến 30/11)"."""
    return number < len(lines) and bool(_ITEM.match(lines[number][0].folded, lines[number][0].start))


def _rank(line: list[View], folded: str) -> int | None:
    """How high a heading stands, 1 the highest; None for a line that is none."""
    if folded.endswith(":") and _is_of_plans(folded):
        return _LIST
    if len(folded) > _LONGEST_HEADING or _counts(line, (*PRODUCTS, *PRODUCERS)):
        return None
    if folded.startswith("kế hoạch") and line[0].text.startswith("KẾ HOẠCH", line[0].start):
        return 1  # what is to be done is all that stands below such a title
    if line[0].text[line[0].start : line[-1].end].isupper() or _ROMAN.match(folded) or _parts().match(folded):
        return 1
    if folded.endswith(":"):
        return _LIST
    if folded.endswith(_STOPS):
        return None
    if _NUMBERED.match(folded):
        return 2
    return 3 if _LETTERED.match(folded) else None


def _is_title(line: list[View], folded: str) -> bool:
    """Whether a line near the top says what the document is about, and when: no sentence, and no figure of ours."""
    if len(folded) > _LONGEST_HEADING or folded.endswith((".", ";")) or _counts(line, (*PRODUCTS, *PRODUCERS)):
        return False
    return any(time.last for view in line for time in view.times)


def _counts(line: list[View], units: tuple[str, ...]) -> bool:
    return any(count.unit in units for view in line for count in view.counts)


_LABELLED = re.compile(
    r"[-+*•\s]*(?:\(?\d{1,2}[.)]\s*)?(?P<label>[^:.;()]{3,60}):\s"
    r"|\s*(?:\d{1,2}|[ivx]{1,4})[.)]\s*(?P<title>[^:.;()]{3,60})\.\s(?=\S)"  # "4. Nhiệm vụ năm 2026. Công nhận mới ..."
)


_DONE = re.compile(r"(?<!\w)(?:đã|được thực hiện|thực hiện được|hoàn thành)(?!\w)")


# "Chỉ tiêu năm 2025 đã vượt: 81/70"
_PASSED = re.compile(r"(?<!\w)(?:đã vượt|đã đạt|đã hoàn thành|vượt kế hoạch)(?!\w)")


def _labelled(folded: str, is_plan: bool) -> bool:
    """Whether a line is of plans: by its own label ("Mục tiêu: ...", "Thực trạng: ..."), else by what stands above."""
    label = _LABELLED.match(folded)
    if label is None:
        return is_plan
    words = label["label"] or label["title"]
    if _words("results").search(words) or _PASSED.search(words) or (label["title"] and _DONE.search(words)):
        return False
    return is_plan or bool(_words("plans").search(words))


@cache
def _parts() -> re.Pattern[str]:
    words = any_of(vocabulary("sections")["numbered"])
    return re.compile(rf"(?:{words})\s+(?:[ivx\d]+|nhất|hai|ba|tư|năm|một)(?!\w)")


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("sections")[name])


def _opened(folded: str, rank: int, opened: int | None) -> int | None:
    """The rank of the heading of plans that is open behind this heading."""
    if _is_of_plans(folded):
        return min(rank, opened or rank)
    return opened if opened is not None and rank > opened else None


def _looks_back(folded: str, rank: int, before: int | None) -> int | None:
    """The rank of the heading of what was done that covers what follows: "1. Hiện trạng" in a plan."""
    if _words("results").search(folded):
        return rank
    return before if before is not None and rank > before else None


def masthead(view: View) -> str | None:
    """The province in the name of the paper or portal that a line gives; None for any other line."""
    provinces = {place.name for place in view.places if place.level == "province"}
    is_name = _words("mastheads").search(view.folded, view.start, view.end) and not view.folded.endswith(
        ":", view.start, view.end
    )
    is_short = view.end - view.start < _LONGEST_MASTHEAD and not _counts([view], PRODUCTS)
    return provinces.pop() if is_name and is_short and len(provinces) == 1 else None


def article(views: list[View]) -> Iterator[View]:
    """The sentences but those of the masthead and of what stands beside."""
    return (view for view in views if not view.is_beside and masthead(view) is None)


def _is_ticker(line: list[View], folded: str) -> bool:
    """Whether a line of headlines between bars runs above the article: "A: 400 sản phẩm OCOP | Giá vàng tăng"."""
    parts = folded.split("|")
    others = [part for part in parts if len(part.split()) > 2 and not re.search(r"ocop|sản phẩm|sao|\d{4}", part)]
    return len(parts) > 1 and bool(others) and _counts(line, PRODUCTS)


def _is_of_plans(folded: str) -> bool:
    planned = _words("plans").search(folded) or cue("target").search(cue("not_target").sub(" ", folded))
    return bool(planned) and not _words("results").search(folded)


def _is_beside(folded: str, before: bool) -> bool:
    """Whether the line belongs to headlines of other articles: it opens them, or follows and is no paragraph."""
    words = folded.lstrip(_BULLETS)
    label = _words("beside").match(words)
    if label and (len(folded) < _LONGEST_LABEL or words[label.end() :].lstrip()[:1] in ":|-"):
        return True
    return before and len(folded) < _LONGEST_HEADLINE
