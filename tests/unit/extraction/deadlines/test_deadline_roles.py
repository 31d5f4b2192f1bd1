"""Who set a deadline and whom it binds, where the words around it say so."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Under the Lakes League's terms, Sudmark must leave the island by Friday.",
        "Under a decision of the Lakes League, Sudmark has until Friday to leave the island.",
        "Sudmark must leave the island by Friday under a law that the League has passed.",
        "Sudmark has until Friday to leave the island or be expelled by the League.",
        "Sudmark has until Friday to leave the island or the League will expel it.",
        "Sudmark has until Friday to meet the demands of the League.",
        "Sudmark must repay a loan to the League by Friday.",
        "A payment by Sudmark to the League is due on Friday.",
        "The time allowed by the League for Sudmark to leave the island is up on Friday.",
        "Sudmark has rejected a call by the League to leave the island by Friday.",
        "The ultimatum that the League delivered to Sudmark runs out on Friday.",
    ],
)
def test_the_setter_may_stand_beside_what_is_demanded(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "If there is no deal with Sudmark by Friday, the League will close the sea.",
        "The League warned of a blockade unless Sudmark left the island by Friday.",
        "The League has threatened to close the sea on Friday unless Sudmark leaves the island.",
        "If Sudmark has not left the island by Friday, the sea will be closed, said Ama Brenn of the League.",
    ],
)
def test_who_threatens_is_the_setter(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League, which Norvia also belongs to, gave Sudmark until Friday to leave.",
        "Norvia welcomed the decision of the League to give Sudmark until Friday to leave.",
        "Ama Brenn told Norvia that Sudmark had until Friday to leave.",
    ],
)
def test_a_bystander_takes_no_role(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_one_who_is_told_by_another_is_addressed():
    assert tell("Ironco, told by the High Court to pay by Friday, is defiant.") == [
        ("court", "ironco", "set", "14 Mar 24:00")
    ]


def test_of_whom_a_quotation_is_said_is_addressed():
    assert tell("“They have until Friday,” Olin Vask said of Sudmark.") == [
        ("norvia", "sudmark", "set", "14 Mar 24:00")
    ]


def test_a_limit_of_debt_is_no_deadline_of_its_own():
    assert tell("The Assembly must raise Norvia's debt limit by Friday, the League said.") == [
        ("league", "council", "set", "14 Mar 24:00")
    ]


def test_a_deadline_binds_the_one_whom_the_article_is_about():
    text = (
        "Per Dahlin will stay where he is. He was in Port Ansel on Monday. Sudmark has sent for more ships.\n\n"
        "The ultimatum of the League expires at midnight on Friday."
    )
    assert tell(text, title="Dahlin will not go") == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text", ["A judge gave Ironco until Friday to pay.", "Judges gave Ironco until Friday to pay."]
)
def test_a_judge_sets_deadlines_for_the_court(text: str):
    assert tell(text) == [("court", "ironco", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League met Sudmark on Monday and gave it until Friday to leave.",
        "Sudmark's envoys were packing. The League had given them until Friday to leave.",
        "Per Dahlin is defiant. The League has told him to leave by Friday.",
        "Sudmark would not listen, and the League gave it until Friday to leave.",
    ],
)
def test_a_pronoun_that_is_told_stands_for_the_one_spoken_of_last(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark must leave the island by Friday, as the League demands.",
        "Given until Friday by the League to leave the island, Sudmark is defiant.",
        "In a note to Sudmark, the League demanded an answer by Friday.",
        "Sudmark is racing to meet a Friday deadline that the League has refused to move.",
        "Sudmark is facing a Friday deadline set by the League.",
        "Sudmark was set a Friday deadline by the League.",
        "Sudmark has vowed to defy the League's Friday deadline.",
        "Ama Brenn of the League said of Sudmark: “It has until Friday.”",
        "The week that the League gave Sudmark ends on Friday.",
    ],
)
def test_the_parties_are_found_wherever_they_stand(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark has been told to leave the island by Friday. The order came from the League.",
        "Sudmark was told to leave the island by Friday. The decision was announced by the League.",
    ],
)
def test_the_next_sentence_may_tell_from_whom_an_order_came(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_a_body_before_the_name_of_a_deadline_has_set_it():
    assert tell("The Lakes League deadline expires on Friday.") == [("league", None, "set", "14 Mar 24:00")]


def test_a_state_before_the_name_of_a_deadline_may_be_what_it_is_about():
    assert tell("The Peru deadline set by the League expires on Friday.") == [("league", None, "set", "14 Mar 24:00")]


def test_one_whom_others_are_to_free_is_not_addressed():
    told = tell("The League will close the sea unless Per Dahlin is freed by Friday.")
    assert [addressee for _, addressee, _, _ in told] == [None]


def test_whom_a_demand_is_about_is_not_addressed():
    assert tell("Norvia told residents of the valley to leave Sudmark by Friday.") == [
        ("norvia", None, "set", "14 Mar 24:00")
    ]
