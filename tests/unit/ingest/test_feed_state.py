"""When a feed is polled next, and what is remembered of it."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.feed_state import LONGEST_WAIT, FeedState
from tocsin.ingest.fetch import FeedBusyError, FeedError, FeedGoneError, FeedUnreachableError, Response

NOW = datetime(2024, 5, 2, tzinfo=UTC)
EVERY = timedelta(minutes=5)
URL = "https://wire.example/rss"


class Jitter(Random):
    """Chance that is known beforehand."""

    def __init__(self, share):
        super().__init__()
        self._share = share

    def random(self):
        return self._share


FRESH = FeedState.begun(URL, None)


def response(body=b"<rss/>", moved_to=URL, etag='"v1"'):
    return Response(url=URL, moved_to=moved_to, body=body, content_type="", etag=etag, last_modified=None)


def failed(error, times=1, state=FRESH):
    for _ in range(times):
        state = state.after_failure(error, NOW, EVERY, Jitter(0))
    return state


def test_a_feed_that_nothing_is_known_of_is_due_at_once():
    assert FRESH.due(NOW) == NOW


def test_a_feed_that_answered_is_due_after_its_interval():
    assert FRESH.after(response(), ("a",), NOW, EVERY).due(NOW) == NOW + EVERY


def test_validators_and_entries_are_kept_when_nothing_has_changed():
    state = FRESH.after(response(), ("a",), NOW, EVERY)
    assert state.after(response(body=None, etag=None), (), NOW, EVERY) == state


def test_success_forgives_failures():
    assert failed(FeedUnreachableError("x"), times=3).after(response(), (), NOW, EVERY).failures == 0


@given(st.integers(min_value=1, max_value=200), st.floats(min_value=0, max_value=1))
def test_the_wait_after_failures_is_never_shorter_than_the_interval_nor_without_end(times, share):
    state = FRESH.model_copy(update={"failures": times - 1})
    wait = state.after_failure(FeedUnreachableError("x"), NOW, EVERY, Jitter(share)).next_poll_at - NOW
    assert EVERY <= wait <= LONGEST_WAIT * 1.25


def test_the_wait_doubles_with_each_failure():
    first, second = (failed(FeedUnreachableError("x"), times).next_poll_at - NOW for times in (1, 2))
    assert second == 2 * first


def test_a_server_that_asks_for_patience_is_given_it():
    assert failed(FeedBusyError("x", 429, timedelta(hours=2))).next_poll_at == NOW + timedelta(hours=2)
    assert failed(FeedBusyError("x", 429, timedelta(seconds=1))).next_poll_at >= NOW + EVERY
    assert failed(FeedBusyError("x", 429, timedelta(days=400))).next_poll_at == NOW + timedelta(days=1)


@pytest.mark.parametrize(("error", "gone"), [(FeedGoneError("x", 410), True), (FeedError("x"), False)])
def test_only_a_feed_that_is_said_to_be_gone_is_gone(error, gone):
    assert failed(error).gone is gone


def test_a_state_that_was_kept_is_taken_up_again():
    state = FRESH.after(response(moved_to="https://new.example/rss"), ("a",), NOW, EVERY)
    assert FeedState.begun(URL, state.model_dump_json().encode()) == state


def test_the_state_of_another_address_is_none():
    kept = failed(FeedGoneError("x", 410)).model_dump_json().encode()
    assert not FeedState.begun("https://other.example/rss", kept).gone


def test_a_poll_planned_by_a_clock_that_was_wrong_is_not_waited_for_more_than_a_day():
    state = FRESH.model_copy(update={"next_poll_at": NOW + timedelta(days=4000)})
    assert state.due(NOW) == NOW + timedelta(days=1)
