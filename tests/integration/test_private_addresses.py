"""No way to write an address leads a channel inside: the real session tries each against listeners on loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp.abc import AbstractResolver, ResolveResult

from tests.each import for_each
from tocsin.notify.channel import Answer
from tocsin.notify.egress import open_session
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.internal_hosts import NOTHING_INTERNAL, InternalHosts

LISTED = (Path(__file__).parent.parent / "data" / "private_addresses.txt").read_text("utf-8").splitlines()
WAYS = [line for line in LISTED if line and not line.startswith("#")]
REDIRECTS = [way.split(" ")[1:] for way in WAYS if way.startswith("redirect ")]
NAMES = {name: found for name, _, found in (way.partition(" = ") for way in WAYS) if found}
ANEW = {name: found.split(" > ") for name, found in NAMES.items() if " > " in found}
HOSTS = [way.partition(" = ")[0] for way in WAYS if not way.startswith("redirect ")]
HOSTS = [host for host in HOSTS if host not in ANEW]
ALLOWED = "127.0.0.7"


class Resolver(AbstractResolver):
    """Knows the names of the list, and reads spellings of addresses as the system does; asks nobody."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_UNSPEC) -> list[ResolveResult]:
        spelt = self.names[host].split(", ") if host in self.names else [host]
        numeric = socket.AI_NUMERICHOST
        found = [
            each for one in spelt for each in socket.getaddrinfo(one, port, type=socket.SOCK_STREAM, flags=numeric)
        ]
        return [
            ResolveResult(hostname=host, host=str(where[0]), port=port, family=of, proto=6, flags=numeric)
            for of, _, _, _, where in found
        ]

    async def close(self) -> None:
        pass


class Listeners:
    """Servers on loopback at one port, which count who connects and answer each with the same words."""

    def __init__(self, answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n") -> None:
        self.port = 0
        self.seen: list[str] = []
        self._answer = answer

    async def listen(self, *hosts: str) -> asyncio.Server:
        server = await asyncio.start_server(self._met, hosts, self.port)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.seen.append(str(writer.get_extra_info("sockname")[0]))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(self._answer)
        writer.close()


@asynccontextmanager
async def listening(*hosts: str, answer: bytes | None = None) -> AsyncIterator[Listeners]:
    listeners = Listeners() if answer is None else Listeners(answer)
    async with AsyncExitStack() as stack:
        for host in hosts:
            await stack.enter_async_context(await listeners.listen(host))
        yield listeners


async def posted(url: str, names: Mapping[str, str], internal: InternalHosts = NOTHING_INTERNAL) -> Answer:
    async with open_session(internal.permitted_at(""), Resolver(names)) as session:
        return await Endpoint(session, url, timedelta(seconds=5), (), lambda: datetime.now(UTC)).post(b"{}", {})


def test_the_list_holds_more_than_two_hundred_ways_and_none_twice() -> None:
    assert len(set(WAYS)) == len(WAYS) > 200


@for_each(host=HOSTS)
async def test_a_way_inside_is_refused_before_anything_is_dialled(host: str) -> None:
    async with listening("127.0.0.1", "::1") as listeners:
        answer = await posted(f"http://{host}:{listeners.port}/", NAMES)
    assert answer.outcome in ("refused", "failed")
    assert "is not a public address" in answer.detail or "not an address to post to" in answer.detail
    assert listeners.seen == []


@for_each(name=ANEW)
async def test_a_name_that_resolves_anew_is_judged_anew(name: str) -> None:
    first, second = ANEW[name]
    internal = InternalHosts.of([ALLOWED])
    async with listening("127.0.0.1", "::1", ALLOWED) as listeners:
        url = f"http://{name}:{listeners.port}/"
        assert (await posted(url, {name: first}, internal)).outcome == "delivered"
        refused = await posted(url, {name: second}, internal)
    assert "is not a public address" in refused.detail
    assert listeners.seen == [ALLOWED]


@for_each(redirect=REDIRECTS)
async def test_a_redirect_inside_is_not_followed(redirect: list[str]) -> None:
    status, location = redirect
    async with listening("127.0.0.1", "::1") as inside:
        inward = location.replace("PORT", str(inside.port))
        words = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {inward}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        async with listening(ALLOWED, answer=words.encode()) as outside:
            answer = await posted(f"http://{ALLOWED}:{outside.port}/", NAMES, InternalHosts.of([ALLOWED]))
    assert (answer.outcome, answer.status) == ("refused", int(status))
    assert (outside.seen, inside.seen) == ([ALLOWED], [])
