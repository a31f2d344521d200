"""What stands in one sentence: its stars, its counted amounts, its times and places, all with their spans."""

import re
from dataclasses import dataclass, field
from functools import cache

from etl.reports.lexicon import UPPER, any_of, fold, phrases, vocabulary
from etl.reports.numbers import NUMERAL, WORDS, amount_of, count_of
from etl.reports.places import Gazetteer, Place
from etl.reports.sentences import Sentence
from etl.reports.stars import SIGN, Star, stars
from etl.reports.times import Time, times

KINDS = (
    "producers_cooperative",
    "producers_cooperative_group",
    "producers_enterprise",
    "producers_household",
    "producers_other",
)
PRODUCERS = ("producer", *KINDS)
PRODUCTS = ("product", "dossier", "certificate")


@dataclass
class Count:
    """An amount: a number (or a range, or a part of a whole) and what it counts.

    `unit` is a noun group of nouns.yaml, or percent, vnd, or bare when no noun follows the number. `kinds` are the
    kinds of producers that the noun names. `owner`: the place that has it, and `time`: when, where a list tells so.
    """

    start: int
    number_end: int
    end: int
    value: float
    high: float | None
    over: float | None
    qualifier: str | None
    unit: str
    kinds: frozenset[str] = frozenset()
    star: Star | None = None
    from_word: bool = False
    owner: Place | None = None
    time: Time | None = None


_NAME = re.compile(rf"(?<!\w)[{UPPER}]")


@dataclass
class View:
    """One sentence with all that stands in it, and the part of the document that it stands in (see sections.py).

    `year`: the last that the text named until then. Found once and kept, as far as asked: `right_ends`, where the words
    about its amounts end; by where places start, `addresses`, whether they only tell where a firm sits, and `tied`, the
    amount tied to them; the spans of single `firms` and persons, and of the words that are `looking_back` at a plan.
    """

    text: str
    folded: str
    sentence: Sentence
    stars: list[Star] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    is_heading: bool = False
    is_plan: bool = False
    is_beside: bool = False
    heading: "View | None" = field(default=None, repr=False)
    year: str | None = None
    right_ends: dict[int, int] = field(default_factory=dict)
    addresses: dict[int, bool] = field(default_factory=dict)
    tied: dict[int, Count | None] = field(default_factory=dict)
    firms: list[tuple[int, int]] | None = None
    looking_back: list[tuple[int, int]] | None = None
    _words: str | None = None

    def words(self, start: int, end: int) -> str:
        """A span of the folded text, as long, with the names of places struck out: Kỳ Anh is no "kỳ"."""
        if self._words is None:
            self._words = struck_out(self)
        return self._words[start - self.start : end - self.start]

    @property
    def start(self) -> int:
        """First character of the sentence."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """First character after the sentence."""
        return self.sentence.end


def struck_out(view: View) -> str:
    """The folded words of a sentence, as long, with the names of places struck out."""
    words = view.folded[view.start : view.end]
    for place in view.places:
        name = _NAME.search(view.text, place.start, place.end)
        if name and place.level in ("province", "district", "commune"):
            start, end = name.start() - view.start, place.end - view.start
            if place.level == "province" and (new := _NEW_NAME.match(words, end)):
                end = new.end()
            words = words[:start] + re.sub(r"\w", "_", words[start:end]) + words[end:]
    return words


# a merged province: "Vĩnh Long mới có 700 sản phẩm"
_NEW_NAME = re.compile(r"\s+mới(?=\s+(?:vươn|có|đang|hiện|đã|nắm|giữ|sở hữu|đứng|dẫn|trở|là|gồm)(?!\w)|\s+\d)")


def view(text: str, folded: str, sentence: Sentence, gazetteer: Gazetteer) -> View:
    """All that stands in a sentence."""
    start, end = sentence.start, sentence.end
    found_times = times(folded, start, end)
    ranks = stars(folded, start, end)
    masked = [(t.start, t.end) for t in found_times if t.first] + [(s.start, s.end) for s in ranks]
    counts = _counts(folded, start, end, masked)
    return View(text, folded, sentence, ranks, counts, found_times, gazetteer.places(start, end))


# --- counts ----------------------------------------------------------------------------------


@cache
def _number() -> re.Pattern[str]:
    words = vocabulary("amounts")["qualifiers"]
    qualifier = any_of({w for ws in words.values() for w in ws})
    no_qualifier = "".join(rf"(?<!{word} )" for word in vocabulary("amounts")["no_qualifier_behind"])
    number = rf"(?:{NUMERAL})"
    return re.compile(
        r"(?<![\w.,+-])(?:(?<!/)|(?<=[^\W\d]/))"
        rf"(?:{no_qualifier}(?P<qualifier>(?:{qualifier})(?:\s+(?:{qualifier}))?)\s+)?(?:từ\s+)?"
        rf"(?:(?P<low>{number})\s*(?:%\s*)?(?:sản phẩm\s+)?(?:-|đến|tới)\s*(?:dưới\s+)?(?P<high>{number})(?!\s*sao)"
        rf"|(?<=từ ){number}\s*(?:sản phẩm\s+)?lên\s+(?P<risen>{number})(?!\s*sao)"
        rf"|(?P<part>{number})(?:\s*/\s*|\s+trong\s+(?:tổng\s+)?số\s+)(?P<over>{number})"
        rf"|(?P<one>{number})|(?P<word>{WORDS}(?=\s)))"
        r"(?![\d/°]|[.,]\d|\w)"
    )


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = {fold(noun): group for group, nouns in vocabulary("nouns").items() for noun in nouns}
    return phrases(groups), groups


def _group(noun: re.Match[str]) -> str:
    """The group of a noun that was found, however wide its blanks."""
    groups = _nouns()[1]
    return groups.get(noun[0]) or groups[" ".join(noun[0].split())]


@cache
def _amount_words(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("amounts")[name])


@cache
def _qualifiers() -> dict[str, str]:
    return {word: name for name, words in vocabulary("amounts")["qualifiers"].items() for word in words}


_PERCENT = re.compile(r"\s*%")
_MONEY = re.compile(r"\s*(nghìn tỷ|nghìn tỉ|tỷ|tỉ|triệu)(?:\s*(?:đồng|vnđ|vnd))?(?!\w)")
_MONEY_UNITS = {"nghìn tỷ": 1e12, "nghìn tỉ": 1e12, "tỷ": 1e9, "tỉ": 1e9, "triệu": 1e6}
_BEHIND_COLON = re.compile(r"\s*:\s*(?:tổng số\s+)?")  # "36: sản phẩm được công nhận mới"
_NOUN_GAP = re.compile(r"\s*")
_STAR_BEHIND = re.compile(rf"\s*năm{SIGN}")
_JOINED = re.compile(r"\s*(?:,|/|và|hoặc|-)\s*")
_SCORE = re.compile(r"\s*điểm(?!\w)(?!\s+(?:bán|giới thiệu|trưng bày|kinh doanh|du lịch))")
_OF_POINTS = re.compile(r"(?<!\w)(?:ngưỡng|mốc|mức|sàn|đủ|vượt|dưới|trên|từ|hơn|tối thiểu)$")
_AND_MORE = re.compile(r"\s*(?:ocop\s+)?trở lên(?!\w)")
_EACH = re.compile(r"(?:mỗi|hàng|hằng|nhiều|những|vài|mấy)\s+(?:\S+\s+){0,2}$")
_BEHIND_STARS = re.compile(r"sao\s*:\s*$")  # "5 sao: một; 4 sao: 25"
_STOP = re.compile(r"\s*[;,.]")
_YEARS = re.compile(r"(?:trong|cả|sau|qua|hơn|gần|suốt|các|từng|mỗi|là)\s+năm\s*$")


def _counts(folded: str, start: int, end: int, masked: list[tuple[int, int]]) -> list[Count]:
    found, position = [], start
    while match := _number().search(folded, position, end):
        number_start = match.start(next(k for k in ("low", "risen", "part", "one", "word") if match[k]))
        position = match.end()
        if hidden := [b for a, b in masked if a < match.end() and number_start < b]:
            position = max(number_start + 1, min(position, hidden[0]))  # "hơn năm 2023 tới 74 sản phẩm"
        elif (count := _count(folded, match, number_start, start, end)) is not None:
            found.append(count)
    listed = sum(count.unit in KINDS for count in found) > 1
    return [count for count in found if listed or not (count.from_word and count.unit in KINDS)]


def _count(folded: str, match: re.Match[str], number_start: int, start: int, end: int) -> Count | None:
    before = folded[max(0, match.start() - 25) : match.start()]
    opens = not folded[start:number_start].strip("-+*• ") and number_start + 1 < match.end()  # "1:" numbers a heading
    colon = _BEHIND_COLON.match(folded, match.end(), end) if opens else None
    unit, kinds, noun_end, factor = _unit(folded, colon.end() if colon else match.end(), end)
    if unit == "duration":
        if not _STAR_BEHIND.match(folded, match.end()):
            return None
        unit, noun_end = "bare", match.end()  # "11 năm sao"
    alone = unit == "bare" and _BEHIND_STARS.search(before) and _STOP.match(folded, match.end())
    if (
        match["word"]
        and not alone
        and (unit in ("bare", "other") or _EACH.search(before) or _YEARS.search(before + match["word"]))
    ):
        return None
    stripped = before.rstrip()
    if _SCORE.match(folded, match.end(), end) and _OF_POINTS.search(stripped):
        return None  # "vượt qua ngưỡng 50 điểm"
    ordinal = unit == "bare" and not match["qualifier"]
    if (
        ordinal
        and any(m.end() == len(stripped) for m in _amount_words("not_amount_before").finditer(stripped))
        and not any(m.end() == len(stripped) for m in _amount_words("numbered_amount").finditer(stripped))
    ):
        return None
    values = _values(match, unit)
    if values is None:
        return None
    value, high, over = (round(v * factor, 4) if v is not None else None for v in values)  # 4.1 * 1e9 is less
    assert value is not None
    qualifier = _qualifier(match["qualifier"])
    if qualifier is None and folded.endswith("từ ", start, number_start) and _AND_MORE.match(folded, noun_end, end):
        qualifier = "at_least"  # "có thêm từ 50 sản phẩm trở lên"
    quoted = match.start() if match["qualifier"] else number_start
    return Count(quoted, match.end(), noun_end, value, high, over, qualifier, unit, kinds, None, bool(match["word"]))


def _values(match: re.Match[str], unit: str) -> tuple[float, float | None, float | None] | None:
    read = amount_of if unit in ("percent", "vnd") else count_of
    numbers = [read(match[k]) if match[k] else None for k in ("low", "high", "part", "over", "one", "risen", "word")]
    low, high, part, over, one, risen, word = numbers
    if low is not None and high is not None and low >= high:
        return None
    value = next((v for v in (low, part, one, risen, word) if v is not None), None)
    if value is None or (match["high"] and high is None) or (match["over"] and over is None):
        return None
    return value, high, over


def _qualifier(words: str | None) -> str | None:
    if not words:
        return None
    words = re.sub(r"\s+", " ", words)
    known = _qualifiers()
    return known.get(words) or next((name for word, name in known.items() if words.startswith(word + " ")), None)


def _unit(folded: str, position: int, end: int) -> tuple[str, frozenset[str], int, float]:
    """What follows the number: (unit, kinds of producers, where it ends, factor of the value)."""
    if match := _PERCENT.match(folded, position, end):
        return "percent", frozenset(), match.end(), 1
    if match := _MONEY.match(folded, position, end):
        return "vnd", frozenset(), match.end(), _MONEY_UNITS[match[1]]
    pattern, _ = _nouns()
    gap = _NOUN_GAP.match(folded, position, end)
    noun = pattern.match(folded, gap.end() if gap else position, end)
    if noun is None:
        return "bare", frozenset(), position, 1
    unit, noun_end = _group(noun), noun.end()
    if unit not in KINDS:
        return unit, frozenset(), noun_end, 1
    kinds, noun_end = more_kinds(folded, unit, noun_end, end)
    return unit, kinds, noun_end, 1


def more_kinds(folded: str, first: str, position: int, end: int) -> tuple[frozenset[str], int]:
    """Further kinds of producers joined to the first: "cơ sở, hộ sản xuất kinh doanh"."""
    pattern, _ = _nouns()
    kinds = {first}
    while (joint := _JOINED.match(folded, position, end)) and (noun := pattern.match(folded, joint.end(), end)):
        unit = _group(noun)
        if unit not in KINDS or _COUNTED.match(folded, noun.end(), end):
            break
        kinds.add(unit)
        position = noun.end()
    return frozenset(kinds), position


_COUNTED = re.compile(r"\s*(?:có|là|chiếm|:)?\s*\d")


_BEFORE_NOUN = re.compile(
    r"[-+*•\s]*(?:(?:và|hiện|hiện nay|nay|về|với|cùng|riêng|còn|các|toàn bộ|tổng)\s+)*"
    r"(?:số(?:\s+(?:lượng|lượt))?\s+)?(?:các\s+)?"
)
_NAMED = {"product", "producer", "point", "person", "training", "dossier"}


def noun_before(folded: str) -> tuple[str, str] | None:
    """The unit that a segment opens with, and the words behind it; None when it opens with no noun that is counted."""
    pattern, _ = _nouns()
    opening = _BEFORE_NOUN.match(folded)
    noun = pattern.match(folded, opening.end() if opening else 0)
    return (_group(noun), folded[noun.end() :]) if noun and _group(noun) in _NAMED else None


def kinds_in(folded: str, start: int, end: int, *, apart: bool = False) -> list[tuple[int, int, frozenset[str]]]:
    """Kinds of producers named in a span without a number of their own: (start, end, kinds), each kind if `apart`."""
    pattern, _ = _nouns()
    found, position = [], start
    while match := pattern.search(folded, position, end):
        unit = _group(match)
        position = match.end()
        if unit in KINDS:
            kinds, position = (frozenset({unit}), match.end()) if apart else more_kinds(folded, unit, match.end(), end)
            found.append((match.start(), position, kinds))
    return found
