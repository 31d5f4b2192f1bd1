"""Which words of a sentence are kept: adverbs, words that only colour others, and times are not."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention, Token
from tocsin.extraction.stances.lexicon import Lexicon
from tocsin.extraction.stances.word_order import Span, is_in_expression

UNTIL_THEN = "until-then"
"""What stands for the time that opens a sentence as in "until last week": what it tells of held up to then."""

_QUOTES = frozenset("\"“”„«»‘’'")


def kept_words(tokens: Sequence[Token], spans: dict[int, Span], lexicon: Lexicon) -> list[Token]:
    """Return the words without adverbs and those that only colour others, but with all that mentions hold."""
    owners = {
        end for _, end, mention in spans.values() if isinstance(mention, ActorMention) and mention.text[-1] == "s"
    }
    words = [token.lower for token in tokens]
    around = zip([None, *tokens[:-1]], tokens, [*tokens[1:], None], strict=True)
    return [
        token
        for k, (before, token, after) in enumerate(around)
        if _is_kept(token, spans)
        or _is_possessive(token, owners)
        or _has_object(token, after, spans)
        or _is_passive(before, token)
        or is_in_expression(words, k, lexicon)
        or _is_person(token, after)
        or _is_both(token, after)
        or _leaves_out(token, after, spans)
    ]


def _is_possessive(token: Token, owners: set[int]) -> bool:
    """Return whether an apostrophe is no quotation mark: "the ministers' support"."""
    return token.start in owners and token.text in {"'", "’"}


def _has_object(token: Token, after: Token | None, spans: dict[int, Span]) -> bool:
    """Return whether a word that may only colour another is a verb: "renewed the pact", but not "renewed support"."""
    if after is None or not token.lower.endswith("ed") or token.lower not in _dropped():
        return False
    return after.start in spans or after.lower in words_of("determiners")


def _is_passive(before: Token | None, token: Token) -> bool:
    """Return whether a word that may only colour another is what is done: "must not be renewed"."""
    return before is not None and before.lower in {"be", "been"} and token.lower in {"renewed", "continued"}


def _leaves_out(token: Token, after: Token | None, spans: dict[int, Span]) -> bool:
    """Return whether it is the "all" of "all but Vienna", and not that of "all but dead"."""
    if after is None or after.lower not in words_of("excepting"):
        return False
    return token.lower == "all" and after.end + 1 in spans


def _is_person(token: Token, after: Token | None) -> bool:
    """Return whether a word that may only colour another is a noun: "an official in Vienna"."""
    return token.lower == "official" and after is not None and after.lower in words_of("prepositions")


def _is_both(token: Token, after: Token | None) -> bool:
    """Return whether "both" stands for two things by itself: "rejects both", but not "both sides"."""
    return token.lower == "both" and (after is None or not after.text[0].isalnum() or after.lower == "of")


def _is_kept(token: Token, spans: dict[int, Span]) -> bool:
    word = token.lower
    if not (word.endswith("ly") or word in _dropped()):
        return True
    is_adverb = word in _dropped() or (len(word) > len("only") and word not in words_of("not_adverbs"))
    return not is_adverb or token.start in spans


@cache
def _dropped() -> frozenset[str]:
    return words_of("noise") | _QUOTES


def without_times(tokens: list[Token], spans: dict[int, Span]) -> list[Token]:
    """Drop "on Tuesday", "late last week", "12 March"."""
    kept: list[Token] = []
    times = words_of("times")
    for token in tokens:
        if token.lower in times and token.start not in spans and not _is_modal_may(token):
            lead, first = token.lower, token
            while kept and kept[-1].start not in spans and _leads_to(kept[-1], lead):
                first = kept.pop()
                lead = first.lower
            if lead == "until" and (not kept or _had(kept)):
                kept.append(first._replace(lower=UNTIL_THEN))
        else:
            if token.lower == "to" and len(kept) > 1 and kept[-1].lower == UNTIL_THEN:
                kept.pop()
            kept.append(token)
    return kept


def _had(tokens: Sequence[Token]) -> bool:
    """Return whether a clause tells of what had been so: "had backed it until Monday"."""
    clause = takewhile(lambda token: token.lower[0].isalnum(), reversed(tokens))
    return any(token.lower == "had" for token in clause)


def _is_modal_may(token: Token) -> bool:
    return token.text in {"may", "march"}


def _leads_to(token: Token, lead: str) -> bool:
    """Return whether a token belongs to a time: the "over" of "over the weekend", but not of "over by Friday"."""
    return token.text.isdigit() or (token.lower in words_of("time_leads") and (token.lower, lead) != ("over", "by"))
