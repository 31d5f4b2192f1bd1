"""What all dashboards have in common: their links to one another, their sections, their variables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grafana_foundation_sdk.builders.dashboard import Dashboard, DashboardLink, QueryVariable, Row
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models import dashboard as models

from deploy.grafana.build.queries import PROMETHEUS

TAG = "tocsin"
"""What every dashboard is tagged with, so that each finds the others."""

Panel: TypeAlias = Builder[models.Panel]


@dataclass(frozen=True, slots=True)
class Section:
    """Panels under one heading, from left to right; one such section for each value of the variable `for_each`."""

    title: str
    panels: Sequence[Panel]
    for_each: str | None = None

    def heading(self) -> Row:
        """Return the row that the panels follow."""
        row = Row(self.title)
        return row if self.for_each is None else row.repeat(self.for_each)


def dashboard(name: str, description: str, since: str, sections: Sequence[Section]) -> Dashboard:
    """Return a dashboard that shows the time from `since`, as Grafana writes it, until now.

    Its uid, by which links find it, is made of its name. Variables can be added.
    """
    frame = Dashboard(f"tocsin: {name}").uid(f"tocsin-{name.lower()}").description(description).tags([TAG])
    frame = frame.time(since, "now").refresh("30s").timezone("browser").readonly()
    frame = frame.tooltip(models.DashboardCursorSync.CROSSHAIR).link(_to_the_others())
    for section in sections:
        frame = frame.with_row(section.heading())
        for panel in section.panels:
            frame = frame.with_panel(panel)
    return frame


def finished(frame: Dashboard, *annotations: models.AnnotationQuery) -> models.Dashboard:
    """Return the dashboard with its annotations and an id for each panel, by which it can be linked to."""
    built = frame.build()
    built.annotations = models.AnnotationContainer(list(annotations))
    for number, panel in enumerate(built.panels or (), start=1):
        panel.id_val = number
    return built


def choice(label: str) -> QueryVariable:
    """Return a variable that narrows a dashboard to some values of a label, of all series that have it."""
    everything = models.VariableOption(text="All", value="$__all")
    variable = QueryVariable(label).label(label.capitalize()).datasource(PROMETHEUS).query(f"label_values({label})")
    variable = variable.refresh(models.VariableRefresh.ON_TIME_RANGE_CHANGED)
    return (
        variable.sort(models.VariableSort.ALPHABETICAL_ASC)
        .current(everything)
        .multi(multi=True)
        .include_all(include_all=True)
    )


def _to_the_others() -> DashboardLink:
    link = DashboardLink("tocsin").type(models.DashboardLinkType.DASHBOARDS).tags([TAG])
    return link.tooltip("The other dashboards").keep_time(keep_time=True)
