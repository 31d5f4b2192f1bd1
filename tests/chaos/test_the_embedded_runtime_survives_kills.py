import json
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.victim import NOW
from tocsin.streams.log import FILE_NAME

ROOT = Path(__file__).parents[2]
KILLS = 200
ARTICLES = 2000

WATCH = """
id: strait
title: "The strait of Veld"
timezone: Europe/Lisbon
places: [PT]
actors:
  - {id: pilots, name: Pilots' Union, kind: union, country: PT, aliases: [the pilots' union]}
  - {id: ferry, name: Veld Ferries, kind: company, country: PT}
propositions:
  - {id: toll, title: A toll on the strait, phrases: [the toll, a toll, toll on the strait]}
alerts:
  - {on: deadline.set, severity: critical, channels: [desk]}
  - {on: deadline.approaching, severity: critical, channels: [desk]}
  - {on: deadline.expired, severity: critical, channels: [desk]}
  - {on: stance.new, severity: info, channels: [desk]}
  - {on: stance.flipped, severity: warning, channels: [desk], actors: [PRT]}
"""
CONFIGURATION = """
data: data
watches: [watch.yaml]
sources: [{name: inbox, folder: inbox}]
channels: {desk: {webhook: "https://desk.example", secret_env: TOCSIN_TEST_SECRET}}
http: {port: 0}
"""
COUNTRIES = ("Portugal", "Spain", "France", "Italy", "Norway", "Kenya", "Japan", "Chile", "Canada", "India")
VERBS = ("supports", "opposes", "backs", "rejects", "condemned", "welcomed")


def articles() -> list[dict[str, str]]:
    return [article(number) for number in range(ARTICLES)]


def article(number: int) -> dict[str, str]:
    country, verb = COUNTRIES[number % len(COUNTRIES)], VERBS[number // 7 % len(VERBS)]
    deadline = f"Portugal gave Veld Ferries until {number % 27 + 1} June to leave the harbour."
    return {
        "id": f"article-{number}",
        "source": f"Wire {number % 5}",
        "url": f"https://news.example/{number}",
        "title": f"{country} and the toll",
        "text": f"{country} {verb} the toll on the strait. {deadline if number % 20 == 0 else 'The sea was calm.'}",
        "published_at": (NOW - timedelta(seconds=ARTICLES - number)).isoformat(),
    }


def run(directory: Path, kills: int) -> dict[str, Any]:
    (directory / "inbox").mkdir(parents=True)
    (directory / "watch.yaml").write_text(WATCH)
    (directory / "tocsin.yaml").write_text(CONFIGURATION)
    (directory / "articles.jsonl").write_text("".join(json.dumps(each) + "\n" for each in articles()))
    command = [sys.executable, "-m", "tests.chaos.victim", str(directory), str(kills), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout) | contents(directory / "data" / FILE_NAME)


def contents(file: Path) -> dict[str, Any]:
    """Return all that the log's file holds but sequence numbers, and ticks, of which there is one for each life."""
    with sqlite3.connect(file) as db:
        return {
            "events": Counter(db.execute("SELECT topic, id, data FROM events WHERE topic <> 'tocsin.ticks'")),
            "state": db.execute("SELECT * FROM state ORDER BY stage, key").fetchall(),
            "claims": db.execute("SELECT * FROM claims ORDER BY id").fetchall(),
            "stances": db.execute("SELECT * FROM stances ORDER BY watch, actor, target").fetchall(),
            "deadlines": db.execute("SELECT * FROM deadlines ORDER BY watch, id").fetchall(),
            "alerts": db.execute("SELECT * FROM alerts ORDER BY id").fetchall(),
            "deliveries": db.execute("SELECT * FROM deliveries ORDER BY id").fetchall(),
            "letters": db.execute("SELECT * FROM letters").fetchall(),
        }


def test_killed_200_times_it_ends_where_an_undisturbed_run_ends(
    tmp_path: Path, record_property: pytest.FixtureRequest
) -> None:
    undisturbed = run(tmp_path / "undisturbed", kills=0)
    killed = run(tmp_path / "killed", kills=KILLS)
    assert killed["kills"] == KILLS
    assert undisturbed["deadlines"]
    assert undisturbed["stances"]
    assert undisturbed["letters"] == []
    for what in ("events", "state", "claims", "stances", "deadlines", "alerts", "deliveries"):
        assert killed[what] == undisturbed[what], what
    ids = {delivery[0] for delivery in undisturbed["deliveries"]}
    assert ids
    assert {message["id"] for message in killed["received"]} == ids
    assert killed["sent after a success"] == 0
    record_property("webhooks sent again after a kill", len(killed["received"]) - len(ids))
