"""The window keeps its order whatever arrives when; a retraction outlasts its claim."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from tocsin.domain.window import insert


@dataclass(frozen=True)
class Note:
    day: int
    name: str
    retracted: bool = False

    @property
    def order(self):
        return NOON + timedelta(days=self.day), "article", self.name


notes = st.builds(Note, st.integers(0, 5), st.sampled_from("abc"), st.booleans())


def filled(entries):
    window = ()
    for each in entries:
        window = insert(window, each)
    return window


@given(st.lists(notes))
def test_it_is_always_in_order_and_holds_everything_once(entries):
    window = filled(entries)
    assert [each.order for each in window] == sorted({each.order for each in entries})


@given(st.lists(notes), st.data())
def test_the_order_of_arrival_makes_no_difference(entries, data):
    assert filled(data.draw(st.permutations(entries))) == filled(entries)


def test_a_retraction_outlasts_its_claim_whichever_comes_first():
    claim, taken_back = Note(1, "a"), Note(1, "a", retracted=True)
    assert filled([claim, taken_back]) == filled([taken_back, claim]) == (taken_back,)
