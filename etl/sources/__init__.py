"""Bytes in: whatever the sources of the night have, one adapter for each kind of source."""

from collections.abc import Iterator, Mapping
from contextlib import closing

from etl.sources.received import Adapter, Document, Received, SourceRejected, SourceUnavailable
from etl.sources.source import Source

__all__ = ["Received", "Source", "SourceRejected", "SourceUnavailable", "fetch"]

# After so many documents in a row without an answer the rest would only wait in vain, each for its own time.
SILENCES_IN_A_ROW = 3
PROBLEMS_SHOWN = 10


def fetch(source: Source, known: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[Received]:
    """Everything that a source has now, one document after the other.

    `known` has the headers of the versions already landed, by document name: a document that is still the same
    comes as status 304 without content. One that cannot be had does not lose the others: they come first, then
    SourceUnavailable (if another try may help) or SourceRejected names what is missing. A source that is gone,
    refuses or has no document at all raises the same.
    """
    with closing(_adapter(source)) as adapter:
        listed = adapter.listing()
        if not listed:
            raise SourceRejected(
                f"{source.label}: không có văn bản nào ở {source.location}; kiểm tra đường dẫn và mẫu lọc của nguồn "
                f"«{source.code}» trong sources.yaml. / No document at {source.location}; "
                f"check the location and the pattern of source “{source.code}” in sources.yaml."
            )
        problems: dict[str, SourceUnavailable | SourceRejected] = {}
        names: set[str] = set()
        silences = 0
        for document in listed:
            try:
                _refuse_twin(document, names)
                received = adapter.get(document, (known or {}).get(document.name, {}))
            except SourceRejected as problem:
                problems[document.name], silences = problem, 0
            except SourceUnavailable as problem:
                problems[document.name], silences = problem, silences + 1
                if silences == SILENCES_IN_A_ROW:
                    break
            else:
                silences = 0
                yield received
        if problems:
            raise _incomplete(source, len(listed), problems)


def _adapter(source: Source) -> Adapter:
    # each adapter brings its own libraries; only the one in use is imported
    if source.kind == "folder":
        from etl.sources.folder import Folder

        return Folder(source)
    if source.kind == "object_store":
        from etl.sources.object_store import ObjectStore

        return ObjectStore(source)
    from etl.sources.portal import Portal

    return Portal(source)


def _refuse_twin(document: Document, names: set[str]) -> None:
    # two names that differ only in how their letters are encoded would be taken for versions of one document
    if document.name in names:
        raise SourceRejected(
            f"{document.url}: trùng tên với văn bản khác; đổi tên một trong hai. "
            f"/ {document.url} has the name of another document; rename one of them."
        )
    names.add(document.name)


def _incomplete(
    source: Source, listed: int, problems: Mapping[str, SourceUnavailable | SourceRejected]
) -> SourceUnavailable | SourceRejected:
    passing = any(isinstance(problem, SourceUnavailable) for problem in problems.values())
    lines = [f"- {name}: {problem}" for name, problem in list(problems.items())[:PROBLEMS_SHOWN]]
    if len(problems) > PROBLEMS_SHOWN:
        lines.append(f"- … (+{len(problems) - PROBLEMS_SHOWN})")
    head = (
        f"{source.label}: {len(problems)}/{listed} văn bản ở {source.location} không lấy được; "
        f"văn bản nào đã lấy thì vẫn được giữ. / {len(problems)} of {listed} documents at {source.location} "
        "could not be had; those that came are kept."
    )
    return (SourceUnavailable if passing else SourceRejected)("\n".join([head, *lines]))
