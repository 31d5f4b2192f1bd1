import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.workers.failures import Failures, TooManyFailures

OUTCOMES = st.lists(st.booleans(), max_size=60)


def stopped_after(outcomes: list[bool], share: float, window: int, least: int) -> int | None:
    """Return after how many events it is too much, counted anew each time; True is a failure."""
    for count in range(1, len(outcomes) + 1):
        recent = outcomes[max(0, count - window) : count]
        if recent[-1] and sum(recent) >= least and sum(recent) > share * len(recent):
            return count
    return None


def told(failures: Failures, outcomes: list[bool]) -> int | None:
    for count, failed in enumerate(outcomes, 1):
        if not failed:
            failures.passed()
            continue
        try:
            failures.failed("extract: KeyError: 'a'")
        except TooManyFailures:
            return count
    return None


@given(OUTCOMES, st.sampled_from([0.1, 0.25, 0.5, 1.0]), st.integers(1, 40), st.integers(1, 10))
def test_it_stops_at_the_first_event_at_which_too_many_of_the_recent_ones_have_failed(
    outcomes: list[bool], share: float, window: int, least: int
) -> None:
    assert told(Failures(share, window, least), outcomes) == stopped_after(outcomes, share, window, least)


def test_a_few_failures_at_the_start_are_not_too_many() -> None:
    assert told(Failures(), [True] * 19) is None
    assert told(Failures(), [True] * 20) == 20


def test_failures_of_long_ago_are_forgotten() -> None:
    long_ago = [True] * 19 + [False] * 1000
    assert told(Failures(), long_ago + [True] * 19) is None


def test_a_share_of_one_never_stops() -> None:
    assert told(Failures(share=1.0), [True] * 2000) is None


def test_it_tells_how_many_of_how_many_the_last_reason_and_what_to_do() -> None:
    failures = Failures()
    for _ in range(80):
        failures.passed()
    for _ in range(19):
        failures.failed("extract: KeyError: 'a'")
    with pytest.raises(TooManyFailures) as stopped:
        failures.failed("extract: KeyError: 'b'")
    message = str(stopped.value)
    assert message.startswith(
        "20 of the last 100 events failed, more than 10%, the last one with extract: KeyError: 'b'; install a release"
    )
    assert "\n" not in message
