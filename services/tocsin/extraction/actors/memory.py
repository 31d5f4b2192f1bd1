"""Who has been mentioned so far in an article, and whom a later word can stand for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from tocsin.extraction.actors.anaphors import anaphors, is_styled
from tocsin.extraction.actors.cast import Cast, Profile
from tocsin.extraction.actors.counts import is_count
from tocsin.extraction.actors.folding import fold
from tocsin.extraction.actors.line import Line
from tocsin.extraction.actors.offices import Offices
from tocsin.extraction.actors.roles import Phrase
from tocsin.extraction.actors.titles import titles
from tocsin.extraction.reading import MentionKind

_PLURAL = re.compile(r"\w{2,}[^su]s|men|women")
_FIELD = re.compile(" (?:of|for) ")
_RECENT = 100
"""How many mentions and sentences are looked back at: reading stays linear in the length of an article."""


@dataclass(slots=True)
class Mentioned:
    """A mention while its article is being read."""

    actor: str
    start: int
    end: int
    kind: MentionKind
    role: bool
    subject: bool
    """Whether it stands where subjects stand: first in its clause."""
    speaks: bool
    """Whether it is one who speaks for the actor: an envoy, a ministry."""
    person: str = ""
    words: str = ""
    """The words of the phrase, in lower case."""
    is_plural: bool = False
    """Whether it is a common noun for many: "the studios", but not "the Netherlands"."""

    @property
    def is_person(self) -> bool:
        """Whether "he" can stand for it."""
        return bool(self.person) or (self.speaks and _is_one_office(self.words))


def _is_one_office(words: str) -> bool:
    """Whether a phrase is of one who holds an office: not "Peru's army", nor "the ministers"."""
    office = _FIELD.split(words)[0].split()[-1]
    return office in titles().offices and not office.endswith("s")


def mentioned(line: Line, actor: str, kind: MentionKind, found: Phrase, person: str = "") -> Mentioned:
    """Return the mention that a phrase is."""
    words = line.body[found.start : found.end].lower()
    subject = is_subject(line, found.start) and (found.speaks or line.possessive(found.end) == found.end)
    last = line.body[found.start : found.end].split()[-1]
    of_many = last[0].islower() and (is_count(last) or _PLURAL.fullmatch(last) is not None)
    plural = kind in ("name", "noun") and of_many
    return Mentioned(actor, found.start, found.end, kind, found.role, subject, found.speaks, person, words, plural)


def is_subject(line: Line, start: int) -> bool:
    """Whether what begins here stands first in its clause."""
    before = line.before(start)
    return not before or before[-1].lower() in anaphors().before_subject or before[-1].lower() in titles().calendar


class Memory:
    """The mentions of an article, sentence by sentence."""

    def __init__(self, cast: Cast, opens_with_stranger: Callable[[int], bool]) -> None:
        self.sentences: list[list[Mentioned]] = []
        self._cast = cast
        self._opens_with_stranger = opens_with_stranger
        self._gender: dict[str, str] = {}
        self._offices = Offices()

    @property
    def current(self) -> list[Mentioned]:
        """The mentions of the sentence that is being read."""
        return self.sentences[-1]

    def add(self, mention: Mentioned) -> None:
        """Remember a mention of the sentence that is being read."""
        self.current.append(mention)
        if mention.person:
            self._offices.learn(mention.person, mention.words)
        for word in mention.words.split() if mention.person else ():
            if word in anaphors().gender:
                self._gender[mention.person] = anaphors().gender[word]

    def noun(self, noun: str, owner: Profile | None) -> str | None:
        """Return the actor that a noun stands for: the last subject that fits, the last of that name, or the only one.

        The owner is the actor that the noun phrase begins with, as in "Chile's junta".
        """
        kinds = anaphors().kinds.get(noun, frozenset())

        def fits(profile: Profile) -> bool:
            of_kind = profile.kind in kinds and not profile.is_builtin_body and is_styled(profile.id, noun)
            here = owner is None or (profile.country is not None and profile.country == owner.country)
            return here and (of_kind or noun in profile.nouns)

        fitting = [mention for mention in self._backwards() if fits(self._cast[mention.actor])]
        if fitting:
            near = self._near_subjects(noun)
            spoken_of = [mention for mention in fitting if mention in near] or fitting
            return next((m.actor for m in spoken_of if self._is_called(m, noun)), spoken_of[0].actor)
        own = [p for p in self._cast.own.values() if fits(p) and self._is_here(p) and (kinds or not p.is_builtin_body)]
        own = [profile for profile in own if noun in profile.nouns] or own
        home = self._cast.home
        only = own[0] if len(own) == 1 else home if home and fits(home) else None
        return only.id if only else None

    def _near_subjects(self, noun: str) -> list[Mentioned]:
        """Return the subjects of this sentence and the one before it; of states only whose ministry speaks.

        "The government" is said from afar, but "Chile recalled its envoy to Peru, the foreign ministry said" is not.
        """
        near = (mention for mentions in self.sentences[-2:] for mention in mentions if mention.subject and mention.role)
        opening = [each for each in self.current[:1] if noun.endswith("ministry") and each.kind != "metonym"]
        return [mention for mention in near if mention in opening or self._cast[mention.actor].kind != "state"]

    def _is_here(self, profile: Profile) -> bool:
        """Whether the article is not about other countries than the actor's."""
        states = {self._cast[mention.actor].country for mention in self._backwards()} - {None}
        return not states or profile.country is None or profile.country in states

    def _is_called(self, mention: Mentioned, noun: str) -> bool:
        """Whether the noun is of the actor's own name, and not only of its kind."""
        profile = self._cast[mention.actor]
        return noun in profile.nouns or (profile.kind != "state" and noun in mention.words)

    def office(self, noun: str) -> Mentioned | None:
        """Return the person whom "the minister" stands for: one of that office, else one of a fitting actor."""
        kind = anaphors().persons[noun]
        people = [mention for mention in self._backwards() if mention.is_person]
        called = next((m for m in people if noun in m.words), None)
        if called:
            return called
        of_kind = [m for m in people if m.person and kind in ("any", self._cast[m.actor].kind)]
        fitting = [m for m in of_kind if self._offices.may_hold(m.actor, m.person, noun)]
        one = kind != "person" or len({m.actor for m in fitting}) == 1
        return fitting[0] if fitting and one else None

    def person(self, pronoun: str) -> Mentioned | None:
        """Return whom "he" or "she" stands for, if no stranger has come in between: at most two sentences back."""

        def fits(mention: Mentioned) -> bool:
            return mention.is_person and self._pronoun_of(mention.person) in (pronoun, None)

        return self._last(fits, 2, self._opens_with_stranger)

    def _pronoun_of(self, person: str) -> str | None:
        first = fold(person).partition(" ")[0]
        return self._gender.get(person) or anaphors().first_names.get(first)

    def learn(self, pronoun: str) -> None:
        """Note whose pronoun this is, where the two sentences up to it name one person who has none yet."""
        near = {m.person for mentions in self.sentences[-2:] for m in mentions[-_RECENT:] if m.person}
        person = near.pop() if len(near) == 1 else None
        if person and self._pronoun_of(person) is None:
            self._gender[person] = pronoun

    def body(self) -> Mentioned | None:
        """Return whom "it" stands for: who acts in this sentence or the one before, if not a person."""

        def fits(mention: Mentioned) -> bool:
            return mention.role and not mention.person

        return self._last(lambda mention: fits(mention) and mention.subject, 1) or self._last(fits, 1)

    def several(self) -> Mentioned | None:
        """Return whom "they" stands for: a crowd, a union, a state's ministers of this sentence or the one before."""
        kinds = anaphors().several_kinds

        def fits(mention: Mentioned) -> bool:
            of_many = self._cast[mention.actor].kind in kinds or (mention.speaks and mention.words.endswith("s"))
            of_many = of_many or (mention.words.startswith("the ") and self._is_named_by_members(mention))
            return mention.role and not mention.person and (of_many or mention.is_plural)

        return self._last(fits, 1)

    def _is_named_by_members(self, mention: Mentioned) -> bool:
        """Whether a party is called by a word for its members: "the Greens"."""
        return self._cast[mention.actor].kind == "party" and _PLURAL.fullmatch(mention.words.split()[-1]) is not None

    def _last(
        self, fits: Callable[[Mentioned], bool], within: int, stops: Callable[[int], bool] = lambda _: False
    ) -> Mentioned | None:
        here = len(self.sentences) - 1
        for number in range(here, max(-1, here - within - 1), -1):
            fitting = [mention for mention in self.sentences[number][-_RECENT:] if fits(mention)]
            if fitting:
                in_turn = reversed(fitting) if number == here else fitting
                return next((mention for mention in in_turn if mention.subject), fitting[0])
            if stops(number):
                return None
        return None

    def _backwards(self) -> Iterator[Mentioned]:
        backwards = (mention for mentions in reversed(self.sentences[-_RECENT:]) for mention in reversed(mentions))
        return islice(backwards, _RECENT)
