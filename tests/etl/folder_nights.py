"""Nights of the real flow over folders of text documents, step by step as the DAG runs them."""

import itertools
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl import landing, loads, province_reports
from etl.errors import DataError

SOURCE = (
    "- {{code: {code}, province: {province}, kind: folder, location: {code}, owner: văn phòng, cadence_days: 30}}\n"
)
WHOLE = (
    "Đến hết năm 2024, tỉnh An Giang có {total} sản phẩm OCOP, gồm 3 sản phẩm 5 sao, 9 sản phẩm 4 sao và "
    "80 sản phẩm 3 sao của 60 chủ thể."
)  # five figures
HALF = "Đến hết năm 2024, tỉnh An Giang có {total} sản phẩm OCOP, gồm 9 sản phẩm 4 sao và 80 sản phẩm 3 sao."  # three
ONE = "Đến hết năm 2024, tỉnh An Giang có {total} sản phẩm OCOP."
NONE = "Tỉnh An Giang vừa tổ chức hội nghị sơ kết."


@dataclass
class Folders:
    """The sources an-giang and lang-son (with their provinces) and drop-box (no province), each a folder."""

    engine: Engine
    root: Path
    monkeypatch: pytest.MonkeyPatch
    runs: Any = field(default_factory=lambda: itertools.count(1))

    def put(self, words: str | bytes, *, source: str = "an-giang", name: str = "bao-cao.txt") -> None:
        """Put a document into a source's folder, in place of the one of that name."""
        path = self.root / source / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(words.encode() if isinstance(words, str) else words)

    def run(self, *, report_date: date | None = None, replay: bool = False) -> dict[str, str]:
        """A night: the messages of the tasks that were red, by task and source."""
        night, red = report_date or landing.tonight(), {}
        codes = sorted(path.name for path in self.root.iterdir() if path.is_dir() and any(path.iterdir()))
        for code in codes:
            for step in ("land", "read"):
                try:
                    if step == "land":
                        province_reports.land(code, night, replay=replay)
                    else:
                        province_reports.read(code, night)
                except DataError as problem:
                    red[f"{step} {code}"] = str(problem)
        self.run_id = f"night {next(self.runs)}"
        staged = province_reports.stage(self.run_id, night, codes, replay=replay)
        self.load_id = staged["load_id"]
        loads.check(self.load_id, "staging")
        self.loaded = loads.load(self.load_id)
        loads.check(self.load_id, "star")
        try:
            province_reports.close_night(self.run_id, night, province_reports.plan(), {})
        except DataError as problem:
            red["close_night"] = str(problem)
        return red

    def on(self, night: str) -> None:
        """Let it be another night."""
        for module in (landing, province_reports):
            self.monkeypatch.setattr(module, "tonight", lambda: date.fromisoformat(night))

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of a query, as the loader."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), parameters)]

    def totals(self) -> list[int]:
        """The current totals of certified products."""
        return [
            int(value)
            for (value,) in self.rows("""
                select value from warehouse.fact_province_indicator join warehouse.dim_indicator using (indicator_id)
                where is_current and is_headline and indicator_code = 'certified_products' and scope = 'own' order by 1
            """)
        ]

    def held_documents(self) -> list[tuple[Any, ...]]:
        """Reason, state and name of everything in quarantine.document."""
        return self.rows("""
            select reason_code, state, document_name from quarantine.document order by quarantine_document_id
        """)


def folders(engine: Engine, root: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """The sources, empty; the environment points at them."""
    provinces = {"an-giang": "An Giang", "lang-son": "Lạng Sơn", "drop-box": "null"}
    root.mkdir()
    (root / "sources.yaml").write_text(
        "".join(SOURCE.format(code=code, province=province) for code, province in provinces.items()), encoding="utf-8"
    )
    monkeypatch.setenv("OCOP_SOURCES", str(root / "sources.yaml"))
    monkeypatch.delenv("OCOP_REPORTS", raising=False)
    return Folders(engine, root, monkeypatch)
