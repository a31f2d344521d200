"""How Excel shows a number: percentages, decimals, dates, zeros as a dash; written the Vietnamese way."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"} | {
    39: "#,##0.00", 40: "#,##0.00", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mm/yyyy", 22: "d/m/yyyy",
    41: '#,##0;#,##0;"-"', 42: '#,##0;#,##0;"-"', 43: '#,##0.00;#,##0.00;"-"', 44: '#,##0.00;#,##0.00;"-"',
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_FIRST_DAY, _FIRST_DAY_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_DECIMALS = 4
_LAST_DAY = 2_957_003  # the last that Excel knows, in the year 9999


@dataclass(frozen=True)
class Shown:
    """A format: decimals (None: as many as there are), whether per cent, the parts of a date ("dmy"), zero's sign."""

    decimals: int | None = None
    is_percent: bool = False
    date_parts: str = ""
    zero: str | None = None
    epoch: date = _FIRST_DAY

    @classmethod
    def of(cls, number: str, code: str | None, *, is_1904: bool) -> "Shown":
        """The format of this number in the list of formats, with its code when the workbook gives it one."""
        code = (
            _BUILT_IN.get(int(number), "General")
            if code is None and number.isascii() and number.isdigit()
            else code or "General"
        )
        sections = code.split(";")
        plain = _LITERAL.sub("", sections[0]).lower()
        if "general" in plain or not plain.strip("@ "):
            return cls(epoch=_FIRST_DAY_OF_1904 if is_1904 else _FIRST_DAY)
        dates = "".join(part for part in "dmy" if part in plain) if "0" not in plain and "#" not in plain else ""
        places = re.search(r"\.([0#?]+)", plain)
        return cls(
            decimals=len(places[1]) if places else 0,
            is_percent="%" in plain,
            date_parts=dates if "y" in dates else "",
            zero=_sign_of_zero(sections),
            epoch=_FIRST_DAY_OF_1904 if is_1904 else _FIRST_DAY,
        )

    def words(self, value: str) -> str:
        """The stored value as it is shown."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
            return value
        if self.date_parts and 0 < number < _LAST_DAY:
            return self._date(int(number))
        if number == 0 and self.zero is not None:
            return self.zero
        shown = _rounded(number * 100 if self.is_percent else number, self.decimals)
        return f"{shown}%" if self.is_percent else shown

    def _date(self, days: int) -> str:
        day = self.epoch + timedelta(days=days)
        return {"dmy": day.isoformat(), "y": str(day.year)}.get(self.date_parts, f"{day.month:02d}/{day.year}")


def _sign_of_zero(sections: list[str]) -> str | None:
    """What the third section shows for zero, when that is no digit."""
    if len(sections) < 3 or re.search(r"[0#]", _LITERAL.sub("", sections[2])):
        return None
    return "-" if "-" in sections[2] else ""


def _rounded(number: Decimal, decimals: int | None) -> str:
    places = _MOST_DECIMALS if decimals is None else min(decimals, _MOST_DECIMALS)
    shown = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    if decimals is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if re.fullmatch(r"-?\d+\.\d{3}", shown):
        shown += "0"  # three decimals would be read as thousands
    return shown.replace(".", ",")
