"""How an alert reads: who, what, by when, since when, how well known, and the sentence that says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tocsin.domain.deadline import Deadline
from tocsin.domain.due import Due, zone_of
from tocsin.domain.evidence import Evidence
from tocsin.domain.stance import Position, Stance
from tocsin.domain.watch import AlertKind, Watch

_DAY_GRAINS = ("day", "week", "month")
_VERBS = {"support": "supports", "oppose": "opposes", "neutral": "is neutral on"}
_WAS = {"support": "for", "oppose": "against", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words things for one watch; `names` gives the built-in actors' names by id."""

    watch: Watch
    names: Mapping[str, str]

    def actor(self, actor: str | None, unknown: str = "someone") -> str:
        """Return the name of an actor, or `unknown` where the news do not tell."""
        if actor is None:
            return unknown
        own = next((each.name for each in self.watch.actors if each.id == actor), None)
        return own or self.names.get(actor, actor)

    def target(self, target: str) -> str:
        """Return the title of a proposition, or the name of an actor."""
        title = next((each.title for each in self.watch.propositions if each.id == target), None)
        return title or self.actor(target)

    def deadline_title(self, kind: AlertKind, deadline: Deadline, now: datetime) -> str:
        """Return the headline of an alert about a deadline."""
        demand = f": {deadline.demand}" if deadline.demand else ""
        setter, addressee = self.actor(deadline.setter, ""), self.actor(deadline.addressee, "")
        due = deadline.due
        match kind:
            case "deadline.set":
                return f"{_who_gave_whom(setter, addressee)} until {when(due)}{demand}"
            case "deadline.moved":
                return f"{_whose(setter, addressee)} moved to {when(due)}{demand}"
            case "deadline.approaching":
                left = length(due.latest - now) if due else "an unknown time"
                return f"{left} left of {_whose(setter, addressee, start=False)}{demand}"
            case "deadline.met":
                return f"{_whose(setter, addressee)} reported met{demand}"
            case "deadline.withdrawn":
                return f"{_whose(setter, addressee)} withdrawn{demand}"
            case _:
                return f"{_whose(setter, addressee)} ran out at {when(due)}{demand}"

    def deadline_text(self, deadline: Deadline, now: datetime) -> str:
        """Return the body of an alert about a deadline, one fact a line."""
        lines = [
            f"Who: {self.actor(deadline.setter, 'not told')} → {self.actor(deadline.addressee, 'not told')}",
            f"Demand: {_quoted(deadline.demand)}",
            f"Otherwise: {_quoted(deadline.consequence)}",
            f"Due: {_due_line(deadline.due, now)}",
            *_move_lines(deadline),
            f"Known since: {_utc(deadline.set_at)}, {_sources(deadline.sources)}",
            *_evidence_lines(deadline.latest),
        ]
        return "\n".join(lines)

    def stance_title(self, stance: Stance, previous: Position | None) -> str:
        """Return the headline of an alert about a stance, a flip where there is a `previous` position."""
        condition = " under a condition" if stance.conditional else ""
        title = f"{self.actor(stance.actor)} {_VERBS[stance.polarity]} {self.target(stance.target)}{condition}"
        return f"{title}; was {_WAS[previous.polarity]} it" if previous else title

    def stance_text(self, stance: Stance, previous: Position | None) -> str:
        """Return the body of an alert about a stance, with both sentences of a flip."""
        lines = [
            f"Since: {_utc(stance.since)}, {_sources(stance.sources)}, confidence {stance.confidence:.2f}",
            *_evidence_lines(stance.evidence[0]),
        ]
        if previous is not None:
            lines += [f"Before, since {_utc(previous.since)}:", *_evidence_lines(previous.latest)]
        return "\n".join(lines)


def when(due: Due | None) -> str:
    """Return a due instant in its local time; the end of a day is named by that day."""
    if due is None:
        return "a time not told yet"
    local = due.latest.astimezone(zone_of(due.timezone))
    if due.grain in _DAY_GRAINS and (local.hour, local.minute) == (0, 0):
        return f"the end of {_day(local - timedelta(minutes=1))} ({due.timezone})"
    return f"{_day(local)} {local:%H:%M} ({due.timezone})"


def length(span: timedelta) -> str:
    """Return a length of time in its two largest units, as in `6 d 23 h`."""
    minutes = max(0, round(span.total_seconds() / 60))
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count]
    return " ".join(parts[:2]) or "0 min"


def _due_line(due: Due | None, now: datetime) -> str:
    if due is None:
        return "not told yet"
    away = f"in {length(due.latest - now)}" if due.latest > now else f"{length(now - due.latest)} ago"
    line = f"{when(due)} = {_utc(due.latest)}, {away}"
    if due.alternatives:
        line += "; it may also mean " + " or ".join(_utc(each) for each in due.alternatives)
    return line


def _move_lines(deadline: Deadline) -> list[str]:
    return [
        f"Moved: from {_utc(move.from_due) if move.from_due else 'an unknown time'} to {_utc(move.to_due)}"
        for move in deadline.moves
    ]


def _evidence_lines(evidence: Evidence) -> list[str]:
    return [f"“{evidence.sentence}”", f"{evidence.source}, {_utc(evidence.published_at)}, {evidence.url}"]


def _who_gave_whom(setter: str, addressee: str) -> str:
    if setter and addressee:
        return f"{setter} gives {addressee}"
    if addressee:
        return f"{addressee} has"
    return f"A deadline of {setter} runs" if setter else "A deadline runs"


def _whose(setter: str, addressee: str, *, start: bool = True) -> str:
    article = "The deadline" if start else "the deadline"
    by = f" of {setter}" if setter else ""
    towards = f" for {addressee}" if addressee else ""
    return f"{article}{by}{towards}"


def _quoted(words: str | None) -> str:
    return f"“{words}”" if words else "not told"


def _sources(count: int) -> str:
    return "1 independent source" if count == 1 else f"{count} independent sources"


def _day(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b %Y}"


def _utc(instant: datetime) -> str:
    at = instant.astimezone(UTC)
    return f"{_day(at)} {at:%H:%M} UTC"
