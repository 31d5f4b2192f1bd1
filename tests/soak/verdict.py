"""Whether a long run was as it should be: memory flat, lag nil, files and sockets not growing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

WARM_UP = 1 / 3
"""The share of a run that is left out, in which caches fill and tables get their first files."""

FLAT = 0.05
"""How much larger the median of the last third of the rest may be than that of its first third, as a share."""

FEW = 4
"""How many files, sockets or threads may be added in any case: compaction in a table opens some now and then."""

Sample = Mapping[str, float]
"""What was measured at one moment, by column; `second` says when."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one column."""

    column: str
    figures: str
    good: bool

    def __str__(self) -> str:
        return f"{'good' if self.good else 'BAD '}  {self.column}: {self.figures}"


def judge(samples: Sequence[Sample], most_waiting: float) -> list[Finding]:
    """Judge every column but `second`; after the warm-up no more than `most_waiting` messages may ever wait."""
    measured = samples[round(len(samples) * WARM_UP) :]
    columns = sorted(measured[0].keys() - {"second"})
    return [_judged(column, [each[column] for each in measured], most_waiting) for column in columns]


def _judged(column: str, values: Sequence[float], most_waiting: float) -> Finding:
    if column.startswith(("lag ", "spool ")):
        figures = f"median {median(values):.0f}, most {max(values):.0f}"
        return Finding(column, figures, max(values) <= most_waiting)
    third = max(1, len(values) // 3)
    first, last = median(values[:third]), median(values[-third:])
    allowed = FLAT * first if column.endswith("MB") else max(FEW, FLAT * first)
    return Finding(column, f"from {first:g} to {last:g}, most {max(values):g}", last - first <= allowed)
