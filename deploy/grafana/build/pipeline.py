"""Whether events pass the stages and none is left behind, and whether the processes do well."""

from grafana_foundation_sdk.builders import stat, statetimeline, table, timeseries
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models import units

from deploy.grafana.build.frame import Section, dashboard, finished
from deploy.grafana.build.panels import (
    HALF,
    bars,
    colored,
    graph,
    limited,
    listing,
    meanings,
    measured,
    number,
    states,
    steps,
)
from deploy.grafana.build.queries import at_present, happened, over_time, quantile, rows

_STILL = steps("green", (30, "orange"), (60, "red"))


def made() -> models.Dashboard:
    """Return the dashboard *Pipeline*, for the engineers."""
    sections = [
        Section("Now", [_down(), _behind(), _put_aside(), _lost()]),
        Section("Stages", [_into(), _out_of(), _seconds(), _known()]),
        Section("Events", [_types(), _lag(), _letters(), _recovery()]),
        Section("Brokers", [_spool(), _away()]),
        Section("Processes", [_processes(), _memory(), _processor()]),
    ]
    return finished(dashboard("Pipeline", "Events on their way through the stages.", "now-6h", sections))


def _down() -> stat.Panel:
    count = 'count(up{job="tocsin"} == 0) or vector(0)'
    about = "Processes that Prometheus cannot ask."
    return number("Processes down", about, units.Short, at_present(count, ""), steps("green", (1, "red")))


def _behind() -> stat.Panel:
    about = "Events that the slowest stage of any process has still to read."
    query = at_present("max(tocsin_log_lag_events)", "")
    return number("Events behind", about, units.Short, query, steps("green", (1_000, "orange"), (10_000, "red")))


def _put_aside() -> stat.Panel:
    about = "What became a dead letter within a day; `tocsin dead-letters list` shows it."
    query = at_present("sum(increase(tocsin_dead_letters_total[1d])) or vector(0)", "")
    return number("Dead letters in a day", about, units.Short, query, steps("green", (1, "orange")))


def _lost() -> stat.Panel:
    about = "Messages that retention deleted, within a day, before a worker that had been away folded them."
    query = at_present("sum(increase(tocsin_messages_lost_total[1d])) or vector(0)", "")
    return number("Messages lost in a day", about, units.Short, query, steps("green", (1, "red")))


def _into() -> timeseries.Panel:
    about = "Events that each stage has taken, a second, over five minutes."
    return graph(
        "Into the stages", about, units.EventsPerSecond, over_time("stage:tocsin_stage_events:rate5m", "{{stage}}")
    )


def _out_of() -> timeseries.Panel:
    sent = "sum by (stage) (rate(tocsin_stage_events_out_total[$__rate_interval]))"
    about = "Events that each stage has sent on, a second."
    return graph("Out of the stages", about, units.EventsPerSecond, over_time(sent, "{{stage}}"))


def _seconds() -> timeseries.Panel:
    panel = graph(
        "Time a stage takes",
        "How long each stage takes for an event: half of them no longer than p50, all but one in a hundred than p99.",
        units.Seconds,
        over_time("stage:tocsin_stage_seconds:p99_5m", "{{stage}} p99"),
        over_time(quantile(0.5, "tocsin_stage_seconds", "stage"), "{{stage}} p50"),
    )
    return limited(panel, steps("green", (1, "orange")))


def _known() -> timeseries.Panel:
    panel = graph(
        "From publication to knowledge",
        "How long after an article was published each claim in it was recorded: how often feeds are polled decides it.",
        units.Seconds,
        over_time("job:tocsin_published_to_known_seconds:p95_1h", "p95 of an hour"),
        over_time(quantile(0.5, "tocsin_published_to_known_seconds"), "p50"),
    )
    return limited(panel, steps("green", (900, "orange"), (3_600, "red")))


def _types() -> timeseries.Panel:
    count = happened("tocsin_events_total", "type") + " > 0"
    return bars("Events committed", "Events committed to the log, by their type.", over_time(count, "{{type}}"))


def _lag() -> timeseries.Panel:
    about = "Events that the slowest stage of each process has still to read. TocsinLagGrows fires from 1,000 on."
    panel = graph("Lag", about, units.Short, over_time("max by (instance) (tocsin_log_lag_events)", "{{instance}}"))
    return limited(panel, steps("green", (1_000, "orange")))


def _letters() -> timeseries.Panel:
    count = happened("tocsin_dead_letters_total", "reason")
    about = "What was put aside, by the reason: broken, refused by the brokers, unreadable, or failed in a stage."
    return bars("Dead letters", about, over_time(count, "{{reason}}"))


def _recovery() -> timeseries.Panel:
    panel = graph(
        "Recovery",
        "How long workers took to recover their tables after partitions had moved to them: seconds as a rule.",
        units.Seconds,
        over_time(quantile(0.95, "tocsin_recovery_seconds", "group"), "{{group}} p95"),
    )
    return limited(panel, steps("green", (60, "orange"), (300, "red")))


def _spool() -> timeseries.Panel:
    panel = graph(
        "Spool",
        "How full the spool of ingest on its disk is. Once it is full, no source is read until the brokers take some.",
        units.PercentUnit,
        over_time("max by (instance) (tocsin_spool_bytes / (tocsin_spool_limit_bytes > 0))", "{{instance}}"),
    )
    return limited(panel, steps("green", (0.5, "orange"), (0.9, "red"))).max(1)


def _away() -> statetimeline.Panel:
    about = "Whether the brokers take what ingest publishes."
    meant = meanings({0: ("there", "green"), 1: ("away", "red")})
    away = over_time("max by (instance) (tocsin_brokers_away)", "{{instance}}")
    return states("Brokers", about, away, meant).span(HALF)


def _processes() -> table.Panel:
    panel = listing(
        "Processes",
        "Each process: how long it has stood still with work to do, how long it has run, how long ago its heartbeat "
        "was answered, how much of its disk is free, and its version.",
        units.DurationInDaysHoursMinutesSeconds,
        {
            "instance": "Process",
            "version": "Version",
            "Value #still": "Still for",
            "Value #up": "Up for",
            "Value #heartbeat": "Heartbeat ago",
            "Value #disk": "Disk free",
        },
        rows("still", "time() - max by (instance) (tocsin_progress_timestamp_seconds)"),
        rows("up", 'time() - max by (instance) (process_start_time_seconds{job="tocsin"})'),
        rows("heartbeat", "time() - max by (instance) (tocsin_heartbeat_timestamp_seconds > 0)"),
        rows("disk", "min by (instance) (instance:tocsin_data_free:ratio)"),
        rows("version", "max by (instance, version) (tocsin_build_info)"),
    )
    panel = colored(
        measured(panel, "Disk free", units.PercentUnit), "Disk free", steps("red", (0.1, "orange"), (0.2, "green"))
    )
    return colored(colored(panel, "Still for", _STILL), "Heartbeat ago", steps("green", (300, "red")))


def _memory() -> timeseries.Panel:
    used = 'max by (instance) (process_resident_memory_bytes{job="tocsin"})'
    return graph("Memory", "Resident memory of each process.", units.BytesIEC, over_time(used, "{{instance}}"))


def _processor() -> timeseries.Panel:
    used = 'sum by (instance) (rate(process_cpu_seconds_total{job="tocsin"}[$__rate_interval]))'
    about = "Processor time of each process: 100 % is one core."
    return graph("Processor", about, units.PercentUnit, over_time(used, "{{instance}}"))
