"""What will come, as whoever says so threatens or offers, if a condition is met: "sanctions will follow if not"."""

from collections.abc import Callable, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.judged import phrase_start
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import modal_of, verb_group

_LATER = frozenset({"will", "would", "may", "can"})
_OTHERWISE = frozenset({("or", "else"), ("failing", "which"), ("failing", "that")})
_WITHIN = 6
_CLAUSE_WITHIN = 10
_OPTION_WITHIN = 7


class Threats:
    """Reads what is to come under a condition in one sentence."""

    def __init__(
        self,
        units: Sequence[Unit],
        supposed: Sequence[tuple[int, int]],
        speakers: Callable[[int], Sequence[ActorMention]],
    ) -> None:
        self._units = units
        self._supposed = supposed
        self._speakers = speakers

    def threatens(self, k: int, links: Sequence[Link]) -> bool:
        """Return whether the target at unit `k` is what its speaker says will come or be done under a condition."""
        if not links and self._is_done(k):
            return True
        speakers = {speaker.actor for speaker in self._speakers(k)}
        if not speakers or any(unit.word in words_of("foretelling") for unit in self._units):
            return False
        if self._is_option(k, speakers):
            return True
        comes = all(link.frame == "intransitive" and not link.negated for link in links)
        if not (comes and self._ensues(k)) and not self._is_suffered(k, links, speakers):
            return False
        return is_alternative(self._units, k) or self._is_conditional(k, speakers)

    def _is_done(self, k: int) -> bool:
        """Return whether it will be done to somebody else: "the port would be bombed if"."""
        group = verb_group(self._units, k)
        done = group.be and group.modal in {"will", "would"} and not group.negated
        if not (done and self._units[k].word.endswith("ed") and self._supposed):
            return False
        sufferers = {actor.actor for actor in noun_phrase(self._units, group.start - 1).actors}
        return sufferers.isdisjoint(speaker.actor for speaker in self._speakers(k))

    def _ensues(self, k: int) -> bool:
        """Return whether it is told that it will come: "could follow", "lay ready"."""
        for j in range(k + 1, min(len(self._units), k + _WITHIN)):
            unit = self._units[j]
            if unit.word in words_of("ensuing"):
                group = verb_group(self._units, j)
                ready = self._units[j + 1].word == "ready" if j + 1 < len(self._units) else False
                return (ready or group.modal in _LATER) and not group.negated and group.start > k
            if unit.kind == "actor" or is_punctuation(unit) or unit.word in words_of("scope_enders"):
                break
        return False

    def _is_suffered(self, k: int, links: Sequence[Link], speakers: set[str]) -> bool:
        """Return whether others than those who say so will have to bear it: "would face"."""
        if not links:
            return self._is_inflicted(k, speakers)
        link = links[-1] if len(links) == 1 else None
        if link is None or link.predicate.lemma not in words_of("suffering") or link.group.modal not in _LATER:
            return False
        return not link.negated and speakers.isdisjoint(actor.actor for actor in link.subject.actors)

    def _is_inflicted(self, k: int, speakers: set[str]) -> bool:
        """Return whether others will be made to bear it: "would be hit with", "would be placed under"."""
        first = phrase_start(self._units, k)
        if first <= 1 or self._units[first - 1].word not in {"with", "under", "to"}:
            return False
        group = verb_group(self._units, first - 2)
        inflicted = self._units[first - 2].word in words_of("inflicted") and group.be and group.modal in _LATER
        sufferers = {actor.actor for actor in noun_phrase(self._units, group.start - 1).actors}
        return inflicted and not group.negated and speakers.isdisjoint(sufferers)

    def _is_option(self, k: int, speakers: set[str]) -> bool:
        """Return whether it is told to be one of the things that may be done: "is among the steps they may take"."""
        words = [unit.word for unit in self._units[k + 1 : k + _OPTION_WITHIN]]
        chosen = next((j for j, word in enumerate(words) if word in {"among", "one"}), None)
        if chosen is None or not words_of("be").intersection(words[:chosen]) or "not" in words:
            return False
        option = next((j for j in range(chosen, len(words)) if words[j] in words_of("options")), None)
        rest = self._units[k + 2 + option : k + 2 + option + _WITHIN] if option is not None else ()
        by_whom = any(unit.actor is not None or unit.word in words_of("pronouns") for unit in rest[:2])
        taken = by_whom and any(modal_of(unit.word) in _LATER for unit in rest)
        return taken or (option is not None and self._is_conditional(k, speakers))

    def _is_conditional(self, k: int, speakers: set[str]) -> bool:
        """Return whether it depends on what others do: neither on what whoever says so does, nor on a "whether"."""
        for start, end in self._supposed:
            doers = {
                unit.actor.actor for unit in self._units[start:end] if unit.actor is not None and unit.word != "it"
            }
            if not start <= k < end and self._units[start].word != "whether" and speakers.isdisjoint(doers):
                return True
        return False


def is_alternative(units: Sequence[Unit], k: int) -> bool:
    """Return whether the clause of the target at unit `k` tells what comes otherwise: "or the league will"."""
    for j in range(k - 1, max(0, k - _CLAUSE_WITHIN), -1):
        if is_punctuation(units[j]):
            return False
        if (units[j - 1].word, units[j].word) in _OTHERWISE:
            return True
        if units[j].word == "or":
            return any(modal_of(unit.word) in _LATER for unit in units[j + 1 : k + 2])
    return False
