"""What a user can mend is told in a line on standard error, and the status is 1."""

from pathlib import Path

import pytest

from tocsin.cli.app import main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["when", "--tz", "Veld/Harbour", "by noon"], "when: tz: 'Veld/Harbour' is not an IANA time zone"),
        (["when", "--at", "yesterday", "by noon"], "when: at: 'yesterday' is no RFC 3339 instant"),
        (["when", "--at", "5", "by noon"], "when: at: '5' is no RFC 3339 instant"),
        (["when", "--at", "2031-05-06T12:00:00", "by noon"], "when: at: '2031-05-06T12:00:00' is no RFC 3339 instant"),
        (["when", "--at", "0001-01-01T00:00:00+09:00", "by noon"], "is no RFC 3339 instant"),
        (["when"], "when: give a phrase, or --jsonl"),
        (["stances", "--as-of", "then", "--data", "."], "no log here"),
        (["deadlines"], "say where to look: --data DIRECTORY or --config FILE"),
        (["extract", "--watch", "nowhere.yaml"], "nowhere.yaml: cannot be read: No such file or directory"),
        (["explain", "--watch", "nowhere.yaml", "-"], "nowhere.yaml: cannot be read: No such file or directory"),
        (["run", "--config", "nowhere.yaml"], "nowhere.yaml: cannot be read: No such file or directory"),
        (["demo", "nowhere"], "tocsin.yaml: cannot be read: No such file or directory"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["tocsin", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (1, "")
    assert said.err.startswith("tocsin: ")
    assert told in said.err
    assert said.err.count("\n") == 1


def test_the_service_in_one_process_does_not_start_with_a_cluster_in_its_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kelmar.yaml").write_text("id: kelmar\ntitle: The closed harbour\n")
    file = tmp_path / "tocsin.yaml"
    file.write_text("watches: [kelmar.yaml]\nkafka: {brokers: ['kafka.example:9092']}\n")
    monkeypatch.setattr("sys.argv", ["tocsin", "run", "--config", str(file)])
    with pytest.raises(SystemExit):
        main()
    told = f"tocsin: {file} has a section kafka:; start `tocsin ingest` and `tocsin worker` with it instead\n"
    assert capsys.readouterr().err == told


def test_topics_need_a_cluster_in_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kelmar.yaml").write_text("id: kelmar\ntitle: The closed harbour\n")
    file = tmp_path / "tocsin.yaml"
    file.write_text("watches: [kelmar.yaml]\n")
    monkeypatch.setattr("sys.argv", ["tocsin", "topics", "check", "--config", str(file)])
    with pytest.raises(SystemExit):
        main()
    told = f"tocsin: {file} has no section kafka:, so there is no cluster to look at\n"
    assert capsys.readouterr().err == told
