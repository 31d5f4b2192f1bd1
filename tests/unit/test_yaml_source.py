"""A YAML file as a person wrote it: what it holds, and where it goes wrong."""

import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.settings.faults import InvalidFileError
from tocsin.settings.yaml_source import read_document


@pytest.fixture
def read(tmp_path):
    def read(text):
        file = tmp_path / "some.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_document(file)

    return read


@pytest.fixture
def faults(read):
    def faults(text):
        with pytest.raises(InvalidFileError) as caught:
            read(text)
        return [(fault.line, fault.field, fault.message) for fault in caught.value.faults]

    return faults


def test_plain_words_are_text_but_for_true_false_and_null(read):
    value = read("on: [NO, yes, off, true, ~, 12, 1.5, 012, 2024-05-01, 12:30]").value
    assert value == {"on": ["NO", "yes", "off", True, None, 12, 1.5, "012", "2024-05-01", "12:30"]}


def test_a_byte_order_mark_is_no_part_of_the_first_field(read):
    assert read(b"\xef\xbb\xbfid: x").value == {"id": "x"}


def test_a_fault_has_the_line_of_the_field_that_it_is_about(read):
    document = read("a: 1\nb:\n  - x: 1\n  - x: 2\n    y: 3\n")
    assert str(document.fault(("b", 1, "y"), "is odd")).endswith("some.yaml:5: b[1].y: is odd")


def test_a_field_that_is_missing_is_told_at_what_should_hold_it(read):
    document = read("a: 1\nb:\n  - x: 1\n  - x: 2\n")
    assert document.fault(("b", 1, "z"), "is missing").line == 4


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is empty"),
        ("# nothing but a remark\n", 1, "is empty"),
        ("- a\n- b\n", 1, "holds no fields"),
        ("\n\njust words\n", 3, "holds no fields"),
        ("a: 1\n\tb: 2\n", 2, "a tab; indent with spaces"),
        ("a: 1\nb: c: d\n", 2, "put quotes around"),
        ("a: 'x\nb: y\n", 3, "quotation mark is never closed"),
        ("a:\n  - x\n - y\n", 3, "indentation"),
        ("a: 1\nb: @x\n", 2, "put quotes around"),
        ("a: *x\n", 1, "put quotes around"),
        ("a: 1\n---\nb: 2\n", 2, "more than one document"),
        ("a: 1\nb: \x01\n", 2, "control character"),
        ("a: 1\nb: {c: 1\n", 3, "is not YAML"),
        (b"a: 1\nb: caf\xe9\n", 2, "is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_a_remedy(faults, text, line, words):
    ((told_line, _, message),) = faults(text)
    assert (told_line, words in message) == (line, True), message


def test_a_field_that_is_given_twice_is_told_wherever_it_is(faults):
    assert faults("a: 1\nb:\n  - {c: 1, d: 2}\n  - c: 1\n    c: 2\na: 2\n") == [
        (6, "a", "is given already in line 1; keep one of the two"),
        (5, "b[1].c", "is given already in line 4; keep one of the two"),
    ]


def test_a_field_name_must_be_text(faults):
    assert [(line, field) for line, field, _ in faults("a:\n  12: x\n  [b]: y\n")] == [(2, "a"), (3, "a")]


@pytest.mark.parametrize("value", ["!!int x", "!!bool x", "!!timestamp x", "!!set {x}", "!mine x"])
def test_a_tag_is_refused(faults, value):
    assert faults(f"a: {value}\n") == [(1, "a", "has a tag; put quotes around a text that begins with !")]


def test_a_file_that_is_not_there_or_is_a_folder_cannot_be_read(tmp_path):
    for path in (tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(InvalidFileError, match=f"^{path}: cannot be read"):
            read_document(path)


# The writer follows YAML 1.1, to which 0E0 is a text that needs no quotation marks; to YAML 1.2 and us it is a number.
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
texts = st.text().filter(lambda text: not NUMBER.fullmatch(text))
plain = st.one_of(texts, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False))
values = st.recursive(plain, lambda inner: st.one_of(st.lists(inner), st.dictionaries(texts, inner)), max_leaves=9)
many_files = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)


@many_files
@given(value=st.dictionaries(texts, values, min_size=1))
def test_whatever_a_yaml_writer_writes_is_read_as_it_was(read, value):
    assert read(yaml.safe_dump(value)).value == value


@many_files
@given(text=st.text(alphabet=st.sampled_from("ab12: -[]{}'\"\n\t&*!#|>?%@,\x00é")))
def test_any_text_is_either_read_or_told_with_a_line_of_the_file(read, text):
    told = []
    try:
        read(text)
    except InvalidFileError as error:
        told = [fault.line for fault in error.faults]
    assert all(1 <= line <= text.count("\n") + 1 for line in told)
