"""Of several whom a noun fits, it stands for the one of whom this sentence or the one before it speaks."""

import pytest

from tests.unit.extraction.actors.kestrel import WATCH, mentions_of
from tocsin.domain.actor import Actor

PORTERS = Actor(id="porters", kind="union", name="Portora", people=("Ida Lund",))
TWO_UNIONS = WATCH.model_copy(update={"actors": (*WATCH.actors, PORTERS)})


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The NUKM named a day. Portora had been ready to strike. The union waited.", "porters"),
        ("Portora named a day. Portora was ready to strike. The NUKM was not. The union waited.", "miners"),
        ("The NUKM named a day. Nobody else did. Workers waited for hours. The union waited.", "miners"),
    ],
)
def test_the_union_is_the_last_of_which_was_spoken(text: str, actor: str):
    assert mentions_of([TWO_UNIONS], TWO_UNIONS, text)[-1].actor == actor


def test_the_colonels_of_a_state_without_others_act_for_it():
    assert [mention.actor for mention in mentions_of([WATCH], WATCH, "Peru fared worse. Its colonels waited.")] == [
        "PER",
        "PER",
    ]
