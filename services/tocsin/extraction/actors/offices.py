"""Who can hold an office: a president is not "the prime minister", nor has every state a chancellor."""

import re
from functools import cache

from tocsin.extraction.actors.anaphors import anaphors, is_styled


@cache
def _called() -> re.Pattern[str]:
    offices = "|".join(sorted(anaphors().exclusive))
    return re.compile(rf"(?<![\w-])(?<!vice )(?<!deputy )(?<!former )({offices})(?![\w-])")


class Offices:
    """The offices by which an article has called its people so far."""

    def __init__(self) -> None:
        self._held: dict[str, set[str]] = {}

    def learn(self, person: str, words: str) -> None:
        """Note what the words of a phrase, in lower case, call a person: "president ana gil"."""
        held = _called().findall(words)
        if held:
            self._held.setdefault(person, set()).update(held)

    def may_hold(self, actor: str, person: str, office: str) -> bool:
        """Return whether a person, or the nameless official of an actor, can be meant by the office."""
        held = self._held.get(person, set())
        if office in held:
            return True
        return is_styled(actor, office) and not (held and office in anaphors().exclusive)
