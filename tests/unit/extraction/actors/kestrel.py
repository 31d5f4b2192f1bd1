from collections.abc import Sequence
from datetime import UTC, datetime

from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.actors import ActorReader
from tocsin.extraction.reading import ActorMention

WATCH = Watch.model_validate(
    {
        "id": "kestrel",
        "title": "The quarrel over the Kestrel mine",
        "places": ["CL"],
        "actors": [
            {"id": "PER", "people": ["Inés Quiroga", "Abel von der Maar"]},
            {"id": "GBR", "aliases": ["the Albion government"], "people": ["Rose May", "Tom Straw"]},
            {"id": "ECOWAS", "people": ["Kofi Bansah"]},
            {"id": "front", "name": "Kestrel Freedom Front", "kind": "armed-group", "aliases": ["KFF", "the rebels"]},
            {
                "id": "miners",
                "name": "National Union of Kestrel Miners",
                "kind": "union",
                "aliases": ["NUKM"],
                "people": ["Lena Voss"],
            },
            {
                "id": "council",
                "name": "Council of Salvation",
                "kind": "military",
                "country": "NE",
                "aliases": ["the junta", "the colonels"],
                "people": ["Idriss Moulay"],
            },
            {
                "id": "orr",
                "name": "Kestrel Copper",
                "kind": "company",
                "aliases": ["the managers"],
                "people": ["Hal Orr"],
            },
            {"id": "owners", "name": "Kestrel Copper's shareholders", "kind": "other"},
            {"id": "windhaven", "name": "City of Windhaven", "kind": "other"},
            {"id": "exile", "name": "Pavel Ardo", "kind": "person", "aliases": ["the exiled king"]},
        ],
        "propositions": [{"id": "strike", "title": "A strike", "phrases": ["strike"]}],
    }
)


def article(text: str, title: str = "") -> Article:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    return Article(id="a", source="s", url="u", title=title, text=text, published_at=moment, fetched_at=moment)


def mentions_of(watches: Sequence[Watch], watch: Watch, text: str, title: str = "") -> list[ActorMention]:
    reader = ActorReader(watches)
    reads = reader.resolve(reader.scan(article(text, title)), watch)
    return [mention for read in reads for mention in read.actors]
