"""One place that reports come from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One place that reports come from, as sources.yaml declares it. Plain values only, so that tasks can pass it on.

    `province` is an official name of provinces.csv, None when the place does not say whose reports it has.
    """

    code: str
    province: str | None
    kind: str
    location: str
    owner: str
    cadence_days: int
    pattern: str = "*"
    link_pattern: str = ""
    max_documents: int = 50
    delay_seconds: float = 1.0
    document_seconds: float = 120.0
    max_megabytes: float = 50

    @property
    def label(self) -> str:
        """What Airflow shows: the province where it is declared, the code where it is not."""
        return self.province or self.code

    @property
    def max_bytes(self) -> int:
        """The largest document that is taken, in bytes."""
        return int(self.max_megabytes * 1_000_000)
