"""A bounded, ordered set: how a fold stays the same whatever the order and however often events arrive."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar


class Entry(Protocol):
    """A member of a window: its time, article and claim order it, and a retraction marks it."""

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Publication time, then article id, then claim id."""
        ...

    @property
    def retracted(self) -> bool:
        """Whether a person took the claim back."""
        ...


E = TypeVar("E", bound=Entry)


def place(window: Sequence[E], entry: E) -> int:
    """Return the index in `window` at which `entry` is, or belongs; most news come last."""
    if not window or window[-1].order < entry.order:
        return len(window)
    return bisect_left(window, entry.order, key=lambda each: each.order)


def repeats(window: Sequence[E], entry: E) -> bool:
    """Whether `entry` says nothing that is not in `window` already.

    A retraction may arrive before its claim: whichever comes second, the entry ends up retracted.
    """
    at = place(window, entry)
    return at < len(window) and window[at].order == entry.order and (window[at].retracted or not entry.retracted)


def insert(window: tuple[E, ...], entry: E) -> tuple[E, ...]:
    """Return `window` with `entry` at its place, or the very same one where `entry` repeats what is in it."""
    if repeats(window, entry):
        return window
    at = place(window, entry)
    taken = at < len(window) and window[at].order == entry.order
    return (*window[:at], entry, *window[at + taken :])
