"""When to stop putting events aside: a bad release must not turn a whole day into dead letters."""

from collections import deque

from tocsin.domain.mendable import Mendable
from tocsin.settings.configuration import DeadLetterSettings

LEAST = 20
"""Failures below which nobody can tell a bad release from a few bad events."""

_DEFAULT = DeadLetterSettings()


class TooManyFailures(Mendable):
    """Too many of a stage's recent events failed; the message says how many, the last reason, and what to do."""


class Failures:
    """Counts which of the last `window` events of a stage failed.

    More than `share` of them (0 to 1), and at least `least`, are too many.
    """

    def __init__(self, share: float = _DEFAULT.share, window: int = _DEFAULT.of, least: int = LEAST) -> None:
        self._share = share
        self._least = least
        self._recent: deque[bool] = deque(maxlen=window)
        self._failed = 0

    def passed(self) -> None:
        """Note that an event did what it should."""
        self._note(failed=False)

    def failed(self, reason: str) -> None:
        """Note that an event failed; `reason` begins with the stage's name. Raises TooManyFailures."""
        self._note(failed=True)
        if self._failed >= self._least and self._failed > self._share * len(self._recent):
            raise TooManyFailures(
                f"{self._failed} of the last {len(self._recent)} events failed, more than {self._share:.0%}, the last "
                f"one with {reason}; install a release that reads them and start again: it goes on before them "
                "(`tocsin dead-letters list` shows those that were put aside, `replay` puts them back)"
            )

    def _note(self, *, failed: bool) -> None:
        if len(self._recent) == self._recent.maxlen:
            self._failed -= self._recent[0]
        self._recent.append(failed)
        self._failed += failed
