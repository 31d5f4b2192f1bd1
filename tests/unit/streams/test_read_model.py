from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import NOON, Desk, days, deadline_claim, event_of, hours, minutes, retraction, stance_claim
from tocsin.domain.alert import Acknowledgement, AlertAcknowledged
from tocsin.domain.claim import Claim, Retraction
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed
from tocsin.domain.silence import Silence, SilenceEnd, SilenceEnded, SilenceStarted
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel

PORTUGAL = stance_claim("support", NOON, actor="PRT")
SPAIN = stance_claim("oppose", NOON + hours(1), actor="ESP")
ULTIMATUM = deadline_claim("set", NOON, NOON + days(2))


@pytest.fixture
def model(tmp_path: Path) -> Iterator[ReadModel]:
    with SqliteLog.open(tmp_path) as log:
        model = ReadModel(log.connection)
        model.create()
        yield model


def told(model: ReadModel, *claims: Claim | Retraction, desk: Desk | None = None) -> Desk:
    desk = desk or Desk()
    for claim in claims:
        fill(model, [event_of(claim), *desk.tell(claim)])
    return desk


def fill(model: ReadModel, events: list[Event]) -> None:
    for event in events:
        model.apply(event)


def test_it_shows_where_everyone_stands_and_which_deadlines_run(model: ReadModel) -> None:
    desk = told(model, PORTUGAL, SPAIN, ULTIMATUM)
    assert model.stances() == [desk.stance("ESP"), desk.stance("PRT")]
    assert model.deadlines() == [desk.deadline]
    assert model.claim(SPAIN.id) == SPAIN
    assert model.claim("no such claim") is None


def test_what_is_taken_back_is_shown_no_longer(model: ReadModel) -> None:
    told(model, PORTUGAL, ULTIMATUM, retraction(PORTUGAL), retraction(ULTIMATUM))
    assert model.stances() == []
    assert model.deadlines() == []


def test_it_tells_what_was_known_at_an_instant(model: ReadModel) -> None:
    back = retraction(PORTUGAL, NOON + hours(2))
    told(model, PORTUGAL, SPAIN, back)
    assert list(model.claims_known_at(NOON)) == [PORTUGAL]
    assert list(model.claims_known_at(NOON + hours(1))) == [PORTUGAL, SPAIN]
    assert list(model.claims_known_at(NOON + hours(2))) == [PORTUGAL, SPAIN, back]


def test_taking_in_the_same_events_again_changes_nothing(model: ReadModel) -> None:
    desk = told(model, PORTUGAL, ULTIMATUM)
    before = model.stances(), model.deadlines(), model.alerts()
    fill(model, [event_of(PORTUGAL), event_of(ULTIMATUM), *desk.sent])
    assert (model.stances(), model.deadlines(), model.alerts()) == before


def test_an_alert_is_open_then_acknowledged_then_resolved(model: ReadModel) -> None:
    desk = told(model, PORTUGAL)
    (line,) = model.alerts()
    assert line.state == "open"
    taken = Acknowledgement(
        alert_id=line.alert.id, watch="strait", by="A. Nalyst", reason="all are home", at=NOON + hours(1)
    )
    late = taken.model_copy(update={"by": "B. Elated", "at": NOON + hours(2)})
    fill(model, [AlertAcknowledged.of(taken), AlertAcknowledged.of(late)])
    (line,) = model.alerts()
    assert (line.state, line.acknowledgement) == ("acknowledged", taken)
    fill(model, desk.until(NOON + days(2)))
    (line,) = model.alerts()
    assert (line.state, line.resolution) == ("resolved", "no longer news")
    assert line.at(NOON + minutes(59)).state == "open"
    assert line.at(NOON + hours(1)).state == "acknowledged"
    assert line.at(NOON + days(3)) == line


def test_alerts_are_found_by_how_their_ids_begin(model: ReadModel) -> None:
    told(model, PORTUGAL, SPAIN)
    one, other = model.alerts()
    assert model.alerts(one.alert.id[:8]) == [one]
    assert model.alerts(other.alert.id) == [other]
    assert model.alerts("%") == []


def test_a_silence_is_on_until_its_time_is_up_or_somebody_ends_it(model: ReadModel) -> None:
    told(model, PORTUGAL)
    (line,) = model.alerts()
    short = Silence.asked("strait", hours(2), at=NOON, by="A. Nalyst", kinds=(line.alert.kind,))
    ended = Silence.asked("strait", hours(8), at=NOON, by="B. Elated")
    other = Silence.asked("strait", hours(8), at=NOON, by="C. Alm", subjects=("another",))
    end = SilenceEnd(silence_id=ended.id, watch="strait", at=NOON + hours(1), by="B. Elated")
    events = [SilenceEnded.of(end), *(SilenceStarted.of(each) for each in (short, ended, other))]
    fill(model, [*events, *events])
    lines = {each.silence.by: each for each in model.answers.silences()}
    assert {by: each.over_at for by, each in lines.items()} == {
        "A. Nalyst": NOON + hours(2), "B. Elated": NOON + hours(1), "C. Alm": NOON + hours(8),
    }  # fmt: skip
    for at, covering in (
        (NOON - hours(1), set()),
        (NOON, {"A. Nalyst", "B. Elated"}),
        (NOON + hours(1), {"A. Nalyst"}),
        (NOON + hours(2), set()),
    ):
        assert {by for by, each in lines.items() if each.covers(line.alert, at)} == covering


def test_the_situation_holds_the_next_deadlines(model: ReadModel) -> None:
    later = deadline_claim("set", NOON, NOON + days(5), setter="ESP", addressee="PRT")
    told(model, PORTUGAL, SPAIN, ULTIMATUM, later)
    situation = model.situation(1)
    assert [each.setter for each in situation.deadlines] == ["AVA"]
    assert [each.actor for each in situation.stances] == ["ESP"]
    assert len(situation.alerts) == 1


def test_emptied_and_filled_anew_it_shows_the_same(model: ReadModel) -> None:
    desk = told(model, PORTUGAL, SPAIN, ULTIMATUM)
    before = model.stances(), model.deadlines(), model.alerts()
    model.clear()
    assert (model.stances(), model.deadlines(), model.alerts()) == ([], [], [])
    fill(model, desk.sent)
    assert (model.stances(), model.deadlines(), model.alerts()) == before


def test_a_letter_that_was_put_back_is_shown_so_whatever_comes_first(model: ReadModel) -> None:
    first, second = (DeadLetter.of_item(raw, "news.jsonl", "not JSON", NOON) for raw in (b"{", b"["))
    fill(model, [LetterReplayed.of(second, NOON + hours(1)), LetterDead.of(second), LetterDead.of(first)])
    expected = {first.id: None, second.id: NOON + hours(1)}
    assert {line.letter.id: line.replayed_at for line in model.letters()} == expected
    fill(model, [LetterDead.of(second), LetterReplayed.of(second, NOON + hours(1))])
    assert {line.letter.id: line.replayed_at for line in model.letters()} == expected
