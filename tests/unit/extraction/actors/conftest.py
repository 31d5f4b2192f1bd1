from collections.abc import Callable

import pytest

from tests.unit.extraction.actors.kestrel import WATCH, article
from tocsin.extraction.actors import ActorReader
from tocsin.extraction.reading import ActorMention

Read = Callable[..., list[ActorMention]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a text for the watch of these tests."""
    reader = ActorReader([WATCH])

    def mentions(text: str, title: str = "") -> list[ActorMention]:
        reads = reader.resolve(reader.scan(article(text, title)), WATCH)
        return [mention for sentence in reads for mention in sentence.actors]

    return mentions


@pytest.fixture(scope="session")
def who(read) -> Callable[..., list[str]]:
    """Tells the ids of all who are mentioned in a text, in order."""
    return lambda text, title="": [mention.actor for mention in read(text, title)]


@pytest.fixture(scope="session")
def acting(read) -> Callable[..., list[tuple[str, str]]]:
    """Tells ids and words of those who are mentioned in a role in which one acts."""
    return lambda text, title="": [(m.actor, m.text) for m in read(text, title) if m.role]
