"""What a channel without a memory of its own is told again and again."""

from tests.outbox import HOUR, MINUTE, NOON, Forgetful, alert, outbox, told


def test_a_channel_without_memory_is_told_again_what_is_open_until_it_is_over() -> None:
    box = outbox(am=Forgetful())
    box.raise_(alert("am", name="a1"), NOON)
    box.raise_(alert("am", name="a2"), NOON)
    box.deliver_all(NOON)
    at = NOON + 2 * MINUTE
    assert told(box, at) == [("am", "firing", ("a1", "a2"))]
    assert told(box, at) == []
    box.resolve(alert("am", name="a1"), at)
    assert told(box, at) == [("am", "resolved", ("a1",))]
    assert told(box, at + 2 * MINUTE) == [("am", "firing", ("a2",))]
    box.resolve(alert("am", name="a2"), at + 3 * MINUTE)
    box.deliver_all(at + 3 * MINUTE)
    assert box.open(at + HOUR) == []


def test_what_fails_to_be_told_again_is_told_again_in_its_turn() -> None:
    box = outbox(am=Forgetful())
    box.raise_(alert("am"), NOON)
    box.deliver_all(NOON)
    for turn in range(1, 30):
        assert box.only(NOON + 2 * turn * MINUTE).message == "firing"
        box.answer("failed", NOON + 2 * turn * MINUTE)


def test_what_burns_anew_is_counted_anew() -> None:
    box = outbox(am=Forgetful())
    ids = set()
    for name in ("a1", "a2"):
        box.raise_(alert("am", name=name), NOON)
        box.deliver_all(NOON)
        ids.add(box.only(NOON + 2 * MINUTE).id)
        box.resolve(alert("am", name=name), NOON)
        box.deliver_all(NOON)
    assert len(ids) == 2
