"""Cutting at words, counted as the service counts."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.notify.cutting import ELLIPSIS, cut, pieces, utf16

TEXTS = st.text(alphabet=st.sampled_from("ab é😀漢\n"), max_size=200)


def in_bytes(text: str) -> int:
    return len(text.encode())


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("the port is closed", 18, "the port is closed"),
        ("the port is closed", 17, "the port is…"),
        ("the port is closed", 12, "the port is…"),
        ("the port is closed", 11, "the port…"),
        ("unbreakable", 6, "unbre…"),
        ("a unbreakable", 8, "a unbre…"),
        ("the\nport", 5, "the…"),
        ("😀😀😀", 5, "😀😀…"),
        ("", 1, ""),
    ],
)
def test_a_text_is_cut_where_a_word_ends(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short


def test_bytes_are_counted_where_the_service_counts_bytes() -> None:
    assert cut("é é é é", 9, in_bytes) == "é é…"


@given(TEXTS, st.integers(min_value=3, max_value=60), st.sampled_from([len, utf16, in_bytes]))
def test_what_is_cut_fits_and_is_a_beginning(text: str, limit: int, size: Callable[[str], int]) -> None:
    short = cut(text, limit, size)
    assert size(short) <= limit
    assert short == text or (short.endswith(ELLIPSIS) and text.startswith(short.removesuffix(ELLIPSIS)))


@given(TEXTS, st.integers(min_value=3, max_value=60), st.integers(min_value=1, max_value=4))
def test_pieces_are_few_and_small_and_together_the_text(text: str, limit: int, most: int) -> None:
    found = pieces(text, limit, most)
    assert 1 <= len(found) <= most
    assert all(utf16(piece) <= limit for piece in found)
    together, whole = "".join("".join(found).split()), "".join(text.split())
    assert together == whole or (together.endswith(ELLIPSIS) and whole.startswith(together.removesuffix(ELLIPSIS)))


def test_pieces_end_where_lines_do() -> None:
    assert pieces("one two\nthree\nfour five", 13, 3) == ["one two\nthree", "four five"]
