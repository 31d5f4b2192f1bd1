"""Whom the speaker, the tycoon, the sixteen parties and the region's presidents are, once an article has named them."""

import pytest

from tests.unit.extraction.actors.kestrel import WATCH, mentions_of
from tocsin.domain.actor import Actor

MORE = (
    Actor(id="blue", kind="party", name="Blue Party", people=("Ken Astor",)),
    Actor(id="dawn", kind="party", name="Dawn Alliance", aliases=("the 16 parties",)),
    Actor(id="lake", kind="igo", name="Lake Group", aliases=("the six",)),
)
CROWDED = WATCH.model_copy(update={"actors": (*WATCH.actors, *MORE)})


def _acting(text: str) -> list[str]:
    return [mention.actor for mention in mentions_of([CROWDED], CROWDED, text) if mention.role]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Speaker Ken Astor spoke. Peru waited. The speaker wants less.", "blue"),
        ("Ken Astor, the speaker, spoke. Peru waited. The speaker wants less.", "blue"),
        ("Senator Ken Astor spoke. Rose May spoke. His plan failed. The senator wants less.", "blue"),
        ("Pavel Ardo met Rose May. The tycoon refused.", "exile"),
        ("The sixteen parties met.", "dawn"),
        ("Ecowas suspended Guinea. The presidents asked for more.", "ECOWAS"),
        ("Ecowas suspended Guinea. On Monday the region's presidents asked for more.", "ECOWAS"),
        ("Ecowas suspended Guinea. Regional leaders asked for more.", "ECOWAS"),
        ("The EU waited. The 27 asked for more.", "EU"),
        ("The six want peace. What they propose is a truce.", "lake"),
        ("Pavel Ardo spoke.\n\n3.40pm.\n\nNot quite.\n\nHe has ruled it out.", "exile"),
        ("Kestrel Copper met. A law in Peru, it said, would be wrong.", "orr"),
        ("The NUKM has a plan. Swapping one Peruvian minister for another, it says, will not do.", "miners"),
    ],
)
def test_it_is_the_one_who_was_named(text: str, actor: str):
    assert _acting(text)[-1] == actor


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Ken Astor spoke. The speaker wants less.", ["blue"]),
        ("Rose May spoke. The tycoon refused.", ["GBR"]),
        ("Rose May met Inés Quiroga. The presidents agreed.", ["GBR", "PER"]),
        ("Ecowas suspended Guinea. Some regional leaders disagreed.", ["ECOWAS", "GIN"]),
        ("The six want peace, and the 6.5 per cent growth with it.", ["lake"]),
        ("The NUKM met. It was said that Peru had lost.", ["miners", "PER"]),
    ],
)
def test_nobody_is_meant_whom_the_words_may_not_mean(text: str, actors: list[str]):
    assert _acting(text) == actors
