"""Whose the noun after "its" is, and which opening words are no surname."""

from datetime import UTC, datetime

import pytest

from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.actors import ActorReader

WATCH = Watch.model_validate(
    {
        "id": "w",
        "title": "The ore row",
        "actors": [
            {"id": "council", "name": "Ore Council", "kind": "military", "country": "CL", "aliases": ["the junta"]},
            {"id": "marchers", "name": "Ore Marchers", "kind": "crowd", "people": ["Benedict So", "Ruth Once"]},
            {"id": "bloc", "name": "Ore Bloc", "kind": "igo", "aliases": ["Ore League"]},
        ],
    }
)
READER = ActorReader([WATCH])


def texts_of(actor, text):
    at = datetime(2026, 3, 2, tzinfo=UTC)
    article = Article(
        id="a", source="E", url="https://n.example/a", title="Notes", text=text, published_at=at, fetched_at=at
    )
    read = READER.resolve(READER.scan(article), WATCH)
    return [mention.text for sentence in read for mention in sentence.actors if mention.actor == actor]


@pytest.mark.parametrize(
    ("actor", "text", "unmeant"),
    [
        ("council", "The Ore Council met. Peru waited. Its junta asked for talks.", "Its junta"),
        ("council", "The Ore Council met. Peru picked a quarrel. Its army left.", "Its army"),
        ("council", "The Ore Council fell. Bolivia waited. Its generals refused.", "Its generals"),
    ],
)
def test_what_is_its_is_not_another_countrys(actor, text, unmeant):
    assert unmeant not in texts_of(actor, text)


@pytest.mark.parametrize(
    ("actor", "text", "meant"),
    [
        ("council", "The Ore Council met. Chile waited. Its junta asked for talks.", "Its junta"),
        ("council", "The Ore Council met. The Ore League waited. Its junta asked for talks.", "Its junta"),
        ("council", "The Ore Council met. Peru waited. The junta asked for talks.", "The junta"),
    ],
)
def test_what_is_its_is_its_own_countrys_or_that_of_one_without_a_country(actor, text, meant):
    assert meant in texts_of(actor, text)


@pytest.mark.parametrize("text", ["So does the mill.", "The mill fell. So did Peru.", "Once the mill fell, Peru left."])
def test_a_word_that_opens_sentences_is_no_surname_there(text):
    assert texts_of("marchers", text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Benedict So spoke. The mill told So to leave.", "So"),
        ("Benedict So spoke. Mr So left.", "Mr So"),
        ("Ruth Once spoke. Peru met Once.", "Once"),
    ],
)
def test_such_a_surname_is_one_after_a_title_or_within_a_sentence(text, meant):
    assert meant in texts_of("marchers", text)
