"""Whom "both", "the two" and "the three governments" stand for: those who were last named together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from tocsin.extraction.actors.cast import Cast
from tocsin.extraction.actors.line import Line, line_of
from tocsin.extraction.actors.memory import is_subject
from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged
from tocsin.extraction.reading import ActorMention, Group, MentionKind, ReadSentence
from tocsin.extraction.stances.lexicon import finite_verbs
from tocsin.extraction.together import named_together

_JOINTS = frozenset({"and", ", and", "or", "as well as"})
_ANY = ("they", "each")
_WITHIN = 3
"""How many sentences before it a group may have been named in."""
_NEAR = 2
"""In how many sentences, its own among them, those are named whom a mere "both" stands for."""


class Groups:
    """Reads the sentences of one article in order, and remembers who was named in them."""

    def __init__(self, body: str, cast: Cast) -> None:
        self._body = body
        self._cast = cast
        self._before: list[ReadSentence] = []

    def read(self, read: ReadSentence) -> ReadSentence:
        """Return the next sentence with the groups that it speaks of."""
        groups = tuple(self._groups(read))
        self._before = [read, *islice(self._before, _WITHIN - 1)]
        return replace(read, groups=groups) if groups else read

    def _groups(self, read: ReadSentence) -> Iterator[Group]:
        text = read.sentence.text.lower()
        if not any(word in text for word in _telling()):
            return
        for match in _phrases().finditer(read.sentence.text):
            start, end = read.sentence.start + match.start(), read.sentence.start + match.end()
            acts = _acts(line_of(self._body, read.sentence), start, end)
            if acts and all(end <= actor.start or actor.end <= start for actor in read.actors):
                here = replace(read, actors=tuple(actor for actor in read.actors if actor.end <= start))
                members = self._members(match, [here, *self._before])
                if members:
                    yield _group(members, start, end, match[0])

    def _members(self, match: re.Match[str], reads: Sequence[ReadSentence]) -> Sequence[ActorMention]:
        """Return those of the right number and kind who were named last: together, or apart if people."""
        if match["any"]:
            return next(filter(None, map(_opening, reads[:_NEAR])), ())
        size = packaged("anaphora.en.yaml")["groups"]["numbers"][(match["bare"] or match["number"]).lower()]
        for read in reads if match["number"] or match["noun"] else reads[:_NEAR]:
            apart = [actor for actor in read.actors if actor.role and (match["noun"] or actor.person)]
            for named in (*reversed(named_together(read, _JOINTS)), apart):
                members = list({actor.actor: actor for actor in named}.values())
                if len(members) == size and all(self._is_one(actor, match["noun"]) for actor in members):
                    return members
        return ()

    def _is_one(self, actor: ActorMention, noun: str | None) -> bool:
        """Return whether an actor may be one of those whom a noun for several speaks of."""
        nouns = packaged("anaphora.en.yaml")["groups"]["nouns"]
        if noun in nouns["state"]:
            return self._cast[actor.actor].kind == "state"
        return noun not in nouns["person"] or actor.person is not None


def _group(members: Sequence[ActorMention], start: int, end: int, words: str) -> Group:
    kind: MentionKind = "pronoun" if words.lower() == "they" else "noun"
    return Group(tuple(replace(one, start=start, end=end, text=words, kind=kind) for one in members), start, end)


def _opening(read: ReadSentence) -> Sequence[ActorMention]:
    """Return those with whom, named together, a sentence opens."""
    return next((row for row in named_together(read, _JOINTS) if row[0].start == read.sentence.start), ())


def _acts(line: Line, start: int, end: int) -> bool:
    """Return whether the words stand where those who act stand, before a verb."""
    after = (word.lower() for word in line.after(end) if not (word.endswith("ly") or word in words_of("noise")))
    return is_subject(line, start) and next(after, "") in finite_verbs()


@cache
def _telling() -> tuple[str, ...]:
    """Return words of which each such phrase has one, so that few sentences are searched for it."""
    return (*_ANY, *packaged("anaphora.en.yaml")["groups"]["numbers"])


@cache
def _phrases() -> re.Pattern[str]:
    lists = packaged("anaphora.en.yaml")["groups"]
    numbers = "|".join(lists["numbers"])
    nouns = "|".join(noun for listed in lists["nouns"].values() for noun in listed)
    offices = "|".join(lists["offices"])
    ruling = rf"(?:(?:the )?(?:(?:foreign|prime|military|defence|interim) )?(?:{offices}) of )?"
    counted = rf"(?:(?:all|both|neither|none|each) of )?(?:the|all) (?P<number>{numbers})"
    which = rf"(?P<bare>both|neither)|{counted}|(?P<any>{'|'.join(_ANY)})"
    return re.compile(rf"\b{ruling}(?:{which})(?: of them)?(?: (?P<noun>{nouns}))?\b", re.IGNORECASE)
