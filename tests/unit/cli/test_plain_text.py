from hypothesis import given
from hypothesis import strategies as st

from tocsin.cli.plain import plain


@given(st.text())
def test_nothing_that_a_terminal_obeys_comes_out(text: str) -> None:
    assert all(each.isprintable() or each == "\n" for each in plain(text))


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_what_is_hidden_is_shown() -> None:
    assert plain("\x1b]0;owned\x07 a\u202eb\r") == r"\x1b]0;owned\x07 a\u202eb\r"
