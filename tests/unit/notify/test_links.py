"""Only what is safe to follow becomes a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerts import evidence, item, message
from tocsin.notify.links import Link, evidence_links, safe


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://gazette.example/",
        "//gazette.example/",
        "gazette.example/news",
        "https:///news",
        "https://bank.example@evil.example/",
        "https://evil.example\\@bank.example/",
        "https://evil.example|bank.example/",
        "https://evil example/",
        "https://evil.example:99999/",
        "https://evil..example/",
        "https://[::1]/",
        "https://gazette.example/" + "x" * 800,
        "",
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url: str) -> None:
    assert safe(url) is None


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://gazette.example/news?id=1&full=yes#top", "https://gazette.example/news?id=1&full=yes#top"),
        ("HTTP://Gazette.Example:8080", "http://gazette.example:8080"),
        ("https://gazette.example/a b|c>d<e\"f'g", "https://gazette.example/a%20b%7Cc%3Ed%3Ce%22f'g"),
        ("https://gazette.example/wiki/Niger_(state)[1]", "https://gazette.example/wiki/Niger_%28state%29%5B1%5D"),
        ("https://gazette.example/été%20", "https://gazette.example/%C3%A9t%C3%A9%20"),
        ("https://g\u0430zette.example/", "https://xn--gzette-3nf.example/"),
    ],
)
def test_what_a_markup_could_trip_over_is_encoded(url: str, link: str) -> None:
    assert safe(url) == link


@given(st.text(max_size=40))
def test_no_address_holds_what_ends_a_link(rest: str) -> None:
    link = safe(f"https://gazette.example/{rest}")
    assert link is None or not set(link) & set(' \n\t<>|()[]"\\`')


def test_a_link_is_named_after_its_source_and_its_host() -> None:
    told = message(item(evidence=(evidence(source="bank.example [x]", url="https://evil.example/1"),)))
    assert evidence_links(told) == [Link("https://evil.example/1", "bank.example ［x］ (evil.example)")]


def test_the_same_article_is_linked_once_and_no_message_has_more_than_five() -> None:
    both = (evidence(claim_id="c1"), evidence(claim_id="c2"))
    assert len(evidence_links(message(item(evidence=both)))) == 1
    many = tuple(evidence(url=f"https://gazette.example/{number}") for number in range(9))
    assert len(evidence_links(message(item(evidence=many)))) == 5


def test_a_digest_has_no_links() -> None:
    assert evidence_links(message(item(), item(), kind="digest")) == []
