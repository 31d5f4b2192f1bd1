"""From names, nouns and pronouns in a sentence to the mentions of actors that they are."""

import re
from collections.abc import Sequence

from tocsin.extraction.actors.anaphora import Anaphora
from tocsin.extraction.actors.anaphors import anaphors
from tocsin.extraction.actors.cast import Cast
from tocsin.extraction.actors.gazetteer import Form, Match, Sort
from tocsin.extraction.actors.introductions import Acquaintances, introduced, opens_with_stranger
from tocsin.extraction.actors.line import Line, line_of
from tocsin.extraction.actors.memory import Memory, Mentioned, mentioned
from tocsin.extraction.actors.naming import Named, Naming
from tocsin.extraction.actors.roles import phrase
from tocsin.extraction.actors.titles import is_title, titles
from tocsin.extraction.reading import ActorMention, MentionKind, Sentence

_KINDS: dict[Sort, MentionKind] = {
    "adjective": "demonym", "people": "demonym", "capital": "metonym", "metonym": "metonym",
    "person": "person", "surname": "person", "name": "name",
}  # fmt: skip
_DATELINE = re.compile(
    r"""
    [A-Z][^a-z\n]{1,40}                                  # KYIV
    (?:,\ [A-Z][a-z]{2,15}(?:\ [A-Z][a-z]{2,15})?)?      # Ukraine
    (?:,\ [A-Z][a-z]{2,8}\.?\ \d{1,2})?                 # May 5
    (?:\ \([^()\n]{1,40}\))?                            # (the agency)
    \ (?:-|–|—|--)\s
    """,
    re.VERBOSE,
)
_POSSESSIVES = ("'s", "’s")
_APPOSED = (", ", ", the ")
_MARKS = ".,;:!?"


class Mentions:
    """Reads the sentences of one article in order, for one watch, and remembers who was mentioned."""

    def __init__(self, body: str, cast: Cast, naming: Naming) -> None:
        self._body = body
        self._cast = cast
        self._naming = naming
        self._memory = Memory(cast, self._opens_with_stranger)
        self._anaphora = Anaphora(body, cast, self._memory)
        self._acquaintances = Acquaintances()
        self._lines: list[Line] = []

    def read(self, sentence: Sentence, matches: Sequence[Match]) -> tuple[ActorMention, ...]:
        """Return the mentions of the next sentence, in text order and without overlaps."""
        line = line_of(self._body, sentence)
        names = self._names(line, matches) if matches or self._acquaintances else ()
        if not names and _is_fragment(sentence):
            return ()
        self._lines.append(line)
        self._memory.sentences.append([])
        for named in names:
            mention = self._mention(sentence, line, named) if named.start >= self._reached else None
            if mention:
                mention.start = mention.start if mention.start >= self._reached else named.start
                self._add(line, mention)
        if sentence.index == 1:
            self._leave_out_dateline(line)
        return tuple(
            ActorMention(m.actor, m.start, m.end, self._body[m.start : m.end], m.kind, m.role, m.person or None)
            for m in self._memory.current
        )

    def _opens_with_stranger(self, number: int) -> bool:
        return opens_with_stranger(self._lines[number], self._memory.sentences[number])

    def _names(self, line: Line, matches: Sequence[Match]) -> Sequence[Named]:
        names = list(self._naming.names(line, matches))
        again = list(self._acquaintances.names(line)) if self._acquaintances else []
        return sorted(names + again) if again else names

    @property
    def _reached(self) -> int:
        return self._memory.current[-1].end if self._memory.current else 0

    def _mention(self, sentence: Sentence, line: Line, named: Named) -> Mentioned | None:
        if named.form.sort == "noun":
            return self._anaphora.noun(line, named)
        if named.form.sort == "pronoun":
            quoted = any(q.start <= named.start < q.end for q in sentence.quotations)
            return None if quoted else self._anaphora.pronoun(line, named)
        return self._named(line, named)

    def _named(self, line: Line, named: Named) -> Mentioned | None:
        form = named.form
        start = self._anaphora.alias_start(line, named) if form.definite else named.start
        if start is None:
            return None
        of_kind = self._cast[form.actor].kind
        is_place = form.sort in ("capital", "metonym") or of_kind == "state"
        end = _with_judge(line, named.end) if of_kind == "court" else named.end
        found = phrase(line, form.sort, start, end, is_place=is_place, kind=of_kind)
        if form.person:
            start = _with_title(line, start, form)
        elif found.speaks:
            start = _with_modifiers(line, found.start)
        start = _with_article(line, min(found.start, start))
        if start < self._reached:
            start, found = named.start, found._replace(speaks=False)
        found = found._replace(start=start, role=found.role and not self._shares_place(named))
        kind = "name" if form.sort == "adjective" and found.speaks else _KINDS[form.sort]
        return mentioned(line, form.actor, kind, found, form.person)

    def _shares_place(self, named: Named) -> bool:
        """Whether the name is joined to one before it that is only a place: "in Rome and Paris"."""
        last = self._memory.current[-1] if self._memory.current else None
        if last is None or last.role:
            return False
        joined = self._body[last.end : named.start]
        goes_on = self._body.startswith((",", " and ", " or "), named.end)
        return joined in (" and ", " or ") or (joined == ", " and goes_on)

    def _add(self, line: Line, mention: Mentioned) -> None:
        if mention.speaks and not mention.person:
            self._introduce(line, mention)
        current = self._memory.current
        if current and self._are_one(current[-1], mention):
            mention = _joined(current.pop(), mention)
        self._memory.add(mention)

    def _introduce(self, line: Line, mention: Mentioned) -> None:
        found = introduced(line, mention)
        if found and found.start >= self._reached and not self._naming.is_named(found.name):
            mention.person, mention.start, mention.end = found
            mention.kind = "person"
            self._acquaintances.meet(mention.actor, found.name)

    def _are_one(self, last: Mentioned, mention: Mentioned) -> bool:
        """Whether two mentions are one phrase: "Chilean President Ana Gil", "Ana Gil, the Chilean president"."""
        between = self._body[last.end : mention.start]
        if bool(last.person) == bool(mention.person):
            return bool(last.person) and last.person == mention.person and mention.speaks and between == ", "
        if between in ("", " "):
            return last.speaks and mention.kind == "person"
        if between.strip() in _POSSESSIVES and last.actor == mention.actor:
            return mention.kind == "person"
        if last.person and mention.speaks:
            return between in _APPOSED and self._body[mention.end - 1] != "s"
        apposed = between in _APPOSED if last.speaks else between == " of " and bool(last.person)
        return apposed and last.actor == mention.actor

    def _leave_out_dateline(self, line: Line) -> None:
        dateline = _DATELINE.match(self._body, line.start, line.end)
        end = dateline.end() if dateline else line.start
        for mention in self._memory.current:
            mention.role = mention.role and mention.end > end


def _is_fragment(sentence: Sentence) -> bool:
    """Whether it only tells the time, or says "yes, but": whoever was spoken of before it still is after it."""
    # Most sentences can be told by their first word, without taking them apart.
    first = next(iter(sentence.text.split(maxsplit=1)), "").rstrip(_MARKS)
    if first.isalpha() and first.lower() not in anaphors().fragments:
        return False
    return all(token.lower in anaphors().fragments or not token.lower[0].isalpha() for token in sentence.tokens)


def _joined(last: Mentioned, mention: Mentioned) -> Mentioned:
    speaker = mention if mention.kind == "person" else last
    return Mentioned(
        actor=speaker.actor,
        start=last.start,
        end=mention.end,
        kind=speaker.kind,
        role=last.role or mention.role,
        subject=last.subject,
        speaks=True,
        person=speaker.person,
        words=f"{last.words} {mention.words}",
    )


def _with_judge(line: Line, end: int) -> int:
    """Return where "High Court judge" ends, who is the court as much as the court is."""
    judge = next(iter(line.after(end)), "")
    return end + 1 + len(judge) if judge in anaphors().members else end


def _with_article(line: Line, start: int) -> int:
    before = line.before(start)
    return line.word_start(before[-1], start) if before and before[-1] in ("the", "The") else start


def _with_modifiers(line: Line, start: int) -> int:
    """Return where the words before a nationality begin that belong to the office: "deputy Peruvian envoy"."""
    for word in reversed(line.before(start)):
        if titles().kinds.get(word) != "modifier" or word == "and":
            break
        start = line.word_start(word, start)
    return start


def _with_title(line: Line, start: int, form: Form) -> int:
    """Return where the titles and first names before a name begin: "Lt-Gen Ana Gil"."""
    first_names = form.person.removesuffix(form.text).split()
    for word in reversed(line.before(start)):
        if not (word in first_names or is_title(word) or word.lower() in titles().before_names):
            break
        start = line.word_start(word, start)
    return start
