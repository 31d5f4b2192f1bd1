"""Those who are named together: "Peru, Chile and Bolivia"."""

from collections.abc import Sequence

from tocsin.extraction.reading import ActorMention, ReadSentence


def named_together(read: ReadSentence, joints: frozenset[str]) -> list[Sequence[ActorMention]]:
    """Return each row of actors in a sentence with one of the `joints` before its last."""
    runs: list[list[ActorMention]] = []
    ends: list[int] = []
    for mention in read.actors:
        joint = _between(read, runs[-1][-1], mention) if runs else ""
        if not mention.role or (joint not in joints and joint != ","):
            runs.append([])
            ends.append(0)
        runs[-1].append(mention)
        ends[-1] = len(runs[-1]) if joint in joints else ends[-1]
    return [run[:end] for run, end in zip(runs, ends, strict=True) if end]


def _between(read: ReadSentence, former: ActorMention, latter: ActorMention) -> str:
    start = read.sentence.start
    return read.sentence.text[former.end - start : latter.start - start].strip().lower()
