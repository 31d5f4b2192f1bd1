"""An actor: a state, an intergovernmental body, or one that a watch defines."""

from typing import Literal

from pydantic import Field

from tocsin.domain.record import Definition

ActorKind = Literal[
    "state", "igo", "military", "armed-group", "party", "company", "union", "court", "crowd", "person", "other"
]


class Actor(Definition):
    """One who can hold a stance or set a deadline, with the names that the news give it."""

    id: str = Field(
        min_length=1, description="ISO 3166-1 alpha-3 for a state, the acronym for a body, else the watch's."
    )
    name: str | None = Field(default=None, description="Its full name; built-in actors have one already.")
    kind: ActorKind | None = Field(default=None, description="What it is; built-in actors have one already.")
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2 of its seat.")
    aliases: tuple[str, ...] = Field(default=(), description="Other names that mean this actor.")
    people: tuple[str, ...] = Field(default=(), description="Who speaks for it.")
