"""deploy/kubernetes: what kustomize builds holds to the schemas, and all that it names is there."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.compose import ROOT, Compose
from tests.deploy.commands import refusal
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import Http, load_configuration, load_watches

FOLDER = ROOT / "deploy" / "kubernetes"
EXAMPLE = FOLDER / "overlays" / "example"
TOOLS = ROOT / ".venv-deploy" / "bin"
VERSION = "1.34"
OF_THE_OPERATOR = {"ServiceMonitor"}
READ_BY_THE_OPERATOR = """
import json, sys
from cloudcoil.models.prometheus_operator.v1 import ServiceMonitor
print(ServiceMonitor.model_validate(json.load(sys.stdin)).model_dump_json(by_alias=True, exclude_none=True))
"""
"""Models that are made from the operator's own definitions: they refuse what is of a wrong type, and drop what they do
not know."""

Resource = dict[str, Any]


@cache
def built(folder: Path) -> tuple[Resource, ...]:
    """Return what kustomize makes of a folder."""
    made = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return tuple(yaml.safe_load_all(made.stdout))


def of_kind(*kinds: str) -> list[Resource]:
    return [each for each in built(EXAMPLE) if each["kind"] in kinds]


def named(kind: str, name: str) -> Resource:
    (found,) = [each for each in of_kind(kind) if each["metadata"]["name"] == name]
    return found


WORKLOADS = of_kind("StatefulSet", "Job")
SETS = of_kind("StatefulSet")
every_workload = pytest.mark.parametrize("workload", WORKLOADS, ids=lambda each: each["metadata"]["name"])
every_set = pytest.mark.parametrize("workload", SETS, ids=lambda each: each["metadata"]["name"])


def pod(workload: Resource) -> Resource:
    return workload["spec"]["template"]["spec"]


def container(workload: Resource) -> Resource:
    (only,) = pod(workload)["containers"]
    return only


def configuration() -> Resource:
    return yaml.safe_load((EXAMPLE / "tocsin.yaml").read_text())


@pytest.mark.parametrize("folder", [FOLDER / "base", EXAMPLE], ids=lambda folder: folder.name)
def test_what_is_built_holds_to_the_schemas_of_kubernetes(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "built.yaml"
    file.write_text(yaml.safe_dump_all(each for each in built(folder) if each["kind"] not in OF_THE_OPERATOR))
    check = [TOOLS / "kubernetes-validate", "--kubernetes-version", VERSION, "--strict", file]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARN" not in done.stdout + done.stderr


def test_the_operator_of_prometheus_knows_all_that_its_resource_says() -> None:
    (monitor,) = of_kind(*OF_THE_OPERATOR)
    command = [TOOLS / "python", "-c", READ_BY_THE_OPERATOR]
    read = subprocess.run(command, input=json.dumps(monitor), capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout) == monitor


@every_workload
def test_a_command_is_one_that_there_is_with_a_configuration_that_is_mounted(workload: Resource) -> None:
    arguments = container(workload)["args"]
    assert refusal(arguments) is None
    folder, _, name = arguments[arguments.index("--config") + 1].rpartition("/")
    (mount,) = [each for each in container(workload)["volumeMounts"] if each["mountPath"] == folder]
    (volume,) = [each for each in pod(workload)["volumes"] if each["name"] == mount["name"]]
    assert name in named("ConfigMap", volume["configMap"]["name"])["data"]


@every_workload
def test_a_pod_is_restricted_and_is_the_user_of_the_image(workload: Resource) -> None:
    whole, own = pod(workload)["securityContext"], container(workload)["securityContext"]
    assert f"USER {whole['runAsUser']}:{whole['runAsGroup']}\n" in (ROOT / "deploy/Dockerfile").read_text()
    assert whole["runAsNonRoot"]
    assert whole["seccompProfile"] == {"type": "RuntimeDefault"}
    assert own == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert named("Namespace", "tocsin")["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


@every_workload
def test_every_volume_is_there_and_every_mount_has_one(workload: Resource) -> None:
    claims = [each["metadata"]["name"] for each in workload["spec"].get("volumeClaimTemplates", ())]
    volumes = {each["name"] for each in pod(workload)["volumes"]} | set(claims)
    assert {each["name"] for each in container(workload)["volumeMounts"]} == volumes
    maps = {each["metadata"]["name"] for each in of_kind("ConfigMap")}
    assert {each["configMap"]["name"] for each in pod(workload)["volumes"]} == maps


@every_set
def test_what_it_keeps_is_on_a_volume_of_its_own(workload: Resource) -> None:
    claims = {each["metadata"]["name"] for each in workload["spec"]["volumeClaimTemplates"]}
    kept = {each["mountPath"] for each in container(workload)["volumeMounts"] if each["name"] in claims}
    assert kept == {configuration()["data"]}


@every_set
def test_it_asks_for_what_the_manual_says_that_it_takes(workload: Resource) -> None:
    manual = (ROOT / "docs" / "operations.md").read_text()
    name = workload["metadata"]["name"]
    ((cores, megabytes),) = re.findall(
        rf"^\| (?:a |the )?{name} \| ([\d.]+) of a core and (\d+) MB", manual, re.MULTILINE
    )
    asked = container(workload)["resources"]["requests"]
    assert asked == {"cpu": f"{float(cores) * 1000:.0f}m", "memory": f"{megabytes}Mi"}


@every_set
def test_probes_ask_paths_that_there_are_on_the_port_of_the_configuration(workload: Resource) -> None:
    (port,) = container(workload)["ports"]
    assert port["containerPort"] == Http(**configuration()["http"]).port
    probes = {name: container(workload)[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert {each["port"] for each in probes.values()} == {port["name"]}
    status = (ROOT / "services/tocsin/workers/status.py").read_text()
    assert all(f'add_get("{each["path"]}"' in status for each in probes.values())
    assert (probes["liveness"]["path"], probes["readiness"]["path"]) == ("/healthz", "/readyz")


@every_set
def test_a_set_has_its_service_which_prometheus_asks(workload: Resource) -> None:
    service = named("Service", workload["spec"]["serviceName"])
    labels = workload["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["selector"].items() <= labels.items()
    (monitor,) = of_kind("ServiceMonitor")
    assert monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    (endpoint,) = monitor["spec"]["endpoints"]
    (port,) = service["spec"]["ports"]
    assert (endpoint["port"], port["targetPort"]) == (port["name"], container(workload)["ports"][0]["name"])
    assert (port["port"], endpoint["path"]) == (Http(**configuration()["http"]).port, "/metrics")


def test_a_worker_is_named_by_its_pod_and_no_more_of_them_are_started_than_there_are_partitions() -> None:
    worker = named("StatefulSet", "worker")
    assert "--name" not in container(worker)["args"]
    assert 2 <= worker["spec"]["replicas"] <= configuration()["kafka"]["partitions"]
    assert named("StatefulSet", "ingest")["spec"]["replicas"] == 1


def test_the_cluster_runs_all_that_the_compose_file_runs() -> None:
    composed = {each.command[0] for each in Compose.read().started_with("kafka") if each.runs_tocsin}
    assert {container(workload)["args"][0] for workload in WORKLOADS} == composed


def test_one_worker_at_a_time_is_taken_away() -> None:
    budget = named("PodDisruptionBudget", "worker")["spec"]
    assert budget["maxUnavailable"] == 1
    template = named("StatefulSet", "worker")["spec"]["template"]["metadata"]["labels"]
    assert budget["selector"]["matchLabels"].items() <= template.items()


def test_the_network_lets_through_what_the_configuration_needs() -> None:
    policy = named("NetworkPolicy", "tocsin")["spec"]
    (scraped,) = policy["ingress"]
    assert [each["port"] for each in scraped["ports"]] == [Http(**configuration()["http"]).port]
    out = {port["port"] for rule in policy["egress"] for port in rule["ports"]}
    brokers = {int(each.rpartition(":")[2]) for each in configuration()["kafka"]["brokers"]}
    assert out >= {53, 443} | brokers


def test_the_configuration_of_the_example_is_in_order(tmp_path: Path) -> None:
    (tmp_path / "strait.yaml").write_text((EXAMPLE / "strait.yaml").read_text())
    written = (EXAMPLE / "tocsin.yaml").read_text()
    (tmp_path / "tocsin.yaml").write_text(written.replace("/watches", str(tmp_path)).replace("*.yaml", "strait.yaml"))
    assert load_watches(load_configuration(tmp_path / "tocsin.yaml"), built_in_names())
    assert (EXAMPLE / "strait.yaml").read_text() == (ROOT / "examples/strait/watch.yaml").read_text()
