"""Invented news to measure with: articles, no two alike, about a dispute over a strait or not."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.watch_file import load_watch

WATCH = """
id: strait
title: "The strait of Veld"
places: [PT]
timezone: Europe/Lisbon
actors:
  - {id: ferries, name: Veld Ferries, kind: company, country: PT, aliases: [the ferry company]}
  - {id: dockers, name: Dockers' Union of Veld, kind: union, country: PT, aliases: [the dockers]}
  - {id: PRT, people: [Ines Calder]}
propositions:
  - {id: toll, title: A toll on the strait, phrases: [the toll, toll on the strait, a levy on ships]}
  - {id: blockade, title: A blockade of the strait, phrases: [the blockade, closing of the strait], opposite: passage}
  - {id: passage, title: Free passage, phrases: [free passage, reopening of the strait]}
  - {id: talks, title: Talks on the strait, phrases: [talks, negotiations, a negotiated solution]}
"""

STATES = (
    "Portugal", "Spain", "France", "Italy", "Norway", "Kenya", "Japan", "Chile", "Canada", "India", "Brazil", "Ghana",
    "Poland", "Greece", "Morocco", "Ireland", "Mexico", "Vietnam", "Finland", "Egypt", "Austria", "Peru", "Latvia",
)  # fmt: skip
FOR, AGAINST = ("supports", "welcomed", "backs", "called for"), ("opposes", "rejected", "condemned", "warned against")
CHANGES_SIDES = 0.01
"""How often somebody says the contrary of what they said before: seldom, as in the world."""

TARGETS = (
    ("the toll", "a levy on ships"),
    ("the blockade",),
    ("free passage", "the reopening of the strait"),
    ("talks",),
)
SETTERS = ("Portugal", "The dockers", "Veld Ferries", "The European Union")
LENGTHS = ("48 hours", "three days", "one week", "until Friday", "until midnight on Sunday", "two weeks")
DEMANDS = ("lift the blockade", "withdraw the toll", "return to talks", "leave the harbour", "release the crew")
SUBJECTS = (
    "The harvest",
    "A museum",
    "The orchestra",
    "The national team",
    "A bakery",
    "The university",
    "A new bridge",
)
DOINGS = ("drew visitors from", "was praised in", "sent a delegation to", "opened a branch near", "lost its way in")
OBJECTS = ("the valley", "the old town", "the coast", "Lisbon", "the mountains", "Madrid", "a village in France")
MANNERS = (
    "after a long winter",
    "to nobody's surprise",
    "for the third year",
    "despite the rain",
    "with little notice",
)
WORDS = 230
"""How long an article is, about."""

BEGAN = datetime(2031, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def watch(directory: Path) -> Watch:
    """Return the watch to measure with; `directory` is where its file is written."""
    file = directory / "watch.yaml"
    file.write_text(WATCH)
    return load_watch(file, built_in_names())


def lines(count: int, relevant: float, seed: int = 1, words: int = WORDS) -> Iterator[str]:
    """Give `count` articles of one day as JSON lines, of which the share `relevant` tells of the dispute."""
    chance = Random(seed)
    for number in range(count):
        text = _article(chance, words, tells=chance.random() < relevant)
        published_at = BEGAN + number * DAY / count
        yield json.dumps(
            {
                "id": f"article-{number}",
                "source": f"Paper {number % 40}",
                "url": f"https://news.example/{number}",
                "title": text.partition(".")[0],
                "text": text,
                "published_at": published_at.isoformat(),
            }
        )


def _article(chance: Random, length: int, *, tells: bool) -> str:
    """Write an article; of one that tells of the dispute every fourth sentence does, and one in ten has a deadline."""
    sentences: list[str] = []
    words = 0
    deadline = tells and chance.random() < 0.1
    while words < length:
        if deadline and len(sentences) == 2:
            sentence = _deadline(chance)
        elif tells and len(sentences) % 4 == 0:
            sentence = _stance(chance)
        else:
            sentence = _filler(chance)
        sentences.append(sentence)
        words += len(sentence.split())
    return " ".join(sentences)


def _stance(chance: Random) -> str:
    state, proposition = chance.choice(STATES), chance.randrange(len(TARGETS))
    target = chance.choice(TARGETS[proposition])
    backs = (STATES.index(state) + proposition) % 2 == 0
    verb = chance.choice(FOR if backs != (chance.random() < CHANGES_SIDES) else AGAINST)
    return f"{state} {verb} {target} {chance.choice(MANNERS)}, a spokesman said."


def _deadline(chance: Random) -> str:
    setter, state = chance.choice(SETTERS), chance.choice(STATES)
    length, demand = chance.choice(LENGTHS), chance.choice(DEMANDS)
    return f"{setter} gave {state} {length} to {demand}."


def _filler(chance: Random) -> str:
    subject, doing, place = chance.choice(SUBJECTS), chance.choice(DOINGS), chance.choice(OBJECTS)
    return (
        f"{subject} {doing} {place} {chance.choice(MANNERS)}, and some {chance.randrange(1000)} people came to see it "
        f"on a quiet {chance.choice(('morning', 'evening', 'Tuesday', 'weekend'))}."
    )
