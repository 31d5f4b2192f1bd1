"""Whether people are told: by channel, what arrives, how fast, and what still waits."""

from grafana_foundation_sdk.builders import stat, table, timeseries
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models import units

from deploy.grafana.build.frame import Section, choice, dashboard, finished
from deploy.grafana.build.panels import bars, colored, graph, limited, listing, measured, number, ordered, steps
from deploy.grafana.build.queries import at_present, happened, over_time, quantile, rows

_CHANNELS = 'channel=~"$channel"'
_WAITED = f"time() - min by (channel) (tocsin_deliveries_oldest_open_timestamp_seconds{{{_CHANNELS}}})"
_OPEN = f"max by (channel) (tocsin_deliveries_open{{{_CHANNELS}}})"
_LONG = steps("green", (300, "orange"), (900, "red"))


def made() -> models.Dashboard:
    """Return the dashboard *Deliveries*."""
    sections = [
        Section("Now", [_waiting(), _longest(), _abandoned(), _heartbeat()]),
        Section("Channels", [_channels()]),
        Section("Over time", [_attempts(), _ended(), _open(), _lateness()]),
    ]
    frame = dashboard("Deliveries", "Messages on their way to people.", "now-24h", sections)
    return finished(frame.with_variable(choice("channel")))


def _waiting() -> stat.Panel:
    about = "Deliveries that are tried now, or queue for that."
    query = at_present(f"sum({_OPEN})", "")
    return number("Deliveries open", about, units.Short, query, steps("green", (10, "orange"), (100, "red")))


def _longest() -> stat.Panel:
    about = "How long the oldest delivery that is open has waited; TocsinOutboxOld fires at a quarter of an hour."
    return number(
        "Longest wait", about, units.DurationInDaysHoursMinutesSeconds, at_present(f"max({_WAITED})", ""), _LONG
    )


def _abandoned() -> stat.Panel:
    about = "Deliveries that were given up within a day: nobody there has had them."
    count = f'sum(increase(tocsin_deliveries_total{{{_CHANNELS}, outcome="abandoned"}}[1d])) or vector(0)'
    return number("Given up in a day", about, units.Short, at_present(count, ""), steps("green", (1, "red")))


def _heartbeat() -> stat.Panel:
    about = "How long ago the address of the heartbeat last answered well; none where none is configured."
    ago = "time() - max(tocsin_heartbeat_timestamp_seconds > 0)"
    late = steps("green", (120, "orange"), (300, "red"))
    return number("Heartbeat ago", about, units.DurationInDaysHoursMinutesSeconds, at_present(ago, ""), late)


def _channels() -> table.Panel:
    arrived = f"channel:tocsin_delivery_attempts_delivered:increase10m{{{_CHANNELS}}}"
    failed = f"channel:tocsin_delivery_attempts_failed:increase10m{{{_CHANNELS}}}"
    panel = listing(
        "Channels",
        "Each channel: attempts that arrived and that failed within ten minutes, what waits, and for how long.",
        units.Short,
        {
            "channel": "Channel",
            "Value #arrived": "Arrived",
            "Value #failed": "Failed",
            "Value #open": "Open",
            "Value #waited": "Longest wait",
        },
        rows("arrived", arrived),
        rows("failed", failed),
        rows("open", _OPEN),
        rows("waited", _WAITED),
    )
    panel = colored(panel, "Failed", steps("transparent", (1, "orange")))
    panel = colored(measured(panel, "Longest wait", units.DurationInDaysHoursMinutesSeconds), "Longest wait", _LONG)
    return ordered(panel, "Failed", falling=True)


def _attempts() -> timeseries.Panel:
    count = happened("tocsin_delivery_attempts_total", "channel", "outcome", of=_CHANNELS)
    about = "Attempts by what came of them: delivered, failed (tried again later), refused by the service, gone."
    return bars("Attempts", about, over_time(count, "{{channel}}, {{outcome}}"))


def _ended() -> timeseries.Panel:
    count = happened("tocsin_deliveries_total", "channel", "outcome", of=_CHANNELS)
    about = "Deliveries that ended, by whether they arrived or were given up."
    return bars("Deliveries ended", about, over_time(count, "{{channel}}, {{outcome}}"))


def _open() -> timeseries.Panel:
    about = "Deliveries that are tried now, or queue for that."
    return graph("Open over time", about, units.Short, over_time(_OPEN, "{{channel}}"))


def _lateness() -> timeseries.Panel:
    histogram = "tocsin_published_to_delivered_seconds"
    panel = graph(
        "From publication to arrival",
        "How long after its article was published the first message of an alert arrived: reminders do not count.",
        units.Seconds,
        over_time(f"channel:tocsin_published_to_delivered_seconds:p95_1h{{{_CHANNELS}}}", "{{channel}} p95 of an hour"),
        over_time(quantile(0.5, histogram, "channel", of=_CHANNELS), "{{channel}} p50"),
    )
    return limited(panel, steps("green", (900, "orange"), (3_600, "red")))
