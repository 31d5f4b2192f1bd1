"""What the contract lets a change to a model do, and what not."""

import json
from pathlib import Path

import pytest

from tocsin.streams.contract import (
    IncompatibleContractError,
    breaking_changes,
    drift,
    example_path,
    export,
    schema_path,
)
from tocsin.streams.example_crisis import crisis
from tocsin.streams.topics import EVENTS

ARTICLE = "v1/article.published.json"


@pytest.fixture
def directory(tmp_path):
    export(tmp_path)
    return tmp_path


def change(path: Path, edit):
    """Make of the stored schema an earlier one, from which the models have since moved on."""
    schema = json.loads(path.read_text())
    edit(schema)
    path.write_text(json.dumps(schema))


def test_what_was_just_exported_has_not_drifted(directory):
    assert drift(directory) == []
    assert breaking_changes(directory) == []


def test_exporting_again_writes_the_same_bytes(directory):
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    export(directory)
    assert {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()} == before


def test_every_event_has_a_schema_and_an_example(directory):
    for event in EVENTS.values():
        assert (directory / schema_path(event)).is_file()
        assert (directory / example_path(event)).is_file()


def test_a_missing_file_is_drift(directory):
    (directory / ARTICLE).unlink()
    assert drift(directory) == [f"{ARTICLE}: missing; run: tocsin schemas export"]


def test_a_field_that_a_model_has_gained_is_drift_and_can_be_exported(directory):
    change(directory / ARTICLE, lambda schema: schema["properties"].pop("place"))
    assert drift(directory) == [f"{ARTICLE}: out of date; run: tocsin schemas export"]
    assert breaking_changes(directory) == []
    export(directory)
    assert drift(directory) == []


def test_a_field_that_a_model_has_lost_breaks_the_contract_and_cannot_be_exported(directory):
    change(directory / ARTICLE, lambda schema: schema["properties"].update(mood={"type": "string"}))
    told = f"{ARTICLE}: mood: was removed; keep it readable, or give the event a new version"
    assert breaking_changes(directory) == [told]
    with pytest.raises(IncompatibleContractError, match="mood: was removed"):
        export(directory)
    assert "mood" in json.loads((directory / ARTICLE).read_text())["properties"]


def test_a_change_inside_what_several_events_share_is_told_for_each(directory):
    def drop_bound(schema):
        del schema["$defs"]["Evidence"]["properties"]["confidence"]["maximum"]

    for name in ("alert.raised", "alert.resolved"):
        change(directory / f"v1/{name}.json", drop_bound)
    assert [each.split(";")[0] for each in breaking_changes(directory)] == [
        "v1/alert.raised.json: evidence[].confidence: maximum was not set, is now 1",
        "v1/alert.resolved.json: alert.evidence[].confidence: maximum was not set, is now 1",
    ]


def test_an_event_that_is_gone_breaks_the_contract(directory):
    (directory / "v1/bell.rung.json").write_text("{}")
    (told,) = breaking_changes(directory)
    assert told.startswith("v1/bell.rung.json: no model writes it any more")


def test_the_schema_of_an_earlier_version_stays(directory, monkeypatch):
    before = (directory / ARTICLE).read_bytes()
    monkeypatch.setattr(EVENTS["tocsin.article.published"], "version", 2)
    assert breaking_changes(directory) == []
    export(directory)
    assert (directory / ARTICLE).read_bytes() == before
    assert json.loads((directory / "v2/article.published.json").read_text())["$id"].endswith("article.published:v2")


def test_the_example_crisis_is_the_same_each_time():
    assert crisis() == crisis()
