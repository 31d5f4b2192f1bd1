"""The extract stage: articles to claims. It remembers nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from tocsin.domain.article import ArticlePublished
from tocsin.domain.claim import claimed
from tocsin.domain.event import Event
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.extraction.extractor import Extractor


class Extract:
    """Publishes what an extractor reads out of each article, the surest first.

    An article speaks with one voice: told the other way round, a doubtful claim would flip a stance, and the next one
    flip it back.
    """

    name = "extract"
    reads: tuple[type[Event], ...] = (ArticlePublished,)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({})

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def step(self, state: State, event: Event) -> Step:  # noqa: ARG002
        """Return the claims of an article as events."""
        if not isinstance(event, ArticlePublished):
            return Step()
        claims = sorted(self._extractor.extract(event.data), key=lambda claim: -claim.confidence)
        return Step(events=tuple(claimed(claim) for claim in claims))
