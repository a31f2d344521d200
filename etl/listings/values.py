"""A marketplace's raw values -> prices, sold counters, ratings, counts, codes, text and instants.

Each function takes whatever JSON or CSV may hold and gives the value, None where nothing is stated, or raises Unparsed:
what can be read in two ways is not read. An empty list or object, or one of nulls, states nothing: some back ends write
null so. Words and marks are in words.yaml.
"""

import html
import json
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from etl.listings.words import words
from etl.settings import TIMEZONE

MOST = 10**12  # no listing costs or sold as much: a number from here on is a mistake
LONGEST_NUMBER = 200  # characters of a text that states a number or a code
LONGEST_TEXT = 10_000  # characters of a title, a name or an address
MOST_ROUNDS = 8  # of decoding: a text wrapped more often is no mistake of a program
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Epoch seconds of these years have at most 10 digits and milliseconds at least 12, so that size tells them apart.
LEAST_MILLISECONDS = 10**11

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_CODE = 10**20  # more than any 64-bit number
_EXACT_FLOAT = 2**53  # from here on two whole numbers share one float
_GROUPED = re.compile(
    r"(?P<dotted>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<cents>[0-9]{1,2}))?"
    r"|(?P<commaed>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<hundredths>[0-9]{1,2}))?"
)
_PLAIN = re.compile(r"(?P<whole>0|[1-9][0-9]*)(?:[.,](?P<decimals>[0-9]{1,6}))?")
_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]?(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
    r" ?(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)
_FLOATED_CODE = re.compile(r"(0|[1-9][0-9]*)\.0")  # what spreadsheets make of a number
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ENCODED_AGAIN = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
# Elements of HTML by name, so that "<OCOP 4 sao>" in a title is no tag. Only those of a line leave no gap.
_ATTRIBUTES = r"(?:\s[^<>=]*=[^<>]*|\s*/?)"
_IN_LINE = re.compile(
    rf"</?(?:a|abbr|b|big|del|em|font|i|ins|mark|s|small|span|strong|sub|sup|u|wbr){_ATTRIBUTES}>", re.IGNORECASE
)
_APART = re.compile(
    rf"</?(?:blockquote|body|br|center|dd|div|dl|dt|h[1-6]|hr|html|img|li|ol|p|pre|table|tbody|td|th|thead|tr|ul)"
    rf"{_ATTRIBUTES}>",
    re.IGNORECASE,
)
# What editors and browsers put between letters and nobody sees, and what cannot be stored or shown.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_UNPRINTED = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff{_UNSEEN}]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What each function reads, in the words of a refusal.
_KINDS = {
    "price": ("giá", "a price"),
    "sold": ("số đã bán", "a sold counter"),
    "rating": ("điểm đánh giá", "a rating"),
    "whole": ("số nguyên", "a whole number"),
    "code": ("mã", "a code"),
    "text": ("văn bản", "a text"),
    "instant": ("thời điểm", "an instant"),
}


class Unparsed(ValueError):
    """A raw value that has no sure reading. `text` is the value as a person sees it, fit for staging."""

    def __init__(self, raw: object, kind: str) -> None:
        self.text = raw_text(raw)
        vi, en = _KINDS[kind]
        shown = _UNPRINTED.sub("\ufffd", self.text or "")[:LONGEST_NUMBER]
        super().__init__(f"«{shown}» không đọc được thành {vi}. / “{shown}” cannot be read as {en}.")


class Price(NamedTuple):
    """What a price says, in whole đồng; both ends None when it states none, `high` alone when it says "từ 99.000đ"."""

    text: str | None
    low: int | None
    high: int | None


class Count(NamedTuple):
    """What a sold counter says; None when it states nothing, which is not 0."""

    text: str | None
    value: int | None
    is_lower_bound: bool


_NO_PRICE = Price(None, None, None)
_NO_COUNT = Count(None, None, False)


def price(raw: object) -> Price:
    """The price in whole đồng. 0 and "Liên hệ" state none; a list states the range over all that state one.

    "99.00" is no price: it may be 99 đồng or 99,000. Nor is a fraction below a thousand, 299.0, which in JSON may have
    been meant as 299.000. "1tr50" is none either: 1,500,000 or 1,050,000.
    """
    if type(raw) is int and 0 < raw < MOST:
        return Price(str(raw), raw, raw)
    if isinstance(raw, str):
        return _price_of_text(raw)
    if isinstance(raw, list):
        return _price_of_list(raw)
    if raw is None:
        return _NO_PRICE
    if type(raw) is float and 0 < raw < 1000:
        raise Unparsed(raw, "price")
    value = _number(raw, "price")
    return Price(raw_text(raw), value or None, value or None)


def sold(raw: object) -> Count:
    """The sold counter. "1k+" and "trên 1000" are lower bounds.

    "1,2k" is the number as the platform rounded it, exact to the digits shown, and is not called a bound.
    """
    if type(raw) is int and 0 <= raw < MOST:
        return Count(str(raw), raw, False)
    if isinstance(raw, str):
        return _sold_of_text(raw)
    if raw is None:
        return _NO_COUNT
    return Count(raw_text(raw), _number(raw, "sold"), False)


def rating(raw: object) -> float | None:
    """A rating from 0 to 5, to two places. Whether 0 means that nobody rated is for the caller, who has the reviews."""
    if _is_nothing(raw):
        return None
    if isinstance(raw, str):
        pattern = words().rating
        if not (match := pattern.fullmatch(raw)):
            folded = _folded(raw, "rating")
            if folded in words().nothing:
                return None
            match = pattern.fullmatch(folded)
        if not match:
            raise Unparsed(raw, "rating")
        value = float(match["value"].replace(",", "."))
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        value = raw
    else:
        raise Unparsed(raw, "rating")
    if not 0 <= value <= 5:  # NaN is in no range
        raise Unparsed(raw, "rating")
    return abs(round(float(value), 2))  # -0.0 is 0


def whole(raw: object) -> int | None:
    """A whole number that is stated exactly, from 0: "38", "(38)", "1.234", "38 đánh giá"."""
    if type(raw) is int and 0 <= raw < MOST:
        return raw
    if not isinstance(raw, str):
        return _number(raw, "whole")
    if _is_digits(raw):
        return int(raw)
    folded = _folded(raw, "whole")
    if folded in words().nothing:
        return None
    match = words().whole.fullmatch(folded)
    value = _amount(match["number"], None, None) if match else None
    if value is None:
        raise Unparsed(raw, "whole")
    return value


def code(raw: object) -> str | None:
    """An identifier as text; 400000001, "400000001", 400000001.0 and "400000001.0" are one."""
    if type(raw) is int and 0 <= raw < _MOST_CODE:
        return str(raw)
    if _is_nothing(raw):
        return None
    if isinstance(raw, float) and 0 <= raw < _EXACT_FLOAT and raw.is_integer():
        return str(int(raw))
    if not isinstance(raw, str) or len(raw) > LONGEST_NUMBER:
        raise Unparsed(raw, "code")
    if raw.isascii() and raw.isprintable() and " " not in raw and not raw.endswith(".0"):
        return raw
    stripped = unicodedata.normalize("NFC", " ".join(raw.split()))
    if not stripped.isprintable():
        raise Unparsed(raw, "code")
    if match := _FLOATED_CODE.fullmatch(stripped):
        return match[1]
    return stripped or None


def text(raw: object) -> str | None:
    """Text as a person reads it: entities decoded however often they were encoded, no tags, NFC, single blanks."""
    if _is_nothing(raw):
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < _MOST_CODE:
        return raw_text(raw)
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
        raise Unparsed(raw, "text")
    if _is_clean(raw):
        return raw
    read = raw
    for _ in range(MOST_ROUNDS):
        before, read = read, _unwrapped(read)
        if read == before:
            return read or None
    raise Unparsed(raw, "text")


def instant(raw: object) -> datetime | None:
    """The instant in UTC: epoch seconds or milliseconds, or ISO 8601, which without a zone is time in Việt Nam.

    A day without a time is no instant. "2026-01-0100:00", as Lazada prints it, has lost its blank and nothing else.
    """
    if _is_nothing(raw):
        return None
    if isinstance(raw, str):
        stripped = raw.strip()
        if not (stripped.isascii() and stripped.isdigit()):
            return _instant_of_text(raw, stripped)
        number: int | float = int(stripped) if len(stripped) <= LONGEST_NUMBER else -1
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        number = raw
    else:
        raise Unparsed(raw, "instant")
    if number == 0:
        return None
    if not 0 < number < 1000 * LEAST_MILLISECONDS:
        raise Unparsed(raw, "instant")
    since = timedelta(seconds=number) if number < LEAST_MILLISECONDS else timedelta(milliseconds=number)
    return _of_these_years(_EPOCH + since, raw)


def raw_text(raw: object) -> str | None:
    """A raw value as a person sees it, without what a database cannot store; None for a blank one."""
    if isinstance(raw, str):
        return _UNSTORABLE.sub("\ufffd", raw) if raw.strip() else None
    if _is_nothing(raw):
        return None
    if isinstance(raw, list) and not any(isinstance(each, list | dict) for each in raw):
        return "; ".join(filter(None, map(raw_text, raw))) or None
    try:
        if type(raw) in (int, float):
            return repr(raw)
        return _UNSTORABLE.sub("\ufffd", json.dumps(raw, ensure_ascii=False))
    except (TypeError, ValueError, RecursionError):  # thousands of digits or of levels
        return f"<{type(raw).__name__}>"


@lru_cache(maxsize=4096)
def _price_of_text(raw: str) -> Price:
    if _is_digits(raw):
        return Price(raw, int(raw) or None, int(raw) or None)
    folded = _folded(raw, "price")
    if folded in words().nothing or folded in words().unstated_price:
        return Price(raw_text(raw), None, None)
    if not (match := words().price.fullmatch(folded)):
        raise Unparsed(raw, "price")
    low = _amount(match["low"], match["low_unit"], match["low_tail"])
    if low is not None and match["high"] is None:
        return Price(raw_text(raw), low or None, None if match["from"] else low or None)
    high = _amount(match["high"], match["high_unit"], match["high_tail"]) if match["high"] else None
    if low is None or high is None or not 0 < low <= high:
        raise Unparsed(raw, "price")
    if match["high_unit"] and not match["low_unit"] and low < 1000:  # "99 - 120k": the k may be for both
        raise Unparsed(raw, "price")
    return Price(raw_text(raw), low, high)


def _price_of_list(raw: list[Any]) -> Price:
    if any(isinstance(each, list) for each in raw):
        raise Unparsed(raw, "price")
    try:
        stated = [each for each in map(price, raw) if each.low is not None]
    except Unparsed:
        raise Unparsed(raw, "price") from None
    lows = [each.low for each in stated if each.low is not None]
    highs = [each.high for each in stated if each.high is not None]
    is_open = len(highs) < len(stated)
    return Price(raw_text(raw), min(lows, default=None), None if is_open else max(highs, default=None))


@lru_cache(maxsize=4096)
def _sold_of_text(raw: str) -> Count:
    if _is_digits(raw):
        return Count(raw, int(raw), False)
    folded = _folded(raw, "sold")
    if folded in words().nothing:
        return Count(raw_text(raw), None, False)
    match = words().sold.fullmatch(folded)
    value = _amount(match["number"], match["number_unit"], match["number_tail"]) if match else None
    if match is None or value is None:
        raise Unparsed(raw, "sold")
    return Count(raw_text(raw), value, bool(match["more_before"] or match["more_after"]))


def _number(raw: object, kind: str) -> int | None:
    """A JSON number that is whole and from 0; None where nothing is stated."""
    if _is_nothing(raw):
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw < MOST and raw == int(raw):
        return int(raw)
    raise Unparsed(raw, kind)


def _amount(number: str, unit: str | None, tail: str | None) -> int | None:
    """The whole value of "1.299.000", "1,2" triệu or "1" tr "2"; None when it is not whole or may be two things."""
    times = words().units[unit] if unit else 1
    if match := _GROUPED.fullmatch(number):
        groups = re.split("[.,]", match["dotted"] or match["commaed"])
        digits, decimals = "".join(groups), match["cents"] or match["hundredths"] or ""
        if unit and len(groups) == 2 and not decimals:  # "1.234k": a dot before k marks decimals, but not these three
            return None
    elif match := _PLAIN.fullmatch(number):
        digits, decimals = match["whole"], match["decimals"] or ""
        is_ambiguous = len(digits) < 4 or len(decimals) > 2  # "99.00", "1.2", "120000.000"
        if decimals and not unit and is_ambiguous and int(digits + decimals):
            return None
    else:
        return None
    if tail and (decimals or len(digits) > 3):
        return None
    decimals = tail or decimals
    if len(digits) > len(str(MOST)):
        return None
    value, rest = divmod(int(digits + decimals) * times, 10 ** len(decimals))
    return value if not rest and value < MOST else None


def _instant_of_text(raw: str, stripped: str) -> datetime | None:
    if not stripped or stripped.lower() in words().nothing:
        return None
    if not (match := _INSTANT.fullmatch(stripped)):
        raise Unparsed(raw, "instant")
    try:
        read = datetime.fromisoformat(f"{match['day']}T{match['time']}{(match['zone'] or '').upper()}")
    except ValueError:
        raise Unparsed(raw, "instant") from None
    if not FIRST_YEAR - 1 <= read.year <= LAST_YEAR + 1:  # far from them, changing the zone may overflow
        raise Unparsed(raw, "instant")
    return _of_these_years((read if read.tzinfo else read.replace(tzinfo=TIMEZONE)).astimezone(UTC), raw)


def _of_these_years(read: datetime, raw: object) -> datetime:
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Unparsed(raw, "instant")
    return read


def _is_nothing(raw: object) -> bool:
    if isinstance(raw, dict):
        return all(value is None for value in raw.values())
    return raw is None or (isinstance(raw, str | list) and not raw)


def _is_digits(raw: str) -> bool:
    """Whether a text is a plain whole number below MOST; a leading zero is a phone number or a code."""
    return raw.isascii() and raw.isdigit() and len(raw) <= 12 and (raw[0] != "0" or raw == "0")


def _is_clean(read: str) -> bool:
    """Whether there is nothing to do, as for most titles: this costs a tenth of doing it."""
    return (
        "&" not in read
        and "<" not in read
        and "  " not in read
        and read.isprintable()
        and read[0] != " "
        and read[-1] != " "
        and unicodedata.is_normalized("NFC", read)
    )


def _folded(raw: str, kind: str) -> str:
    """The text of a number for matching. Unlike in text(), a lost character stays in the way: 18?5000 is no number."""
    if len(raw) > LONGEST_NUMBER:
        raise Unparsed(raw, kind)
    return " ".join(_composed(_INVISIBLE.sub("", _decoded(raw))).lower().split())


def _unwrapped(read: str) -> str:
    read = _APART.sub(" ", _IN_LINE.sub("", _decoded(read)))
    return " ".join(_composed(_UNPRINTED.sub("", read)).split())


def _decoded(read: str) -> str:
    """Entities decoded. Only with their semicolon: "?id=1&copy=2" is an address."""
    if "&" not in read:
        return read
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]) or "\ufffd", _ENCODED_AGAIN.sub("&", read))


def _composed(read: str) -> str:
    return unicodedata.normalize("NFC", read)
