from collections.abc import Callable

import pytest

from tests.soak.verdict import judge

MOST = 500


def good(column: str, value: Callable[[int], float]) -> bool:
    samples = [{"second": 10.0 * number, column: value(number)} for number in range(180)]
    (finding,) = judge(samples, MOST)
    assert finding.column == column
    return finding.good


def test_memory_that_stays_is_flat() -> None:
    assert good("worker MB", lambda number: 140 + number % 3)


def test_memory_that_grows_is_a_leak_however_slowly() -> None:
    assert not good("worker MB", lambda number: 140 + number * 0.15)


def test_what_happens_while_it_warms_up_does_not_count() -> None:
    assert good("worker MB", lambda number: 100 + min(number, 59))
    assert good("lag project", lambda number: 10_000 if number < 60 else 0)


def test_one_moment_of_much_memory_is_no_leak() -> None:
    assert good("worker MB", lambda number: 200 if number == 150 else 140)


@pytest.mark.parametrize("column", ["worker files", "worker sockets", "worker threads"])
def test_some_files_may_be_added_but_not_one_a_minute(column: str) -> None:
    assert good(column, lambda number: 40 if number < 120 else 43)
    assert not good(column, lambda number: 40 + number // 6)


@pytest.mark.parametrize("column", ["lag extract", "spool events"])
def test_too_much_that_waits_at_any_moment_is_bad(column: str) -> None:
    assert good(column, lambda number: MOST if number == 100 else 0)
    assert not good(column, lambda number: MOST + 1 if number == 100 else 0)
