"""One scan of an article for all watches, then what the names in it mean in each."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.actors.cast import Cast
from tocsin.extraction.actors.gazetteer import Gazetteer, Match
from tocsin.extraction.actors.groups import Groups
from tocsin.extraction.actors.mentions import Mentions
from tocsin.extraction.actors.naming import Naming
from tocsin.extraction.reading import ReadSentence, Sentence
from tocsin.extraction.text import sentences


@dataclass(frozen=True, slots=True)
class Scan:
    """An article before any watch reads it: its sentences, and where words stand that may name someone."""

    body: str
    sentences: tuple[Sentence, ...]
    matches: tuple[Match, ...]


class ActorReader:
    """Finds the actors of all watches in articles. Made once for a set of watches; keeps nothing between articles."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._gazetteer = Gazetteer(watches)
        self._casts = {watch.id: Cast(watch) for watch in watches}

    def scan(self, article: Article) -> Scan:
        """Return what there is to resolve in an article, for whichever watch."""
        body = article.body
        return Scan(body, sentences(body, len(article.title)), self._gazetteer.find(body))

    def concerned(self, scan: Scan) -> frozenset[str]:
        """Return the ids of the watches that list an actor whom the article names; for the others it is silent."""
        return self._gazetteer.concerned(scan.body, scan.matches)

    def resolve(self, scan: Scan, watch: Watch) -> tuple[ReadSentence, ...]:
        """Return every sentence with the actors that it mentions. Raises KeyError if the watch is unknown."""
        naming = Naming(scan.body, self._gazetteer, scan.matches, watch.id)
        mentions = Mentions(scan.body, self._casts[watch.id], naming)
        groups = Groups(scan.body, self._casts[watch.id])
        starts = [match.start for match in scan.matches]
        found = []
        for sentence in scan.sentences:
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            found.append(groups.read(ReadSentence(sentence, mentions.read(sentence, scan.matches[first:last]))))
        return tuple(found)
