"""One part of a zip archive, never trusted: what it unpacks to is counted as it comes, not as its header claims."""

import io
import zipfile
import zlib
from typing import IO

from etl.reports.opening.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_COUNTS_FROM_BYTES
from etl.reports.opening.unreadable import Unreadable

_ENTRY = b"PK\x01\x02"  # opens each line of an archive's list
_CHUNK = 65_536


class Archive:
    """The parts of an archive, by name. Raises Unreadable for a broken one, or one with more parts than a document."""

    def __init__(self, content: bytes) -> None:
        # counted in the bytes: the list is not built for an archive that has a million lines in it
        if content.count(_ENTRY) > MAX_ENTRIES:
            raise Unreadable(
                f"tệp nén có hơn {MAX_ENTRIES:,} mục, không phải báo cáo; gửi riêng tệp báo cáo. "
                f"/ The archive has more than {MAX_ENTRIES:,} entries and is no report; send the report alone."
            )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
            raise _broken() from problem
        self.names = frozenset(self._archive.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises Unreadable when it is missing, broken, locked, or unpacks to too much."""
        try:
            entry = self._archive.getinfo(name)
            # the other methods ask for as much memory as the archive says
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _broken()
            with self._archive.open(entry) as stream:
                return _unpacked(stream, entry.compress_size)
        except RuntimeError as problem:  # what zipfile says of an entry with a password
            raise Unreadable(
                "tệp nén có mật khẩu; bỏ mật khẩu rồi gửi lại. / The archive has a password; remove it and send again."
            ) from problem
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as problem:
            raise _broken() from problem


def _unpacked(stream: IO[bytes], packed_bytes: int) -> bytes:
    found = bytearray()
    while chunk := stream.read(_CHUNK):
        found += chunk
        inflated = len(found) > RATIO_COUNTS_FROM_BYTES and len(found) > MAX_RATIO * packed_bytes
        if inflated or len(found) > MAX_UNPACKED_BYTES:
            raise Unreadable(
                f"tệp nén nở ra quá nhiều (bom nén: hơn {MAX_UNPACKED_BYTES / 1e6:.0f} MB hoặc hơn {MAX_RATIO} lần); "
                f"lưu lại từ bản gốc. / The archive unpacks to too much (an archive bomb: over "
                f"{MAX_UNPACKED_BYTES / 1e6:.0f} MB or over {MAX_RATIO} times its size); save it again."
            )
    return bytes(found)


def _broken() -> Unreadable:
    return Unreadable(
        "tệp nén, hoặc tệp Word hay Excel hỏng, không mở được; mở bản gốc, lưu lại rồi gửi lại. "
        "/ An archive, or a broken Word file or workbook, that cannot be opened; save the original again and send it."
    )
