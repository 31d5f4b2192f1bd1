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


MANY = 1000


def test_a_record_is_read_once_as_long_as_it_is_held() -> None:
    held, shelf = LastUsed(2, MANY), Shelf()
    assert held.get("a", shelf.read) is held.get("a", shelf.read)
    assert shelf.asked == ["a"]


def test_that_there_is_no_record_is_known_too() -> None:
    held, shelf = LastUsed(2, MANY), Shelf()
    held.put({"a": None})
    assert held.get("a", shelf.read) is None
    assert shelf.asked == []


def test_what_is_used_in_each_generation_stays_and_the_rest_goes() -> None:
    held, shelf = LastUsed(2, MANY), Shelf()
    for others in ("bc", "de", "fg"):
        for key in ("a", *others):
            held.get(key, shelf.read)
        held.trim()
    assert shelf.asked == [*"abcdefg"]
    held.get("b", shelf.read)
    assert shelf.asked[-1] == "b"


def test_what_nobody_uses_goes_though_there_is_room() -> None:
    held, shelf = LastUsed(MANY, 10), Shelf()
    held.get("once", shelf.read)
    for _ in range(2):
        for _ in range(10):
            held.get("often", shelf.read)
        held.trim()
    held.get("often", shelf.read)
    assert shelf.asked == ["once", "often"]
    held.get("once", shelf.read)
    assert shelf.asked == ["once", "often", "once"]


def test_a_record_that_is_put_takes_the_place_of_the_old_one() -> None:
    held, shelf = LastUsed(1, MANY), Shelf()
    held.put({"a": Note(text="old")})
    held.trim()
    held.put({"a": Note(text="new")})
    assert held["a"] == Note(text="new")
    held.trim()
    assert held.get("a", shelf.read) == Note(text="new")
    assert shelf.asked == []


def test_nothing_goes_before_it_is_trimmed() -> None:
    held = LastUsed(1, 1)
    held.put({"a": Note(text="a"), "b": None})
    assert (held["a"], held["b"]) == (Note(text="a"), None)
