"""What more actors and more watches cost where they do not match: prints, and asserts no timing."""

import io
import json
import time
from collections.abc import Sequence
from itertools import islice, product
from pathlib import Path

import pytest

from tests.benchmarks import news
from tocsin.cli.articles import ArticleLines
from tocsin.domain.actor import Actor
from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.rules import RuleExtractor

WORDS = 600
ARTICLES = 500
SYLLABLES = (
    "bro", "cal", "dem", "fir", "gol", "hap", "jun", "kel", "lor", "mip", "nev", "ost", "pra", "quil", "ros", "tam",
)  # fmt: skip


def names(count: int, ending: str) -> list[str]:
    """Return `count` invented names."""
    return [f"{''.join(parts).capitalize()}{ending}" for parts in islice(product(SYLLABLES, repeat=4), count)]


def with_actors(watch: Watch, count: int) -> Watch:
    """Return the watch with invented actors beside its own, `count` in all."""
    more = [Actor(id=name.lower(), name=name, kind="company") for name in names(count - len(watch.actors), "ia")]
    return watch.model_copy(update={"actors": (*watch.actors, *more)})


def others(count: int) -> list[Watch]:
    """Return watches of other disputes, each with an actor and a proposition of its own."""
    return [
        Watch(
            id=f"other-{number}",
            title=f"The dispute over {name}",
            actors=(Actor(id="party", name=f"{name} Party", kind="party"),),
            propositions=(Proposition(id="law", title=f"The {name} law", phrases=(f"the {name} law",)),),
        )
        for number, name in enumerate(names(count, "u"))
    ]


def rate(watches: Sequence[Watch], relevant: float) -> float:
    """Return how many articles a second are read, on one core, the extractor being made already."""
    extractor = RuleExtractor(watches)
    lines = "".join(f"{line}\n" for line in news.lines(ARTICLES, relevant, words=WORDS))
    articles = list(ArticleLines(io.BytesIO(lines.encode())))
    claims = sum(len(extractor.extract(article)) for article in articles[:20])
    began = time.process_time()
    claims += sum(len(extractor.extract(article)) for article in articles)
    took = time.process_time() - began
    assert claims
    return ARTICLES / took


@pytest.mark.parametrize("relevant", [0.2, 1.0])
def test_cost_follows_what_matches(relevant: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watch = news.watch(tmp_path)
    extra = Proposition(id="ferries", title="More ferries", phrases=("more ferries", "a new ferry line"))
    usual = with_actors(watch.model_copy(update={"propositions": (*watch.propositions, extra)}), 20)
    figures = {
        "20 actors, 5 propositions": rate([usual], relevant),
        "2,000 actors": rate([with_actors(usual, 2000)], relevant),
        "1,000 watches": rate([usual, *others(999)], relevant),
    }
    told = {what: f"{each:.0f}/s" for what, each in figures.items()}
    with capsys.disabled():
        print(f"\nextract, articles of {WORDS} words, {relevant:.0%} relevant: {json.dumps(told)}")
