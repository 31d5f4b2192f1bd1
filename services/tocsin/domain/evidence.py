"""Evidence: the sentence that says it, and when two sentences are one source."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
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

    def same_source(self, other: "Evidence") -> bool:
        """Whether both come from one outlet, or are so alike that one copied the other."""
        return self.source == other.source or _alike(self.sketch, other.sketch)

    @cached_property
    def sketch(self) -> frozenset[int]:
        """Smallest word hashes of the sentence; nearly equal for wire copy."""
        return sketch(self.sentence)


def independent(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the surest piece of evidence of each independent source, in the order in which the sources spoke."""
    sources: tuple[Evidence, ...] = ()
    for piece in evidence:
        sources = joined(sources, piece)
    return sources


def joined(sources: tuple[Evidence, ...], piece: Evidence) -> tuple[Evidence, ...]:
    """Return independent `sources` with one more `piece`: another source, or in place of a less sure one of its own."""
    for at, other in enumerate(sources):
        if piece.same_source(other):
            return (*sources[:at], piece, *sources[at + 1 :]) if piece.confidence > other.confidence else sources
    return (*sources, piece)


def combined_confidence(sources: Sequence[Evidence]) -> float:
    """Return the chance that at least one of several independent sources is right, rounded to 4 digits."""
    wrong = 1.0
    for piece in sources:
        wrong *= 1 - piece.confidence
    return round(1 - wrong, 4)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether nearly all hashes of two sketches are the same, or all of the shorter one's."""
    shared = len(one & other)
    return shared >= _NEARLY_ALL or shared in (len(one), len(other))
