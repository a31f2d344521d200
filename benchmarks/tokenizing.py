"""Tokenizes the same texts by underthesea, run by the Python of the peers' own environment.

Nothing of this project is imported here. Gets the texts as one line of JSON; for each further line goes through them
once and prints the seconds.
"""

import json
import sys
import time


def main() -> None:
    """Answer until there is no line more."""
    from underthesea import word_tokenize

    texts = json.loads(sys.stdin.readline())
    for _ in sys.stdin:
        began = time.perf_counter()
        for text in texts:
            word_tokenize(text)
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main()
