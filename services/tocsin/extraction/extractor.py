"""What an extractor is: the seam at which another reader of articles (a model, say) can be put in."""

from collections.abc import Sequence
from typing import Protocol

from tocsin.domain.article import Article
from tocsin.domain.claim import DeadlineClaim, EventClaim, StanceClaim


class Extractor(Protocol):
    """Reads articles for the watches that it was made for."""

    @property
    def version(self) -> str:
        """Name and version, as every claim carries it."""
        ...

    def extract(self, article: Article) -> Sequence[StanceClaim | DeadlineClaim | EventClaim]:
        """Return what the article asserts for any of the watches, in text order, watch by watch.

        Never raises on any text; the same article gives the same claims.
        """
        ...
