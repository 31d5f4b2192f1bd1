"""What "the accord", "a move that", "both" and "it" stand for, once a proposition was named."""

from datetime import UTC, datetime

import pytest

from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.rules import RuleExtractor

WATCH = Watch.model_validate(
    {
        "id": "lake",
        "title": "The lake",
        "actors": [
            {"id": "front", "name": "Reform Front", "kind": "party", "people": ["Lena Holm"]},
            {"id": "guild", "name": "Dockers' Guild", "kind": "union", "aliases": ["the guild"]},
        ],
        "propositions": [
            {"id": "treaty", "title": "The Oru water treaty", "phrases": ["water treaty", "Oru treaty"]},
            {"id": "strike", "title": "A strike by the dockers", "phrases": ["dockers' strike", "port strike"]},
            {"id": "sanctions", "title": "Sanctions on Zembla", "phrases": ["sanctions on Zembla", "sanctions"]},
            {"id": "bill", "title": "The media bill", "phrases": ["media bill", "press law"]},
            {"id": "tunnel", "title": "The Kessel tunnel", "phrases": ["Kessel tunnel", "tunnel under the strait"]},
        ],
    }
)
TREATY = "The Oru water treaty was published on Monday."
SANCTIONS = "The sanctions on Zembla bite."
IMPOSED = "Peru has imposed sanctions on Zembla."
TWO = "The talks were about the Kessel tunnel and the Oru treaty."


def told(text: str) -> set[tuple[str, str, str]]:
    """Return the stances on propositions that the last sentence of a text tells."""
    when = datetime(2026, 3, 2, tzinfo=UTC)
    article = Article(
        id="1", source="x", url="http://example.org/1", title="Notes", text=text, published_at=when, fetched_at=when
    )
    last = article.body.rindex(text.rsplit(". ", 1)[-1])
    ids = {each.id for each in WATCH.propositions}
    claims = (claim for claim in RuleExtractor([WATCH]).extract(article) if claim.type == "stance")
    return {(c.actor, c.target, c.polarity) for c in claims if c.target in ids and c.evidence.start >= last}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (f"{TREATY} Norway found that text unacceptable.", ("NOR", "treaty", "oppose")),
        (f"{TREATY} Kenya begged the rivals to accept the settlement on the table.", ("KEN", "treaty", "support")),
        (f"{TREATY} Norway welcomed the compromise on its fishermen's behalf.", ("NOR", "treaty", "support")),
        (f"{TREATY} A draft went out in May. Norway welcomed the draft.", ("NOR", "treaty", "support")),
        (f"{TREATY} Norway gave the accord its blessing.", ("NOR", "treaty", "support")),
        (f"{SANCTIONS} Kenya wants the measures lifted.", ("KEN", "sanctions", "oppose")),
        (f"{SANCTIONS} Norway denounces Western penalties as theft.", ("NOR", "sanctions", "oppose")),
        (f"{SANCTIONS} Kenya backs the squeeze.", ("KEN", "sanctions", "support")),
        ("The dockers' strike began. Kenya condemned the guild's action.", ("KEN", "strike", "oppose")),
        ("The media bill is done. The Reform Front wants the legislation withdrawn.", ("front", "bill", "oppose")),
        ("The dockers' strike began. Kenya hailed the accord.", ("KEN", "treaty", "support")),
    ],
)
def test_a_definite_noun_of_its_kind_stands_for_it(text: str, stance: tuple[str, str, str]) -> None:
    assert told(text) == {stance}


@pytest.mark.parametrize(
    "text",
    [
        f"{SANCTIONS} Kenya welcomed the measures against malaria.",
        f"{SANCTIONS} Norway opposes curbs on fishing.",
        f"{TREATY} Norway welcomed the accord on salmon.",
        f"{TREATY} Peru signed a fishing pact. Kenya praised the pact.",
        f"{TREATY} Norway's own deputies withheld their votes.",
        f"{TREATY} Kenya studied the document for a week.",
        "The dockers' strike began. Norway condemned the air strikes on Zembla.",
        "Kenya hailed the accord.",
    ],
)
def test_a_noun_that_says_more_or_names_another_thing_does_not(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru drew up the Kessel tunnel, which Kenya called a folly.", ("KEN", "tunnel", "oppose")),
        ("Peru drew up the Kessel tunnel, which Kenya called the worst folly of all.", ("KEN", "tunnel", "oppose")),
        ("Peru drew up the Kessel tunnel, which Kenya described as the ultimate folly.", ("KEN", "tunnel", "oppose")),
        ("Chile dropped the Kessel tunnel, a move that Kenya called cynical.", ("KEN", "tunnel", "support")),
        ("Chile dropped the Kessel tunnel, a decision which Kenya deplored.", ("KEN", "tunnel", "support")),
        (f"{IMPOSED} Kenya condemned a step that it called rash.", ("KEN", "sanctions", "oppose")),
        (f"{IMPOSED} Kenya condemned the move. Norway called the decision fair.", ("NOR", "sanctions", "support")),
        ("Peru dropped the Oru treaty. Kenya condemned the move. Norway called it rash.", ("NOR", "treaty", "support")),
        ("Peru threatened Chile with sanctions. Kenya rejects Peru's threats.", ("KEN", "sanctions", "oppose")),
        ("Kenya asked for sanctions on Zembla. Norway granted Kenya's request.", ("NOR", "sanctions", "support")),
    ],
)
def test_a_deed_is_judged_for_what_it_did(text: str, stance: tuple[str, str, str]) -> None:
    assert stance in told(text)


def test_an_indefinite_noun_with_a_clause_that_tells_which_is_not_the_one_at_issue() -> None:
    assert told("Peru held talks on a press law that Kenya called rigged.") == set()


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        (f"{TWO} Norway rejects both.", {("NOR", "tunnel", "oppose"), ("NOR", "treaty", "oppose")}),
        (f"{TWO} Norway will accept neither.", {("NOR", "tunnel", "oppose"), ("NOR", "treaty", "oppose")}),
        (f"{TWO} Norway backs neither of them.", {("NOR", "tunnel", "oppose"), ("NOR", "treaty", "oppose")}),
        (f"{TWO} Kenya prefers the former.", {("KEN", "tunnel", "support")}),
        (f"{TWO} Kenya opposes the latter.", {("KEN", "treaty", "oppose")}),
        (f"{TWO} Norway praised both sides.", set()),
        (f"{TWO} Norway backs the former minister.", set()),
        ("The Kessel tunnel is ready. Norway rejects both.", set()),
    ],
)
def test_words_for_two_stand_for_the_two_named_together(text: str, stances: set[tuple[str, str, str]]) -> None:
    assert told(text) == stances


def test_none_of_two_things_is_accepted_by_who_would_accept_neither() -> None:
    text = "The talks were about the Kessel tunnel and the Oru treaty, neither of which Norway would accept."
    assert told(text) == {("NOR", "tunnel", "oppose"), ("NOR", "treaty", "oppose")}


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        (f"{TREATY} Who is pleased? Kenya called it a triumph.", {("KEN", "treaty", "support")}),
        (f"{TREATY} Norway asked voters to give it a resounding No.", {("NOR", "treaty", "oppose")}),
        (f"{TREATY} Norway opened a museum, and Kenya called it a triumph.", set()),
        (f"{TREATY} Norway published a report on salmon. Kenya welcomed it.", set()),
    ],
)
def test_it_stands_for_what_was_spoken_of_right_before(text: str, stances: set[tuple[str, str, str]]) -> None:
    assert told(text) == stances
