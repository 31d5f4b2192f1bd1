"""How often stance claims of each confidence are right: `python -m tests.benchmarks.reliability FOLDER...`.

Each folder holds a crisis with its answers: `watch.yaml`, `articles.jsonl`, and `gold.jsonl`, whose `stances` name
actor, target and polarity; optional ones count neither way. Prints a line for each tenth of confidence; the expected
calibration error of the claims (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities", 2015), and
what it would be on each crisis with points made from all others; and the points made from all: isotonic regression by
pooling adjacent violators, over tenths.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from tocsin.cli.articles import ArticleLines
from tocsin.domain.claim import StanceClaim
from tocsin.extraction.built_in import built_in_names
from tocsin.extraction.calibration import along, calibrated
from tocsin.extraction.rules import RuleExtractor
from tocsin.settings.watch_file import load_watch

TENTHS = 10


class Judged(NamedTuple):
    """The confidence that the rules give a claim, and whether it is right."""

    given: float
    right: bool


def judged(folder: Path) -> Iterator[Judged]:
    """Yield every stance claim of one crisis, judged."""
    lines = (folder / "gold.jsonl").read_text().splitlines()
    answers = {each["id"]: each["stances"] for each in map(json.loads, lines)}
    extractor = RuleExtractor([load_watch(folder / "watch.yaml", built_in_names())], calibrate=lambda given: given)
    with (folder / "articles.jsonl").open("rb") as file:
        for article in ArticleLines(file):
            for claim in extractor.extract(article):
                if isinstance(claim, StanceClaim):
                    yield from _judged(claim, answers[article.id])


def _judged(claim: StanceClaim, answers: Sequence[dict[str, object]]) -> Iterator[Judged]:
    same = [each for each in answers if (each["actor"], each["target"]) == (claim.actor, claim.target)]
    if not any(each.get("optional") for each in same):
        yield Judged(claim.confidence, any(each["polarity"] == claim.polarity for each in same))


def tenths(claims: Sequence[Judged]) -> list[list[Judged]]:
    """Return the claims by tenth of confidence, without tenths that are empty."""
    parts = [[each for each in claims if min(int(each.given * TENTHS), TENTHS - 1) == n] for n in range(TENTHS)]
    return [part for part in parts if part]


def error(claims: Sequence[Judged]) -> float:
    """Return the expected calibration error, over tenths."""
    parts = ((len(part), fmean(e.given for e in part), fmean(e.right for e in part)) for part in tenths(claims))
    return sum(count * abs(given - right) for count, given, right in parts) / len(claims)


def points(claims: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return how often claims are right, by confidence, never falling: neighbours that would are pooled."""
    pools: list[list[Judged]] = []
    for part in tenths(claims):
        pools.append(part)
        while len(pools) > 1 and fmean(e.right for e in pools[-2]) >= fmean(e.right for e in pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    return [(round(fmean(e.given for e in pool), 2), round(fmean(e.right for e in pool), 2)) for pool in pools]


def main(folders: Sequence[Path]) -> None:
    """Print everything."""
    crises = {folder: list(judged(folder)) for folder in folders}
    claims = [each for crisis in crises.values() for each in crisis]
    shown = [Judged(calibrated(each.given), each.right) for each in claims]
    for part in tenths(shown):
        given, right = fmean(each.given for each in part), fmean(each.right for each in part)
        print(f"{given:.2f}  right {right:.2f}  {'#' * round(right * 40):40}  {len(part)} claims")
    print(f"expected calibration error {error(shown):.3f}; as the rules give it {error(claims):.3f}")
    left_out = []
    for folder, crisis in crises.items():
        others = points([each for other, made in crises.items() if other != folder for each in made])
        left_out += [Judged(along(others, each.given), each.right) for each in crisis]
    print(f"with each crisis calibrated by the others {error(left_out):.3f}")
    print("points:", points(claims))


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
