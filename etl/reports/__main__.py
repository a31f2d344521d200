"""`python -m etl.reports PATH...` does what `ocop extract PATH...` does."""

import sys

from etl.cli import main

if __name__ == "__main__":
    sys.exit(main(["extract", *sys.argv[1:]]))
