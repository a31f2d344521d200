"""A load staged by SQL: each of its figures is sound but for what a test spoils."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine, insert, select

from etl.warehouse import loading, tables
from etl.warehouse.statements import statement

TONIGHT = date(2025, 3, 31)
SENTENCE = "Tỉnh có {value} sản phẩm OCOP."


@dataclass
class Night:
    """A load being staged. Figures are written into their document's text as they are added."""

    warehouse: Engine
    load_id: int
    texts: dict[str, str] = field(default_factory=dict)
    rows: int = 0

    def document(self, name: str = "bao-cao.txt", **values: Any) -> str:
        """Stage a document and give its checksum."""
        sha256 = values.pop("sha256", hashlib.sha256(name.encode()).hexdigest())
        row = {
            "load_id": self.load_id,
            "source_code": "so-nong-nghiep",
            "document_name": name,
            "document_url": f"file:///{name}",
            "fetched_at": "2025-03-31T18:00:00+00:00",
            "sha256": sha256,
            "size_bytes": "1000",
            "media_type": "text/plain",
            "province_name": "Sóc Trăng",
            "level": "province",
            "admin_basis": "pre-2025-07",
            "published_on": "2025-03-15",
            "text": "",
            **values,
        }
        with self.warehouse.begin() as connection:
            for table in (tables.staging_document, tables.document_seen):
                connection.execute(insert(table).values({name: row[name] for name in row.keys() & table.c.keys()}))
        self.texts.setdefault(sha256, row["text"])
        return sha256

    def figure(self, sha256: str, **values: Any) -> int:
        """Stage a figure of a document, sound but for the values given, and give its row number."""
        self.rows += 1
        value = values.get("value", "131")
        quote = values.pop("quote", SENTENCE.format(value=value))
        start = len(self.texts.get(sha256, ""))
        self.texts[sha256] = self.texts.get(sha256, "") + f"{quote}\n"
        row = {
            "load_id": self.load_id,
            "row_no": self.rows,
            "statement_id": f"statement {self.load_id} {self.rows}",
            "sha256": sha256,
            "indicator_code": "certified_products",
            "value": value,
            "star_code": "all",
            "kind": "actual",
            "scope": "own",
            "as_of": None if values.get("period_from") or values.get("period_to") else "2025-02",
            "quote": quote,
            "quote_start": str(start),
            "quote_end": str(start + len(quote or "")),
            "rule": "counted_noun",
            "confidence": "0.9",
            "is_headline": "true",
            **values,
        }
        with self.warehouse.begin() as connection:
            connection.execute(insert(tables.staging_province_indicator).values(row))
            connection.execute(
                tables.staging_document.update()
                .where(tables.staging_document.c.load_id == self.load_id, tables.staging_document.c.sha256 == sha256)
                .values(text=self.texts[sha256])
            )
        return self.rows

    def load(self) -> None:
        """Merge what is staged, or was not held back, into the star."""
        counts = {"load_id": self.load_id, "documents": len(self.texts), "rows": self.rows}
        with self.warehouse.begin() as connection:
            connection.execute(statement("load/count.sql"), counts)
        loading.load(self.load_id)

    def staged(self) -> list[int]:
        """The row numbers in staging."""
        staging = tables.staging_province_indicator
        return self._numbers(select(staging.c.row_no).where(staging.c.load_id == self.load_id))

    def held(self) -> dict[int, list[str]]:
        """The rows in quarantine with the checks that they fail."""
        table = tables.quarantine_province_indicator
        query = select(table.c.row_no, table.c.failed_expectations).where(table.c.load_id == self.load_id)
        with self.warehouse.connect() as connection:
            return {row.row_no: row.failed_expectations for row in connection.execute(query)}

    def _numbers(self, query: Any) -> list[int]:
        with self.warehouse.connect() as connection:
            return sorted(connection.scalars(query))
