"""No text, however nasty, asks for more work than its length does: counted in calls, as seconds tell of the machine."""

import itertools
import sys

from hypothesis import example, given, settings, target
from hypothesis import strategies as st

from etl.reports import read

# Twice the text may take so many times the calls; what grows with the square takes four times as many.
MOST_GROWTH = 2.6
# Sentences are cut at 1,000 characters: pairs within one are bounded, and the text has several.
LENGTH = 4_000
# "#" is a number that is another each time.
PIECES = (
    "5", "#", "1.234", "62/54", "5 - 7", "17,5%", "hai", "sản phẩm", "hồ sơ", "chủ thể", "htx", "hộ", "3 sao", "5 sao",
    "từ 3 sao trở lên", "Nghệ An", "Hà Tĩnh", "huyện Na Rì", "huyện", "xã có", "toàn huyện có", "tỉnh có", "cả nước",
    "so với", "cao hơn", "tăng", "trên", "hết hạn", "còn hiệu lực", "đánh giá", "kết quả", "công nhận mới", "trong đó",
    "gồm", "còn lại", "nâng tổng số lên", "phấn đấu", "mục tiêu:", "tháng 9", "năm 2023", "2019 - 2022", "đến hết",
    "Công ty Minh Long", "thu hút", "UBND TỈNH LÀO CAI", "(", ")", "-", ":", ";", ",", ".", "\n", "\n-", " | ", "....",
)  # fmt: skip
UNITS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@given(UNITS)
@example("Có 5 sản phẩm .")
@example("5 sản phẩm ) 4 sao 3 sản phẩm")
@example("đánh giá 45 hồ sơ , kết quả 40 sản phẩm 3 sao \n")
@settings(max_examples=15, derandomize=True, deadline=None, database=None)
def test_twice_the_text_takes_twice_the_work(unit: str) -> None:
    once, twice = (_calls(_repeated(unit, length)) for length in (LENGTH, 2 * LENGTH))
    target(twice / once)
    assert twice <= MOST_GROWTH * once


def test_a_figure_behind_a_long_row_of_dots_is_read() -> None:
    text = "Tỉnh Trà Vinh có mục lục sau" + "." * 300_000 + " Toàn tỉnh có 120 sản phẩm OCOP."
    assert [figure.value for figure in read(text.encode(), ".txt").figures] == [120]


def test_words_before_and_behind_a_picture_in_letters_are_read() -> None:
    text = "Tỉnh Trà Vinh có 120 sản phẩm OCOP, xem " + "iVBORw0K" * 50_000 + " Toàn tỉnh có 80 chủ thể OCOP."
    assert [figure.value for figure in read(text.encode(), ".txt").figures] == [120, 80]


def _repeated(unit: str, length: int) -> str:
    numbers = itertools.count(100)
    text = "Trà Vinh có OCOP. "
    while len(text) < length:
        text += unit.replace("#", str(next(numbers))) + " "
    return text


def _calls(text: str) -> int:
    """How many functions are called to read the text."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    content, before = text.encode(), sys.getprofile()
    read(text[:1000].encode(), ".txt")  # what is kept for later is made before
    sys.setprofile(count)
    try:
        read(content, ".txt")
    finally:
        sys.setprofile(before)
    return calls
