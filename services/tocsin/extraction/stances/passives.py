"""Several passives of one subject: "the strike was condemned by Berne and praised by Vienna"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED, Subject, by_agent
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import verb_group

_JOINING_BESIDES = frozenset({",", "but"})


def joined_passives(units: Sequence[Unit], first: Link) -> Iterator[Link]:
    """Yield the passives that follow a predicate, share its subject, and name who does it or say that it is due."""
    joining = words_of("conjunctions") | _JOINING_BESIDES
    for j in range(first.index + 1, len(units)):
        if units[j].word in words_of("scope_enders") - joining:
            return
        reading = units[j].reading("attitude", "act") if units[j].has_form("past", "participle") else None
        if reading is None or reading[0].pos != "verb":
            continue
        group, agents = verb_group(units, j), by_agent(units, j)
        if units[group.start - 1].word in joining and (agents or group.modal == "must"):
            subject = Subject(agents, start=j) if agents else CONTROLLED
            yield Link(j, reading[0], "passive", subject, group, group.negated)
