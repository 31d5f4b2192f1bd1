"""What is told of a watch that is wrong."""

import pytest

from tocsin.settings.faults import InvalidFileError
from tocsin.settings.watch_file import load_watch

BUILT_IN = {"DZA": "Algeria", "FRA": "France", "ECOWAS": "ECOWAS"}
GOOD = """\
id: kelmar
title: The closed harbour
timezone: Atlantic/Azores
actors:
  - {id: guard, name: Harbour Guard, kind: military, aliases: [the Guard]}
  - {id: FRA, people: [Odile Ferrand]}
propositions:
  - {id: closure, title: The closing, phrases: [closing], opposite: reopening}
  - {id: reopening, title: The reopening, phrases: [reopening]}
alerts:
  - {on: deadline.set, actors: [guard, DZA], targets: [closure, FRA], channels: [ops], before: [6h]}
"""


@pytest.fixture
def faults(tmp_path):
    def faults(text):
        file = tmp_path / "watch.yaml"
        file.write_text(text)
        with pytest.raises(InvalidFileError) as caught:
            load_watch(file, BUILT_IN)
        return [str(fault).removeprefix(f"{file}:") for fault in caught.value.faults]

    return faults


def test_a_watch_that_is_right_is_read(tmp_path):
    file = tmp_path / "watch.yaml"
    file.write_text(GOOD)
    watch = load_watch(file, BUILT_IN)
    assert (watch.id, watch.actors[0].aliases, watch.alerts[0].on) == ("kelmar", ("the Guard",), "deadline.set")


def test_an_opposite_may_be_said_on_both_sides(tmp_path):
    file = tmp_path / "watch.yaml"
    file.write_text(GOOD.replace("phrases: [reopening]", "phrases: [reopening], opposite: closure"))
    assert load_watch(file, BUILT_IN).propositions[1].opposite == "closure"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("aliases:", "alias:", "5: actors[0].alias: there is no such field; did you mean 'aliases'?"),
        ("id: kelmar\n", "", "1: id: is missing; add it"),
        (
            "title: The closed",
            "tenor: x\ntitle: The closed",
            "2: tenor: there is no such field; those here are"
            " id, title, places, timezone, actors, propositions, alerts",
        ),
        ("title: The closed harbour", "title: 1984", "2: title: must be text; put quotes around it"),
        ("kind: military", "kind: militry", "5: actors[0].kind: 'militry' is not known; did you mean 'military'?"),
        (
            "Atlantic/Azores",
            "Atlantic/Azore",
            "3: timezone: 'Atlantic/Azore' is not an IANA time zone; write one such as Africa/Niamey;"
            " did you mean 'Atlantic/Azores'?",
        ),
        (
            "on: deadline.set",
            "on: deadline.sett",
            "11: alerts[0].on: 'deadline.sett' is not known; did you mean 'deadline.set'?",
        ),
        (
            "before: [6h]",
            "severity: loud",
            "11: alerts[0].severity: 'loud' is not known; write one of info, warning, critical",
        ),
        (
            "before: [6h]",
            "before: [6 hours]",
            "11: alerts[0].before[0]: '6 hours' is not a length of time;"
            " write a number and s, min, h, d or w, as in 72h",
        ),
        (
            "channels: [ops]",
            "channels: ops",
            "11: alerts[0].channels: must be a list; write it as [a, b], or one item a line behind a dash"
            " (Names of channels of the configuration)",
        ),
        (
            "timezone: Atlantic/Azores",
            "places: [Portugal]",
            "3: places[0]: has the wrong form (ISO 3166-1 alpha-2)",
        ),
        (
            "actors: [guard, DZA]",
            "actors: [gard]",
            "11: alerts[0].actors[0]: 'gard' is no actor; did you mean 'guard'?",
        ),
        (
            "actors: [guard, DZA]",
            "actors: [Algeria]",
            "11: alerts[0].actors[0]: 'Algeria' is no actor; did you mean 'DZA'?",
        ),
        (
            "actors: [guard, DZA]",
            "actors: [guard, XQXQ]",
            "11: alerts[0].actors[1]: 'XQXQ' is no actor; list it under actors, or write a built-in id"
            " such as DZA or ECOWAS",
        ),
        (
            "targets: [closure, FRA]",
            "targets: [closing]",
            "11: alerts[0].targets[0]: 'closing' is neither a proposition nor an actor; did you mean 'closure'?",
        ),
        ("id: FRA", "id: FRX", "6: actors[1].id: 'FRX' is not built in; did you mean 'FRA'?"),
        (
            "name: Harbour Guard, ",
            "",
            "5: actors[0].id: 'guard' is not built in; give it a name and a kind",
        ),
        (
            "people: [Odile Ferrand]",
            "aliases: [THE GUARD]",
            "6: actors[1].aliases[0]: 'THE GUARD' already means 'guard'; leave it to one of the two",
        ),
        (
            "opposite: reopening",
            "opposite: reopenning",
            "8: propositions[0].opposite: 'reopenning' is no proposition here; did you mean 'reopening'?",
        ),
        (
            "opposite: reopening",
            "opposite: closure",
            "8: propositions[0].opposite: nothing is the opposite of itself; name another proposition",
        ),
        (
            "alerts:",
            "  - {id: truce, title: A truce, phrases: [truce], opposite: closure}\nalerts:",
            "10: propositions[2].opposite: 'closure' is the opposite of 'reopening' already;"
            " a proposition has one at most",
        ),
        (
            "alerts:",
            "  - {id: closure, title: Again, phrases: [again]}\nalerts:",
            "10: propositions[2].id: 'closure' is listed twice; put what belongs to it in one entry",
        ),
    ],
)
def test_each_fault_says_where_it_is_and_what_to_do(faults, old, new, told):
    assert old in GOOD
    assert faults(GOOD.replace(old, new, 1)) == [told]


def test_all_faults_are_told_at_once_in_the_order_of_the_file(faults):
    text = GOOD.replace("kind: military", "kind: army").replace("title: The closed harbour", "title: []")
    assert [fault.split(":")[0] for fault in faults(text)] == ["2", "5"]
