"""The configuration and the watches that it names."""

from datetime import timedelta
from pathlib import Path

import pytest

from tocsin.settings.configuration import check, load_configuration, load_watches
from tocsin.settings.faults import InvalidFileError

BUILT_IN = {"DZA": "Algeria"}
WATCH = """\
id: {id}
title: The closed harbour
alerts:
  - {{on: deadline.set, channels: [{channel}]}}
"""
CONFIGURATION = """\
data: log
watches: [watches/*.yaml]
sources:
  - {name: inbox, folder: in}
  - {name: courier, feed: "https://courier.example/feed", every: 10min}
channels:
  ops: {webhook: "https://ops.example/hook", secret_file: keys/ops}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "watches").mkdir()
    write(tmp_path / "watches" / "kelmar.yaml", WATCH.format(id="kelmar", channel="ops"))
    write(tmp_path / "tocsin.yaml", CONFIGURATION)
    return tmp_path


def write(file: Path, text: str):
    file.write_text(text)
    return file


def told(folder, faults):
    return [str(fault).removeprefix(f"{folder}/") for fault in faults]


def test_paths_count_from_the_folder_of_the_configuration(folder):
    configuration = load_configuration(folder / "tocsin.yaml")
    assert configuration.data == folder / "log"
    assert configuration.watches == (folder / "watches" / "kelmar.yaml",)
    assert configuration.sources[0].folder == folder / "in"
    assert configuration.channels["ops"].secret_file == folder / "keys" / "ops"
    assert configuration.sources[1].every == timedelta(minutes=10)


def test_an_absolute_path_and_one_that_leads_up_stay_what_they_are(folder):
    below = folder / "below"
    below.mkdir()
    text = f"data: {folder}/elsewhere\nwatches: [../watches/kelmar.yaml, {folder}/watches/*.yaml]\n"
    configuration = load_configuration(write(below / "tocsin.yaml", text))
    assert configuration.data == folder / "elsewhere"
    assert {file.resolve() for file in configuration.watches} == {folder.resolve() / "watches" / "kelmar.yaml"}


def test_the_home_folder_can_be_written_as_a_tilde(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    file = write(folder / "watches" / "tocsin.yaml", "data: ~/log\nwatches: [~/watches/kel*.yaml]\n")
    configuration = load_configuration(file)
    assert configuration.data == folder / "log"
    assert configuration.watches == (folder / "watches" / "kelmar.yaml",)


def test_what_is_left_away_has_a_sensible_value(folder):
    configuration = load_configuration(write(folder / "tocsin.yaml", "watches: [watches/kelmar.yaml]\n"))
    assert configuration.data == folder / "data"
    assert (configuration.http.host, configuration.http.port) == ("127.0.0.1", 9464)
    assert not configuration.sources
    assert not configuration.channels


@pytest.mark.parametrize(
    ("http", "fault"),
    [
        ("{public_url: 'https://desk.example'}", "http: public_url needs either links_env or links_file"),
        ("{links_env: LINKS}", "http: public_url needs either links_env or links_file, and neither is of use without"),
        (
            "{public_url: 'https://desk.example', links_env: A, links_file: b}",
            "http: public_url needs either links_env",
        ),
        ("{public_url: desk.example, links_env: A}", "http.public_url: is not a web address"),
        (
            "{public_url: 'https://desk.example/?to=', links_env: A}",
            "http.public_url: holds more than a host and a path",
        ),
        ("{public_url: 'https://ada:pw@desk.example', links_env: A}", "http.public_url: holds a name or password"),
    ],
)
def test_links_in_messages_need_an_address_and_a_secret(folder, http, fault):
    file = write(folder / "tocsin.yaml", f"watches: [watches/kelmar.yaml]\nhttp: {http}\n")
    (found,) = told(folder, check(file, BUILT_IN))
    assert found.startswith(f"tocsin.yaml:2: {fault}")


def test_the_secret_of_links_lies_beside_the_configuration(folder):
    text = "watches: [watches/kelmar.yaml]\nhttp: {public_url: 'https://desk.example', links_file: keys/links}\n"
    assert load_configuration(write(folder / "tocsin.yaml", text)).http.links_file == folder / "keys" / "links"


def test_a_file_that_two_patterns_find_is_one_watch(folder):
    file = write(folder / "tocsin.yaml", "watches: [watches/*.yaml, watches/kelmar.yaml, '**/kel*.yaml']\n")
    assert len(load_configuration(file).watches) == 1


def test_a_configuration_that_is_right_gives_its_watches(folder):
    write(folder / "watches" / "other.yaml", WATCH.format(id="other", channel="ops"))
    watches = load_watches(load_configuration(folder / "tocsin.yaml"), BUILT_IN)
    assert [watch.id for watch in watches] == ["kelmar", "other"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("data:", "date:", "tocsin.yaml:1: date: there is no such field; did you mean 'data'?"),
        ("watches/*.yaml", "watch/*.yaml", "tocsin.yaml:2: watches[0]: watch/*.yaml is no file; name a watch"),
        (
            "[watches/*.yaml]",
            "[]",
            "tocsin.yaml:2: watches: must not be empty; list at least one (Watch files; `*` and `**` stand for any)",
        ),
        (
            "folder: in",
            "foldr: in",
            "tocsin.yaml:4: sources[0]: a source has exactly one of folder, stdin, feed, replay",
        ),
        ("every:", "evry:", "tocsin.yaml:5: sources[1].evry: there is no such field; did you mean 'every'?"),
        (
            "name: inbox, ",
            "",
            "tocsin.yaml:4: sources[0].name: is missing; add it"
            " (Unique; articles that name no publisher are said to be from it)",
        ),
        (
            "name: courier",
            "name: inbox",
            "tocsin.yaml:3: sources: source 'inbox' is listed twice; give each a name of its own",
        ),
        (
            "secret_file: keys/ops",
            "secret_fil: keys/ops",
            "tocsin.yaml:7: channels.ops.secret_fil: there is no such field; did you mean 'secret_file'?",
        ),
        (
            "data: log",
            "http: {port: 70000}",
            "tocsin.yaml:1: http.port: must be less than or equal to 65535 (Port to listen on; 0 for any that is free)",
        ),
    ],
)
def test_each_fault_of_a_configuration_says_where_it_is_and_what_to_do(folder, old, new, fault):
    assert old in CONFIGURATION
    file = write(folder / "tocsin.yaml", CONFIGURATION.replace(old, new, 1))
    assert told(folder, check(file, BUILT_IN)) == [fault]


def test_a_secret_that_was_written_into_the_file_is_not_told_again(folder):
    file = write(folder / "tocsin.yaml", CONFIGURATION.replace("secret_file: keys/ops", "secret: hunter2"))
    faults = "\n".join(told(folder, check(file, BUILT_IN)))
    assert "channels.ops.secret: there is no such field" in faults
    assert "hunter2" not in faults


def test_a_channel_that_the_configuration_does_not_define_is_told_in_the_watch(folder):
    write(folder / "watches" / "kelmar.yaml", WATCH.format(id="kelmar", channel="opps"))
    fault = (
        "watches/kelmar.yaml:4: alerts[0].channels[0]: 'opps' is no channel of the configuration; did you mean 'ops'?"
    )
    assert told(folder, check(folder / "tocsin.yaml", BUILT_IN)) == [fault]


def test_a_watch_by_itself_may_name_any_channel(folder):
    file = write(folder / "watches" / "kelmar.yaml", WATCH.format(id="kelmar", channel="opps"))
    assert check(file, BUILT_IN) == []


def test_two_watches_with_one_id_are_told(folder):
    write(folder / "watches" / "twin.yaml", WATCH.format(id="kelmar", channel="ops"))
    (fault,) = told(folder, check(folder / "tocsin.yaml", BUILT_IN))
    assert fault.startswith("watches/twin.yaml:1: id: 'kelmar' is the id of ")


def test_the_faults_of_all_watches_are_told_at_once(folder):
    for name in ("kelmar", "other"):
        write(folder / "watches" / f"{name}.yaml", "title: No id\n")
    with pytest.raises(InvalidFileError) as caught:
        load_watches(load_configuration(folder / "tocsin.yaml"), BUILT_IN)
    assert told(folder, caught.value.faults) == [
        "watches/kelmar.yaml:1: id: is missing; add it",
        "watches/other.yaml:1: id: is missing; add it",
    ]


def test_a_configuration_is_known_by_its_fields_even_with_one_misspelt(folder):
    file = write(folder / "tocsin.yaml", CONFIGURATION.replace("watches:", "watchs:"))
    assert told(folder, check(file, BUILT_IN)) == [
        "tocsin.yaml:1: watches: is missing; add it (Watch files; `*` and `**` stand for any)",
        "tocsin.yaml:2: watchs: there is no such field; did you mean 'watches'?",
    ]


def test_a_configuration_cannot_be_changed(folder):
    configuration = load_configuration(folder / "tocsin.yaml")
    with pytest.raises(ValueError, match="frozen"):
        configuration.data = Path("elsewhere")
