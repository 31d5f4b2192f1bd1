"""What is in deploy/prometheus and deploy/alertmanager, checked by their own tools and held against the code."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.prometheus import askable, metrics_in, rules
from tests.running import PATIENCE

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
CASES = sorted(Path(__file__).parent.glob("prometheus/*.yml"))

ALERTS = [rule for rule in rules() if "alert" in rule]


def run(*command: object) -> None:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_takes_its_configuration() -> None:
    run("promtool", "check", "config", "--lint-fatal", PROMETHEUS / "prometheus.yml")


def test_alertmanager_takes_its_configuration() -> None:
    run("amtool", "check-config", ROOT / "deploy" / "alertmanager" / "alertmanager.yml")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_alerts_fire_when_they_should_and_only_then(path: Path) -> None:
    run("promtool", "test", "rules", path)


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: str(rule["alert"]))
def test_every_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not(rule: dict[str, Any]) -> None:
    cases = [
        case
        for path in CASES
        for test in yaml.safe_load(path.read_text())["tests"]
        for case in test["alert_rule_test"]
        if case["alertname"] == rule["alert"]
    ]
    assert {bool(case["exp_alerts"]) for case in cases} == {True, False}


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: str(rule["alert"]))
def test_every_alert_says_what_is_so_how_bad_it_is_and_where_to_read_on(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert rule["annotations"].keys() == {"summary", "description", "runbook_url"}
    runbook = ROOT / rule["annotations"]["runbook_url"]
    assert runbook.name == f"{rule['alert']}.md"
    assert [line for line in runbook.read_text().splitlines() if line.startswith("#")] == [
        f"# {rule['alert']}", "## What to look at", "## How to mend it",
    ]  # fmt: skip


def test_every_runbook_is_that_of_an_alert() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "runbooks").glob("*.md")}
    assert pages == {rule["alert"] for rule in ALERTS}


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: str(rule.get("alert") or rule["record"]))
def test_every_expression_asks_for_what_there_is(rule: dict[str, Any], tmp_path: Path) -> None:
    asked = metrics_in(rule["expr"])
    assert asked
    assert asked <= askable(tmp_path)


def test_every_metric_that_a_runbook_names_is_there(tmp_path: Path) -> None:
    named = {
        name
        for path in (ROOT / "docs" / "runbooks").glob("*.md")
        for code in re.findall(r"`([^`]+)`", path.read_text())
        for name in metrics_in(code)
    }
    assert named
    assert named <= askable(tmp_path)
