"""A drop folder, or one file of it: what a province puts there by hand, by SFTP or by a shared drive."""

import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from etl.sources.received import Document, Received, SourceRejected, SourceUnavailable
from etl.sources.size import refuse_large
from etl.sources.source import Source


class Folder:
    """The files of a folder and of its subfolders; hidden files and the lock files of office programs are not seen."""

    def __init__(self, source: Source) -> None:
        self._root = Path(source.location)
        self._pattern = source.pattern
        self._max_bytes = source.max_bytes

    def listing(self) -> list[Document]:
        """The files that match, sorted by name; the name is the path below the folder, in NFC."""
        with _reading(self._root):
            if self._root.is_file():
                return [_document(self._root, self._root.parent)]
            if not self._root.is_dir():
                raise SourceRejected(
                    f"Không có thư mục {self._root}; tạo thư mục hoặc sửa location trong sources.yaml. "
                    f"/ There is no folder {self._root}; make it or correct its location in sources.yaml."
                )
            files, closed = _walk(self._root)
        documents = [_document(file, self._root) for file in sorted(files)]
        matching = [document for document in documents if PurePosixPath(document.name).match(self._pattern)]
        # a subfolder that is not walked stands in the list, so that getting it says so, after the others
        return matching + [_document(folder, self._root) for folder in closed]

    def get(self, document: Document, known: Mapping[str, str]) -> Received:
        """The file's bytes. Reading it costs no more than asking whether it changed, so `known` is not needed."""
        path = Path(document.url)
        with _reading(path):
            self._refuse_strangers(path)
            content = self._read(path)
        return Received(document.name, _readable(document.url), content)

    def close(self) -> None:
        """Nothing to let go of."""

    def _refuse_strangers(self, path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            raise PermissionError(path)  # it is in the list because it could not be opened
        # a pipe would block for ever, and a link planted by an uploader would publish a file of this machine
        inside = path == self._root or path.resolve().is_relative_to(self._root.resolve())
        if not inside or not stat.S_ISREG(path.stat().st_mode):
            raise SourceRejected(
                f"{path} không phải tệp thường nằm trong {self._root}; chép chính tệp đó vào thư mục. "
                f"/ {path} is not an ordinary file inside {self._root}; put the file itself there."
            )

    def _read(self, path: Path) -> bytes:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            refuse_large(str(path), before.st_size, self._max_bytes)
            content = file.read(self._max_bytes + 1)
            after = os.fstat(file.fileno())
        if (len(content), before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise SourceUnavailable(
                f"{path} còn đang được ghi; sẽ thử lại. / {path} is still being written; it will be tried again."
            )
        return content


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as problem:
        raise SourceRejected(
            f"Không có quyền đọc {path}; cấp quyền đọc cho tài khoản chạy Airflow. "
            f"/ No permission to read {path}; let the account that runs Airflow read it."
        ) from problem
    except OSError as problem:
        raise SourceUnavailable(
            f"Chưa đọc được {path} ({problem.strerror}); sẽ thử lại. "
            f"/ {path} could not be read just now ({problem.strerror}); it will be tried again."
        ) from problem


def _walk(root: Path) -> tuple[list[Path], list[Path]]:
    """All files below a folder, and the subfolders that are not walked: links, and those that cannot be opened."""
    files: list[Path] = []
    closed: list[Path] = []

    def refused(problem: OSError) -> None:
        if Path(problem.filename) == root:
            raise problem
        closed.append(Path(problem.filename))

    for folder, subfolders, names in os.walk(root, onerror=refused):
        subfolders[:] = [name for name in subfolders if not _hidden(name)]
        files += [Path(folder, name) for name in names if not _hidden(name)]
        closed += [Path(folder, name) for name in subfolders if Path(folder, name).is_symlink()]
    return files, closed


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def _document(path: Path, folder: Path) -> Document:
    name = _readable(path.relative_to(folder).as_posix())
    return Document(name=unicodedata.normalize("NFC", name), url=str(path))


def _readable(name: str) -> str:
    # names in an old Vietnamese code page are no UTF-8: shown with escapes, so that JSON and the database take them
    return os.fsencode(name).decode("utf-8", "backslashreplace")
