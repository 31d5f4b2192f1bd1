"""An echo: somebody takes the stance of another, or the contrary one, without saying again what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit, is_punctuation

_ASKING = frozenset({"whether", "if"})


@dataclass(frozen=True, slots=True)
class Echo:
    """Somebody takes the stance told last, or with `sign` -1 the contrary one: `only` one of that sign, if any.

    `opens` if nothing else is told before it in its sentence that it could take up; `answers` if it takes up nothing
    but a demand.
    """

    actors: tuple[ActorMention, ...]
    sign: int
    start: int
    end: int
    only: int | None = None
    opens: bool = True
    answers: bool = False


def is_sure(units: Sequence[Unit], link: Link) -> bool:
    """Return whether an expression is neither denied, doubted nor asked."""
    asked = link.subject.start > 0 and units[link.subject.start - 1].word in _ASKING
    return not (asked or link.negated or link.given_up or link.group.modal in {"may", "must"})


def ends_clause(units: Sequence[Unit], k: int) -> bool:
    """Return whether unit `k` is the last of its clause."""
    after = units[k + 1] if k + 1 < len(units) else None
    return after is None or is_punctuation(after) or after.word in words_of("scope_enders") - _ASKING
