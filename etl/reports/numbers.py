"""Numbers as Vietnamese reports write them: "31.000", "17,5", "08", "62/54", "hai mươi mốt", "một trăm linh ba"."""

import re

# A dot groups thousands and a comma marks decimals; "92.5" with one or two digits after the dot is a decimal too.
NUMERAL = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT = "|".join(_DIGITS)
_TENS = rf"(?:{_UNIT})\s+mươi(?:\s+(?:{_UNIT}))?|mười(?:\s+(?:{_UNIT}))?"
WORDS = rf"(?:(?:{_UNIT})\s+trăm(?:\s+(?:lẻ|linh)\s+(?:{_UNIT})|\s+(?:{_TENS}))?|{_TENS}|{_UNIT})"
_MOST = 1e15  # more is no amount, and floats are not exact any more
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_ENGLISH_COUNT = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


def parse_numeral(text: str) -> float:
    """The value of a numeral in figures: "31.000" is 31000, "17,5" is 17.5, "08" is 8."""
    if _ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(" ", "")
    return float(text.replace(",", "."))


def parse_words(text: str) -> int:
    """The value of a number word from một to chín trăm chín mươi chín."""
    hundreds, hundred, rest = text.partition("trăm")
    if hundred:
        rest = re.sub(r"^\s*(?:lẻ|linh)\s+", "", rest).strip()
        return _DIGITS[hundreds.strip()] * 100 + (parse_words(rest) if rest else 0)
    tens, ten, units = text.partition("mươi")
    if ten:
        return _DIGITS[tens.strip()] * 10 + (_DIGITS[units.strip()] if units.strip() else 0)
    if text.startswith("mười"):
        rest = text.removeprefix("mười").strip()
        return 10 + (_DIGITS[rest] if rest else 0)
    return _DIGITS[text.strip()]


def parse_number(text: str) -> float:
    """The value of a number in figures or words. Raises ValueError for anything else."""
    if re.fullmatch(NUMERAL, text):
        return parse_numeral(text)
    if re.fullmatch(WORDS, text):
        return float(parse_words(text))
    raise ValueError(f"{text!r} is not a number")


def amount_of(text: str) -> float | None:
    """The value of a number; None when it is too large for an amount of anything."""
    value = parse_number(text)
    return value if value < _MOST else None


def count_of(text: str) -> float | None:
    """The value as a count of things: whole, so that "1,234" can only be thousands; None when it is not whole."""
    if _ENGLISH_COUNT.fullmatch(text):
        text = text.replace(",", "")
    value = amount_of(text)
    return value if value is not None and value == int(value) else None
