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
"""So many words of two sketches are nearly all, as are all of the shorter one's."""

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
        self._words: list[frozenset[int]] = []

    def join(self, piece: Evidence) -> None:
        """Take `piece` for another source, or in place of a less sure one of its own."""
        at = self._known(piece)
        if at is None:
            at = len(self.pieces)
            self.pieces.append(piece)
            self._words.append(piece.sketch)
        elif piece.confidence > self.pieces[at].confidence:
            self.pieces[at] = piece
            self._words[at] |= piece.sketch
        else:
            return
        self._outlets.setdefault(piece.source, at)

    def _known(self, piece: Evidence) -> int | None:
        """Return the place of the first source that `piece` is of, or None."""
        outlet, sketch = self._outlets.get(piece.source), piece.sketch
        for at, words in enumerate(self._words):
            if at == outlet:
                return at
            # Compared with every source, yet faster than by an index: most have not one word in common.
            shared = len(sketch & words)
            if shared and (shared >= _NEARLY_ALL or shared in (len(sketch), len(self.pieces[at].sketch))):
                return at
        return None
