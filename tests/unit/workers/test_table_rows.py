import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, Desk, days, deadline_claim, hours, stance_claim
from tocsin.domain.docket import WINDOW, Docket
from tocsin.domain.outbox import Notify
from tocsin.domain.sending import ChannelOff
from tocsin.domain.stage import StateRecord, kind_of
from tocsin.workers.kafka.rows import Position, Rows, encode_row, position_key, wake_of

INSTANTS = st.datetimes(timezones=st.just(UTC))


class Sleeper(StateRecord):
    until: datetime | None

    @property
    def wake_at(self) -> datetime | None:
        return self.until


def records_of(desk: Desk) -> dict[str, StateRecord]:
    return {**desk.projected.records, **desk.alerted.records}


def test_every_record_comes_back_from_its_row_as_it_was():
    desk = Desk().tell_all([deadline_claim("set", NOON, NOON + days(3)), stance_claim("support", NOON + hours(1))])
    rows = Rows([desk.project, desk.alert])
    records = records_of(desk)
    assert {kind_of(key) for key in records} == {"docket", "stance", "alerts"}
    for key, record in records.items():
        assert rows.decode(key, encode_row(record)) == record


def test_a_record_with_a_long_history_comes_back_from_its_row_as_it_was():
    changing = [stance_claim(("support", "oppose")[n % 2], NOON + hours(n)) for n in range(WINDOW + 20)]
    running = [deadline_claim("set", NOON + hours(n), NOON + days(3 + n)) for n in range(WINDOW + 20)]
    desk = Desk().tell_all([*changing, *running])
    rows = Rows([desk.project])
    for key, record in desk.projected.records.items():
        again = rows.decode(key, encode_row(record))
        assert again == record
        assert again.model_dump() == record.model_dump()
        assert json.loads(record.to_json()) == json.loads(record.model_dump_json())


@given(INSTANTS | st.none())
def test_a_row_tells_when_its_record_wakes_without_the_record_being_read(until):
    row = encode_row(Sleeper(until=until))
    assert wake_of(row) == until
    assert wake_of(row.partition(b"\n")[0] + b"\nno JSON at all") == until


@given(st.text(min_size=1), INSTANTS)
def test_line_feeds_in_a_record_do_not_end_it(detail, since):
    off = ChannelOff(since=since, detail=detail)
    assert Rows([Notify()]).decode("channel/desk", encode_row(off)) == off


@given(st.integers(0, 2**63))
def test_a_position_is_a_row_like_any_other(offset):
    key = position_key("tocsin.claims")
    assert Rows([]).decode(key, encode_row(Position(next=offset))) == Position(next=offset)


def test_the_same_record_gives_the_same_bytes():
    assert encode_row(Docket(clock=NOON)) == encode_row(Docket(clock=NOON))


def test_a_row_of_no_known_stage_is_refused():
    with pytest.raises(KeyError):
        Rows([]).decode("docket/strait", encode_row(Docket()))
