"""What one doubtful claim tells is no deadline yet: nobody is told of it before another source has it too."""

import pytest

from tests.builders import NOON, Desk, days, deadline_claim, hours, retraction

FRIDAY = NOON + days(4)


def doubtful(at=NOON, **more):
    return deadline_claim("set", at, FRIDAY, confidence=0.56, **more)


def test_nobody_is_told_of_a_deadline_that_one_doubtful_claim_tells():
    desk = Desk().tell_all([doubtful()])
    desk.until(FRIDAY + days(1))
    assert (desk.deadlines, desk.sent) == ((), [])


def test_a_second_source_makes_it_a_deadline_that_was_set_then():
    desk = Desk().tell_all([doubtful(), doubtful(NOON + hours(2), source="herald", said="By Friday, Avalia says.")])
    assert desk.deadline.set_at == NOON
    assert (desk.changes(), desk.raised()) == (["set"], ["deadline.set"])


def test_the_same_source_again_does_not():
    assert Desk().tell_all([doubtful(), doubtful(NOON + hours(2))]).deadlines == ()


def test_it_is_taken_back_when_only_the_doubtful_claim_is_left():
    sure = deadline_claim("set", NOON + hours(1), FRIDAY, source="herald")
    desk = Desk().tell_all([doubtful(), sure, retraction(sure)])
    assert desk.deadlines == ()
    assert (desk.changes(), desk.resolved()) == (["set", "retracted"], ["deadline.set"])


@pytest.mark.parametrize("unknown", ["setter", "addressee"])
def test_where_one_role_is_unknown_the_other_must_not_be_a_guess(unknown):
    guessed, stated = (deadline_claim("set", NOON, FRIDAY, confidence=sure, **{unknown: None}) for sure in (0.72, 0.8))
    assert Desk().tell_all([guessed]).deadlines == ()
    assert len(Desk().tell_all([stated]).deadlines) == 1


def test_a_pact_that_binds_nobody_by_name_is_a_deadline_by_its_words_alone():
    assert Desk().tell_all([deadline_claim("set", NOON, FRIDAY, setter=None, addressee=None, confidence=0.7)]).deadline
