"""Text from articles shows all that it holds, and means no more than it says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.notify.inert import inert, one_line, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ecowas gives the junta a week", "Ecowas gives the junta a week"),
        ("«Non», dit le général Tchiani – à Niamey", "«Non», dit le général Tchiani – à Niamey"),
        ("إيكواس تمهل المجلس أسبوعا", "إيكواس تمهل المجلس أسبوعا"),
        ("Ecowas\u200b gi\u00adves", "Ecowas gives"),
        ("\u202etnuj\u202c", "tnuj"),
        ("a\r\nb\u2028c\u2029d\x85e\vf", "a\nb\nc\nd\ne\nf"),
        ("a\t\u3000 \xa0b\x00c\x1b[2J", "a b c [2J"),
        ("\n\n a \n\n\n b \n", "a\nb"),
        ("cafe\u0301", "café"),
        ("ố̀̀̀̀", "ố̀̀̀"),
        ("\u3164\u2800\ufe0f", ""),
    ],
)
def test_what_cannot_be_seen_goes_and_what_can_stays(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_a_title_is_one_line() -> None:
    assert one_line("Ecowas gives\r\n a week\u2028") == "Ecowas gives a week"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("press@ecowas.example at 12:30:45", "press＠ecowas.example at 12:30:45"),
        ("14. August, 2-1, 5 > 3", "14․ August, 2-1, 5 ＞ 3"),
        ("R&D; AT&T, &amp;", "R＆D; AT&T, ＆amp;"),
        ("see https://a.example and www.b.example", "see https:／／a.example and www․b.example"),
        ("well-known (so-called) war: the junta's", "well-known (so-called) war: the junta's"),
        ("{{ x }} {y}", "｛｛ x }} {y}"),
    ],
)
def test_a_look_alike_stands_for_what_means_something_and_for_nothing_else(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text())
def test_making_visible_twice_is_making_visible_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=50))
def test_words_of_any_script_stay_as_they_are(text: str) -> None:
    words = [word for word in unicodedata.normalize("NFC", text).split() if visible(word) == word]
    assert visible(" ".join(words)).split() == words
    assert inert(" ".join(words)) == " ".join(words)


@given(st.text(alphabet="@[]<>`*_~|#\\:/-+=1.) \nwa&;{", max_size=40))
def test_what_is_inert_stays_inert(text: str) -> None:
    assert inert(inert(text)) == inert(text)
