"""What is wrong with a file that a person wrote, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from tocsin.domain.mendable import Mendable


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; printed as `file:line: field: what is wrong; what to do`."""

    file: Path
    line: int | None
    """Counted from 1; None where the file could not be read at all."""
    field: str
    """As in `alerts[2].channels[0]`, counted from 0; empty where it is not about one field."""
    message: str

    def __str__(self) -> str:
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.field, self.message) if part)


class InvalidFileError(Mendable):
    """A watch or a configuration cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def did_you_mean(word: str, answers: Mapping[str, str], otherwise: str) -> str:
    """Return "did you mean ...?" with the answer to the spelling nearest to `word`, or `otherwise` if none is near."""
    spellings = {spelling.casefold(): answer for spelling, answer in answers.items()}
    near = get_close_matches(word.casefold(), spellings, n=1)
    return f"did you mean {spellings[near[0]]!r}?" if near else otherwise
