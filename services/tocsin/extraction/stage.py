"""The extract stage: articles to claims. It remembers nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from tocsin.domain.article import ArticlePublished
from tocsin.domain.claim import claimed
from tocsin.domain.event import Event
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.extraction.extractor import Extractor


class Extract:
    """Publishes what an extractor reads out of each article."""

    name = "extract"
    reads: tuple[type[Event], ...] = (ArticlePublished,)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({})

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def step(self, state: State, event: Event) -> Step:  # noqa: ARG002
        """Return the claims of an article as events."""
        if not isinstance(event, ArticlePublished):
            return Step()
        return Step(events=tuple(claimed(claim) for claim in self._extractor.extract(event.data)))
