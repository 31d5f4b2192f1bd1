"""A question and its answer read as one sentence: "How long does Peru have? Until noon on Friday."."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.reading import ReadSentence, Token

_LIMITS = ("until", "by", "before", "within")


def with_questions(sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Sequence[ReadSentence]:
    """Return the sentences, each that answers how long somebody has with the question before it.

    Its offsets stay those of the body.
    """
    if not any(read.sentence.text.endswith("?") for read in sentences):
        return sentences
    return [*sentences[:1], *(_with_question(before, read, lexicon) for before, read in pairwise(sentences))]


def _with_question(before: ReadSentence, read: ReadSentence, lexicon: Lexicon) -> ReadSentence:
    asks = before.sentence.text.endswith("?") and _asks_how_long(before.sentence.tokens, lexicon)
    return _joined(before, read) if asks and _begins_with_limit(read.sentence.tokens, lexicon) else read


def _asks_how_long(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    asking = lexicon.phrases["asking"]
    return any(beginning_at(tokens, place, asking) for place, token in enumerate(tokens) if token.lower in asking)


def _begins_with_limit(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    found = beginning_at(tokens, 0, lexicon.time_prepositions) if tokens else None
    return found is not None and found[1] in _LIMITS


def _joined(question: ReadSentence, answer: ReadSentence) -> ReadSentence:
    former, latter = question.sentence, answer.sentence
    gap = " " * (latter.start - former.end)
    whole = replace(
        latter,
        start=former.start,
        text=f"{former.text}{gap}{latter.text}",
        quotations=(*former.quotations, *latter.quotations),
    )
    return ReadSentence(whole, (*question.actors, *answer.actors))
