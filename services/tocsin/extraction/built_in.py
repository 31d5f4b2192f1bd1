"""The actors that every watch knows without listing them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tocsin.extraction.packaged import packaged


@cache
def built_in_names() -> Mapping[str, str]:
    """Return the name by which people know each built-in actor, by id; of a body that is its acronym."""
    states = {actor: str(entry["names"][0]) for actor, entry in packaged("states.yaml").items()}
    return MappingProxyType(states | {actor: actor for actor in packaged("bodies.yaml")})


@cache
def built_in_countries() -> Mapping[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each built-in state, by id."""
    return MappingProxyType({actor: str(entry["alpha2"]) for actor, entry in packaged("states.yaml").items()})
