"""Actors as targets: which predicates have an actor, or its conduct, for their very object."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.domain.claim import Act
from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit

_DOING_WITHIN = 4
_WRONG_WITHIN = 6
_ADJOINING = 1
_SAID_OF = frozenset({"copular", "consequence", "received"})
_REPROACH = Predicate("(reproach)", "attitude", "verb", -1, "actor", ("np",), 0.8, "ACCUSE")
_UNSEATING = Predicate("(unseating)", "attitude", "verb", -1, "actor", ("np",), 0.8, "REQUEST")


def _about_an_actor(units: Sequence[Unit], link: Link) -> Link | None:
    """Return the link with a reading that takes actors, if there is one; in a headline they may just be rivals."""
    kinds = ("attitude", "agent")
    if link.predicate.kind in kinds and link.predicate.about != "proposition":
        return None if link.frame == "headline" or link.predicate.lemma.endswith(" that") else link
    if link.predicate.kind == "evaluation":
        return link if _judges_actors(link) else None
    readings = [p for p, _ in units[link.index].readings if p.kind in kinds and p.about != "proposition"]
    warns = link.predicate.kind == "threat" or link.predicate.lemma == "warn"
    other = next((p for p in readings if p.about == "actor" or warns), None)
    return None if other is None else replace(link, predicate=other)


def relative(units: Sequence[Unit], links: Sequence[Link]) -> list[Link]:
    """Return what a relative clause says of the actor that it is about: "Ardo, whom Vienna has accused"."""
    return [fit for link in links if (fit := _about_an_actor(units, link)) is not None]


def _blaming(links: Sequence[Link]) -> list[Link]:
    """Give a judgement of an actor the root of what it does to it: to blame or to praise."""
    *outer, verdict = links
    own = verdict.subject.own and verdict.predicate.sign < 0
    root: Act = "ACCUSE" if own else verdict.predicate.root
    calls = [replace(link, predicate=replace(link.predicate, root=root)) for link in outer]
    return [*calls, replace(verdict, predicate=replace(verdict.predicate, root=root))]


def _judges_actors(link: Link) -> bool:
    """Return whether a judgement is one of character and conduct; "happy", "safe" and "cut costs" are not."""
    if link.predicate.about == "proposition":
        return False
    return link.predicate.pos != "adjective" or link.predicate.lemma in words_of("characters")


def _summons_none(units: Sequence[Unit], link: Link, k: int) -> bool:
    """Return whether somebody is called in who is no ambassador, which is no protest."""
    envoy = units[k].actor is not None and units[k].word.split()[-1] in words_of("envoys")
    return link.predicate.lemma in words_of("summoning") and not envoy


def directly(units: Sequence[Unit], links: Sequence[Link], k: int) -> list[Link]:
    """Keep the predicates that an actor is the very object or subject of."""
    last = _about_an_actor(units, links[-1]) if links else None
    if last is None or _summons_none(units, last, k):
        return []
    links = [*links[:-1], last] if last.predicate.kind != "evaluation" else _blaming(links)
    if last.index > k:
        return _after(units, links, k)
    if _is_no_ones(units, links):
        return []
    if k + 1 < len(units) and units[k + 1].word == "to":
        return []
    return list(links) if _is_near(units, last.index, k) else []


def _after(units: Sequence[Unit], links: Sequence[Link], k: int) -> list[Link]:
    """Keep what is said of the actor at unit `k` by what follows it."""
    last = links[-1]
    if last.frame in {"passive", "reduced"}:
        return _done_to(units, links, k)
    if last.frame == "judged":
        return list(links) if len(links) > 1 and _is_near(units, links[-2].index, k) else []
    told = last.frame in _SAID_OF and last.group.start <= k + _ADJOINING and not _is_of_a_phrase(units, k)
    received = last.frame != "received" or _comes_from(units, last.index)
    return list(links) if told and received and not any(link.predicate.kind == "demand" for link in links) else []


def _is_of_a_phrase(units: Sequence[Unit], k: int) -> bool:
    """Return whether an actor ends another noun phrase: "the criticism of Vienna pleased the league"."""
    before = {units[k - 1].word, units[k - 1].last} if k else set()
    return not before.isdisjoint(words_of("prepositions"))


def _comes_from(units: Sequence[Unit], noun: int) -> bool:
    """Return whether who is named after a noun feels it: "drew anger from", "the trust of", but not "a fear of"."""
    of = units[noun].last == "of" and units[noun - 1].word == "the"
    return of or units[noun].last == "from" or units[noun + 1].kind != "actor"


def _is_no_ones(units: Sequence[Unit], links: Sequence[Link]) -> bool:
    """Return whether a noun names another's stance: "won the backing of Vienna", or one given up: "dropped charges"."""
    *outer, last = links
    if last.predicate.pos != "noun":
        return False
    won = last.frame == "light" and units[last.index].last == "of" and units[last.index - 1].word == "the"
    dropped = any(link.predicate.kind == "act" and link.predicate.sign < 0 for link in outer)
    got = any(units[link.index].word in words_of("receiving") and link.predicate.kind != "attitude" for link in outer)
    return won or got or (dropped and last.predicate.sign < 0)


def reproached(units: Sequence[Unit], heads: Sequence[Link], k: int) -> list[Link]:
    """Return the demand that the actor at unit `k` stop some wrong, or go, as a reproach: "told it to stop lying"."""
    wanted = _REPROACH if _does_wrong(units, k) else _UNSEATING if _leaves_office(units, k) else None
    if wanted is None:
        return []
    demands = (link for link in heads if link.index < k and link.predicate.kind == "demand")
    return [replace(link, predicate=wanted) for link in demands if _is_near(units, link.index, k)]


def _leaves_office(units: Sequence[Unit], k: int) -> bool:
    """Return whether the actor at unit `k` is to go, where that is no proposition: "called for Ardo to resign"."""
    after = units[k + 1 : k + _DOING_WITHIN]
    rest = " ".join(unit.word for unit in after)
    named = any(unit.kind == "target" for unit in after)
    return not named and rest.removeprefix("to ").startswith(tuple(words_of("unseating")))


def _does_wrong(units: Sequence[Unit], k: int) -> bool:
    """Return whether what follows the actor at unit `k` is some wrong that is to stop."""
    rest = units[k + 1 : k + _WRONG_WITHIN]
    if [unit.word for unit in rest[:1]] != ["to"] or len(rest) == 1:
        return False
    wrong = next((unit for unit in rest[2:] if unit.word not in words_of("possessives", "novelty")), None)
    stops = any(predicate.lemma in words_of("stopping") for predicate, _ in rest[1].readings)
    return stops and wrong is not None and wrong.word in words_of("misdeeds")


def _done_to(units: Sequence[Unit], links: Sequence[Link], k: int) -> list[Link]:
    """Keep what is done to an actor, and who wants it: "called for Vienna to be punished"."""
    wanting = (link for link in links if link.index < k and link.predicate.kind in {"demand", "commit"})
    return [*(link for link in wanting if _is_near(units, link.index, k)), *(link for link in links if link.index > k)]


def _is_near(units: Sequence[Unit], index: int, k: int) -> bool:
    """Return whether only an article, an office or an owner ("Vienna's") stands between a predicate and an actor."""
    between = units[index + 1 : k]
    if between and between[-1].word in {"'s", "’s"} and len(between) > 1 and between[-2].kind == "actor":
        between = between[:-2]
    if between and between[-1].word == "what":
        return len(between) == 1 and any(unit.word in words_of("doing") for unit in units[k + 1 : k + _DOING_WITHIN])
    if len(between) > 1 and between[-1].word == "of" and between[-2].word in words_of("conduct"):
        between = between[:-2]
    return all(
        (unit.word in words_of("determiners") and unit.word != "that") or unit.word in words_of("affiliations")
        for unit in between
    )
