"""How an article was read, for a terminal: each sentence in colours, and below it what was made of it."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from rich.text import Text

from tocsin.cli.plain import plain
from tocsin.domain.claim import Claim, DeadlineClaim, EventClaim, Quote
from tocsin.extraction.explanation import ExplainedFolding, ExplainedSentence, Explanation

_STYLES: Mapping[str, str] = MappingProxyType(
    {"actor": "cyan", "target": "magenta", "predicate": "yellow", "claim": "bold green", "silence": "dim"}
)
_UNREAD: Mapping[str, str] = MappingProxyType(
    {
        "language": "Not read: it is in another language than English.",
        "unconcerned": "Not read: it names no actor that the watch lists, and none of its propositions.",
        "too long": "not read: it is too long for one sentence",
        "question": "not read for stances: it asks",
        "nobody": "not read for stances: it names nobody",
        "nothing": "not read for stances: it names nothing that one could be for or against",
    }
)
_SILENCE: Mapping[str, str] = MappingProxyType(
    {
        "supposed": "it stands in what is only supposed, or what nobody said",
        "ungoverned": "no predicate says anything of it",
        "no anaphor": "the words stand for something else here",
        "undone": "what is said leaves no stance",
        "nobody": "nobody whom the sentence names holds it",
    }
)
_NO_DEADLINE: Mapping[str, str] = MappingProxyType(
    {
        "dismissed": "the sentence denies it, supposes it, or speaks of deadlines of another kind",
        "no duty": "nobody has to do anything",
        "past": "it is told as history",
        "nobody": "nobody whom the watch knows is in it",
    }
)
_LABEL = 12


def shown(explanation: Explanation) -> Iterator[Text]:
    """Yield the lines that explain one article."""
    yield Text(f"{plain(explanation.title)}  ({plain(explanation.article)}, for {explanation.watch})", "bold")
    if explanation.unread:
        yield Text(_UNREAD[explanation.unread], _STYLES["silence"])
    for sentence in explanation.sentences:
        yield Text()
        yield _coloured(sentence)
        yield from _made_of(sentence)
    yield Text()


def _coloured(sentence: ExplainedSentence) -> Text:
    text = Text(sentence.at.text)
    for kind, places in (
        ("predicate", sentence.predicates),
        ("target", sentence.targets),
        ("actor", sentence.actors),
    ):
        for place in places:
            text.stylize(_STYLES[kind], *_within(place.at, sentence.at))
    return Text(f"{sentence.index:>3}  ") + Text.assemble(*((plain(part), style) for part, style in _parts(text)))


def _within(quote: Quote, sentence: Quote) -> tuple[int, int]:
    return quote.start - sentence.start, quote.end - sentence.start


def _parts(text: Text) -> Iterator[tuple[str, str]]:
    """Yield stretches of one style, so that what is no printable character can be written out in each."""
    cuts = sorted({0, len(text), *(place for span in text.spans for place in (span.start, span.end))})
    for start, end in pairwise(cuts):
        style = next((str(span.style) for span in reversed(text.spans) if span.start <= start < span.end), "")
        yield text.plain[start:end], style


def _made_of(sentence: ExplainedSentence) -> Iterator[Text]:
    yield from _line("actors", (f"{each.at.text} = {each.actor}" for each in sentence.actors), "actor")
    yield from _line(
        "targets", (f"{each.at.text} = {each.proposition} ({each.how})" for each in sentence.targets), "target"
    )
    quotes = (f"“{each.at.text}” {', '.join(each.speakers) or 'of nobody named'}" for each in sentence.quotations)
    yield from _line("quoted", quotes, "actor")
    yield from _line("predicates", (f"{each.at.text}: {each.rule}" for each in sentence.predicates), "predicate")
    if sentence.unread:
        yield from _line("stances", (_UNREAD[sentence.unread],), "silence")
    for folding in sentence.foldings:
        if folding.steps or folding.silence not in ("ungoverned", None):
            yield from _line("stances", (_folded(folding),), "silence" if folding.silence else "target")
    for deadline in sentence.deadlines:
        why = f"nothing, for {_NO_DEADLINE[deadline.silence]}" if deadline.silence else deadline.rule
        yield from _line("deadlines", (f"“{deadline.at.text}”: {why}",), "silence" if deadline.silence else "target")
    for claim in sentence.claims:
        yield from _line("claim", (_claimed(claim),), "claim")


def _line(label: str, parts: Iterator[str] | tuple[str, ...], style: str) -> Iterator[Text]:
    whole = " · ".join(parts)
    if whole:
        yield Text(f"     {label:{_LABEL}}") + Text(plain(whole), _STYLES[style])


def _folded(folding: ExplainedFolding) -> str:
    steps = "; ".join(f"{step.rule} → {step.polarity or 'nothing'} {step.certainty:.2f}" for step in folding.steps)
    holders = ", ".join(f"{each.actor}: {each.polarity}" for each in folding.holders)
    outcome = holders if folding.silence is None else f"nothing, for {_SILENCE[folding.silence]}"
    return f"on {folding.target} (“{folding.at.text}”): {steps + ': ' if steps else ''}{outcome}"


def _claimed(claim: Claim) -> str:
    return f"{_told(claim)}  [{claim.confidence:.2f}, {claim.rule}]"


def _told(claim: Claim) -> str:
    if isinstance(claim, EventClaim):
        return f"event: {claim.actor} {claim.act} {claim.target or ''}".rstrip()
    if isinstance(claim, DeadlineClaim):
        due = claim.due.isoformat() if claim.due else "no instant"
        return f"deadline {claim.action}: {claim.setter or '?'} → {claim.addressee or '?'}, {due} (“{claim.raw or ''}”)"
    condition = ", under a condition" if claim.conditional else ""
    return f"stance: {claim.actor} {claim.polarity} {claim.target}{condition}"
