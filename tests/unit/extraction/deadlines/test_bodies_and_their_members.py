"""Who is meant by a name that holds that of another body."""

from tests.unit.extraction.deadlines.island import WATCH, read_article
from tocsin.domain.actor import Actor

WIDER = Actor(id="wider", kind="igo", name="Gulf+", aliases=("Gulf and its allies",))
GULF = Actor(id="gulf", kind="igo", name="Gulf")
WITH_WIDER = WATCH.model_copy(update={"actors": (*WATCH.actors, WIDER, GULF)})


def setters(text: str) -> list[str | None]:
    return [reading.setter for reading in read_article(text, watch=WITH_WIDER)[1]]


def test_a_body_with_others_is_not_the_body_alone():
    assert setters("Gulf told Norvia to cut its output by Friday.") == ["gulf"]
    assert setters("Gulf+ told Norvia to cut its output by Friday.") == ["wider"]
    assert setters("Gulf and its allies told Norvia to cut its output by Friday.") == ["wider"]
