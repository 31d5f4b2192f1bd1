"""What an item must have to be an article, and what it becomes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.article import Article
from tocsin.domain.event import stable_id
from tocsin.ingest.normalise import (
    LONGEST_LINE,
    LONGEST_TEXT,
    BrokenArticleError,
    Defaults,
    article_from,
    article_from_json,
    item_from,
)
from tocsin.ingest.source import RAW_KEPT, Arrived, Broken

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
INBOX = Defaults(source="inbox")
ITEM = {
    "url": "https://www.wire.example/a?utm_source=x",
    "title": "Bloc meets",
    "text": "The bloc met on Sunday.",
    "published_at": "2024-05-01T12:00:00Z",
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
WORDS = st.text(max_size=30) | st.sampled_from(["<p>x</p>", "&lt;b&gt;", "https://x.example/?a=1#b", "en", ""])
TIMES = st.sampled_from(["2024-05-01T12:00:00Z", "Wed, 01 May 2024 12:00:00 GMT"])
ITEMS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(Article.model_fields, WORDS | JSON) | {"published_at": TIMES | JSON, "fetched_at": TIMES}
)


def test_an_article_has_a_canonical_address_and_an_id_that_follows_from_it():
    article = article_from(ITEM, INBOX, NOW)
    assert article.url == "https://www.wire.example/a"
    assert article.id == stable_id("https://www.wire.example/a")
    assert article.published_at == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert article.fetched_at == NOW


def test_an_id_that_is_given_is_kept():
    assert article_from(ITEM | {"id": "wire-17"}, INBOX, NOW).id == "wire-17"
    assert article_from(ITEM | {"id": 17}, INBOX, NOW).id == "17"


def test_without_an_address_source_title_and_time_identify_an_article():
    item = ITEM | {"url": None, "source": "The Wire"}
    again = item | {"published_at": "2024-05-01T14:00:00+02:00", "text": "Corrected."}
    assert article_from(item, INBOX, NOW).id == article_from(again, INBOX, NOW + timedelta(days=1)).id
    assert article_from(item, INBOX, NOW).id != article_from(item | {"title": "Bloc parts"}, INBOX, NOW).id
    assert article_from(item, INBOX, NOW).url == ""


def test_the_publisher_is_who_the_item_says_else_the_host_else_the_source():
    assert article_from(ITEM | {"source": "The Wire"}, INBOX, NOW).source == "The Wire"
    assert article_from(ITEM, INBOX, NOW).source == "wire.example"
    assert article_from(ITEM | {"url": ""}, INBOX, NOW).source == "inbox"


def test_what_an_item_does_not_say_its_source_says():
    defaults = Defaults("inbox", language="fr", place="Paris, FR", timezone=ZoneInfo("Europe/Paris"))
    article = article_from(ITEM | {"published_at": "2024-05-01T14:00:00"}, defaults, NOW)
    assert (article.language, article.place) == ("fr", "Paris, FR")
    assert article.published_at == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert article_from(ITEM | {"language": "pt_BR", "place": "Lisbon, PT"}, defaults, NOW).language == "pt-BR"


def test_an_item_with_only_a_title_or_only_a_text_is_an_article():
    assert article_from(ITEM | {"text": None}, INBOX, NOW).text == ""
    assert article_from(ITEM | {"title": ""}, INBOX, NOW).title == ""


def test_a_time_a_little_ahead_is_the_time_of_fetching():
    ahead = (NOW + timedelta(hours=2)).isoformat()
    assert article_from(ITEM | {"published_at": ahead}, INBOX, NOW).published_at == NOW


def test_in_a_replay_an_article_is_fetched_when_it_appears():
    article = article_from(ITEM, INBOX, None)
    assert article.fetched_at == article.published_at


def test_an_item_without_a_time_appeared_when_it_was_fetched_if_its_source_allows_that():
    undated = {field: value for field, value in ITEM.items() if field != "published_at"}
    assert article_from(undated, Defaults("feed", undated=True), NOW).published_at == NOW


@pytest.mark.parametrize(
    ("change", "field", "advice"),
    [
        ({"published_at": None}, "published_at", "write a time"),
        ({"published_at": "yesterday"}, "published_at", "write one such as"),
        ({"published_at": "2024-05-01T12:00:00"}, "published_at", "give the source a timezone"),
        ({"published_at": "2024-05-04T12:00:00Z"}, "published_at", "still to come"),
        ({"published_at": 1714564800}, "published_at", "write it as a string"),
        ({"title": "", "text": "<p></p>"}, "text", "neither a title nor a text"),
        ({"title": ["Bloc meets"]}, "title", "a list"),
        ({"title": "x" * (LONGEST_LINE + 1)}, "title", "shorten"),
        ({"text": "x " * LONGEST_TEXT}, "text", "split it"),
        ({"url": "/a"}, "url", "not an http or https address"),
        ({"language": "English, mostly"}, "language", "BCP 47"),
        ({"id": True}, "id", "true or false"),
    ],
)
def test_what_is_wrong_with_an_item_is_said_with_its_field_and_what_to_do(change, field, advice):
    with pytest.raises(BrokenArticleError, match=advice) as caught:
        article_from(ITEM | change, INBOX, NOW)
    assert caught.value.field == field


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b'"x"', b"\xff", b'{"title": "\xe9"}', b"{}"])
def test_what_is_not_a_json_object_is_a_broken_article(line):
    with pytest.raises(BrokenArticleError):
        article_from_json(line, INBOX, NOW)


def test_a_byte_order_mark_does_no_harm():
    assert article_from_json(b"\xef\xbb\xbf" + orjson.dumps(ITEM), INBOX, NOW).title == "Bloc meets"


def test_a_broken_item_keeps_where_it_was_met_and_no_more_bytes_than_can_be_sent_on():
    item = item_from(b"{" + b"x" * 2 * RAW_KEPT, "a.jsonl line 3", INBOX, NOW)
    assert isinstance(item, Broken)
    assert item.origin == "a.jsonl line 3"
    assert len(item.raw) == RAW_KEPT


@given(ITEMS | JSON)
def test_any_json_value_arrives_or_is_broken_and_nothing_else(raw):
    item = item_from(raw, "here", INBOX, NOW)
    assert isinstance(item, Arrived) or item.reason


@given(st.binary() | JSON.map(lambda value: str(value).encode(errors="replace")))
def test_any_line_arrives_or_is_broken_and_nothing_else(line):
    item = item_from(line, "here", INBOX, NOW)
    assert isinstance(item, Arrived) or item.reason


@given(ITEMS)
def test_normalising_a_normalised_article_gives_it_back(raw):
    item = item_from(raw, "here", INBOX, NOW)
    if isinstance(item, Arrived):
        assert article_from(item.article.model_dump(mode="json"), Defaults("elsewhere"), NOW) == item.article
