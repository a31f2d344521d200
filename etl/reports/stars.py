"""The ranks that a text names: "4 sao", "từ 3 sao lên 4 sao", "3 sao trở lên", "3 - 4 sao", "★★★★"."""

import re
from dataclasses import dataclass

from etl.reports.lexicon import any_of, fold, vocabulary

_WORDS = vocabulary("stars")
_NUMBERS = {fold(word): rank for word, rank in _WORDS["numbers"].items()}


@dataclass
class Star:
    """A rank as stated: code 3, 4, 5, 3+, 4+, or "low" for one and two stars, which are no OCOP rank."""

    start: int
    end: int
    code: str
    is_upgrade: bool = False


def _any(name: str) -> str:
    return f"(?:{any_of(_WORDS[name])})"


_RANK = rf"(?:0?[1-5]|{any_of(_NUMBERS)})"
SIGN = rf"\s*(?:\*\s*)?(?:{any_of(_WORDS['signs'])}|\*+)(?!\w)"
_STAR = re.compile(
    rf"(?P<up>(?:từ\s+)?(?<!\w)(?P<u1>{_RANK})(?:{SIGN})?\s*(?:\(?ocop\)?\s*)?"
    rf"(?:(?:được\s+)?{_any('raised')}\s+)?{_any('raised_to')}\s+(?:thành\s+|được\s+)?(?:mức\s+)?(?:hạng\s+)?"
    rf"(?P<u2>{_RANK}){SIGN})"
    rf"|(?P<more>(?:từ\s+)?(?<!\w)(?P<m>{_RANK}){SIGN}\s*(?:ocop\s*)?{_any('and_above')})"
    rf"|(?P<least>{_any('at_least')}\s+(?:hạng\s+)?(?P<l>{_RANK}){SIGN}"
    r"(?=\s*(?:ocop\s*)?(?:[,.;:)\n]|của|do|thuộc|$)))"
    rf"|(?P<range>(?:từ\s+)?(?<!\w)(?P<r1>{_RANK})(?:{SIGN})?\s*(?:{_any('range')}|(?P<joint>{_any('joint')}))\s*"
    rf"(?:hạng\s+)?(?P<r2>{_RANK}){SIGN}"
    rf"(?(joint)(?!\s*(?:có|là|chiếm|:)?\s*\d)))"
    rf"|(?<!\w)(?P<one>{_RANK}){SIGN}"
    r"|(?P<runs>★{3,5})"
)
_RANKED = re.compile(rf"{any_of(_WORDS['signs'])}|[*★]")  # without one of these nothing is a rank


def stars(folded: str, start: int, end: int) -> list[Star]:
    """The ranks named in a span of folded text, in their order."""
    if not _RANKED.search(folded, start, end):
        return []
    return [star for match in _STAR.finditer(folded, start, end) for star in _stars_of(match)]


def rank_code(text: str) -> str:
    """The code of one rank as written: "4", "bốn"."""
    return _code(_rank(text))


def _stars_of(match: re.Match[str]) -> list[Star]:
    span = match.span()
    if match["up"]:
        return [Star(*span, _code(_rank(match["u2"])), is_upgrade=True)]
    if match["more"] or match["least"]:
        return [Star(*span, f"{max(3, _rank(match['m'] or match['l']))}+")]
    if match["range"]:
        low, high = _rank(match["r1"]), _rank(match["r2"])
        if low < high:
            return [Star(*span, f"{max(3, low)}+")]
        return [
            Star(match.start("r1"), match.start("r2"), _code(low)),
            Star(match.start("r2"), match.end(), _code(high)),
        ]
    return [Star(*span, _code(len(match["runs"]) if match["runs"] else _rank(match["one"])))]


def _rank(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _code(rank: int) -> str:
    return str(rank) if rank >= 3 else "low"
