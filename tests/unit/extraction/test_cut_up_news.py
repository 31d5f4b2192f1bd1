"""News cut up and put together at random: halves of sentences, quotation marks anywhere, marks that do not pair."""

import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.extraction.test_rule_extractor import article
from tocsin.domain.claim import StanceClaim
from tocsin.extraction.built_in import built_in_names
from tocsin.extraction.rules import RuleExtractor
from tocsin.settings.watch_file import load_watch

EXAMPLE = Path("examples/niger-2023")
WATCH = load_watch(EXAMPLE / "watch.yaml", built_in_names())
EXTRACTOR = RuleExtractor([WATCH])
TOLD = [json.loads(line)["text"] for line in (EXAMPLE / "articles.jsonl").read_text("utf-8").splitlines()]
SENTENCES = [sentence.split() for text in TOLD for sentence in re.split(r"(?<=[.?!])\s+", text)]
MARKS = ("", ".", ",", ";", ":", "?", "!", "”", "“", '"', "'s", " –", " -", "...", "\n\n")


@st.composite
def fragments(draw: st.DrawFn) -> str:
    words = list(draw(st.sampled_from(SENTENCES)))
    first, last = sorted((draw(st.integers(0, len(words))), draw(st.integers(0, len(words)))))
    words = words[first : last + 1]
    if words and draw(st.booleans()):
        opens = draw(st.integers(0, len(words) - 1))
        closes = draw(st.integers(opens, min(opens + 4, len(words) - 1)))
        words[opens], words[closes] = f"“{words[opens]}", f"{words[closes]}”"
    return " ".join(words) + draw(st.sampled_from(MARKS))


@settings(max_examples=300)
@given(st.lists(fragments(), min_size=1, max_size=8).map(" ".join))
def test_cut_up_news_are_read_and_their_evidence_is_verbatim(text: str) -> None:
    item = article(text)
    for claim in EXTRACTOR.extract(item):
        assert item.body[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        assert claim.sentence.text.find(claim.evidence.text) >= 0 or not isinstance(claim, StanceClaim)
