"""The dashboards as the files that Grafana reads."""

from collections.abc import Mapping

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from deploy.grafana.build import deliveries, pipeline, situation, sources


def written() -> Mapping[str, str]:
    """Return the text of each dashboard by the name of its file."""
    encoder = JSONEncoder(indent=2, ensure_ascii=False)
    made = {each.__name__.rpartition(".")[2]: each.made() for each in (situation, pipeline, deliveries, sources)}
    return {f"{name}.json": encoder.encode(dashboard) + "\n" for name, dashboard in made.items()}
