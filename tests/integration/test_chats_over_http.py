"""The chat channels against stand-ins that answer as Slack, Mattermost, Teams and Discord document it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from jsonschema import Draft202012Validator

from tests import stand_ins
from tests.alerts import delivery, item
from tests.each import for_each
from tests.hostile import HEADLINES
from tests.stand_ins import Handler, always, serving, talking
from tocsin.domain.delivery import Delivery
from tocsin.domain.policy import MessageKind
from tocsin.notify.channel import Answer
from tocsin.notify.channels import Outlet

SCHEMAS = Path(__file__).parent.parent / "contract" / "services"
TOKEN = "xoxb-0123456789-abcdef"
SHORT = timedelta(seconds=0.1)
KINDS = ["slack", "slack_token", "teams", "discord"]

every_kind = pytest.mark.parametrize("kind", KINDS)
names_its_messages = pytest.mark.parametrize("kind", ["slack", "slack_token", "discord"])


@asynccontextmanager
async def channel(kind: str, url: str, **more: object) -> AsyncIterator[Outlet]:
    """Open a channel of that kind, whose secret is its address or, of a bot, its token."""
    bot = {"slack_channel": "C0123ABCD", "slack_api": url} if kind == "slack_token" else {}
    secret = TOKEN if bot else url
    async with stand_ins.channel(secret, **{f"{kind}_env": "OPS", **bot, **more}) as opened:
        yield opened


async def answer(kind: str, url: str, told: Delivery | None = None, **more: object) -> Answer:
    async with channel(kind, url, **more) as ops:
        return await ops.send(told or delivery())


async def answer_to(kind: str, handler: Handler, **more: object) -> Answer:
    async with serving(handler) as url:
        return await answer(kind, url, **more)


def later(kind: MessageKind, receipt: str | None, **parts: object) -> Delivery:
    return delivery(item(kind, "it was met", **parts), kind=kind, receipt=receipt)


def said(payload: Any) -> str:
    return json.dumps(payload, ensure_ascii=False)


def fits(kind: str, payload: object) -> bool:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema).is_valid(payload)


@dataclass
class SlackApi:
    """Keeps messages by `ts`, as chat.postMessage and chat.update do."""

    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    rewritten: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method, body = request.path.rpartition("/")[2], await request.json()
        return web.json_response(self.told(method, request.headers.get("Authorization", ""), body))

    def told(self, method: str, authorization: str, body: dict[str, Any]) -> dict[str, Any]:
        if authorization != f"Bearer {TOKEN}":
            return {"ok": False, "error": "invalid_auth"}
        if body["channel"] != "C0123ABCD":
            return {"ok": False, "error": "channel_not_found"}
        if not fits("slack", body):
            return {"ok": False, "error": "invalid_blocks"}
        if method == "chat.update" and body["ts"] not in self.messages:
            return {"ok": False, "error": "message_not_found"}
        ts = body["ts"] if method == "chat.update" else f"1931000000.{len(self.messages):06}"
        self.messages[ts] = body
        self.rewritten += [ts] if method == "chat.update" else []
        return {
            "ok": True,
            "channel": "C0123ABCD",
            "ts": ts,
            "message": {"text": body["text"], "blocks": body["blocks"]},
        }


@dataclass
class DiscordWebhook:
    """Keeps messages by id, as Execute Webhook and Edit Webhook Message do."""

    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    queries: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body, name = await request.json(), request.path.rpartition("/")[2]
        self.queries.append(request.query_string)
        if not fits("discord", body):
            return web.json_response({"message": "Invalid Form Body", "code": 50035}, status=400)
        if request.method == "PATCH" and name not in self.messages:
            return web.json_response({"message": "Unknown Message", "code": 10008}, status=404)
        name = name if request.method == "PATCH" else str(1_300_000_000_000_000_000 + len(self.messages))
        self.messages[name] = self.messages.get(name, {}) | body
        kept = {"type": 0, **self.messages[name], "id": name}
        return web.json_response(kept) if request.query.get("wait") == "true" else web.Response(status=204)


@every_kind
async def test_429_puts_it_off_by_the_seconds_it_names(kind: str) -> None:
    limited = '{"message": "You are being rate limited.", "retry_after": 64.57, "global": false}'
    put_off = await answer_to(kind, always(429, limited, **{"Retry-After": "65"}))
    assert (put_off.outcome, put_off.status, put_off.pause) == ("failed", 429, timedelta(seconds=65))


@every_kind
@pytest.mark.parametrize(("status", "outcome"), [(500, "failed"), (503, "failed"), (400, "refused"), (410, "gone")])
async def test_an_error_is_told_in_the_words_of_the_service(kind: str, status: int, outcome: str) -> None:
    told = await answer_to(kind, always(status, "invalid_payload"))
    assert told == Answer(outcome, status, None, f"answered {status}: invalid_payload")


@every_kind
async def test_a_service_that_hangs_is_given_up_after_the_timeout(kind: str) -> None:
    async with talking(hang_up=False) as url:
        assert (await answer(kind, url, timeout=SHORT)).detail == "127.0.0.1: no answer within 0.1 s"


@names_its_messages
@pytest.mark.parametrize("hang_up", [True, False])
async def test_a_success_that_is_cut_off_in_its_text_is_tried_again(kind: str, hang_up: bool) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"
    async with talking(head, b'{"ok": true, "id": "1', hang_up=hang_up) as url:
        cut = await answer(kind, url, timeout=SHORT)
    assert (cut.outcome, cut.status) == ("failed", 200)


@names_its_messages
async def test_a_page_that_wants_somebody_to_log_in_is_not_taken_for_success(kind: str) -> None:
    told = await answer_to(kind, always(200, "<html>Sign in to the proxy</html>"))
    assert (told.outcome, told.status) == ("failed", 200)


@every_kind
async def test_a_redirect_to_a_private_address_is_not_followed(kind: str) -> None:
    reached: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        reached.append(request.path)
        return web.Response()

    async with serving(note) as elsewhere:
        refused = await answer_to(kind, always(307, Location=elsewhere))
    assert (refused.outcome, refused.status, reached) == ("refused", 307, [])


@every_kind
async def test_what_is_secret_is_neither_told_nor_printed(kind: str) -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(status=400, text=f"no {request.path_qs} for {request.headers.get('Authorization')}")

    async with serving(echo) as url, channel(kind, url) as ops:
        told = await ops.send(delivery())
        assert "0123456789" not in f"{told} {ops}"


@for_each(headline=HEADLINES[::9])
async def test_each_service_takes_hostile_and_overlong_headlines(headline: str) -> None:
    hostile = delivery(item(title=headline * 50, text=f"{headline}\n" * 2000))
    slack, discord = SlackApi(), DiscordWebhook()
    async with serving(slack.handle) as url:
        assert (await answer("slack_token", url, hostile)).outcome == "delivered"
    async with serving(discord.handle) as url:
        assert (await answer("discord", url, hostile)).outcome == "delivered"


async def test_an_incoming_webhook_answers_ok() -> None:
    got: list[object] = []

    async def keep(request: web.Request) -> web.StreamResponse:
        got.append(await request.json())
        return web.Response(text="ok")

    assert await answer_to("slack", keep) == Answer("delivered", 200)
    assert fits("slack", got[0])


@pytest.mark.parametrize("status", [200, 202])
async def test_a_workflow_of_teams_has_taken_a_card_when_it_says_so(status: int) -> None:
    got: list[object] = []

    async def keep(request: web.Request) -> web.StreamResponse:
        got.append(await request.json())
        return web.Response(status=status)

    assert await answer_to("teams", keep) == Answer("delivered", status)
    assert fits("teams", got[0])


async def test_the_end_of_an_alert_goes_into_the_thread_of_its_first_message_and_rewrites_that() -> None:
    slack = SlackApi()
    async with serving(slack.handle) as url:
        first = await answer("slack_token", url)
        assert first == Answer("delivered", 200, receipt="C0123ABCD/1931000000.000000")
        assert (await answer("slack_token", url, later("resolved", first.receipt))).outcome == "delivered"
    top, reply = slack.messages.values()
    assert reply["thread_ts"] == "1931000000.000000"
    assert reply["reply_broadcast"] is False
    assert slack.rewritten == ["1931000000.000000"]
    assert "Over: Dockers" in said(top)
    assert "Acknowledge" not in said(top)


@pytest.mark.parametrize("kind", ["acknowledged", "resolved"])
async def test_what_is_told_without_its_text_leaves_what_the_alert_says(kind: MessageKind) -> None:
    slack = SlackApi()
    async with serving(slack.handle) as url:
        first = await answer("slack_token", url)
        await answer("slack_token", url, later(kind, first.receipt, text="", evidence=()))
    top, reply = slack.messages.values()
    assert "The dockers gave the port until Friday." in said(top)
    assert "it was met" in said(reply)


async def test_an_escalation_is_shown_to_the_whole_channel() -> None:
    slack = SlackApi()
    async with serving(slack.handle) as url:
        first = await answer("slack_token", url)
        await answer("slack_token", url, later("escalated", first.receipt))
    _, reply = slack.messages.values()
    assert (reply["thread_ts"], reply["reply_broadcast"]) == ("1931000000.000000", True)
    assert slack.rewritten == []


async def test_a_first_message_that_was_deleted_keeps_no_later_one_from_being_posted() -> None:
    slack, discord = SlackApi(), DiscordWebhook()
    async with serving(slack.handle) as url:
        told = await answer("slack_token", url, later("resolved", "C0123ABCD/1.2"))
        assert (told.outcome, len(slack.messages)) == ("delivered", 1)
    async with serving(discord.handle) as url:
        told = await answer("discord", url, later("resolved", "17"))
        assert (told.outcome, len(discord.messages)) == ("delivered", 1)


async def test_a_message_that_cannot_be_rewritten_for_now_is_tried_again_as_a_whole() -> None:
    called: list[str] = []

    async def busy(request: web.Request) -> web.StreamResponse:
        called.append(request.path.rpartition("/")[2])
        return web.json_response({"ok": False, "error": "internal_error"})

    async with serving(busy) as url:
        told = await answer("slack_token", url, later("resolved", "C0123ABCD/1.2"))
    assert (told.outcome, called) == ("failed", ["chat.update"])


@pytest.mark.parametrize(
    ("error", "outcome", "pause"),
    [
        ("ratelimited", "failed", timedelta(minutes=1)),
        ("internal_error", "failed", None),
        ("service_unavailable", "failed", None),
        ("channel_not_found", "refused", None),
        ("invalid_auth", "refused", None),
        ("token_revoked", "refused", None),
        ("not_in_channel", "refused", None),
        ("some_error_of_next_year", "refused", None),
    ],
)
async def test_slack_answers_200_to_what_it_refuses(error: str, outcome: str, pause: timedelta | None) -> None:
    told = await answer_to("slack_token", always(200, json.dumps({"ok": False, "error": error})))
    assert told == Answer(outcome, 200, pause, f"answered ok: false, {error}")


@pytest.mark.parametrize("kind", ["resolved", "acknowledged"])
async def test_discord_rewrites_the_line_of_the_first_message_and_rings_nobody(kind: MessageKind) -> None:
    discord = DiscordWebhook()
    async with serving(discord.handle) as url:
        first = await answer("discord", url)
        assert first == Answer("delivered", 200, receipt="1300000000000000000")
        assert await answer("discord", url, later(kind, first.receipt, text="")) == first
    ((_, kept),) = discord.messages.items()
    assert "(it was met)" in kept["content"]
    assert "The dockers gave the port until Friday." in said(kept["embeds"])


async def test_an_escalation_rings_in_discord_too() -> None:
    discord = DiscordWebhook()
    async with serving(discord.handle) as url:
        first = await answer("discord", url)
        assert (await answer("discord", url, later("escalated", first.receipt))).receipt == "1300000000000000001"


async def test_the_thread_in_the_address_of_a_webhook_of_discord_is_kept() -> None:
    discord = DiscordWebhook()
    async with serving(discord.handle) as url:
        first = await answer("discord", f"{url}?thread_id=42")
        await answer("discord", f"{url}?thread_id=42", later("resolved", first.receipt))
    assert discord.queries == ["wait=true&thread_id=42"] * 2
