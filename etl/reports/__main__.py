"""`python -m etl.reports PATH...` does what `ocop extract PATH...` does."""

import sys
from pathlib import Path

from etl.reports import extract

if __name__ == "__main__":
    sys.exit(extract.main([Path(argument) for argument in sys.argv[1:]]))
