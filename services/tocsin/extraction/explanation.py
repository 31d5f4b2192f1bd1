"""Why a sentence gave the claims that it gave, and why it gave no others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from tocsin.domain.article import Article
from tocsin.domain.claim import Claim, Polarity, Quote
from tocsin.domain.record import Record
from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines import DeadlineSilence, DeadlineTrace, trace_deadlines
from tocsin.extraction.passages import Passage, Unread
from tocsin.extraction.reading import ActorMention, MentionKind
from tocsin.extraction.rules import Extracted, Reading, reads
from tocsin.extraction.stances import POLARITIES, Folded, Kind, Link, Modal, Silence, Step


class ExplainedActor(Record):
    """Words that stand for an actor, and how they do."""

    at: Quote
    actor: str
    kind: MentionKind
    acts: bool
    person: str | None


class ExplainedTarget(Record):
    """Words that stand for a proposition; `how` says by which means they were matched."""

    at: Quote
    proposition: str
    how: str
    confidence: float


class ExplainedQuotation(Record):
    """Words that are quoted, and whose they are, as far as the text tells."""

    at: Quote
    speakers: tuple[str, ...]


class ExplainedPredicate(Record):
    """A word or expression of the lexicon, as it stands in the sentence."""

    at: Quote
    lemma: str
    kind: Kind
    sign: int
    rule: str
    subjects: tuple[str, ...]
    modal: Modal | None
    negated: bool


class ExplainedStep(Record):
    """What is said of a target once a predicate is applied to it; `polarity` is None where no stance is left."""

    rule: str
    operator: Kind
    polarity: Polarity | None
    conditional: bool
    certainty: float


class ExplainedHolder(Record):
    """Who takes which side on a target."""

    actor: str
    polarity: Polarity


class ExplainedFolding(Record):
    """What the sentence says of one target: predicates from the innermost out, who holds what, or why nobody does."""

    at: Quote
    target: str
    refers_back: bool
    steps: tuple[ExplainedStep, ...]
    holders: tuple[ExplainedHolder, ...]
    silence: Silence | None


class ExplainedDeadline(Record):
    """Words that may tell of a deadline, the rule that read them, and why they came to nothing, if they did."""

    at: Quote
    rule: str
    silence: DeadlineSilence | None


class ExplainedSentence(Record):
    """One sentence: what was seen in it, how it was put together, and the claims that it gave."""

    index: int
    at: Quote
    unread: Unread | None
    actors: tuple[ExplainedActor, ...]
    targets: tuple[ExplainedTarget, ...]
    quotations: tuple[ExplainedQuotation, ...]
    predicates: tuple[ExplainedPredicate, ...]
    foldings: tuple[ExplainedFolding, ...]
    deadlines: tuple[ExplainedDeadline, ...]
    claims: tuple[Claim, ...]


class Explanation(Record):
    """An article as it was read for one watch; without sentences where it was not read at all, and why not."""

    article: str
    watch: str
    title: str
    unread: Literal["language", "unconcerned"] | None
    sentences: tuple[ExplainedSentence, ...]


def explanation_of(article: Article, watch: Watch, reading: Reading | None, claims: Sequence[Extracted]) -> Explanation:
    """Return why `reading` of `article` gave these `claims`, sentence by sentence in text order.

    Without a reading it says why there is none: the article's language, or that it does not concern the watch.
    """
    return Explanation(
        article=article.id,
        watch=watch.id,
        title=article.title,
        unread=None if reading else "unconcerned" if reads(article.language) else "language",
        sentences=tuple(_sentences(reading, claims)) if reading else (),
    )


def _sentences(reading: Reading, claims: Sequence[Extracted]) -> Iterator[ExplainedSentence]:
    body, reads = reading.article.body, [passage.read for passage in reading.passages]
    traces = list(trace_deadlines(reads, reading.article, reading.watch))
    for passage in reading.passages:
        sentence = passage.read.sentence
        yield _sentence(
            passage,
            body,
            deadlines=[_deadline(each, body) for each in traces if each.sentence == sentence.index],
            claims=[claim for claim in claims if claim.sentence.start == sentence.start],
        )


def _sentence(
    passage: Passage, body: str, deadlines: Iterable[ExplainedDeadline], claims: Iterable[Extracted]
) -> ExplainedSentence:
    sentence, read = passage.read.sentence, passage.unread is None
    return ExplainedSentence(
        index=sentence.index,
        at=_quote(body, sentence.start, sentence.end),
        unread=_unread(passage),
        actors=tuple(_actor(mention) for mention in passage.read.actors),
        targets=tuple(
            ExplainedTarget(
                at=_quote(body, each.start, each.end),
                proposition=each.proposition,
                how=each.how,
                confidence=each.confidence,
            )
            for each in passage.mentions
        ),
        quotations=tuple(
            ExplainedQuotation(at=_quote(body, each.start, each.end), speakers=_names(passage.speakers))
            for each in sentence.quotations
        ),
        predicates=tuple(_predicate(link, passage, body) for link in passage.chains.heads) if read else (),
        foldings=tuple(_folding(each, body) for each in passage.trace()) if read else (),
        deadlines=tuple(deadlines),
        claims=tuple(claims),
    )


def _unread(passage: Passage) -> Unread | None:
    return passage.unread or (None if passage.may_tell or passage.speakers else "nothing")


def _actor(mention: ActorMention) -> ExplainedActor:
    return ExplainedActor(
        at=Quote(text=mention.text, start=mention.start, end=mention.end),
        actor=mention.actor,
        kind=mention.kind,
        acts=mention.role,
        person=mention.person,
    )


def _predicate(link: Link, passage: Passage, body: str) -> ExplainedPredicate:
    unit = passage.chains.units[link.index]
    return ExplainedPredicate(
        at=_quote(body, unit.start, unit.end),
        lemma=link.predicate.lemma,
        kind=link.predicate.kind,
        sign=link.predicate.sign,
        rule=link.rule,
        subjects=_names(link.subject.actors),
        modal=link.group.modal,
        negated=link.negated,
    )


def _folding(folded: Folded, body: str) -> ExplainedFolding:
    target = folded.target
    return ExplainedFolding(
        at=_quote(body, target.start, target.end),
        target=target.id,
        refers_back=target.is_anaphor,
        steps=tuple(_step(step) for step in folded.steps),
        holders=tuple(ExplainedHolder(actor=each.actor.actor, polarity=each.polarity) for each in folded.stances),
        silence=folded.silence,
    )


def _step(step: Step) -> ExplainedStep:
    value = step.value
    return ExplainedStep(
        rule=step.link.rule,
        operator=step.link.predicate.kind,
        polarity=None if value.sign is None else POLARITIES[value.sign],
        conditional=value.conditional,
        certainty=round(value.certainty, 3),
    )


def _deadline(trace: DeadlineTrace, body: str) -> ExplainedDeadline:
    return ExplainedDeadline(at=_quote(body, trace.start, trace.end), rule=trace.rule, silence=trace.silence)


def _names(mentions: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(mention.actor for mention in mentions)


def _quote(body: str, start: int, end: int) -> Quote:
    return Quote(text=body[start:end], start=start, end=end)
