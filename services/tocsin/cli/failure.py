"""What went wrong, in words for the person at the terminal."""


class Failure(Exception):  # noqa: N818 - it is the answer that a user gets, not a fault of the program
    """Ends the command with a message."""
