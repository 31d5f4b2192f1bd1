"""What holds for the outbox whatever the policies of its channels and whatever happens."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.outbox import HOUR, MINUTE, NOON, Forgetful, Outbox, alert, outbox, policy, silence
from tocsin.domain.alert import Alert, AlertRaised
from tocsin.domain.delivery import Delivery
from tocsin.domain.event import Event

POLICIES = {
    "ops": policy(group="2min", fallback=["mail"], fallback_after="30min", escalate={"after": "15min", "to": ["boss"]}),
    "mail": policy(quiet={"start": "13:00", "end": "15:00", "broken_by": []}, at_most=2, fallback=["ops"]),
    "am": Forgetful(fallback=("mail",)),
}


commands = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("raise", "resolve", "acknowledge")), st.integers(0, 5)),
        st.tuples(st.just("tick"), st.integers(1, 400)),
        st.tuples(st.just("silence"), st.integers(1, 300)),
        st.tuples(st.just("answer"), st.sampled_from(("delivered", "failed", "refused"))),
    ),
    max_size=40,
)


def known(number: int) -> Alert:
    channels = (("ops",), ("mail", "am"), ("ops", "mail", "am"))[number % 3]
    return alert(*channels, name=f"a{number}", severity="critical" if number < 4 else "info")


def play(script: list[tuple[str, object]]) -> tuple[Outbox, list[Event], datetime]:
    """Play a script as a runtime would: only what was raised is resolved, only what is due is tried."""
    box, sent, now, begun = outbox(**POLICIES), list[Event](), NOON, set()
    for what, value in script:
        now += MINUTE
        match what:
            case "raise" if value not in begun:
                begun.add(value)
                sent += box.raise_(known(value), now)
            case "resolve" if value in begun:
                sent += box.resolve(known(value), now)
            case "acknowledge" if value in begun:
                sent += box.acknowledge(known(value), now)
            case "tick":
                now += value * MINUTE
                sent += box.tick(now)
            case "silence":
                sent += box.fold(silence(id=f"s{now}", at=now, until=now + value * MINUTE))
            case "answer":
                sent += [event for each in box.open(now)[:1] for event in box.answer_to(each, value, now)]
    return box, sent, now


@given(commands)
def test_whatever_the_policies_folding_each_event_twice_changes_nothing(script: list[tuple[str, object]]) -> None:
    once, sent, _ = play(script)
    twice, again = outbox(**POLICIES), list[Event]()
    for event in once.log:
        again += twice.fold(event)
        assert twice.fold(event) == ()
    assert twice.snapshot() == once.snapshot()
    assert again == sent


@given(commands)
def test_whatever_the_policies_what_was_raised_is_told_in_the_end_and_nothing_stays(
    script: list[tuple[str, object]],
) -> None:
    box, _, now = play(script)
    for event in [*box.log]:
        if isinstance(event, AlertRaised):
            box.resolve(event.data, now)
    for day in range(1, 12):
        for _ in range(20):
            box.tick(now + day * 24 * HOUR)
            box.deliver_all(now + day * 24 * HOUR)
    assert box.snapshot() == {key: value for key, value in box.snapshot().items() if key.startswith("tally/")}


@given(commands)
def test_whatever_the_policies_a_channel_hears_of_an_alert_in_the_order_in_which_it_went(
    script: list[tuple[str, object]],
) -> None:
    box, _, _ = play(script)
    heard: dict[tuple[str, str], list[str]] = {}
    for delivery in (record for record in box.state.records.values() if isinstance(record, Delivery)):
        for item in delivery.items if delivery.next_at is not None and delivery.message != "firing" else ():
            heard.setdefault((delivery.channel, item.alert.id), []).append(item.message)
    assert all(len(messages) == 1 for messages in heard.values())
