"""Which addresses a channel may dial."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.notify.egress import INTERNAL as PERMITTED
from tocsin.notify.egress import may_dial

PUBLIC = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "::ffff:1.1.1.1"]
INTERNAL = [
    "127.0.0.1",
    "127.9.9.9",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
]
NOBODYS = [
    "::ffff:0.0.0.0",
    "0.0.0.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "fd00:ec2::254",
    "fd20:ce::254",
    "::ffff:169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "224.0.0.1",
    "239.255.255.255",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "192.88.99.1",
    "::",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "2001::1",
    "2001:20::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100::1",
    "ff02::1",
    "ff0e::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_dialled(address: str) -> None:
    assert may_dial(ip_address(address))


@pytest.mark.parametrize("address", INTERNAL)
def test_internal_addresses_need_permission(address: str) -> None:
    assert not may_dial(ip_address(address))
    assert may_dial(ip_address(address), PERMITTED)


@pytest.mark.parametrize("address", NOBODYS)
def test_what_is_neither_public_nor_internal_is_never_dialled(address: str) -> None:
    everything = (ip_network("0.0.0.0/0"), ip_network("::/0"))
    assert not may_dial(ip_address(address))
    assert not may_dial(ip_address(address), everything)


def test_a_network_permits_what_is_in_it_and_nothing_beside_it() -> None:
    permitted = (ip_network("10.20.0.0/16"),)
    assert may_dial(ip_address("10.20.255.1"), permitted)
    assert may_dial(ip_address("::ffff:10.20.255.1"), permitted)
    assert not may_dial(ip_address("10.21.0.1"), permitted)
    assert not may_dial(ip_address("127.0.0.1"), permitted)


@given(st.ip_addresses(v=4))
def test_an_address_mapped_into_ipv6_is_judged_as_itself(address: IPv4Address) -> None:
    mapped = IPv6Address(f"::ffff:{address}")
    for permitted in ((), PERMITTED):
        assert may_dial(mapped, permitted) == may_dial(address, permitted)


@given(st.ip_addresses())
def test_a_permission_only_ever_permits_more(address: IPv4Address | IPv6Address) -> None:
    assert may_dial(address, PERMITTED) or not may_dial(address)


@given(st.one_of(st.ip_addresses(network=net) for net in ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7")))
def test_nothing_inside_is_reached_by_default(address: IPv4Address | IPv6Address) -> None:
    assert not may_dial(address)
