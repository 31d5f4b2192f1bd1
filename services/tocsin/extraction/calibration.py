"""What the confidence of a claim means: how often claims of that confidence were right."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache

from tocsin.extraction.packaged import packaged

Calibration = Callable[[float], float]
"""Makes of the confidence that a rule gives the chance that its claim is right."""


def calibrated(given: float) -> float:
    """Return how often stance claims were right to which the rules give this confidence, between 0 and 1."""
    return along(_points(), given)


def along(points: Sequence[tuple[float, float]], given: float) -> float:
    """Return where a line through `points`, in rising order, is at `given`; beyond them it is level."""
    at = bisect_right(points, (given, 1.0))
    if at in (0, len(points)):
        return points[min(at, len(points) - 1)][1]
    (low, low_right), (high, high_right) = points[at - 1], points[at]
    return round(low_right + (high_right - low_right) * (given - low) / (high - low), 3)


@cache
def _points() -> tuple[tuple[float, float], ...]:
    return tuple((given, right) for given, right in packaged("calibration.yaml")["stances"])
