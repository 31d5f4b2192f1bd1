"""Whose clock a deadline goes by when its words do not say: that of the place where the act must happen."""

from collections.abc import Iterator, Sequence
from functools import cache

from tocsin.domain.article import Article
from tocsin.domain.due import ZoneSource
from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import lexicon
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.deadlines.wording import demand
from tocsin.extraction.packaged import packaged
from tocsin.extraction.reading import Token
from tocsin.extraction.times.moments import Moment
from tocsin.extraction.times.zones import zone_words

_LONGEST_NAME = 4
_NOBODYS = "UTC"


def zone_of_act(draft: Draft, article: Article, watch: Watch) -> tuple[str, ZoneSource]:
    """Return the IANA zone of the place where the demanded act must happen, else the watch's, and which of them.

    What a state or its bodies require of each other happens where they sit. A zone that is named in the sentence
    before the limit holds of that, too: "until noon Eastern time on Monday, others until Friday".
    """
    named = _zone_named_before(draft, watch)
    if named is not None:
        return named, "stated"
    names = (name for name in _names(draft))
    zones = (_zone((article.place or "") if name is None else name) for name in names)
    zone = next((zone for zone in zones if zone is not None), None) or _zone_abroad(draft, watch)
    return (watch.timezone, "watch") if zone is None else (zone, "place")


def _zone_named_before(draft: Draft, watch: Watch) -> str | None:
    """Return the IANA zone of a time told before, None where it is but the reporter's own, as GMT is."""
    before = draft.row.marks[: draft.time or 0]
    meanings = (mark.time.meaning for mark in reversed(before) if mark.time)
    words = (meaning.zone for meaning in meanings if isinstance(meaning, Moment) and meaning.zone)
    zones = (told.read(watch.places)[0].zone for told in words)
    return next((zone for zone in zones if zone not in ("", _NOBODYS)), None)


def zone_of_report(article: Article) -> str | None:
    """Return the IANA zone of the place that an article was sent from, None where it names none that is known."""
    return _zone(article.place or "")


def _names(draft: Draft) -> Iterator[str | None]:
    """Yield what may be the name of the place, longer names first; None stands for "here", the article's own place."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    required = demand(draft)
    if required is not None:
        yield from _places([token for token in row.tokens if required.start <= token.start < required.end])
    limit = cue if draft.time is None else row.marks[draft.time]
    yield from _places(row.tokens[cue.last : limit.first])
    if any(_is_here(row.tokens, place) for place in range(limit.last + 1)):
        yield None


def _zone_abroad(draft: Draft, watch: Watch) -> str | None:
    """Return the zone of the capital of the one foreign state whose own deadline it is, None where it is none's."""
    if draft.setter is None and not any(mark.kind == "law" for mark in draft.row.marks[: draft.governor]):
        return None
    seats = {_seat(actor, watch) for actor in (draft.setter, draft.addressee) if actor is not None}
    seat = seats.pop() if len(seats) == 1 and draft.addressee is not None else None
    return None if seat is None or seat in watch.places[:1] else _zone_of_capital(seat)


def _seat(actor: str, watch: Watch) -> str | None:
    """Return the state (ISO alpha-2) in which an actor sits, None where that is not known."""
    listed = next((one.country for one in watch.actors if one.id == actor), None)
    return listed or packaged("states.yaml").get(actor, {}).get("alpha2")


@cache
def _zone_of_capital(state: str) -> str | None:
    found = (entry for entry in packaged("states.yaml").values() if entry["alpha2"] == state)
    cities = (city for entry in found for city in entry.get("capitals", entry["names"]))
    return next((zone for city in cities if (zone := _zone(city)) is not None), None)


def _is_here(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower in lexicon().lists["here"]


def _places(tokens: Sequence[Token]) -> Iterator[str | None]:
    for number, token in enumerate(tokens):
        if token.lower in lexicon().lists["here"]:
            yield None
        preposition = beginning_at(tokens, number, lexicon().phrases["place_prepositions"])
        if preposition is not None:
            begin = number + preposition[0]
            for length in range(_LONGEST_NAME, 0, -1):
                yield " ".join(word.text for word in tokens[begin : begin + length])


def _zone(place: str) -> str | None:
    return zone_words()["place"].get(place.partition(",")[0])
