"""The internal hosts that a configuration lists: what may be listed, and what each permits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.notify.egress import INTERNAL
from tocsin.notify.internal_hosts import InternalHosts, internal_host

LISTED = InternalHosts.of(["alertmanager.internal", "127.0.0.1", "10.20.0.0/16", "fd12::/16"])


@pytest.mark.parametrize("host", ["alertmanager.internal", "Alertmanager.Internal", "alertmanager.internal."])
def test_a_host_that_is_listed_by_name_may_be_at_any_internal_address(host: str) -> None:
    assert LISTED.permitted_at(host) == INTERNAL


@pytest.mark.parametrize("host", ["evil.alertmanager.internal", "alertmanager.internal.example", "internal", ""])
def test_other_names_may_be_at_what_is_listed_by_address_alone(host: str) -> None:
    assert [str(each) for each in LISTED.permitted_at(host)] == ["127.0.0.1/32", "10.20.0.0/16", "fd12::/16"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "::ffff:127.0.0.1", "10.20.3.4", "fd12::7"])
def test_an_address_that_is_listed_passes_however_it_is_spelt(host: str) -> None:
    LISTED.vet(host)


@pytest.mark.parametrize(
    "host", ["ops.example.org", "alertmanager.internal", "localhost", "1.1.1.1", "2606:4700::1111"]
)
def test_names_and_public_addresses_pass_before_they_are_dialled(host: str) -> None:
    LISTED.vet(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "10.21.0.1", "::1", "0177.0.0.2", "2130706434", "169.254.169.254", "64:ff9b::7f00:1", "0"]
)
def test_an_address_that_is_not_listed_is_refused_however_it_is_spelt(host: str) -> None:
    with pytest.raises(ValueError, match="is not a public address; internal_hosts permits"):
        LISTED.vet(host)


@pytest.mark.parametrize("text", ["localhost", "alertmanager.internal", "127.0.0.1", "::1", "10.0.0.0/8", "fd00::/8"])
def test_names_addresses_and_networks_can_be_listed(text: str) -> None:
    assert internal_host(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("169.254.169.254", "not within an internal network"),
        ("169.254.0.0/16", "not within an internal network"),
        ("fe80::/10", "not within an internal network"),
        ("0.0.0.0/0", "not within an internal network"),
        ("::/0", "not within an internal network"),
        ("10.0.0.0/7", "not within an internal network"),
        ("1.1.1.1", "public hosts need not be listed"),
        ("100.100.100.200", "credentials"),
        ("fd00:ec2::254", "credentials"),
        ("10.20.0.1/16", "no host"),
        ("http://alertmanager", "no host"),
        ("alertmanager:9093", "no host"),
        ("*.internal", "no host"),
        ("127.1", "no host"),
        ("2130706433", "no host"),
        ("", "no host"),
    ],
)
def test_what_cannot_be_an_internal_host_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        internal_host(text)


@given(st.text())
def test_any_text_is_an_internal_host_or_told_to_be_none(text: str) -> None:
    try:
        internal_host(text)
    except ValueError:
        return
    InternalHosts.of([text]).vet(text)
