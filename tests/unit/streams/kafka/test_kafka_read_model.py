"""Filling the read model from topics: once, again, and anew where the topics are others."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, Desk, days, deadline_claim, event_of, hours, retraction, stance_claim
from tocsin.domain.event import Event
from tocsin.streams.envelope import encode
from tocsin.streams.example_crisis import crisis
from tocsin.streams.kafka.partitions import place_of
from tocsin.streams.kafka.read_model import FILE_NAME, KafkaReadModel, topics_of
from tocsin.streams.kafka.reader import Message, Place
from tocsin.streams.log import LogError
from tocsin.streams.read_model import ReadModel
from tocsin.streams.topics import TOPIC_OF

BACKS = stance_claim("support", NOON)
TURNS = stance_claim("oppose", NOON + hours(5))
ULTIMATUM = deadline_claim("set", NOON, NOON + days(2))
MOVED = deadline_claim("extend", NOON + hours(3), NOON + days(3))


Rows = dict[str, list[tuple[object, ...]]]


class Log:
    """Topics in memory."""

    def __init__(self, *events: Event, name: str = "one") -> None:
        self.name = name
        self.all: list[Message] = []
        self.reads: list[Mapping[Place, int]] = []
        self.publish(*events)

    def publish(self, *events: Event) -> None:
        for event in events:
            self.put(TOPIC_OF[type(event)], place_of(event, 2), encode(event))

    def put(self, topic: str, partition: int, value: bytes | None) -> None:
        offset = self.ends([topic]).get((topic, partition), 0)
        self.all.append(Message(topic, partition, offset, NOON, b"key", value))

    def ids(self, topics: Sequence[str]) -> dict[str, str]:
        return {topic: f"{topic} {self.name}" for topic in topics}

    def ends(self, topics: Sequence[str]) -> dict[Place, int]:
        return {(each.topic, each.partition): each.offset + 1 for each in self.all if each.topic in topics}

    def messages(self, topics: Sequence[str], after: Mapping[Place, int]) -> Iterator[Message]:
        self.reads.append(after)
        for each in self.all:
            if each.topic in topics and each.offset >= after.get((each.topic, each.partition), 0):
                yield each


def history(*told: Event) -> list[Event]:
    """Return these events with all that the project and alert stages send because of them, in order."""
    desk = Desk()
    return [each for event in told for each in (event, *desk.take(event))]


STORY = history(*map(event_of, (BACKS, ULTIMATUM, MOVED, TURNS, retraction(BACKS, NOON + hours(6)))))


def catch_up(directory: Path, log: Log) -> list[str]:
    """Let the read model in `directory` take in the log; return what it had to say about messages it passed over."""
    told: list[str] = []
    with KafkaReadModel.open(directory, log) as tables:
        tables.catch_up(lambda message, reason: told.append(f"{message.topic}#{message.offset} {reason}"), _no_progress)
    return told


def rows(directory: Path) -> Rows:
    """Return everything in the tables that people look into."""
    with closing(sqlite3.connect(directory / FILE_NAME)) as db:
        return rows_of(db)


def rows_of(db: sqlite3.Connection) -> Rows:
    names = ("claims", "stances", "deadlines", "alerts", "deliveries", "letters", "replays")
    return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608


def _no_progress(done: int, total: int) -> None:
    assert done <= total


@pytest.fixture
def filled(tmp_path: Path) -> Rows:
    """What the tables hold after the whole story, taken in at once."""
    catch_up(tmp_path / "filled", Log(*STORY))
    return rows(tmp_path / "filled")


def test_it_shows_what_an_embedded_log_would_show(tmp_path: Path) -> None:
    catch_up(tmp_path, Log(*crisis()))
    db = sqlite3.connect(":memory:")
    model = ReadModel(db)
    model.create()
    for event in crisis():
        if isinstance(event, model.reads):
            model.apply(event)
    assert rows(tmp_path) == rows_of(db)
    assert all(rows_of(db).values())


@pytest.mark.parametrize("cut", [1, len(STORY) // 2, len(STORY) - 1])
def test_it_goes_on_where_it_was(cut: int, tmp_path: Path, filled: Rows) -> None:
    log = Log(*STORY[:cut])
    catch_up(tmp_path, log)
    log.publish(*STORY[cut:])
    catch_up(tmp_path, log)
    assert rows(tmp_path) == filled
    assert sum(log.reads[1].values()) == sum(Log(*STORY[:cut]).ends(topics_of([type(each) for each in STORY])).values())


def test_with_nothing_new_it_reads_nothing_and_shows_the_same(tmp_path: Path, filled: Rows) -> None:
    log = Log(*STORY)
    catch_up(tmp_path, log)
    catch_up(tmp_path, log)
    assert rows(tmp_path) == filled
    assert [*log.messages(topics_of([type(each) for each in STORY]), log.reads[1])] == []


def test_an_empty_log_shows_nothing(tmp_path: Path) -> None:
    assert catch_up(tmp_path, Log()) == []
    assert not any(rows(tmp_path).values())


@settings(max_examples=25)
@given(st.integers(0, len(STORY)), st.integers(0, 6))
def test_a_worker_that_sends_its_last_events_again_changes_nothing(at: int, run: int) -> None:
    with TemporaryDirectory() as once, TemporaryDirectory() as again:
        catch_up(Path(once), Log(*STORY))
        catch_up(Path(again), Log(*STORY[:at], *STORY[max(0, at - run) : at], *STORY[at:]))
        assert rows(Path(again)) == rows(Path(once))


@pytest.mark.parametrize("then", [Log(*STORY, name="another"), Log(*STORY[:2])], ids=["other ids", "shorter"])
def test_where_the_topics_are_others_it_is_filled_anew(then: Log, tmp_path: Path) -> None:
    catch_up(tmp_path, Log(*history(*map(event_of, (TURNS, ULTIMATUM, MOVED, BACKS)))))
    catch_up(tmp_path, then)
    catch_up(tmp_path / "new", then)
    assert rows(tmp_path) == rows(tmp_path / "new")


def test_what_is_no_event_is_told_once_and_passed_over(tmp_path: Path, filled: Rows) -> None:
    log = Log()
    log.put("tocsin.claims", 0, b"{")
    log.put("tocsin.claims", 1, None)
    log.publish(*STORY)
    (told,) = catch_up(tmp_path, log)
    assert told.startswith("tocsin.claims#0 not JSON")
    assert catch_up(tmp_path, log) == []
    assert rows(tmp_path) == filled


def test_what_belongs_to_another_topic_is_passed_over(tmp_path: Path) -> None:
    log = Log()
    article = next(event for event in crisis() if event.type == "tocsin.article.published")
    log.put("tocsin.claims", 0, encode(article))
    catch_up(tmp_path, log)
    assert not any(rows(tmp_path).values())


def test_a_log_that_breaks_off_is_read_on_the_next_time(tmp_path: Path, filled: Rows) -> None:
    class Broken(Log):
        def messages(self, topics: Sequence[str], after: Mapping[Place, int]) -> Iterator[Message]:
            yield from list(super().messages(topics, after))[:3]
            raise ConnectionError

    with pytest.raises(ConnectionError):
        catch_up(tmp_path, Broken(*STORY))
    catch_up(tmp_path, Log(*STORY))
    assert rows(tmp_path) == filled


def test_two_that_catch_up_at_once_take_each_event_in_once(tmp_path: Path, filled: Rows) -> None:
    log = Log(*STORY)
    both = [Thread(target=catch_up, args=(tmp_path, log)) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(len(each) for each in log.reads) == [0, len(log.ends(topics_of([type(each) for each in STORY])))]
    assert rows(tmp_path) == filled


def test_it_knows_which_claims_were_taken_back(tmp_path: Path) -> None:
    with KafkaReadModel.open(tmp_path, Log(*STORY)) as tables:
        tables.catch_up(lambda *_: None, _no_progress)
        assert tables.model.is_retracted(BACKS.id)
        assert not tables.model.is_retracted(TURNS.id)


def test_a_damaged_file_is_told_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database " * 500)
    with pytest.raises(LogError, match=rf"{FILE_NAME}: .*; deleted, it is filled anew from Kafka"):
        catch_up(tmp_path, Log(*STORY))


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    log = Log(*STORY)
    with KafkaReadModel.open(tmp_path, log) as tables:
        tables.catch_up(lambda *_: None, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(STORY), len(STORY))


def test_topics_come_in_the_order_in_which_events_lead_to_one_another() -> None:
    kinds = {type(event) for event in crisis()}
    names = topics_of(kinds)
    assert (names[0], names.index("tocsin.claims") < names.index("tocsin.stances")) == ("tocsin.articles", True)
