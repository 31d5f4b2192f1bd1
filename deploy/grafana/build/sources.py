"""Whether the sources give news, and what feeds answer."""

from grafana_foundation_sdk.builders import stat, statetimeline, table, timeseries
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models import units

from deploy.grafana.build.frame import Section, choice, dashboard, finished
from deploy.grafana.build.panels import bars, colored, listing, meanings, number, ordered, states, steps
from deploy.grafana.build.queries import at_present, happened, over_time, rows

_SOURCES = 'source=~"$source"'
_TROUBLE = meanings({0: ("read", "green"), 1: ("in trouble", "red")})
_DAY = 86_400.0
_SILENT = steps("green", (_DAY / 2, "orange"), (_DAY, "red"))
_DURATION = units.DurationInDaysHoursMinutesSeconds


def made() -> models.Dashboard:
    """Return the dashboard *Sources*."""
    sections = [
        Section("Now", [_in_trouble(), _silent(), _articles_in_a_day(), _not_asked()]),
        Section("Sources", [_sources()]),
        Section("Over time", [_articles(), _fetches(), _trouble()]),
    ]
    frame = dashboard("Sources", "Where the news come from.", "now-24h", sections)
    return finished(frame.with_variable(choice("source")))


def _in_trouble() -> stat.Panel:
    count = f"sum(max by (source) (tocsin_source_trouble{{{_SOURCES}}}))"
    about = "Sources that cannot be read now."
    return number("In trouble", about, units.Short, at_present(count, ""), steps("green", (1, "red")))


def _silent() -> stat.Panel:
    count = f"count({_ago('tocsin_source_last_article_timestamp_seconds')} > {_DAY:.0f}) or vector(0)"
    about = "Sources that have given no new article for a day."
    return number("Silent for a day", about, units.Short, at_present(count, ""), steps("green", (1, "orange")))


def _articles_in_a_day() -> stat.Panel:
    count = f'sum(increase(tocsin_articles_total{{{_SOURCES}, outcome="new"}}[1d]))'
    about = "New articles within a day, of all sources that are chosen."
    return number("New articles in a day", about, units.Short, at_present(count, ""), steps("red", (1, "green")))


def _not_asked() -> stat.Panel:
    count = f"count({_ago('tocsin_source_next_poll_timestamp_seconds')} > 600) or vector(0)"
    about = "Feeds that should have been asked ten minutes ago and have not been."
    return number("Not asked any more", about, units.Short, at_present(count, ""), steps("green", (1, "red")))


def _sources() -> table.Panel:
    panel = listing(
        "Sources",
        "Each source: how long ago it gave a new article and was asked, and in how long it will be asked again. "
        "Folders and recordings are not asked; a time that is over is negative.",
        _DURATION,
        {
            "source": "Source",
            "Value #article": "New article ago",
            "Value #fetch": "Asked ago",
            "Value #next": "Asked in",
        },
        rows("article", _ago("tocsin_source_last_article_timestamp_seconds")),
        rows("fetch", _ago("tocsin_source_last_fetch_timestamp_seconds")),
        rows("next", f"-({_ago('tocsin_source_next_poll_timestamp_seconds')})"),
    )
    return ordered(colored(panel, "New article ago", _SILENT), "New article ago", falling=True)


def _articles() -> timeseries.Panel:
    count = happened("tocsin_articles_total", "source", "outcome", of=_SOURCES)
    about = "Articles that each source gave: new, known (seen before), or broken."
    return bars("Articles", about, over_time(count, "{{source}}, {{outcome}}"))


def _fetches() -> timeseries.Panel:
    count = happened("tocsin_source_fetches_total", "source", "outcome", of=_SOURCES)
    about = "What feeds answered: by class of the HTTP status, 304 (nothing new), unreachable, or unreadable."
    return bars("Answers of feeds", about, over_time(count, "{{source}}, {{outcome}}"))


def _trouble() -> statetimeline.Panel:
    trouble = f"max by (source) (tocsin_source_trouble{{{_SOURCES}}})"
    about = "When each source could be read, and when not."
    return states("Trouble", about, over_time(trouble, "{{source}}"), _TROUBLE)


def _ago(timestamp: str) -> str:
    return f"time() - max by (source) ({timestamp}{{{_SOURCES}}})"
