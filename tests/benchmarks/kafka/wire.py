"""News that come at a steady pace: `python -m tests.benchmarks.kafka.wire BROKER COUNT PER_SECOND PARTITIONS`.

Every tenth article holds one sentence by which a state takes a stance that it has not taken before, and so leads to one
alert. An article counts as fetched at the instant at which it is published.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from time import monotonic, sleep

from kafka import KafkaProducer

from tests.benchmarks import news
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.watch import AlertRule, Proposition, Watch
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.partitions import place_of

TELLING = 10
"""One article in so many leads to an alert."""

GOODS = (
    "salt", "timber", "wool", "copper", "barley", "amber", "linen", "honey", "marble", "cork", "tin", "hemp", "silk",
    "pepper", "cotton", "olives", "wax", "slate", "glass", "cheese", "almonds", "tea", "coal", "flax", "sulphur",
    "bricks", "herring", "furs", "indigo", "raisins", "figs", "leather", "rice", "cider", "paper", "tiles", "lamps",
    "rope", "sails", "anchors",
)  # fmt: skip
MOST = TELLING * len(GOODS) * len(news.STATES)
"""How many articles there can be before stances are repeated."""


def watch() -> Watch:
    """Return the watch that these news are about."""
    return Watch(
        id="levies",
        title="Levies in the strait",
        timezone="Europe/Lisbon",
        propositions=tuple(
            Proposition(id=good, title=f"A levy on {good}", phrases=(f"a levy on {good}",)) for good in GOODS
        ),
        alerts=(AlertRule(on="stance.new", severity="info", channels=("desk",)),),
    )


def articles(count: int) -> Iterator[ArticlePublished]:
    """Give the articles, each published and fetched at the instant at which it is asked for."""
    told = product(GOODS, news.STATES)
    for number, line in enumerate(news.lines(count, relevant=0.0)):
        item = json.loads(line)
        if number % TELLING == 0:
            good, state = next(told)
            item["text"] += f" {state} supports a levy on {good}."
        now = datetime.now(UTC)
        yield ArticlePublished.of(Article(**item | {"published_at": now, "fetched_at": now}))


def publish(broker: str, count: int, per_second: float, partitions: int) -> float:
    """Publish the articles, each when its time has come, and return by how many seconds the last one was late."""
    producer = KafkaProducer(bootstrap_servers=broker, acks="all", compression_type="zstd", linger_ms=0)
    began = monotonic()
    source = articles(count)
    for number in range(count):
        sleep(max(0.0, began + number / per_second - monotonic()))
        event = next(source)
        place = place_of(event, partitions)
        producer.send("tocsin.articles", key=event.subject.encode(), value=encode(event), partition=place)
    late = monotonic() - began - (count - 1) / per_second
    producer.flush()
    producer.close()
    return late


if __name__ == "__main__":
    print(f"late by {publish(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])):.3f} s")
