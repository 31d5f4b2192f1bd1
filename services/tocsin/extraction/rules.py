"""The built-in extractor: lexicons and rules, each claim with the name of the rule that made it."""

from bisect import bisect_right
from collections.abc import Generator, Iterator, Mapping, Sequence

from tocsin.domain.article import Article
from tocsin.domain.claim import DeadlineClaim, EventClaim, StanceClaim
from tocsin.domain.watch import Watch
from tocsin.extraction.actors import ActorReader, Scan
from tocsin.extraction.claims import ClaimMaker
from tocsin.extraction.deadlines import read_deadlines
from tocsin.extraction.events import read_events
from tocsin.extraction.packaged import packaged
from tocsin.extraction.propositions import PhraseMatcher, TargetMatcher
from tocsin.extraction.reading import ActorMention, ReadSentence, Sentence, TargetMention
from tocsin.extraction.stances import Chains, lexicon, may_refer, quoted_units, read_stances, speakers_of, units_of

VERSION = "rules/1"
_REMEMBERED = 3
_NOBODY: tuple[ActorMention, ...] = ()

Extracted = StanceClaim | DeadlineClaim | EventClaim


class RuleExtractor:
    """Reads English articles for its watches; articles in other languages give no claims."""

    def __init__(self, watches: Sequence[Watch], targets: TargetMatcher | None = None) -> None:
        self._watches = tuple(watches)
        self._actors = ActorReader(watches)
        self._targets = targets or PhraseMatcher(watches)
        self._lexicon = lexicon()
        self._listed = {watch.id: _listed(watch) for watch in watches}

    @property
    def version(self) -> str:
        """Name and version, as every claim carries it."""
        return VERSION

    def extract(self, article: Article) -> list[Extracted]:
        """Return what the article asserts for any of the watches, in text order, watch by watch."""
        if article.language.lower().split("-")[0] != "en":
            return []
        scan = self._actors.scan(article)
        targets = [self._targets.find(sentence) if sentence.is_prose else {} for sentence in scan.sentences]
        concerned = self._actors.concerned(scan) | _spoken_of(targets)
        return [
            claim
            for watch in self._watches
            if watch.id in concerned
            for claim in self._read(article, watch, scan, targets)
        ]

    def _read(
        self, article: Article, watch: Watch, scan: Scan, targets: Sequence[Mapping[str, Sequence[TargetMention]]]
    ) -> list[Extracted]:
        maker, reads = ClaimMaker(article, watch, VERSION), self._actors.resolve(scan, watch)
        mentioned = [found.get(watch.id, ()) for found in targets]
        claims = list(self._of_sentences(maker, reads, mentioned))
        readings = read_deadlines(reads, article, watch)
        claims += [maker.deadline(reading, _sentence_at(scan.sentences, reading.start)) for reading in readings]
        once = {claim.id: claim for claim in claims}.values()
        return sorted(once, key=lambda claim: (claim.evidence.start, claim.evidence.end))

    def _of_sentences(
        self, maker: ClaimMaker, reads: Sequence[ReadSentence], targets: Sequence[Sequence[TargetMention]]
    ) -> Iterator[Extracted]:
        listed = self._listed[maker.watch.id]
        recent: list[TargetMention] = []
        paragraph, speakers = 0, _NOBODY
        for read, mentions in zip(reads, targets, strict=True):
            if read.sentence.paragraph != paragraph:
                recent, paragraph, speakers = recent[:1], read.sentence.paragraph, _NOBODY
            if (read.actors or speakers) and read.sentence.is_prose and not _asks(read.sentence):
                yield from self._of_sentence(maker, read, mentions, recent, listed)
                speakers = yield from self._of_quotations(maker, read, mentions, recent, speakers)
            recent = [*reversed(mentions), *recent][:_REMEMBERED]

    def _of_sentence(
        self,
        maker: ClaimMaker,
        read: ReadSentence,
        mentions: Sequence[TargetMention],
        recent: Sequence[TargetMention],
        listed: frozenset[str],
    ) -> Iterator[Extracted]:
        several = len({actor.actor for actor in read.actors if actor.role}) > 1
        if not (mentions or several or (recent and may_refer(read.sentence.tokens))):
            return
        chains = Chains(units_of(read, mentions, self._lexicon), is_title=read.sentence.index == 0)
        propositions = {proposition.id for proposition in maker.watch.propositions}
        for stance in read_stances(chains, recent):
            if stance.target in propositions or {stance.actor.actor, stance.target} & listed:
                yield maker.stance(stance, read.sentence)
        for event in read_events(chains):
            if {event.actor.actor, event.target.actor} & listed:
                yield maker.event(event, read.sentence)

    def _of_quotations(
        self,
        maker: ClaimMaker,
        read: ReadSentence,
        mentions: Sequence[TargetMention],
        recent: Sequence[TargetMention],
        speakers: tuple[ActorMention, ...],
    ) -> Generator[Extracted, None, tuple[ActorMention, ...]]:
        """Read what a sentence quotes as its speaker's own words; return whose words a next quotation goes on with."""
        if not read.sentence.quotations or not (mentions or recent):
            return _NOBODY
        said = speakers_of(Chains(units_of(read, mentions, self._lexicon), is_title=read.sentence.index == 0))
        speakers = said or (speakers if _is_all_quoted(read.sentence) else _NOBODY)
        if speakers:
            chains = Chains(quoted_units(read, mentions, self._lexicon), is_title=False)
            for stance in read_stances(chains, recent, speakers):
                if stance.target in {proposition.id for proposition in maker.watch.propositions}:
                    yield maker.stance(stance, read.sentence)
        return speakers


def _spoken_of(targets: Sequence[Mapping[str, Sequence[TargetMention]]]) -> frozenset[str]:
    """Return the watches of which the article names a proposition by more than one noun that any dispute may share."""
    return frozenset(
        watch
        for found in targets
        for watch, mentions in found.items()
        if any(mention.how != "head" for mention in mentions)
    )


def _listed(watch: Watch) -> frozenset[str]:
    """Return the actors that a watch is about: those that it lists, and the states of its places."""
    at = {actor for actor, entry in packaged("states.yaml").items() if entry["alpha2"] in watch.places}
    return frozenset({actor.id for actor in watch.actors} | at)


def _is_all_quoted(sentence: Sentence) -> bool:
    return sum(q.end - q.start for q in sentence.quotations) >= len(sentence.text) - len("“”")


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip("\"'”’»)").endswith("?")


def _sentence_at(sentences: Sequence[Sentence], position: int) -> Sentence:
    return sentences[bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1]
