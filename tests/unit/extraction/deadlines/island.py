"""An invented dispute: Norvia and its neighbour Sudmark, a league of states, a union, a company, a court and rebels."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tocsin.domain.actor import Actor
from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.actors import ActorReader
from tocsin.extraction.deadlines import DeadlineReading, read_deadlines

WATCH = Watch(
    id="island",
    title="The island between Norvia and Sudmark",
    places=("KE",),
    timezone="Africa/Nairobi",
    actors=(
        Actor(id="norvia", kind="state", name="Norvia", aliases=("Halden",), people=("Olin Vask", "Mara Tend")),
        Actor(id="sudmark", kind="state", name="Sudmark", aliases=("Port Ansel",), people=("Per Dahlin",)),
        Actor(id="league", kind="igo", name="Lakes League", aliases=("the League",), people=("Ama Brenn",)),
        Actor(id="miners", kind="union", name="Miners' Federation", aliases=("the miners",), people=("Ted Sorrow",)),
        Actor(id="ironco", kind="company", name="Ironco", aliases=("the mining company",)),
        Actor(id="court", kind="court", name="High Court of Norvia", aliases=("the High Court",)),
        Actor(id="front", kind="armed-group", name="Upland Front", aliases=("the rebels",)),
        Actor(id="council", kind="other", name="Assembly of Norvia", aliases=("the Assembly",)),
    ),
)
PUBLISHED = datetime(2031, 3, 12, 10, tzinfo=UTC)
"""A Wednesday, one o'clock in the afternoon in Nairobi."""

Told = tuple[str | None, str | None, str, str | None]
"""Setter, addressee, action, and when it is due by the clocks of Nairobi."""


def read_article(
    text: str,
    title: str = "News of the day",
    published: datetime = PUBLISHED,
    place: str | None = None,
    watch: Watch = WATCH,
) -> tuple[Article, tuple[DeadlineReading, ...]]:
    article = Article(
        id="a", source="s", url="u", title=title, text=text, published_at=published, fetched_at=published, place=place
    )
    reader = ActorReader([watch])
    return article, read_deadlines(reader.resolve(reader.scan(article), watch), article, watch)


def tell(text: str, **told: Any) -> list[Told]:
    """Return what is told in an article of one paragraph; the midnight that ends a day is its 24:00."""
    _, readings = read_article(text, **told)
    return [(reading.setter, reading.addressee, reading.action, _local(reading)) for reading in readings]


def action_of(text: str) -> str:
    """Return what is told to have become of the one deadline of an article."""
    ((_, _, action, _),) = tell(text)
    return action


def _local(reading: DeadlineReading) -> str | None:
    if reading.due is None:
        return None
    local = reading.due.latest.astimezone(ZoneInfo(WATCH.timezone))
    if (local.hour, local.minute) == (0, 0):
        return f"{local - timedelta(days=1):%d %b} 24:00"
    return f"{local:%d %b %H:%M}"
