"""A deadline: who must do what by when, what follows if not, and every move until its end."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal, Self

from pydantic import Field

from tocsin.domain.claim import Action, DeadlineClaim
from tocsin.domain.due import Due, Grain, Span, later, zone_of
from tocsin.domain.event import Event, stable_id
from tocsin.domain.evidence import Evidence, combined_confidence, independent
from tocsin.domain.record import Instant, Part, Record

State = Literal["pending", "met", "withdrawn", "expired"]

SAME_INSTANT = timedelta(minutes=2)
"""23:59 and midnight are one deadline."""

_RETOLD_MOVE = timedelta(days=7)
_A_DAY = timedelta(days=1)
_LEAST_DAY = timedelta(hours=22)
_UNTOLD = timedelta(days=30)
_SHOWN = 8
_COARSENESS: Mapping[Grain, int] = MappingProxyType({"minute": 0, "day": 1, "week": 2, "month": 3})
_READ_IN_TURN: Mapping[Action, int] = MappingProxyType(
    {"set": 1, "extend": 2, "advance": 2, "withdraw": 3, "met": 3, "pass": 3}
)


class Telling(Part):
    """One claim about a deadline, and whether a person took it back."""

    claim: DeadlineClaim
    retracted: bool = False

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Publication time, then article id, then what has to be read first, then claim id.

        In one article the end of a deadline that is known by its instant makes room for the next one; what was set is
        read before what was moved, and that before an end that can only be told from what is running.
        """
        claim = self.claim
        ends_known = _READ_IN_TURN[claim.action] == _READ_IN_TURN["pass"] and claim.due is not None
        return claim.published_at, claim.article_id, f"{0 if ends_known else _READ_IN_TURN[claim.action]}/{claim.id}"


class Move(Record):
    """The due instant was changed by whoever can change it."""

    from_due: Instant | None
    to_due: Instant
    moved_by: Span | None
    at: Instant = Field(description="When the first article that tells of it appeared (UTC).")
    evidence: Evidence


class Deadline(Record):
    """A time by which one actor requires another to act, as all claims together tell it."""

    id: str
    watch: str
    setter: str | None
    addressee: str | None
    demand: str | None
    consequence: str | None
    due: Due | None = Field(description="As it holds now; null until a claim gives it.")
    first_due: Instant | None = Field(description="As it was first set.")
    duration: Span | None
    state: State
    set_at: Instant = Field(description="When the first article that tells of it appeared (UTC).")
    ended_at: Instant | None = Field(description="When it was met, withdrawn or ran out (UTC).")
    moves: tuple[Move, ...]
    evidence: tuple[Evidence, ...] = Field(
        description="The surest sentence of each independent source, the first to tell of it first."
    )
    latest: Evidence = Field(description="The sentence that last told of it.")

    @property
    def dues(self) -> tuple[datetime, ...]:
        """The first due instant, then each that it was moved to."""
        first = () if self.first_due is None else (self.first_due,)
        return (*first, *(move.to_due for move in self.moves))

    @property
    def sources(self) -> int:
        """How many independent sources tell of it, as far as they are kept: the first eight."""
        return len(self.evidence)

    @property
    def confidence(self) -> float:
        """Chance that at least one independent source is right."""
        return combined_confidence(self.evidence)

    @property
    def runs_out(self) -> datetime:
        """When it expires if nothing is told of it any more; without a due instant, a month after it was last told."""
        return self.due.latest if self.due else self.latest.published_at + _UNTOLD

    def at(self, now: datetime) -> Self:
        """Return the deadline as it is at `now`: a pending one that has run out has expired."""
        if not self.runs_at(now) and self.state == "pending":
            return self.model_copy(update={"state": "expired", "ended_at": self.runs_out})
        return self

    def runs_at(self, now: datetime) -> bool:
        """Whether it is pending at `now`."""
        return self.state == "pending" and self.runs_out > now


DeadlineChange = Literal["set", "resolved", "moved", "met", "withdrawn", "expired", "updated", "retracted"]


class DeadlineMove(Record):
    """What became of a deadline."""

    watch: str
    id: str
    change: DeadlineChange
    deadline: Deadline | None = Field(description="As it stands now; null when no claim is left.")
    formerly: str | None = Field(
        default=None, description="The id that it had before an earlier claim about it arrived late."
    )
    previous_due: Instant | None = Field(default=None, description="The due instant before a move.")


class DeadlineChanged(Event):
    """A deadline was set, moved, ended, or told of again."""

    type: Literal["tocsin.deadline.changed"] = "tocsin.deadline.changed"
    data: DeadlineMove

    @classmethod
    def of(cls, move: DeadlineMove, now: datetime, cause: str) -> Self:
        """Return the one event that there is for what `cause` changed about a deadline."""
        subject = f"{move.watch}/{move.id}"
        return cls.make(
            move.id, move.change, cause, source="project", subject=subject, time=now, partition=move.watch, data=move
        )

    @property
    def former_subject(self) -> str | None:
        """The subject under which the deadline was known by its former id, or None where it had no other."""
        return None if self.data.formerly is None else f"{self.data.watch}/{self.data.formerly}"


def same_instant(one: datetime | None, other: datetime | None) -> bool:
    """Whether both are known and mean the same deadline."""
    return one is not None and other is not None and abs(one - other) <= SAME_INSTANT


def begin(claim: DeadlineClaim) -> Deadline:
    """Return the deadline that is known from `claim` alone."""
    due, evidence = claim.interval, Evidence.of(claim)
    new = Deadline(
        id=stable_id("deadline", claim.watch, claim.id),
        watch=claim.watch,
        setter=claim.setter,
        addressee=claim.addressee,
        demand=claim.demand,
        consequence=claim.consequence,
        due=due,
        first_due=due.latest if due else None,
        duration=claim.duration,
        state="pending",
        set_at=claim.published_at,
        ended_at=None,
        moves=(),
        evidence=(evidence,),
        latest=evidence,
    )
    if claim.action in ("extend", "advance") and claim.previous_due is not None and due is not None:
        return _moved(new.model_copy(update={"first_due": claim.previous_due}), claim, due, claim.previous_due)
    return _ended(new, claim)


def tell(deadline: Deadline, claim: DeadlineClaim) -> Deadline:
    """Return `deadline` after `claim`, which is about it: gaps filled, moved or ended as the claim says."""
    told = _filled(deadline, claim)
    if claim.action in ("extend", "advance"):
        return _move(told, claim)
    return _ended(told, claim)


def covers(coarse: Due, instant: datetime, grain: Grain) -> bool:
    """Whether `instant`, known to the `grain`, says more exactly what `coarse` says: "5 pm on Friday", "on Friday"."""
    if _COARSENESS[grain] >= _COARSENESS[coarse.grain]:
        return False
    begins = coarse.latest - coarse.earliest < _LEAST_DAY and same_instant(coarse.earliest, instant)
    return begins or coarse.earliest < instant <= coarse.latest


def refines(fine: Due, coarse: Due) -> bool:
    """Whether `fine` says more exactly what `coarse` says."""
    return covers(coarse, fine.latest, fine.grain)


def same_day(one: Due, other: Due) -> bool:
    """Whether both are the same day of the calendar, each by the clocks of the place that it is told for."""
    return one.grain == other.grain == "day" and _last_day(one) == _last_day(other)


def _last_day(due: Due) -> date:
    return (due.latest - SAME_INSTANT).astimezone(zone_of(due.timezone)).date()


def pins_down(claim: DeadlineClaim, deadline: Deadline) -> bool:
    """Whether `claim` gives the instant of what was known by its length: "48 hours", and days later "4 am on Thursday".

    What a length comes to may be off by the hours between its setting and the news of it.
    """
    due, known = claim.interval, deadline.due
    if due is None or known is None or deadline.duration is None or deadline.moves:
        return False
    if claim.duration is not None or claim.published_at == deadline.set_at or same_day(due, known):
        return False
    finer = _COARSENESS[due.grain] <= _COARSENESS[known.grain]
    return finer and abs(due.latest - known.latest) <= min(_A_DAY, (known.latest - deadline.set_at) / 2)


def prolongs(deadline: Deadline, claim: DeadlineClaim) -> bool:
    """Whether `claim` gives time on top of what is left: "another 24 hours" counts from the old end, not the news."""
    counts_from_news = claim.action == "extend" and claim.anchor == "published" and claim.duration is not None
    return counts_from_news and deadline.due is not None and deadline.runs_at(claim.published_at)


def _filled(deadline: Deadline, claim: DeadlineClaim) -> Deadline:
    evidence = Evidence.of(claim)
    told_last = evidence.published_at >= deadline.latest.published_at
    update: dict[str, object] = {
        "evidence": independent((*deadline.evidence, evidence))[:_SHOWN],
        "latest": evidence if told_last else deadline.latest,
    }
    for gap in ("demand", "consequence", "duration"):
        if getattr(deadline, gap) is None:
            update[gap] = getattr(claim, gap)
    due = claim.interval
    if due is not None and claim.action not in ("extend", "advance"):
        update |= _better_due(deadline, due, pinned=pins_down(claim, deadline))
    return deadline.model_copy(update=update)


def _better_due(deadline: Deadline, due: Due, *, pinned: bool = False) -> dict[str, object]:
    if deadline.due is None:
        return {"due": due, "first_due": due.latest}
    if not pinned and not refines(due, deadline.due):
        return {}
    if not deadline.moves:
        return {"due": due, "first_due": due.latest}
    *moves, last = deadline.moves
    return {"due": due, "moves": (*moves, last.model_copy(update={"to_due": due.latest}))}


def _move(deadline: Deadline, claim: DeadlineClaim) -> Deadline:
    due = None if prolongs(deadline, claim) else claim.interval
    due = due or _shifted(deadline, claim)
    if due is None or _moved_there_already(deadline, due, claim):
        return deadline
    if deadline.due is not None and refines(due, deadline.due):
        return deadline.model_copy(update=_better_due(deadline, due))
    return _moved(deadline, claim, due, deadline.due.latest if deadline.due else None)


def _moved_there_already(deadline: Deadline, due: Due, claim: DeadlineClaim) -> bool:
    """Whether `claim` tells again of a move that is known; a move back tells from where."""
    if deadline.due is None:
        return False
    if same_instant(due.latest, deadline.due.latest) or refines(deadline.due, due):
        return True
    back = same_instant(claim.previous_due, deadline.due.latest)
    return not back and any(same_instant(due.latest, each) for each in deadline.dues)


def _moved(deadline: Deadline, claim: DeadlineClaim, due: Due, old: datetime | None) -> Deadline:
    move = Move(
        from_due=old,
        to_due=due.latest,
        moved_by=_moved_by(claim),
        at=claim.published_at,
        evidence=Evidence.of(claim),
    )
    return deadline.model_copy(
        update={"due": due, "moves": (*deadline.moves, move), "state": "pending", "ended_at": None}
    )


def _moved_by(claim: DeadlineClaim) -> Span | None:
    return claim.duration if claim.action == "extend" and claim.anchor == "published" else claim.moved_by


def _shifted(deadline: Deadline, claim: DeadlineClaim) -> Due | None:
    """Return the old due interval moved by the claim's span, unless an earlier claim told of that very move."""
    span = _moved_by(claim)
    if deadline.due is None or span is None or _told_before(deadline, claim, span):
        return None
    return _due_moved(deadline.due, span, _sign(claim))


def _told_before(deadline: Deadline, claim: DeadlineClaim, span: Span) -> bool:
    return any(
        claim.published_at - move.at <= _RETOLD_MOVE
        and (move.moved_by == span or _spans(move, span, deadline, _sign(claim)))
        for move in deadline.moves
    )


def _spans(move: Move, span: Span, deadline: Deadline, sign: int) -> bool:
    """Whether `move` came to what a claim says in other words: "to Tuesday", "by 48 hours"."""
    if move.from_due is None or deadline.due is None:
        return False
    return same_instant(move.to_due, later(move.from_due, span, zone_of(deadline.due.timezone), sign=sign))


def _sign(claim: DeadlineClaim) -> int:
    return -1 if claim.action == "advance" else 1


def _due_moved(due: Due, span: Span, sign: int) -> Due:
    moved = {name: later(getattr(due, name), span, zone_of(due.timezone), sign=sign) for name in ("earliest", "latest")}
    return due.model_copy(update={**moved, "alternatives": ()})


def _ended(deadline: Deadline, claim: DeadlineClaim) -> Deadline:
    match claim.action:
        case "met":
            end: dict[str, object] = {"state": "met", "ended_at": claim.published_at}
        case "withdraw":
            end = {"state": "withdrawn", "ended_at": claim.published_at}
        case "pass" if deadline.state == "pending" and not _still_to_come(deadline, claim):
            end = {"state": "expired", "ended_at": deadline.due.latest if deadline.due else claim.published_at}
        case _:
            return deadline
    return deadline if deadline.state == end["state"] else deadline.model_copy(update=end)


def _still_to_come(deadline: Deadline, claim: DeadlineClaim) -> bool:
    return deadline.due is not None and deadline.due.earliest > claim.published_at
