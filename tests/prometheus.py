"""A real Prometheus for the tests, with the configuration that is shipped."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from prometheus_client import CollectorRegistry

from tests.builders import NOON
from tests.listening import listening
from tests.running import PATIENCE
from tocsin.metrics import measuring

DEPLOY = Path(__file__).parents[1] / "deploy"
_LOOK = 0.2
_SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",), "info": ("_info",)}
_JOINS = re.compile(r"\s+(?:and|or|unless|==|!=|[<>]=?)\s+")
_NAME = re.compile(r"(?<![\w:{$.\"])(?:[a-z_]+:)*(?:tocsin|process)_\w+(?::\w+)?|\bup\b")


def rules() -> Iterator[dict[str, Any]]:
    """Give every rule that is shipped."""
    for path in sorted((DEPLOY / "prometheus" / "rules").glob("*.yml")):
        for group in yaml.safe_load(path.read_text())["groups"]:
            yield from group["rules"]


def metrics_in(expression: str) -> set[str]:
    """Return the names of the metrics, measured or recorded, that `expression` asks for."""
    return set(_NAME.findall(expression))


def compared(expression: str) -> list[str]:
    """Return what an alert's expression joins and holds against thresholds, each part by itself, and no numbers."""
    parts = (part.removeprefix("(") for part in _JOINS.split(expression))
    return [part for part in parts if metrics_in(part)]


def askable(data: Path) -> set[str]:
    """Return the names of all samples that tocsin exposes, that rules record, and that Prometheus adds."""
    registry = CollectorRegistry()
    measuring(registry, lambda: NOON, data)
    exposed = {family.name + suffix for family in registry.collect() for suffix in _SUFFIXES[family.type]}
    return exposed | {rule["record"] for rule in rules() if "record" in rule} | {"up"}


class Prometheus:
    """One that runs."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._api = f"{address}/api/v1"

    async def ready(self) -> None:
        """Wait until it answers: it listens before it has read what it remembers."""
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while (await session.get(f"{self._address}/-/ready")).status != HTTPStatus.OK:
                await asyncio.sleep(_LOOK)

    async def ask(self, expression: str) -> list[dict[str, Any]]:
        """Return the series that `expression` has now."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self._api}/query", params={"query": expression}) as response,
        ):
            answer = await response.json()
        assert answer["status"] == "success", answer
        return list(answer["data"]["result"])

    async def series(self, expression: str) -> list[dict[str, Any]]:
        """Wait until `expression` has series, and return them."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not (found := await self.ask(expression)):
                    await asyncio.sleep(_LOOK)
        except TimeoutError:
            raise AssertionError(f"there are no series of {expression}") from None
        return found


@asynccontextmanager
async def prometheus(directory: Path, alertmanager: str, targets: Iterable[str]) -> AsyncIterator[Prometheus]:
    """Run it as shipped, with the addresses of this run, every interval a second, and rules that fire within seconds.

    What is waited for in hours and minutes, `for:` and the thresholds of alerts on time that has passed, is seconds
    here; the expressions are otherwise as they are.
    """
    shipped = directory / "prometheus"
    shutil.copytree(DEPLOY / "prometheus", shipped)
    file = shipped / "prometheus.yml"
    text = re.sub(r"interval: \d+s", "interval: 1s", file.read_text())
    file.write_text(_replaced(text, "alertmanager:9093", alertmanager.removeprefix("http://")))
    (shipped / "targets" / "tocsin.yml").write_text(f"- targets: {[each.removeprefix('http://') for each in targets]}")
    for rules in (shipped / "rules").glob("*.yml"):
        rules.write_text(_hastened(rules.read_text()))
    async with listening(
        "prometheus",
        f"--config.file={file}",
        f"--storage.tsdb.path={directory / 'tsdb'}",
        "--web.listen-address=127.0.0.1:0",
    ) as address:
        started = Prometheus(address)
        await started.ready()
        yield started


def _hastened(rules: str) -> str:
    rules = re.sub(r"for: \d+m", "for: 1s", rules)
    return re.sub(r"(time\(\) - .*) > (?:24 \* 3600|\d+)", r"\1 > 5", rules)


def _replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)
