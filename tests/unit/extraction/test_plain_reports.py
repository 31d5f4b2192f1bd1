"""Plain reports of a sentence or two about a port and its neighbours, each with every stance that it tells."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch
from tocsin.extraction.stances.lexicon import conjugate, lexicon

_WATCH = Watch.model_validate(
    {
        "id": "port",
        "title": "The port",
        "places": ["PT"],
        "actors": [
            {"id": "dockers", "name": "Federation of Port Workers", "kind": "union", "aliases": ["the dockers"]},
            {"id": "halvard", "name": "Halvard Lines", "kind": "company", "aliases": ["Halvard"]},
            {"id": "norvia", "name": "Norvia Towage", "kind": "company", "aliases": ["Norvia"]},
            {"id": "court", "name": "Commercial Court of Lisbon", "kind": "court", "aliases": ["the court"]},
            {"id": "greens", "name": "Green Alliance", "kind": "party", "aliases": ["the Greens"]},
            {"id": "labour", "name": "Labour Party", "kind": "party", "aliases": ["Labour"]},
            {"id": "zeta", "name": "Zeta Media", "kind": "company", "aliases": ["Zeta"]},
            {
                "id": "rebels",
                "name": "Front of the North",
                "kind": "armed-group",
                "aliases": ["the rebels"],
                "people": ["Issa Kone"],
            },
            {
                "id": "junta",
                "name": "Council of Renewal",
                "kind": "military",
                "aliases": ["the junta"],
                "people": ["Otto Brandt"],
            },
        ],
        "propositions": [
            {"id": "sale", "title": "Sale of the port", "phrases": ["sale of the port", "takeover of the port"]},
            {"id": "strike", "title": "A strike by the dockers", "phrases": ["strike", "walkout"]},
            {"id": "truce", "title": "A truce in the north", "phrases": ["truce", "ceasefire", "laying down arms"]},
            {"id": "elections", "title": "Elections", "phrases": ["elections", "civilian government"]},
            {"id": "treaty", "title": "The border treaty", "phrases": ["border treaty", "treaty with Germany"]},
            {"id": "ban", "title": "A ban on Zeta", "phrases": ["ban on Zeta", "withdrawal of Zeta's licence"]},
            {"id": "sanctions", "title": "Sanctions on the junta", "phrases": ["sanctions", "embargo"]},
        ],
    }
)


def told(text: str) -> set[str]:
    """Return the stances of a text as "who +what" and "who -what"."""
    signs = {"support": "+", "oppose": "-", "neutral": "0"}
    return {
        f"{actor} {signs[polarity]}{target}" for actor, polarity, target in StanceReader.of(_WATCH, "Notes").told(text)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike was condemned by Labour.", {"labour -strike"}),
        ("The strike was condemned by Labour and praised by the Greens.", {"labour -strike", "greens +strike"}),
        ("The strike was condemned by Labour and by the Greens.", {"labour -strike", "greens -strike"}),
        ("The dockers rejected the offer and will walk out at noon.", {"dockers +strike"}),
        ("Otto Brandt promised on state television that elections would be held.", {"junta +elections"}),
        ("The court has told Halvard that the takeover of the port cannot go ahead.", {"court -sale"}),
        ("Norvia said that the walkout was the last thing the port needed.", {"norvia -strike"}),
        ("Labour wants a debate on the sale of the port, which it says is theft.", {"labour -sale"}),
        ("The court threw out a bid by the dockers to stop the sale of the port.", {"dockers -sale", "court +sale"}),
        ("Halvard regrets that the dockers have decided to strike.", {"halvard -strike", "dockers +strike"}),
        ("Halvard hopes that the court will lift the ban on the sale of the port.", {"halvard +sale"}),
        ("Issa Kone told reporters that his men would not lay down their arms.", {"rebels -truce"}),
        ("The rebels refused to discuss a truce.", {"rebels -truce"}),
        ("The rebels will not consider a truce.", {"rebels -truce"}),
        ("The court has not decided whether to allow the sale of the port.", {"court 0sale"}),
        ("Norvia is one of the few companies that support the strike.", {"norvia +strike"}),
        ("Opponents of the sale of the port, among them the Greens, cheered.", {"greens -sale"}),
        ("The Greens and Labour joined forces to stop the sale of the port.", {"greens -sale", "labour -sale"}),
        ("Spain renewed the embargo, to the dismay of Italy.", {"ESP +sanctions", "ITA -sanctions"}),
        ("Spain renewed the embargo, to Italy's delight.", {"ESP +sanctions", "ITA +sanctions"}),
        ("Spain renewed the embargo. Italy said it was disappointed.", {"ESP +sanctions", "ITA -sanctions"}),
        ("Spain renewed the embargo. Italy reacted with fury.", {"ESP +sanctions", "ITA -sanctions"}),
        ("The junta should hold elections, in Spain's view.", {"ESP +elections"}),
        ("Spain renewed the embargo despite warnings from Italy.", {"ESP +sanctions", "ITA -sanctions"}),
        ("Despite opposition from the Greens, Spain renewed the embargo.", {"greens -sanctions", "ESP +sanctions"}),
        ("The court's approval of the sale of the port angered the dockers.", {"court +sale", "dockers -sale"}),
        ("Labour MPs voted for the sale of the port on Tuesday.", {"labour +sale"}),
        ("Spain, long opposed to sanctions, will now vote for them.", {"ESP +sanctions"}),
        ("The sanctions have failed, Madrid says, and should be lifted.", {"ESP -sanctions"}),
        ("A motion by the Greens to stop the sale of the port was put off.", {"greens -sale"}),
        ("Spain backs the embargo. Italy has doubts.", {"ESP +sanctions", "ITA -sanctions"}),
        ("Spain backs the embargo; Italy is sceptical.", {"ESP +sanctions", "ITA -sanctions"}),
        ("Spain threatened Portugal over the sale of the port.", {"ESP -sale", "ESP -PRT"}),
        ("The Greens would rather lose power than sell the port.", {"greens -sale"}),
        ("Spain followed France in backing the embargo.", {"ESP +sanctions", "FRA +sanctions"}),
        ("The court rejected Halvard's request to ban the strike.", {"halvard -strike", "court +strike"}),
        ("France persuaded Spain to back the embargo.", {"FRA +sanctions", "ESP +sanctions"}),
        ("Spain ignored French calls for an embargo.", {"FRA +sanctions", "ESP -sanctions"}),
        ("The junta was told by France to hold elections.", {"FRA +elections"}),
        ("The border treaty was signed by Germany and Poland.", {"DEU +treaty", "POL +treaty"}),
        ("Norvia's demand for a strike was rejected by the dockers.", {"norvia +strike", "dockers -strike"}),
        ("Few in Labour back the strike.", {"labour -strike"}),
        ("Most of Labour backs the strike.", {"labour +strike"}),
        ("The dockers, whose strike Labour condemns, had no comment.", {"labour -strike"}),
        ("The court's ban on Zeta was praised by Labour.", {"court +ban", "labour +ban"}),
        ("The rebels offered a truce, which the junta rejected within hours.", {"rebels +truce", "junta -truce"}),
        ("The court doubts that the embargo is the answer.", {"court -sanctions"}),
        ("Spain opposes the embargo but would not block it.", {"ESP -sanctions"}),
        ("France and Spain abstained in a vote on the embargo.", {"FRA 0sanctions", "ESP 0sanctions"}),
        ("The rebels made the withdrawal of the embargo a condition of any truce.", {"rebels -sanctions"}),
        ("The port is old. Labour wants to sell it. The Greens do not.", {"labour +sale", "greens -sale"}),
        ("Labour broke its promise to lift the embargo.", {"labour +sanctions"}),
        ("Norvia denied that it had dropped its opposition to the strike.", {"norvia -strike"}),
        ("The Greens are under fire for their opposition to the strike.", {"greens -strike"}),
        ("Spain rules out a truce.", {"ESP -truce"}),
        ("Spain chained its ships to the quay in protest at the embargo.", {"ESP -sanctions"}),
        ("Spain voted not to lift the embargo.", {"ESP +sanctions"}),
        ("Spain decided not to renew the embargo.", {"ESP -sanctions"}),
        ("Spain condemned the strike but not the embargo.", {"ESP -strike"}),
        ("Spain backs the strike but not the embargo.", {"ESP +strike", "ESP -sanctions"}),
        ("Spain backs neither the strike nor the embargo.", {"ESP -strike", "ESP -sanctions"}),
        ("Spain backs the strike, not the embargo.", {"ESP +strike", "ESP -sanctions"}),
        ("France and Spain were among those who condemned the strike.", {"FRA -strike", "ESP -strike"}),
        ('Spain proposed elections. "Rubbish," said Otto Brandt.', {"ESP +elections", "junta -elections"}),
        ('Spain opposes elections. "Nonsense," said Issa Kone.', {"ESP -elections", "rebels +elections"}),
        ("Germany has signed the border treaty.", {"DEU +treaty"}),
        ("Zeta asked for the strike to be banned.", {"zeta -strike"}),
        ("The Greens carried banners against the sale of the port.", {"greens -sale"}),
        ("Portugal was right to reject the border treaty, the Greens said.", {"greens -treaty"}),
        ("It was wrong to sell the port, the Greens said.", {"greens -sale"}),
        ("Norvia criticised Labour for backing the strike.", {"norvia -labour", "norvia -strike", "labour +strike"}),
        ("Otto Brandt cancelled the elections over French objections.", {"junta -elections", "FRA +elections"}),
        ("Otto Brandt cancelled the elections despite France's protests.", {"junta -elections", "FRA +elections"}),
    ],
)  # fmt: skip
def test_a_plain_report_is_read_in_full(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels declined to discuss private letters.",
        "The rebels consider a truce.",
        "Spain condemned neither the strike nor the embargo.",
        "Spain has kept silent about the embargo.",
        "The dockers strike a deal with Norvia.",
        "The Greens dared Labour to back the strike.",
        "A strike by the dockers would be their first in a decade.",
        "France's opposition leader wants the embargo lifted.",
        "A French senator called for the embargo to be lifted.",
        "Ships come and go. Labour wants to sell it.",
        "A Spanish newspaper said that the embargo was folly.",
        "Spain had backed the embargo until last month.",
        "France failed to win Spanish support for the embargo.",
        "Norvia said a strike was inevitable.",
        "Portugal has not signed the border treaty yet.",
        "All parties but Labour voted for the border treaty.",
        "Nothing would make the rebels accept the truce.",
        "The Greens won the last elections.",
        "The dockers stayed away over the holidays, despite the rain in France.",
    ],
)
def test_what_leaves_open_where_its_actors_stand_tells_no_stance(text: str) -> None:
    assert told(text) == set()


def test_what_somebody_expects_of_another_is_no_stance_of_the_other() -> None:
    stances = told("Halvard expects that the court will block the sale of the port.")
    assert not {stance for stance in stances if not stance.startswith("halvard")}


def test_a_ministry_that_speaks_is_that_of_who_opens_the_sentence() -> None:
    text = "Spain recalled its ambassador from Lisbon in protest at the sale of the port, the foreign ministry said."
    assert "ESP -sale" in told(text)
    assert not {stance for stance in told(text) if stance.startswith("PRT")}


def test_no_expression_hides_who_does_what_in_a_passive() -> None:
    words = lexicon()
    verbs = {p.lemma for p in words.predicates if p.pos == "verb" and p.kind == "attitude" and " " not in p.lemma}
    pasts = {form for verb in verbs for name, form in conjugate(verb) if name == "participle"}
    hidden = {past for past in pasts for be in ("was", "is") if words.longest([be, past, "by"], 0, 3)[0] == 3}
    assert hidden <= {"accused"}
