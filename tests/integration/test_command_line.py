"""The subcommands that end by themselves; what is about a process of its own, its pipes or its seed, has one."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.command import tocsin
from tests.running import PATIENCE, TOCSIN, environment, spawned
from tests.strait import AGAINST, BACKING, TURNING, ULTIMATUM, WATCH, articles, desk, lived, looked

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
DUE = "2031-05-08T12:00:00Z"


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("watch") / "strait.yaml"
    file.write_text(WATCH)
    return file


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that ran for a while: Portugal and Spain have spoken, and a deadline runs."""
    return lived(tmp_path_factory.mktemp("lived"), BACKING, AGAINST, ULTIMATUM)


@pytest.fixture
def data(before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before / "data", tmp_path / "data"))


# extract


def test_a_claim_comes_out_before_the_next_article_comes_in(watch: Path) -> None:
    with subprocess.Popen(
        [TOCSIN, "extract", "--watch", watch],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text, actor in ((BACKING, "PRT"), (AGAINST, "ESP")):
            process.stdin.write(articles(text, ending=NOON))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["actor"] == actor
        process.stdin.close()
        assert process.stdout.read() == ""
        assert process.wait(PATIENCE) == 0


def test_of_two_that_are_named_as_often_the_same_one_is_addressed_in_every_process(watch: Path) -> None:
    told = articles(
        "Portugal and Spain met on Monday. Spain and Portugal spoke of tolls. Portugal then called Spain a friend. "
        "Spain then called Portugal one. The deadline expires at noon on Friday."
    )
    seeds = [{"PYTHONHASHSEED": seed} for seed in "1234"]
    outputs = [spawned("extract", "--watch", watch, stdin=told, env=seed).stdout for seed in seeds]
    claims = [claim for output in outputs for claim in map(json.loads, output.splitlines())]
    assert [claim["addressee"] for claim in claims if claim["type"] == "deadline"] == ["PRT"] * 4


def test_claims_come_in_the_order_of_the_articles_with_verbatim_evidence(watch: Path) -> None:
    given = articles(BACKING, ULTIMATUM, AGAINST, ending=NOON)
    done = tocsin("extract", "--watch", watch, stdin=given)
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    read = {each["id"]: each for each in map(json.loads, given.splitlines())}
    assert (done.returncode, done.stderr) == (0, "")
    assert list(dict.fromkeys(claim["article_id"] for claim in claims)) == list(read)
    for claim in claims:
        body = f"{read[claim['article_id']]['title']}\n{read[claim['article_id']]['text']}"
        for quote in (claim["evidence"], claim["sentence"]):
            assert body[quote["start"] : quote["end"]] == quote["text"]


def test_offsets_count_code_points(watch: Path) -> None:
    done = tocsin("extract", "--watch", watch, stdin=articles(f"“Olá 🚢!” {BACKING}", ending=NOON))
    (claim,) = map(json.loads, done.stdout.splitlines())
    body = f"News from the strait\n“Olá 🚢!” {BACKING}"
    assert body[claim["actor_mention"]["start"] : claim["actor_mention"]["end"]] == "Portugal"


def test_a_stance_claim_and_a_deadline_claim_have_all_their_fields(watch: Path) -> None:
    done = tocsin("extract", "--watch", watch, stdin=articles(BACKING, ULTIMATUM, ending=NOON))
    claims = {claim["type"]: claim for claim in map(json.loads, done.stdout.splitlines())}
    stance, deadline = claims["stance"], claims["deadline"]
    common = {"type", "id", "watch", "article_id", "published_at", "confidence", "rule", "evidence"}
    assert common | {"act", "conditional", "speaker", "actor_mention", "target_mention"} <= stance.keys()
    assert (stance["actor"], stance["target"], stance["polarity"]) == ("PRT", "toll", "support")
    assert common | {"demand", "consequence", "earliest", "latest", "alternatives"} <= deadline.keys()
    assert (deadline["setter"], deadline["addressee"], deadline["action"]) == ("PRT", "ferries", "set")
    assert (deadline["due"], deadline["grain"]) == (DUE, "minute")
    assert (deadline["timezone"], deadline["timezone_source"]) == ("Europe/Lisbon", "watch")


def test_broken_lines_are_told_with_number_and_field_and_the_rest_goes_on(watch: Path) -> None:
    broken = 'no json\n[1]\n{"title": 5, "published_at": "2031-05-06T12:00:00Z"}\n\n{"title": "undated"}\n'
    done = tocsin("extract", "--watch", watch, stdin=broken + articles(BACKING, ending=NOON))
    assert done.returncode == 1
    assert json.loads(done.stdout)["actor"] == "PRT"
    told = done.stderr.splitlines()
    assert [line.partition(": ")[2].partition(": ")[0] for line in told] == [
        f"standard input line {number}" for number in (1, 2, 3, 5)
    ]
    assert "is not JSON" in told[0]
    assert "is not a JSON object" in told[1]
    assert "title: " in told[2]
    assert "published_at: " in told[3]
    assert "fetched_at" not in done.stderr


def test_a_reader_who_has_had_enough_is_not_told_of_it(watch: Path) -> None:
    many = articles(*(BACKING, AGAINST, TURNING) * 2000, ending=NOON)
    process = subprocess.Popen(
        [TOCSIN, "extract", "--watch", watch],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(articles(BACKING, ending=NOON).encode())
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        try:
            process.stdin.write(many.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 1


# replay


def test_a_replay_tells_the_timeline_and_the_alerts(watch: Path) -> None:
    given = articles(BACKING, ULTIMATUM, TURNING, ending=NOON)
    done = tocsin("replay", "--watch", watch, "--json", "--as-of", "2031-05-09T00:00:00Z", stdin=given)
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert told.keys() == {"as_of", "deadlines", "stances", "flips", "alerts"}
    assert told["as_of"] == "2031-05-09T00:00:00Z"
    (deadline,) = told["deadlines"]
    assert (deadline["setter"], deadline["addressee"], deadline["state"]) == ("PRT", "ferries", "expired")
    assert deadline["dues"] == ["2031-05-08T11:00:00Z"]
    assert ("PRT", "toll", "oppose") in {(each["actor"], each["target"], each["polarity"]) for each in told["stances"]}
    (flip,) = told["flips"]
    assert {**flip, "at": None} == {
        "actor": "PRT",
        "target": "toll",
        "from": "support",
        "to": "oppose",
        "article": "portugal-opposes-the-toll-on-the-strait",
        "at": None,
    }
    assert [each["kind"] for each in told["alerts"]] == ["stance.new", "deadline.set", "stance.flipped"]
    assert all(each.keys() == {"at", "kind", "severity", "title", "text"} for each in told["alerts"])


def test_a_replay_stops_at_the_instant_that_is_asked_for(watch: Path) -> None:
    given = articles(BACKING, TURNING, ending=NOON)
    done = tocsin("replay", "--watch", watch, "--json", "--as-of", "2031-05-06T11:30:00Z", stdin=given)
    told = json.loads(done.stdout)
    assert [each["polarity"] for each in told["stances"]] == ["support"]
    assert told["flips"] == []


def test_a_replay_tells_the_same_whatever_the_order_of_the_lines(watch: Path) -> None:
    given = articles(BACKING, ULTIMATUM, TURNING, ending=NOON).splitlines(keepends=True)
    forth, back = (tocsin("replay", "--watch", watch, "--json", stdin="".join(each)) for each in (given, given[::-1]))
    assert forth.stdout == back.stdout


def test_the_account_of_a_replay_can_be_read(watch: Path) -> None:
    done = tocsin("replay", "--watch", watch, stdin=articles(BACKING, ULTIMATUM, TURNING, ending=NOON))
    assert done.returncode == 0
    for part in ("The strait of Veld, as known on 2031-05-06 at 12:00 UTC", "Alerts", "Deadlines", "Stances", TURNING):
        assert part in done.stdout
    assert "\x1b" not in done.stdout


def test_a_replay_of_nothing_says_what_is_missing(watch: Path) -> None:
    done = tocsin("replay", "--watch", watch)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "tocsin: replay: no article on standard input, and no --as-of; give at least one\n"


# when


def test_when_reads_a_phrase() -> None:
    done = spawned("when", "--at", "2031-05-06T12:00:00Z", "--tz", "Europe/Lisbon", "by noon on Friday")
    assert json.loads(done.stdout) == {
        "due": "2031-05-09T11:00:00Z",
        "earliest": "2031-05-09T11:00:00Z",
        "latest": "2031-05-09T11:00:00Z",
        "grain": "minute",
        "timezone": "Europe/Lisbon",
        "timezone_source": "watch",
        "alternatives": [],
    }


def test_when_says_that_a_phrase_is_no_time() -> None:
    done = tocsin("when", "--at", "2031-05-06T12:00:00Z", "fish and chips")
    assert done.returncode == 0
    assert json.loads(done.stdout)["due"] is None


def test_when_answers_every_phrase_and_tells_of_a_line_that_is_wrong() -> None:
    lines = (
        '{"text": "within 48 hours", "at": "2031-05-06T12:00:00Z", "tz": "UTC"}\n'
        '\n{"text": "by noon", "at": 5}\n{"text": "by noon", "at": "2031-05-06T08:00:00Z", "tz": null}\n'
    )
    done = tocsin("when", "--jsonl", stdin=lines)
    assert done.returncode == 1
    assert [json.loads(line)["due"] for line in done.stdout.splitlines()] == [DUE, None, "2031-05-06T12:00:00Z"]
    assert done.stderr == "tocsin: standard input line 3: at: 5 is no text; put quotes around it\n"


# check


def test_a_good_watch_and_a_good_configuration_pass(tmp_path: Path) -> None:
    done = tocsin("check", desk(tmp_path), tmp_path / "watch.yaml")
    assert (done.returncode, done.stdout) == (0, "2 files are in order.\n")


def test_every_fault_is_told_with_its_line_and_a_suggestion(tmp_path: Path) -> None:
    watch = tmp_path / "watch.yaml"
    watch.write_text(WATCH.replace("timezone: Europe/Lisbon", "timezon: UTC").replace("stance.new", "stance.knew"))
    lines = watch.read_text().splitlines()
    done = tocsin("check", watch)
    assert done.returncode == 1
    assert f"{watch}:{lines.index('timezon: UTC') + 1}: timezon: there is no such field" in done.stdout
    assert "did you mean 'timezone'?" in done.stdout
    assert "did you mean 'stance.new'?" in done.stdout


# stances, deadlines, alerts, log


def test_what_is_known_can_be_looked_into(data: Path) -> None:
    assert {(each["actor"], each["target"], each["polarity"]) for each in looked("stances", data)} >= {
        ("PRT", "toll", "support"),
        ("ESP", "toll", "oppose"),
    }
    (deadline,) = looked("deadlines", data)
    assert (deadline["setter"], deadline["state"], len(deadline["dues"])) == ("PRT", "pending", 1)
    alerts = sorted((str(each["kind"]), each["state"]) for each in looked("alerts", data, "--watch", "strait"))
    assert alerts == [("deadline.set", "open"), ("stance.new", "open"), ("stance.new", "open")]
    assert looked("stances", data, "--watch", "another") == []


def test_what_is_known_is_shown_as_tables(data: Path) -> None:
    for command, part in (("stances", BACKING), ("deadlines", "ferries"), ("alerts", "critical")):
        assert part in tocsin(command, "--data", data).stdout


def test_as_of_tells_what_was_known_then(data: Path) -> None:
    before = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    after = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    for command in ("stances", "alerts"):
        assert looked(command, data, "--as-of", before) == []
    assert {each["actor"] for each in looked("stances", data, "--as-of", after)} >= {"PRT", "ESP"}
    assert [each["state"] for each in looked("deadlines", data, "--as-of", after)] == ["expired"]


def test_the_log_is_cloud_events_in_their_order(data: Path) -> None:
    lines = tocsin("log", "--data", data).stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["seq"] for event in events] == sorted(event["seq"] for event in events)
    assert {event["specversion"] for event in events} == {"1.0"}
    kinds = ("tocsin.stance.claimed", "tocsin.deadline.claimed")
    claims = [event for event in events if event["type"] in kinds]
    some = ("--type", kinds[0], "--type", kinds[1], "--after", str(claims[0]["seq"]), "--limit", "2")
    assert looked("log", data, *some) == claims[1:3]
    wrong = tocsin("log", "--data", data, "--type", "tocsin.nothing")
    assert wrong.returncode == 1
    assert "'tocsin.nothing' is no type of event" in wrong.stderr


@pytest.mark.parametrize("command", ["stances", "rebuild"])
def test_a_directory_without_a_log_is_told_and_not_made(command: str, tmp_path: Path) -> None:
    done = tocsin(command, "--data", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("nowhere: no log here; start `tocsin run` with this data directory first\n")
    assert not (tmp_path / "nowhere").exists()


# retract and rebuild


def test_a_claim_is_retracted_once_and_what_was_known_before_stays_known(data: Path) -> None:
    (spain,) = [each for each in looked("stances", data) if each["actor"] == "ESP"]
    claim = spain["evidence"][0]["claim_id"]
    before = datetime.now(UTC).isoformat()
    taken_back = ("retract", claim, "--data", data, "--reason", "misquoted", "--by", "A. Nalyst")
    assert tocsin(*taken_back).stdout == f"Retracted {claim}.\n"
    assert "ESP" not in {each["actor"] for each in looked("stances", data)}
    assert "ESP" in {each["actor"] for each in looked("stances", data, "--as-of", before)}
    assert [each["state"] for each in looked("alerts", data) if "Spain" in str(each["title"])] == ["resolved"]
    again = tocsin(*taken_back)
    assert again.returncode == 1
    assert again.stderr == f"tocsin: retract: claim '{claim}' had been retracted before\n"


def test_a_claim_that_is_not_known_cannot_be_retracted(data: Path) -> None:
    done = tocsin("retract", "no-such-claim", "--data", data, "--reason", "misquoted", "--by", "A. Nalyst")
    assert done.returncode == 1
    assert "no claim 'no-such-claim' here" in done.stderr
    assert done.stderr.count("\n") == 1


def test_rebuilding_changes_nothing_that_is_looked(data: Path) -> None:
    looks = ("stances", "deadlines")
    before = [looked(look, data) for look in looks]
    done = tocsin("rebuild", "--data", data)
    assert done.stdout == f"Rebuilt {len(before[0])} stances and 1 deadlines from the claims.\n"
    assert [looked(look, data) for look in looks] == before


# schemas


def test_the_contract_is_written_out_and_checked(tmp_path: Path) -> None:
    assert tocsin("schemas", "export", tmp_path / "schemas").returncode == 0
    assert tocsin("schemas", "check", tmp_path / "schemas").returncode == 0
    (tmp_path / "schemas" / "v1" / "clock.ticked.json").unlink()
    drifted = tocsin("schemas", "check", tmp_path / "schemas")
    assert drifted.returncode == 1
    assert "clock.ticked" in drifted.stderr
