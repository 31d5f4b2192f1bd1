"""Propositions that are met by what news says of a deed, and of its undoing, without naming it."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch


def told(phrase: str, text: str) -> set[tuple[str, str, str]]:
    """Return the stances of a text on one proposition with one phrase."""
    watch = Watch.model_validate(
        {
            "id": "isles",
            "title": "The isles",
            "actors": [
                {"id": "ordavia", "name": "Ordavia", "kind": "state"},
                {"id": "vestria", "name": "Vestria", "kind": "state"},
            ],
            "propositions": [{"id": "p", "title": phrase.capitalize(), "phrases": [phrase]}],
        }
    )
    return StanceReader.of(watch, "Notes").told(text)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("referendum", "Vestria wants to consult the people.", ("vestria", "support", "p")),
        ("referendum", "Vestria would deny the people a say.", ("vestria", "oppose", "p")),
        ("embargo", "Vestria stopped selling weapons to Ordavia.", ("vestria", "support", "p")),
        ("inspections of the plant", "Ordavia let the experts into the plant.", ("ordavia", "support", "p")),
        ("inspections of the plant", "Ordavia turned away the experts.", ("ordavia", "oppose", "p")),
        ("disarmament of the militia", "Ordavia agreed to hand in its rifles.", ("ordavia", "support", "p")),
        ("disarmament of the militia", "Ordavia will hold on to its missiles.", ("ordavia", "oppose", "p")),
        ("bailout of the bank", "Vestria is ready to let the bank fail.", ("vestria", "oppose", "p")),
        ("merger of the two yards", "Vestria decided to sell its shares to Ordavia.", ("vestria", "support", "p")),
        ("independence of the isles", "Ordavia wants to keep the country whole.", ("ordavia", "oppose", "p")),
        ("deportation of the migrants", "Ordavia wants to let the migrants stay.", ("ordavia", "oppose", "p")),
        ("extradition of the banker", "Vestria granted the banker asylum.", ("vestria", "oppose", "p")),
    ],
)
def test_a_deed_stands_for_the_act_or_its_undoing(phrase: str, text: str, expected: tuple[str, str, str]) -> None:
    assert told(phrase, text) == {expected}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("referendum", "Vestria consulted its lawyers."),
        ("embargo", "Vestria stopped selling cheese."),
        ("inspections of the plant", "Ordavia switched off the lights."),
        ("disarmament of the militia", "Ordavia will keep its lighthouses."),
        ("bailout of the bank", "Vestria let the matter drop."),
        ("independence of the isles", "Vestria wants a hall of its own."),
    ],
)
def test_the_same_verb_with_another_object_is_no_stance(phrase: str, text: str) -> None:
    assert told(phrase, text) == set()


@pytest.mark.parametrize(
    ("phrase", "text", "polarity"),
    [
        ("ceasefire", "Vestria called for the shelling to stop at once.", "support"),
        ("ceasefire", "Vestria pleaded for a pause in the fighting.", "support"),
        ("pay rise", "Vestria is demanding more money for its members.", "support"),
        ("pay rise", "Vestria wants to freeze wages for two years.", "oppose"),
        ("raising the pension age", "Vestria wants people to work longer.", "support"),
        ("austerity", "Vestria rejected further belt-tightening.", "oppose"),
        ("austerity", "Vestria wants to spend its way out of the slump.", "oppose"),
        ("closure of the mine", "Vestria promised to keep the pit running.", "oppose"),
        ("rent freeze", "Vestria wants landlords barred from charging more.", "support"),
        ("export ban", "Vestria decided to let wheat leave the country again.", "oppose"),
        ("drilling in the bay", "Vestria wants the oil left in the ground.", "oppose"),
        ("the dam", "Vestria wants the river to run free.", "oppose"),
        ("accession to the union", "Vestria slammed the door on the newcomer.", "oppose"),
        ("troop withdrawal", "Vestria promised to bring the boys home.", "support"),
        ("arms deliveries", "Vestria is sending shells and howitzers.", "support"),
        ("peace talks", "Vestria agreed to hear the rebels out.", "support"),
        ("prisoner swap", "Vestria offered to trade its captives for ten soldiers.", "support"),
        ("early election", "Vestria insisted on seeing out the full term.", "oppose"),
        ("postponing the election", "Vestria insisted that the vote go ahead as planned.", "oppose"),
        ("a recount", "Vestria wants every ballot to be tallied again.", "support"),
        ("resignation of the minister", "Vestria told the minister to pack his bags.", "support"),
        ("state of emergency", "Vestria wants to rule by decree.", "support"),
        ("media ban", "Vestria ordered the station off the air.", "support"),
        ("ban on the broadcaster", "Vestria wants the channel back on the air.", "oppose"),
        ("internet shutdown", "Vestria cut the country off from the web.", "support"),
        ("doping ban", "Vestria wants the sprinter back on the track.", "oppose"),
        ("suspension of the federation", "Vestria welcomed the federation back into the fold.", "oppose"),
        ("boycott of the games", "Vestria will keep its athletes at home.", "support"),
        ("debt relief", "Vestria insists that every penny be paid back.", "oppose"),
        ("lockout", "Vestria let the workers back in.", "oppose"),
        ("job cuts", "Vestria will show a thousand workers the door.", "support"),
        ("breakup of the company", "Vestria wants the company to stay in one piece.", "oppose"),
        ("unity government", "Vestria invited its rivals into the cabinet.", "support"),
        ("return to civilian rule", "Vestria wants the generals back in their barracks.", "support"),
        ("third term", "Vestria insists that two terms are enough.", "oppose"),
        ("blockade of the port", "Vestria wants ships to come and go freely.", "oppose"),
        ("carbon tax", "Vestria wants polluters to pay.", "support"),
        ("enrichment", "Vestria wants the centrifuges to stop spinning.", "oppose"),
        ("compensation for victims", "Vestria agreed to pay the families.", "support"),
        ("mobilisation", "Vestria sent its reservists home.", "oppose"),
        ("repeal of the law", "Vestria wants the law to stay on the books.", "oppose"),
    ],
)
def test_what_a_dispute_is_about_is_met_in_the_words_of_reporters(phrase: str, text: str, polarity: str) -> None:
    assert told(phrase, text) == {("vestria", polarity, "p")}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("pay rise", "Vestria paid more for its coal."),
        ("raising the retirement age", "Vestria wants people to work harder."),
        ("closure of the mine", "Vestria closed its stand at the fair."),
        ("price cap", "Vestria cut the price of its bread."),
        ("the dam", "Vestria flooded the market with rice."),
        ("withdrawal of troops", "Vestria said its soldiers would march in the parade."),
        ("peace talks", "Vestria discussed the weather."),
        ("prisoner swap", "Vestria traded its horses for ten cows."),
        ("resignation of the minister", "Vestria sent the minister a letter."),
        ("resignation of the minister", "Vestria defended the minister."),
        ("boycott of the games", "Vestria travelled to the coast."),
        ("debt relief", "Vestria paid back its brother."),
    ],
)
def test_words_of_the_kind_about_something_else_are_no_stance(phrase: str, text: str) -> None:
    assert told(phrase, text) == set()
