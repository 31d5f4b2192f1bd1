"""News: what a change means to people, before any rule has asked for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from tocsin.domain.deadline import Deadline, DeadlineChange, DeadlineMove
from tocsin.domain.evidence import Evidence
from tocsin.domain.stance import Position, Stance, StanceMove
from tocsin.domain.watch import AlertKind
from tocsin.domain.wording import Wording, length

_TOLD_AS: Mapping[DeadlineChange, AlertKind] = MappingProxyType(
    {
        "moved": "deadline.moved",
        "met": "deadline.met",
        "withdrawn": "deadline.withdrawn",
        "expired": "deadline.expired",
    }
)


@dataclass(frozen=True, slots=True)
class News:
    """Something that rules may want to be told: what it concerns, how fresh and how sure it is.

    `subject` and `detail` make it the same thing when it comes again; `fresh_at` is what a rule's horizon counts from.
    Most news is asked for by no rule or has been told, so `title` and `text` are worded only when they are called.
    """

    kind: AlertKind
    subject: str
    detail: str
    title: Callable[[], str]
    text: Callable[[], str]
    at: datetime
    fresh_at: datetime
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    sources: int = 1
    actors: frozenset[str | None] = frozenset()
    target: str | None = None
    due: datetime | None = None


def of_deadline(wording: Wording, move: DeadlineMove, now: datetime) -> News | None:
    """Return what a change of a deadline tells, or None where it tells nothing new."""
    deadline = move.deadline
    if deadline is None:
        return None
    due = deadline.due.latest.isoformat() if deadline.due else ""
    kind = _TOLD_AS.get(move.change)
    if kind is not None:
        return _deadline_news(wording, kind, deadline, due, now)
    if deadline.state == "pending":
        return _deadline_news(wording, "deadline.set", deadline, "due" if due else "", now)
    return None


def of_time_left(wording: Wording, deadline: Deadline, before: str, now: datetime) -> News:
    """Return the reminder that a deadline has come near; `before` says by which of the rules' steps."""
    due = deadline.due.latest.isoformat() if deadline.due else ""
    return _deadline_news(wording, "deadline.approaching", deadline, f"{due}-{before}", now)


def of_stance(wording: Wording, move: StanceMove, now: datetime) -> News | None:
    """Return what a change of a stance tells: a first position, or a flip with both sentences."""
    stance = move.stance
    if stance is None:
        return None
    previous = move.previous
    kind: AlertKind = "stance.flipped" if previous else "stance.new"
    return News(
        kind=kind,
        subject=subject_of(move),
        detail=f"{stance.polarity} after {previous.since.isoformat()}" if previous else stance.polarity,
        title=lambda: wording.stance_title(stance, previous),
        text=lambda: wording.stance_text(stance, previous),
        at=now,
        fresh_at=stance.since,
        evidence=_stance_evidence(stance, previous),
        confidence=stance.confidence,
        sources=stance.sources,
        actors=frozenset({stance.actor}),
        target=stance.target,
    )


def subject_of(move: StanceMove) -> str:
    """Return what an alert about a stance is about."""
    return f"{move.actor}/{move.target}"


def of_silence(wording: Wording, last_article_at: datetime, now: datetime) -> News:
    """Return that no source has had anything new for too long."""
    watch = wording.watch
    return News(
        kind="source.silent",
        subject=watch.id,
        detail=last_article_at.isoformat(),
        title=lambda: f"No source of {watch.title} has had anything new for {length(now - last_article_at)}",
        text=lambda: (
            "Silence may be the sources' or tocsin's own: look at /metrics and at the addresses of the sources."
        ),
        at=now,
        fresh_at=now,
    )


def _deadline_news(wording: Wording, kind: AlertKind, deadline: Deadline, detail: str, now: datetime) -> News:
    happens_in_time = kind in ("deadline.approaching", "deadline.expired") and deadline.due is not None
    return News(
        kind=kind,
        subject=deadline.id,
        detail=detail,
        title=lambda: wording.deadline_title(kind, deadline, now),
        text=lambda: wording.deadline_text(deadline, now),
        at=now,
        fresh_at=_fresh_at(kind, deadline, now) if happens_in_time else deadline.latest.published_at,
        evidence=(deadline.latest,),
        confidence=deadline.confidence,
        sources=deadline.sources,
        actors=frozenset({deadline.setter, deadline.addressee}),
        due=deadline.due.latest if deadline.due else None,
    )


def _fresh_at(kind: AlertKind, deadline: Deadline, now: datetime) -> datetime:
    """Return when time itself made it news: the end for a deadline that ran out, this moment for a reminder."""
    if kind == "deadline.expired" and deadline.due is not None:
        return deadline.due.latest
    return now


def _stance_evidence(stance: Stance, previous: Position | None) -> tuple[Evidence, ...]:
    return (stance.evidence[0], previous.latest) if previous else (stance.evidence[0],)
