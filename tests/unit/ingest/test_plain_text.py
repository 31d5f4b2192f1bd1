"""What becomes of markup, and of text that only looks like it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.plain_text import one_line, plain_text

PIECES = [
    *("<p>", "</p>", "<b>", "<br/>", "<script>", "<!--", "-->", "&amp;", "&lt;", "&shy;", "&#8203;", "&#1;"),
    *("<", ">", "&", ";", "p", "x", " ", "\n"),
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def test_paragraphs_are_parted_by_an_empty_line():
    assert plain_text("<p>One.</p><p>Two.</p>Three.<br><br>Four.") == "One.\n\nTwo.\n\nThree.\n\nFour."


def test_line_breaks_in_the_source_of_a_page_are_mere_spaces():
    assert plain_text("<p>The bloc\n   met\ttoday.</p>") == "The bloc met today."


def test_inline_markup_leaves_no_gap():
    assert plain_text("<p>The <a href='/b'>bloc</a>'s <b>N</b>ew chair</p>") == "The bloc's New chair"


def test_scripts_styles_and_comments_are_no_text():
    page = "<style>p {}</style>Seen<script>if (a < b) hide()</script> and<!-- not this --> heard"
    assert plain_text(page) == "Seen and heard"


def test_character_references_become_characters():
    assert plain_text("Salt &amp; Pepper&nbsp;&#8211; &eacute;t&#xe9;") == "Salt & Pepper – été"


def test_markup_that_was_escaped_is_read_all_the_same():
    assert plain_text("&lt;p&gt;Salt &amp;amp; Pepper&lt;/p&gt;") == "Salt & Pepper"


def test_markup_escaped_again_and_again_is_refused():
    with pytest.raises(ValueError, match="escaped"):
        plain_text("&amp;amp;amp;amp;lt;p&amp;amp;amp;amp;gt;")


@pytest.mark.parametrize(
    "text",
    ["Rates < 3 % and > 1 %", "if a<b and c>d", "I <3 ships", "x <b and c> y", "AT&T; R&D", "a &unknown; b", "<-"],
)
def test_plain_text_with_angle_brackets_and_ampersands_survives(text):
    assert plain_text(text) == text


def test_plain_paragraphs_stay_and_runs_of_empty_lines_shrink():
    assert plain_text("One.\r\n\r\n\r\n\r\nTwo,\n  still two.\n") == "One.\n\nTwo,\nstill two."


def test_what_cannot_be_seen_is_removed():
    assert plain_text("in\u00adter\u200bven\ufeffe\x00\x07 \u202enow") == "intervene now"


def test_joiners_that_spell_persian_words_stay():
    assert plain_text("می\u200cخواهم") == "می\u200cخواهم"


def test_accents_are_composed():
    assert plain_text("e\u0301te\u0301") == "été"


def test_a_page_nested_without_end_is_read_in_no_time_and_gives_nothing():
    assert plain_text("<div>" * 100_000) == ""


def test_a_headline_is_one_line():
    assert one_line("<h1>Bloc meets\n<br>on   Sunday</h1>") == "Bloc meets on Sunday"


@given(st.text() | MARKUP)
def test_cleaning_clean_text_changes_nothing(text):
    try:
        clean = plain_text(text)
    except ValueError:
        return
    assert plain_text(clean) == clean


@given(st.text() | MARKUP)
def test_clean_text_is_nfc_without_control_characters_or_wide_gaps(text):
    try:
        clean = plain_text(text)
    except ValueError:
        return
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c != "\n" for c in clean)
    assert "  " not in clean
    assert "\n\n\n" not in clean
