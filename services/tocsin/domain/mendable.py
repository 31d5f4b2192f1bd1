"""What went wrong and a user can mend, wherever it is found out."""


class Mendable(Exception):  # noqa: N818 - it says that a user can mend it, not which call went wrong
    """Something that only the user can mend; the message says what it is, where, and what to do."""
