"""A sentence with what was said before it: what "the move" may stand for, and whose quotation goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tocsin.extraction.reading import ActorMention, ReadSentence, Sentence, TargetMention
from tocsin.extraction.stances import (
    Chains,
    Earlier,
    Folded,
    Lexicon,
    Stance,
    goes_on_with,
    may_refer,
    quoted_units,
    read_stances,
    speakers_of,
    trace_stances,
    units_of,
    voice,
)

_NOBODY: tuple[ActorMention, ...] = ()

Unread = Literal["too long", "question", "nobody", "nothing"]
"""Why a sentence is not read for stances: it is too long for one, it asks, or it names nobody or nothing that one could
be for or against."""


@dataclass(frozen=True)
class Passage:
    """A sentence, the propositions that it speaks of, what was said `before` it, and who is being quoted."""

    read: ReadSentence
    mentions: Sequence[TargetMention]
    before: Earlier
    speaking: tuple[ActorMention, ...]
    lexicon: Lexicon
    source: "Passage | None" = None
    """The sentence before it in its paragraph whose speaker it may go on with."""

    @cached_property
    def unread(self) -> Unread | None:
        """Why the sentence is not read at all, or None."""
        if not (self._may_act or self.read.groups or self.speaking or self.carried):
            return "nobody"
        if not self.read.sentence.is_prose:
            return "too long"
        return "question" if _asks(self.read.sentence) else None

    @property
    def _may_act(self) -> bool:
        """Whether it names somebody who acts, or whose proposition it names: more than a place."""
        return any(actor.role for actor in self.read.actors) or bool(self.read.actors and self.mentions)

    @cached_property
    def chains(self) -> Chains:
        """The predicates of the whole sentence."""
        units = units_of(self.read, self.mentions, self.lexicon)
        return Chains(units, is_title=self.read.sentence.index == 0)

    @cached_property
    def quoted(self) -> Chains:
        """The predicates of what the sentence quotes, without what stands between its quotations."""
        return Chains(quoted_units(self.read, self.mentions, self.lexicon), is_title=False)

    @cached_property
    def speakers(self) -> tuple[ActorMention, ...]:
        """Whose words the quotations of the sentence are, and those of the next that does not say whose it quotes."""
        if not self.read.sentence.quotations or not (self.mentions or self.before.named):
            return _NOBODY
        told = speakers_of(self.chains) or _before_colon(self.read)
        return told or (self.speaking if _is_all_quoted(self.read.sentence) else _NOBODY)

    @cached_property
    def carried(self) -> tuple[ActorMention, ...]:
        """Who spoke right before, where the sentence may go on with that speech."""
        may_go_on = bool(self.mentions) and goes_on_with(self.read.sentence.tokens)
        return self.source.voice if may_go_on and self.source is not None else _NOBODY

    @cached_property
    def voice(self) -> tuple[ActorMention, ...]:
        """Whose words the sentence ends with."""
        return voice(self.chains) if self.read.sentence.is_prose else _NOBODY

    @property
    def may_tell(self) -> bool:
        """Whether the sentence names what one can be for or against, or may refer to it."""
        several = len({actor.actor for actor in self.read.actors}) > 1
        return (
            bool(self.mentions or self.read.groups)
            or several
            or (bool(self.before.named) and may_refer(self.read.sentence.tokens))
        )

    @cached_property
    def is_silent(self) -> bool:
        """Whether it tells of no stance and no event, as nobody in it can hold one on anything."""
        return self.unread is not None or not (self.may_tell or self.speakers)

    @cached_property
    def stances(self) -> list[Stance]:
        """The stances that the sentence reports."""
        return read_stances(self.chains, self.before, carried=self.carried) if self.may_tell else []

    @cached_property
    def quoted_stances(self) -> list[Stance]:
        """The stances that its speakers take in their own words."""
        return read_stances(self.quoted, self.before, self.speakers) if self.speakers else []

    def trace(self) -> list[Folded]:
        """Return how everything that the sentence could take a stance on was read, quoted words last."""
        whole = trace_stances(self.chains, self.before, carried=self.carried) if self.may_tell else []
        return whole + (trace_stances(self.quoted, self.before, self.speakers) if self.speakers else [])


def passages(
    reads: Sequence[ReadSentence], targets: Sequence[Sequence[TargetMention]], lexicon: Lexicon
) -> Iterator[Passage]:
    """Yield the sentences of an article, in order, each with what was said before it.

    `targets` holds the propositions of one watch that each sentence speaks of.
    """
    before, paragraph, speaking = Earlier(), 0, _NOBODY
    source: Passage | None = None
    for read, mentions in zip(reads, targets, strict=True):
        is_first = read.sentence.paragraph != paragraph
        if is_first:
            before, paragraph, speaking = before.in_new_paragraph, read.sentence.paragraph, _NOBODY
            source = None
        passage = Passage(read, mentions, before, speaking, lexicon, source)
        yield passage
        source = passage if read.actors and not passage.carried else source
        if passage.unread is None:
            speaking = passage.speakers or _introduced(read)
        told = () if passage.is_silent else (*passage.stances, *passage.quoted_stances)
        if mentions or is_first or not _asks(read.sentence):
            before = before.after(read.sentence, mentions, told)


def _before_colon(read: ReadSentence) -> tuple[ActorMention, ...]:
    """Return who opens a sentence that leads up to a quotation: `The minister was blunt: "…"`."""
    quoted = read.sentence.quotations[0].start - 1
    lead = read.sentence.text[: quoted - read.sentence.start].rstrip()
    return _opening(read) if lead.endswith(":") else _NOBODY


def _introduced(read: ReadSentence) -> tuple[ActorMention, ...]:
    """Return the person that a sentence is about, whose words a quotation that stands alone after it must be."""
    people = {actor.person for actor in read.actors if actor.person is not None}
    return _opening(read) if len(people) == 1 and not read.sentence.quotations else _NOBODY


def _opening(read: ReadSentence) -> tuple[ActorMention, ...]:
    first = read.actors[0] if read.actors else None
    opens = first is not None and first.role and first.start == read.sentence.start
    return (first,) if first is not None and opens and first.person is not None else _NOBODY


def _is_all_quoted(sentence: Sentence) -> bool:
    return sum(q.end - q.start for q in sentence.quotations) >= len(sentence.text) - len("“”")


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip("\"'”’»)").endswith("?")
