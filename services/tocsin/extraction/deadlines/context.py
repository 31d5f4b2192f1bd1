"""What one sentence of an article leaves out and others tell: who set a deadline, whom it binds, that it lapsed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft

_REACH = 3
"""How many sentences back what is told still holds."""

_OFTEN = 2


def completed(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of an article, in text order, completed by those before them.

    "The hour passed" ends the deadline that was told of last; a role that is not told is that of the deadline or order
    told of shortly before.
    """
    result: list[Draft] = []
    for draft in drafts:
        if draft.rule.startswith("the-hour"):
            _end_last(result, draft)
        else:
            result.append(draft if _is_mere_mention(draft) else _with_roles(draft, result))
    return result


def _is_mere_mention(draft: Draft) -> bool:
    return draft.time is None and draft.delta is None and draft.action == "set"


def _end_last(drafts: list[Draft], end: Draft) -> None:
    for place in range(len(drafts) - 1, -1, -1):
        if drafts[place].time is not None and _is_near(drafts[place], end):
            if end.action == "pass" and drafts[place].action == "set":
                drafts[place] = replace(drafts[place], action="pass")
            return


def _with_roles(draft: Draft, before: Sequence[Draft]) -> Draft:
    for other in reversed(before):
        if not _is_near(other, draft) or draft.rule.startswith("pact"):
            return draft
        if (
            draft.addressee is None
            and other.addressee not in (None, draft.setter)
            and other.setter in (None, draft.setter)
        ):
            draft = replace(draft, addressee=other.addressee)
        if (
            draft.setter is None
            and other.setter not in (None, draft.addressee)
            and other.addressee in (None, draft.addressee)
        ):
            draft = replace(draft, setter=other.setter)
    return draft


def _is_near(before: Draft, after: Draft) -> bool:
    return after.row.read.sentence.index - before.row.read.sentence.index <= _REACH


def leading_actors(drafts: Sequence[Draft]) -> list[str]:
    """Return the actors of whom the sentences about deadlines speak again and again, the most often named first."""
    sentences = {draft.row.read.sentence.index: draft.row.read for draft in drafts}
    counts = Counter(mention.actor for read in sentences.values() for mention in read.actors if mention.role)
    return [actor for actor, count in counts.most_common() if count >= _OFTEN]
