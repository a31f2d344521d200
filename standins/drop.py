"""The made-up exports of samples/marketplaces as a marketplace without an API would drop them today."""

import json
from datetime import date, timedelta
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples" / "marketplaces"
NAMED_BY = len("2026-01-07")  # the day, in front of each name


def drop(folder: Path, day: date) -> None:
    """Put each marketplace's export into its own folder below `folder`, as exported the evening before `day`.

    The same each time that it is done for a day.
    """
    for export in SAMPLES.glob("*/*.json"):
        values = json.loads(export.read_text(encoding="utf-8"))
        values["export_time"] = f"{day - timedelta(days=1)}T23:30:00+07:00"
        target = folder / export.parent.name / f"{day}{export.name[NAMED_BY:]}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
