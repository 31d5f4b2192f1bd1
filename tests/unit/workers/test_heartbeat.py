"""Whether articles are being read, as the dead man's switch asks."""

from datetime import UTC, datetime, timedelta

from tocsin.ingest.settings import FeedSettings, FolderSettings
from tocsin.ingest.source import Batch
from tocsin.workers.heartbeat import MOST_BEHIND, Reading, behind

NOON = datetime(2031, 4, 7, 12, tzinfo=UTC)
FEED = FeedSettings.model_validate({"name": "wire", "feed": "https://wire.example/", "every": "5min"})
FOLDER = FolderSettings.model_validate({"name": "post", "folder": "post"})


class Day:
    """Sources that are read, or not, as time passes."""

    def __init__(self, *sources: FeedSettings | FolderSettings) -> None:
        self.now = NOON
        self.reading = Reading(sources, lambda: self.now)

    def wrong(self, minutes: int) -> str | None:
        self.now = NOON + timedelta(minutes=minutes)
        return self.reading.wrong()

    def read(self, source: str, minutes: int, trouble: str | None = None) -> None:
        self.reading.read(Batch(source, (), None, trouble=trouble), 0, NOON + timedelta(minutes=minutes))


def test_a_feed_is_given_three_rounds_before_it_counts_as_not_read() -> None:
    day = Day(FEED)
    assert day.wrong(15) is None
    assert day.wrong(16) == "no source is read: wire: not read since 12:00 UTC"
    day.read("wire", 16)
    assert day.wrong(31) is None


def test_a_feed_in_trouble_is_told_with_its_trouble() -> None:
    day = Day(FEED)
    day.read("wire", 5, "answered 500")
    assert day.wrong(10) is None
    assert day.wrong(16) == "no source is read: wire: answered 500"


def test_one_source_that_is_read_is_enough() -> None:
    day = Day(FEED, FOLDER)
    assert day.wrong(600) is None
    day.read("post", 600, "cannot be read")
    assert day.wrong(601) == "no source is read: wire: not read since 12:00 UTC; post: cannot be read"


def test_a_process_without_sources_reads_all_that_it_should() -> None:
    assert Day().wrong(600) is None


def test_a_stage_may_be_a_little_behind() -> None:
    assert behind(MOST_BEHIND) is None
    assert behind(MOST_BEHIND + 1) == f"{MOST_BEHIND + 1} events behind"
