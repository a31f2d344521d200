from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import landing
from etl.nights import tonight
from etl.reports import Reading, read, readings, rules_version
from etl.sources.config import listed
from etl.sources.source import Source

VOCABULARY = """
tỉnh Cà Mau huyện có sản phẩm OCOP 3 sao 4 5 trở lên , ; : ( ) . - / % 12 1.234 17,5 62/54 chủ thể HTX hợp tác xã
doanh nghiệp hết hạn công nhận mới phấn đấu đến năm 2025 giai đoạn 2019-2022 trong đó gồm của từ cả nước tỷ đồng ba
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_quotes_are_the_text_at_their_offsets(text: str) -> None:
    reading = read(("x " + text).encode(), ".txt")
    for figure in reading.figures:
        assert reading.text[figure.start : figure.end] == figure.quote
        assert 0 < len(figure.quote) <= 200
        assert figure.as_of is None or figure.period_from is figure.period_to is None
        assert (figure.scope is None) == (figure.scope_name is None)
        assert (figure.period_from or "") <= (figure.period_to or "9999")
        assert 0 <= figure.confidence <= 1


# U+FFFD stands for bytes that are no text
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffd"), max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read(f"a{text}".encode(), ".txt")
    assert Reading.from_dict(reading.to_dict()) == reading


def test_rules_have_a_short_version_that_stays() -> None:
    assert rules_version() == rules_version()
    assert len(rules_version()) == 12


def test_a_landed_document_is_read_once_for_each_version_of_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCOP_LANDING", str(tmp_path / "landing"))
    (landed,) = landing.land(_source(tmp_path, monkeypatch), tonight())
    first = readings.read_landed(landed)
    assert first == {"sha256": landed.sha256, "figures": 1, "province": "Cà Mau"}
    stored = landing.load_reading(landed.sha256, rules_version())
    landing.save_reading(landed.sha256, rules_version(), {**stored, "figures": []})
    assert readings.read_landed(landed)["figures"] == 0


def _source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "ca-mau.txt").write_text("Tỉnh Cà Mau có 142 sản phẩm OCOP.", encoding="utf-8")
    monkeypatch.setenv("OCOP_REPORTS", str(reports))
    return listed()[0]
