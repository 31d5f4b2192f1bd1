"""What services that are no chats are given is within what they document, and means no more than it says."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tests.alerts import ACK_URL, ARTICLE_URL, NOON, evidence, item, message
from tests.each import for_each
from tests.hostile import HEADLINES
from tocsin.notify.alertmanager import FIRES_ON, alerts_of
from tocsin.notify.apprise import notification_of
from tocsin.notify.email import letter_of
from tocsin.notify.grafana import annotation_of, end_of
from tocsin.notify.message import Message
from tocsin.notify.pagerduty import event_of

SCHEMAS = Path(__file__).parent.parent.parent / "contract" / "services"
KEY = "0123456789abcdefghijklmnopqrstuv"
LATER = NOON + timedelta(hours=3)

PAYLOADS: dict[str, Callable[[Message], Any]] = {
    "pagerduty": lambda told: json.loads(json.dumps({"routing_key": KEY, **event_of(told)})),
    "alertmanager": lambda told: json.loads(json.dumps(alerts_of(told, NOON), default=datetime.isoformat)),
    "grafana": lambda told: end_of(told) if told.kind == "resolved" and told.receipt else annotation_of(told),
}
KINDS = {
    "pagerduty": ["raised", "resolved", "acknowledged", "escalated"],
    "alertmanager": ["raised", "resolved", "escalated", "firing"],
    "grafana": ["raised", "resolved"],
}
BYTES = {"pagerduty": 512_000, "alertmanager": 100_000, "grafana": 65_535}

MARKUP = re.compile(
    r"[@\[\]<>`*_~|#\\]|://|www\.|&\w+;|&#|\{\{|^(?:[-+=]|\d+[.)])|(?<!\d):[\w+-]+:", re.IGNORECASE | re.MULTILINE
)
"""What one chat or another gives a meaning to."""

said = st.builds(
    lambda parts, times: " ".join(parts) * times,
    st.lists(st.sampled_from(HEADLINES) | st.text(max_size=60) | st.sampled_from(["&\"'<", "😀"]), max_size=8),
    st.sampled_from([1, 10, 500]),
)


def check(service: str, payload: object) -> None:
    schema = json.loads((SCHEMAS / f"{service}.schema.json").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(payload)
    assert len(json.dumps(payload, ensure_ascii=False).encode()) <= BYTES[service]


def about(headline: str) -> Message:
    """Return a message in which all that an article can have written is `headline`."""
    known = evidence(sentence=headline, source=headline)
    return message(item(title=headline, text=f"Who: the dockers\n{headline}\nsince noon", evidence=(known,)))


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("service", PAYLOADS)
@given(data=st.data(), title=said, text=said, source=said, count=st.integers(0, 12), receipt=st.none() | st.just("17"))
@settings(max_examples=40)
def test_every_message_is_within_the_limits(
    service: str, data: st.DataObject, title: str, text: str, source: str, count: int, receipt: str | None
) -> None:
    kind = data.draw(st.sampled_from(KINDS[service]))
    known = tuple(evidence(source=source, url=f"https://gazette.example/{'x' * 60 * place}") for place in range(count))
    each = item(kind, reason=text, title=title, text=text, evidence=known, watch="harbour" * 30)
    check(service, PAYLOADS[service](message(each, kind=kind, receipt=receipt)))


# PagerDuty


@pytest.mark.parametrize(
    ("kind", "action"),
    [("raised", "trigger"), ("escalated", "trigger"), ("acknowledged", "acknowledge"), ("resolved", "resolve")],
)
def test_the_incident_follows_the_alert_under_one_key(kind: str, action: str) -> None:
    event = event_of(message(kind=kind))
    assert (event["event_action"], event["dedup_key"]) == (action, "f1")


def test_an_incident_tells_what_why_and_where_to_read_on() -> None:
    event = event_of(message(item(due=LATER)))
    assert event["links"] == [
        {"href": ACK_URL, "text": "Acknowledge in tocsin"},
        {"href": ARTICLE_URL, "text": "gazette (gazette.example)"},
    ]
    assert event["payload"] == {
        "summary": "Dockers give the port until Friday",
        "source": "harbour",
        "severity": "critical",
        "timestamp": "2031-04-02T12:00:00+00:00",
        "class": "deadline.set",
        "custom_details": {
            "text": "Who: the dockers → the port\n“The dockers gave the port until Friday.”",
            "subject": "d1",
            "due": "2031-04-02T15:00:00+00:00",
        },
    }


def test_a_long_summary_is_cut_at_a_word() -> None:
    summary = event_of(message(item(title="harbour " * 200)))["payload"]["summary"]
    assert len(summary) <= 1024
    assert re.fullmatch(r"(harbour )*harbour…", summary)


@for_each(headline=HEADLINES)
def test_a_headline_means_nothing_to_pagerduty_or_a_chat_behind_it(headline: str) -> None:
    event = event_of(about(headline))
    assert event["payload"]["summary"].isprintable()
    assert [text for text in strings(event["payload"]) if MARKUP.search(text)] == []
    assert {link["href"] for link in event["links"]} == {ACK_URL, ARTICLE_URL}


# Alertmanager


def test_what_fires_goes_on_for_a_day_from_now_and_what_is_over_ended_when_it_did() -> None:
    now = NOON + timedelta(hours=5)
    (firing,) = alerts_of(message(), now)
    assert (firing["startsAt"], firing["endsAt"]) == (NOON, now + FIRES_ON)
    over = item("resolved").model_copy(update={"at": LATER})
    (ended,) = alerts_of(message(over, kind="resolved"), now)
    assert (ended["startsAt"], ended["endsAt"]) == (NOON, LATER)


@given(began=st.integers(-100, 100), ended=st.integers(-100, 100), kind=st.sampled_from(["raised", "resolved"]))
def test_no_clock_makes_an_alert_end_before_it_begins_or_over_before_it_is(began: int, ended: int, kind: str) -> None:
    told = item(kind, at=NOON + timedelta(hours=began)).model_copy(update={"at": NOON + timedelta(hours=ended)})
    (alert,) = alerts_of(message(told, kind=kind), NOON)
    assert alert["startsAt"] <= alert["endsAt"]
    assert (alert["endsAt"] <= NOON) == (kind == "resolved")


def test_an_alert_has_the_same_labels_from_beginning_to_end() -> None:
    told = [message(item(kind, reason="met"), kind=kind) for kind in ("raised", "escalated", "firing", "resolved")]
    assert len({json.dumps(alerts_of(each, NOON)[0]["labels"]) for each in told}) == 1


@for_each(headline=HEADLINES)
def test_a_headline_means_nothing_to_a_chat_behind_alertmanager(headline: str) -> None:
    (alert,) = alerts_of(about(headline), NOON)
    assert alert["annotations"].pop("url") == ARTICLE_URL
    assert [text for text in alert["annotations"].values() if MARKUP.search(text)] == []
    assert set(alert["annotations"]) == {"title", "text"}


# Grafana


class Shown(HTMLParser):
    """Text as a browser shows it, with its tags and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_annotation_stands_where_the_alert_began_under_its_tags() -> None:
    annotation = annotation_of(message())
    assert annotation["time"] == NOON.timestamp() * 1000
    assert annotation["tags"] == ["tocsin", "harbour", "deadline.set", "critical"]
    assert "timeEnd" not in annotation


def test_what_is_over_before_grafana_heard_of_it_has_both_ends_at_once() -> None:
    over = item("resolved", reason="it was met").model_copy(update={"at": LATER})
    annotation = annotation_of(message(over, kind="resolved"))
    assert (annotation["time"], annotation["timeEnd"]) == (NOON.timestamp() * 1000, LATER.timestamp() * 1000)
    assert annotation["text"].startswith("Over: Dockers give the port until Friday\nit was met\n")


def test_an_annotation_does_not_end_before_it_begins() -> None:
    over = item("resolved").model_copy(update={"at": NOON - timedelta(hours=1)})
    assert end_of(message(over, kind="resolved"))["timeEnd"] == annotation_of(message())["time"]


@for_each(headline=HEADLINES)
def test_a_headline_is_text_in_an_annotation(headline: str) -> None:
    shown = Shown(annotation_of(about(headline))["text"])
    assert shown.tags == [("a", [("href", ARTICLE_URL)])]
    assert shown.text.startswith(f"{about(headline).title}\n{about(headline).text}\n")


# Mail


def received(told: Message) -> EmailMessage:
    letter = letter_of(told, "tocsin@desk.example", ["duty@desk.example", "deputy@desk.example"])
    return message_from_bytes(letter.as_bytes(), _class=EmailMessage, policy=MAIL)


def test_a_mail_says_who_what_and_that_no_machine_should_answer() -> None:
    letter = received(message())
    assert (letter["From"], letter["To"]) == ("tocsin@desk.example", "duty@desk.example, deputy@desk.example")
    assert letter["Message-ID"] == "<m1@desk.example>"
    assert letter["Date"].datetime == NOON
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert f"Acknowledge: {ACK_URL}" in letter.get_content()


def test_each_attempt_is_the_same_mail() -> None:
    assert received(message()).as_bytes() == received(message()).as_bytes()


@given(title=said, text=said)
@settings(max_examples=60)
def test_a_mail_has_lines_that_every_server_takes(title: str, text: str) -> None:
    letter = letter_of(message(item(title=title, text=text)), "tocsin@desk.example", ["duty@desk.example"])
    raw = letter.as_bytes()
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@for_each(headline=HEADLINES)
def test_a_headline_adds_no_header_and_no_part_to_a_mail(headline: str) -> None:
    letter, plain = received(about(headline)), received(about("The port is closed"))
    changing = {"Content-Transfer-Encoding", "Content-Type"}
    assert set(letter.keys()) - changing == set(plain.keys()) - changing
    assert letter["Subject"] == about(headline).title.replace("=?", "= ?")
    assert [part.get_content_type() for part in letter.walk()] == ["text/plain"]
    *body, article, ack = letter.get_content().splitlines()
    assert MARKUP.search("\n".join(body)) is None
    assert (article.split(": ")[-1], ack) == (ARTICLE_URL, f"Acknowledge: {ACK_URL}")


# Apprise


@pytest.mark.parametrize(
    ("kind", "severity", "of_type"),
    [
        ("raised", "info", "info"),
        ("raised", "warning", "warning"),
        ("escalated", "critical", "failure"),
        ("resolved", "critical", "success"),
    ],
)
def test_apprise_is_told_how_bad_it_is(kind: str, severity: str, of_type: str) -> None:
    assert notification_of(message(item(kind, severity=severity), kind=kind)).type == of_type


@for_each(headline=HEADLINES)
def test_a_headline_means_nothing_to_a_service_behind_apprise(headline: str) -> None:
    told = notification_of(about(headline))
    *body, article, ack = told.body.split("\n")
    assert MARKUP.search("\n".join([told.title, *body])) is None
    assert (article.split(": ")[-1], ack) == (ARTICLE_URL, f"Acknowledge: {ACK_URL}")


def test_an_address_mentions_nobody_behind_apprise() -> None:
    told = notification_of(message(item(evidence=(evidence(url="https://gazette.example/@everyone"),))))
    assert "https://gazette.example/%40everyone" in told.body
