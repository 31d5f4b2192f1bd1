"""What the rules read of a text, as the stances that it tells."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.domain.article import Article
from tocsin.domain.claim import StanceClaim
from tocsin.domain.watch import Watch
from tocsin.extraction.rules import RuleExtractor


@dataclass(frozen=True, slots=True)
class StanceReader:
    """Reads texts for one watch, as articles under `title` where a test gives no other."""

    extractor: RuleExtractor
    title: str

    @classmethod
    def of(cls, watch: Watch, title: str) -> "StanceReader":
        return cls(RuleExtractor([watch]), title)

    def stances(self, text: str, title: str | None = None) -> list[StanceClaim]:
        article = Article(
            id="a1",
            source="Example Wire",
            url="https://news.example/a1",
            title=title or self.title,
            text=text,
            published_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
            fetched_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        )
        return [claim for claim in self.extractor.extract(article) if isinstance(claim, StanceClaim)]

    def told(self, text: str, title: str | None = None) -> set[tuple[str, str, str]]:
        """Return who is how disposed to what: actor, polarity, target."""
        return {(claim.actor, claim.polarity, claim.target) for claim in self.stances(text, title)}
