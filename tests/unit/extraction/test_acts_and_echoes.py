"""What actors do to a thing, however it is put, and what they are told of only by pointing back."""

import pytest

from tests.unit.extraction.test_stance_rules import told


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Vestria called the canal toll off.", "oppose"),
        ("Vestria turned the canal toll down.", "oppose"),
        ("Vestria put the canal toll on ice.", "oppose"),
        ("Vestria allowed the canal toll to lapse.", "oppose"),
        ("Vestria refused to call the canal toll off.", "support"),
        ("Vestria brought the canal toll into force.", "support"),
        ("Vestria waved the canal toll through.", "support"),
    ],
)
def test_what_belongs_to_a_verb_may_stand_after_its_object(text: str, polarity: str) -> None:
    assert told(text) == {("vestria", polarity, "toll")}


@pytest.mark.parametrize(
    "text",
    [
        "Vestria looked the canal toll up in the archive.",
        "Vestria took the canal toll home.",
        "Vestria talked about the canal toll over lunch.",
        "Vestria put the canal toll on the agenda.",
    ],
)
def test_what_merely_follows_an_object_does_not_belong_to_the_verb(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordavia ordered a canal toll.", ("ordavia", "support", "toll")),
        ("Ordavia renewed the canal toll.", ("ordavia", "support", "toll")),
        ("Ordavia hit back with naval patrols.", ("ordavia", "support", "patrols")),
        ("Ordavia struck back by imposing the canal toll.", ("ordavia", "support", "toll")),
        ("Ordavia's announcement of a canal toll hit shares.", ("ordavia", "support", "toll")),
        ("Vestria used its veto to stop the canal toll.", ("vestria", "oppose", "toll")),
        ("Vestria pulled its envoys out of the naval patrols.", ("vestria", "oppose", "patrols")),
        ("Vestria's refusal to accept the canal toll surprised many.", ("vestria", "oppose", "toll")),
        ("The pilots' federation filed a lawsuit over the canal toll.", ("pilots", "oppose", "toll")),
        ("The rejection by Vestria of the canal toll surprised many.", ("vestria", "oppose", "toll")),
        ("The canal toll, backed by Vestria, starts in May.", ("vestria", "support", "toll")),
        ("The canal toll, which was blocked by Vestria, is dead.", ("vestria", "oppose", "toll")),
        ("Vestria wants new locks, along with a canal toll.", ("vestria", "support", "toll")),
        ("The canal toll must go, Anja Holm said.", ("vestria", "oppose", "toll")),
    ],
)
def test_acts_show_a_stance_however_they_are_put(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia ordered a study of the canal toll.",
        "Ordavia is to discuss the canal toll.",
        "The canal toll, hit by storms, starts in May.",
        "Fans of the canal toll, joined by Vestria, drank tea.",
    ],
)
def test_what_is_not_done_to_a_thing_shows_no_stance(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_plural_owner_is_told_by_its_apostrophe(mark: str) -> None:
    assert told(f"The Netherlands{mark} support for the canal toll has grown.") == {("NLD", "support", "toll")}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ordavia to scrap canal toll", {("ordavia", "oppose", "toll")}),
        ("Ordavia ready to scrap canal toll", {("ordavia", "oppose", "toll")}),
        ("Vestria opposed to canal toll", {("vestria", "oppose", "toll")}),
        ("Vestria told to scrap canal toll", set()),
        ("Pressure on Vestria to scrap canal toll", set()),
    ],
)
def test_headlines_leave_out_the_small_words(title: str, expected: set[tuple[str, str, str]]) -> None:
    assert told("Nothing more was known.", title=title) == expected


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The only answer is a canal toll, Anja Holm said.", "support"),
        ("Anja Holm said that the answer lay in a canal toll.", "support"),
        ("What is needed is a canal toll, Anja Holm said.", "support"),
        ("Anja Holm said that the biggest danger was the canal toll.", "oppose"),
        ("The canal toll would be seen as an act of war, Anja Holm said.", "oppose"),
        ("Vestria regretted that the canal toll had been dropped.", "support"),
        ("Vestria hailed the fact that the canal toll had been dropped.", "oppose"),
    ],
)
def test_judgements_may_stand_before_what_they_judge(text: str, polarity: str) -> None:
    assert told(text) == {("vestria", polarity, "toll")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Vestria condemned the canal toll. Ordavia did too.", "oppose"),
        ("Vestria condemned the canal toll. So did Ordavia.", "oppose"),
        ("Vestria backs the canal toll. Ordavia does not.", "oppose"),
        ("Vestria backs the canal toll. Ordavia disagreed.", "oppose"),
        ("Vestria backs the canal toll, and Ordavia does as well.", "support"),
        ("Vestria urged Ordavia to drop the canal toll. Ordavia refused.", "support"),
        ("Vestria urged Ordavia to drop the canal toll. Ordavia agreed.", "oppose"),
    ],
)
def test_a_sentence_may_point_back_to_the_stance_of_the_one_before(text: str, polarity: str) -> None:
    assert ("ordavia", polarity, "toll") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia did not reply.",
        "Ordavia agreed to meet.",
        "Ordavia refused.",
        "Ordavia refused to comment.",
        "Ordavia did the catering.",
        "Snow fell, and Ordavia did too.",
    ],
)
def test_what_tells_more_does_not_point_back(text: str) -> None:
    assert told(f"Vestria condemned the canal toll. {text}") == {("vestria", "oppose", "toll")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anja Holm was scathing. “The canal toll is a disgrace.”", {("vestria", "oppose", "toll")}),
        ("Anja Holm was blunt: “The canal toll is a disgrace.”", {("vestria", "oppose", "toll")}),
        ("Anja Holm met Milo Trask. “The canal toll is a disgrace.”", set()),
        ("A poll put it to drivers: “The canal toll is a disgrace.”", set()),
    ],
)
def test_a_quotation_is_of_the_person_whom_the_words_before_are_about(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert told(text) == expected


def test_who_is_to_stop_a_wrong_is_reproached() -> None:
    assert told("Ordavia told Vestria to stop its provocations.") == {("ordavia", "oppose", "vestria")}
    assert told("Ordavia told Vestria to stop its trains.") == set()
