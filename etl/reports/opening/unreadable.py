"""How the reader says that it does not read a document."""

from etl.errors import DataError


class Unreadable(DataError):
    """A document that holds no text that can be trusted; says why and what to do, in Vietnamese and English."""
