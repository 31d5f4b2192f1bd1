from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.reliability import Judged, error, points
from tocsin.extraction.calibration import along, calibrated

POINTS = [(0.2, 0.1), (0.6, 0.5), (0.8, 0.9)]
CLAIMS = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_between_two_points_it_is_a_straight_line_and_beyond_them_level() -> None:
    assert [along(POINTS, at) for at in (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 1.0)] == [0.1, 0.1, 0.3, 0.5, 0.7, 0.9, 0.9]


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_rule_never_makes_a_less_sure_claim(one: float, other: float) -> None:
    assert 0 <= calibrated(min(one, other)) <= calibrated(max(one, other)) <= 1


@given(CLAIMS)
def test_points_rise_and_are_chances(claims: list[Judged]) -> None:
    made = points(claims)
    assert all(before[0] <= after[0] and before[1] <= after[1] for before, after in pairwise(made))
    assert all(0 <= right <= 1 for _, right in made)


def test_claims_that_are_as_often_right_as_they_say_have_no_error() -> None:
    assert error([Judged(0.75, right) for right in (True, True, True, False)]) == 0
    assert error([Judged(1.0, right=False)]) == 1
