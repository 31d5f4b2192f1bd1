from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, Desk, days, deadline_claim, event_of, stance_claim
from tests.fakes.kafka import Disk
from tocsin.domain.stage import MemoryState
from tocsin.domain.tick import ClockTicked
from tocsin.workers.kafka.rows import Rows, encode_row
from tocsin.workers.kafka.state import PartitionState

CLAIMS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 20), st.sampled_from(["set", "extend", "met"])), min_size=1, max_size=8
)


def a_state(rows: dict[str, bytes], desk: Desk) -> PartitionState:
    return PartitionState(Disk(rows), Rows([desk.project]))


def write(state: PartitionState, rows: dict[str, bytes]) -> None:
    for key, row in state.changed().items():
        rows.pop(key, None)
        if row is not None:
            rows[key] = row
    state.written()


@given(CLAIMS)
def test_a_stage_finds_what_it_would_find_in_memory_whenever_it_is_read_anew(told: list[tuple[int, int, str]]) -> None:
    desk, memory = Desk(), MemoryState()
    rows: dict[str, bytes] = {}
    for hour, day, action in told:
        claim = deadline_claim(action, NOON + timedelta(hours=hour), NOON + days(day))
        for event in (event_of(claim), ClockTicked.at(NOON + timedelta(hours=hour))):
            state = a_state(rows, desk)
            state.apply(desk.project.step(state, event).changes)
            write(state, rows)
            memory.apply(desk.project.step(memory, event).changes)
    assert rows == {key: encode_row(record) for key, record in memory.records.items()}
    assert a_state(rows, desk).next_wake() == memory.next_wake()


def test_a_record_wakes_from_its_row_without_having_been_read() -> None:
    desk = Desk().tell_all([deadline_claim("set", NOON, NOON + days(1))])
    rows = {key: encode_row(record) for key, record in desk.projected.records.items()}
    state = a_state(rows, desk)
    assert state.due(NOON) == []
    assert [key for key, _ in state.due(NOON + days(2))] == ["docket/strait"]


def test_what_wakes_no_more_is_not_due() -> None:
    desk = Desk().tell_all([deadline_claim("set", NOON, NOON + days(1))])
    state = a_state({key: encode_row(record) for key, record in desk.projected.records.items()}, desk)
    for key, record in state.due(NOON + days(2)):
        state.apply(desk.project.step(state, ClockTicked.at(NOON + days(2))).changes)
        assert state.get(key) != record
    assert state.due(NOON + days(3)) == []
    assert state.next_wake() is None


def test_a_removed_record_is_gone_from_the_rows_and_from_the_alarms() -> None:
    desk = Desk().tell_all([deadline_claim("set", NOON, NOON + days(1))])
    state = a_state({key: encode_row(record) for key, record in desk.projected.records.items()}, desk)
    state.apply({"docket/strait": None})
    assert state.get("docket/strait") is None
    assert state.changed() == {"docket/strait": None}
    assert state.next_wake() is None


def test_it_knows_how_far_each_topic_is_folded() -> None:
    rows: dict[str, bytes] = {}
    state = a_state(rows, Desk())
    assert state.position("tocsin.claims") is None
    state.move_to("tocsin.claims", 7)
    write(state, rows)
    assert a_state(rows, Desk()).position("tocsin.claims") == 7
    assert a_state(rows, Desk()).position("tocsin.ticks") is None


def test_only_what_changed_is_written() -> None:
    desk = Desk()
    state = a_state({}, desk)
    state.apply(desk.project.step(state, event_of(stance_claim("support", NOON))).changes)
    assert len(state.changed()) == 1
    state.written()
    assert state.changed() == {}


def test_how_far_it_is_folded_is_written_last() -> None:
    desk = Desk()
    state = a_state({}, desk)
    state.move_to("tocsin.claims", 1)
    state.apply(desk.project.step(state, event_of(stance_claim("support", NOON))).changes)
    assert list(state.changed()) == ["stance/strait/AVA/blockade", "position/tocsin.claims"]


def test_what_wakes_is_found_whether_or_not_it_is_written() -> None:
    desk = Desk().tell_all([deadline_claim("set", NOON, NOON + days(1))])
    rows: dict[str, bytes] = {}
    state = a_state(rows, desk)
    state.apply(desk.projected.records)
    assert dict(state._waking()) == {"docket/strait": NOON + days(1)}
    write(state, rows)
    assert dict(state._waking()) == {"docket/strait": NOON + days(1)}
