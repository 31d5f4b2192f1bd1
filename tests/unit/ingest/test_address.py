"""Which addresses are the same page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.address import canonical, host

PARTS = st.text(alphabet="abcXYZ012-_.~%é/ &=+;,:@?#[]!()*|<>\\\n", max_size=40)


@pytest.mark.parametrize(
    "spelling",
    [
        "HTTPS://News.Example/a?id=1",
        "https://news.example:443/a?id=1",
        "https://news.example/a?id=1#comments",
        "https://news.example/b/../a?id=1",
        "https://news.example/a?utm_source=feed&id=1&utm_medium=rss&fbclid=xyz",
        "https://news.example/a?UTM_Source=feed&id=1",
        "https://reader:secret@news.example/a?id=1",
        "  https://news.example/a?id=1\n",
    ],
)
def test_spellings_of_one_address_are_one(spelling):
    assert canonical(spelling) == "https://news.example/a?id=1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/a", "http://news.example/a"),
        ("https://news.example/a", "https://news.example/a/"),
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a", "https://news.example:8443/a"),
        ("https://news.example/a", "https://www.news.example/a"),
    ],
)
def test_what_identifies_a_page_is_kept(one, other):
    assert canonical(one) != canonical(other)


def test_the_order_of_parameters_does_not_matter():
    assert canonical("https://news.example/?b=2&a=1") == canonical("https://news.example/?a=1&b=2")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://news.example/",
        "news.example/a",
        "https://",
        "http://[bad/",
        "http://x:99999/",
        "mailto:a@b",
        "http://ne ws.example/",
        "https://x/" + "a" * 5000,
    ],
)
def test_what_is_no_web_address_is_refused(address):
    with pytest.raises(ValueError, match=r"."):
        canonical(address)


def test_the_host_names_the_publisher():
    assert host("https://www.news.example/a") == "news.example"


@given(st.sampled_from(["http://news.example/", "https://u:p@NEWS.example:443/", "http://[::1]:80", "http://"]), PARTS)
def test_the_canonical_address_of_a_canonical_address_is_itself(base, rest):
    try:
        address = canonical(base + rest)
    except ValueError:
        return
    assert address.isascii()
    assert canonical(address) == address


def test_a_host_in_any_script_has_one_spelling():
    assert canonical("https://MÜNZE.example/a") == canonical("https://xn--mnze-0ra.example/a")
