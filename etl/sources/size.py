"""How large a document may be."""

from etl.sources.received import SourceRejected


def refuse_large(where: str, size_bytes: int, max_bytes: int) -> None:
    """Raises SourceRejected when a document has more than `max_bytes` bytes."""
    if size_bytes > max_bytes:
        limit = f"{max_bytes / 1_000_000:g} MB"
        raise SourceRejected(
            f"{where} lớn hơn {limit}; nếu đúng là báo cáo, nâng max_megabytes của nguồn trong sources.yaml. "
            f"/ {where} is larger than {limit}; if it is a report, raise max_megabytes of its source in sources.yaml."
        )
