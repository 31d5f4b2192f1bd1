"""The dead man's switch: calls that come as long as all is well, and stay away when it is not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from tests.integration.test_worker_on_kafka import Desk
from tests.kafka import Broker
from tests.running import PATIENCE, Running, running, spawned
from tests.strait import AGAINST, BACKING, ENVIRONMENT, articles, desk, drop

TOKEN = "0123456789abcdef"


@dataclass
class Outside:
    """What watches from outside, and a channel that answers with `status`."""

    address: str = ""
    calls: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    status: int = 200
    answer: int = 200

    async def called(self, request: web.Request) -> web.StreamResponse:
        self.calls.put_nowait(f"{request.method} {request.path_qs}")
        return web.Response(status=self.answer, text=f"no check {TOKEN}", headers={"Location": "/elsewhere"})

    async def told(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=self.status)

    async def call(self) -> str:
        async with asyncio.timeout(PATIENCE):
            return await self.calls.get()

    async def called_by(self, process: str) -> None:
        """Wait for a call of this path."""
        while await self.call() != f"GET /{process}":
            continue

    def so_far(self) -> list[str]:
        """Return the calls that came since they were last asked for."""
        return [self.calls.get_nowait() for _ in range(self.calls.qsize())]


@asynccontextmanager
async def outside() -> AsyncIterator[Outside]:
    watching = Outside()
    app = web.Application()
    app.router.add_post("/hook", watching.told)
    app.router.add_route("*", "/{rest:.*}", watching.called)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    watching.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield watching
    finally:
        await runner.cleanup()


def configured(directory: Path, watching: Outside, method: str = "GET") -> Path:
    configuration = desk(directory, f"{watching.address}/hook")
    configuration.write_text(configuration.read_text() + beat(method))
    return configuration


def beat(method: str = "GET") -> str:
    return f"heartbeat: {{url_env: BEAT, method: {method}, every: 1s, allow_http: true}}\n"


def environment(watching: Outside) -> dict[str, str]:
    return {**ENVIRONMENT, "BEAT": f"{watching.address}/ping/{TOKEN}?run=1"}


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_it_is_called_at_its_interval_as_long_as_all_is_well(tmp_path: Path, method: str) -> None:
    async with outside() as watching:
        written = configured(tmp_path, watching, method)
        async with running("run", "--config", written, cwd=tmp_path, env=environment(watching)) as service:
            assert [await watching.call() for _ in range(2)] == [f"{method} /ping/{TOKEN}?run=1"] * 2
            assert await service.end() == 0
            assert not any(line["event"] == "heartbeat.missed" for line in service.lines)


async def test_it_stays_away_once_a_channel_is_off_and_says_why(tmp_path: Path) -> None:
    async with outside() as watching:
        watching.status = 410
        written = configured(tmp_path, watching)
        async with running("run", "--config", written, cwd=tmp_path, env=environment(watching)) as service:
            await watching.call()
            drop(tmp_path, "news.jsonl", articles(BACKING))
            missed = await service.line("heartbeat.missed")
            assert missed["reason"] == "channel 'desk' is switched off"
            assert await service.end() == 0


async def test_an_answer_that_is_none_is_told_without_the_address_and_no_redirect_is_followed(tmp_path: Path) -> None:
    async with outside() as watching:
        watching.answer = 302
        written = configured(tmp_path, watching)
        async with running("run", "--config", written, cwd=tmp_path, env=environment(watching)) as service:
            missed = await service.line("heartbeat.missed")
            assert missed["reason"].startswith("answered 302: redirects are not followed")
            watching.answer = 404
            missed = await service.line("heartbeat.missed")
            assert TOKEN not in missed["reason"]
            watching.answer = 200
            await service.line("heartbeat.back")
            assert await service.end() == 0
        assert set(watching.so_far()) == {f"GET /ping/{TOKEN}?run=1"}


async def test_an_address_that_may_not_be_called_ends_the_start(tmp_path: Path) -> None:
    async with outside() as watching:
        written = configured(tmp_path, watching)
        wrong = {**ENVIRONMENT, "BEAT": f"https://169.254.169.254/{TOKEN}"}
        process = await asyncio.to_thread(spawned, "run", "--config", written, env=wrong)
    assert process.returncode == 1
    assert "heartbeat: the address in environment variable BEAT leads inside: 169.254.169.254" in process.stderr
    assert TOKEN not in process.stderr


async def test_an_ingest_worker_stays_away_while_no_broker_takes_what_it_reads(tmp_path: Path) -> None:
    async with outside() as watching:
        written = configured(tmp_path, watching)
        written.write_text(f"{written.read_text()}kafka: {{brokers: ['127.0.0.1:9'], replication: 1}}\n")
        async with running("ingest", "--config", written, cwd=tmp_path, env=environment(watching)) as service:
            missed = await service.line("heartbeat.missed")
            assert "broker" in missed["reason"]
            assert watching.calls.empty()
            await service.end()


async def test_over_kafka_each_process_calls_only_as_long_as_it_does_its_part(broker: Broker, tmp_path: Path) -> None:
    async with outside() as watching:
        strait = Desk(broker, tmp_path)
        strait.configure(f"{watching.address}/hook")
        strait.configuration.write_text(strait.configuration.read_text() + beat())
        await asyncio.to_thread(strait.create_topics)

        def process(command: str) -> AbstractAsyncContextManager[Running]:
            env = {**ENVIRONMENT, "BEAT": f"{watching.address}/{command}"}
            return running(command, "--config", strait.configuration, cwd=tmp_path, env=env)

        async with process("ingest") as ingest, process("worker") as worker:
            drop(tmp_path, "1.jsonl", articles(BACKING))
            await worker.line("delivery.succeeded")
            await watching.called_by("worker")
            await watching.called_by("ingest")

            watching.status = 410
            drop(tmp_path, "2.jsonl", articles(AGAINST))
            await worker.line("heartbeat.missed", reason="channel 'desk' is switched off")
            watching.so_far()
            await watching.called_by("ingest")

            (tmp_path / "inbox").rename(tmp_path / "away")
            trouble = f"{tmp_path / 'inbox'}: No such file or directory; make it a readable folder"
            await ingest.line("heartbeat.missed", reason=f"no source is read: wire: {trouble}")
            assert "GET /worker" not in watching.so_far()
            (tmp_path / "away").rename(tmp_path / "inbox")
            await ingest.line("heartbeat.back")
            assert set(watching.so_far()) == {"GET /ingest"}, "the worker stays away"
