"""Signed links: what they carry, how long they work, and what is none."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import SecretStr

from tests.fakes.clock import StandingClock
from tocsin.domain.alert import Alert
from tocsin.notify.cutting import cut
from tocsin.notify.secrets import Secret, SecretError
from tocsin.notify.signed_links import EXPIRE_AFTER, PATH, ExpiredLinkError, LinkError, SignedLinks, keys_of

NOON = datetime(2031, 4, 7, 12, tzinfo=UTC)
OLD, NEW = SecretStr("an old secret of these tests"), SecretStr("a new secret of these tests")
A_SECOND = timedelta(seconds=1)


def alert(title: str = "Avalia closes the strait", subject: str = "AVA/blockade") -> Alert:
    return Alert(
        id="9d2e1c7a-3f53-5a3e-8d39-2f0f6f1f9f10", fingerprint="f", watch="strait", kind="stance.new",
        severity="critical", subject=subject, title=title, text="", at=NOON, channels=("ops",), evidence=(),
    )  # fmt: skip


def links(*keys: SecretStr, clock: StandingClock | None = None, url: str = "https://tocsin.example.org") -> SignedLinks:
    return SignedLinks(url, keys or (NEW,), (clock or StandingClock(NOON)).now)


def token_of(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[2]


def test_a_link_tells_which_alert_and_what_to_silence() -> None:
    address = links().address(alert())
    assert address.startswith(f"https://tocsin.example.org{PATH}")
    asked = links().asked(token_of(address))
    assert (asked.watch, asked.alert_id, asked.title) == ("strait", alert().id, alert().title)
    assert (asked.kind, asked.subject) == ("stance.new", "AVA/blockade")


@pytest.mark.parametrize("url", ["https://desk.example/tocsin", "https://desk.example/tocsin/"])
def test_a_link_can_lie_behind_a_proxy_that_has_other_pages_too(url: str) -> None:
    assert links(url=url).address(alert()).startswith(f"https://desk.example/tocsin{PATH}")


def test_a_link_works_for_seven_days_and_not_a_second_longer() -> None:
    clock = StandingClock(NOON)
    made = links(clock=clock)
    token = token_of(made.address(alert()))
    clock.time = NOON + EXPIRE_AFTER
    assert made.asked(token).alert_id == alert().id
    clock.time += A_SECOND
    with pytest.raises(ExpiredLinkError):
        made.asked(token)


def test_a_link_of_another_secret_is_none() -> None:
    with pytest.raises(LinkError) as refused:
        links(NEW).asked(token_of(links(OLD).address(alert())))
    assert not isinstance(refused.value, ExpiredLinkError)


def test_while_one_secret_replaces_another_links_of_both_work_and_new_ones_are_of_the_last() -> None:
    both = links(OLD, NEW)
    assert both.asked(token_of(links(OLD).address(alert()))).watch == "strait"
    assert links(NEW).asked(token_of(both.address(alert()))).watch == "strait"
    with pytest.raises(LinkError):
        links(OLD).asked(token_of(both.address(alert())))


@given(some.data())
def test_a_link_in_which_anything_was_changed_is_none(data: some.DataObject) -> None:
    token = token_of(links().address(alert()))
    # The last character of a part in base64 holds bits that do not count: there another one may mean the same.
    place = data.draw(some.integers(0, len(token) - 30))
    other = data.draw(some.sampled_from("ABCxyz019_-.").filter(lambda each: each != token[place]))
    with pytest.raises(LinkError):
        links().asked(token[:place] + other + token[place + 1 :])


@given(some.text())
def test_whatever_else_somebody_makes_up_is_no_link(token: str) -> None:
    with pytest.raises(LinkError):
        links().asked(token)


@given(some.text(max_size=400))
def test_a_link_fits_into_every_message_whatever_a_headline_holds(title: str) -> None:
    address = links().address(alert(title))
    assert address.isascii()
    assert len(address) < 1_000, "Discord takes 1,024 characters in a field, others more in an address"
    asked = links().asked(token_of(address))
    assert asked.title == cut(title, 120)


def test_a_secret_that_can_be_guessed_is_refused_without_being_told() -> None:
    with pytest.raises(SecretError, match="http: the secret in file links is short; it needs 16 characters") as refused:
        keys_of(Secret(SecretStr("a-long-enough-secret open-sesame"), "file links"))
    assert "sesame" not in str(refused.value)
    assert len(keys_of(Secret(SecretStr("a-long-enough-secret another-long-secret"), "file links"))) == 2


def test_nothing_of_the_secret_is_in_what_is_printed_of_links() -> None:
    assert NEW.get_secret_value() not in repr(links())
