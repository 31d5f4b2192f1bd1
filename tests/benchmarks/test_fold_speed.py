"""How long the folds take, and how large their events and state are. Prints, and asserts no timing."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.benchmarks import claims
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.event import Event
from tocsin.domain.projection import Project
from tocsin.domain.stage import MemoryState, Stage
from tocsin.domain.tick import ClockTicked
from tocsin.streams.envelope import decode, encode

TIMES = 3
CLAIMS = 20_000
OF_ONE_WATCH = 10_000
READER = "a reader decodes"


@dataclass
class Account:
    """Seconds of processor time by what they were spent on, and how often and over how many bytes."""

    spent: Counter[str] = field(default_factory=Counter)
    often: Counter[str] = field(default_factory=Counter)
    size: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def seconds(self) -> float:
        """Return what a worker spends; those who read what it has sent are others."""
        return sum(spent for what, spent in self.spent.items() if not what.startswith(READER))

    def microseconds(self, what: str) -> float:
        return round(self.spent[what] / self.often[what] * 1e6, 1)


def run(events: Iterable[Event], watches: int) -> Account:
    """Do with each event what a worker does: decode it, fold it, pass the changes on to the alerts, encode all."""
    account = Account()
    held = claims.watches(watches)
    project, alert = (Project(held), MemoryState()), (RaiseAlerts(held, {}), MemoryState())
    for event in _with_ticks(events):
        told = _decoded(account, encode(event), "decode")
        for change in (*_stepped(account, *project, told), told):
            for sent in _stepped(account, *alert, change):
                _encoded(account, sent)
            if change is not told:
                _decoded(account, _encoded(account, change), READER)
    for key, record in {**project[1].records, **alert[1].records}.items():
        account.sizes[key.partition("/")[0]].append(len(record.model_dump_json()))
    return account


def _with_ticks(events: Iterable[Event]) -> Iterator[Event]:
    for number, event in enumerate(events):
        yield event
        if number % 100 == 0:
            yield ClockTicked.at(event.time)


def _stepped(account: Account, stage: Stage, state: MemoryState, event: Event) -> tuple[Event, ...]:
    if not isinstance(event, stage.reads):
        return ()
    began = time.thread_time()
    step = stage.step(state, event)
    state.apply(step.changes)
    _spend(account, f"{stage.name} {_kind(event)}", began)
    return step.events


def _encoded(account: Account, event: Event) -> bytes:
    began = time.thread_time()
    raw = encode(event)
    _spend(account, f"encode {_kind(event)}", began)
    account.size[f"encode {_kind(event)}"] += len(raw)
    return raw


def _decoded(account: Account, raw: bytes, what: str) -> Event:
    began = time.thread_time()
    event = decode(raw)
    _spend(account, f"{what} {_kind(event)}", began)
    return event


def _spend(account: Account, what: str, began: float) -> None:
    account.spent[what] += time.thread_time() - began
    account.often[what] += 1


def _kind(event: Event) -> str:
    return event.type.removeprefix("tocsin.")


def test_the_folds_over_ten_watches(capsys: pytest.CaptureFixture[str]) -> None:
    events = list(claims.events(CLAIMS, 10, deadline_share=0.25))
    runs = [run(events, 10) for _ in range(TIMES)]
    first = runs[0]
    assert first.often["project stance.claimed"] > CLAIMS / 2
    figures = {
        what: {"µs": min(each.microseconds(what) for each in runs), "often": first.often[what]}
        | ({"bytes": first.size[what] // first.often[what]} if what in first.size else {})
        for what in sorted(first.often)
    }
    total = min(each.seconds() for each in runs)
    with capsys.disabled():
        print(f"\nfolds: {round(len(events) / total)} claims/s")
        print("\n".join(f"{what}: {json.dumps(figure, ensure_ascii=False)}" for what, figure in figures.items()))


def test_the_state_of_one_watch(capsys: pytest.CaptureFixture[str]) -> None:
    account = run(claims.events(OF_ONE_WATCH, 1, deadline_share=0.5), 1)
    assert account.sizes["docket"]
    figures = {
        kind: {"records": len(sizes), "bytes": sum(sizes), "largest": max(sizes)}
        for kind, sizes in sorted(account.sizes.items())
    }
    with capsys.disabled():
        print(f"\nstate after {OF_ONE_WATCH} claims of one watch: {json.dumps(figures)}")
