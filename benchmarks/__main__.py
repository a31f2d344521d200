"""`make bench`: all measurements, or those named: staging, night, history, reading.

Sizes by BENCH_LISTINGS and BENCH_HISTORY.
"""

import os
import sys

from benchmarks import history, night, reading, staging

LISTINGS = int(os.environ.get("BENCH_LISTINGS", "200000"))
HISTORY = int(os.environ.get("BENCH_HISTORY", "30000000"))
MEASURES = {
    "staging": lambda: staging.run(LISTINGS),
    "night": lambda: night.run(LISTINGS // 10, LISTINGS),
    "history": lambda: history.run(LISTINGS, HISTORY),
    "reading": reading.run,
}


def main(names: list[str]) -> None:
    """Run the measurements named, all of them without a name."""
    if unknown := [name for name in names if name not in MEASURES]:
        sys.exit(f"Không có / no such measurement: {', '.join(unknown)} ({', '.join(MEASURES)})")
    print(f"{os.cpu_count()} cores; medians (least–most); made-up listings in the shape of Tiki's storefront")
    for name in names or MEASURES:
        MEASURES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
