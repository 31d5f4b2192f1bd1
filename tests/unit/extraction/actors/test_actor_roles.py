import pytest


@pytest.mark.parametrize(
    "text",
    [
        "It rained in Chile.",
        "They live near Santa Fe, in the Chilean capital.",
        "She took the road to Bamako.",
        "He flew from Bamako yesterday.",
        "The people of Peru sang.",
        "A French bank, a French court and the French senate closed.",
        "A Turkish newspaper and the Turkish opposition disagreed.",
        "Peru's parliament and Peru's central bank disagreed.",
        "A Paris-born singer and a pro-Russian party met.",
        "The Peru deal and the Ukraine war go on.",
        "Greeks voted.",
        "Former Peruvian ministers wept.",
        "Britain's former prime minister wept.",
        "Everyone liked the Brussels summit.",
        "He was in France, Germany and Italy.",
    ],
)
def test_places_and_belongings_do_not_act(acting, text):
    assert acting(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("French troops left.", [("FRA", "French troops")]),
        ("The French foreign ministry spokesman smiled.", [("FRA", "The French foreign ministry spokesman")]),
        ("Peru's government fell.", [("PER", "Peru's government")]),
        ("Paris denied it.", [("FRA", "Paris")]),
        ("An ultimatum from Moscow came.", [("RUS", "Moscow")]),
        ("France's refusal hurt.", [("FRA", "France")]),
        ("French opposition to the plan grew.", [("FRA", "French")]),
        ("The president of Peru smiled.", [("PER", "The president of Peru")]),
        ("Officials in Lima smiled.", [("PER", "Officials in Lima")]),
        ("The Germans and the French agreed.", [("DEU", "The Germans"), ("FRA", "the French")]),
        ("EU leaders met.", [("EU", "EU leaders")]),
        ("They waited at US request.", [("USA", "US")]),
        ("The deputy Peruvian envoy smiled.", [("PER", "The deputy Peruvian envoy")]),
        ("The U.S. secretary of state smiled.", [("USA", "The U.S. secretary of state")]),
        ("The EU's foreign policy chief smiled.", [("EU", "The EU's foreign policy chief")]),
        ("The French opposition leader wept and the French smiled.", [("FRA", "the French")]),
        ("They urged the US to wait.", [("USA", "the US")]),
    ],
)
def test_governments_and_those_who_speak_for_them_act(acting, text, expected):
    assert acting(text) == expected


def test_two_nationalities_share_an_office(acting):
    assert acting("Greek and Turkish envoys met.") == [("GRC", "Greek"), ("TUR", "Turkish envoys")]


def test_a_dateline_is_only_a_place(acting):
    assert acting("LIMA, May 5 (Sample Wire) - France agreed.") == [("FRA", "France")]
    assert acting("LIMA - The Peruvian army agreed.") == [("PER", "The Peruvian army")]
    assert acting("LIMA, Peru (SW) — Costa Rica agreed.") == [("CRI", "Costa Rica")]


def test_the_owner_of_an_actor_does_not_act(acting):
    assert acting("Niger's junta refused, and so did the Nigerien junta.") == [
        ("council", "junta"),
        ("council", "junta"),
    ]
