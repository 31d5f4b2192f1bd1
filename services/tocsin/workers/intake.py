"""What a source gave, as an event."""

from datetime import datetime

from tocsin.domain.article import ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.ingest.source import Arrived, Item


def event_of(item: Item, now: datetime) -> Event:
    """Return the event that tells of `item`: an article, or a dead letter that died `now`."""
    if isinstance(item, Arrived):
        return ArticlePublished.of(item.article)
    return LetterDead.of(DeadLetter.of_item(item.raw, item.origin, item.reason, now))
