"""What one sentence of an article leaves out and others tell: who set a deadline, whom it binds, that it lapsed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.strangers import binds_stranger, is_by_stranger
from tocsin.extraction.deadlines.tense import looks_back
from tocsin.extraction.reading import ReadSentence

_STRUCK = "came-and-went, struck"
_DONE = "told-as-done"
_UNDONE = "told-as-undone"
_TO_THE_LAST = "told-as-done, to the last"
_IN_TIME = ("in-time", "met")
_REACH = 3
"""How many sentences back what is told still holds."""

GUESSED = 0.8
"""What a role taken from elsewhere than from the words about the deadline leaves of the confidence."""

_OF_IT = "it-runs-out"
_EXTENDING_IT = "it-is-extended"
_BEFORE = "it-was-before"
_NAMES = ("hard", "noun", "term")
_OFTEN = 2
_THROUGHOUT = 3
"""How many sentences of the text speak of one whom the article is about."""


def completed(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of an article, in text order, completed by those before them.

    "The hour passed" and "it did so on Monday" end the deadline that was told of last, "it expires on Friday" gives its
    instant, "put it off until Sunday" moves it, and "until now it had named Friday" tells from where; a role that is
    not told is that of the deadline or order told of shortly before.
    """
    result: list[Draft] = []
    for draft in drafts:
        if _is_noted_of_last(draft, result):
            continue
        if _is_last_named(draft, result):
            result[-1] = replace(result[-1], action="pass")
        elif _refers_to_nothing(draft, result):
            continue
        elif draft.rule == _EXTENDING_IT:
            result[-1] = _in_place_of(result, draft)
        else:
            result.append(draft if _is_mere_mention(draft) else _with_roles(draft, result))
    return result


def _is_noted_of_last(draft: Draft, before: list[Draft]) -> bool:
    """Note what is said of the deadline that was told of last; tell whether the words can say it of no other."""
    if draft.rule.startswith("the-hour") and draft.time is None:
        _end_last(before, draft)
    elif draft.rule.startswith(_DONE):
        _meet_last(before, draft)
    elif draft.rule == _UNDONE:
        _fail_last(before, draft)
    elif draft.rule == _BEFORE:
        _move_last(before, draft)
    elif _is_where_more_time_begins(draft, before):
        before[-1] = replace(before[-1], before=draft.row.marks[draft.time or 0].time)
    else:
        return False
    return True


def _refers_to_nothing(draft: Draft, before: Sequence[Draft]) -> bool:
    """Tell whether no deadline was told of that "it expires on Friday" or "noon struck" can speak of."""
    return draft.rule == _STRUCK or (draft.rule in (_OF_IT, _EXTENDING_IT) and not _is_right_after(before, draft))


def _in_place_of(before: Sequence[Draft], extending: Draft) -> Draft:
    """Return the draft of "extended it until Friday" for the last before it; a pact binds none of those who say so."""
    if before[-1].row.marks[before[-1].governor].kind == "pact":
        return replace(extending, rule=f"pact, {extending.rule}", setter=None, addressee=None)
    return _with_roles(extending, before)


def _is_right_after(before: Sequence[Draft], draft: Draft) -> bool:
    """Tell whether the sentence before speaks of a deadline, for "it" to stand for."""
    return bool(before) and draft.row.read.sentence.index - before[-1].row.read.sentence.index == 1


def _is_last_named(end: Draft, before: Sequence[Draft]) -> bool:
    """Tell whether what is said to have run out is the deadline told of last: "that deadline", or its day by name."""
    last = before[-1] if before else None
    if last is None or last.action != "set" or last.time is None or end.action != "pass" or not _is_near(last, end):
        return False
    if end.time is None:
        word = end.row.marks[end.governor].first - 1
        return word >= 0 and end.row.tokens[word].lower in lexicon().lists["definite"]
    return end.rule.startswith("came-and-went") and _words_of(end) <= _words_of(last)


def _words_of(draft: Draft) -> frozenset[str]:
    phrase = draft.row.marks[draft.time or 0].time
    return frozenset(phrase.text.lower().split() if phrase else ())


def _is_mere_mention(draft: Draft) -> bool:
    return draft.time is None and draft.delta is None and draft.action == "set"


def _end_last(drafts: list[Draft], end: Draft) -> None:
    for place in range(len(drafts) - 1, -1, -1):
        if drafts[place].time is not None and _is_near(drafts[place], end):
            if end.action == "pass" and drafts[place].action == "set":
                drafts[place] = replace(drafts[place], action="pass")
            return


def _meet_last(drafts: list[Draft], done: Draft) -> None:
    """Note that what the sentence before required was done, if it is not another one who is said to have done so."""
    place = _last_required(drafts) if _is_right_after(drafts, done) else None
    if place is None or drafts[place].action != "set" or not _speaks_of(done, drafts[place].addressee):
        return
    drafts[place] = replace(drafts[place], action="met", addressee=drafts[place].addressee or done.addressee)


def _fail_last(drafts: list[Draft], undone: Draft) -> None:
    """Note that what the sentence before tells to have been required by then was not done: "It had until Friday"."""
    last = drafts[-1] if _is_right_after(drafts, undone) else None
    if last is None or last.action != "set" or last.time is None:
        return
    was_bound = last.row.tokens[last.row.marks[last.governor].first].lower in lexicon().lists["past_perfect"]
    if was_bound or looks_back(last, lexicon()):
        drafts[-1] = replace(last, action="pass")


def _move_last(drafts: list[Draft], before: Draft) -> None:
    """Note from where the deadline of the sentence before was moved to where it is."""
    sentence = before.row.read.sentence.index - 1
    for place in range(len(drafts) - 1, -1, -1):
        last = drafts[place]
        if last.row.read.sentence.index == sentence and last.time is not None and before.time is not None:
            moved = replace(last, action="extend", before=before.row.marks[before.time].time)
            drafts[place] = moved if last.action == "set" else last
            return


def _is_where_more_time_begins(draft: Draft, before: Sequence[Draft]) -> bool:
    """Tell whether it is the instant on top of which time was given: "another week. The deadline had been Friday"."""
    last = before[-1] if before else None
    if last is None or draft.time is None or last.time is None or last.before is not None or not _is_near(last, draft):
        return False
    (more, first), row = (each.row.marks[each.time or 0].time for each in (last, draft)), draft.row
    given_on_top = last.action == "extend" and more is not None and more.duration is not None
    if not given_on_top or first is None or first.duration is not None or draft.setter not in (None, last.setter):
        return False
    begin, end = sorted((draft.governor, draft.time))
    words = (token.lower for token in row.tokens[row.marks[begin].first : row.marks[end].last])
    return draft.action == "pass" or any(word in lexicon().lists["reported"] for word in words)


def _last_required(drafts: Sequence[Draft]) -> int:
    """Return the place of the last draft; in its sentence one with a time goes before what is only named."""
    sentence = drafts[-1].row.read.sentence.index
    places = range(len(drafts) - 1, -1, -1)
    dated = (place for place in places if drafts[place].time is not None)
    place = next(dated, len(drafts) - 1)
    return place if drafts[place].row.read.sentence.index == sentence else len(drafts) - 1


def _speaks_of(done: Draft, actor: str | None) -> bool:
    """Tell whether the one who has done it is an actor, or a pronoun that may stand for it, or the last of its people.

    "It did so" alone may speak of the setting: only where a time follows, or in "it complied", is it an act within the
    limit.
    """
    row, lists, governor = done.row, lexicon().lists, done.row.marks[done.governor]
    if done.addressee is not None and word_at(row.tokens, governor.last + 1) not in lists["possessives"]:
        return actor in (None, done.addressee)
    after = row.marks[done.governor + 1 : done.governor + 2]
    dated = any(mark.time is not None or mark.kind in _IN_TIME for mark in after)
    yielded = row.tokens[governor.first].lower in lists["yielding"]
    return done.rule == _TO_THE_LAST or ((dated or yielded) and row.tokens[0].lower in lists["doers"])


def _with_roles(draft: Draft, before: Sequence[Draft]) -> Draft:
    for other in reversed(before):
        if not _is_near(other, draft) or draft.rule.startswith("pact"):
            return draft
        if (
            draft.addressee is None
            and not binds_stranger(draft, lexicon())
            and other.addressee not in (None, draft.setter)
            and other.setter in (None, draft.setter)
        ):
            draft = replace(draft, addressee=other.addressee)
        if (
            draft.setter is None
            and other.action != "met"
            and not is_by_stranger(draft, lexicon())
            and other.setter not in (None, draft.addressee)
            and other.addressee in (None, draft.addressee)
        ):
            draft = replace(draft, setter=other.setter)
    return draft


def _is_near(before: Draft, after: Draft) -> bool:
    return after.row.read.sentence.index - before.row.read.sentence.index <= _REACH


def with_others(drafts: Sequence[Draft], sentences: Sequence[ReadSentence]) -> list[Draft]:
    """Return the drafts, those of a named deadline that bind nobody yet with the one other actor of the sentence.

    "The League's deadline ran out with Peru still silent" tells of what Peru has not done. While the
    article speaks more of another, that one is a bystander. A sentence that names no such one, or several, speaks of
    whom the one before in its paragraph does.
    """
    everywhere = Counter(actor for read in sentences for actor in _acting(read))
    return [_with_other(draft, sentences, everywhere) if _names_half(draft) else draft for draft in drafts]


def _names_half(draft: Draft) -> bool:
    """Tell whether the sentence names a deadline and whose it is, and not whom it binds."""
    named = draft.row.marks[draft.governor].kind in _NAMES
    return named and draft.setter is not None and draft.addressee is None


def _with_other(draft: Draft, sentences: Sequence[ReadSentence], everywhere: Counter[str]) -> Draft:
    others = {actor for actor in _acting(draft.row.read) if actor != draft.setter} - _bystanders(draft)
    most = max((count for actor, count in everywhere.items() if actor != draft.setter), default=0)
    known = [actor for actor in others if everywhere[actor] == most]
    if len(others) != 1:
        known = _spoken_of_before(draft, sentences)
    if not known:
        return draft
    return replace(draft, addressee=known[0], confidence=round(draft.confidence * GUESSED, 2))


def _spoken_of_before(draft: Draft, sentences: Sequence[ReadSentence]) -> list[str]:
    """Return those who act in the sentence before, in the same paragraph, without the setter."""
    here = draft.row.read.sentence
    before = sentences[here.index - 1]
    joined = before.sentence.paragraph == here.paragraph
    return [actor for actor in _acting(before) if actor != draft.setter] if joined else []


def _bystanders(draft: Draft) -> set[str]:
    """Return those who in the sentence only speak of the deadline, or may be what it is about."""
    found = (
        draft.row.marks[place].actor for pattern in lexicon().bystanders for place in pattern.matches(draft.row.shape)
    )
    return {mention.actor for mention in found if mention is not None}


def leading_actors(sentences: Sequence[ReadSentence], drafts: Sequence[Draft]) -> list[str]:
    """Return the actors whom an article is about, the most often named first.

    Those are the ones of whom the sentences about deadlines speak again and again, or many sentences of any kind.
    """
    everywhere = Counter(actor for read in sentences for actor in _acting(read))
    telling = {draft.row.read.sentence.index: draft.row.read for draft in drafts}
    of_deadlines = Counter(actor for read in telling.values() for actor in _acting(read))
    titled = _acting(sentences[0]) if sentences else ()
    leading = [
        actor
        for actor, count in everywhere.items()
        if of_deadlines[actor] >= _OFTEN or count - (actor in titled) >= _THROUGHOUT
    ]
    return sorted(leading, key=lambda actor: everywhere[actor] + (actor in titled), reverse=True)


def _acting(read: ReadSentence) -> Sequence[str]:
    """Return those who act in a sentence in the order of their mention, which decides between equals."""
    return tuple(dict.fromkeys(mention.actor for mention in read.actors if mention.role))
