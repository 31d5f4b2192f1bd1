"""`tocsin extract`: articles in, claims out."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.articles import ArticleLines
from tocsin.extraction.built_in import built_in_names
from tocsin.extraction.rules import RuleExtractor
from tocsin.settings.watch_file import load_watch

EXAMPLES = """
Examples:

    tocsin extract --watch niger.yaml < articles.jsonl

    tail -f articles.jsonl | tocsin extract --watch niger.yaml | jq -c 'select(.type == "deadline")'
"""

app = typer.Typer()

WatchFile = Annotated[Path, typer.Option("--watch", help="The watch to read for, a YAML file.", show_default=False)]


@app.command(epilog=EXAMPLES)
def extract(watch: WatchFile) -> None:
    """Read articles as JSON lines on standard input, print claims as JSON lines.

    Claims come out in the order of the articles, as soon as each is read. A broken line is told about on standard
    error and passed over; the exit status is then 1.
    """
    extractor = RuleExtractor([load_watch(watch, built_in_names())])
    gc.freeze()  # lexicons stay for good: to look for cycles in them again and again takes a tenth of the time
    lines = ArticleLines(sys.stdin.buffer)
    for article in lines:
        for claim in extractor.extract(article):
            sys.stdout.write(claim.model_dump_json() + "\n")
        sys.stdout.flush()
    if lines.broken:
        raise typer.Exit(1)
