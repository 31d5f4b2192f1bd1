"""What was used last stays in memory; the rest is read again."""

from tocsin.domain.stage import StateRecord
from tocsin.streams.last_used import LastUsed


class Note(StateRecord):
    text: str


class Shelf:
    """Where records are read from; notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, key: str) -> StateRecord | None:
        self.asked.append(key)
        return Note(text=key)


def test_a_record_is_read_once_as_long_as_it_is_held() -> None:
    held, shelf = LastUsed(2), Shelf()
    assert held.get("a", shelf.read) is held.get("a", shelf.read)
    assert shelf.asked == ["a"]


def test_that_there_is_no_record_is_known_too() -> None:
    held, shelf = LastUsed(2), Shelf()
    held.put({"a": None})
    assert held.get("a", shelf.read) is None
    assert shelf.asked == []


def test_those_used_longest_ago_make_room() -> None:
    held, shelf = LastUsed(2), Shelf()
    for key in ("a", "b", "c", "a"):
        held.get(key, shelf.read)
    held.trim()
    for key in ("a", "c"):
        held.get(key, shelf.read)
    assert shelf.asked == ["a", "b", "c"]
    held.get("b", shelf.read)
    assert shelf.asked[-1] == "b"


def test_a_record_that_is_put_counts_as_used() -> None:
    held, shelf = LastUsed(1), Shelf()
    held.put({"a": Note(text="old"), "b": Note(text="b")})
    held.put({"a": Note(text="new")})
    held.trim()
    assert held.get("a", shelf.read) == Note(text="new")
    assert shelf.asked == []


def test_nothing_goes_before_it_is_trimmed() -> None:
    held = LastUsed(1)
    held.put({"a": Note(text="a"), "b": None})
    assert (held["a"], held["b"]) == (Note(text="a"), None)
