"""What became of each target of a sentence: the predicates over it, who holds what, or why nobody does."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from tocsin.domain.claim import Act, Polarity
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.operators import Value
from tocsin.extraction.stances.targets import Target

POLARITIES: Mapping[int, Polarity] = MappingProxyType({1: "support", -1: "oppose", 0: "neutral"})
"""The polarity of what is said with each sign."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Who is for or against what, by which rule, and the words that say so (offsets in the body).

    `past` says that it is told in passing as what was once so, and may no longer hold; `turned` that it is told as what
    the actor holds since it changed its mind. `deed` is, for a stance on what was done ("condemned the move"), whether
    that was done for what it is about or against it.
    """

    actor: ActorMention
    target: str
    polarity: Polarity
    conditional: bool
    confidence: float
    rule: str
    kind: Kind
    act: Act
    start: int
    end: int
    target_start: int
    target_end: int
    past: bool = False
    turned: bool = False
    deed: int = 0


Silence = Literal["supposed", "ungoverned", "no anaphor", "undone", "nobody"]
"""Why a target gives no stance: it stands in what is only supposed or denied, no predicate says anything of it, "it"
stands for something else there, the predicates leave no stance, or nobody whom the sentence names holds one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A predicate over a target, and what is said of the target once it is applied."""

    link: Link
    value: Value


@dataclass(frozen=True, slots=True)
class Folded:
    """What a sentence says of one target: the predicates from the innermost out, and who holds or `once` held what."""

    target: Target
    steps: tuple[Step, ...] = ()
    stances: tuple[Stance, ...] = ()
    silence: Silence | None = None
    once: tuple[Stance, ...] = ()
