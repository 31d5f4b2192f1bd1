"""The egress guard: which addresses tocsin may connect to, checked on the very address that is dialled."""

import asyncio
import errno
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import aiohttp

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
_INTERNAL = tuple(
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
    return f"{address} is not a public address; allow_private: true permits this machine and internal networks"


def may_dial(address: Address, *, allow_private: bool) -> bool:
    """Whether a channel may connect to `address`: a public one, or with `allow_private` an internal one too.

    Link-local addresses, where clouds keep the credentials of a machine, are never permitted.
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return _is_public(address) or (allow_private and _is_in(address, _INTERNAL))


def vet(host: str, *, allow_private: bool) -> None:
    """Raise ValueError where `host` is an address that `may_dial` refuses; a name is vetted when it is dialled."""
    try:
        address = ip_address(host)
    except ValueError:
        return
    if not may_dial(address, allow_private=allow_private):
        raise ValueError(refusal(address))


def open_session(*, allow_private: bool) -> aiohttp.ClientSession:
    """Return a session that connects only where `may_dial` permits.

    The guard makes the socket for the address that is dialled, so that no name, spelling of an address or second
    look-up gets round it. Proxies of the environment, cookies and compressed answers are not used.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=_guard(allow_private=allow_private), limit=0),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "tocsin", "Accept-Encoding": "identity"},
        auto_decompress=False,
        trust_env=False,
    )


async def dial(host: str, port: int, *, allow_private: bool) -> socket.socket:
    """Return a socket that is connected to the first address of `host` that answers and that `may_dial` permits.

    Raises OSError, of the last address where there are several.
    """
    loop = asyncio.get_running_loop()
    guarded_socket = _guard(allow_private=allow_private)
    failure = OSError(errno.EADDRNOTAVAIL, f"{host} has no address")
    for info in await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            return await _connected(guarded_socket(info), info[4])
        except OSError as error:
            failure = error
    raise failure


def _guard(*, allow_private: bool) -> Callable[[aiohttp.AddrInfoType], socket.socket]:
    """Return what makes the socket for an address, once that is vetted, and raises AddressRefusedError else."""

    def guarded_socket(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, where = info
        address = ip_address(str(where[0]))
        if not may_dial(address, allow_private=allow_private):
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
