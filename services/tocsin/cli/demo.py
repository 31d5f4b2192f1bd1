"""`tocsin demo`: the bundled example from end to end, on a fast clock, then live."""

import asyncio
import secrets
import shutil
import tempfile
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from tocsin.cli.articles import ArticleLines
from tocsin.cli.failure import Failure
from tocsin.cli.run import serve, stopped_by_signals
from tocsin.cli.showing import Showing, showing
from tocsin.clock import FastClock, SystemClock
from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.extraction.rules import RuleExtractor
from tocsin.ingest.replay import Replay
from tocsin.ingest.settings import FolderSettings, ReplaySettings
from tocsin.ingest.source import Batch, Source
from tocsin.notify.receiver import LOOPBACK, Received, receiving
from tocsin.notify.webhook import WebhookSettings
from tocsin.settings.configuration import Configuration, load_configuration, load_watches

EXAMPLES = """
Examples:

    tocsin demo

    tocsin demo --seconds 10 --live 0
"""

app = typer.Typer()

_SECRET_NAME = "TOCSIN_DEMO_SECRET"  # noqa: S105 - the name of a variable, not what it holds
_LEAD = timedelta(hours=12)
_AFTERMATH = timedelta(days=2)


class ThenLive:
    """A recording after whose end, and some time for its deadlines to run out, the clock catches up with the world."""

    def __init__(self, recording: Source, clock: FastClock, began_live: asyncio.Event) -> None:
        self.name = recording.name
        self._recording = recording
        self._clock = clock
        self._began_live = began_live

    async def batches(self, state: bytes | None) -> AsyncIterator[Batch]:
        """Give what the recording gives, then catch up."""
        async for batch in self._recording.batches(state):
            yield batch
        await self._clock.sleep_until(self._clock.now() + _AFTERMATH)
        self._clock.catch_up()
        self._began_live.set()


@app.command(epilog=EXAMPLES)
def demo(
    example: Annotated[Path, typer.Argument(help="A folder with tocsin.yaml and a recording.")] = Path(
        "examples/niger-2023"
    ),
    seconds: Annotated[float, typer.Option(help="How long the recording takes.", min=1)] = 40,
    live: Annotated[float, typer.Option(help="Seconds to go on live; without it, until Ctrl-C.")] = -1,
) -> None:
    """Run an example from end to end: its recorded articles on a fast clock, alerts to a webhook, then live.

    It works in a temporary data directory, so that each run begins anew, and starts a small receiver of its own to
    which the alerts are posted and which checks their signatures.
    """
    configuration = load_configuration(example / "tocsin.yaml")
    watches = load_watches(configuration, built_in_names())
    articles = _recorded(configuration)
    directory = Path(tempfile.mkdtemp(prefix="tocsin-demo-"))
    try:
        asyncio.run(_demo(configuration, watches, articles, directory, seconds, live))
    finally:
        shutil.rmtree(directory)


def _recorded(configuration: Configuration) -> list[Article]:
    recordings = [source.replay for source in configuration.sources if isinstance(source, ReplaySettings)]
    if not recordings:
        raise Failure("demo: the configuration has no source with `replay:`; use `tocsin run` for live sources")
    with recordings[0].open("rb") as stream:
        articles = list(ArticleLines(stream))
    if not articles:
        raise Failure(f"{recordings[0]}: holds no article; give a recording of at least one")
    return articles


async def _demo(
    configuration: Configuration,
    watches: Sequence[Watch],
    articles: Sequence[Article],
    directory: Path,
    seconds: float,
    live: float,
) -> None:
    stop, began_live = stopped_by_signals(), asyncio.Event()
    first, last = articles[0].published_at, articles[-1].published_at
    span = last - first + _LEAD + _AFTERMATH
    # Loads every lexicon before the clock starts, on which a second is most of a day.
    RuleExtractor(watches).extract(articles[0])
    clock = FastClock(first - _LEAD, span.total_seconds() / seconds)
    secret = "whsec_" + b64encode(secrets.token_bytes(24)).decode()
    with showing(clock) as shown:

        def received(message: Received) -> None:
            shown.tell("webhook.received", f"{message.type}: {message.data.get('title', '')}")

        async with receiving([SecretStr(secret)], received, wall_clock=SystemClock().now) as address:
            here = _here(configuration, directory, address)
            ending = asyncio.create_task(_go_live(live, began_live, stop, shown, directory))
            await serve(
                here,
                watches,
                clock,
                shown,
                stop,
                {_SECRET_NAME: secret},
                lambda source: ThenLive(source, clock, began_live) if isinstance(source, Replay) else source,
            )
            ending.cancel()


def _here(configuration: Configuration, directory: Path, address: str) -> Configuration:
    """Return the configuration with its data and inbox in `directory`, and every channel posting to `address`."""
    inbox = directory / "inbox"
    inbox.mkdir()
    channel = WebhookSettings(webhook=address, secret_env=_SECRET_NAME, allow_http=True)
    recordings = tuple(source for source in configuration.sources if isinstance(source, ReplaySettings))
    return configuration.model_copy(
        update={
            "data": directory / "data",
            "sources": (*recordings, FolderSettings(name="inbox", folder=inbox)),
            "channels": dict.fromkeys(configuration.channels, channel),
            "internal_hosts": (LOOPBACK,),
            "heartbeat": None,
        }
    )


async def _go_live(
    seconds: float, began_live: asyncio.Event, stop: asyncio.Event, shown: Showing, directory: Path
) -> None:
    """Say that the recording is over once it is, and stop after `seconds` of going on live, if at all."""
    await began_live.wait()
    shown.tell("live", f"the recording is over; drop articles as .jsonl into {directory / 'inbox'}, Ctrl-C ends")
    if seconds >= 0:
        await asyncio.sleep(seconds)
        stop.set()
