"""What is said of a target before any predicate is: that there is none, that it must or will be, "Free ...!"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tocsin.extraction.phrases import begins_with_verb
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.clausal import inner_group, is_promised, owed
from tocsin.extraction.stances.itself import bare
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.operators import Value
from tocsin.extraction.stances.said import Attribution
from tocsin.extraction.stances.targets import Target
from tocsin.extraction.stances.threatened import Threats, is_alternative
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import verb_group
from tocsin.extraction.stances.wished import wish

_FORETELLING = frozenset({"will", "would"})
_POSSIBLE = frozenset({"could", "can"})
_FORBIDDING = (" not to ", " not be ")


@dataclass(frozen=True)
class Openings:
    """Reads what the words around the targets of one sentence say of them by themselves."""

    units: Sequence[Unit]
    said: Sequence[Attribution]
    supposed: Sequence[tuple[int, int]]
    speakers: Callable[[int], Sequence[ActorMention]]
    """Whose words a unit is."""

    @cached_property
    def _threats(self) -> Threats:
        return Threats(self.units, self.supposed, self.speakers)

    def read(self, target: Target, links: Sequence[Link]) -> tuple[Value, Sequence[Link]]:
        """Return what is said of a target before `links` are applied, and the links; where none, one for the target."""
        value = Value(sign=target.sign)
        if target.is_actor:
            return value, links
        if asked := self._asked(target, links):
            return asked
        value = replace(value, conditional=is_alternative(self.units, target.k))
        group = inner_group(self.units[target.k])
        if not links and (required := owed(self.units, target.k)):
            return replace(value, sign=target.sign * required, owed=True), [bare(target.k, "required")]
        forbidden = (
            group.negated if group is not None else any(words in self.units[target.k].word for words in _FORBIDDING)
        )
        denied = self._is_denied(target.k) != (forbidden or self._is_spared(target.k))
        if denied:
            value = replace(value, sign=-target.sign)
        frame = None if links else self._foretold(target.k, denied=denied)
        if frame is None:
            return value, links
        return replace(value, owed=True), [bare(target.k, frame)]

    def _asked(self, target: Target, links: Sequence[Link]) -> tuple[Value, Sequence[Link]] | None:
        """Return what is said of a target that is ordered, wished for or threatened; None where it is none of these."""
        value = Value(sign=target.sign, owed=True)
        if self._is_imperative(target.k, links):
            return value, links or [bare(target.k, "imperative")]
        if wished := wish(self.units, self.said, target.k, links):
            sign = -wished if self._is_denied(target.k) else wished
            return replace(value, sign=target.sign * sign), links or [bare(target.k, "wished")]
        if self._threats.threatens(target.k, links):
            return replace(value, conditional=True), [bare(target.k, "threatened")]
        return None

    def _is_spared(self, k: int) -> bool:
        """Return whether the target is what is not to be done to somebody: "asked for him not to be jailed"."""
        group = verb_group(self.units, k)
        return group.be and group.infinitive and group.negated

    def _foretold(self, k: int, *, denied: bool) -> str | None:
        """Return as what the target tells itself of what will be; None where it does not."""
        if is_promised(self.units[k]):
            return "promised"
        if self._is_foretold(k):
            return "absent" if denied else "present"
        return None

    def _is_imperative(self, k: int, links: Sequence[Link]) -> bool:
        first = links[0].index if links else k
        if not any(said.start == first for said in self.said):
            return False
        if not links:
            return begins_with_verb(self.units[k].word)
        ordered = all(link.predicate.pos == "verb" and link.predicate.kind in {"act", "attitude"} for link in links)
        return ordered and self.units[first].has_form("base")

    def _is_denied(self, k: int) -> bool:
        k = k - 1 if k and _is_demonym(self.units[k - 1]) else k
        return k > 0 and self.units[k - 1].kind == "word" and self.units[k - 1].word == "no"

    def _is_foretold(self, k: int) -> bool:
        before = {unit.word for unit in self.units[max(0, k - 6) : k]}
        denied = self._is_denied(k)
        if [unit.word for unit in self.units[k + 1 : k + 2]] == ["may"]:
            return denied
        telling = _FORETELLING | _POSSIBLE if denied else _FORETELLING
        return not before.isdisjoint(telling) and ("there" in before or denied)


def _is_demonym(unit: Unit) -> bool:
    return unit.actor is not None and unit.actor.kind == "demonym"
