"""Who is meant by the bare name of a body's members, and by a name that holds that of another body."""

import pytest

from tests.unit.extraction.deadlines.island import WATCH, read_article, tell
from tocsin.domain.actor import Actor

WIDER = Actor(id="wider", kind="igo", name="Gulf+", aliases=("Gulf and its allies",))
GULF = Actor(id="gulf", kind="igo", name="Gulf")
WITH_WIDER = WATCH.model_copy(update={"actors": (*WATCH.actors, WIDER, GULF)})


def setters(text: str) -> list[str | None]:
    return [reading.setter for reading in read_article(text, watch=WITH_WIDER)[1]]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Copper miners are ready to walk out if Ironco does not pay by Friday.", ("miners", "ironco")),
        ("Miners will strike from Monday unless Ironco signs a contract by Sunday.", ("miners", "ironco")),
        ("Ironco gave miners until Friday to return to work or be sacked.", ("ironco", "miners")),
    ],
)
def test_a_union_is_meant_by_the_bare_name_of_its_members(text: str, roles: tuple[str, str]):
    assert [told[:2] for told in tell(text)] == [roles]


def test_a_body_with_others_is_not_the_body_alone():
    assert setters("Gulf told Norvia to cut its output by Friday.") == ["gulf"]
    assert setters("Gulf+ told Norvia to cut its output by Friday.") == ["wider"]
    assert setters("Gulf and its allies told Norvia to cut its output by Friday.") == ["wider"]
