"""`tocsin backup`, `restore` and `prune` as commands, beside a service that runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.command import tocsin
from tests.running import running
from tests.strait import (
    AGAINST,
    BACKING,
    ENVIRONMENT,
    SECRET_NAME,
    TURNING,
    ULTIMATUM,
    article,
    articles,
    desk,
    drop,
)
from tocsin.domain.article import Article, ArticlePublished
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import load_configuration, load_watches
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.workers.bootstrap import stages_for
from tocsin.workers.pipeline import Pipeline

TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    """Return the configuration of a desk whose alerts reach nobody."""
    return desk(tmp_path / "desk")


async def test_a_backup_of_a_service_that_runs_is_gone_on_with_elsewhere(strait: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "copy.sqlite", desk(tmp_path / "other")
    async with running("run", "--config", strait, cwd=strait.parent, env=ENVIRONMENT) as service:
        drop(strait.parent, "1.jsonl", articles(BACKING))
        await service.line("stance.taken", actor="PRT")
        done = tocsin("backup", "--config", strait, file)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"Backed up to {file}, {file.stat().st_size:,} bytes.\n"
    assert tocsin("restore", "--config", other, file).stdout == f"Restored to {other.parent / 'data'}.\n"
    async with running("run", "--config", other, cwd=other.parent, env=ENVIRONMENT) as service:
        drop(other.parent, "1.jsonl", articles(BACKING))
        drop(other.parent, "2.jsonl", articles(AGAINST))
        await service.line("stance.taken", actor="ESP")
        await service.end()
    assert tocsin("stances", "--config", other, "--json").stdout.count('"actor":"PRT"') == 1


def test_what_cannot_be_done_is_told_in_a_line(strait: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite"
    assert tocsin("backup", file).stderr == "tocsin: say where the log is: --data DIRECTORY or --config FILE\n"
    assert "no log here" in tocsin("backup", "--config", strait, file).stderr
    assert "there is no such file" in tocsin("restore", "--config", strait, file).stderr
    assert "is no day such as" in tocsin("prune", "--config", strait, "--before", "May").stderr
    assert "is still to come" in tocsin("prune", "--config", strait, "--before", "2999-01-01").stderr


async def test_what_is_old_is_deleted_and_the_rest_goes_on_as_if_it_were_there(strait: Path) -> None:
    prune = ("prune", "--config", strait, "--before", TODAY)
    read_two_months_ago(strait, BACKING, AGAINST, ULTIMATUM)
    stood = stands(strait)
    said = tocsin(*prune, "--dry-run").stdout
    assert said.startswith("tocsin.articles: 3\n")
    assert tocsin(*prune, "--vacuum").stdout.startswith(said.replace("Would delete", "Deleted"))
    assert stands(strait) == stood
    async with running("run", "--config", strait, cwd=strait.parent, env=ENVIRONMENT) as service:
        assert "in use by another tocsin" in tocsin(*prune).stderr
        drop(strait.parent, "1.jsonl", articles(TURNING))
        assert (await service.line("stance.flipped", actor="PRT"))["target"] == "toll"
        assert await service.end() == 0
    stood = stands(strait)
    assert tocsin("rebuild", "--config", strait).stdout == "Rebuilt 2 stances and 1 deadlines from the claims.\n"
    assert stands(strait) == stood


def read_two_months_ago(configuration: Path, *texts: str) -> None:
    """Leave the log of a service that ran two months ago, for a moment in which it read these articles."""
    then = datetime.now(UTC) - timedelta(days=60)
    settings = load_configuration(configuration)
    stages = stages_for(load_watches(settings, built_in_names()), settings.channels)
    with SqliteLog.open(settings.data) as log:
        pipeline = Pipeline(log, stages, lambda: then)
        pipeline.take(ArticlePublished.of(Article(**article(text, then), fetched_at=then)) for text in texts)
        pipeline.pump()


def stands(configuration: Path) -> tuple[list[object], ...]:
    """Return every stance and deadline, and what has still to be delivered."""
    with SqliteLog.open(load_configuration(configuration).data, read_only=True) as log:
        model = ReadModel(log.connection)
        return model.stances(), model.deadlines(), model.deliveries()


def test_over_kafka_the_cluster_keeps_and_deletes(strait: Path, tmp_path: Path) -> None:
    strait.write_text(strait.read_text() + 'kafka: {brokers: ["127.0.0.1:9092"]}\n')
    assert "the cluster keeps copies" in tocsin("backup", "--config", strait, tmp_path / "copy").stderr
    refused = tocsin("prune", "--config", strait, "--before", TODAY, env={SECRET_NAME: "-"})
    assert "`keep` says how long events stay" in refused.stderr
