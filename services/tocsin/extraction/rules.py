"""The built-in extractor: lexicons and rules, each claim with the name of the rule that made it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.domain.article import Article
from tocsin.domain.claim import DeadlineClaim, EventClaim, StanceClaim
from tocsin.domain.watch import Watch
from tocsin.extraction.actors import ActorReader, Scan
from tocsin.extraction.calibration import Calibration, calibrated
from tocsin.extraction.claims import ClaimMaker
from tocsin.extraction.deadlines import read_deadlines
from tocsin.extraction.events import read_events
from tocsin.extraction.packaged import packaged
from tocsin.extraction.passages import Passage, passages
from tocsin.extraction.propositions import ALONE, PhraseMatcher, TargetMatcher
from tocsin.extraction.reading import ReadSentence, Sentence, TargetMention
from tocsin.extraction.recall import Recall
from tocsin.extraction.stances import Stance, lexicon, standing

VERSION = "rules/1"

Extracted = StanceClaim | DeadlineClaim | EventClaim


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is read for one watch."""

    article: Article
    watch: Watch
    passages: tuple[Passage, ...]


class RuleExtractor:
    """Reads English articles for its watches; articles in other languages give no claims."""

    def __init__(
        self,
        watches: Sequence[Watch],
        targets: TargetMatcher | None = None,
        calibrate: Calibration = calibrated,
    ) -> None:
        self._watches = tuple(watches)
        self._calibrate = calibrate
        self._actors = ActorReader(watches)
        self._targets = targets or PhraseMatcher(watches)
        self._recall = {watch.id: Recall(watch) for watch in watches}
        self._lexicon = lexicon()
        self._listed = {watch.id: _listed(watch) for watch in watches}
        self._propositions = {watch.id: frozenset(each.id for each in watch.propositions) for watch in watches}

    @property
    def version(self) -> str:
        """Name and version, as every claim carries it."""
        return VERSION

    def extract(self, article: Article) -> list[Extracted]:
        """Return what the article asserts for any of the watches, in text order, watch by watch."""
        return [claim for reading in self.readings(article) for claim in self.claims(reading)]

    def readings(self, article: Article) -> list[Reading]:
        """Return how the article is read for each of the watches that it concerns."""
        if not reads(article.language):
            return []
        scan = self._actors.scan(article)
        targets = [self._targets.find(sentence) if sentence.is_prose else {} for sentence in scan.sentences]
        concerned = self._actors.concerned(scan) | _spoken_of(targets)
        return [
            Reading(article, watch, tuple(self._passages(watch, scan, targets)))
            for watch in self._watches
            if watch.id in concerned
        ]

    def _passages(
        self, watch: Watch, scan: Scan, targets: Sequence[Mapping[str, Sequence[TargetMention]]]
    ) -> Iterator[Passage]:
        named = [found.get(watch.id, ()) for found in targets]
        mentioned = self._recall[watch.id].complete(scan.sentences, named)
        return passages(self._actors.resolve(scan, watch), mentioned, self._lexicon)

    def claims(self, reading: Reading) -> list[Extracted]:
        """Return the claims that a reading makes, in text order, each once."""
        maker = ClaimMaker(reading.article, reading.watch, VERSION, self._calibrate)
        told = [passage for passage in reading.passages if not passage.is_silent]
        stands = standing([stance for passage in told for stance in (*passage.stances, *passage.quoted_stances)])
        claims = [claim for passage in told for claim in self._of_passage(maker, passage, stands)]
        sentences = [passage.read for passage in reading.passages]
        deadlines = read_deadlines(sentences, reading.article, reading.watch)
        claims += [maker.deadline(each, _sentence_at(sentences, each.start)) for each in deadlines]
        once = {claim.id: claim for claim in claims}.values()
        return sorted(once, key=lambda claim: (claim.evidence.start, claim.evidence.end))

    def _of_passage(self, maker: ClaimMaker, passage: Passage, stands: frozenset[Stance]) -> Iterator[Extracted]:
        sentence, listed = passage.read.sentence, self._listed[maker.watch.id]
        propositions = self._propositions[maker.watch.id]
        quoted = [stance for stance in passage.quoted_stances if stance.target in propositions]
        for stance in (*passage.stances, *quoted):
            concerned = stance.target in propositions or {stance.actor.actor, stance.target} & listed
            if concerned and stance in stands:
                yield maker.stance(stance, sentence)
        on_actors = [stance for stance in passage.stances if stance.target not in propositions]
        for event in read_events(passage.chains, on_actors) if passage.may_tell else ():
            if {event.actor.actor, event.target} & listed:
                yield maker.event(event, sentence)


def reads(language: str) -> bool:
    """Return whether articles in a language (a BCP 47 tag) are read at all."""
    return language.lower().split("-")[0] == "en"


def _spoken_of(targets: Sequence[Mapping[str, Sequence[TargetMention]]]) -> frozenset[str]:
    """Return the watches of which the article names a proposition by more than one noun that any dispute may share."""
    return frozenset(
        watch
        for found in targets
        for watch, mentions in found.items()
        if any(mention.how not in ALONE for mention in mentions)
    )


def _listed(watch: Watch) -> frozenset[str]:
    """Return the actors that a watch is about: those that it lists, and the states of its places."""
    at = {actor for actor, entry in packaged("states.yaml").items() if entry["alpha2"] in watch.places}
    return frozenset({actor.id for actor in watch.actors} | at)


def _sentence_at(reads: Sequence[ReadSentence], position: int) -> Sentence:
    return reads[bisect_right(reads, position, key=lambda read: read.sentence.start) - 1].sentence
