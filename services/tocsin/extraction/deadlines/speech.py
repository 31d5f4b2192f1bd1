"""Who "we" and "you" are in the words that a sentence quotes: the one who speaks, and the one who is spoken to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.reading import ActorMention, ReadSentence, Sentence, Token

_SAYING = ("say", "order", "want")
_TOLD = ("imperative", "if-not", "unless", "no-no")
"""Rules of frames that bind whoever is spoken to, though no word stands for him."""

_BINDING_NOBODY = ("pact", "was-to")


class Speech(NamedTuple):
    """Who speaks in a quotation, and the one other who is named beside it."""

    speaker: ActorMention
    hearer: ActorMention | None
    is_of_hearer: bool
    """Whether it is said of the other one, who is "they" then, not "you"."""


def with_speech(sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Sequence[ReadSentence]:
    """Return the sentences with those for whom pronouns stand in what they quote."""
    if not any(read.sentence.quotations for read in sentences):
        return sentences
    speeches = _speeches(sentences, lexicon)
    return [
        read if speech is None else _spoken(read, speech, lexicon)
        for read, speech in zip(sentences, speeches, strict=True)
    ]


def with_speakers(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts, those that are quoted and name no setter with the speaker, who puts them to the hearer."""
    if not any(_lacks_speaker(draft) for draft in drafts):
        return list(drafts)
    speeches = _speeches(sentences, lexicon)
    return [_with_speaker(draft, speeches[draft.row.read.sentence.index]) for draft in drafts]


def _lacks_speaker(draft: Draft) -> bool:
    cue, is_dated = draft.row.marks[draft.governor], draft.time is not None
    return (
        is_dated
        and None in (draft.setter, draft.addressee)
        and _is_quoted(draft.row.start(cue), draft.row.read.sentence)
    )


def _with_speaker(draft: Draft, speech: Speech | None) -> Draft:
    if speech is None or not _lacks_speaker(draft) or draft.rule.startswith(_BINDING_NOBODY):
        return draft
    setter = draft.setter or (speech.speaker.actor if speech.speaker.actor != draft.addressee else None)
    told = speech.hearer is not None and (speech.is_of_hearer or draft.rule in _TOLD) and setter == speech.speaker.actor
    hearer = speech.hearer.actor if told and speech.hearer is not None else None
    return replace(draft, setter=setter, addressee=draft.addressee or hearer)


def _speeches(sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Speech | None]:
    """Return who speaks in each sentence, and goes on to in its paragraph as long as no other is named."""
    found: list[Speech | None] = []
    speech, paragraph = None, 0
    for read in sentences:
        outside = [mention for mention in read.actors if mention.role and not _is_quoted(mention.start, read.sentence)]
        if read.sentence.paragraph != paragraph:
            speech = None
        if outside:
            speech = _continued(_speech(read.sentence, outside, lexicon), speech)
        paragraph = read.sentence.paragraph
        found.append(speech)
    return found


def _continued(speech: Speech | None, before: Speech | None) -> Speech | None:
    """Return a speech with the one whom the same speaker has just spoken to, where it names none itself."""
    if speech is None or before is None or speech.hearer is not None or speech.speaker.actor != before.speaker.actor:
        return speech
    return before._replace(speaker=speech.speaker)


def _is_quoted(position: int, sentence: Sentence) -> bool:
    return any(quoted.start <= position < quoted.end for quoted in sentence.quotations)


def _speech(sentence: Sentence, outside: Sequence[ActorMention], lexicon: Lexicon) -> Speech | None:
    speaker = _speaker(sentence, outside, lexicon)
    if speaker is None:
        return None
    others = {mention.actor: mention for mention in outside if mention.actor != speaker.actor}
    hearer = next(iter(others.values())) if len(others) == 1 else None
    return Speech(speaker, hearer, hearer is not None and _is_topic(hearer, sentence, lexicon))


def _speaker(sentence: Sentence, outside: Sequence[ActorMention], lexicon: Lexicon) -> ActorMention | None:
    """Return who stands before the verb of saying, or after it, or opens a sentence that leads up to a quotation."""
    said = _saying(sentence, lexicon)
    if said is not None:
        before = [mention for mention in outside if mention.end <= said.start]
        after = [mention for mention in outside if mention.start >= said.end]
        return next(iter((*reversed(before), *after)), None)
    leads_up = not sentence.quotations or sentence.text[: sentence.quotations[0].start - sentence.start - 1].endswith(
        ": "
    )
    first = outside[0] if outside else None
    return first if leads_up and first is not None and first.person and first.start == sentence.start else None


def _saying(sentence: Sentence, lexicon: Lexicon) -> Token | None:
    """Return the first word, of those that are not quoted, of a verb of saying."""
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        found = beginning_at(tokens, place, lexicon.cues) if token.lower in lexicon.cues else None
        if found is not None and found[1] in _SAYING and not _is_quoted(token.start, sentence):
            return token
    return None


def _is_topic(hearer: ActorMention, sentence: Sentence, lexicon: Lexicon) -> bool:
    before = [token.lower for token in sentence.tokens if token.end <= hearer.start][-1:]
    return not lexicon.lists["spoken_of"].isdisjoint(before)


def _spoken(read: ReadSentence, speech: Speech, lexicon: Lexicon) -> ReadSentence:
    meant = list(_meant(read, speech, lexicon))
    return replace(read, actors=tuple(sorted((*read.actors, *meant), key=lambda one: one.start))) if meant else read


def _meant(read: ReadSentence, speech: Speech, lexicon: Lexicon) -> Iterator[ActorMention]:
    taken = {mention.start for mention in read.actors}
    of_hearer = lexicon.lists["third_person" if speech.is_of_hearer else "second_person"]
    for token in read.sentence.tokens if read.sentence.quotations else ():
        if token.start in taken or not _is_quoted(token.start, read.sentence):
            continue
        word = token.lower.replace("’", "'").partition("'")[0]
        actor = (
            speech.speaker if word in lexicon.lists["first_person"] else speech.hearer if word in of_hearer else None
        )
        if actor is not None:
            yield replace(actor, start=token.start, end=token.start + len(word), text=word, kind="pronoun")
