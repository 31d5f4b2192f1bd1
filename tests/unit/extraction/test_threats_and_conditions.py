"""Conditions, threats and needs, about an invented quarrel over a lock."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "lock",
        "title": "Ordavia: the lock",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state", "people": ["Milo Trask"]},
            {"id": "vestria", "name": "Vestria", "kind": "state", "people": ["Anja Holm"]},
            {"id": "league", "name": "Lakes League", "kind": "igo", "aliases": ["the league"], "people": ["Piet Sorn"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "aliases": ["the pilots"]},
            {"id": "greens", "name": "Green Front", "kind": "party", "aliases": ["the Greens"]},
        ],
        "propositions": [
            {"id": "toll", "title": "A toll on the canal", "phrases": ["canal toll"]},
            {"id": "force", "title": "Bombing Ordavia", "phrases": ["air strikes", "bombing", "use of force"]},
            {"id": "sanctions", "title": "Sanctions on Ordavia", "phrases": ["economic sanctions", "embargo"]},
            {"id": "release", "title": "Edda Brand's release", "phrases": ["free Edda Brand", "release of Edda Brand"]},
            {"id": "talks", "title": "Talks", "phrases": ["talks"]},
            {"id": "cuts", "title": "Spending cuts", "phrases": ["spending cuts"]},
        ],
    }
)
READER = StanceReader.of(WATCH, "Canal news")
told = READER.told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pilots say that they will stay out until the canal toll is scrapped.", ("pilots", "oppose", "toll")),
        ("The pilots refuse to sail until the canal toll is lifted.", ("pilots", "oppose", "toll")),
        ("The pilots will not sail so long as the canal toll is in force.", ("pilots", "oppose", "toll")),
        ("The pilots will go back to work once the canal toll is scrapped.", ("pilots", "oppose", "toll")),
        ("The league will keep its embargo until Edda Brand is freed.", ("league", "support", "release")),
        ("Vestria threatened to impose an embargo unless Edda Brand was freed.", ("vestria", "support", "release")),
        ("The Greens will back the budget only if there are spending cuts.", ("greens", "support", "cuts")),
        ("Only if the canal toll is scrapped will the Greens back the budget.", ("greens", "oppose", "toll")),
        ("Milo Trask would join talks on condition that the embargo was lifted.", ("ordavia", "oppose", "sanctions")),
        ("Milo Trask said he would join talks provided that the embargo ended.", ("ordavia", "support", "talks")),
        ("There will be no talks until the embargo is lifted, Milo Trask said.", ("ordavia", "oppose", "sanctions")),
    ],
)
def test_who_sets_a_condition_asks_for_what_it_names(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The locks stayed shut until the canal toll was dropped, Vestria said.",
        "Ordavia will keep the locks open until the talks end.",
        "The league will meet in Varna until the talks resume.",
        "Vestria will vote on the budget once the talks are over.",
        "The pilots will go back to work even if the canal toll is not dropped.",
        "The pilots said that Vestria would stay away until Edda Brand was freed.",
        "Vestria will pay the loan whether or not Edda Brand is freed.",
        "If Edda Brand is freed, she will fly to Vestria, the league said.",
    ],
)
def test_a_time_or_the_condition_of_another_asks_for_nothing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bombing could follow if Ordavia shut the lock, the league's envoys made clear.",
            ("league", "support", "force"),
        ),
        (
            "If the lock stays shut, economic sanctions will follow, the league warned.",
            ("league", "support", "sanctions"),
        ),
        ("Anja Holm said that if they stuck to that they would face air strikes.", ("vestria", "support", "force")),
        ("The lock must open, Piet Sorn said, or else air strikes would begin.", ("league", "support", "force")),
        (
            "Anja Holm said Ordavia had a week to open the lock, failing which economic sanctions would follow.",
            ("vestria", "support", "sanctions"),
        ),
        ("The league warned that force was one of the steps it might take.", ("league", "support", "force")),
    ],
)
def test_what_is_to_come_otherwise_is_threatened_by_whoever_says_so(text: str, expected: tuple[str, str, str]) -> None:
    assert {(claim.actor, claim.polarity, claim.target, claim.conditional) for claim in READER.stances(text)} >= {
        (*expected, True)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Economic sanctions could follow if the lock stays shut, analysts said.",
        "Ordavia would face economic sanctions if it shut the lock, Milo Trask admitted.",
        "Milo Trask expected that economic sanctions would follow if the lock stayed shut.",
        "The league did not say what would follow if Edda Brand was not freed.",
    ],
)
def test_what_is_only_forecast_is_no_threat(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Greens will not vote for the budget without spending cuts.", ("greens", "support", "cuts")),
        ("Without talks there will be no peace, Anja Holm said.", ("vestria", "support", "talks")),
        ("Only talks can end the dispute, Milo Trask said.", ("ordavia", "support", "talks")),
        ("Nothing short of an embargo would do, Anja Holm said.", ("vestria", "support", "sanctions")),
        ("Any loan, said Piet Sorn, would depend on spending cuts.", ("league", "support", "cuts")),
        ("Vestria made any loan conditional on spending cuts.", ("vestria", "support", "cuts")),
        ("Vestria has tied the loan to the release of Edda Brand.", ("vestria", "support", "release")),
        ("Vestria offered a loan in return for the release of Edda Brand.", ("vestria", "support", "release")),
        ("The Greens' condition is that the canal toll be dropped.", ("greens", "oppose", "toll")),
        ("The time has come to end the embargo, Milo Trask said.", ("ordavia", "oppose", "sanctions")),
        ("Ordavia had better free Edda Brand, Piet Sorn said.", ("league", "support", "release")),
    ],
)
def test_what_is_needed_is_wanted(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended without a deal on the canal toll.",
        "Vestria lived without the canal toll for years.",
        "Vestria said the loan was not tied to spending cuts.",
        "Vestria denied that the loan was tied to spending cuts.",
        "The canal toll has to be paid in crowns, Vestria said.",
        "The embargo has to be approved by parliament, Milo Trask said.",
    ],
)
def test_what_goes_without_it_or_only_tells_how_it_comes_about_is_no_need(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody who joins the talks should expect to keep his job, Milo Trask said.", ("ordavia", "oppose", "talks")),
        ("Deputies who vote for the canal toll will be expelled, the Greens warned.", ("greens", "oppose", "toll")),
        ("Whoever pays the canal toll will get a receipt, Vestria said.", None),
        ("Anybody who takes part in the talks will be fed, Vestria said.", None),
    ],
)
def test_who_punishes_those_who_do_it_is_against_it(text: str, expected: tuple[str, str, str] | None) -> None:
    assert told(text) == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vestria will answer any raid with an embargo.", ("vestria", "support", "sanctions")),
        ("Air strikes on Ordavia would not go unanswered, Milo Trask said.", ("ordavia", "oppose", "force")),
        ("The league warned him at a summit: free Edda Brand by Monday.", ("league", "support", "release")),
    ],
)
def test_answers_and_warnings_are_read(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("Vestria will drop the embargo once Edda Brand is freed.", True),
        ("Ordavia has until noon to open the lock, failing which the league will begin air strikes.", True),
        ("Ordavia must open the lock, or the league will begin air strikes.", True),
        ("The league will begin air strikes at noon.", False),
    ],
)
def test_a_stance_is_conditional_where_its_holder_sets_terms(text: str, *, conditional: bool) -> None:
    (claim,) = [claim for claim in READER.stances(text) if claim.target in {"force", "sanctions"}]
    assert claim.conditional is conditional
