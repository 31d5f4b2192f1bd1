"""The receiver for trying things out."""

from datetime import UTC, datetime

import aiohttp
import pytest
from pydantic import SecretStr

from tocsin.notify.receiver import Received, receiving
from tocsin.notify.signing import signed_headers

NOON = datetime(2031, 4, 2, 12, 0, tzinfo=UTC)
SECRET = SecretStr("whsec_" + "QUFB" * 8)
BODY = b'{"type": "alert.raised", "timestamp": "2031-04-02T12:00:00Z", "data": {"title": "Dockers strike"}}'


async def post(
    url: str, body: bytes = BODY, headers: dict[str, str] | None = None, name: str = "m1"
) -> tuple[int, dict]:
    signed = signed_headers(name, NOON, body, [SECRET]) if headers is None else headers
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=signed) as response:
        return response.status, await response.json() if response.content_type == "application/json" else {}


async def test_a_signed_message_is_handed_on() -> None:
    got: list[Received] = []
    async with receiving([SECRET], got.append, wall_clock=lambda: NOON) as url:
        assert await post(url) == (200, {"repeat": False})
    assert got == [Received("m1", "alert.raised", {"title": "Dockers strike"}, repeat=False)]


async def test_a_repeat_is_accepted_and_marked() -> None:
    got: list[Received] = []
    async with receiving([SECRET], got.append, wall_clock=lambda: NOON) as url:
        await post(url)
        assert await post(url) == (200, {"repeat": True})
        assert await post(url, name="m2") == (200, {"repeat": False})
    assert [each.repeat for each in got] == [False, True, False]


async def test_an_unsigned_message_is_turned_away() -> None:
    got: list[Received] = []
    async with receiving([SECRET], got.append, wall_clock=lambda: NOON) as url:
        status, told = await post(url, headers={})
    assert (status, got) == (401, [])
    assert "missing" in told["error"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'"alert"', b"{", b"\xff"])
async def test_a_signed_message_that_is_no_alert_is_turned_away(body: bytes) -> None:
    got: list[Received] = []
    async with receiving([SECRET], got.append, wall_clock=lambda: NOON) as url:
        status, _ = await post(url, body=body)
    assert (status, got) == (400, [])


async def test_a_message_that_could_not_be_handled_is_no_repeat_when_it_comes_again() -> None:
    got: list[Received] = []

    def fails_once(received: Received) -> None:
        got.append(received)
        if len(got) == 1:
            raise RuntimeError("printer on fire")

    async with receiving([SECRET], fails_once, wall_clock=lambda: NOON) as url:
        assert (await post(url))[0] == 500
        assert await post(url) == (200, {"repeat": False})
