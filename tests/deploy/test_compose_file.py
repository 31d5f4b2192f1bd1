"""docker-compose.yml: it holds to its specification, and all that it names is there."""

import re
import subprocess
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pytest
import yaml

from tests.compose import ROOT, Compose, Service, asked_by_prometheus
from tests.deploy.commands import refusal
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import Http, load_configuration, load_watches
from tocsin.streams.kafka.settings import KafkaSettings

TOOLS = ROOT / ".venv-deploy" / "bin"
COMPOSE = Compose.read()
SERVICES = list(COMPOSE.services.values())
OURS = [service for service in SERVICES if service.runs_tocsin]
POM = ROOT / "tests" / "integration" / "kafka" / "pom.xml"

every = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
every_one_of_ours = pytest.mark.parametrize("service", OURS, ids=lambda service: service.name)


def configuration_of(service: Service) -> dict:
    """Return the configuration that a command of tocsin names, as it is written in the tree."""
    seen = service.command[service.command.index("--config") + 1]
    found = service.in_tree(seen)
    assert found is not None, f"{seen} is not mounted"
    return yaml.safe_load(found.read_text())


def listened_to(service: Service) -> set[int]:
    """Return the ports that a service listens to, as its own configuration has it."""
    if service.runs_tocsin:
        return {Http(**configuration_of(service)["http"]).port}
    if service.name == "kafka":
        return {int(port) for port in re.findall(r"://:(\d+)", (ROOT / "deploy/kafka/server.properties").read_text())}
    if service.name == "grafana":
        return {3000}
    return {int(port) for port in re.findall(r"--web\.listen-address=:(\d+)", " ".join(service.command))}


def test_the_file_holds_to_the_compose_specification() -> None:
    check = [TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", ROOT / "docker-compose.yml"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_there_are_two_profiles_of_which_the_second_is_tocsin_alone() -> None:
    assert {profile for each in SERVICES for profile in each.written["profiles"]} == {"kafka", "embedded"}
    assert [each.name for each in COMPOSE.started_with("embedded")] == ["tocsin"]
    assert len(list(COMPOSE.started_with("kafka"))) == len(SERVICES) - 1


@every
def test_an_image_is_pinned(service: Service) -> None:
    assert re.fullmatch(r"[\w/]+:v?\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?", service.written["image"])


def test_the_broker_is_the_one_that_the_tests_run() -> None:
    assert f"<version>{COMPOSE.services['kafka'].written['image'].partition(':')[2]}</version>" in POM.read_text()


@every
def test_a_service_has_no_more_rights_than_it_needs(service: Service) -> None:
    assert int(service.written["user"].partition(":")[0]) > 0
    assert service.written["cap_drop"] == ["ALL"]
    assert service.written["security_opt"] == ["no-new-privileges:true"]
    assert service.written["read_only"] or service.name == "kafka"
    assert not {"privileged", "network_mode", "pid", "cap_add", "devices"} & service.written.keys()


@every
def test_what_is_mounted_is_in_the_tree_or_is_a_volume(service: Service) -> None:
    for mount in service.mounts:
        if mount.path is None:
            assert mount.source in COMPOSE.written["volumes"]
        else:
            assert mount.path.exists(), mount
            assert mount.read_only, mount


def test_every_volume_and_every_secret_is_used() -> None:
    mounted = {mount.source for each in SERVICES for mount in each.mounts}
    assert COMPOSE.written["volumes"].keys() <= mounted
    used = {name for each in SERVICES for name in each.written.get("secrets", ())}
    assert COMPOSE.written["secrets"].keys() == used


@every
def test_a_service_waits_for_others_until_they_are_healthy_or_done(service: Service) -> None:
    for name, condition in service.waits_for.items():
        other = COMPOSE.services[name]
        assert set(other.written["profiles"]) == set(service.written["profiles"])
        done = "service_completed_successfully"
        assert condition == (done if other.written["restart"] == "no" else "service_healthy")
        assert condition == done or other.health_check is not None


@every
def test_a_service_that_stays_is_asked_how_it_does_on_a_port_that_it_listens_to(service: Service) -> None:
    if service.written["restart"] == "no":
        return
    ports = {int(port) for port in re.findall(r":(\d{4,5})\b", " ".join(service.health_check))}
    assert ports
    assert ports <= listened_to(service)


@every
def test_what_is_published_is_listened_to_and_for_this_machine_alone(service: Service) -> None:
    for published in service.written.get("ports", ()):
        host, _, port = published.rsplit(":", 2)
        assert host == "127.0.0.1"
        assert int(port) in listened_to(service)


@every_one_of_ours
def test_a_command_of_tocsin_is_one_that_there_is(service: Service) -> None:
    assert refusal(service.command) is None


@every_one_of_ours
def test_a_configuration_names_what_its_service_sees(service: Service) -> None:
    written = configuration_of(service)
    if service.command[0] != "topics":
        volumes = {str(mount.target) for mount in service.mounts if mount.path is None}
        assert written["data"] in volumes
    for pattern in written["watches"]:
        folder = PurePosixPath(pattern).parent
        assert any(folder in mount.target.parents for mount in service.mounts)
    if service.command[0] in ("ingest", "run"):
        for source in written["sources"]:
            assert service.in_tree(source["folder"]) is not None


@every_one_of_ours
def test_a_configuration_is_in_order_with_the_watches_that_are_mounted(service: Service, tmp_path: Path) -> None:
    (watch,) = [mount.path for mount in service.mounts if mount.target.parent == PurePosixPath("/watches")]
    (tmp_path / watch.name).write_text(watch.read_text())
    file = tmp_path / "tocsin.yaml"
    file.write_text(yaml.safe_dump(configuration_of(service) | {"watches": [str(tmp_path / watch.name)]}))
    assert load_watches(load_configuration(file), built_in_names())


@every_one_of_ours
def test_a_configuration_knocks_where_others_listen(service: Service) -> None:
    written = configuration_of(service)
    peers = [f"//{each}" for each in KafkaSettings(**written["kafka"]).brokers] if "kafka" in written else []
    peers += [channel["alertmanager"] for channel in written["channels"].values() if "alertmanager" in channel]
    for peer in map(urlsplit, peers):
        assert peer.port in listened_to(COMPOSE.services[peer.hostname])
    reached = {peer.hostname for peer in map(urlsplit, peers) if peer.scheme}
    assert set(written.get("internal_hosts", ())) == reached


def test_prometheus_knocks_where_others_listen() -> None:
    knocked_at = asked_by_prometheus()
    assert {name for name, _ in knocked_at} >= {"ingest", "worker-1", "worker-2", "alertmanager"}
    for name, port in knocked_at:
        assert port in listened_to(COMPOSE.services[name])


def test_workers_have_names_and_volumes_of_their_own() -> None:
    workers = [each for each in OURS if each.command[0] == "worker"]
    assert len(workers) == 2
    for worker in workers:
        assert worker.command[worker.command.index("--name") + 1] == worker.name
        assert worker.name in {mount.source for mount in worker.mounts}


def test_the_variables_of_the_example_are_those_that_a_configuration_names() -> None:
    example = (ROOT / "deploy/secrets/tocsin.env.example").read_text()
    named = re.findall(r"_env: (\w+)", "".join(path.read_text() for path in (ROOT / "deploy/tocsin").glob("*.yaml")))
    assert set(re.findall(r"^(\w+)=", example, re.MULTILINE)) == set(named)


def test_no_secret_is_written_into_the_file_or_kept_by_git() -> None:
    for service in SERVICES:
        for name, value in service.written.get("environment", {}).items():
            assert not re.search(r"PASSWORD|SECRET|TOKEN|KEY", name) or value.startswith("/run/secrets/")
            assert not str(value).startswith("/run/secrets/") or Path(value).name in service.written["secrets"]
    files = [each["file"] for each in COMPOSE.written["secrets"].values()]
    files += [each["path"] for service in OURS for each in service.written["env_file"]]
    ignored = subprocess.run(["git", "check-ignore", *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ignored.stdout.split() == files
