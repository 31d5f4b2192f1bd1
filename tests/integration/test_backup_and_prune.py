"""`tocsin backup`, `restore` and `prune` as commands, beside a service that runs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command import tocsin
from tests.running import running
from tests.strait import AGAINST, BACKING, ENVIRONMENT, SECRET_NAME, articles, desk, drop

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


async def test_old_events_are_deleted_once_the_service_has_ended(strait: Path) -> None:
    prune = ("prune", "--config", strait, "--before", TODAY)
    async with running("run", "--config", strait, cwd=strait.parent, env=ENVIRONMENT) as service:
        drop(strait.parent, "1.jsonl", articles(BACKING))
        await service.line("stance.taken", actor="PRT")
        assert "in use by another tocsin" in tocsin(*prune).stderr
        await service.end()
    stood = tocsin("stances", "--config", strait, "--json").stdout
    said = tocsin(*prune, "--dry-run").stdout
    assert said == "Would delete 0 events, 0 bytes.\n"
    done = tocsin(*prune, "--vacuum")
    assert done.stdout == "Deleted 0 events, 0 bytes.\n0 bytes of the file are free for new events.\n"
    assert tocsin("stances", "--config", strait, "--json").stdout == stood


def test_over_kafka_the_cluster_keeps_and_deletes(strait: Path, tmp_path: Path) -> None:
    strait.write_text(strait.read_text() + 'kafka: {brokers: ["127.0.0.1:9092"]}\n')
    assert "the cluster keeps copies" in tocsin("backup", "--config", strait, tmp_path / "copy").stderr
    refused = tocsin("prune", "--config", strait, "--before", TODAY, env={SECRET_NAME: "-"})
    assert "`keep` says how long events stay" in refused.stderr
