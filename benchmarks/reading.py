"""The reader of reports: beside a tokenizer alone, on texts of all sizes, plain and nasty, and `ocop extract`.

The peer, underthesea, lives in an environment of its own: BENCH_PEERS names its Python. Both go through the same texts
in turn, each in one process and warmed up.
"""

import itertools
import json
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.report import heading, spread, tell, timed
from etl.reports import Unreadable, read
from etl.reports.extract import documents
from etl.reports.opening import open_document

RUNS = 7
AIM = 10  # times as fast as the tokenizer
SIZES_KB = (1, 10, 100, 1000)
MOST_GROWTH = 2  # of the time per KB, from 10 KB to 1000 KB
NASTY_KB = 1000
MOST_NASTY = 8  # times the time per KB of plain text
MOST_START_S = 1
CHECKOUT = Path(__file__).parent.parent
SAMPLE = CHECKOUT / "samples" / "tra-vinh" / "hoi-nghi-so-ket.txt"
PROSE = CHECKOUT / "README.vi.md"
TOKENIZING = Path(__file__).with_name("tokenizing.py")
# The samples of `make nightly`; the labelled reports too, where they lie beside the checkout.
FOLDERS = (CHECKOUT / "samples", *(CHECKOUT.parent / "shared" / name for name in ("evaluation/texts", "reports")))
# What is said over and over: figures without end, brackets, ranks, places, plans, numbers that count nothing.
NASTY = (
    "5 hồ sơ ", "3 sao, ", "a 5 ", "hơn 5 ", "tỉnh có 5 ", "Xã có 5 sản phẩm. ", "Công ty Minh Long 5 sản phẩm ",
    "Nghệ An 5 sản phẩm, so với Hà Tĩnh 6 sản phẩm, ", "cả nước 5 sản phẩm, ", "cao hơn 5 sản phẩm so với Hà Nội ",
    "Tỉnh có 10 sản phẩm, trong đó 4 sao 4 sản phẩm, 3 sao 6 sản phẩm\n", "htx 5 chủ thể, hộ 3 cơ sở, ", "a......",
    "theo cao hơn htx ông tháng 9 ", "17,5% ) TP. 3 sao Công ty Minh Long ", "Bảy Ba thu hút 5 tỉnh 5 5 sao a 3- ",
)  # fmt: skip


def run() -> None:
    """Measure the reader."""
    texts = list(_texts())
    heading(f"Reading {len(texts)} reports, {sum(map(_kilobytes, texts)):.0f} KB: a tokenizer, sizes, start")
    _beside_the_tokenizer(texts)
    plain = _sizes(texts)
    _nasty(plain)
    _start()


def _texts() -> Iterator[str]:
    for path in documents(folder for folder in FOLDERS if folder.is_dir()):
        yield open_document(path.read_bytes(), path.suffix).text


def _kilobytes(text: str) -> float:
    return len(text.encode()) / 1000


def _read(texts: Iterable[str]) -> None:
    for text in texts:
        with suppress(Unreadable):  # one that states too many figures is refused, which takes its time too
            read(text.encode(), ".txt")


def _beside_the_tokenizer(texts: list[str]) -> None:
    tokenize = _tokenizer(texts)
    ours, theirs = [], []
    for number in range(RUNS + 1):
        seconds, _ = timed(lambda: _read(texts))
        other = tokenize() if tokenize else 0.0
        if number:  # the first of each warms up
            ours.append(seconds)
            theirs.append(other)
    tell("the reader", _rate(texts, ours))
    if tokenize:
        ratio = statistics.median(other / one for one, other in zip(ours, theirs, strict=True))
        tell("underthesea's word_tokenize alone", _rate(texts, theirs))
        tell("the reader, times as fast, median of pairs", f"{ratio:.1f}", f">= {AIM}", kept=ratio >= AIM)


def _rate(texts: list[str], seconds: list[float]) -> str:
    rates = [len(texts) / each for each in seconds]
    return f"{statistics.median(rates):.0f} docs/s ({min(rates):.0f}–{max(rates):.0f})"


def _tokenizer(texts: list[str]) -> Callable[[], float] | None:
    """Goes through the texts once; gives the seconds."""
    python = os.environ.get("BENCH_PEERS")
    if not python:
        print("  BENCH_PEERS is not set: no tokenizer (make bench sets it)")
        return None
    peer = subprocess.Popen([python, str(TOKENIZING)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert peer.stdin is not None and peer.stdout is not None
    stdin, stdout = peer.stdin, peer.stdout
    print(json.dumps(texts), file=stdin, flush=True)

    def tokenize() -> float:
        print(file=stdin, flush=True)
        return float(stdout.readline())

    return tokenize


def _sizes(texts: list[str]) -> float:
    """Tells the time per KB at each size; gives that at 10 KB, in milliseconds."""
    made = {size: _of_size(texts, size) for size in SIZES_KB}
    per_kb: dict[int, list[float]] = {size: [] for size in SIZES_KB}
    for _, (size, text) in itertools.product(range(RUNS), made.items()):
        repeats = max(1, 20 // size)
        seconds, _ = timed(lambda same=[text] * repeats: _read(same))  # type: ignore[misc]
        per_kb[size].append(1000 * seconds / repeats / _kilobytes(text))
    medians = {size: statistics.median(each) for size, each in per_kb.items()}
    for size, each in per_kb.items():
        tell(f"a text of {size} KB, per KB", f"{medians[size]:.1f} ms ({min(each):.1f}–{max(each):.1f})")
    growth = medians[SIZES_KB[-1]] / medians[10]
    tell("per KB, the largest against 10 KB", f"{growth:.2f}", f"<= {MOST_GROWTH}", kept=growth <= MOST_GROWTH)
    return medians[10]


def _of_size(texts: list[str], size_kb: int) -> str:
    """A text of the paragraphs of all texts, and of others that state no figures, in ever new orders."""
    order = random.Random(size_kb)
    paragraphs = [line for text in (*texts, PROSE.read_text("utf-8")) for line in text.split("\n") if line.strip()]
    made: list[str] = []
    missing = size_kb * 1000
    while missing > 0:
        made.append(order.choice(paragraphs))
        missing -= len(made[-1].encode()) + 1
    return "\n".join(made).encode()[: size_kb * 1000].decode(errors="ignore")


def _nasty(plain: float) -> None:
    """Tells the worst of the nasty texts, in times the time of plain text per KB."""
    factors = {}
    for unit in NASTY:
        text = "Trà Vinh có " + unit * (1000 * NASTY_KB // len(unit.encode()))
        seconds, _ = timed(lambda text=text: _read([text]))  # type: ignore[misc]
        factors[unit] = 1000 * seconds / _kilobytes(text) / plain
    worst = max(factors, key=lambda unit: factors[unit])
    what = f"the worst of {len(NASTY)} nasty texts, {NASTY_KB} KB of “{worst.strip()}”"
    tell(what, f"{factors[worst]:.1f} times plain", f"<= {MOST_NASTY}", kept=factors[worst] <= MOST_NASTY)


def _start() -> None:
    """Tells how long `ocop extract` takes on one file, start included."""
    command = [str(Path(sys.executable).with_name("ocop")), "extract", str(SAMPLE)]
    seconds = [
        timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=CHECKOUT))[0]
        for _ in range(RUNS)
    ]
    median = statistics.median(seconds)
    tell("`ocop extract` on one file", spread(seconds), f"<= {MOST_START_S} s", kept=median <= MOST_START_S)
