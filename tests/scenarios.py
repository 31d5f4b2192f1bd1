"""What happens to a desk, as data: crises out of folders, and invented disputes that try one thing each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from tocsin.domain.actor import Actor
from tocsin.domain.watch import AlertRule, Proposition, Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.watch_file import load_watch

MONDAY = datetime(2031, 5, 5, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_TOLD = ("deadline.set", "deadline.moved", "deadline.approaching", "deadline.expired", "stance.new", "stance.flipped")


@dataclass(frozen=True, slots=True)
class Step:
    """At an instant an article comes from a source, or the claims of one are taken back, or time alone has passed."""

    at: datetime
    article: Mapping[str, Any] | None = None
    source: str = "wire"
    retracted: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A watch, and what happens to it."""

    watch: Watch
    steps: Sequence[Step]

    @property
    def articles(self) -> list[Mapping[str, Any]]:
        """The articles, each as often as it is told."""
        return [step.article for step in self.steps if step.article is not None]


def crisis(folder: Path, prefix: str = "") -> Scenario:
    """Return the crisis in a folder with `watch.yaml` and `articles.jsonl`: each article comes as it is published.

    `prefix` tells its watch from another of the same name.
    """
    written = load_watch(folder / "watch.yaml", built_in_names())
    rules = tuple(rule.model_copy(update={"channels": ("desk",)}) for rule in written.alerts)
    watch = Watch.model_validate({**dict(written), "id": f"{prefix}{written.id}", "alerts": rules})
    articles = [orjson.loads(line) for line in (folder / "articles.jsonl").read_bytes().splitlines()]
    told = sorted((Step(datetime.fromisoformat(each["published_at"]), each) for each in articles), key=lambda it: it.at)
    return Scenario(watch, (*told, Step(told[-1].at + 3 * DAY)))


class Dispute:
    """An invented dispute about a matter of which no other article speaks."""

    def __init__(self, name: str, matter: str, *more: AlertRule) -> None:
        rules = (*(AlertRule(on=kind, channels=("desk",)) for kind in _TOLD), *more)
        self._name = name
        self._matter = f"the {matter}"
        self.watch = Watch(
            id=name.lower(),
            title=f"The {matter} of {name}",
            timezone="Europe/Lisbon",
            actors=(Actor(id="ferries", name=f"{name} Ferries", kind="company", country="PT"),),
            propositions=(Proposition(id="matter", title=f"A new {matter}", phrases=(self._matter,)),),
            alerts=rules,
        )

    def article(self, text: str, at: datetime, *, source: str = "Veld Gazette") -> Mapping[str, Any]:
        """Return an article that was published at an instant; MATTER and FERRIES are what the dispute is about."""
        slug = f"{source}-{self._name}-{at:%d-%H-%M}".lower().replace(" ", "-")
        told = text.replace("MATTER", self._matter).replace("FERRIES", f"{self._name} Ferries")
        return {
            "id": slug,
            "source": source,
            "url": f"https://news.example/{slug}",
            "title": "News of the dispute",
            "text": told,
            "published_at": at.isoformat(),
        }


def corrections() -> Scenario:
    """A stance and a deadline that were misread, and are taken back."""
    dispute, at = Dispute("Orlo", "dam"), MONDAY
    backing = dispute.article("Portugal supports MATTER.", at)
    turning = dispute.article("Portugal opposes MATTER.", at + 2 * HOUR)
    ultimatum = dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", at + 3 * HOUR)
    return Scenario(
        dispute.watch,
        (
            Step(at, backing),
            Step(at + 2 * HOUR, turning),
            Step(at + 3 * HOUR, ultimatum),
            Step(at + 4 * HOUR, retracted=turning["id"]),
            Step(at + 5 * HOUR, retracted=ultimatum["id"]),
            Step(at + 3 * DAY),
        ),
    )


def moved_deadline() -> Scenario:
    """A deadline that comes near, is moved, comes near again, and runs out; time passes in small and in large steps."""
    dispute, at = Dispute("Quill", "quarry"), MONDAY
    due = at + 2 * DAY
    moved = due + 2 * DAY
    return Scenario(
        dispute.watch,
        (
            Step(at, dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", at)),
            Step(due - DAY),
            Step(due - 6 * HOUR + timedelta(minutes=7)),
            Step(
                due - 2 * HOUR,
                dispute.article("Spain extended its deadline for FERRIES to leave by 48 hours.", due - 2 * HOUR),
            ),
            Step(moved - DAY),
            Step(moved - HOUR),
            Step(moved - timedelta(seconds=40)),
            Step(moved - timedelta(seconds=10)),
            Step(moved + timedelta(seconds=20)),
            Step(moved + 9 * DAY),
        ),
    )


def late_look() -> Scenario:
    """A deadline that runs out while the desk stands still, and is looked at moments later."""
    dispute, at = Dispute("Ister", "airport"), MONDAY + 20 * DAY
    return Scenario(
        dispute.watch,
        (
            Step(at, dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", at)),
            Step(at + 2 * DAY - HOUR / 2),
            Step(at + 2 * DAY + timedelta(seconds=20)),
            Step(at + 4 * DAY),
        ),
    )


def old_news() -> Scenario:
    """News from before the horizon of every rule."""
    dispute, at = Dispute("Tern", "tunnel"), MONDAY
    long_ago = at - 30 * DAY
    return Scenario(
        dispute.watch,
        (
            Step(at, dispute.article("Portugal supports MATTER.", long_ago)),
            Step(at, dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", long_ago + HOUR)),
            Step(at, dispute.article("Portugal opposes MATTER.", long_ago + DAY)),
            Step(at + DAY),
        ),
    )


def repeats() -> Scenario:
    """The same articles again, from the same source and from another, and a copy of one in another paper."""
    dispute, at = Dispute("Ouse", "canal"), MONDAY
    backing = dispute.article("Portugal supports MATTER, its minister of transport said on Monday.", at)
    ultimatum = dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", at + HOUR)
    copied = {**dispute.article(backing["text"], at, source="Coast Post"), "title": backing["title"]}
    return Scenario(
        dispute.watch,
        (
            Step(at, backing),
            Step(at + HOUR, ultimatum),
            Step(at + 2 * HOUR, backing),
            Step(at + 3 * HOUR, copied, source="post"),
            Step(at + 4 * HOUR, backing, source="post"),
            Step(at + 30 * DAY, ultimatum, source="post"),
            Step(at + 30 * DAY, ultimatum),
        ),
    )


def read_twice() -> Scenario:
    """An article that a source gives, and much later another, which an ingest worker of its own reads over Kafka."""
    dispute, at = Dispute("Nith", "refinery"), MONDAY + 50 * DAY
    ultimatum = dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", at)
    return Scenario(
        dispute.watch,
        (
            Step(at, ultimatum),
            Step(at + DAY, dispute.article("Portugal supports MATTER.", at + DAY)),
            Step(at + DAY, ultimatum, source="away"),
        ),
    )


def late_arrivals() -> Scenario:
    """News that come in another order than that in which they were published."""
    dispute, at = Dispute("Yarrow", "pipeline"), MONDAY
    backing = dispute.article("Portugal supports MATTER.", at)
    turning = dispute.article("Portugal opposes MATTER.", at + 3 * HOUR)
    ultimatum = dispute.article("Spain gave FERRIES 48 hours to leave the harbour.", at + HOUR)
    extension = dispute.article("Spain extended its deadline for FERRIES to leave by 48 hours.", at + 4 * HOUR)
    later = at + 5 * HOUR
    return Scenario(
        dispute.watch,
        (*(Step(later, each) for each in (extension, turning, ultimatum, backing)), Step(at + 5 * DAY)),
    )


def silence() -> Scenario:
    """No news from anywhere, and then some."""
    dispute, at = Dispute("Wend", "stadium", AlertRule(on="source.silent", channels=("desk",))), MONDAY + 40 * DAY
    return Scenario(
        dispute.watch,
        (
            Step(at - 2 * HOUR, dispute.article("Portugal supports MATTER.", at - 2 * HOUR)),
            Step(at + 2 * DAY),
            Step(at + 3 * DAY, dispute.article("Portugal opposes MATTER.", at + 3 * DAY)),
        ),
    )


def in_time(scenarios: Iterable[Scenario]) -> list[tuple[Scenario, Step]]:
    """Return all steps in the order of their instants."""
    steps = [(scenario, step) for scenario in scenarios for step in scenario.steps]
    return sorted(steps, key=lambda pair: pair[1].at)
