"""The dashboards in deploy/grafana: what the code makes, of metrics that there are, with all that readers need."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.grafana.build.writing import written
from tests.compose import Compose
from tests.dashboards import GRAFANA, Panel, dashboards, marked, panels
from tests.prometheus import DEPLOY, askable, metrics_in
from tests.running import PATIENCE

NEWEST_SCHEMA = {"12.2": 42}
"""Up to which schema a Grafana reads dashboards (`DASHBOARD_SCHEMA_VERSION` of its DashboardMigrator)."""

PANELS = list(panels())
EXPRESSIONS = [*(each for panel in PANELS for each in panel.expressions.values()), *marked().values()]

every_dashboard = pytest.mark.parametrize("dashboard", dashboards().values(), ids=dashboards().keys())
every_panel = pytest.mark.parametrize("panel", PANELS, ids=str)


def provisioned(folder: str) -> dict[str, Any]:
    (file,) = (GRAFANA / "provisioning" / folder).glob("*.yml")
    return yaml.safe_load(file.read_text())


def renamed(panel: Panel) -> dict[str, str]:
    """Return what people call the columns of a listing, by what Grafana does; nothing of other panels."""
    changes = panel.written.get("transformations", ())
    return next((each["options"]["renameByName"] for each in changes if each["id"] == "organize"), {})


def test_the_files_are_what_the_code_makes() -> None:
    there = {path.name: path.read_text() for path in (GRAFANA / "dashboards").iterdir()}
    assert there == written(), "make dashboards writes them anew"


def test_there_is_a_dashboard_for_the_desk_and_three_for_those_who_run_it() -> None:
    assert [each["title"] for each in dashboards().values()] == [
        "tocsin: Deliveries", "tocsin: Pipeline", "tocsin: Situation", "tocsin: Sources",
    ]  # fmt: skip


@every_dashboard
def test_a_dashboard_keeps_its_address(dashboard: dict[str, Any]) -> None:
    assert dashboard["uid"] == dashboard["title"].replace(": ", "-").lower()
    numbers = [panel["id"] for panel in dashboard["panels"]]
    assert len(set(numbers)) == len(numbers)


@every_dashboard
def test_a_dashboard_leads_to_all_others(dashboard: dict[str, Any]) -> None:
    (link,) = dashboard["links"]
    assert link["type"] == "dashboards"
    assert all(set(link["tags"]) <= set(other["tags"]) for other in dashboards().values())


@every_dashboard
def test_panels_lie_beside_one_another_and_fill_the_width(dashboard: dict[str, Any]) -> None:
    fields = [
        (x, y)
        for place in (panel["gridPos"] for panel in dashboard["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(set(fields)) == len(fields)
    assert {x for x, _ in fields} == set(range(24))


@every_dashboard
def test_what_a_variable_narrows_is_asked_for_by_it(dashboard: dict[str, Any]) -> None:
    variables = {each["name"] for each in dashboard.get("templating", {}).get("list", ())}
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel.get("targets", ())
        for name in re.findall(r'=~"\$(\w+)"', target["expr"])
    }
    assert asked == variables


@every_panel
def test_a_panel_says_what_it_shows_in_which_unit_and_from_where(panel: Panel) -> None:
    assert panel.written["title"]
    assert panel.written["description"].endswith(".")
    assert panel.written["fieldConfig"]["defaults"]["unit"]
    source = {"type": "prometheus", "uid": "prometheus"}
    assert [panel.written["datasource"], *(each["datasource"] for each in panel.written["targets"])] == [source] * (
        1 + len(panel.written["targets"])
    )


@every_panel
def test_the_queries_of_a_panel_have_names_of_their_own(panel: Panel) -> None:
    names = [each["refId"] for each in panel.written["targets"]]
    assert names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("panel", [each for each in PANELS if each.written["type"] == "stat"], ids=str)
def test_a_number_has_colours_that_say_how_good_it_is(panel: Panel) -> None:
    assert panel.written["fieldConfig"]["defaults"]["thresholds"]["steps"]
    assert panel.written["options"]["colorMode"] == "background"


@pytest.mark.parametrize("panel", [each for each in PANELS if renamed(each)], ids=str)
def test_a_listing_names_columns_that_its_queries_have(panel: Panel) -> None:
    names = [target["refId"] for target in panel.written["targets"]]
    values = {f"Value #{name}" for name in names} if len(names) > 1 else {"Value"}
    assert {each for each in renamed(panel) if each.startswith("Value")} <= values
    labels = {each for each in renamed(panel) if not each.startswith("Value")}
    assert labels <= {name for each in panel.expressions.values() for name in re.findall(r"\w+", each)}
    changed = {each["matcher"]["options"] for each in panel.written["fieldConfig"]["overrides"]}
    assert changed <= set(renamed(panel).values())


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_is_asked_for_is_there(expression: str, tmp_path: Path) -> None:
    asked = metrics_in(expression)
    assert asked
    assert asked <= askable(tmp_path)


def test_prometheus_understands_every_expression(tmp_path: Path) -> None:
    rules = [{"record": f"panel:{number}", "expr": each} for number, each in enumerate(EXPRESSIONS)]
    file = tmp_path / "rules.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    done = subprocess.run(
        ["promtool", "check", "rules", file], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_deadlines_count_down_and_turn_red() -> None:
    (panel,) = (each for each in PANELS if each.written["title"] == "Deadlines that run")
    assert panel.expressions["left"].endswith("- time()")
    (time_left,) = (
        each for each in panel.written["fieldConfig"]["overrides"] if each["matcher"]["options"] == "Time left"
    )
    (thresholds,) = (each["value"] for each in time_left["properties"] if each["id"] == "thresholds")
    assert [each["color"] for each in thresholds["steps"]] == ["red", "orange", "yellow", "green"]
    values = [each["value"] for each in thresholds["steps"][1:]]
    assert values == sorted(values)


def test_the_situation_marks_alerts_flips_and_what_was_told() -> None:
    marks = dashboards()["situation"]["annotations"]["list"]
    assert [each["name"] for each in marks] == ["Alerts", "Flips", "Told by tocsin"]
    assert all(each["titleFormat"] for each in marks if each["name"] in marked())


def test_the_stances_are_a_matrix_of_actors_and_propositions_in_words_and_colours() -> None:
    (panel,) = (each for each in PANELS if each.written["title"] == "Stances")
    (matrix,) = (each["options"] for each in panel.written["transformations"] if each["id"] == "groupingToMatrix")
    assert (matrix["rowField"], matrix["columnField"], matrix["valueField"]) == ("actor", "target", "Value")
    (meant,) = (each["options"] for each in panel.written["fieldConfig"]["defaults"]["mappings"])
    assert {value: each["text"] for value, each in meant.items()} == {"1": "support", "0": "neutral", "-1": "oppose"}
    assert len({each["color"] for each in meant.values()}) == len(meant)


def test_the_grafana_that_is_started_can_read_the_schema() -> None:
    version = Compose.read().services["grafana"].written["image"].partition(":")[2]
    newest = NEWEST_SCHEMA[version.rpartition(".")[0]]
    assert max(each["schemaVersion"] for each in dashboards().values()) <= newest


def test_the_source_is_prometheus_as_it_is_started_and_scrapes() -> None:
    (source,) = provisioned("datasources")["datasources"]
    assert (source["type"], source["uid"], source["url"]) == ("prometheus", "prometheus", "http://prometheus:9090")
    assert "--web.listen-address=:9090" in Compose.read().services["prometheus"].command
    scraped = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["global"]["scrape_interval"]
    assert source["jsonData"]["timeInterval"] == scraped


def test_the_dashboards_are_found_where_they_are_mounted() -> None:
    (provider,) = provisioned("dashboards")["providers"]
    grafana = Compose.read().services["grafana"]
    assert grafana.in_tree(provider["options"]["path"]) == GRAFANA / "dashboards"
    assert grafana.in_tree("/etc/grafana/provisioning") == GRAFANA / "provisioning"
