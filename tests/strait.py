"""A desk that watches an invented dispute about a strait: its watch, its configuration, and articles."""

import asyncio
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from tests.command import tocsin
from tests.running import running
from tocsin.notify.signed_links import SignedLinks

SECRET_NAME = "TOCSIN_STRAIT_SECRET"
SECRET = "whsec_" + b64encode(b"a secret of these tests alone").decode()
ENVIRONMENT = {SECRET_NAME: SECRET}

WATCH = """
id: strait
title: "The strait of Veld"
places: [PT]
timezone: Europe/Lisbon
actors:
  - {id: ferries, name: Veld Ferries, kind: company, country: PT}
propositions:
  - {id: toll, title: A toll on the strait, phrases: [the toll, toll on the strait]}
alerts:
  - {on: deadline.set, severity: critical, channels: [desk]}
  - {on: stance.new, severity: info, channels: [desk]}
  - {on: stance.flipped, severity: warning, channels: [desk]}
"""

BACKING = "Portugal supports the toll on the strait."
AGAINST = "Spain opposes the toll on the strait."
TURNING = "Portugal opposes the toll on the strait."
ULTIMATUM = "Portugal gave Veld Ferries 48 hours to leave the harbour."


def articles(*texts: str, ending: datetime | None = None) -> str:
    """Return an article a line, an hour between them, the last one published at `ending`, or a moment ago."""
    last = ending or datetime.now(UTC) - timedelta(seconds=1)
    told = [article(text, last - timedelta(hours=len(texts) - 1 - number)) for number, text in enumerate(texts)]
    return "".join(json.dumps(each) + "\n" for each in told)


def article(text: str, published_at: datetime) -> dict[str, Any]:
    name = "-".join(text.lower().partition(".")[0].split())
    return {
        "id": name,
        "source": "Veld Gazette",
        "url": f"https://gazette.example/{name}",
        "title": "News from the strait",
        "text": text,
        "published_at": published_at.isoformat(),
    }


def desk(directory: Path, channel: str = "http://127.0.0.1:9/", source: str = "folder: inbox", port: int = 0) -> Path:
    """Set up a desk in `directory` whose alerts are posted to `channel`; return its configuration."""
    (directory / "inbox").mkdir(parents=True, exist_ok=True)
    (directory / "watch.yaml").write_text(WATCH)
    configuration = directory / "tocsin.yaml"
    configuration.write_text(f"""
data: data
watches: [watch.yaml]
sources: [{{name: wire, {source}}}]
channels:
  desk: {{webhook: "{channel}", secret_env: {SECRET_NAME}, allow_http: true}}
internal_hosts: [127.0.0.1]
http: {{port: {port}}}
""")
    return configuration


def drop(directory: Path, name: str, lines: str) -> None:
    """Leave articles in the inbox, as a program that is careful does: under a name that is passed over at first."""
    written = directory / "inbox" / f".{name}"
    written.write_text(lines)
    written.rename(directory / "inbox" / name)


def links_of(configuration: Path) -> SignedLinks:
    """Let the messages of a desk hold links, and return what makes the same ones."""
    secret = configuration.with_name("links")
    secret.write_text("a-secret-of-the-links-of-these-tests")
    http = f'public_url: "https://tocsin.example.org", links_file: {secret.name}, '
    configuration.write_text(configuration.read_text().replace("http: {", f"http: {{{http}"))
    return SignedLinks("https://tocsin.example.org", [SecretStr(secret.read_text())], lambda: datetime.now(UTC))


def lived(directory: Path, *texts: str) -> Path:
    """Let a desk run in `directory` until it has read `texts`; return the directory."""
    configuration = desk(directory)

    async def live() -> None:
        async with running("run", "--config", configuration, cwd=directory, env=ENVIRONMENT) as service:
            drop(directory, "news.jsonl", articles(*texts))
            await service.line("articles.read")
            assert await service.end() == 0

    asyncio.run(live())
    return directory


def looked(command: str, data: Path, *more: object) -> list[dict[str, Any]]:
    """Return what a command shows of a data directory."""
    done = tocsin(command, "--data", data, "--json", *more)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)
