"""Write the dashboards anew: `python -m deploy.grafana.build` (`make dashboards`)."""

from pathlib import Path

from deploy.grafana.build.writing import written

DASHBOARDS = Path(__file__).parents[1] / "dashboards"

for name, text in written().items():
    (DASHBOARDS / name).write_text(text)
