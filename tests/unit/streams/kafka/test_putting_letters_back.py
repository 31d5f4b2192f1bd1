from datetime import UTC, datetime

import pytest

from tocsin.domain.letter import DeadLetter, LetterReplayed
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked
from tocsin.streams.dead_letters import StillDeadError
from tocsin.streams.envelope import encode
from tocsin.streams.example_crisis import examples
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.dead_letters import KafkaReplayer
from tocsin.streams.kafka.publisher import Answers
from tocsin.streams.kafka.spool import Waiting

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
TICK = ClockTicked.at(NOON, "2")
AS_IT_CAME = encode(TICK)[:-1] + b', "of_a_later_version": 1}'
LETTER = DeadLetter.of_event(AS_IT_CAME, "tocsin.ticks", 2, 7, "notify: KeyError: 'a'", NOON)


class Cluster:
    """Answers each message as it is told to, and keeps those that it takes."""

    def __init__(self, *answers: Answers) -> None:
        self._answers = list(answers)
        self.taken: list[Waiting] = []

    def publish(self, waiting: list[Waiting]) -> Answers:
        answer = self._answers.pop(0) if self._answers else Answers([each.number for each in waiting])
        if answer.acknowledged:
            self.taken += waiting
        return answer


def replayer(cluster: Cluster) -> KafkaReplayer:
    return KafkaReplayer(cluster, lambda: NOON)


def test_the_bytes_go_back_as_they_came_and_then_it_is_told() -> None:
    cluster = Cluster()
    replayer(cluster).replay(LETTER)
    letter, told = cluster.taken
    assert (letter.event, letter.raw) == (TICK, AS_IT_CAME)
    assert (told.event, told.raw) == (LetterReplayed.of(LETTER, NOON), encode(LetterReplayed.of(LETTER, NOON)))


def test_a_letter_is_not_said_to_be_put_back_before_the_brokers_have_it() -> None:
    cluster = Cluster(Answers(trouble="timed out"))
    with pytest.raises(BrokerError, match="the brokers do not answer: timed out"):
        replayer(cluster).replay(LETTER)
    assert cluster.taken == []


def test_what_the_brokers_refuse_stays_a_letter() -> None:
    cluster = Cluster(Answers(refused={0: "too large"}))
    with pytest.raises(StillDeadError, match="the brokers refuse it: too large"):
        replayer(cluster).replay(LETTER)
    assert cluster.taken == []


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        (DeadLetter.of_event(b"{", "tocsin.claims", 1, 7, "project: not JSON", NOON), "not JSON"),
        (DeadLetter.of_item(b"{", "news.jsonl line 1", "not JSON", NOON), "a source gave it"),
        (
            DeadLetter.of_event(encode(examples()[StanceChanged]), "tocsin.stances", None, 7, "not JSON", NOON),
            "tocsin.stances says something newer by now",
        ),
    ],
)
def test_what_no_worker_could_use_is_not_put_back(letter: DeadLetter, why: str) -> None:
    cluster = Cluster()
    with pytest.raises(StillDeadError, match=why):
        replayer(cluster).replay(letter)
    assert cluster.taken == []
