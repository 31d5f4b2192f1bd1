"""What the commands show on a terminal."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tocsin.cli.plain import plain
from tocsin.domain.alert import Alert
from tocsin.domain.deadline import Deadline
from tocsin.domain.silence import Silence
from tocsin.domain.stance import Stance
from tocsin.domain.untried import Untried, Why
from tocsin.domain.watch import Severity
from tocsin.domain.wording import length, when
from tocsin.streams.answers import SilenceLine
from tocsin.streams.read_model import AlertLine, DeliveryLine, DeliveryState, LetterLine

_POLARITY = {"support": "green", "oppose": "red", "neutral": "yellow"}
_SEVERITY: dict[Severity, str] = {"info": "cyan", "warning": "yellow", "critical": "bold red"}
_PROSE = ("what", "due", "sentence", "alert", "answered", "silenced", "origin", "reason", "answer")
_LEAST = 16
_NEVER_SURE = 0.99
SHORT = 8
"""Characters of an id that are shown; they tell thousands apart."""
_URGENT = timedelta(days=1)
_DELIVERY: dict[DeliveryState, str] = {"open": "yellow", "delivered": "green", "abandoned": "bold red"}
_WAITS: dict[Why, str] = {
    "digest": "for the digest",
    "quiet": "for the end of quiet hours",
    "overflow": "as the channel has had its messages of the hour",
    "group": "for what else may come, to be one message with it",
    "silence": "for the end of a silence",
    "order": "for an earlier message of the alert",
    "queue": "for others that the channel has not taken yet",
    "turn": "for its first attempt",
}
_STATE = {"pending": "yellow", "met": "green", "withdrawn": "cyan", "expired": "red"}


def deadlines(found: Sequence[Deadline], now: datetime) -> Table:
    """Return deadlines, one a row, with the time that is left at `now`."""
    table = table_of("Deadlines", "who → whom", "what", "due", "left", "state", "sources")
    for each in found:
        table.add_row(
            f"{each.setter or '?'} → {each.addressee or '?'}",
            Text(each.demand or ""),
            when(each.due),
            _left(each, now),
            Text(each.state, _STATE[each.state]),
            str(each.sources),
        )
    return _or_nothing(table, "No deadline is known.")


def stances(found: Sequence[Stance]) -> Table:
    """Return stances, one a row, with the latest sentence."""
    table = table_of("Stances", "actor", "target", "stance", "since", "sources", "sentence")
    for each in found:
        polarity = each.polarity + (" (if)" if each.conditional else "")
        table.add_row(
            each.actor,
            each.target,
            Text(polarity, _POLARITY[each.polarity]),
            f"{each.since:%Y-%m-%d %H:%M}",
            f"{each.sources} ({min(each.confidence, _NEVER_SURE):.0%})",
            Text(each.evidence[0].sentence),
        )
    return _or_nothing(table, "No stance is known.")


def alerts(found: Sequence[tuple[AlertLine, Silence | None]]) -> Table:
    """Return alerts with what became of them and the silence that covers each, one a row."""
    table = table_of("Alerts", "id", "at (UTC)", "severity", "kind", "alert", "state", "answered")
    for each, silence in found:
        short = each.alert.id[:SHORT]
        table.add_row(short, *_alert_cells(each.alert), each.resolution or each.state, _answered(each, silence))
    return _or_nothing(table, "No alert was raised.")


def silences(found: Sequence[SilenceLine], now: datetime) -> Table:
    """Return silences, one a row, with whether they are on at `now`."""
    table = table_of("Silences", "id", "watch", "silenced", "from (UTC)", "until (UTC)", "state", "by", "reason")
    for each in found:
        silence, on = each.silence, each.is_on(now)
        table.add_row(
            silence.id[:SHORT],
            silence.watch,
            Text(plain(_covered(silence))),
            f"{silence.at:%Y-%m-%d %H:%M}",
            f"{each.over_at:%Y-%m-%d %H:%M}",
            Text("on" if on else "over", "yellow" if on else ""),
            Text(plain(silence.by)),
            Text(plain(silence.reason or "")),
        )
    return _or_nothing(table, "Nothing is silenced.")


def _answered(line: AlertLine, silence: Silence | None) -> Text:
    """Return who acknowledged an alert, and who silenced it until when."""
    given, told = line.acknowledgement, list[str]()
    if given is not None:
        told.append(f"acknowledged by {given.by}" + (f": {given.reason}" if given.reason else ""))
    if silence is not None:
        told.append(f"silenced until {silence.until:%Y-%m-%d %H:%M} by {silence.by}")
    return Text(plain("\n".join(told)))


def _covered(silence: Silence) -> str:
    """Return in words which alerts of its watch a silence covers."""
    parts = (silence.kinds, silence.severities, silence.subjects)
    return "; ".join(", ".join(part) for part in parts if part) or "all alerts"


def raised(found: Sequence[Alert]) -> Table:
    """Return alerts as they were raised, one a row."""
    table = table_of("Alerts", "at (UTC)", "severity", "kind", "alert")
    for each in found:
        table.add_row(*_alert_cells(each))
    return _or_nothing(table, "No alert was raised.")


def deliveries(waiting: Sequence[Untried], tried: Sequence[DeliveryLine]) -> Table:
    """Return what waits and why, then what was tried with the last answer and the next try, one a row."""
    table = table_of(
        "Deliveries", "channel", "message", "alert", "state", "tries", "last (UTC)", "next (UTC)", "answer"
    )
    for wait in waiting:
        until = f"{wait.until:%Y-%m-%d %H:%M}" if wait.until else ""
        state = Text("waiting", "cyan")
        table.add_row(wait.channel, wait.message, wait.alert[:SHORT], state, "0", "", until, _WAITS[wait.why])
    for each in tried:
        table.add_row(
            each.channel,
            each.message,
            each.alert[:SHORT],
            Text(each.state, _DELIVERY[each.state]),
            str(each.attempts),
            f"{each.at:%Y-%m-%d %H:%M}",
            f"{each.next_at:%Y-%m-%d %H:%M}" if each.next_at else "",
            Text(plain(each.detail)),
        )
    return _or_nothing(table, "No message waits, is tried or was given up.")


def letters(found: Sequence[LetterLine]) -> Table:
    """Return dead letters, one a row."""
    table = table_of("Dead letters", "id", "died at (UTC)", "origin", "reason", "put back (UTC)")
    for each in found:
        letter, replayed = each.letter, each.replayed_at
        table.add_row(
            letter.id[:SHORT],
            f"{letter.died_at:%Y-%m-%d %H:%M}",
            Text(plain(letter.origin)),
            Text(plain(letter.reason)),
            f"{replayed:%Y-%m-%d %H:%M}" if replayed else "",
        )
    return _or_nothing(table, "No dead letter is left.")


def _alert_cells(alert: Alert) -> tuple[str | Text, ...]:
    return (
        f"{alert.at:%Y-%m-%d %H:%M}",
        Text(alert.severity, _SEVERITY[alert.severity]),
        alert.kind,
        Text(alert.title),
    )


def _left(deadline: Deadline, now: datetime) -> Text:
    if deadline.state != "pending" or deadline.due is None:
        return Text("")
    left = deadline.due.latest - now
    urgent = left < _URGENT
    return Text(length(left), "bold red" if urgent else "")


def table_of(title: str, *columns: str) -> Table:
    """Return an empty table; columns of prose take the room that is left, the others stay on one line."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column in columns:
        prose = column in _PROSE
        table.add_column(column, overflow="fold", no_wrap=not prose, min_width=_LEAST if prose else None)
    return table


def _or_nothing(table: Table, nothing: str) -> Table:
    """Say in words that there is nothing, where there is nothing."""
    if not table.row_count:
        table.caption = nothing
    return table
