"""Things that are named on the command line by their id, or by how it begins."""

from collections.abc import Sequence
from typing import TypeVar

from tocsin.cli.failure import Failure

T = TypeVar("T")


def the_one(found: Sequence[T], what: str, given: str, *, command: str, listing: str) -> T:
    """Return the only one that was `found` for `given`, the id of a `what`; `listing` shows all that there are.

    Raises Failure where there is none, or more than one.
    """
    if len(found) != 1:
        wrong = f"{len(found)} {what}s begin with {given!r}; give more of the id" if found else f"no {what} {given!r}"
        raise Failure(f"{command}: {wrong}; see `{listing}`")
    return found[0]
