import pytest


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Niger wrote to Nigeria.", ["NER", "NGA"]),
        ("Nigerien and Nigerian officials met.", ["NER", "NGA"]),
        ("North Korea wrote to South Korea.", ["PRK", "KOR"]),
        ("The Republic of the Congo wrote to the Democratic Republic of Congo.", ["COG", "COD"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea agreed.", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Dominica wrote to the Dominican Republic.", ["DMA", "DOM"]),
        ("Sudan wrote to South Sudan.", ["SDN", "SSD"]),
        ("Côte d’Ivoire, Cote d'Ivoire and Ivory Coast are one.", ["CIV", "CIV", "CIV"]),
        ("Kyiv, Kiev, Türkiye and Turkey replied.", ["UKR", "UKR", "TUR", "TUR"]),
        ("New Delhi and Mexico City protested.", ["IND", "MEX"]),
        ("The Kremlin, Downing Street, the Elysee and Aso Rock agreed.", ["RUS", "GBR", "FRA", "NGA"]),
        ("Ecowas, ECOWAS, the U.N., Nato and the World Bank met.", ["ECOWAS", "ECOWAS", "UN", "NATO", "WORLD-BANK"]),
    ],
)
def test_states_and_bodies_are_told_apart(who, text, ids):
    assert who(text) == ids


def test_the_longest_name_counts(read):
    assert [m.text for m in read("UN Security Council members and the European Commission met.")] == [
        "UN Security Council",
        "the European Commission",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They told us who may come.",
        "Guinea pigs and a turkey ate French fries in New Mexico.",
        "The storm crossed the Indian Ocean, the Persian Gulf and the South China Sea.",
        "American Airlines and the Bank of England hired.",
        "Jordan Peel met Chad Lowe, Georgia Hale and Denzel Washington.",
        "Michael Jordan and Paris Hilton sang.",
        "He wore a jersey in New Jersey.",
    ],
)
def test_words_and_longer_names_are_no_actors(who, text):
    assert who(text) == []


def test_an_acronym_that_is_a_word_is_the_word_where_all_is_in_capitals(who):
    assert who("", title="CHILE ASKS WHO WILL PAY") == ["CHL"]
    assert who("", title="Chile asks WHO for help") == ["CHL", "WHO"]


def test_headlines_may_have_a_capital_on_every_word(who):
    assert who("", title="Kestrel Freedom Front Warns Peru After Turkey Attack") == ["front", "PER", "TUR"]


def test_a_full_stop_that_belongs_to_a_name_is_part_of_it(read):
    assert [m.text for m in read("They wrote to the U.N. on Monday.")] == ["the U.N."]


def test_people_are_known_by_full_name_and_by_surname(read):
    found = read("Inés Quiroga spoke. Ms Quiroga left, and Quiroga's plane rose.")
    assert [(m.actor, m.text, m.person) for m in found] == [
        ("PER", "Inés Quiroga", "Inés Quiroga"),
        ("PER", "Ms Quiroga", "Inés Quiroga"),
        ("PER", "Quiroga", "Inés Quiroga"),
    ]


def test_a_name_is_known_without_its_accents(who):
    assert who("Ines Quiroga spoke.") == ["PER"]


def test_a_surname_keeps_its_particles(read):
    assert [m.text for m in read("Gen. von der Maar agreed.")] == ["Gen. von der Maar"]


def test_a_surname_of_another_person_is_nobody(who):
    assert who("Maria Quiroga is a baker.") == []


def test_a_surname_that_is_a_word_needs_a_title_or_the_full_name(who):
    assert who("In May the last straw broke. Straw burns.") == []
    assert who("Mr Straw agreed.") == ["GBR"]
    assert who("Tom Straw agreed. Straw then left.") == ["GBR", "GBR"]


def test_the_title_before_a_name_is_part_of_the_mention(read):
    assert [m.text for m in read("Deputy Foreign Minister Inés Quiroga spoke.")] == [
        "Deputy Foreign Minister Inés Quiroga"
    ]


def test_nationality_title_and_name_are_one_mention(read):
    found = read("Peruvian President Inés Quiroga spoke.")
    assert [(m.actor, m.text, m.kind) for m in found] == [("PER", "Peruvian President Inés Quiroga", "person")]


def test_a_person_counts_for_whom_the_watch_lists_them(who):
    assert who("Ghanaian President Kofi Bansah spoke.") == ["ECOWAS"]


@pytest.mark.parametrize(
    "phrase",
    [
        "Inés Quiroga, the Peruvian foreign minister,",
        "The Peruvian foreign minister, Inés Quiroga,",
        "Peru's foreign minister, Inés Quiroga,",
        "Inés Quiroga of Peru",
        "Peru's Inés Quiroga",
        "Inés Quiroga, the foreign minister,",
    ],
)
def test_a_name_and_its_apposition_are_one_mention(read, phrase):
    found = read(f"{phrase} spoke.")
    assert [(m.actor, m.text, m.person) for m in found] == [("PER", phrase.rstrip(","), "Inés Quiroga")]


def test_a_person_whom_the_article_introduces_is_known_afterwards(read):
    found = read("Serbian envoy Marko Brand spoke. Mr Brand left. Nobody asked Brand why.")
    assert [(m.actor, m.text, m.person) for m in found] == [
        ("SRB", "Serbian envoy Marko Brand", "Marko Brand"),
        ("SRB", "Mr Brand", "Marko Brand"),
        ("SRB", "Brand", "Marko Brand"),
    ]


def test_an_introduction_does_not_swallow_the_possessive(read):
    found = read("Serbian President Marko Brand's office spoke. Brand left.")
    assert [(m.text, m.person) for m in found] == [
        ("Serbian President Marko Brand", "Marko Brand"),
        ("Brand", "Marko Brand"),
    ]


def test_an_introduced_name_keeps_its_family_name_first_where_that_is_the_custom(read):
    assert [m.text for m in read("Chinese envoy Qiu Meili spoke. Qiu left.")] == ["Chinese envoy Qiu Meili", "Qiu"]


def test_an_introduction_may_follow_the_name(read):
    found = read("On Monday Marko Brand, Serbia's envoy, spoke. Brand left.")
    assert [(m.actor, m.text) for m in found] == [("SRB", "Marko Brand, Serbia's envoy"), ("SRB", "Brand")]


def test_an_alias_that_is_a_common_noun_needs_the_article(acting):
    assert acting("The junta refused.") == [("council", "The junta")]
    assert acting("A junta is a council of officers.") == []


def test_an_alias_that_is_a_common_noun_is_not_that_of_another_country(who):
    assert who("Niger's junta refused.") == ["NER", "council"]
    assert who("Mali's junta refused, and so did the Malian junta.") == ["MLI", "MLI"]


def test_a_headline_leaves_the_article_out(acting):
    assert acting("", title="Junta refuses") == [("council", "Junta")]


def test_a_name_with_of_may_be_written_small(who):
    assert who("The city of Windhaven agreed.") == ["windhaven"]
