"""Upper bounds of the histograms' buckets, in seconds."""

_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0

WORK = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
"""Of what a stage does: a claim takes a fraction of a millisecond, a long article some tens of them."""

RECOVERY = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, _MINUTE, 5 * _MINUTE, 15 * _MINUTE)
"""Of recovering tables: seconds as a rule, minutes where a disk was lost."""

SINCE_PUBLISHED = (
    1.0, 5.0, 15.0, 30.0, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR,
    12 * _HOUR, _DAY, 3 * _DAY,
)  # fmt: skip
"""Of what is late by how often feeds are polled: minutes as a rule, days where a feed tells of what is old."""
