"""`tocsin replay`: a back-test of a watch, on the articles' own clock."""

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import track

from tocsin.cli.account import account
from tocsin.cli.articles import ArticleLines
from tocsin.cli.failure import Failure
from tocsin.cli.instants import instant, rfc3339
from tocsin.domain.alert import Alert
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.article import Article
from tocsin.domain.deadline import Deadline
from tocsin.domain.projection import Project
from tocsin.domain.stance import Stance, StanceMove
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_countries, built_in_names
from tocsin.extraction.rules import RuleExtractor
from tocsin.extraction.stage import Extract
from tocsin.settings.watch_file import load_watch
from tocsin.workers.replay import Replay, Replayed

EXAMPLES = """
Examples:

    tocsin replay --watch niger.yaml < articles.jsonl

    tocsin replay --watch niger.yaml --as-of 2023-08-04T12:00:00Z --json < articles.jsonl | jq .deadlines
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def replay(
    watch: Annotated[Path, typer.Option(help="The watch to try, a YAML file.", show_default=False)],
    as_of: Annotated[str, typer.Option(help="Stop at this RFC 3339 instant.", metavar="INSTANT")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of an account.")] = False,
) -> None:
    """Run articles from standard input through all stages, in memory, at the pace at which they were published.

    It shows what tocsin would have known and told: every alert, and how things stood at the end.
    """
    loaded = load_watch(watch, built_in_names())
    until = instant(as_of, "--as-of") if as_of else None
    lines = ArticleLines(sys.stdin.buffer)
    articles = sorted(lines, key=lambda article: article.published_at)
    told = [article for article in articles if until is None or article.published_at <= until]
    replayed = _replayed(loaded, told, until)
    if json:
        print(orjson.dumps(_as_json(replayed)).decode())
    else:
        Console().print(account(replayed, loaded))
    if lines.broken:
        raise typer.Exit(1)


def _replayed(watch: Watch, articles: list[Article], until: datetime | None) -> Replayed:
    project, alert = Project([watch], built_in_countries()), RaiseAlerts([watch], built_in_names())
    crisis = Replay((Extract(RuleExtractor([watch])), project, alert))
    for article in _shown(articles):
        crisis.take(article)
    last = articles[-1].published_at if articles else None
    end = until or last
    if end is None:
        raise Failure("replay: no article on standard input, and no --as-of; give at least one")
    return crisis.finish(end)


def _shown(articles: list[Article]) -> Iterable[Article]:
    console = Console(stderr=True)
    if not console.is_terminal:
        return articles
    return track(articles, description="Replaying", console=console, transient=True)


def _as_json(replayed: Replayed) -> dict[str, Any]:
    return {
        "as_of": rfc3339(replayed.as_of),
        "deadlines": [_deadline(each) for each in replayed.deadlines],
        "stances": [_stance(each) for each in replayed.stances],
        "flips": [_flip(each) for each in replayed.flips],
        "alerts": [_alert(each) for each in replayed.alerts],
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {"dues": [rfc3339(due) for due in deadline.dues]} | deadline.model_dump(
        mode="json",
        include={"id", "setter", "addressee", "demand", "consequence", "state", "set_at", "ended_at", "due"},
    )


def _stance(stance: Stance) -> dict[str, Any]:
    return stance.model_dump(mode="json", exclude={"watch", "earlier"})


def _flip(move: StanceMove) -> dict[str, Any]:
    if move.stance is None or move.previous is None:
        return {}
    return {
        "actor": move.actor,
        "target": move.target,
        "from": move.previous.polarity,
        "to": move.stance.polarity,
        "article": move.stance.evidence[0].article_id,
        "at": rfc3339(move.stance.since),
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return alert.model_dump(mode="json", include={"at", "kind", "severity", "title", "text"})
