"""The `pagerduty`, `grafana` and `alertmanager` channels against stand-ins that answer as each service documents."""

import json
from datetime import timedelta

import pytest
from aiohttp import web

from tests.alerts import message
from tests.services import Service, opened
from tests.stand_ins import PATH, serving
from tocsin.notify.channel import Answer
from tocsin.notify.secrets import SecretError

KEY = "0123456789abcdefghijklmnopqrstuv"
TOKEN = "glsa_0123456789abcdef"
HERE = {"allow_http": True, "allow_private": True}


def says(status: int, body: object, **headers: str) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def pagerduty(url: str):
    return opened({"PD": f"{KEY}\n"}, pagerduty_env="PD", url=f"{url}/v2/enqueue", **HERE)


def grafana(url: str):
    return opened({"GF": TOKEN}, grafana=f"{url}/", token_env="GF", **HERE)


async def test_pagerduty_gets_the_routing_key_with_the_event_and_202_is_success() -> None:
    service = Service(says(202, {"status": "success", "message": "Event processed", "dedup_key": "f1"}))
    async with serving(service.handle) as url, pagerduty(url) as channel:
        assert await channel.send(message()) == Answer("delivered", 202)
        assert KEY not in repr(channel)
    (asked,) = service.asked
    assert (asked.method, asked.path, asked.body["routing_key"]) == ("POST", f"{PATH}/v2/enqueue", KEY)
    assert asked.headers["Content-Type"] == "application/json"


async def test_pagerduty_is_left_alone_for_as_long_as_429_asks() -> None:
    async with serving(Service(says(429, {}, **{"Retry-After": "60"})).handle) as url, pagerduty(url) as channel:
        answer = await channel.send(message())
    assert (answer.outcome, answer.pause) == ("failed", timedelta(minutes=1))


async def test_what_pagerduty_calls_invalid_is_refused_and_the_key_is_not_told() -> None:
    said = {"status": "invalid event", "errors": [f"'routing_key' {KEY} is invalid"]}
    async with serving(Service(says(400, said)).handle) as url, pagerduty(url) as channel:
        answer = await channel.send(message())
    assert (answer.outcome, answer.status) == ("refused", 400)
    assert "invalid event" in answer.detail
    assert KEY not in answer.detail


@pytest.mark.parametrize("wrong", [KEY[1:], f"{KEY}0", KEY.replace("0", "-"), f"{KEY} {KEY}"])
async def test_a_routing_key_that_can_be_none_is_told_before_any_alert_is_lost(wrong: str) -> None:
    with pytest.raises(SecretError, match=r"environment variable PD is not 32 letters and digits") as caught:
        async with opened({"PD": wrong}, pagerduty_env="PD"):
            pass
    assert wrong not in str(caught.value)


async def test_an_annotation_is_made_and_then_given_its_end_by_its_number() -> None:
    service = Service(
        says(200, {"message": "Annotation added", "id": 17}), says(200, {"message": "Annotation patched"})
    )
    async with serving(service.handle) as url, grafana(url) as channel:
        made = await channel.send(message())
        ended = await channel.send(message(kind="resolved", receipt=made.receipt))
        assert TOKEN not in repr(channel)
    assert (made, ended) == (Answer("delivered", 200, receipt="17"), Answer("delivered", 200))
    first, second = service.asked
    assert (first.method, first.path) == ("POST", f"{PATH}/api/annotations")
    assert (second.method, second.path) == ("PATCH", f"{PATH}/api/annotations/17")
    assert first.headers["Authorization"] == second.headers["Authorization"] == f"Bearer {TOKEN}"
    assert set(second.body) == {"timeEnd", "text"}


@pytest.mark.parametrize("said", [{"message": "Annotation added"}, [], "17", {"id": "../../admin"}])
async def test_an_annotation_without_a_number_is_made_and_is_not_made_again(said: object) -> None:
    async with serving(Service(says(200, said)).handle) as url, grafana(url) as channel:
        made = await channel.send(message())
    assert (made.outcome, made.receipt) == ("delivered", None)
    assert made.detail == "the annotation has no number, and will not get its end"


async def test_a_token_without_the_right_is_refused_and_not_told() -> None:
    said = {"message": f"{TOKEN} may not"}
    async with serving(Service(says(403, said)).handle) as url, grafana(url) as channel:
        answer = await channel.send(message())
    assert (answer.outcome, answer.detail) == (
        "refused",
        'answered 403: {"message": "[hidden] may not"}',
    )


@pytest.mark.parametrize(
    ("fields", "authorization"),
    [
        ({"user": "tocsin", "password_env": "AM"}, "Basic dG9jc2luOmh1c2ggcGE1NQ=="),
        ({"token_env": "AM"}, "Bearer hush pa55"),
        ({}, None),
    ],
)
async def test_alertmanager_is_told_who_we_are(fields: dict[str, str], authorization: str | None) -> None:
    service = Service(says(200, {}))
    async with (
        serving(service.handle) as url,
        opened({"AM": "hush pa55"}, alertmanager=f"{url}/", **fields, **HERE) as channel,
    ):
        assert (await channel.send(message())).outcome == "delivered"
    (asked,) = service.asked
    assert (asked.method, asked.path) == ("POST", f"{PATH}/api/v2/alerts")
    assert asked.headers.get("Authorization") == authorization


async def test_an_answer_that_repeats_the_login_is_not_repeated() -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(status=401, text=f"no such login: {request.headers['Authorization']}")

    login = {"user": "tocsin", "password_env": "AM"}
    async with serving(echo) as url, opened({"AM": "hush"}, alertmanager=url, **login, **HERE) as channel:
        assert (await channel.send(message())).detail == "answered 401: no such login: [hidden]"
