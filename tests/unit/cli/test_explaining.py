"""`tocsin explain` for a person at a terminal, and for a program."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.strait import AGAINST, BACKING, ULTIMATUM, WATCH, article
from tocsin.cli.app import app
from tocsin.cli.failure import Failure

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def watch(tmp_path: Path) -> Path:
    file = tmp_path / "watch.yaml"
    file.write_text(WATCH)
    return file


def explain(watch: Path, content: str, *options: str) -> Result:
    file = watch.parent / "articles.json"
    file.write_text(content)
    arguments = ["explain", "--watch", str(watch), *options, str(file)]
    return CliRunner(env={"NO_COLOR": "1"}).invoke(app, arguments)


def test_it_shows_what_is_claimed_and_by_which_rule(watch: Path) -> None:
    said = explain(watch, json.dumps(article(BACKING, NOON))).stdout
    assert "Portugal = PRT" in said
    assert "toll on the strait = toll (words)" in said
    assert "verb.np.active:support → support" in said
    assert "claim       stance: PRT support toll" in said


def test_an_article_may_stand_on_several_lines(watch: Path) -> None:
    assert "claim" in explain(watch, json.dumps(article(BACKING, NOON), indent=2)).stdout


def test_it_shows_deadlines(watch: Path) -> None:
    said = explain(watch, json.dumps(article(ULTIMATUM, NOON))).stdout
    assert "deadline set: PRT → ferries, 2031-05-08T12:00:00+00:00 (“48 hours”)" in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Does Portugal support the toll on the strait?", "not read for stances: it asks"),
        ("The toll on the strait is high.", "not read for stances: it names nobody"),
        ("Portugal is a country.", "not read for stances: it names nothing that one could be for or against"),
        ("Portugal may support the toll on the strait.", "nothing, for what is said leaves no stance"),
        ("Portugal has never said that it supports the toll on the strait.", "only supposed, or what nobody said"),
    ],
)
def test_it_says_why_nothing_is_claimed(watch: Path, text: str, reason: str) -> None:
    said = explain(watch, json.dumps(article(f"Veld Ferries sails. {text}", NOON))).stdout
    assert reason in said
    assert "claim " not in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Portugal denied that it had set Veld Ferries a deadline of Friday.", "nothing, for the sentence denies it"),
        ("Voters of Portugal have until Friday to register.", "nothing, for nobody has to do anything"),
        ("In 1962 Portugal gave Spain two weeks to leave.", "nothing, for it is told as history"),
        ("The deadline is Friday, a sailor said.", "nothing, for nobody whom the watch knows is in it"),
    ],
)
def test_it_says_why_a_deadline_is_none(watch: Path, text: str, reason: str) -> None:
    said = explain(watch, json.dumps(article(f"Veld Ferries sails. {text}", NOON))).stdout
    assert reason in said
    assert "claim       deadline" not in said


def test_a_deadline_whose_parties_other_sentences_tell_is_not_said_to_concern_nobody(watch: Path) -> None:
    about = "Portugal blamed Veld Ferries. Portugal pressed Veld Ferries. Portugal fined Veld Ferries."
    said = explain(watch, json.dumps(article(f"{about} The deadline is Friday, a sailor said.", NOON))).stdout
    assert "claim       deadline set" in said
    assert "nobody whom the watch knows" not in said


def test_a_headline_that_tells_the_day_is_not_said_to_concern_nobody_where_the_text_tells_the_hour(watch: Path) -> None:
    told = article("Portugal gave Veld Ferries until noon on Friday to leave.", NOON)
    said = explain(watch, json.dumps(told | {"title": "Portugal gives Veld Ferries until Friday to leave"})).stdout
    assert "claim       deadline set" in said
    assert "nobody whom the watch knows" not in said


def test_an_article_that_concerns_no_one_is_told_of(watch: Path) -> None:
    assert "Not read: it names no actor" in explain(watch, json.dumps(article("Cats sleep a lot.", NOON))).stdout


def test_an_article_in_another_language_is_told_of(watch: Path) -> None:
    other = json.dumps(article("Portugal apoia a portagem.", NOON) | {"language": "pt"})
    assert "Not read: it is in another language" in explain(watch, other).stdout


def test_one_of_several_is_chosen_by_its_id(watch: Path) -> None:
    both = [article(BACKING, NOON), article(AGAINST, NOON)]
    lines = "".join(json.dumps(each) + "\n" for each in both)
    shown = json.loads(explain(watch, lines, "--json", "--id", both[1]["id"]).stdout)
    assert [each["article"] for each in shown] == [both[1]["id"]]
    assert [claim["actor"] for sentence in shown[0]["sentences"] for claim in sentence["claims"]] == ["ESP"]


def test_an_id_that_is_not_there_is_told(watch: Path) -> None:
    result = explain(watch, json.dumps(article(BACKING, NOON)), "--id", "nowhere")
    assert isinstance(result.exception, Failure)
    assert "no article with the id 'nowhere'" in str(result.exception)


def test_a_broken_line_is_told_with_its_file_and_the_others_are_explained(watch: Path) -> None:
    result = explain(watch, json.dumps(article(BACKING, NOON)) + "\n{\n")
    assert result.exit_code == 1
    assert "articles.json line 2: is not JSON" in result.stderr
    assert "stance: PRT support toll" in result.stdout


def test_control_characters_of_a_text_do_not_reach_the_terminal(watch: Path) -> None:
    said = explain(watch, json.dumps(article("Portugal \x1b[31msupports the toll on the strait.", NOON))).stdout
    assert "\x1b" not in said


@pytest.mark.parametrize("text", [BACKING, AGAINST, ULTIMATUM])
def test_the_trace_holds_every_claim_of_extract(watch: Path, text: str) -> None:
    line = json.dumps(article(text, NOON))
    extracted = CliRunner().invoke(app, ["extract", "--watch", str(watch)], input=line).stdout.splitlines()
    (shown,) = json.loads(explain(watch, line, "--json").stdout)
    traced = [claim for sentence in shown["sentences"] for claim in sentence["claims"]]
    assert sorted(each["id"] for each in traced) == sorted(json.loads(each)["id"] for each in extracted)
