"""The results of checks as a person reads them in the log: what failed, who acts, and the first rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

_SEVERITIES = {"critical": "NGHIÊM TRỌNG / CRITICAL", "warning": "CẢNH BÁO / WARNING", "info": "LƯU Ý / INFO"}
_QUOTED = 160  # characters of a quote that fit a line of the log


def render(results: Sequence[dict[str, Any]]) -> str:
    """The lines for the log: a count, then each check that did not pass with its first rows, the worst first."""
    return "\n".join(_lines(results))


def _lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    outcomes = Counter(result["outcome"] for result in results)
    yield (
        f"{outcomes['passed']} kiểm tra đạt, {outcomes['failed']} không đạt, {outcomes['crashed']} không chạy được "
        f"/ {outcomes['passed']} checks passed, {outcomes['failed']} failed, {outcomes['crashed']} crashed"
    )
    for result in sorted(results, key=lambda result: list(_SEVERITIES).index(result["severity"])):
        if result["outcome"] != "passed":
            yield ""
            yield from _failure(result)


def _failure(result: dict[str, Any]) -> Iterator[str]:
    yield f"[{_SEVERITIES[result['severity']]}] {result['code']} → {result['owner']}"
    yield f"  {result['message_vi']}"
    yield f"  {result['message_en']}"
    for row in result["sample"]:
        yield "    - " + "; ".join(f"{name}: {_short(value)}" for name, value in row.items() if value is not None)
    if result["sample"] and (more := result["rows_failed"] - len(result["sample"])) > 0:
        yield f"    … còn {more} dòng / {more} more"
    if held := result["rows_held"]:
        if result["severity"] == "critical":
            yield f"  Giữ lại trong quarantine: {held} dòng. / Held back in quarantine: {held} rows."
        else:
            yield f"  {to_review(held)}"
            yield from (f"    {line}" for line in how_to_review(result["code"]))


def to_review(rows: int) -> str:
    """How many figures wait for a person to accept them; no one is at fault."""
    return f"Chờ duyệt / to review: {rows}"


def how_to_review(code: str) -> list[str]:
    """The commands by which a person sees the figures that a check doubts, and accepts those that are right."""
    return [
        f"xem / see: ocop quarantine show --reason {code}",
        f'đúng thì nhận / accept what is right: ocop quarantine replay --reason {code} --accept "vì sao / why"',
    ]


def _short(value: Any) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
