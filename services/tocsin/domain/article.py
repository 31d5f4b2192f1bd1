"""An article: one normalised news item."""

from typing import Literal, Self

from pydantic import Field

from tocsin.domain.event import Event
from tocsin.domain.record import Instant, Record


class Article(Record):
    """A news item as every later stage reads it: plain text, canonical address, UTC times."""

    id: str = Field(min_length=1, description="Deterministic: the same item has the same id wherever it is met.")
    source: str = Field(min_length=1, description="Who published it.")
    url: str = Field(description="Canonical address.")
    title: str = Field(description="Headline, plain text.")
    text: str = Field(description="Body, plain text; paragraphs are parted by an empty line.")
    published_at: Instant = Field(description="When its publisher says that it appeared (UTC).")
    fetched_at: Instant = Field(description="When tocsin first had it (UTC).")
    language: str = Field(default="en", description="BCP 47 language tag.")
    place: str | None = Field(default=None, description='Dateline, "City, CC" with an ISO 3166-1 alpha-2 code.')

    @property
    def body(self) -> str:
        """Title and text as one string: what the offsets of a claim's evidence count in (code points)."""
        return f"{self.title}\n{self.text}"


class ArticlePublished(Event):
    """An article was seen for the first time."""

    type: Literal["tocsin.article.published"] = "tocsin.article.published"
    data: Article

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the one event that there is for `article`."""
        return cls.make(
            article.id,
            source="ingest",
            subject=article.id,
            time=article.fetched_at,
            partition=article.id,
            data=article,
        )
