"""`tocsin channels` and `tocsin deliveries`: seeing what is sent and what became of it, before trusting it."""

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from tests.command import tocsin
from tests.running import running
from tests.strait import BACKING, ENVIRONMENT, SECRET, articles, desk, drop
from tocsin.notify.receiver import Received, receiving


async def channels(*arguments: object) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(tocsin, "channels", *arguments, env=ENVIRONMENT)


@asynccontextmanager
async def refusing() -> AsyncIterator[str]:
    """Serve a channel that answers every message with 404, and repeats its signature."""

    async def refuse(request: web.Request) -> web.StreamResponse:
        return web.Response(status=404, text=f"no hook for {SECRET}")

    app = web.Application()
    app.router.add_post("/", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def test_a_test_message_arrives_marked_as_one_and_is_over_at_once(tmp_path: Path) -> None:
    got: list[Received] = []
    async with receiving([SecretStr(SECRET)], got.append, wall_clock=lambda: datetime.now(UTC)) as address:
        done = await channels("test", "desk", "--config", desk(tmp_path, address))
    assert (done.returncode, done.stdout) == (0, "raised: delivered, status 200\nresolved: delivered, status 200\n")
    assert [each.type for each in got] == ["alert.raised", "alert.resolved"]
    assert {each.data["title"] for each in got} == {"TEST by tocsin: nothing has happened"}


async def test_a_test_message_that_does_not_arrive_is_told_with_the_answer_and_without_the_secret(
    tmp_path: Path,
) -> None:
    async with refusing() as address:
        done = await channels("test", "desk", "--config", desk(tmp_path, address))
    assert done.returncode == 1
    assert done.stdout == "raised: refused, status 404, answered 404: no hook for [hidden]\n"


async def test_a_channel_that_there_is_not_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = await channels("test", "dsk", "--config", desk(tmp_path))
    assert (done.returncode, done.stderr) == (1, "tocsin: channels: 'dsk' is no channel; did you mean 'desk'?\n")


async def test_a_preview_needs_no_secret_and_sends_nothing(tmp_path: Path) -> None:
    written = ("--config", desk(tmp_path), "--message", "digest")
    done = await asyncio.to_thread(tocsin, "channels", "preview", "desk", *written)
    assert done.returncode == 0
    payload = json.loads(done.stdout)
    assert (payload["type"], payload["data"]["left_out"]) == ("alert.digest", 3)


async def test_a_preview_of_an_alert_is_the_very_message_that_went_out(tmp_path: Path) -> None:
    got: list[Received] = []
    async with receiving([SecretStr(SECRET)], got.append, wall_clock=lambda: datetime.now(UTC)) as address:
        configuration = desk(tmp_path, address)
        async with running("run", "--config", configuration, cwd=tmp_path, env=ENVIRONMENT) as service:
            drop(tmp_path, "news.jsonl", articles(BACKING))
            await service.line("delivery.succeeded")
            assert await service.end() == 0
        (sent,) = got
        done = await channels("preview", "desk", "--config", configuration, "--alert", sent.data["id"])
    assert json.loads(done.stdout)["data"] == sent.data


async def test_deliveries_tell_the_last_answer_and_what_was_given_up(tmp_path: Path) -> None:
    async with refusing() as address:
        configuration = desk(tmp_path, address)
        async with running("run", "--config", configuration, cwd=tmp_path, env=ENVIRONMENT) as service:
            drop(tmp_path, "news.jsonl", articles(BACKING))
            await service.line("delivery.abandoned")
            assert await service.end() == 0
    done = tocsin("deliveries", "--config", configuration, "--json")
    (line,) = json.loads(done.stdout)
    told = {name: line[name] for name in ("channel", "message", "state", "attempts", "status", "next_at")}
    assert told == {
        "channel": "desk", "message": "raised", "state": "abandoned", "attempts": 1, "status": 404, "next_at": None,
    }  # fmt: skip
    assert line["detail"] == "answered 404: no hook for [hidden]"


async def test_own_words_are_sent_and_a_template_that_fails_is_told_with_its_line(tmp_path: Path) -> None:
    configuration = desk(tmp_path)
    written = configuration.read_text().replace("allow_http: true", "allow_http: true, template: ops.j2")
    configuration.write_text(written)
    (tmp_path / "ops.j2").write_text("{{ title }}\n{{ headline }}\n")
    done = tocsin("check", configuration)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{tmp_path / 'ops.j2'}:2: names 'headline'; a message has message, watch")
    (tmp_path / "ops.j2").unlink()
    assert "channels.desk.template: ops.j2 cannot be read" in tocsin("check", configuration).stdout
