from hypothesis import given
from hypothesis import strategies as st

from tocsin.extraction.reading import Sentence
from tocsin.extraction.text import sentences


def split(text: str, title: str = "Talks fail") -> list[Sentence]:
    return list(sentences(f"{title}\n{text}", len(title)))


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)[1:]]


def quoted(text: str, title: str = "Talks fail") -> list[str]:
    body = f"{title}\n{text}"
    return [body[q.start : q.end] for sentence in split(text, title) for q in sentence.quotations]


def words(text: str) -> list[str]:
    return [token.text for sentence in split(text)[1:] for token in sentence.tokens]


def test_the_title_is_the_first_sentence():
    found = split("It rained. It stopped.", title="Rain. Then sun")
    assert [(s.index, s.paragraph, s.text) for s in found] == [
        (0, 0, "Rain. Then sun"),
        (1, 1, "It rained."),
        (2, 1, "It stopped."),
    ]


def test_an_empty_title_is_a_sentence_all_the_same():
    assert [s.text for s in split("It rained.", title="")] == ["", "It rained."]


def test_paragraphs_are_parted_by_empty_lines():
    assert [s.paragraph for s in split("One. Two.\n\nThree.\n \n\nFour.")] == [0, 1, 1, 2, 3]


def test_a_line_break_alone_does_not_end_a_sentence():
    assert texts("The two sides\nmet again.") == ["The two sides\nmet again."]


def test_abbreviations_do_not_end_a_sentence():
    assert texts("Lt. Gen. Orr met the U.S. envoy on Jan. 5. Nobody spoke.") == [
        "Lt. Gen. Orr met the U.S. envoy on Jan. 5.",
        "Nobody spoke.",
    ]


def test_a_time_of_day_goes_on_with_its_day_or_zone():
    assert texts("They leave by 5 p.m. Thursday. It is 5 p.m. The hall is full.") == [
        "They leave by 5 p.m. Thursday.",
        "It is 5 p.m.",
        "The hall is full.",
    ]


def test_a_time_of_day_goes_on_with_the_place_whose_time_it_is():
    assert texts("They leave by 5 p.m. San Lorenzo time on Thursday. It is 5 p.m. This time nobody came.") == [
        "They leave by 5 p.m. San Lorenzo time on Thursday.",
        "It is 5 p.m.",
        "This time nobody came.",
    ]


def test_quotations_are_found_between_curly_and_straight_marks():
    assert quoted('He said “no deal” and "never", she said «perhaps».') == ["no deal", "never", "perhaps"]


def test_a_quotation_that_goes_on_in_the_next_paragraph_runs_to_the_end_of_its_own_in_every_sentence():
    text = "He left. “We waited. Nobody came.\n\n“We wait no more.” He said so."
    assert texts(text)[1:3] == ["“We waited.", "Nobody came."]
    assert quoted(text) == ["We waited.", "Nobody came.", "We wait no more."]


def test_single_marks_quote_in_a_headline_but_are_apostrophes_in_text():
    assert quoted("Orr's men and the miners' wives left.", title="Orr calls miners' demands 'a joke'") == ["a joke"]


def test_a_plural_possessive_does_not_close_a_quotation():
    assert quoted("It ended.", title="Orr rejects 'the miners' demands'") == ["the miners' demands"]


def test_tokens_part_the_possessive_and_keep_inner_hyphens_and_apostrophes():
    assert words("Orr's 36-hour stand-off wasn't the miners’ fault.") == [
        "Orr", "'s", "36-hour", "stand-off", "wasn't", "the", "miners", "’", "fault", ".",
    ]  # fmt: skip


def test_tokens_keep_numbers_and_initials_whole():
    assert words("The U.N. paid $1,250.50 by 10:30.") == ["The", "U.N.", "paid", "$", "1,250.50", "by", "10:30", "."]


@given(st.text(), st.text())
def test_sentences_are_verbatim_in_order_and_miss_only_white_space(title, text):
    body = f"{title}\n{text}"
    reached, missed = 0, ""
    for sentence in sentences(body, len(title)):
        missed += body[reached : sentence.start]
        assert sentence.text == body[sentence.start : sentence.end]
        assert sentence.start >= reached
        reached = sentence.end
    assert not (missed + body[reached:]).strip()


@given(st.text(alphabet=st.sampled_from("ab .\n\"'“”‘’«»sS")), st.text(alphabet=st.sampled_from("ab .\"'‘’s")))
def test_quotations_lie_within_their_sentence_in_order(text, title):
    for sentence in sentences(f"{title}\n{text}", len(title)):
        reached = sentence.start
        for quotation in sentence.quotations:
            assert reached <= quotation.start < quotation.end <= sentence.end
            reached = quotation.end


@given(st.text())
def test_tokens_are_verbatim_and_miss_only_white_space(text):
    body = f"\n{text}"
    for sentence in sentences(body, 0):
        rest = sentence.text
        for token in sentence.tokens:
            assert token.text == body[token.start : token.end]
            assert token.lower == token.text.lower()
            rest = rest.replace(token.text, "", 1)
        assert not rest.strip()


def test_a_text_without_any_break_is_cut_all_the_same():
    found = split("word " * 5_000)[1:]
    assert "".join(sentence.text for sentence in found).count("word") == 5_000
    assert max(len(sentence.text) for sentence in found) <= 10_000


def test_a_script_without_spaces_loses_nothing_where_it_is_cut():
    text = "事" * 25_000
    assert "".join(texts(text)) == text
