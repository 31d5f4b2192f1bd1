"""What panels ask Prometheus for."""

from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.models.common import DataSourceRef
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

PROMETHEUS = DataSourceRef(type_val="prometheus", uid="prometheus")
"""The data source of provisioning/datasources."""


def over_time(expression: str, legend: str) -> Dataquery:
    """Ask how it went over the time that the dashboard shows; `{{label}}` in `legend` is the value of a label."""
    return Dataquery().datasource(PROMETHEUS).expr(expression).legend_format(legend).range()


def at_present(expression: str, legend: str) -> Dataquery:
    """Ask how it is now."""
    return Dataquery().datasource(PROMETHEUS).expr(expression).legend_format(legend).instant()


def rows(column: str, expression: str) -> Dataquery:
    """Ask how it is now, for a table: a row a series, its labels and, in a column of this name, its value."""
    query = Dataquery().datasource(PROMETHEUS).expr(expression).instant()
    return query.format(PromQueryFormat.TABLE).ref_id(column)


def happened(counter: str, *labels: str, of: str = "") -> str:
    """Return the expression of how often it happened between a point of the graph and the one before.

    It is for panels and annotations whose points lie apart by several scrapes.
    """
    return f"sum by ({', '.join(labels)}) (increase({counter}{{{of}}}[$__interval]))"


def quantile(share: float, histogram: str, *labels: str, of: str = "") -> str:
    """Return the expression of the value that this share of what `histogram` observed lately stays within.

    There is one for each combination of `labels`, of the series that the matchers `of` select.
    """
    kept = ", ".join(("le", *labels))
    return f"histogram_quantile({share}, sum by ({kept}) (rate({histogram}_bucket{{{of}}}[$__rate_interval])))"
