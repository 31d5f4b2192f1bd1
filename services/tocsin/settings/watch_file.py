"""Reading and checking a watch."""

from collections.abc import Mapping
from pathlib import Path

from tocsin.domain.watch import Watch
from tocsin.settings.faults import InvalidFileError
from tocsin.settings.validation import validated
from tocsin.settings.watch_check import LooseWatch, Surroundings, misfits
from tocsin.settings.yaml_source import Document, read_document


def load_watch(path: Path, built_in: Mapping[str, str]) -> Watch:
    """Return the watch in `path`, read by itself: which channels there are is not known.

    `built_in` gives the built-in actors' names by id. Raises InvalidFileError.
    """
    return watch_in(read_document(path), Surroundings(built_in))


def watch_in(document: Document, around: Surroundings) -> Watch:
    """Return the watch that a document holds, which may name what is around it. Raises InvalidFileError."""
    loose = validated(LooseWatch, document)
    if faults := misfits(loose, document, around):
        raise InvalidFileError(faults)
    return validated(Watch, document)
