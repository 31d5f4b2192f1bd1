"""The `webhook` channel against real servers on loopback that answer as servers do, well and badly."""

import asyncio
import socket
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from pydantic import SecretStr
from standardwebhooks import Webhook as Reference

from tests import alerts, stand_ins
from tests.stand_ins import Handler, always, serving, talking, utc_now
from tocsin.domain.delivery import Attempt, Delivery
from tocsin.notify.channel import Answer
from tocsin.notify.channels import Outlet
from tocsin.notify.dispatch import Dispatcher
from tocsin.notify.receiver import Received, receiving

SECRET = "whsec_" + "QUFB" * 8
NEXT = "whsec_" + "QkJC" * 8
TITLE = "Dockers give the port until Friday – «no longer»"


def delivery(name: str = "m1", ops: str = "ops") -> Delivery:
    return alerts.delivery(alerts.item(title=TITLE), name=name, channel=ops)


def channel(url: str, secret: str = SECRET, **more: object) -> AbstractAsyncContextManager[Outlet]:
    return stand_ins.channel(secret, webhook=url, secret_env="OPS", **more)


async def answer(url: str, **more: object) -> Answer:
    async with channel(url, **more) as ops:
        return await ops.send(delivery())


async def answer_to(handler: Handler, **more: object) -> Answer:
    async with serving(handler) as url:
        return await answer(url, **more)


@pytest.mark.parametrize("known", [SECRET, NEXT])
async def test_a_message_arrives_signed_by_both_secrets_of_a_rotation(known: str) -> None:
    got: list[tuple[bytes, dict[str, str]]] = []

    async def keep(request: web.Request) -> web.StreamResponse:
        got.append((await request.read(), dict(request.headers)))
        return web.Response(status=202)

    assert await answer_to(keep, secret=f"{SECRET} {NEXT}") == Answer("delivered", 202)
    ((body, headers),) = got
    message = Reference(known).verify(body, headers)
    assert message["type"] == "alert.raised"
    assert message["data"]["title"] == TITLE
    assert headers["webhook-id"] == "m1"
    assert headers["Content-Type"] == "application/json"


async def test_429_puts_it_off_by_the_seconds_it_names() -> None:
    put_off = await answer_to(always(429, "slowly", **{"Retry-After": "120"}))
    assert put_off == Answer("failed", 429, timedelta(seconds=120), "answered 429: slowly")


@pytest.mark.parametrize("status", [429, 503])
async def test_429_and_503_put_it_off_until_the_date_they_name(status: int) -> None:
    date = format_datetime(utc_now() + timedelta(days=300), usegmt=True)
    put_off = await answer_to(always(status, **{"Retry-After": date}))
    assert put_off.outcome == "failed"
    assert put_off.pause > timedelta(days=299)


async def test_500_is_tried_again_on_the_schedule() -> None:
    assert await answer_to(always(500, "oh no")) == Answer("failed", 500, None, "answered 500: oh no")


async def test_404_is_not_tried_again() -> None:
    assert await answer_to(always(404, "no such hook")) == Answer("refused", 404, None, "answered 404: no such hook")


async def test_410_says_that_the_channel_is_gone() -> None:
    assert await answer_to(always(410, "moved out")) == Answer("gone", 410, None, "answered 410: moved out")


async def test_a_long_answer_is_told_by_its_beginning_on_one_line() -> None:
    told = (await answer_to(always(400, "<p>\n\x1b[31mbad\u202e " + "x" * 1_000_000))).detail
    assert told.startswith("answered 400: <p> [31mbad xxx")
    assert len(told) == 200


async def test_an_answer_that_repeats_what_is_secret_is_not_repeated() -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(status=400, text=f"{SECRET} or {SECRET[6:]} does not fit {request.path_qs}")

    async with serving(echo) as url:
        told = (await answer(f"{url}?token=hush")).detail
    assert told == "answered 400: [hidden] or [hidden] does not fit [hidden]"


async def test_a_redirect_to_a_private_address_is_not_followed() -> None:
    reached: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        reached.append(request.path)
        return web.Response()

    async with serving(note) as elsewhere:
        refused = await answer_to(always(307, Location=elsewhere))
    assert (refused.outcome, refused.status, reached) == ("refused", 307, [])
    assert "redirects are not followed" in refused.detail


@pytest.mark.parametrize("words", [(), (b"HTTP/1.1 200",), (b"HTTP/1.1 200 OK\r\nContent-Le",)])
async def test_a_server_that_hangs_is_given_up_after_the_timeout(words: tuple[bytes, ...]) -> None:
    async with talking(*words, hang_up=False) as url:
        assert await answer(url, timeout=timedelta(seconds=0.1)) == Answer(
            "failed", detail="127.0.0.1: no answer within 0.1 s"
        )


@pytest.mark.parametrize("words", [(), (b"HTTP/1.1 200",), (b"HTTP/1.1 200 OK\r\nContent-Le",), (b"SSH-2.0-nope\r\n",)])
async def test_an_answer_cut_off_before_it_says_anything_is_a_failure(words: tuple[bytes, ...]) -> None:
    async with talking(*words, hang_up=True) as url:
        cut = await answer(url)
    assert (cut.outcome, cut.status) == ("failed", None)
    assert cut.detail.startswith("127.0.0.1: ")


@pytest.mark.parametrize("hang_up", [True, False])
async def test_an_answer_cut_off_in_its_text_counts_by_its_status(hang_up: bool) -> None:
    head = b"Content-Length: 100\r\n\r\n"
    short = timedelta(seconds=0.1)
    async with talking(b"HTTP/1.1 404 Not Found\r\n", head, b"no such", hang_up=hang_up) as url:
        assert await answer(url, timeout=short) == Answer("refused", 404, None, "answered 404: no such (cut off)")
    async with talking(b"HTTP/1.1 200 OK\r\n", head, b"tha", hang_up=hang_up) as url:
        assert await answer(url, timeout=short) == Answer("delivered", 200)


async def test_a_port_where_nobody_listens_is_a_failure() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = await answer(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (nobody.outcome, nobody.status) == ("failed", None)
    assert "Cannot connect to host 127.0.0.1" in nobody.detail


async def test_a_server_without_a_certificate_that_we_trust_is_not_talked_to() -> None:
    async with serving(always(200)) as url:
        assert (await answer(url.replace("http://", "https://"))).outcome == "failed"


async def test_a_name_that_resolves_to_this_machine_is_told_with_the_switch_that_permits_it() -> None:
    stopped = await answer("http://localhost:9/", allow_private=False)
    assert "is not a public address; allow_private: true permits" in stopped.detail


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "0177.0.0.1"])
async def test_no_way_of_writing_this_machine_is_dialled_without_the_switch(host: str) -> None:
    reached: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        reached.append(request.path)
        return web.Response()

    async with serving(note) as url:
        stopped = await answer(url.replace("127.0.0.1", host), allow_private=False)
    assert stopped.outcome in {"failed", "refused"}
    assert reached == []


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        reached.append(request.path)
        return web.Response()

    async with serving(note) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("HTTP_PROXY", proxy)
        assert (await answer_to(always(204))).status == 204
    assert reached == []


async def test_what_is_printed_of_a_channel_tells_no_secret() -> None:
    async with channel("http://127.0.0.1:9/hook/token") as ops:
        assert SECRET[6:] not in repr(ops)
        assert "hook/token" not in repr(ops)


async def test_a_dead_channel_a_hanging_one_and_a_good_one_side_by_side() -> None:
    attempts: dict[str, Attempt] = {}
    good_is_done = asyncio.Event()

    async def report(attempt: Attempt) -> None:
        attempts[attempt.delivery_id] = attempt
        if sum(each.channel == "good" for each in attempts.values()) == 10:
            good_is_done.set()

    async with AsyncExitStack() as stack:
        urls = {
            "dead": await stack.enter_async_context(serving(always(500))),
            "hanging": await stack.enter_async_context(talking(hang_up=False)),
            "good": await stack.enter_async_context(serving(always(200))),
        }
        opened = {name: await stack.enter_async_context(channel(url)) for name, url in urls.items()}
        sending = Dispatcher(opened, report, utc_now)
        sending.dispatch([delivery(f"{name}-{number}", name) for number in range(10) for name in urls])
        async with asyncio.timeout(60):
            await good_is_done.wait()
        await sending.close(timedelta(0))
    assert {each.outcome for each in attempts.values() if each.channel == "good"} == {"delivered"}
    assert {each.outcome for each in attempts.values() if each.channel == "dead"} <= {"failed"}
    assert [each for each in attempts.values() if each.channel == "hanging"] == []


async def test_the_receiver_that_comes_with_it_takes_what_the_channel_sends() -> None:
    got: list[Received] = []
    async with receiving([SecretStr(SECRET)], got.append, wall_clock=utc_now) as url, channel(url) as ops:
        assert (await ops.send(delivery())).outcome == "delivered"
        assert (await ops.send(delivery())).outcome == "delivered"
    assert [(each.id, each.type, each.repeat) for each in got] == [
        ("m1", "alert.raised", False),
        ("m1", "alert.raised", True),
    ]
