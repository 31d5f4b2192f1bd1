"""The dashboards that are shipped, as Grafana reads them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INTERVAL = "1m"
"""How far the points of a graph lie apart."""

GRAFANA = Path(__file__).parents[1] / "deploy" / "grafana"


@dataclass(frozen=True)
class Panel:
    """A panel of a dashboard."""

    dashboard: str
    written: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.dashboard}: {self.written['title']}"

    @property
    def expressions(self) -> dict[str, str]:
        """What each of its queries asks Prometheus for, with every value of the dashboard's variables chosen."""
        return {target["refId"]: chosen(target["expr"]) for target in self.written["targets"]}


def dashboards() -> dict[str, dict[str, Any]]:
    """Return each dashboard by the name of its file."""
    return {path.stem: json.loads(path.read_text()) for path in sorted((GRAFANA / "dashboards").glob("*.json"))}


def panels() -> Iterator[Panel]:
    """Give every panel that is no heading."""
    for name, dashboard in dashboards().items():
        yield from (Panel(name, each) for each in dashboard["panels"] if each["type"] != "row")


def marked() -> dict[str, str]:
    """Return what annotations ask Prometheus for, by their names."""
    every = [each for dashboard in dashboards().values() for each in dashboard["annotations"]["list"]]
    return {
        each["name"]: chosen(each["target"]["expr"]) for each in every if each["datasource"]["type"] == "prometheus"
    }


def chosen(expression: str) -> str:
    """Return an expression as Grafana sends it where every value of each variable is chosen."""
    for variable in ("$__rate_interval", "$__interval"):
        expression = expression.replace(variable, INTERVAL)
    return re.sub(r"\$\w+", ".+", expression)
