"""What is marked in the graphs: alerts, flips, and what the `grafana` channel writes into Grafana."""

from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models.common import DataSourceRef
from grafana_foundation_sdk.models.dashboard import AnnotationQuery, AnnotationTarget

from deploy.grafana.build.frame import TAG
from deploy.grafana.build.panels import APART
from deploy.grafana.build.queries import PROMETHEUS, happened, over_time

_GRAFANA = DataSourceRef(type_val="grafana", uid="-- Grafana --")


class _FromSeries(AnnotationQuery):
    """A mark wherever an expression has series, with the texts that Grafana's data source of Prometheus reads.

    The models do not know them.
    """

    def __init__(self, name: str, color: str, expression: str, title: str, tags: str) -> None:
        query = over_time(expression, "").interval(APART).ref_id("Anno").build()
        super().__init__(name=name, datasource=PROMETHEUS, icon_color=color, target=query)
        self._texts = {"titleFormat": title, "tagKeys": tags}

    def to_json(self) -> dict[str, object]:
        return super().to_json() | self._texts


class _Tagged(AnnotationTarget, Dataquery):
    """The annotations that Grafana keeps itself and that have a tag."""


def raised() -> AnnotationQuery:
    """Mark the alerts raised, of all watches, but for flips."""
    count = happened("tocsin_alerts_total", "kind", "severity", of='kind!="stance.flipped"') + " > 0"
    return _FromSeries("Alerts", "orange", count, "{{kind}}", "severity")


def flips(of: str) -> AnnotationQuery:
    """Mark where a stance that these labels select is another one than at the point before."""
    stance = f"max by (watch, actor, target) (tocsin_stance{{{of}}}"
    changed = f"({stance}) != bool {stance} offset $__interval)) == 1"
    return _FromSeries("Flips", "red", changed, "{{actor}} changed its stand on {{target}}", "watch")


def messages() -> AnnotationQuery:
    """Mark what the `grafana` channel has written, with its headline and from when to when it was true."""
    target = _Tagged(limit=100, match_any=False, tags=[TAG], type_val="tags")
    return AnnotationQuery(name="Told by tocsin", datasource=_GRAFANA, icon_color="blue", target=target)
