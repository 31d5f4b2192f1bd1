"""The page on which an alert is acknowledged: it shows what any headline says, and does nothing that one asks."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.each import for_each
from tests.hostile import HEADLINES
from tocsin.notify.signed_links import Asked
from tocsin.workers.answer_page import HEADERS, SILENCES, Form, question, statement

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "blockquote", "bdi", "p", "form", "label", "input",
    "textarea", "button",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    "</blockquote><form action=//evil.example><button>Acknowledge",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</title><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</style><style>*{display:none}",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<a href=javascript:alert(1)>read on</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }} {% for a in b %} {{ self.__init__ }}",
    "<!-- --><base href=//evil.example>",
    "\u202eevil\u202c <b>bold</b>",
]


class Reader(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def asked(title: str) -> Asked:
    return Asked(watch="strait", alert_id="a1", kind="stance.new", subject="AVA/blockade", title=title)


def shape(page: str) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in Reader(page).tags]


PLAIN = shape(question(asked("News"), Form("Ada", "why", "wrong")))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_headline_is_text_and_nothing_else(text: str) -> None:
    for page in (
        question(asked(text), Form("Ada", "why", "wrong")),
        question(asked("News"), Form(text, "why", "wrong")),
        question(asked("News"), Form("Ada", text, "wrong")),
    ):
        assert shape(page) == PLAIN
    assert text in Reader(question(asked(text), Form())).text
    assert Reader(question(asked("News"), Form(name=text))).of("input")[0]["value"] == text
    assert text in Reader(statement("Acknowledged", [text], asked("News"))).text


@for_each(headline=HEADLINES)
def test_what_is_hostile_to_a_chat_is_text_on_the_page_too(headline: str) -> None:
    page = question(asked(headline), Form())
    assert shape(page) == shape(question(asked("News"), Form()))
    assert "http" not in "".join(value or "" for _, each in Reader(page).tags for value in each.values())


@given(some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=120))
def test_whatever_a_headline_holds_the_page_has_the_same_shape(text: str) -> None:
    assert shape(question(asked(text), Form(text, text, text or "wrong"))) == PLAIN


def test_the_page_is_made_of_plain_tags_and_fetches_nothing() -> None:
    page = Reader(question(asked("News"), Form()))
    assert {tag for tag, _ in page.tags} <= TAGS
    attributes = {name for _, each in page.tags for name in each}
    assert not attributes & {"src", "href", "action", "style"}
    assert not [name for name in attributes if name.startswith("on")]


def test_the_form_asks_for_a_name_and_a_reason_and_how_long_to_be_silent() -> None:
    page = Reader(question(asked("News"), Form()))
    (form,) = page.of("form")
    assert form["method"] == "post"
    assert [each["name"] for each in (*page.of("input"), *page.of("textarea"))] == ["name", "reason"]
    assert [each["value"] for each in page.of("button")] == ["", *SILENCES] == ["", "1h", "8h", "24h"]


def test_what_was_filled_in_is_kept_when_something_is_wrong_with_it() -> None:
    page = Reader(question(asked("News"), Form("Ada", "at sea", "the name is too long")))
    assert page.of("input")[0]["value"] == "Ada"
    assert "at sea" in page.text
    assert "the name is too long" in page.text


def test_the_style_is_the_only_thing_that_a_browser_may_use() -> None:
    style = question(asked("News"), Form()).split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = dict(each.strip().split(" ", 1) for each in HEADERS["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'", "style-src": f"'sha256-{digest}'", "form-action": "'self'", "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }  # fmt: skip
