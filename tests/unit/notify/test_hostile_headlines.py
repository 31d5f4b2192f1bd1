"""No headline means more to a channel than to a reader: a row of FORMS for each kind of channel."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest

from tests.alerts import ACK_URL, ARTICLE_URL, evidence, item, message
from tests.each import for_each
from tests.hostile import HEADLINES
from tocsin.notify import discord, slack_blocks, teams
from tocsin.notify.message import Message

MARKUP = re.compile(
    r"[@\[\]<>`*_~|#\\]"
    r"|://|www\.|&\w+;|&#"  # an address or an entity
    r"|^(?:[-+=]|\d+[.)])"  # a list, a rule or the line under a heading
    r"|(?<!\d):[\w+-]+:",  # the short name of an emoji
    re.IGNORECASE | re.MULTILINE,
)
"""What Markdown, or a chat's own kind of it, gives a meaning to."""


@dataclass(frozen=True)
class Form:
    """How a kind of channel tells a message, and how its service reads that.

    `marked_up` tells of a payload the strings in which the service looks for markup, without the escapes that it
    undoes; `link` finds in them a link of ours, whose address is the group.
    """

    payload: Callable[[Message], Any]
    marked_up: Callable[[Any], list[str]]
    link: re.Pattern[str] = re.compile(r"(?!)")


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string in `value` with the way to it, in which all places of a list are one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from strings(each, f"{path}/{key}")
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, f"{path}/*")
    elif isinstance(value, str):
        yield path, value


def marked_up_for_slack(payload: Any) -> list[str]:
    marked = [each["text"] for block in payload["blocks"] for each in block.get("elements", ()) if "verbatim" in each]
    return [payload["text"].replace("&amp;", "&"), *(each.replace("&amp;", "&") for each in marked)]


FORMS = {
    "slack": Form(slack_blocks.body_of, marked_up_for_slack, re.compile(r"<([^<>|\s]+)\|[^<>|]+>")),
    "teams": Form(teams.body_of, lambda payload: [payload["attachments"][0]["content"]["fallbackText"]]),
    "discord": Form(
        discord.body_of,
        lambda payload: [text for _, text in strings(payload)],
        re.compile(r"^\[[^\[\]]+\]\(([^()\s]+)\)$", re.MULTILINE),
    ),
}

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def about(headline: str) -> Message:
    """Return a message in which all that an article can have written is `headline`."""
    said = evidence(sentence=headline, source=headline)
    return message(item(title=headline, text=f"Who: the dockers\n{headline}\nsince noon", evidence=(said,)))


def links_of(form: Form, payload: Any) -> set[str]:
    buttons = {text for path, text in strings(payload) if path.endswith("/url")}
    return buttons.union(*(form.link.findall(text) for text in form.marked_up(payload)))


@every_form
@for_each(headline=HEADLINES)
def test_the_only_links_are_to_the_article_and_to_the_acknowledgement(form: Form, headline: str) -> None:
    assert links_of(form, form.payload(about(headline))) == {ACK_URL, ARTICLE_URL}


@every_form
@for_each(headline=HEADLINES)
def test_no_markup_is_left_beside_the_links_of_ours(form: Form, headline: str) -> None:
    for text in form.marked_up(form.payload(about(headline))):
        assert MARKUP.search(form.link.sub("", text)) is None


@every_form
@for_each(headline=HEADLINES)
def test_nothing_is_hidden_or_turned_around(form: Form, headline: str) -> None:
    for _, text in strings(form.payload(about(headline))):
        categories = {unicodedata.category(char) for char in text if char != "\n"}
        assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@every_form
@for_each(headline=HEADLINES)
def test_a_headline_adds_no_part_to_a_message(form: Form, headline: str) -> None:
    plain, hostile = form.payload(about("The port is closed")), form.payload(about(headline))
    assert {path for path, _ in strings(hostile)} == {path for path, _ in strings(plain)}


@for_each(headline=HEADLINES)
def test_slack_is_given_no_control_character_of_its_own_but_in_links(headline: str) -> None:
    form = FORMS["slack"]
    for path, text in strings(form.payload(about(headline))):
        bare = form.link.sub("", text) if not path.endswith("/url") else ""
        assert re.search(r"[<>]|&(?!amp;|lt;|gt;)", bare) is None


@for_each(headline=HEADLINES)
def test_slack_shows_a_headline_word_for_word(headline: str) -> None:
    shown = "\n".join(
        unescape(block["text"]["text"])
        for block in slack_blocks.body_of(about(headline))["blocks"]
        if block["type"] == "section"
    )
    assert shown == about(headline).text


@for_each(headline=HEADLINES)
def test_teams_writes_no_date_for_a_headline(headline: str) -> None:
    assert not [text for _, text in strings(teams.body_of(about(headline))) if "{{" in text]


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(set(HEADLINES)) == len(HEADLINES) >= 150
