"""What chats are given is within what their documentation permits, whatever an article says."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tests.alerts import ACK_URL, ARTICLE_URL, evidence, item, message
from tests.hostile import HEADLINES
from tocsin.domain.policy import MessageKind
from tocsin.notify import discord, slack_blocks, teams
from tocsin.notify.cutting import utf16
from tocsin.notify.message import Message

SCHEMAS = Path(__file__).parent.parent.parent / "contract" / "services"
PAYLOADS: dict[str, Callable[[Message], dict[str, Any]]] = {
    "slack": slack_blocks.body_of,
    "teams": teams.body_of,
    "discord": discord.body_of,
}

every_chat = pytest.mark.parametrize("chat", PAYLOADS)

said = st.builds(
    lambda parts, times: " ".join(parts) * times,
    st.lists(st.sampled_from(HEADLINES) | st.text(max_size=60) | st.sampled_from(["&", "😀", "<@U1>\n"]), max_size=8),
    st.sampled_from([1, 10, 500]),
)
kinds: st.SearchStrategy[MessageKind] = st.sampled_from(["raised", "resolved", "acknowledged", "escalated"])


def check(chat: str, payload: dict[str, Any]) -> None:
    schema = json.loads((SCHEMAS / f"{chat}.schema.json").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(payload)
    if chat == "teams":
        assert size_of(payload) <= 20_000
    if chat == "discord":
        assert sum(map(utf16, texts_of_embed(payload["embeds"][0]))) <= 6000
        assert utf16(payload["content"]) <= 2000
    if chat == "slack":
        assert len(json.dumps(payload["blocks"], ensure_ascii=False)) <= 13_200


def size_of(payload: dict[str, Any]) -> int:
    """Return how many bytes go over the line."""
    return len(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode())


def texts_of_embed(embed: dict[str, Any]) -> list[str]:
    fields = [text for field in embed["fields"] for text in (field["name"], field["value"])]
    return [embed["description"], embed["footer"]["text"], *fields]


@every_chat
@given(title=said, text=said, source=said, kind=kinds, count=st.integers(min_value=0, max_value=12))
@settings(max_examples=40)
def test_every_message_is_within_the_limits(
    chat: str, title: str, text: str, source: str, kind: MessageKind, count: int
) -> None:
    known = tuple(evidence(source=source, url=f"https://gazette.example/{'x' * 60 * place}") for place in range(count))
    told = message(item(kind, reason=text, title=title, text=text, evidence=known), kind=kind)
    check(chat, PAYLOADS[chat](told))


@every_chat
def test_a_digest_of_500_alerts_is_one_message_that_tells_how_many(chat: str) -> None:
    items = [item(title=f"{place}: {HEADLINES[place % len(HEADLINES)]} é😀") for place in range(500)]
    payload = PAYLOADS[chat](message(*items, kind="digest", left_out=37))
    check(chat, payload)
    assert "537 alerts of harbour" in json.dumps(payload)


def test_a_card_of_teams_has_no_more_than_20_kilobytes_however_many_each_letter_takes() -> None:
    for letter in "a", "é", "漢", "😀", '"', "\\":
        payload = teams.body_of(message(item(title=f"{letter} " * 5000, text=f"{letter * 9}\n" * 9000)))
        assert 19_900 <= size_of(payload) <= 20_000


@pytest.mark.parametrize("letter", ["a", "é", "😀", "&", "<"])
def test_a_section_of_slack_has_no_more_than_3000_characters_counted_with_their_escapes(letter: str) -> None:
    blocks = slack_blocks.body_of(message(item(title=letter * 500, text=f"{letter * 99} " * 200)))["blocks"]
    assert 140 <= utf16(blocks[0]["text"]["text"]) <= 150
    assert [block["type"] for block in blocks].count("section") == 3
    assert all(2400 <= utf16(block["text"]["text"]) <= 3000 for block in blocks if block["type"] == "section")


@every_chat
def test_severity_is_told_in_a_word(chat: str) -> None:
    assert "WARNING" in json.dumps(PAYLOADS[chat](message(item(severity="warning"))))


@every_chat
def test_what_can_be_acknowledged_has_a_link_for_that_and_what_is_over_has_none(chat: str) -> None:
    assert ACK_URL in json.dumps(PAYLOADS[chat](message(kind="raised")))
    assert ACK_URL in json.dumps(PAYLOADS[chat](message(kind="escalated")))
    assert ACK_URL not in json.dumps(PAYLOADS[chat](message(kind="resolved")))


@every_chat
def test_a_message_without_text_evidence_or_title_is_a_message_still(chat: str) -> None:
    payload = PAYLOADS[chat](message(item(title="\u200b", text="", evidence=())))
    check(chat, payload)
    assert "deadline.set" in json.dumps(payload)


@every_chat
def test_own_wording_is_as_harmless_as_what_is_told_without(chat: str) -> None:
    worded = replace(message(), title="@channel " * 400, text="<!channel> [x](https://evil.example)")
    payload = PAYLOADS[chat](worded)
    check(chat, payload)
    assert "<!" not in json.dumps(slack_blocks.body_of(worded))
    assert "@channel" not in json.dumps(discord.body_of(worded))


def test_discord_says_in_a_line_why_something_is_over() -> None:
    over = message(item("resolved", reason="it was met\n@here"), kind="resolved")
    assert discord.content_of(over)["content"] == (
        "CRITICAL: Over: Dockers give the port until Friday (it was met ＠here)"
    )


def test_mattermost_finds_the_links_in_the_text() -> None:
    text = slack_blocks.body_of(message())["text"]
    assert f"<{ACK_URL}|Acknowledge>" in text
    assert f"<{ARTICLE_URL.replace('&', '&amp;')}|gazette (gazette.example)>" in text
