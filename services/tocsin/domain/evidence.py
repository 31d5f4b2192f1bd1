"""Evidence: the sentence that says it, and when two sentences are one source."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Self
from zlib import crc32

from pydantic import Field

from tocsin.domain.claim import ClaimBase
from tocsin.domain.record import Instant, Record

_WORD = re.compile(r"\w+")
_SKETCH_SIZE = 8
_NEARLY_ALL = 6
_SKETCHES_KEPT = 4096


@lru_cache(_SKETCHES_KEPT)
def sketch(sentence: str) -> frozenset[int]:
    """Return the smallest hashes of the words of `sentence`: two sentences that share most of them share most words.

    A bottom-k sketch, after Broder, "On the resemblance and containment of documents" (1997).
    """
    hashes = {crc32(word.encode()) for word in _WORD.findall(sentence.casefold())}
    return frozenset(sorted(hashes)[:_SKETCH_SIZE])


class Evidence(Record):
    """Where a claim stands: the sentence, the article, and both times."""

    claim_id: str
    article_id: str
    source: str
    url: str
    published_at: Instant
    recorded_at: Instant
    sentence: str
    confidence: float = Field(ge=0, le=1)

    @classmethod
    def of(cls, claim: ClaimBase) -> Self:
        """Return where `claim` stands."""
        return cls(
            claim_id=claim.id,
            article_id=claim.article_id,
            source=claim.source,
            url=claim.url,
            published_at=claim.published_at,
            recorded_at=claim.recorded_at,
            sentence=claim.sentence.text,
            confidence=claim.confidence,
        )

    @cached_property
    def sketch(self) -> frozenset[int]:
        """Smallest word hashes of the sentence; nearly equal for wire copy."""
        return sketch(self.sentence)


def independent(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the surest piece of evidence of each independent source, in the order in which the sources spoke.

    Two pieces are of one source where they come from one outlet, or are so alike that one copied the other.
    """
    sources = _Sources()
    for piece in evidence:
        sources.join(piece)
    return tuple(sources.pieces)


def combined_confidence(sources: Sequence[Evidence]) -> float:
    """Return the chance that at least one of several independent sources is right, rounded to 4 digits."""
    wrong = 1.0
    for piece in sources:
        wrong *= 1 - piece.confidence
    return round(1 - wrong, 4)


class _Sources:
    """Independent sources, known by their outlets and by the words of what they said."""

    def __init__(self) -> None:
        self.pieces: list[Evidence] = []
        self._outlets: dict[str, int] = {}
        self._words = defaultdict[int, set[int]](set)
        self._enough = _NEARLY_ALL
        """How many words must be the same at the least."""

    def join(self, piece: Evidence) -> None:
        """Take `piece` for another source, or in place of a less sure one of its own."""
        at = self._known(piece)
        if at is None:
            at = len(self.pieces)
            self.pieces.append(piece)
        elif piece.confidence > self.pieces[at].confidence:
            self.pieces[at] = piece
        else:
            return
        self._outlets.setdefault(piece.source, at)
        self._enough = min(self._enough, len(piece.sketch))
        for word in piece.sketch:
            self._words[word].add(at)

    def _known(self, piece: Evidence) -> int | None:
        """Return the place of the first source that `piece` is of, or None."""
        shared = Counter(chain.from_iterable(self._words.get(word, ()) for word in piece.sketch))
        enough = min(self._enough, len(piece.sketch))
        own = [at for at, count in shared.items() if count >= enough and _alike(count, piece, self.pieces[at])]
        outlet = self._outlets.get(piece.source)
        return min(own if outlet is None else (*own, outlet), default=None)


def _alike(shared: int, one: Evidence, other: Evidence) -> bool:
    """Whether so many words are nearly all of two sketches, or all of the shorter one's."""
    return shared >= _NEARLY_ALL or shared in (len(one.sketch), len(other.sketch))
