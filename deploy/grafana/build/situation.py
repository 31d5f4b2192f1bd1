"""How things stand: which deadlines run, who stands where, and what people have been told of it."""

from grafana_foundation_sdk.builders import stat, statetimeline, table, timeseries
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models import units

from deploy.grafana.build.annotations import flips, messages, raised
from deploy.grafana.build.frame import Section, choice, dashboard, finished
from deploy.grafana.build.panels import (
    bars,
    colored,
    graph,
    listing,
    matrix,
    meanings,
    measured,
    number,
    ordered,
    states,
    steps,
)
from deploy.grafana.build.queries import at_present, happened, over_time, rows

_WATCHES = 'watch=~"$watch"'
_DUE = "tocsin_deadline_due_timestamp_seconds"
_HOUR, _DAY = 3_600.0, 86_400.0
_TIME_LEFT = steps("red", (6 * _HOUR, "orange"), (_DAY, "yellow"), (3 * _DAY, "green"))
_POSITIONS = meanings({1: ("support", "green"), 0: ("neutral", "#808080"), -1: ("oppose", "red")})
_COUNTDOWN = units.DurationInDaysHoursMinutesSeconds
_OF_A_DEADLINE = {"watch": "Watch", "setter": "By", "addressee": "To", "deadline": "Deadline"}


def made() -> models.Dashboard:
    """Return the dashboard *Situation*, for the screen on the desk's wall."""
    sections = [
        Section("Now", [_next(), _pending(), _open_alerts(), _weak()]),
        Section("Deadlines", [_deadlines(), _ended()]),
        Section("Who stands where: $watch", [_stances(), _sources()], for_each="watch"),
        Section("Over time", [_positions(), _alerts(), _counts()]),
    ]
    frame = dashboard("Situation", "Deadlines, stances and alerts of the watches.", "now-7d", sections)
    frame = frame.with_variable(choice("watch"))
    return finished(frame, raised(), flips(_WATCHES), messages())


def _next() -> stat.Panel:
    left = f"min by (watch) (tocsin_next_deadline_timestamp_seconds{{{_WATCHES}}}) - time()"
    about = (
        "Time until the next deadline of each watch: red within six hours, orange within a day, yellow within three."
    )
    return number("Next deadline", about, _COUNTDOWN, at_present(left, "{{watch}}"), _TIME_LEFT)


def _pending() -> stat.Panel:
    count = f'sum(max by (watch) (tocsin_deadlines{{{_WATCHES}, state="pending"}}))'
    return number(
        "Deadlines pending",
        "Deadlines that have not run out, been met or been withdrawn.",
        units.Short,
        at_present(count, ""),
        steps("blue"),
    )


def _open_alerts() -> stat.Panel:
    count = f"sum by (state) (max by (watch, state) (tocsin_alerts_open{{{_WATCHES}}}))"
    about = "Alerts that are not resolved: open, acknowledged by somebody, or silenced."
    return number(
        "Alerts open", about, units.Short, at_present(count, "{{state}}"), steps("green", (1, "orange"), (10, "red"))
    )


def _weak() -> stat.Panel:
    count = f"count(max by (watch, actor, target) (tocsin_stance_sources{{{_WATCHES}}}) == 1)"
    about = "Stances of watched actors on propositions that a single source tells of."
    return number("Stances by one source", about, units.Short, at_present(count, ""), steps("green", (1, "yellow")))


def _deadlines() -> table.Panel:
    due = f'max by (watch, setter, addressee, deadline) ({_DUE}{{{_WATCHES}, state="pending"}})'
    panel = listing(
        "Deadlines that run",
        "Pending deadlines, the next one first: at most 500 of all watches. Colours are as above.",
        _COUNTDOWN,
        _OF_A_DEADLINE | {"Value #left": "Time left", "Value #due": "Due"},
        rows("left", f"{due} - time()"),
        rows("due", f"{due} * 1000"),
    )
    panel = measured(colored(panel, "Time left", _TIME_LEFT), "Due", units.DatetimeISONotToday)
    return ordered(panel, "Time left")


def _ended() -> table.Panel:
    due = f'max by (watch, setter, addressee, deadline, state) ({_DUE}{{{_WATCHES}, state!="pending"}})'
    panel = listing(
        "Deadlines that ended",
        "Deadlines that ended within the last day, and how: met, withdrawn, or expired. At most 200 of all watches.",
        units.DatetimeISONotToday,
        _OF_A_DEADLINE | {"state": "End", "Value": "Due"},
        rows("due", f"{due} * 1000"),
    )
    return ordered(panel, "Due", falling=True)


def _stances() -> table.Panel:
    stance = f"max by (actor, target) (tocsin_stance{{{_WATCHES}}})"
    about = "Where each actor that a watch lists stands on each of its propositions; an empty field where nobody knows."
    panel = matrix("Stances", about, units.NoUnit, "actor", "target", rows("stance", stance))
    return panel.mappings([_POSITIONS])


def _sources() -> table.Panel:
    sources = f"max by (actor, target) (tocsin_stance_sources{{{_WATCHES}}})"
    about = "How many independent sources tell of each stance: yellow where it is one, green from three on."
    panel = matrix("Independent sources", about, units.Short, "actor", "target", rows("sources", sources))
    return panel.thresholds(steps("transparent", (1, "yellow"), (2, "blue"), (3, "green")))


def _positions() -> statetimeline.Panel:
    stance = f"max by (watch, actor, target) (tocsin_stance{{{_WATCHES}}})"
    about = "Where each actor has stood on each proposition: a band that changes its colour is a flip."
    return states("Stances over time", about, over_time(stance, "{{actor}} on {{target}}"), _POSITIONS)


def _alerts() -> timeseries.Panel:
    count = happened("tocsin_alerts_total", "kind", "severity")
    about = "Alerts raised, of all watches, by what raised them."
    return bars("Alerts raised", about, over_time(count, "{{kind}}, {{severity}}"))


def _counts() -> timeseries.Panel:
    counted = f"sum by (polarity) (max by (watch, polarity) (tocsin_stances{{{_WATCHES}}}))"
    about = "Stances of all actors on all targets, also of those that no watch lists."
    return graph("Stances known", about, units.Short, over_time(counted, "{{polarity}}"))
