"""The egress guard: which addresses tocsin may connect to, checked on the very address that is dialled."""

import asyncio
import errno
import socket
from collections.abc import Callable, Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import aiohttp
from aiohttp.abc import AbstractResolver

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is handed out (RFC 4291, section 2.4); what is translated to IPv4 elsewhere stays out."""

_NOT_PUBLIC = tuple(
    ip_network(block)
    for block in (
        "192.0.0.0/24",  # IETF protocol assignments (RFC 6890); Python 3.11 calls 192.0.0.8 global
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "2002::/16",  # 6to4: holds any IPv4 address (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
_CREDENTIALS = tuple(
    ip_network(block)
    for block in (
        "fd00:ec2::/32",  # Amazon's instance metadata and pod identity over IPv6
        "fd20:ce::254/128",  # Google's metadata server over IPv6
        "100.100.100.200/32",  # Alibaba's metadata server
        "168.63.129.16/32",  # Azure's WireServer, in the midst of public addresses
    )
)
"""Where clouds hand the credentials of a machine to whoever asks from it, beside the link-local addresses."""

INTERNAL = tuple(
    ip_network(block)
    for block in (
        "127.0.0.0/8",  # this machine
        "::1/128",
        "10.0.0.0/8",  # private networks (RFC 1918, RFC 4193)
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598), used by private overlay networks
    )
)


class AddressRefusedError(OSError):
    """A host turned out to be at an address that its channel may not reach."""

    def __init__(self, address: Address) -> None:
        super().__init__(errno.EACCES, refusal(address))


def refusal(address: Address) -> str:
    """Return why `address` is refused, and what to do."""
    return f"{address} is not a public address; internal_hosts permits single internal hosts and networks"


def may_dial(address: Address, permitted: Iterable[Network] = ()) -> bool:
    """Whether a channel may connect to `address`: a public one, or an internal one that is in one of `permitted`.

    Link-local and other addresses where clouds keep the credentials of a machine are never permitted.
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if _is_in(address, _CREDENTIALS):
        return False
    return _is_public(address) or (_is_in(address, INTERNAL) and _is_in(address, permitted))


def open_session(
    permitted: Collection[Network] = (), resolver: AbstractResolver | None = None
) -> aiohttp.ClientSession:
    """Return a session that connects only where `may_dial` permits; names are looked up by `resolver`, if one is given.

    The guard makes the socket for the address that is dialled, so that no name, spelling of an address or second
    look-up gets round it. Proxies of the environment, cookies and compressed answers are not used.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=_guard(permitted), limit=0, resolver=resolver),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "tocsin", "Accept-Encoding": "identity"},
        auto_decompress=False,
        trust_env=False,
    )


async def dial(host: str, port: int, permitted: Collection[Network] = ()) -> socket.socket:
    """Return a socket that is connected to the first address of `host` that answers and that `may_dial` permits.

    Raises OSError, of the last address where there are several.
    """
    loop = asyncio.get_running_loop()
    guarded_socket = _guard(permitted)
    failure = OSError(errno.EADDRNOTAVAIL, f"{host} has no address")
    for info in await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            return await _connected(guarded_socket(info), info[4])
        except OSError as error:
            failure = error
    raise failure


def _guard(permitted: Collection[Network]) -> Callable[[aiohttp.AddrInfoType], socket.socket]:
    """Return what makes the socket for an address, once that is vetted, and raises AddressRefusedError else."""

    def guarded_socket(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, where = info
        address = ip_address(str(where[0]))
        if not may_dial(address, permitted):
            raise AddressRefusedError(address)
        return socket.socket(family, kind, protocol)

    return guarded_socket


async def _connected(sock: socket.socket, where: tuple[object, ...]) -> socket.socket:
    sock.settimeout(0)
    try:
        await asyncio.get_running_loop().sock_connect(sock, where)
    except BaseException:
        sock.close()
        raise
    return sock


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    special = address.is_multicast or address.is_reserved or _is_in(address, _NOT_PUBLIC)
    return address.is_global and not special


def _is_in(address: Address, blocks: Iterable[Network]) -> bool:
    return any(address.version == block.version and address in block for block in blocks)
