"""What people say when they answer: who they are, and why."""

from unicodedata import category

LONGEST_NAME = 100
LONGEST_REASON = 500
"""Characters."""


def name_said(text: str) -> str:
    """Return the name of a person, in one line; raises ValueError where it is none."""
    name = _line(text, "the name", LONGEST_NAME)
    if not name:
        raise ValueError("the name is missing; say who you are")
    return name


def reason_said(text: str) -> str | None:
    """Return a reason in one line, or None where nothing is said; raises ValueError where it is too long."""
    return _line(text, "the reason", LONGEST_REASON) or None


def _line(text: str, what: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) > longest:
        raise ValueError(f"{what} has {len(line)} characters; {longest} is the most")
    if any(category(each) in {"Cc", "Cs"} for each in line):
        raise ValueError(f"{what} holds characters that cannot be printed; leave them out")
    return line
