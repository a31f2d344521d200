"""What went wrong, by what helps: only a passing fault is worth another try."""


class DataError(Exception):
    """The input or a setting is at fault: trying again gives the same. The message says what, where and what to do."""


class PassingError(Exception):
    """Something outside did not answer this time: trying again may help."""
