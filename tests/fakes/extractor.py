"""An extractor that reads what a test wrote: one claim a line of the article's text."""

from datetime import UTC, datetime, timedelta

from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.claim import DeadlineClaim, EventClaim, Quote, StanceClaim, claim_id
from tocsin.domain.event import Event

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)


def article(number: int, *lines: str, source: str = "Wire") -> Event:
    """Return an article that is published so many minutes after `NOW`, to be read line by line."""
    at = NOW + timedelta(minutes=number)
    return ArticlePublished.of(
        Article(
            id=f"a{number}",
            source=source,
            url=f"https://news.example/{number}",
            title="Harbour",
            text="\n".join(lines),
            published_at=at,
            fetched_at=at,
        )
    )


class LineExtractor:
    """Reads `stance ACTOR TARGET POLARITY` and `deadline SETTER ADDRESSEE ACTION [DUE]` for one watch."""

    version = "lines/1"

    def __init__(self, watch: str) -> None:
        self._watch = watch

    def extract(self, article: Article) -> list[StanceClaim | DeadlineClaim | EventClaim]:
        return [self._claim(article, line) for line in article.text.splitlines() if line.strip()]

    def _claim(self, article: Article, line: str) -> StanceClaim | DeadlineClaim:
        kind, *words = line.split()
        start = article.body.index(line)
        quote = Quote(text=line, start=start, end=start + len(line))
        base = {
            "id": claim_id(self._watch, article.id, kind, *words, evidence=quote),
            "watch": self._watch,
            "watch_revision": "test",
            "extractor": self.version,
            "article_id": article.id,
            "source": article.source,
            "url": article.url,
            "published_at": article.published_at,
            "recorded_at": article.fetched_at,
            "confidence": 0.8,
            "rule": "line",
            "evidence": quote,
            "sentence": quote,
        }
        if kind == "stance":
            return StanceClaim.model_validate(base | dict(zip(("actor", "target", "polarity"), words, strict=True)))
        due = datetime.fromisoformat(words[3]) if words[3:] else None
        roles = {"setter": words[0], "addressee": words[1], "action": words[2]}
        return DeadlineClaim.model_validate(base | roles | {"due": due, "earliest": due, "latest": due})
