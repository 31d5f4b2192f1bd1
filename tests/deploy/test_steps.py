"""The steps of the README from one machine to a cluster: what they name is there."""

import re

from tests.compose import ROOT, Compose


def steps() -> str:
    """Return the commands of the section, and nothing that is said between them."""
    section = (ROOT / "README.md").read_text().partition("## From one machine to a cluster")[2].partition("\n## ")[0]
    return "".join(re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL))


def written() -> set[str]:
    return set(re.findall(r"> (\S+)", steps()))


def test_every_file_that_the_steps_take_is_there_or_written_by_them() -> None:
    named = set(re.findall(r"(?<![\w/])(?:deploy/|requirements)[\w./-]+", steps()))
    assert len(named) > 5
    assert [path for path in named - written() if not (ROOT / path).exists()] == []


def test_the_steps_take_each_profile_of_the_compose_file() -> None:
    profiles = {name for each in Compose.read().services.values() for name in each.written["profiles"]}
    assert set(re.findall(r"docker compose --profile (\w+)", steps())) == profiles


def test_the_steps_write_every_secret_that_the_compose_file_takes() -> None:
    compose = Compose.read()
    taken = {each["file"] for each in compose.written["secrets"].values()}
    taken |= {file["path"] for each in compose.services.values() for file in each.written.get("env_file", ())}
    assert {path.removeprefix("./") for path in taken} <= written()
