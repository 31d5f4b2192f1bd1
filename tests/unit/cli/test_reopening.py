"""`tocsin channels reopen`: a channel that had answered 410 is switched on again."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.builders import a_watch
from tests.outbox import NOON, alert, attempt, raised
from tests.strait import desk
from tocsin.cli.app import app
from tocsin.cli.failure import Failure
from tocsin.domain.outbox import Notify, open_deliveries
from tocsin.domain.reopening import ChannelReopened
from tocsin.notify.specimen import LONG_AGO
from tocsin.streams.log import SqliteLog
from tocsin.workers.bootstrap import WATCHES
from tocsin.workers.pipeline import Pipeline


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    """A desk whose channel wants no more messages."""
    written = desk(tmp_path)
    with SqliteLog.open(tmp_path / "data") as log:
        outbox = outbox_of(log)
        with log.transaction():
            log.note("watches", WATCHES.dump_json((a_watch(),)).decode())
        outbox.take([raised(alert("desk"))])
        outbox.pump()
        (due,) = open_deliveries(outbox.state("notify"), NOON)
        outbox.take([attempt(due, "gone", LONG_AGO)])
        outbox.pump()
    return written


def outbox_of(log: SqliteLog) -> Pipeline:
    return Pipeline(log, [Notify()], lambda: NOON)


def reopen(configuration: Path, name: str = "desk", by: str = " Ada  Officer") -> Result:
    asked = ["--by", by, "--reason", "the hook was made anew"]
    return CliRunner().invoke(app, ["channels", "reopen", name, "--config", str(configuration), *asked])


def test_it_is_an_event_with_who_and_why_and_the_channel_gets_what_comes_after_it(configuration: Path) -> None:
    assert reopen(configuration).stdout == "Reopened desk.\n"
    with SqliteLog.open(configuration.with_name("data")) as log:
        (entry,) = log.entries(0, (ChannelReopened,))
        assert (entry.event.data.channel, entry.event.data.by) == ("desk", "Ada Officer")
        assert entry.event.data.reason == "the hook was made anew"
        outbox = outbox_of(log)
        outbox.take([raised(alert("desk", name="a2"))])
        outbox.pump()
        assert len(open_deliveries(outbox.state("notify"), NOON)) == 1


def test_a_channel_that_is_not_switched_off_is_not_reopened(configuration: Path) -> None:
    reopen(configuration)
    with SqliteLog.open(configuration.with_name("data")) as log:
        outbox_of(log).pump()
    assert str(reopen(configuration).exception) == "channels reopen: 'desk' is not switched off"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "dsk"}, "channels: 'dsk' is no channel; did you mean 'desk'?"),
        ({"by": " "}, "channels reopen: the name is missing; say who you are"),
    ],
)
def test_what_cannot_be_meant_is_refused(asked: dict[str, str], told: str, configuration: Path) -> None:
    refused = reopen(configuration, **asked).exception
    assert isinstance(refused, Failure)
    assert str(refused) == told
