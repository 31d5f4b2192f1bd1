"""`tocsin explain`: why an article gave the claims that it gave, and no others."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from tocsin.cli.articles import ArticleLines
from tocsin.cli.explanations import shown
from tocsin.cli.failure import Failure
from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.extraction.explanation import Explanation, explanation_of
from tocsin.extraction.rules import RuleExtractor
from tocsin.settings.watch_file import load_watch

EXAMPLES = """
Examples:

    tocsin explain --watch niger.yaml article.json

    tocsin explain --watch niger.yaml --id example-03 articles.jsonl

    tocsin log --data var/niger | jq -c 'select(.event.type == "tocsin.article.published").event.data' |
      tocsin explain --watch niger.yaml --json - | jq '.[].sentences[] | select(.claims == [])'
"""

app = typer.Typer()

_STDIN = "-"


@app.command(epilog=EXAMPLES)
def explain(
    article: Annotated[str, typer.Argument(help="A file with an article as JSON, or one a line; - is standard input.")],
    watch: Annotated[Path, typer.Option("--watch", help="The watch to read for, a YAML file.", show_default=False)],
    only: Annotated[str, typer.Option("--id", help="Of several articles the one of this id.", metavar="ID")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array, an object for each article.")] = False,
) -> None:
    """Show how an article is read, sentence by sentence: who is named, what is said of what, why no more is claimed.

    The exit status is 1 where an article is broken, or where there is none of the id that was asked for.
    """
    read_for = load_watch(watch, built_in_names())
    extractor = RuleExtractor([read_for])
    lines = ArticleLines(io.BytesIO(_content(article)), "standard input" if article == _STDIN else article)
    found = [_explanation(each, read_for, extractor) for each in lines if only in ("", each.id)]
    _print(found, as_json=as_json)
    if not found and not lines.broken:
        raise Failure(f"{article}: no article" + (f" with the id {only!r}" if only else ""))
    if lines.broken:
        raise typer.Exit(1)


def _content(article: str) -> bytes:
    """Return what is in the file, an article that stands on several lines put on one."""
    try:
        content = sys.stdin.buffer.read() if article == _STDIN else Path(article).read_bytes()
    except OSError as error:
        raise Failure(f"{article}: cannot be read ({error.strerror}); give a file with an article as JSON") from error
    try:
        return orjson.dumps(orjson.loads(content))
    except orjson.JSONDecodeError:
        return content


def _explanation(article: Article, watch: Watch, extractor: RuleExtractor) -> Explanation:
    reading = next(iter(extractor.readings(article)), None)
    return explanation_of(article, watch, reading, extractor.claims(reading) if reading else ())


def _print(found: list[Explanation], *, as_json: bool) -> None:
    if as_json:
        print(orjson.dumps([each.model_dump(mode="json") for each in found], option=orjson.OPT_INDENT_2).decode())
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(found):
        console.print(line)


def _lines(found: list[Explanation]) -> Iterator[object]:
    for explanation in found:
        yield from shown(explanation)
