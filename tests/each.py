"""One test for many values: it goes through all of them, and fails with every one for which it does not hold.

`pytest.mark.parametrize` makes a test of each value, and what pytest and its processes do for a test takes longer than
to look at one headline does.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeAlias

Test: TypeAlias = Callable[..., Any]


class Failures:
    """What did not hold, and for which value."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._first: Exception | None = None

    @contextmanager
    def of(self, value: object) -> Iterator[None]:
        """Keep what fails in the context."""
        try:
            yield
        except Exception as failure:
            self._first = self._first or failure
            self._told.append(f"{value!r}: {type(failure).__name__}: {failure}")

    def raise_all(self) -> None:
        """Raise AssertionError with all that was kept, if anything was."""
        if self._told:
            raise AssertionError(f"{len(self._told)} failed:\n" + "\n".join(self._told)) from self._first


def for_each(**parameter: Iterable[Any]) -> Callable[[Test], Test]:
    """Call a test with each of the values that are given for its one `parameter`; its fixtures serve them all."""
    ((name, given),) = parameter.items()
    values = list(given)

    def decorate(test: Test) -> Test:
        @wraps(test)
        def all_of_them(**others: Any) -> None:
            failures = Failures()
            for value in values:
                with failures.of(value):
                    test(**others, **{name: value})
            failures.raise_all()

        @wraps(test)
        async def awaiting_all_of_them(**others: Any) -> None:
            failures = Failures()
            for value in values:
                with failures.of(value):
                    await test(**others, **{name: value})
            failures.raise_all()

        made = awaiting_all_of_them if inspect.iscoroutinefunction(test) else all_of_them
        made.__signature__ = _without(name, inspect.signature(test))
        return made

    return decorate


def _without(name: str, signature: inspect.Signature) -> inspect.Signature:
    """Return what pytest is to find fixtures and other parameters for."""
    return signature.replace(parameters=[each for each in signature.parameters.values() if each.name != name])
