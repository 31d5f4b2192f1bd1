"""How a stream that comes in pieces becomes lines."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.lines import LONGEST_JSON_LINE, LineSplitter, lines_of
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.source import RAW_KEPT, Broken


def _split(pieces):
    splitter = LineSplitter()
    return [line for piece in pieces for line in splitter.feed(piece)] + splitter.finish()


@given(st.lists(st.binary(max_size=5) | st.just(b"\n"), max_size=20))
def test_how_a_stream_is_cut_into_pieces_makes_no_difference(pieces):
    assert _split(pieces) == _split([b"".join(pieces)])


@given(st.lists(st.sampled_from([b"{}", b'{"a": 1}', b"", b" ", b"x"]), max_size=10))
def test_reading_on_after_any_line_gives_the_lines_that_follow(content):
    stream = BytesIO(b"\n".join([*content, b""]))
    lines = list(lines_of(stream, 0, 0))
    for count, line in enumerate(lines, start=1):
        assert list(lines_of(stream, line.end, line.number)) == lines[count:]


def test_lines_are_numbered_as_an_editor_numbers_them():
    assert [(line.number, line.raw) for line in _split([b"one\n\nthree"])] == [(1, b"one"), (3, b"three")]


def test_a_last_line_without_a_newline_counts_once_it_is_a_whole_object():
    assert [line.raw for line in lines_of(BytesIO(b'{"a": 1}\n{"b"'), 0, 0)] == [b'{"a": 1}']
    assert [line.raw for line in lines_of(BytesIO(b'{"a": 1}\n{"b": 2}'), 0, 0)] == [b'{"a": 1}', b'{"b": 2}']


def test_an_endless_line_is_broken_and_the_next_one_is_read():
    stream = BytesIO(b"x" * (3 * LONGEST_JSON_LINE) + b"\n{}\n")
    endless, following = lines_of(stream, 0, 0)
    item = endless.item("a.jsonl", Defaults("inbox"), None)
    assert isinstance(item, Broken)
    assert item.origin == "a.jsonl line 1"
    assert "longer" in item.reason
    assert len(item.raw) == RAW_KEPT
    assert (following.number, following.raw, following.end) == (2, b"{}", 3 * LONGEST_JSON_LINE + 4)
