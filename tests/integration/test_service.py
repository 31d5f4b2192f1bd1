"""`tocsin run` as a process: from an article in the inbox to the webhook, and all that can go wrong around it."""

import asyncio
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from tests.command import tocsin
from tests.running import PATIENCE, Running, running, spawned
from tests.strait import (
    AGAINST,
    BACKING,
    ENVIRONMENT,
    SECRET,
    TURNING,
    ULTIMATUM,
    articles,
    desk,
    drop,
)
from tocsin.domain.article import ArticlePublished
from tocsin.notify.receiver import Received, receiving
from tocsin.streams.log import FILE_NAME, SqliteLog


class Desk:
    """A desk with a receiver for its alerts."""

    def __init__(self, directory: Path, address: str, received: "asyncio.Queue[Received]") -> None:
        self.directory = directory
        self.configuration = desk(directory, address)
        self._received = received

    def run(self, **how: object) -> AsyncIterator[Running]:
        return running("run", "--config", self.configuration, cwd=self.directory, env=ENVIRONMENT, **how)

    def drop(self, name: str, *texts: str) -> None:
        drop(self.directory, name, articles(*texts))

    async def message(self) -> Received:
        """Wait for the next webhook."""
        async with asyncio.timeout(PATIENCE):
            return await self._received.get()

    @property
    def messages(self) -> int:
        """Webhooks received and not asked for yet."""
        return self._received.qsize()


@pytest.fixture
async def strait(tmp_path: Path) -> AsyncIterator[Desk]:
    received: asyncio.Queue[Received] = asyncio.Queue()
    async with receiving([SecretStr(SECRET)], received.put_nowait, wall_clock=lambda: datetime.now(UTC)) as address:
        yield Desk(tmp_path, address, received)


@asynccontextmanager
async def answer(address: str) -> AsyncIterator[aiohttp.ClientResponse]:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        yield response


async def test_an_article_in_the_inbox_becomes_a_signed_webhook(strait: Desk) -> None:
    async with strait.run() as service:
        strait.drop("news.jsonl", BACKING, ULTIMATUM)
        kinds = {(message.type, message.data["kind"]) for message in [await strait.message() for _ in range(2)]}
        assert kinds == {("alert.raised", "stance.new"), ("alert.raised", "deadline.set")}
        await service.line("delivery.succeeded")
        await service.line("delivery.succeeded")
        assert {each["title"].split()[0] for each in service.told("alert.raised")} == {"Portugal"}


async def test_a_flip_is_told_with_both_sentences(strait: Desk) -> None:
    async with strait.run():
        strait.drop("1.jsonl", BACKING)
        await strait.message()
        strait.drop("2.jsonl", TURNING)
        kinds = {}
        for _ in range(2):
            message = await strait.message()
            kinds[message.data["kind"], message.type] = message
        flipped = kinds["stance.flipped", "alert.raised"]
        assert [each["sentence"] for each in flipped.data["evidence"]] == [TURNING, BACKING]
        assert ("stance.new", "alert.resolved") in kinds


async def test_what_is_measured_passes_promtool(strait: Desk) -> None:
    async with strait.run() as service:
        strait.drop("news.jsonl", BACKING, ULTIMATUM, "not a claim")
        await service.line("delivery.succeeded")
        async with answer(f"{service.address}/metrics") as response:
            exposed = await response.read()
    checked = await asyncio.to_thread(
        subprocess.run, ["promtool", "check", "metrics"], input=exposed, capture_output=True, timeout=PATIENCE
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
    assert b'tocsin_articles_total{outcome="new",source="wire"} 3.0' in exposed
    assert b'tocsin_alerts_total{kind="deadline.set",severity="critical"} 1.0' in exposed


async def test_it_tells_that_it_lives_and_is_ready(strait: Desk) -> None:
    async with strait.run() as service:
        for path in ("healthz", "readyz"):
            async with answer(f"{service.address}/{path}") as response:
                body = await response.json()
                assert path == "readyz" or response.status == 200
                assert body["ok"] == (response.status == 200)
        strait.drop("news.jsonl", BACKING)
        await service.line("articles.read")
        async with answer(f"{service.address}/readyz") as response:
            assert (response.status, await response.json()) == (200, {"ok": True, "reason": None})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_well(strait: Desk, number: int) -> None:
    async with strait.run() as service:
        strait.drop("news.jsonl", BACKING)
        await service.line("articles.read")
        assert await service.end(number) == 0
        assert service.lines[-1]["event"] == "service.stopped"
        assert {"event", "level", "timestamp"} <= set.intersection(*({*line} for line in service.lines))
        assert await service.errors() == ""


async def test_started_again_it_goes_on_and_tells_nothing_twice(strait: Desk) -> None:
    async with strait.run() as service:
        strait.drop("1.jsonl", BACKING)
        await service.line("delivery.succeeded")
        await service.end()
    await strait.message()
    async with strait.run() as service:
        drop(strait.directory, "again.jsonl", (strait.directory / "inbox" / "1.jsonl").read_text())
        strait.drop("2.jsonl", AGAINST)
        await service.line("delivery.succeeded")
        assert [each["title"] for each in service.told("alert.raised")] == ["Spain opposes A toll on the strait"]
        assert sum(each["new"] for each in service.told("articles.read")) == 1
    assert (await strait.message()).data["title"].startswith("Spain")
    assert strait.messages == 0


async def test_a_second_one_on_the_same_directory_is_turned_away(strait: Desk) -> None:
    async with strait.run() as service:
        second = spawned("run", "--config", strait.configuration, env=ENVIRONMENT)
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert f"in use by another tocsin (process {service.pid}); stop it first" in second.stderr


async def test_a_port_in_use_is_told_in_a_line(strait: Desk) -> None:
    async with strait.run() as service:
        port = int(service.address.rpartition(":")[2])
        other = desk(strait.directory / "other", port=port)
        refused = spawned("run", "--config", other, env=ENVIRONMENT)
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"tocsin: http: cannot listen on 127.0.0.1:{port}: ")
        assert refused.stderr.count("\n") == 1


def test_a_missing_secret_is_told_in_a_line(tmp_path: Path) -> None:
    refused = spawned("run", "--config", desk(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr == "tocsin: channel 'desk': environment variable TOCSIN_STRAIT_SECRET holds no secret\n"


async def test_a_broken_article_is_put_aside_and_the_rest_goes_on(strait: Desk) -> None:
    async with strait.run() as service:
        drop(strait.directory, "news.jsonl", "this is no article\n" + articles(BACKING))
        letter = await service.line("letter.dead")
        assert letter["origin"] == "news.jsonl line 1"
        assert "is not JSON" in letter["reason"]
        assert (await strait.message()).data["kind"] == "stance.new"
    letters = tocsin("log", "--config", strait.configuration, "--type", "tocsin.letter.dead").stdout
    assert "news.jsonl line 1" in letters


async def test_articles_come_in_on_standard_input(strait: Desk) -> None:
    desk(strait.directory, source="stdin: true")
    async with strait.run(stdin=subprocess.PIPE) as service:
        await service.write(articles(BACKING))
        await service.line("articles.read", source="wire", new=1)
        await service.write(articles(AGAINST))
        await service.line("articles.read", source="wire", new=1)
        assert await service.end() == 0


async def test_a_directory_of_a_newer_version_is_left_alone(strait: Desk) -> None:
    async with strait.run() as service:
        await service.end()
    file = strait.directory / "data" / FILE_NAME
    with sqlite3.connect(file) as db:
        db.execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
    db.close()
    before = file.read_bytes()
    refused = spawned("run", "--config", strait.configuration, env=ENVIRONMENT)
    assert refused.returncode == 1
    assert "written by a newer tocsin" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert file.read_bytes() == before


async def test_a_full_disk_ends_it_and_nothing_is_lost(strait: Desk) -> None:
    """A limit on the size of files is to SQLite what a quota is: a write that fails."""
    texts = [f"{country} supports the toll on the strait. {'The sea was calm. ' * 400}" for country in COUNTRIES]
    small = 700_000
    strait.drop("news.jsonl", *texts)
    async with asyncio.timeout(PATIENCE):
        full = await Running.start(
            "run",
            "--config",
            strait.configuration,
            cwd=strait.directory,
            env=ENVIRONMENT,
            prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, resource.RLIM_INFINITY)),
        )
        assert await full.status() == 1
        told = await full.errors()
    assert told.count("\n") == 1
    assert "the disk is full" in told
    async with strait.run() as service:
        strait.drop("last.jsonl", AGAINST)
        await service.line("stance.taken", actor="ESP")
        await service.end()
    with SqliteLog.open(strait.directory / "data", read_only=True) as log:
        assert log.count([ArticlePublished]) == len(texts) + 1


async def test_a_retraction_is_taken_in_while_it_runs(strait: Desk) -> None:
    async with strait.run() as service:
        strait.drop("news.jsonl", BACKING)
        await service.line("articles.read")
        claims = tocsin("stances", "--config", strait.configuration, "--json").stdout
        claim = claims.split('"claim_id":"')[1].split('"')[0]
        done = tocsin("retract", claim, "--config", strait.configuration, "--reason", "misread", "--by", "A. Nalyst")
        assert done.stdout == f"Retracted {claim}; the tocsin that is running takes it in now.\n"
        assert (await service.line("stance.retracted"))["actor"] == "PRT"
        refused = tocsin("rebuild", "--config", strait.configuration)
        assert refused.returncode == 1
        assert "in use by another tocsin" in refused.stderr


COUNTRIES = (
    "Austria", "Belgium", "Bulgaria", "Canada", "Chile", "Croatia", "Denmark", "Egypt", "Finland", "France", "Germany",
    "Ghana", "Greece", "Hungary", "Iceland", "India", "Ireland", "Italy", "Japan", "Kenya", "Latvia", "Mexico",
)  # fmt: skip


def test_promtool_is_there() -> None:
    assert shutil.which("promtool"), "make tools installs it"
