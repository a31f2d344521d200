"""The whole night, from landed pages to checked facts, in wall time and peak memory, at two sizes.

Each size runs in a process of its own, so that its peak is its own.
"""

import subprocess
import sys
from pathlib import Path

from benchmarks.landed import SOURCE
from benchmarks.report import heading, tell, timed
from benchmarks.scratch import warehouse
from etl import landing, listing_staging, loads
from etl.marketplaces import reading
from etl.nights import tonight

MOST_GROWTH = 1.25  # ten times the listings, and about the same memory


def run(few: int, many: int) -> None:
    """Measure nights of both sizes."""
    heading(f"The whole night, {few:,} and {many:,} landed listings to checked facts")
    peaks = {}
    for listings in (few, many):
        command = [sys.executable, "-m", "benchmarks.night", str(listings)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split()
        steps, peaks[listings] = dict(zip(told[1::2], map(float, told[2::2]), strict=True)), int(told[0])
        tell(f"{listings:,} listings, wall time", f"{sum(steps.values()):.1f} s")
        for step, seconds in steps.items():
            tell(f"  {step}", f"{seconds:.1f} s")
        tell(f"{listings:,} listings, peak memory of the process", f"{peaks[listings] / 1024:.0f} MiB")
    growth = peaks[many] / peaks[few]
    tell("peak memory, how many times as much", f"{growth:.2f}", f"<= {MOST_GROWTH}", kept=growth <= MOST_GROWTH)


def measure(listings: int) -> None:
    """One night: prints the peak in KiB, then each step with its seconds."""
    with warehouse():
        night = tonight()
        subprocess.run([sys.executable, "-c", LAND.format(listings=listings)], check=True)
        steps = {}
        pages = landing.landed_on(SOURCE.code, night) or []
        steps["read"], _ = timed(lambda: reading.read(SOURCE, pages))
        steps["stage"], staged = timed(lambda: listing_staging.stage("bench", night, [SOURCE]))
        load_id = staged["load_id"]
        steps["check_staging"], _ = timed(lambda: loads.check(load_id, "staging"))
        steps["load"], _ = timed(lambda: loads.load(load_id))
        steps["check_star"], _ = timed(lambda: loads.check(load_id, "star"))
    print(_peak_kib(), *(word for step, seconds in steps.items() for word in (step, f"{seconds:.3f}")))


def _peak_kib() -> int:
    """The most memory that this process ever had. Not ru_maxrss: that begins with what the parent had at the fork."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1])


# landed by another process: what it needs to make the pages is no part of the night
LAND = """
from benchmarks.landed import land
from etl.nights import tonight
from standins.catalogue import Catalogue
land(tonight(), Catalogue.made({listings}))
"""

if __name__ == "__main__":
    measure(int(sys.argv[1]))
