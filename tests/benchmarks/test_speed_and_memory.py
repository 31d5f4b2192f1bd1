"""How fast tocsin is, and what memory it takes. Prints, and asserts no timing."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks import news
from tests.running import TOCSIN, environment

ARTICLES = 100_000
EXTRACTED = 5_000
SHARES = (pytest.param(0.2, id="one in five relevant"), pytest.param(1.0, id="all relevant"))


def tell(capsys: pytest.CaptureFixture[str], what: str, share: float, figures: dict[str, object]) -> None:
    with capsys.disabled():
        print(f"\n{what}, {share:.0%} relevant: {json.dumps(figures)}")


@pytest.mark.parametrize("share", SHARES)
def test_extract_on_one_core(share: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news.watch(tmp_path)
    given = ("\n".join(news.lines(EXTRACTED, share)) + "\n").encode()
    began = time.perf_counter()
    done = subprocess.run(
        [TOCSIN, "extract", "--watch", tmp_path / "watch.yaml"],
        input=given,
        stdout=subprocess.PIPE,
        env=environment(),
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    took = time.perf_counter() - began
    claims = done.stdout.count(b"\n")
    assert claims
    tell(capsys, "extract", share, {"articles/s": round(EXTRACTED / took), "claims": claims, "seconds": round(took, 1)})


@pytest.mark.parametrize("share", SHARES)
def test_embedded_from_folder_to_read_model(share: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news.watch(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with (inbox / "news.jsonl").open("w") as file:
        file.writelines(f"{line}\n" for line in news.lines(ARTICLES, share))
    command = [sys.executable, "-m", "tests.benchmarks.embedded", str(tmp_path), str(ARTICLES)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parents[2])
    figures = json.loads(done.stdout)
    assert figures["stances"]
    tell(capsys, "embedded run", share, figures)
