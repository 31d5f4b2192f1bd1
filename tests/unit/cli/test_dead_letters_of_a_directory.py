"""`tocsin dead-letters` on a data directory in which some articles could not be folded."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.builders import a_watch
from tests.outbox import alert, raised
from tests.strait import SECRET_NAME, WATCH
from tocsin.cli.app import app
from tocsin.cli.embedded_desk import EmbeddedDesk
from tocsin.cli.failure import Failure
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.domain.mendable import Mendable
from tocsin.domain.untried import untried
from tocsin.streams.envelope import encode
from tocsin.streams.log import DirectoryLock, SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.workers.bootstrap import WATCHES, stages_for
from tocsin.workers.pipeline import Pipeline

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
BACKING = ArticlePublished.of(
    Article(
        id="a1",
        source="Wire",
        url="https://news.example/1",
        title="News from the strait",
        text="Portugal supports the blockade.",
        published_at=NOON,
        fetched_at=NOON,
    )
)
FOLDABLE = DeadLetter.of_event(
    encode(BACKING), "tocsin.articles", None, 1, "extract: KeyError: \x1b[31m'a'", NOON + timedelta(minutes=1)
)
UNREADABLE = DeadLetter.of_event(b"\xff{", "tocsin.articles", None, 2, "extract: UnreadableEventError: not JSON", NOON)
ITEM = DeadLetter.of_item(b'{"title": "\x1b]0;cut off', "news.jsonl line 7", "item: is not JSON", NOON)


RAISED = raised(alert("desk", severity="info"))
UNTOLD = DeadLetter.of_event(encode(RAISED), "tocsin.alerts", None, 3, "notify: KeyError: 'desk'", NOON)
CONFIGURATION = f"""
data: data
watches: [watch.yaml]
channels:
  desk: {{webhook: "https://desk.example/", secret_env: {SECRET_NAME}, digest: {{at: "08:00"}}}}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "watch.yaml").write_text(WATCH)
    (tmp_path / "tocsin.yaml").write_text(CONFIGURATION)
    return made(tmp_path / "data", FOLDABLE, UNREADABLE, ITEM)


def made(directory: Path, *letters: DeadLetter) -> Path:
    """Make a data directory in which these have been put aside."""
    watches = (a_watch(),)
    with SqliteLog.open(directory) as log:
        pipeline = Pipeline(log, stages_for(watches), lambda: NOON)
        with log.transaction():
            log.note("watches", WATCHES.dump_json(watches).decode())
        pipeline.take(LetterDead.of(letter) for letter in letters)
        pipeline.pump()
    return directory


def run(data: Path, *arguments: str) -> Result:
    return invoke(*arguments, "--data", str(data))


def replay(data: Path, *arguments: str) -> Result:
    return invoke("replay", *arguments, "--config", str(data.with_name("tocsin.yaml")))


def invoke(*arguments: str) -> Result:
    terminal = {"COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner(env=terminal).invoke(app, ["dead-letters", *arguments])


def listed(data: Path, *arguments: str) -> list[str]:
    return [each["id"] for each in json.loads(run(data, "list", "--json", *arguments).stdout)]


def stances(data: Path) -> list[tuple[str, str, str]]:
    with SqliteLog.open(data, read_only=True) as log:
        return [(each.actor, each.target, each.polarity) for each in ReadModel(log.connection).stances()]


def test_the_list_tells_when_from_where_and_why(data: Path) -> None:
    result = run(data, "list")
    (row,) = [line.split("  ") for line in result.stdout.splitlines() if FOLDABLE.id[:8] in line]
    assert [cell.strip() for cell in row if cell.strip()] == [
        FOLDABLE.id[:8],
        "2031-05-04 12:01",
        "tocsin.articles#1",
        r"extract: KeyError: \x1b[31m'a'",
    ]
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


def test_a_letter_is_shown_with_its_bytes_as_text_that_a_terminal_does_not_obey(data: Path) -> None:
    shown = run(data, "show", ITEM.id[:8]).stdout
    assert shown.endswith('\n\n{"title": "\\x1b]0;cut off\n')
    assert all(told in shown for told in (ITEM.id, "news.jsonl line 7", "item: is not JSON", "2031-05-04T12:00:00Z"))


def test_bytes_that_are_no_text_are_shown_in_base64(data: Path) -> None:
    assert run(data, "show", UNREADABLE.id).stdout.endswith("\n\n/3s=\n")


def test_what_can_be_folded_now_takes_effect_and_is_listed_no_longer(data: Path) -> None:
    result = replay(data, FOLDABLE.id[:8])
    assert (result.exit_code, result.stdout) == (0, f"{FOLDABLE.id[:8]} (tocsin.articles#1): put back\n")
    assert stances(data) == [("PRT", "blockade", "support")]
    assert FOLDABLE.id not in listed(data)
    assert FOLDABLE.id in listed(data, "--all")


def test_what_fails_again_is_told_and_stays(data: Path) -> None:
    before = listed(data)
    result = replay(data, UNREADABLE.id)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{UNREADABLE.id[:8]} (tocsin.articles#2): not put back: not JSON" in result.stderr
    assert listed(data) == before


def test_an_item_of_a_source_is_to_be_mended_there(data: Path) -> None:
    result = replay(data, ITEM.id)
    assert result.exit_code == 1
    assert "(news.jsonl line 7): not put back: a source gave it" in result.stderr
    assert "mend it there, and it is read anew" in result.stderr


def test_all_are_those_of_topics_that_are_left(data: Path) -> None:
    result = replay(data, "--all")
    assert result.exit_code == 1
    assert "put back" in result.stdout
    assert UNREADABLE.id[:8] in result.stderr
    assert ITEM.id[:8] not in result.stderr
    assert listed(data) == sorted([UNREADABLE.id, ITEM.id])


def test_what_the_outbox_could_not_fold_is_folded_by_the_policies_of_the_channels(data: Path) -> None:
    made(data, UNTOLD)
    assert replay(data, UNTOLD.id).exit_code == 0
    with EmbeddedDesk.open(data) as desk:
        (waits,) = untried(desk.outbox(), NOON)
    assert (waits.channel, waits.why, waits.until) == ("desk", "digest", datetime(2031, 4, 3, 8, tzinfo=UTC))


def test_nothing_is_folded_where_nobody_says_what_the_channels_ask_for(data: Path) -> None:
    result = run(data, "replay", FOLDABLE.id)
    assert isinstance(result.exception, Failure)
    assert str(result.exception).startswith("give --config too: it says which channels are told of what follows")
    assert stances(data) == []
    both = run(data, "replay", FOLDABLE.id, "--config", str(data.with_name("tocsin.yaml")))
    assert (both.exit_code, stances(data)) == (0, [("PRT", "blockade", "support")])


def test_nothing_is_folded_beside_a_tocsin_that_runs(data: Path) -> None:
    lock = DirectoryLock(data)
    result = replay(data, "--all")
    lock.release()
    assert isinstance(result.exception, Mendable)
    assert "in use by another tocsin" in str(result.exception)
    assert stances(data) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "none"], "dead-letters: no letter 'none'; see `tocsin dead-letters list --all`"),
        (["show", ""], "dead-letters: 3 letters begin with ''; give more of the id"),
        (["replay"], "dead-letters replay: give the ids of letters, or --all"),
        (["replay", "--all", "3f0c"], "dead-letters replay: give the ids of letters, or --all"),
    ],
)
def test_what_is_asked_for_wrongly_is_told(arguments: list[str], told: str, data: Path) -> None:
    result = run(data, *arguments)
    assert isinstance(result.exception, Failure)
    assert str(result.exception).startswith(told)


def test_where_nothing_was_put_aside_that_is_said(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        Pipeline(log, (), lambda: NOON)
    assert "No dead letter is left." in run(tmp_path, "list").stdout
    assert listed(tmp_path) == []
    assert run(tmp_path, "replay", "--all").stdout == "No letter is left to put back.\n"
