"""Make admin_units.csv.gz, the districts and communes of Vietnam, from the PyPI package vietnamadminunits.

    pip install vietnamadminunits && python etl/warehouse/reference/make_admin_units.py

Run by hand when the lists change: the package brings pandas-sized dependencies and takes seconds to import, so
nothing imports it at run time. Two lists come out: districts and communes as they stood until 2025-06-30, and the
communes since 2025-07-01, when districts ended. The floor date is that of the 63 provinces (provinces.csv): the older
list is of early 2025, and earlier outlines of districts and communes are not known here.
"""

import csv
import gzip
import importlib.util
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
FLOOR, REFORM = "2008-08-01", "2025-07-01"
# Codes of old and new communes overlap, so each list has a range of ids of its own.
OLD_COMMUNES, NEW_COMMUNES = 100_000, 200_000
COLUMNS = (
    "admin_unit_id",
    "admin_unit_code",
    "admin_unit_level",
    "admin_unit_type",
    "admin_unit_name",
    "parent_id",
    "province_id",
    "valid_from",
    "valid_to",
)
Row = tuple[int, str, str, str, str, int | None, int, str, str]


def _database() -> sqlite3.Connection:
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install vietnamadminunits first: it has the lists of districts and communes")
    return sqlite3.connect(Path(spec.origin).parent / "data" / "dataset.db")


def _province_ids(day: str) -> dict[str, int]:
    """Official code of the provinces on one day -> their territory."""
    with (FOLDER / "provinces.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["province_code"]: int(row["province_id"])
            for row in csv.DictReader(file)
            if row["valid_from"] <= day < (row["valid_to"] or "9999")
        }


def _short(full: str, type_: str) -> str:
    """Name without its type; a numbered ward or district keeps it ("Quận 1", "Phường 5")."""
    name = full.removeprefix(type_).strip()
    return full if name.isdigit() else name


def _districts(db: sqlite3.Connection) -> Iterator[Row]:
    provinces = _province_ids("2025-06-30")
    query = "select distinct districtCode, districtType, district, provinceCode from admin_units_legacy order by 1"
    for code, type_, name, province in db.execute(query):
        kind = type_.lower()
        yield int(code), code, "district", kind, _short(name, type_), None, provinces[province], FLOOR, REFORM


def _old_communes(db: sqlite3.Connection) -> Iterator[Row]:
    provinces = _province_ids("2025-06-30")
    query = (
        "select wardCode, wardType, ward, districtCode, provinceCode from admin_units_legacy "
        "where wardCode > '' order by 1"
    )
    for code, type_, name, district, province in db.execute(query):
        yield (
            OLD_COMMUNES + int(code), code, "commune", type_.lower(), _short(name, type_),
            int(district), provinces[province], FLOOR, REFORM,
        )  # fmt: skip


def _new_communes(db: sqlite3.Connection) -> Iterator[Row]:
    provinces = _province_ids(REFORM)
    for code, type_, name, province in db.execute(
        "select wardCode, wardType, ward, provinceCode from admin_units order by 1"
    ):
        yield (
            NEW_COMMUNES + int(code), code, "commune", type_.lower(), _short(name, type_),
            None, provinces[province], REFORM, "",
        )  # fmt: skip


def main() -> None:
    """Write admin_units.csv.gz beside this file, the same bytes for the same lists."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    with _database() as db:
        for rows in (_districts(db), _old_communes(db), _new_communes(db)):
            writer.writerows(rows)
    target = FOLDER / "admin_units.csv.gz"
    target.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))
    print(f"{target}: {text.getvalue().count(chr(10)) - 1} units")


if __name__ == "__main__":
    main()
