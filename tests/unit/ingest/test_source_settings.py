"""What `sources:` of a configuration may say."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from tocsin.ingest.settings import FeedSettings, FolderSettings, ReplaySettings, Sources, StandardInputSettings

SOURCES = TypeAdapter(Sources)
FEED = {"name": "wire", "feed": "https://wire.example/rss"}


def test_the_one_field_that_only_its_kind_has_makes_a_source_what_it_is():
    sources = SOURCES.validate_python(
        [
            {"name": "inbox", "folder": "inbox/"},
            FEED,
            {"name": "pipe", "stdin": True},
            {"name": "past", "replay": "a.jsonl"},
        ]
    )
    assert [type(source) for source in sources] == [FolderSettings, FeedSettings, StandardInputSettings, ReplaySettings]
    assert sources[0].folder == Path("inbox")


def test_a_feed_says_how_often_and_what_its_items_leave_out():
    (feed,) = SOURCES.validate_python(
        [FEED | {"every": "10min", "place": "London, GB", "language": "en-GB", "timezone": "Europe/London"}]
    )
    assert feed.every == timedelta(minutes=10)
    assert (feed.defaults.source, feed.defaults.place, feed.defaults.language) == ("wire", "London, GB", "en-GB")
    assert feed.defaults.timezone.key == "Europe/London"


@pytest.mark.parametrize(
    ("sources", "complaint"),
    [
        ([{"name": "inbox"}], "exactly one of folder, stdin, feed, replay"),
        ([FEED | {"folder": "inbox/"}], "exactly one of"),
        ([FEED, FEED], "'wire' is listed twice"),
        ([FEED | {"every": "1s"}], "30 seconds"),
        ([FEED | {"every": "often"}], "length of time"),
        ([FEED | {"feed": "ftp://wire.example/"}], "http"),
        ([FEED | {"evry": "5min"}], "evry"),
        ([FEED | {"timezone": "Mars/Olympus"}], "not an IANA time zone"),
        ([FEED | {"place": "London"}], "place"),
        ([{"name": "", "stdin": True}], "name"),
        ([{"name": "pipe", "stdin": False}], "True"),
    ],
)
def test_a_mistake_is_told(sources, complaint):
    with pytest.raises(ValidationError, match=complaint):
        SOURCES.validate_python(sources)
