"""A prefix of an object store (S3 or what speaks its language), reached through fsspec.

Endpoint and credentials come from the environment as usual: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_PROFILE, AWS_REGION.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from etl.errors import DataError, PassingError
from etl.sources.received import Document, Received, SourceRejected, SourceUnavailable
from etl.sources.size import refuse_large
from etl.sources.source import Source

CONNECT_SECONDS = 10
READ_SECONDS = 60


def open_store(url: str) -> tuple[Any, str]:
    """The fsspec file system of `s3://bucket/prefix`, and the path `bucket/prefix` on it."""
    import fsspec

    # a listing kept from an earlier task would hide what came since
    store = fsspec.filesystem(
        "s3",
        use_listings_cache=False,
        config_kwargs={"connect_timeout": CONNECT_SECONDS, "read_timeout": READ_SECONDS},
    )
    return store, url.removeprefix("s3://").rstrip("/")


@contextmanager
def reaching(
    where: str, passing: type[PassingError] = SourceUnavailable, rejected: type[DataError] = SourceRejected
) -> Iterator[None]:
    """Turn what an object store answers into our two kinds of errors."""
    from botocore.exceptions import (  # type: ignore[import-untyped]
        BotoCoreError,
        ClientError,
        NoCredentialsError,
        PartialCredentialsError,
    )

    try:
        yield
    except FileNotFoundError as problem:
        raise rejected(
            f"Không có {where}; kiểm tra tên bucket và tiền tố. / There is no {where}; check bucket and prefix."
        ) from problem
    except (PermissionError, NoCredentialsError, PartialCredentialsError) as problem:
        raise rejected(
            f"{where}: không được phép ({problem}); kiểm tra AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY và quyền đọc. "
            f"/ {where}: access denied ({problem}); check the credentials and what they may read."
        ) from problem
    except (OSError, BotoCoreError, ClientError) as problem:
        raise passing(
            f"{where}: kho không trả lời ({problem}); sẽ thử lại, kiểm tra AWS_ENDPOINT_URL nếu lặp lại. "
            f"/ {where}: the store does not answer ({problem}); check AWS_ENDPOINT_URL if this stays."
        ) from problem


class ObjectStore:
    """The objects below a prefix; folder markers and hidden names are not seen."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._store, self._prefix = open_store(source.location)

    def listing(self) -> list[Document]:
        """The objects that match, sorted by key; the name is the key below the prefix, in NFC."""
        with reaching(self._source.location):
            found: dict[str, dict[str, Any]] = self._store.find(self._prefix, detail=True)
        documents = []
        for key in sorted(found):
            name = unicodedata.normalize("NFC", key.removeprefix(self._prefix).lstrip("/") or PurePosixPath(key).name)
            hidden = any(part.startswith(".") for part in name.split("/"))
            if found[key]["type"] == "file" and not key.endswith("/") and not hidden:
                headers = {"etag": str(found[key].get("ETag", "")), "content-length": str(found[key]["size"])}
                documents.append(Document(name, f"s3://{key}", headers))
        return [document for document in documents if PurePosixPath(document.name).match(self._source.pattern)]

    def get(self, document: Document, known: Mapping[str, str]) -> Received:
        """The object's bytes; not even asked for when its ETag is the known one."""
        etag = document.headers["etag"]
        headers = {"etag": etag} if etag else {}
        if etag and known.get("etag") == etag:
            return Received(document.name, document.url, b"", 304, headers)
        refuse_large(document.url, int(document.headers["content-length"]), self._source.max_bytes)
        with reaching(document.url):
            content: bytes = self._store.cat_file(document.url.removeprefix("s3://"))
        refuse_large(document.url, len(content), self._source.max_bytes)
        return Received(document.name, document.url, content, 200, headers)

    def close(self) -> None:
        """Nothing to let go of: fsspec keeps its connections for the whole process."""
