"""Words for times, and the instants that they mean: the grammar of deadlines.

`find` tells where a sentence speaks of time, `resolve` what a phrase means when said at some moment and place, and
`when` reads a whole deadline phrase.
"""

from tocsin.extraction.times.dates import Direction
from tocsin.extraction.times.phrases import TimePhrase, find
from tocsin.extraction.times.resolution import TimeContext, resolve, when

__all__ = ["Direction", "TimeContext", "TimePhrase", "find", "resolve", "when"]
