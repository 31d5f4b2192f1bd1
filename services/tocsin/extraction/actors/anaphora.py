"""Whom "the bloc", "it", "he" and "its envoy" stand for."""

from collections.abc import Sequence

from tocsin.extraction.actors.anaphors import anaphors, is_office_of
from tocsin.extraction.actors.cast import Cast
from tocsin.extraction.actors.line import Line
from tocsin.extraction.actors.memory import Memory, Mentioned, is_subject, mentioned
from tocsin.extraction.actors.naming import Named, opens_name
from tocsin.extraction.actors.roles import Phrase, phrase
from tocsin.extraction.actors.titles import head, members, titles

_BARE_KINDS = frozenset(("crowd", "armed-group", "union"))
_NAMED_BY_MEMBERS = _BARE_KINDS | {"other"}
_PERSONAL = {"his": "he", "her": "she"}
_MOST_WORDS_BETWEEN = 2
_APPOSED = ", "
_ITS = "its "
_ARTICLES = frozenset(("a", "an"))
_INDEFINITE = frozenset(("a", "an", "no", "any"))


class Anaphora:
    """Resolves nouns and pronouns against what an article has mentioned so far."""

    def __init__(self, body: str, cast: Cast, memory: Memory) -> None:
        self._body = body
        self._cast = cast
        self._memory = memory

    def noun(self, line: Line, named: Named) -> Mentioned | None:
        """Return the mention that a noun is, or None if it stands for nobody who is known."""
        if _is_of_another(named.form.text, line.after(named.end)) or opens_name(line, named.end):
            return None
        if named.form.text in anaphors().persons:
            return self._office(line, named)
        start, owner = self._phrase_start(line, named), self._owner(named.start)
        if start is None:
            return None
        actor = self._memory.noun(named.form.text, self._cast[owner.actor] if owner else None)
        if actor is None or self._is_foreign(line, start, actor):
            return None
        if owner:
            owner.role = False
        kind = self._cast[actor].kind
        found = phrase(line, "name", start, named.end, is_place=kind == "state", kind=kind)
        return mentioned(line, actor, "noun", found._replace(start=start))

    def _is_foreign(self, line: Line, start: int, actor: str) -> bool:
        """Whether a phrase begins with the "its" of another country's: "its army" after "Chile" is not Mali's army."""
        if line.body[start : start + len(_ITS)].lower() != _ITS:
            return False
        owner = self._memory.body()
        at, country = self._cast[owner.actor].country if owner else None, self._cast[actor].country
        return None not in (at, country) and at != country

    def _office(self, line: Line, named: Named) -> Mentioned | None:
        start = self._phrase_start(line, named)
        if start is not None:
            spoken = self._apposed(start) or self._seated(line, start, named) or self._memory.office(named.form.text)
        elif named.form.text in anaphors().unnamed and line.before(named.start)[-1:] in (["a"], ["A"]):
            start, spoken = line.word_start(line.before(named.start)[-1], named.start), self._memory.body()
        else:
            return None
        if spoken is None:
            return None
        found = phrase(line, "person", named.start, named.end, is_place=False)
        return mentioned(line, spoken.actor, "noun", Phrase(start, found.end, found.role, speaks=True), spoken.person)

    def _apposed(self, start: int) -> Mentioned | None:
        """Return the person of whom the phrase that begins here tells the office: "Ana Gil, the minister"."""
        last = self._memory.current[-1] if self._memory.current else None
        return last if last and last.person and self._body[last.end : start] == _APPOSED else None

    def _seated(self, line: Line, start: int, named: Named) -> Mentioned | None:
        """Return the state of whose minister a sentence tells that opens with the place: "In Paris the minister"."""
        last = self._memory.current[-1] if self._memory.current else None
        if last is None or self._cast[last.actor].kind != "state" or line.before(last.start) != ["In"]:
            return None
        here = self._body[last.end : start] in (" ", ", ")
        return last if here and is_office_of(last.actor, named.form.text) else None

    def alias_start(self, line: Line, named: Named) -> int | None:
        """Return where an alias begins that is a common noun; None if it is another's: "Mali's junta", not Niger's."""
        owner = self._owner(named.start)
        if owner:
            country, at = self._cast[named.form.actor].country, self._cast[owner.actor].country
            return named.start if None in (country, at) or country == at else None
        before = line.before(named.start)
        if before and (before[-1].endswith(("'s", "’s")) or (line.is_title and before[-1].lower() not in _INDEFINITE)):
            return named.start
        start = self._phrase_start(line, named)
        return None if start is None or self._is_foreign(line, start, named.form.actor) else start

    def _phrase_start(self, line: Line, named: Named) -> int | None:
        """Return where the phrase of a noun begins; None if it needs a "the" or an owner and has neither."""
        position = named.start
        for word in reversed(line.before(named.start)):
            position = line.word_start(word, position)
            if _determines(word.lower(), named.form.text):
                return position
            if not _describes(word.lower(), named.form.text) and not self._is_of_name(word.lower(), named.form.text):
                break
        if self._owner(named.start) or _opens_headline(line, named.start) or self._is_bare(line, named):
            return named.start
        return None

    def _is_of_name(self, word: str, noun: str) -> bool:
        """Whether a word before a noun is one of the names of whom it stands for: "a Delaware judge"."""
        kinds = anaphors().kinds.get(noun, frozenset())
        return any(word in profile.words for profile in self._cast.own.values() if profile.kind in kinds)

    def _is_bare(self, line: Line, named: Named) -> bool:
        """Whether a noun needs no "the": the many of "Rebels attacked", and "court order"."""
        noun, lists = named.form.text, anaphors()
        if noun in lists.members and not lists.instruments.isdisjoint(line.after(named.end)[:1]):
            return True
        some = any(word.lower() in titles().partial for word in line.before(named.start)[-1:])
        if some or not noun.partition(" of ")[0].endswith("s"):
            return False
        kinds = {self._cast[named.form.actor].kind} if named.form.actor else lists.kinds.get(noun, frozenset())
        return noun in lists.members or not _BARE_KINDS.isdisjoint(kinds) or self._ends_own_name(line, named)

    def _ends_own_name(self, line: Line, named: Named) -> bool:
        """Whether it is the "shareholders" of an actor of the watch, where those stand who act."""
        called = (profile for profile in self._cast.own.values() if named.form.text in profile.nouns)
        return is_subject(line, named.start) and any(profile.kind in _NAMED_BY_MEMBERS for profile in called)

    def _owner(self, position: int) -> Mentioned | None:
        """Return the mention that a noun phrase begins with: "Chile" of "Chile's junta"."""
        last = self._memory.current[-1] if self._memory.current else None
        if last is None or last.kind not in ("demonym", "name"):
            return None
        between = self._body[last.end : position].removeprefix("'s").removeprefix("’s")
        words = between.split()
        described = len(words) <= _MOST_WORDS_BETWEEN and all(word.lower() in anaphors().describing for word in words)
        return last if between[:1] == " " and described else None

    def pronoun(self, line: Line, named: Named) -> Mentioned | None:
        """Return the mention that a pronoun is, or None if it stands for nobody who is known."""
        word, lists = named.form.text, anaphors()
        if "person" in (lists.pronouns.get(word), lists.owning.get(word)):
            self._memory.learn(_PERSONAL.get(word, word))
        if word in lists.owning:
            return self._owning(line, named)
        of = lists.pronouns[word]
        spoken = self._antecedent(word, of) if of == "person" or _acts(line, named) else None
        if spoken is None:
            return None
        return mentioned(line, spoken.actor, "pronoun", Phrase(named.start, named.end, role=True), spoken.person)

    def _antecedent(self, word: str, of: str) -> Mentioned | None:
        if of == "person":
            return self._memory.person(_PERSONAL.get(word, word))
        return self._memory.body() if of == "body" else self._memory.several()

    def _owning(self, line: Line, named: Named) -> Mentioned | None:
        """Return the mention that "his" or "its" makes with a ministry, an envoy, a refusal after it."""
        spoken = self._antecedent(named.form.text, anaphors().owning[named.form.text])
        kind = None if spoken is None else self._cast[spoken.actor].kind
        if spoken is None or kind is None or not _acts_for(kind, line.after(named.end)):
            return None
        around = phrase(line, "adjective", named.start, named.end, is_place=False, kind=kind)
        return mentioned(line, spoken.actor, "pronoun", around._replace(role=True))


def _acts_for(kind: str, words: Sequence[str]) -> bool:
    """Whether what goes on with these words acts for an actor of a kind, or is a deed of it."""
    found = head(words)
    return found.acts or found.kind == "deed" or members(words, kind).acts


def _is_of_another(noun: str, after: Sequence[str]) -> bool:
    """Whether the words after a noun say whose it is: "ambassador to Chile", but not "told the firm to pay"."""
    word, towards = (*after, "", "")[:2]
    if word == "to" and noun not in titles().deeds_towards:
        return towards[:1].isupper() or towards in anaphors().determiners
    return word in ("of", "to") or (word == "for" and noun in anaphors().unnamed)


def _determines(word: str, noun: str) -> bool:
    """Whether a word makes the noun after it one that is known: "the", "yesterday's", and the "a" of "a judge"."""
    lists = anaphors()
    if word in lists.determiners or (word in _ARTICLES and noun in lists.members):
        return True
    day = word.removesuffix("'s").removesuffix("’s")
    return day != word and day in titles().calendar | lists.days


def _describes(word: str, noun: str) -> bool:
    """Whether a word between "the" and the noun leaves open whose noun it is."""
    if word in anaphors().describing or word[0].isdigit():
        return True
    return noun in anaphors().persons and titles().kinds.get(word) == "modifier"


def _opens_headline(line: Line, start: int) -> bool:
    """Whether the words stand first in a headline, where "the" is left out: "Union calls strike"."""
    return line.is_title and (start == line.start or line.body[start - 2 : start] in ("; ", ": ", ", "))


def _acts(line: Line, named: Named) -> bool:
    """Whether an "it" or "they" stands where one who acts stands."""
    if not is_subject(line, named.start):
        return False
    lists, words = anaphors(), line.after(named.end)
    telling = next((word for word in words if word not in lists.passed_over), "")
    empty = telling in lists.empty_it or (telling in lists.told_of_it and telling != words[0])
    return bool(telling) and not (named.form.text == "it" and empty)
