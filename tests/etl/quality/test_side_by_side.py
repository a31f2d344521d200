"""Checks at the same time do not meet: of two loads, each sees its own rows; of one load, one waits for the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from staged_night import Night

from etl import quality


def failures(night: Night) -> dict[str, int]:
    results = quality.check(night.load_id, "staging")
    return {result["code"]: result["rows_failed"] for result in results if result["outcome"] == "failed"}


def test_two_loads_at_once_see_their_own_rows(night: Night, new_night: Callable[..., Night]) -> None:
    other = new_night()
    spoilt = [night.figure(night.document(), star_code="6"), night.figure(night.document("2.txt"), star_code="7")]
    other_spoilt = [other.figure(other.document(), value="many")]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(failures, [night, other])) == [{"star_known": 2}, {"value_is_number": 1}]
    assert (sorted(night.held()), sorted(other.held())) == (spoilt, other_spoilt)


def test_one_load_twice_at_once_is_checked_twice_in_turn(night: Night) -> None:
    row = night.figure(night.document(), star_code="6")
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(failures, [night, night])) == [{"star_known": 1}] * 2
    assert night.held() == {row: ["star_known"]}
