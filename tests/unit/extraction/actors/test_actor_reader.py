import re

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.extraction.actors.kestrel import WATCH, article, mentions_of
from tocsin.domain.watch import Watch
from tocsin.extraction.actors import ActorReader
from tocsin.extraction.actors.folding import fold

READER = ActorReader([WATCH])
WORDS = re.findall(
    r"\S+|\n+",
    """Peru Peru's Peruvian the The junta Lima - , . “ ” " ' he it its they Inés Quiroga Ms president of in from and
    minister U.N. union NUKM bloc Ecowas rebels French troops Straw opposition to said Former MAY""",
)


def watch_of(number: int) -> Watch:
    actors = [{"id": "board", "name": f"Harbour Board {number}", "kind": "other"}]
    proposition = {"id": "p", "title": "p", "phrases": ["p"]}
    return Watch.model_validate({"id": f"w{number}", "title": "w", "actors": actors, "propositions": [proposition]})


def test_each_watch_reads_a_name_in_its_own_way():
    first = Watch.model_validate({"id": "a", "title": "a", "actors": [{"id": "pack", "name": "Wolf", "kind": "party"}]})
    second = Watch.model_validate(
        {"id": "b", "title": "b", "actors": [{"id": "firm", "name": "Wolf", "kind": "company"}]}
    )
    assert [m.actor for m in mentions_of([first, second], first, "Wolf agreed.")] == ["pack"]
    assert [m.actor for m in mentions_of([first, second], second, "Wolf agreed.")] == ["firm"]


def test_a_thousand_watches_read_alike_with_one_scan():
    watches = [watch_of(number) for number in range(1000)]
    reader = ActorReader(watches)
    scan = reader.scan(article("Harbour Board 7 agreed. Peru did not."))
    assert [m.actor for read in reader.resolve(scan, watches[7]) for m in read.actors] == ["board", "PER"]
    assert [m.actor for read in reader.resolve(scan, watches[8]) for m in read.actors] == ["PER"]


def test_only_watches_whose_actors_are_named_are_concerned():
    watches = [watch_of(number) for number in range(10)]
    reader = ActorReader([*watches, WATCH])
    assert reader.concerned(reader.scan(article("Harbour Board 7 agreed."))) == {"w7"}
    assert reader.concerned(reader.scan(article("Peru agreed."))) == {"kestrel"}
    assert reader.concerned(reader.scan(article("Finland agreed with the harbour board."))) == frozenset()


def test_reading_again_gives_the_same():
    scan = READER.scan(article("Peru said that it agreed.", "Peru agrees"))
    assert READER.resolve(scan, WATCH) == READER.resolve(scan, WATCH)


def check(title, text):
    piece = article(text, title)
    for read in READER.resolve(READER.scan(piece), WATCH):
        reached = read.sentence.start
        for mention in read.actors:
            assert mention.text == piece.body[mention.start : mention.end]
            assert reached <= mention.start < mention.end <= read.sentence.end
            reached = mention.end


@given(st.text(), st.text())
def test_mentions_of_any_text_are_verbatim_in_order_and_apart(title, text):
    check(title, text)


@given(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS)))
def test_mentions_of_any_row_of_telling_words_are_verbatim_in_order_and_apart(title, text):
    check(" ".join(title), " ".join(text))


@given(st.text())
def test_folding_moves_no_offset(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_folding_takes_case_accents_and_marks_away():
    assert fold("Côte d’Ivoire, ŁÓDŹ!") == "cote d ivoire  lodz "
