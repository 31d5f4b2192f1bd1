"""A predicate as it stands in a sentence: who is its subject, and how it is put."""

from dataclasses import dataclass

from tocsin.extraction.function_words import words_in
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.subjects import Subject
from tocsin.extraction.stances.verbs import VerbGroup


@dataclass(frozen=True, slots=True)
class Link:
    """One predicate over a target; `frame` is how it was read, `given_up` that it no longer holds."""

    index: int
    predicate: Predicate
    frame: str
    subject: Subject
    group: VerbGroup
    negated: bool = False
    given_up: bool = False

    @property
    def rule(self) -> str:
        """The name of the rule, as claims carry it: part of speech, what follows, frame, lemma."""
        return f"{self.predicate.pos}.{self.predicate.frames[0]}.{self.frame}:{self.predicate.lemma}"

    def fits(self, target: str) -> bool:
        """Return whether it shows a stance on what is called `target`: "moved the motion", but not "moved the jets"."""
        nouns = words_in("fitting").get(self.predicate.lemma)
        others = words_in("unfitting").get(self.predicate.lemma, "")
        fits = nouns is None or not set(nouns.split()).isdisjoint(target.split())
        return fits and set(others.split()).isdisjoint(target.split())
