"""The kinds of panels, each with what it cannot do without: a title, a description, a unit."""

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import TypeVar

from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.builders import stat, statetimeline, table, timeseries
from grafana_foundation_sdk.builders.common import GraphThresholdsStyleConfig, StackingConfig, TableSortByFieldState
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.cog import variants
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models import common, dashboard, units

from deploy.grafana.build.queries import PROMETHEUS

WHOLE, HALF, QUARTER = 24, 12, 6
"""Widths of panels in columns of Grafana's grid."""

APART = "1m"
"""How far points lie apart at least where things are counted: several scrapes."""

_LOW, _HIGH = 4, 9

AnyPanel = TypeVar("AnyPanel", stat.Panel, table.Panel, timeseries.Panel, statetimeline.Panel)


def number(title: str, description: str, unit: str, query: Dataquery, colors: builders.ThresholdsConfig) -> stat.Panel:
    """Return how it is now, a large number a series on a ground of the colour that `colors` gives it."""
    panel = _begun(stat.Panel(), title, description, unit).targets(_lettered([query])).thresholds(colors)
    return panel.color_mode(common.BigValueColorMode.BACKGROUND).no_value("none").height(_LOW).span(QUARTER)


def graph(title: str, description: str, unit: str, *queries: Dataquery) -> timeseries.Panel:
    """Return how it went over time, a line a series."""
    panel = _begun(timeseries.Panel(), title, description, unit).targets(_lettered(queries))
    return panel.fill_opacity(10).min(0).height(_HIGH).span(HALF)


def limited(panel: timeseries.Panel, colors: builders.ThresholdsConfig) -> timeseries.Panel:
    """Return the graph with a line at each step of `colors`."""
    style = GraphThresholdsStyleConfig().mode(common.GraphThresholdsStyleMode.DASHED)
    return panel.thresholds(colors).thresholds_style(style)


def bars(title: str, description: str, *queries: Dataquery) -> timeseries.Panel:
    """Return how often it happened, as bars one upon the other."""
    style = common.GraphDrawStyle.BARS
    stack = StackingConfig().mode(common.StackingMode.NORMAL)
    panel = graph(title, description, units.Short, *queries).draw_style(style).fill_opacity(80).stacking(stack)
    return panel.interval(APART)


def states(title: str, description: str, query: Dataquery, meant: dashboard.ValueMap) -> statetimeline.Panel:
    """Return which of a few states it was in when, a band a series."""
    panel = _begun(statetimeline.Panel(), title, description, units.NoUnit).targets(_lettered([query]))
    return panel.mappings([meant]).height(_HIGH).span(WHOLE)


def listing(title: str, description: str, unit: str, names: Mapping[str, str], *queries: Dataquery) -> table.Panel:
    """Return a table with a row for each set of labels, and columns for labels and queries.

    `names` is what people call each column that is shown, in their order. Grafana calls that of a query by itself
    `Value`, and that of one of many `Value #` and the name that the query has.
    """
    order = {called: place for place, called in enumerate(names)}
    options = {"excludeByName": {}, "indexByName": order, "renameByName": dict(names)}
    include = {"include": {"names": list(names)}}
    panel = _begun(table.Panel(), title, description, unit).targets(list(queries)).height(_HIGH).span(WHOLE)
    panel = panel.with_transformation(dashboard.DataTransformerConfig("merge", options={}))
    panel = panel.with_transformation(dashboard.DataTransformerConfig("filterFieldsByName", options=include))
    return panel.with_transformation(dashboard.DataTransformerConfig("organize", options=options))


def colored(panel: table.Panel, column: str, colors: builders.ThresholdsConfig) -> table.Panel:
    """Return the table with a column whose cells have the colour that `colors` gives their value."""
    ground = dashboard.DynamicConfigValue("custom.cellOptions", _ground())
    return panel.override_by_name(column, [dashboard.DynamicConfigValue("thresholds", colors.build()), ground])


def measured(panel: table.Panel, column: str, unit: str) -> table.Panel:
    """Return the table with a column in a unit of its own."""
    return panel.override_by_name(column, [dashboard.DynamicConfigValue("unit", unit)])


def ordered(panel: table.Panel, column: str, *, falling: bool = False) -> table.Panel:
    """Return the table with its rows in the order of a column."""
    return panel.sort_by([TableSortByFieldState().display_name(column).desc(falling)])


def matrix(title: str, description: str, unit: str, row: str, column: str, query: Dataquery) -> table.Panel:
    """Return a table with a row for each value of a label, a column for each of another, and values between."""
    options = {"rowField": row, "columnField": column, "valueField": "Value", "emptyValue": "null"}
    panel = _begun(table.Panel(), title, description, unit).with_target(query).cell_options(_ground())
    panel = panel.with_transformation(dashboard.DataTransformerConfig("groupingToMatrix", options=options))
    return panel.thresholds(steps("transparent")).height(_HIGH).span(HALF)


def steps(first: str, *others: tuple[float, str]) -> builders.ThresholdsConfig:
    """Return thresholds: a colour, and from which value on there is which other one."""
    given = [dashboard.Threshold(None, first), *(dashboard.Threshold(value, color) for value, color in others)]
    return builders.ThresholdsConfig().mode(dashboard.ThresholdsMode.ABSOLUTE).steps(given)


def meanings(texts: Mapping[int, tuple[str, str]]) -> dashboard.ValueMap:
    """Return what values stand for, each as a text and its colour."""
    results = {str(value): dashboard.ValueMappingResult(text, color) for value, (text, color) in texts.items()}
    return dashboard.ValueMap(results)


def _begun(panel: AnyPanel, title: str, description: str, unit: str) -> AnyPanel:
    return panel.datasource(PROMETHEUS).title(title).description(description).unit(unit)


def _lettered(queries: Iterable[Dataquery]) -> list[Builder[variants.Dataquery]]:
    return [query.ref_id(letter) for letter, query in zip(ascii_uppercase, queries, strict=False)]


def _ground() -> common.TableColoredBackgroundCellOptions:
    return common.TableColoredBackgroundCellOptions(common.TableCellBackgroundDisplayMode.BASIC)
