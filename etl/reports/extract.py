"""`ocop extract PATH...`: the figures of documents, one JSON line a document, without database or network."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.reports.lexicon import check_vocabulary
from etl.reports.model import Reading
from etl.reports.opening import Unreadable, refuse_large
from etl.reports.reading import read

SUFFIXES = {".txt", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".xlsm", ".csv"}
# What a line says of each figure, in this order.
FACT = (
    "indicator", "value", "unit", "star", "kind", "qualifier", "scope", "scope_name", "period_from", "period_to",
    "as_of", "quote", "start", "end", "confidence", "rule", "breakdown", "is_headline", "location",
)  # fmt: skip


def documents(paths: Iterable[Path]) -> Iterator[Path]:
    """The documents among the paths: a file as it is, a folder's files of a known kind, sorted."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        elif path.is_file():
            yield path
        else:
            raise DataError(f"không có tệp hay thư mục {path} / there is no file or folder {path}")


def readings(paths: Iterable[Path]) -> Iterator[tuple[Path, Reading | Unreadable]]:
    """Each document with its reading, or with why there is none. Raises DataError for a mistake in the vocabulary."""
    check_vocabulary()
    for path in documents(paths):
        try:
            refuse_large(path.stat().st_size)
            yield path, read(path.read_bytes(), path.suffix)
        except Unreadable as problem:
            yield path, problem
        except OSError as problem:
            reason = problem.strerror or problem
            yield path, Unreadable(f"không mở được tệp: {reason}. / The file cannot be opened: {reason}.")


def extract(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """One dictionary a document; `error` stands in for the figures of one that cannot be read."""
    for path, reading in readings(paths):
        if isinstance(reading, Unreadable):
            yield {"file": path.name, "error": str(reading), "province": None, "level": "none", "facts": []}
            continue
        yield {
            "file": path.name,
            "title": reading.title,
            "province": reading.province,
            "level": reading.level,
            "admin_basis": reading.admin_basis,
            "published_on": reading.published_on,
            "facts": [{name: getattr(figure, name) for name in FACT} for figure in reading.figures],
        }


def main(paths: Iterable[Path]) -> int:
    """Print the lines; the exit status is 1 when a document could not be read."""
    status = 0
    for line in extract(paths):
        if "error" in line:
            print(f"{line['file']}: {line['error']}", file=sys.stderr)
            status = 1
        print(json.dumps(line, ensure_ascii=False))
    return status
