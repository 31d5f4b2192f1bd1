"""Whether the parts of a watch fit one another, and the built-in actors and channels that they name."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import model_validator

from tocsin.domain.actor import Actor
from tocsin.domain.watch import Watch
from tocsin.settings.faults import Fault, did_you_mean
from tocsin.settings.yaml_source import Document


class LooseWatch(Watch):
    """A watch whose parts are right each by itself; `misfits` tells, with lines, how they do not fit together."""

    @model_validator(mode="after")
    def _consistent(self) -> "LooseWatch":
        """Take the place of the validator that refuses a whole watch without saying where it is wrong."""
        return self


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a watch may name that it does not define: built-in actors, by id with their names, and channels.

    `channels` is None where the watch is read by itself, without a configuration.
    """

    actors: Mapping[str, str]
    channels: Collection[str] | None = None


def misfits(watch: LooseWatch, document: Document, around: Surroundings) -> list[Fault]:
    """Return everything in which the parts of `watch` do not fit, in the order of the file."""
    faults = [
        *_repeated_ids(watch, document),
        *_unknown_actors(watch, document, around),
        *_shared_names(watch, document),
        *_opposites(watch, document),
        *_rules(watch, document, around),
    ]
    return sorted(faults, key=lambda fault: fault.line or 0)


def _repeated_ids(watch: LooseWatch, document: Document) -> Iterator[Fault]:
    for field, ids in (("actors", [a.id for a in watch.actors]), ("propositions", [p.id for p in watch.propositions])):
        for index, each in enumerate(ids):
            if each in ids[:index]:
                message = f"{each!r} is listed twice; put what belongs to it in one entry"
                yield document.fault((field, index, "id"), message)


def _unknown_actors(watch: LooseWatch, document: Document, around: Surroundings) -> Iterator[Fault]:
    for index, actor in enumerate(watch.actors):
        if actor.id not in around.actors and (actor.name is None or actor.kind is None):
            hint = did_you_mean(actor.id, _answers(around.actors), "give it a name and a kind")
            yield document.fault(("actors", index, "id"), f"{actor.id!r} is not built in; {hint}")


def _shared_names(watch: LooseWatch, document: Document) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for index, actor in enumerate(watch.actors):
        for loc, name in _names(actor):
            owner = owners.setdefault(name.casefold(), actor.id)
            if owner != actor.id:
                message = f"{name!r} already means {owner!r}; leave it to one of the two"
                yield document.fault(("actors", index, *loc), message)


def _names(actor: Actor) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if actor.name is not None:
        yield ("name",), actor.name
    yield from ((("aliases", index), alias) for index, alias in enumerate(actor.aliases))
    yield from ((("people", index), person) for index, person in enumerate(actor.people))


def _opposites(watch: LooseWatch, document: Document) -> Iterator[Fault]:
    ids = [each.id for each in watch.propositions]
    partner: dict[str, str] = {}
    for index, each in enumerate(watch.propositions):
        if each.opposite is None:
            continue
        loc = ("propositions", index, "opposite")
        if each.opposite == each.id:
            yield document.fault(loc, "nothing is the opposite of itself; name another proposition")
        elif each.opposite not in ids:
            hint = did_you_mean(each.opposite, dict(zip(ids, ids, strict=True)), "list it, or leave the field away")
            yield document.fault(loc, f"{each.opposite!r} is no proposition here; {hint}")
        else:
            for one, other in ((each.id, each.opposite), (each.opposite, each.id)):
                if partner.setdefault(one, other) != other:
                    message = f"{one!r} is the opposite of {partner[one]!r} already; a proposition has one at most"
                    yield document.fault(loc, message)
                    break


def _rules(watch: LooseWatch, document: Document, around: Surroundings) -> Iterator[Fault]:
    actors = _answers({**around.actors, **{each.id: each.name or each.id for each in watch.actors}})
    targets = {**actors, **_answers({each.id: each.title for each in watch.propositions})}
    known = (
        ("actors", actors, "is no actor; list it under actors, or write a built-in id such as DZA or ECOWAS"),
        ("targets", targets, "is neither a proposition nor an actor; list it under propositions"),
        ("channels", _channels(around), "is no channel of the configuration; define it there under channels"),
    )
    for index, rule in enumerate(watch.alerts):
        for field, answers, wrong in known:
            for position, name in enumerate(getattr(rule, field)):
                if answers is not None and name not in answers.values():
                    what, _, otherwise = wrong.partition("; ")
                    message = f"{name!r} {what}; {did_you_mean(name, answers, otherwise)}"
                    yield document.fault(("alerts", index, field, position), message)


def _answers(names: Mapping[str, str]) -> dict[str, str]:
    """Return the ids by all that people may write for them: the id itself and the name."""
    return {name: key for key, name in names.items()} | {key: key for key in names}


def _channels(around: Surroundings) -> dict[str, str] | None:
    return None if around.channels is None else {name: name for name in around.channels}
