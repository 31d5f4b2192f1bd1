import pytest


def resolved(mentions):
    return [(m.actor, m.text, m.kind) for m in mentions if m.kind in ("noun", "pronoun")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ecowas met. The bloc agreed.", ("ECOWAS", "The bloc", "noun")),
        ("Nato and Peru met. The alliance agreed.", ("NATO", "The alliance", "noun")),
        ("The IMF replied. The Fund agreed.", ("IMF", "The Fund", "noun")),
        ("Peru and the EU met. The country agreed.", ("PER", "The country", "noun")),
        ("Peru and the EU met. The government agreed.", ("PER", "The government", "noun")),
        ("Kestrel Copper and the NUKM met. The company agreed.", ("orr", "The company", "noun")),
        ("The KFF fired. The group left.", ("front", "The group", "noun")),
        ("The Council of Salvation met. The council left.", ("council", "The council", "noun")),
        ("Inés Quiroga rose. The minister spoke.", ("PER", "The minister", "noun")),
        ("Peru waited. Its foreign ministry spoke.", ("PER", "Its foreign ministry", "pronoun")),
        ("Inés Quiroga rose. She spoke.", ("PER", "She", "pronoun")),
        ("Inés Quiroga said that she agreed.", ("PER", "she", "pronoun")),
        ("Inés Quiroga said that her country agreed.", ("PER", "her country", "pronoun")),
        ("Peru said that it agreed.", ("PER", "it", "pronoun")),
        ("Chile told Peru that it agreed.", ("CHL", "it", "pronoun")),
        ("Peru waited. It is against the plan.", ("PER", "It", "pronoun")),
        ("The NUKM said that they agreed.", ("miners", "they", "pronoun")),
        ("Peru waited. A spokesman smiled.", ("PER", "A spokesman", "noun")),
        ("Peru waited. The treasury agreed.", ("PER", "The treasury", "noun")),
        ("Kestrel Copper waited. A clerk told the firm to pay.", ("orr", "the firm", "noun")),
        ("Ecowas met. The 15-member bloc agreed.", ("ECOWAS", "The 15-member bloc", "noun")),
        ("The Security Council and the KFF met. The council agreed.", ("UN", "The council", "noun")),
        ("Kestrel Copper fell. Shareholders approved the sale.", ("owners", "Shareholders", "noun")),
        ("Jordan met Peru. The kingdom agreed.", ("JOR", "The kingdom", "noun")),
        ("Chile met the managers. They agreed.", ("orr", "They", "pronoun")),
        ("West African leaders met. They agreed.", ("ECOWAS", "They", "pronoun")),
        ("Inés Quiroga waited. Her lawyers spoke.", ("PER", "Her lawyers", "pronoun")),
    ],
)
def test_nouns_and_pronouns_stand_for_those_named_before(read, text, expected):
    assert resolved(read(text)) == [expected]


def test_a_noun_stands_for_the_only_actor_of_its_kind_that_the_watch_has(read):
    assert resolved(read("The union called a strike.")) == [("miners", "The union", "noun")]


def test_the_country_without_a_name_is_that_of_the_watch(read):
    assert resolved(read("The government fell.")) == [("CHL", "The government", "noun")]


@pytest.mark.parametrize(
    "text",
    [
        "It rained. It is late.",
        "Peru waited. It would not be wise to leave. It took two days.",
        "The alliance met.",
        "A union is a bloc.",
        "Peru spoke. Nobody believed it.",
        "Peru has a plan. They like it.",
        "Inés Quiroga rose. Maria Lund followed. She spoke.",
        "Inés Quiroga rose. “He lies,” somebody shouted.",
        "Peru spoke. Nobody came. Nothing fell. It said no.",
        "The government of national unity fell.",
        "Ecowas met. The East African bloc did not.",
        "Mali mourned. The military rulers wept.",
        "France and Peru met. The kingdom agreed.",
        "The Netherlands met Peru. They agreed.",
    ],
)
def test_what_has_no_plausible_antecedent_is_left_alone(read, text):
    assert resolved(read(text)) == []


def test_a_pronoun_tells_whose_it_is_from_then_on(read):
    told = read("Inés Quiroga and her staff met the president of Chile. He spoke.")
    assert (told[-1].actor, told[-1].text) == ("CHL", "He")


def test_a_counterpart_is_on_the_other_side(acting):
    assert acting("Inés Quiroga smiled. Her counterpart wept. Her Chilean counterpart spoke.") == [
        ("PER", "Inés Quiroga"),
        ("CHL", "Chilean counterpart"),
    ]


def test_a_person_is_told_with_the_pronoun(read):
    assert [m.person for m in read("Inés Quiroga rose. She spoke.")] == ["Inés Quiroga", "Inés Quiroga"]


def test_a_pronoun_does_not_stand_for_one_whose_title_tells_another(read):
    assert resolved(read("Inés Quiroga met Mr Straw. Mr Straw said that she agreed.")) == [("PER", "she", "pronoun")]


def test_an_office_stands_for_the_person_who_was_called_so(read):
    text = "President Inés Quiroga met Tom Straw, the British envoy. The president smiled."
    assert resolved(read(text)) == [("PER", "The president", "noun")]


def test_a_noun_may_be_somebodys(read):
    assert resolved(read("Hal Orr sat down. His union did not."))[-1:] == [("miners", "His union", "noun")]


def test_he_stands_for_no_government(read):
    assert resolved(read("Chile's army watched. He left.")) == []


def test_an_envoy_to_a_state_is_another_s(read):
    assert resolved(read("Peru waited. The ambassador to Chile left.")) == []
