"""Where a sentence speaks of several as such: "both sides", "the two countries", "they"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.deadlines.lexicon import NOTHING, Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, word_at
from tocsin.extraction.deadlines.row import BOTH
from tocsin.extraction.reading import ActorMention, MentionKind, ReadSentence, Token


def pairs(read: ReadSentence, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[ActorMention]:
    """Yield a mention of `BOTH`, a noun or a pronoun, for each place where several are spoken of as such."""
    for place, token in enumerate(tokens):
        if token.lower in lexicon.lists["plural_pronouns"] and _is_put_to_act(read, tokens, place, lexicon):
            yield _mention(tokens, place, place, "pronoun")
        elif token.lower in lexicon.phrases["pairs"]:
            found = beginning_at(tokens, place, lexicon.phrases["pairs"])
            if found is not None and word_at(tokens, place + found[0]) not in lexicon.lists["of"]:
                yield _mention(tokens, place, place + found[0] - 1, "noun")


def _is_put_to_act(read: ReadSentence, tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Tell whether what follows "they", "them" or "both" may say until when they have to act; nobody is quoted.

    Those who "say they will" speak of themselves.
    """
    following = word_at(tokens, place + 1)
    if following not in lexicon.lists["after_plurals"] and not following.isdigit():
        return False
    if "say" in lexicon.cues.get(word_at(tokens, place - 1), NOTHING).kinds:
        return False
    return not any(quoted.start <= tokens[place].start < quoted.end for quoted in read.sentence.quotations)


def _mention(tokens: Sequence[Token], first: int, last: int, kind: MentionKind) -> ActorMention:
    return ActorMention(BOTH, tokens[first].start, tokens[last].end, tokens[first].text, kind)
