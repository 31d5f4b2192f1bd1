"""Whether a deadline is said to bind somebody whom the watch does not know: then nobody else is to be guessed."""

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at

_PUTTING = ("give", "order")


def binds_stranger(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether somebody unknown stands where the addressee does: "told residents to go", "owners have until"."""
    kind = draft.row.marks[draft.governor].kind
    if draft.addressee is not None:
        return False
    if kind in _PUTTING:
        return _tells_stranger(draft)
    return kind in lexicon.lists["binding"] and _has_strange_subject(draft, lexicon)


def _tells_stranger(draft: Draft) -> bool:
    row, cue = draft.row, draft.row.marks[draft.governor]
    following = next(iter(row.marks[draft.governor + 1 :]), None)
    return following is not None and following.first > cue.last + 1 and row.tokens[cue.last + 1].text.isalpha()


def _has_strange_subject(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those who act are told by a noun, not by a name; what must "be" done may be anybody's duty."""
    tokens, cue = draft.row.tokens, draft.row.marks[draft.governor]
    passed = lexicon.lists["adverbs"] | lexicon.lists["be"] | lexicon.lists["have"]
    subject = next((token.text for token in reversed(tokens[: cue.first]) if token.lower not in passed), "")
    passive = word_at(tokens, cue.last + 1) in lexicon.lists["be"]
    return subject.isalpha() and subject.islower() and subject not in lexicon.lists["subject_pronouns"] and not passive
