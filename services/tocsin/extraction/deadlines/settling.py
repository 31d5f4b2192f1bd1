"""What a cue word is in its place: active or passive, verb or noun, possession or perfect tense."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from tocsin.extraction.deadlines.clauses import is_told_of_another
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, without_article, word_at
from tocsin.extraction.deadlines.row import Mark
from tocsin.extraction.packaged import packaged
from tocsin.extraction.reading import ActorMention, Token

_REACH = 3
"""How many words may stand between an auxiliary and its verb."""

_MOVES = ("toward", "delta", "hard", "noun", "term")
_DEADLINES = ("hard", "noun", "term")
_MOVED = ("extend", "postpone", "advance", "miss")
_STATED = ("decree", "law")
_CONDITIONS = ("unless", "if")
_THREATS = (*_CONDITIONS, "face", "forbidden")
_HANDING = ("give", "given", "set", "order")
_GIVEN = ("offset", "overdue")
"""Kinds that a length has that somebody is given "before" or "after" something."""
_PASSED_OVER = ("comma", "being", "was")
_NAMED = ("actor", "by-actor", "to-actor", "of-actor", "beside-actor", "for-actor", "from-actor")
"""Kinds of actors that are nobody's owner, yet."""

_BESIDE = ("for-actor", "beside-actor")

_ACTS = ("must", "have", "say", "order", "want", "set", "give", "will")
"""Kinds of cues that make the actor before them one who acts."""


def settled(marks: Sequence[Mark], tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Mark, ...]:
    """Return the marks with their kinds settled by the words around them, and with `have` put before its times."""
    result: list[Mark] = []
    if any(mark.kind in _THREATS for mark in marks):
        marks = [_starting(mark, previous) for previous, mark in zip((None, *marks), marks, strict=False)]
    for number, mark in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else None
        previous = marks[number - 1] if number else None
        if mark.kind in ("until", "span"):
            result.extend(_possession(mark, tokens, lexicon))
        kind = (
            _part(marks, number, tokens, lexicon) if mark.actor else _kind(mark, previous, following, tokens, lexicon)
        )
        if kind == "fulfil" and _is_in_time(marks[number + 1 : number + _REACH], lexicon):
            kind = "done"
        if _is_parted(mark, tokens, lexicon):
            kind = "fulfil"
        if (
            mark.kind in _GIVEN
            and tokens[mark.last].lower not in lexicon.lists["longer_words"]
            and _is_handed(result, mark)
        ):
            kind = "span"
        if kind is not None:
            whole = _from_beginning(_of_deadline(mark, following), previous)
            result.append(whole if kind == whole.kind else replace(whole, kind=kind))
    return tuple(result)


def _is_handed(before: Sequence[Mark], length: Mark) -> bool:
    """Tell whether a length of time is what somebody is given: "gave Peru two weeks before it closes the border"."""
    nearest = [mark.kind for mark in before[-2:]]
    beside = bool(before) and before[-1].last + 1 == length.first
    given = nearest[-1:] == ["given"] or (nearest[:1] == ["give"] and bool(before) and before[-1].actor is not None)
    return beside and given


def _is_in_time(following: Sequence[Mark], lexicon: Lexicon) -> bool:
    """Tell whether what was done was done when it was due: "handed over the papers that day", "paid on time"."""
    times = (mark.time.text.lower() for mark in following if mark.time is not None)
    return any(mark.kind == "in-time" for mark in following) or any(text in lexicon.lists["same_day"] for text in times)


def _is_parted(mark: Mark, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether the object stands between a verb and its particle: "pulled its troops out", "let the envoy go"."""
    verb = lexicon.phrases["separable"].get(tokens[mark.first].lower)
    if verb is None or mark.first != mark.last:
        return False
    object_and_particle = takewhile(lambda token: token.text.isalpha(), tokens[mark.last + 1 : mark.last + 3 + _REACH])
    places = (mark.last + 1 + number for number, token in enumerate(object_and_particle) if token.lower in verb.longer)
    return any(beginning_at(tokens, place, lexicon.cues) is None for place in places)


def _of_deadline(mark: Mark, following: Mark | None) -> Mark:
    """Return a time before the name of a deadline as its end, whatever governs both: "before Friday's deadline"."""
    if mark.time is None or following is None or following.kind not in _DEADLINES:
        return mark
    return replace(mark, time=replace(mark.time, side="end"))


def _from_beginning(mark: Mark, previous: Mark | None) -> Mark:
    """Return a time at which something is to begin as the start of it: until then there is time to avert it."""
    if mark.time is None or mark.kind != "at" or previous is None or previous.kind != "begin":
        return mark
    return replace(mark, time=replace(mark.time, side="start"))


def _starting(mark: Mark, previous: Mark | None) -> Mark:
    """Return the time from which a threat is to be carried out, not that of a deadline that is moved from it."""
    if mark.time is None or mark.kind != "from" or (previous is not None and previous.kind in _MOVES):
        return mark
    return replace(mark, kind="starting", time=replace(mark.time, side="start"))


def _kind(
    mark: Mark, previous: Mark | None, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon
) -> str | None:
    if mark.kind in lexicon.passive and _is_passive(mark, tokens, lexicon):
        return lexicon.passive[mark.kind]
    if mark.kind in lexicon.nouns and tokens[mark.last].lower in lexicon.nouns[mark.kind]:
        return mark.kind if _is_verb(mark, previous, tokens, lexicon) else "decree"
    if _is_no_cue_here(mark, previous, following, tokens, lexicon):
        return None
    if mark.kind == "to":
        return "to" if _is_infinitive(mark, following, tokens, lexicon) else None
    return mark.kind


def _is_no_cue_here(
    mark: Mark, previous: Mark | None, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon
) -> bool:
    """Tell whether a cue word is none in its place: "having declared", "their strike deadline", "a missed deadline"."""
    if mark.kind == "penalty":
        after_time = previous.last + 1 if previous is not None and previous.time is not None else 0
        before = {token.lower for token in tokens[max(after_time, mark.first - _REACH) : mark.first]}
        return bool(before & lexicon.lists["topics"]) or (following is not None and following.kind in _DEADLINES)
    if mark.kind == "apart":
        return True
    if mark.kind == "lapsed-duty" and word_at(tokens, mark.last + 1) in lexicon.lists["determiners"]:
        return True  # "should have a premier by Monday"
    if mark.kind in _MOVED and _is_adjective(mark, following, tokens, lexicon):
        return True
    return mark.kind == "say" and word_at(tokens, mark.first - 1) in lexicon.lists["unsaid"]


def _is_adjective(mark: Mark, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether a participle says which deadline is meant, not what became of it: "inside its extended deadline"."""
    beside = following is not None and following.first == mark.last + 1 and following.kind in _DEADLINES
    participle = tokens[mark.last].lower.endswith(lexicon.endings["participle"])
    named = lexicon.lists["determiners"] | lexicon.lists["genitives"]
    return beside and participle and word_at(tokens, mark.first - 1) in named


def _part(marks: Sequence[Mark], number: int, tokens: Sequence[Token], lexicon: Lexicon) -> str | None:
    """Return what part an actor has among the words around it: whose the next thing is, or one who acts.

    Those who only tell what they saw have none, whosever name they bear: "Norvia's state broadcaster".
    """
    mark, following = marks[number], marks[number + 1] if number + 1 < len(marks) else None
    if _has_no_part(marks, number, tokens, lexicon):
        return None
    if mark.kind in _NAMED and _owns_deadline(marks, number):
        return "owner" if mark.kind == "actor" else "possessor"
    if mark.kind in ("owner", "possessor") and _is_before_actor(mark, following):
        return "genitive"
    if mark.kind == "actor" and number > 1 and _is_joined(marks[number - 2 : number + 2], tokens, lexicon):
        return marks[number - 2].kind
    if mark.kind == "actor" and is_told_of_another(marks, number, tokens, lexicon):
        return "beside-actor"
    conditional = number > 0 and marks[number - 1].kind in _CONDITIONS
    return "possessor" if conditional and _is_to_be_helped(mark, following, tokens, lexicon) else mark.kind


def _has_no_part(marks: Sequence[Mark], number: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    if marks[number].kind in _BESIDE:
        return _is_talked_about(marks[number], tokens, lexicon)
    return marks[number].kind in ("owner", "possessor") and _is_of_observer(marks, number, tokens, lexicon)


def _is_of_observer(marks: Sequence[Mark], number: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    mark, saying = marks[number], (marks[number - 1].kind if number else "", _next_kind(marks, number))
    noun = mark.last + (2 if word_at(tokens, mark.last + 1) in lexicon.lists["genitives"] else 1)
    if "say" not in saying or noun >= len(tokens):
        return False
    return beginning_at(tokens, noun, lexicon.phrases["observers"]) is not None


def _is_talked_about(mark: Mark, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether an actor is what others talk or ask about: "the talks on Peru"."""
    topic = without_article(tokens, mark.first, lexicon) - 1
    about = word_at(tokens, topic) in lexicon.lists["topics"]
    return about and word_at(tokens, topic - 1) in lexicon.lists["about_somebody"]


def _next_kind(marks: Sequence[Mark], number: int) -> str:
    return next((mark.kind for mark in marks[number + 1 :] if mark.kind not in _PASSED_OVER), "")


def _is_joined(around: Sequence[Mark], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether the preposition of one holds of the other too: "for Peru and Chile", with no verb of its own."""
    former, joint, latter = around[:3]
    following = next(iter(around[3:]), None)
    together = former.last + 1 == joint.first and joint.last + 1 == latter.first
    acts = following is not None and following.first == latter.last + 1 and following.kind in _ACTS
    acts = acts or word_at(tokens, latter.last + 1) in lexicon.lists["have"]
    between = word_at(tokens, without_article(tokens, former.first, lexicon) - 1) in lexicon.lists["of_two"]
    return together and joint.kind == "and" and former.kind in _NAMED and (between or not acts)


def _owns_deadline(marks: Sequence[Mark], number: int) -> bool:
    """Tell whether an actor stands before the name of a deadline as the one whose it is: "the League deadline".

    What is given to an actor is not its own: "hands Sudmark ultimatum".
    """
    place = number + 1
    while place < len(marks) and marks[place].time is not None and marks[place].first == marks[place - 1].last + 1:
        place += 1
    if place == len(marks) or marks[place].first != marks[place - 1].last + 1:
        return False
    owned = marks[place].kind in _STATED or (marks[place].kind in _DEADLINES and not _is_topic(marks[number].actor))
    return owned and not (number and marks[number - 1].kind in _HANDING)


def _is_topic(actor: ActorMention | None) -> bool:
    """Tell whether an actor's name before a deadline may only say what it is about: "the Peru deadline"."""
    if actor is None or actor.kind not in ("name", "metonym") or actor.actor not in packaged("states.yaml"):
        return False
    return not actor.text.split()[-1].isupper()


def _is_before_actor(mark: Mark, following: Mark | None) -> bool:
    return following is not None and following.actor is not None and following.first - mark.last <= _REACH


def _is_to_be_helped(mark: Mark, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether a condition says of an actor what others are to do to it: "unless the envoy is freed"."""
    verb = mark.last + 1
    while word_at(tokens, verb) in lexicon.lists["be"] | lexicon.lists["have"] | lexicon.lists["adverbs"]:
        verb += 1
    passive = not lexicon.lists["be"].isdisjoint(token.lower for token in tokens[mark.last + 1 : verb])
    acted_on = word_at(tokens, verb).endswith(lexicon.endings["participle"])
    return passive and acted_on and (following is None or following.first != verb)


def _is_verb(mark: Mark, previous: Mark | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether a word that may be a noun is a verb: right after its subject, or in the infinitive."""
    before = word_at(tokens, mark.first - 1)
    subject = previous is not None and previous.kind in ("actor", "pronoun") and previous.last == mark.first - 1
    return subject or before in lexicon.lists["before_verbs"]


def _is_passive(mark: Mark, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    verb = tokens[mark.first].lower
    if verb not in lexicon.lists["participles"] and not verb.endswith("ed"):
        return False
    auxiliaries = _auxiliaries(mark.first, tokens, lexicon)
    if auxiliaries & lexicon.lists["be"]:
        return True
    bare = (
        verb in lexicon.lists["participles_only"]
        or word_at(tokens, mark.last + 1) in lexicon.lists["after_bare_passives"]
    )
    return bare and mark.kind in lexicon.lists["bare_passives"] and not auxiliaries & lexicon.lists["have"]


def _auxiliaries(verb: int, tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[str]:
    place, found = verb - 1, set()
    while place >= 0 and verb - place <= _REACH + 1:
        word = tokens[place].lower
        if word in lexicon.lists["be"] or word in lexicon.lists["have"]:
            found.add(word)
        elif word not in lexicon.lists["adverbs"]:
            break
        place -= 1
    return frozenset(found)


def _possession(time: Mark, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mark]:
    """Yield `have` if the time is what somebody has ("has until Friday to"), and not part of a perfect tense."""
    place, passed = time.first - 1, lexicon.lists["adverbs"] | lexicon.lists["before_lengths"]
    while place >= 0 and tokens[place].lower in passed:
        place -= 1
    after = word_at(tokens, time.last + 1)
    has = word_at(tokens, place) in lexicon.lists["have"] or word_at(tokens, place - 1) in lexicon.lists["existential"]
    if has and (after in lexicon.lists["after_possession"] or not after):
        yield Mark("have", place, place)


def _is_infinitive(mark: Mark, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    if word_at(tokens, mark.first - 1) in lexicon.lists["resolving"]:
        return False
    after = word_at(tokens, mark.last + 1)
    taken = following is not None and following.first == mark.last + 1 and (following.actor or following.time)
    return after.isalpha() and after not in lexicon.lists["determiners"] and not taken
