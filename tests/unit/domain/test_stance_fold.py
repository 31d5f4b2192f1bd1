"""Where an actor stands: the latest statement counts, corroboration gives confidence, corrections are events."""

from tests.builders import NOON, Desk, a_watch, days, hours, retraction, stance_claim
from tocsin.domain.stance import WINDOW, StanceChanged


def told(*claims):
    return Desk().tell_all(claims)


def changes(desk):
    return [each.data.change for each in desk.events(StanceChanged)]


def test_the_latest_statement_counts():
    desk = told(stance_claim("support", NOON), stance_claim("oppose", NOON + days(1)))
    assert desk.stance().polarity == "oppose"
    assert changes(desk) == ["taken", "flipped"]


def test_the_latest_statement_counts_whichever_arrives_first():
    desk = told(stance_claim("oppose", NOON + days(1)), stance_claim("support", NOON))
    assert desk.stance().polarity == "oppose"
    assert [each.polarity for each in desk.stance().earlier] == ["support"]


def test_a_flip_carries_both_sentences():
    desk = told(
        stance_claim("support", NOON, said="We are for it."), stance_claim("oppose", NOON + days(1), said="Never.")
    )
    flip = desk.events(StanceChanged)[-1].data
    assert (flip.previous.latest.sentence, flip.stance.evidence[0].sentence) == ("We are for it.", "Never.")


def test_indecision_is_a_position_to_flip_to_and_from():
    desk = told(*(stance_claim(each, NOON + days(i)) for i, each in enumerate(("support", "neutral", "support"))))
    assert changes(desk) == ["taken", "flipped", "flipped"]


def test_since_when_it_stands_is_when_it_was_first_said():
    desk = told(stance_claim("support", NOON), stance_claim("support", NOON + days(3), source="herald"))
    assert desk.stance().since == NOON


def test_two_independent_sources_corroborate_and_give_confidence():
    desk = told(stance_claim("support", NOON, said="Avalia's premier backs closing the strait"))
    assert (desk.stance().sources, desk.stance().corroborated, desk.stance().confidence) == (1, False, 0.8)
    desk.tell(stance_claim("support", NOON, source="herald", said="A cabinet paper speaks for the measure"))
    assert (desk.stance().sources, desk.stance().corroborated, desk.stance().confidence) == (2, True, 0.96)


def test_wire_copy_is_no_corroboration():
    said = "Avalia's premier said on Monday that her country fully backs closing the strait to tankers"
    desk = told(
        stance_claim("support", NOON, said=said), stance_claim("support", NOON, source="herald", said=said + ".")
    )
    assert desk.stance().sources == 1


def test_one_outlet_that_says_it_twice_is_no_corroboration():
    desk = told(
        stance_claim("support", NOON, said="It backs the plan"),
        stance_claim("support", NOON + hours(5), said="Support for closing the narrows has grown in the cabinet"),
    )
    assert desk.stance().sources == 1


def test_an_article_speaks_with_one_voice():
    desk = told(
        stance_claim("oppose", NOON, article="a", said="weak", confidence=0.3),
        stance_claim("support", NOON, article="a", said="strong", confidence=0.9),
        stance_claim("support", NOON, article="a", said="and again", confidence=0.7),
    )
    assert desk.stance().polarity == "support"
    assert desk.stance().earlier == ()


def test_support_for_the_opposite_proposition_is_opposition():
    desk = told(stance_claim("support", NOON, target="free-passage"))
    assert desk.stance(target="blockade").polarity == "oppose"
    assert desk.stance(target="free-passage") is None


def test_opposite_propositions_are_folded_into_the_one_that_is_listed_first():
    watch = a_watch()
    assert watch.canonical("free-passage", "oppose") == ("blockade", "support")
    assert watch.canonical("blockade", "oppose") == ("blockade", "oppose")
    assert watch.canonical("BOR", "support") == ("BOR", "support")


def test_a_condition_stands_as_long_as_the_latest_statement_has_one():
    desk = told(stance_claim("support", NOON, conditional=True))
    assert desk.stance().conditional
    desk.tell(stance_claim("support", NOON + hours(1), source="herald"))
    assert not desk.stance().conditional


def test_a_retracted_claim_counts_no_longer():
    flip = stance_claim("oppose", NOON + days(1))
    desk = told(stance_claim("support", NOON), flip, retraction(flip))
    assert desk.stance().polarity == "support"
    assert changes(desk) == ["taken", "flipped", "retracted"]


def test_retracting_the_only_claim_leaves_no_stance():
    claim = stance_claim("support", NOON)
    desk = told(claim, retraction(claim))
    assert desk.stance() is None
    assert changes(desk) == ["taken", "retracted"]


def test_a_retraction_that_arrives_before_its_claim_holds():
    claim = stance_claim("support", NOON)
    assert told(retraction(claim), claim).stance() is None


def test_as_known_at_an_instant_is_what_was_recorded_by_then():
    claims = [
        stance_claim("support", NOON, known=NOON + hours(1)),
        stance_claim("oppose", NOON + hours(2), known=NOON + days(2)),
        stance_claim("neutral", NOON + hours(1), known=NOON + days(1)),
    ]

    def known_at(instant):
        return told(*(each for each in claims if each.recorded_at <= instant)).stance().polarity

    assert [known_at(NOON + each) for each in (hours(1), days(1), days(2))] == ["support", "neutral", "oppose"]


def test_positions_outlast_the_window():
    early = [stance_claim("oppose", NOON), stance_claim("support", NOON + hours(1))]
    desk = told(*early, *(stance_claim("support", NOON + hours(2 + i)) for i in range(3 * WINDOW)))
    assert [each.polarity for each in desk.stance().earlier] == ["oppose"]
    assert desk.stance().since == NOON + hours(1)


def test_repeats_of_claims_that_left_the_window_change_nothing():
    claims = [stance_claim("oppose" if i % 7 == 0 else "support", NOON + hours(i)) for i in range(3 * WINDOW)]
    desk = told(*claims)
    before = desk.written()
    assert desk.tell(*claims) == []
    assert desk.written() == before


def test_an_article_leaves_the_window_whole():
    voices = [
        stance_claim("oppose", NOON, article="a", said="weak", confidence=0.2),
        stance_claim("support", NOON, article="a", said="strong", confidence=0.9),
    ]
    desk = told(*voices, *(stance_claim("support", NOON + hours(1 + i)) for i in range(WINDOW)))
    assert desk.stance().earlier == ()
    assert desk.stance().since == NOON


def flips(count):
    return [stance_claim(("support", "oppose")[i % 2], NOON + hours(i)) for i in range(count)]


def test_earlier_positions_are_told_in_short_with_the_claim_that_leads_to_the_sentence():
    claims = flips(3)
    earlier = told(*claims).stance().earlier
    assert [(each.polarity, each.since, each.claim_id) for each in earlier] == [
        (claim.polarity, claim.published_at, claim.id) for claim in claims[:2]
    ]


def test_earlier_positions_outlast_the_window_and_are_bounded():
    claims = flips(2 * WINDOW + 20)
    earlier = told(*claims).stance().earlier
    assert [each.claim_id for each in earlier] == [claim.id for claim in claims[-51:-1]]


def test_what_is_told_of_a_stance_does_not_grow_with_its_years():
    desk = told(*flips(4 * WINDOW))
    sizes = [len(each.model_dump_json()) for each in desk.events(StanceChanged)]
    assert sizes[-1] == sizes[-50]


def test_the_position_before_keeps_its_sentence_when_it_has_left_the_window():
    first = stance_claim("support", NOON, said="We are for it.")
    against = [stance_claim("oppose", NOON + hours(1 + i)) for i in range(2 * WINDOW)]
    desk = told(first, *against)
    assert desk.events(StanceChanged)[-1].data.previous.latest.sentence == "We are for it."


def test_a_position_that_left_the_window_stands_again_when_all_later_claims_are_retracted():
    later = [stance_claim("oppose", NOON + hours(100 + i)) for i in range(WINDOW)]
    desk = told(*flips(5), *later, *(retraction(each) for each in later))
    assert desk.stance().polarity == "support"
    assert [each.polarity for each in desk.stance().earlier] == ["support", "oppose", "support", "oppose"]


def test_a_record_read_back_after_many_claims_goes_on_as_if_nothing_had_been():
    claims = [*flips(2 * WINDOW + 9), stance_claim("neutral", NOON + hours(WINDOW + 20.5))]
    through, restarted = told(*claims), told(*claims[:-1]).restarted().tell_all(claims[-1:])
    assert restarted.written() == through.written()
    assert restarted.sent == through.sent
