"""The internal hosts that channels may reach: those that the configuration lists, and no others."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

from tocsin.notify.egress import INTERNAL, Address, Network, may_dial, refusal


@dataclass(frozen=True, slots=True)
class InternalHosts:
    """Names of hosts that may be at any internal address, and internal networks in which any host may be dialled."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, listed: Iterable[str]) -> "InternalHosts":
        """Return what `listed` names: host names, addresses and networks, each as `internal_host` takes it."""
        networks = {each: _network(each) for each in listed}
        return cls(
            frozenset(_plain(each) for each, network in networks.items() if network is None),
            tuple(network for network in networks.values() if network is not None),
        )

    def permitted_at(self, host: str) -> tuple[Network, ...]:
        """Return the internal networks in which `host` may be dialled."""
        return INTERNAL if _plain(host) in self.names else self.networks

    def vet(self, host: str) -> None:
        """Raise ValueError where `host` is an address that may not be dialled.

        Where names lead to is seen only once they are dialled, and judged then.
        """
        address = _written_out(host)
        if address is not None and not may_dial(address, self.permitted_at(host)):
            raise ValueError(f"leads inside: {refusal(address)}")


NOTHING_INTERNAL = InternalHosts()
"""What may be reached where nothing is listed."""


def internal_host(text: str) -> str:
    """Return `text`, a host name, an internal address or an internal network; raises ValueError."""
    network = _network(text)
    if network is None:
        if not text or any(char in text for char in "/:@*%?# ") or _written_out(text) is not None:
            raise ValueError(f"{text!r} is no host; write a name, an address or a network such as 10.20.0.0/16")
    elif not any(_holds(block, network) for block in INTERNAL):
        raise ValueError(f"{text} is not within an internal network; public hosts need not be listed, others cannot be")
    elif network.num_addresses == 1 and not may_dial(network.network_address, [network]):
        raise ValueError(f"{text} is never dialled: clouds hand out credentials there")
    return text


def _network(text: str) -> Network | None:
    """Return the network that `text` is, an address being one of a single host, or None where it is a name."""
    try:
        return ip_network(text)
    except ValueError:
        return None


def _holds(block: Network, network: Network) -> bool:
    return block.version == network.version and (
        int(block.network_address) <= int(network.network_address)
        and int(network.broadcast_address) <= int(block.broadcast_address)
    )


def _plain(name: str) -> str:
    return name.casefold().removesuffix(".")


def _written_out(host: str) -> Address | None:
    """Return the address that `host` spells, as resolvers read it: 127.1 and 0x7f000001 are this machine too."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
