"""What is known of the actors besides their names: kind, country, and the nouns that stand for them."""

import re
from dataclasses import dataclass
from functools import cache

from tocsin.domain.actor import Actor, ActorKind
from tocsin.domain.watch import Watch
from tocsin.extraction.packaged import packaged

_WITH_OTHERS = re.compile(r" and (?:its|their|his|her) ")
_COMPLEMENT = re.compile(r" (?:of|for|in|on|to|and|against) ")


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor; `country` is an ISO 3166-1 alpha-2 code."""

    id: str
    kind: ActorKind
    country: str | None = None
    nouns: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """The words of its names, in lower case."""
    is_builtin_body: bool = False


class Cast:
    """The actors that a watch can meet: its own, then the built-in ones."""

    def __init__(self, watch: Watch) -> None:
        builtin = _builtin_profiles()
        self.own: dict[str, Profile] = {actor.id: _profile(actor, builtin.get(actor.id)) for actor in watch.actors}
        self.home = self._state_at(watch.places[0]) if len(watch.places) == 1 else None

    def __getitem__(self, actor: str) -> Profile:
        return self.own.get(actor) or _builtin_profiles()[actor]

    def _state_at(self, place: str) -> Profile | None:
        """Return the state of a country code; the watch's own before a built-in one."""
        profiles = (*self.own.values(), *_builtin_profiles().values())
        return next((p for p in profiles if p.kind == "state" and p.country == place), None)


@cache
def _builtin_profiles() -> dict[str, Profile]:
    states = {actor: Profile(actor, "state", entry["alpha2"]) for actor, entry in packaged("states.yaml").items()}
    bodies = {
        actor: Profile(actor, "igo", nouns=frozenset(entry["nouns"]), is_builtin_body=True)
        for actor, entry in packaged("bodies.yaml").items()
    }
    return states | bodies


def _profile(actor: Actor, builtin: Profile | None) -> Profile:
    known = builtin or Profile(actor.id, "other")
    kind, country = actor.kind or known.kind, actor.country or known.country
    nouns, words = known.nouns | head_nouns(actor), " ".join(filter(None, (actor.name, *actor.aliases)))
    return Profile(actor.id, kind, country, nouns, frozenset(words.lower().split()), known.is_builtin_body)


def head_nouns(actor: Actor) -> frozenset[str]:
    """Return the nouns by which the news speak of an actor again: after "Committee of Rescue" it is "the committee".

    "Peru and its allies" are more than Peru, and have none.
    """
    if actor.kind in (None, "state", "person"):
        return frozenset()
    names = [without_article(name) for name in (actor.name, *actor.aliases) if name and not _WITH_OTHERS.search(name)]
    heads = (_COMPLEMENT.split(name)[0].split()[-1] for name in names if " " in name.strip() and "," not in name)
    return frozenset(head.lower() for head in heads if head.isalpha())


def without_article(name: str) -> str:
    """Return a name without the "the" that it may begin with."""
    return name[4:] if name[:4].lower() == "the " else name
