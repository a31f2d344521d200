"""Where the raw zone lies: a local folder or an object store, in which everything appears whole or not at all."""

import os
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path, PurePosixPath

from etl import settings
from etl.errors import DataError, PassingError


def where(path: str) -> str:
    """A path of the raw zone, for a person who wants to look there."""
    return f"{settings.landing().rstrip('/')}/{path}"


def store() -> "Store":
    """The raw zone as the environment names it now."""
    return Store(settings.landing())


class Store:
    """A local folder or an object store; paths are relative to its root. What is missing is None or empty, no error."""

    def __init__(self, root: str) -> None:
        import fsspec

        self._url = root
        self._is_local = not root.startswith("s3://")
        if self._is_local:
            self._files, self._root = fsspec.filesystem("file"), str(Path(root).absolute())
        else:
            from etl.sources.object_store import open_store

            self._files, self._root = open_store(root)

    def size(self, path: str) -> int | None:
        """Size in bytes."""
        with self._reaching(), suppress(FileNotFoundError):
            return int(self._files.info(f"{self._root}/{path}")["size"])
        return None

    def read(self, path: str) -> bytes | None:
        """All bytes."""
        with self._reaching(), suppress(FileNotFoundError):
            return bytes(self._files.cat_file(f"{self._root}/{path}"))
        return None

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted, without those that are still being written."""
        with self._reaching(), suppress(FileNotFoundError):
            found = self._files.ls(f"{self._root}/{folder}", detail=False)
            return sorted(name for path in found if not (name := PurePosixPath(path).name).startswith("."))
        return []

    def write(self, path: str, body: bytes) -> None:
        """Write at once: nobody ever sees a part of it, also after a crash."""
        with self._reaching():
            if self._is_local:
                _write_whole(Path(self._root, path), body)
            else:
                self._files.pipe_file(f"{self._root}/{path}", body)

    def _reaching(self) -> AbstractContextManager[None]:
        if self._is_local:
            return _reaching_disk(self._root)
        from etl.sources.object_store import reaching

        return reaching(self._url, PassingError, DataError)


@contextmanager
def _reaching_disk(root: str) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise DataError(
            f"Landing {root}: {problem.strerror}; kiểm tra quyền ghi và dung lượng đĩa, hoặc đặt OCOP_LANDING. "
            f"/ Landing {root}: {problem.strerror}; check its permissions and free space, or set OCOP_LANDING."
        ) from problem


def _write_whole(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with partial.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
