"""A case: one deadline, and what its sources say of who set it and whom it binds."""

from functools import cached_property

from tocsin.domain.claim import DeadlineClaim
from tocsin.domain.deadline import Deadline, begin, tell
from tocsin.domain.record import Part, Record
from tocsin.domain.sides import Sides

SURE = 0.75
"""What is less sure was read of loose words, or with a guess at a role."""

_NO_RUMOUR = 0.6
"""What is less sure was read of loose words, and with a guess at a role."""

_OF_A_STATE = 0.5
"""What a vote for a state is worth beside one for who is at home there, of whom it is often said."""


class Vote(Record):
    """An actor, and the confidence of the independent sources, added up, by which it has a role."""

    actor: str
    weight: float


Votes = tuple[Vote, ...]


class Case(Part):
    """A deadline and the votes for its roles: who has most has the role, of equals the one that was named first."""

    deadline: Deadline
    setters: Votes
    addressees: Votes

    @cached_property
    def is_worth_telling(self) -> bool:
        """Whether the sources are sure enough, together, for people to be told of the deadline.

        Where only one of the two roles is known it must not be a guess.
        """
        deadline = self.deadline
        half_known = (deadline.setter is None) != (deadline.addressee is None)
        return deadline.confidence >= (SURE if half_known else _NO_RUMOUR)


def open_case(claim: DeadlineClaim, sides: Sides) -> Case:
    """Return the case that is known from `claim` alone."""
    new = Case(deadline=begin(claim), setters=(), addressees=())
    return _voted(new, new.deadline, claim, claim.confidence, sides)


def hear(case: Case, claim: DeadlineClaim, sides: Sides) -> Case:
    """Return the case after `claim`, which is about its deadline; a source that repeats itself votes once."""
    deadline = tell(case.deadline, claim)
    return _voted(case, deadline, claim, _evidence_of(deadline) - _evidence_of(case.deadline), sides)


def _voted(case: Case, deadline: Deadline, claim: DeadlineClaim, weight: float, sides: Sides) -> Case:
    setters = _counted(case.setters, claim.setter, weight)
    addressees = _counted(case.addressees, claim.addressee, weight)
    roles = _roles(setters, addressees, sides)
    return Case(deadline=deadline.model_copy(update=roles), setters=setters, addressees=addressees)


def _evidence_of(deadline: Deadline) -> float:
    return sum(piece.confidence for piece in deadline.evidence)


def _counted(votes: Votes, actor: str | None, weight: float) -> Votes:
    if actor is None:
        return votes
    sums = {vote.actor: vote.weight for vote in votes}
    sums[actor] = round(sums.get(actor, 0.0) + weight, 4)
    return tuple(Vote(actor=name, weight=weight) for name, weight in sums.items())


def _roles(setters: Votes, addressees: Votes, sides: Sides) -> dict[str, str | None]:
    """Return who has which role; whom different sources name for both has the one in which it has more votes."""
    setter, addressee = _elected(setters, sides), _elected(addressees, sides)
    if setter is None or setter != addressee:
        return {"setter": setter, "addressee": addressee}
    if _weight(addressees, setter) > _weight(setters, setter):
        return {"setter": _elected(_without(setters, setter), sides), "addressee": addressee}
    return {"setter": setter, "addressee": _elected(_without(addressees, setter), sides)}


def _weight(votes: Votes, actor: str) -> float:
    return next(vote.weight for vote in votes if vote.actor == actor)


def _without(votes: Votes, actor: str) -> Votes:
    return tuple(vote for vote in votes if vote.actor != actor)


def _elected(votes: Votes, sides: Sides) -> str | None:
    best = max(votes, key=lambda vote: _worth(vote, votes, sides), default=None)
    return None if best is None else best.actor


def _worth(vote: Vote, votes: Votes, sides: Sides) -> float:
    meant = any(sides.is_home(vote.actor, other.actor) for other in votes)
    return vote.weight * _OF_A_STATE if meant else vote.weight
