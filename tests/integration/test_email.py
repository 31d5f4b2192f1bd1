"""The `email` channel against a real mail server on loopback, and against those that answer badly."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from tests import alerts
from tests.mail import Post, certificate, listening, mail_server, shown
from tests.services import opened
from tocsin.notify.channel import Answer, Channel

PASSWORD = "hush pa55word"
LOGIN = {"user": "tocsin", "password_env": "MAIL_PASSWORD"}
ALONE = ["duty@desk.example"]
TWO = ["duty@desk.example", "deputy@desk.example"]


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def tls(pem: Path) -> ssl.SSLContext:
    return shown(pem)


@asynccontextmanager
async def channel(port: int, host: str = "localhost", **fields: object) -> AsyncIterator[Channel]:
    plain = {
        "email": ALONE, "sender": "tocsin@desk.example", "server": f"{host}:{port}", "allow_private": True,
        "timeout": "30s",
    }  # fmt: skip
    async with opened({"MAIL_PASSWORD": PASSWORD}, **(plain | fields)) as email:
        yield email


async def answer(port: int, **fields: object) -> Answer:
    async with channel(port, **fields) as email:
        return await email.send(alerts.message())


async def unencrypted(post: Post, **fields: object) -> Answer:
    async with mail_server(post) as port:
        return await answer(port, allow_unencrypted=True, **fields)


async def test_a_message_is_handed_over_encrypted_by_starttls_after_logging_in(pem: Path, tls: ssl.SSLContext) -> None:
    post = Post()
    how = {"require_starttls": True, "auth_required": True, "authenticator": post.authenticate}
    async with mail_server(post, tls=tls, **how) as port:
        taken = await answer(port, ca=pem, **LOGIN)
    assert taken == Answer("delivered", 250, receipt="<m1@desk.example>")
    (letter,) = post.letters
    assert letter["Subject"] == "Dockers give the port until Friday"
    assert "“The dockers gave the port until Friday.”" in letter.get_content()
    assert (post.encrypted, post.given_to) == ([True], [ALONE])
    assert [(each.login, each.password) for each in post.logins] == [(b"tocsin", PASSWORD.encode())]


async def test_a_server_may_begin_with_tls(pem: Path, tls: ssl.SSLContext) -> None:
    post = Post()
    async with mail_server(post, tls=tls, first=True) as port:
        assert (await answer(port, ca=pem, implicit_tls=True)).outcome == "delivered"
    assert len(post.letters) == 1


async def test_nothing_is_sent_to_a_server_without_tls_unless_that_is_allowed() -> None:
    post = Post()
    async with mail_server(post) as port:
        stopped = await answer(port)
        assert post.letters == []
        allowed = await answer(port, allow_unencrypted=True)
    assert (stopped.outcome, allowed.outcome) == ("failed", "delivered")
    assert "STARTTLS" in stopped.detail
    assert post.encrypted == [False]


async def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(tls: ssl.SSLContext) -> None:
    post = Post()
    async with mail_server(post, tls=tls) as port:
        stopped = await answer(port)
    assert (stopped.outcome, stopped.status, post.letters) == ("failed", None, [])


async def test_the_certificate_must_be_for_the_name_that_is_configured(pem: Path, tls: ssl.SSLContext) -> None:
    post = Post()
    async with mail_server(post, tls=tls) as port:
        assert (await answer(port, host="127.0.0.1", ca=pem)).outcome == "failed"
    assert post.letters == []


async def test_a_wrong_password_is_refused_and_told_by_nobody(pem: Path, tls: ssl.SSLContext) -> None:
    post = Post()
    async with mail_server(post, tls=tls, auth_required=True, authenticator=post.authenticate) as port:
        fields = {"email": ALONE, "sender": "tocsin@desk.example", "server": f"localhost:{port}", "allow_private": True}
        async with opened({"MAIL_PASSWORD": "wrong-one"}, ca=pem, **fields, **LOGIN) as email:
            refused = await email.send(alerts.message())
            assert "wrong-one" not in repr(email)
    assert (refused.outcome, refused.status) == ("refused", 535)
    assert "wrong-one" not in refused.detail


async def test_greylisting_is_tried_again_and_the_second_try_arrives_under_the_same_id() -> None:
    post = Post(duty=["451 4.7.1 greylisted, try again", "250 OK"])
    async with mail_server(post) as port, channel(port, allow_unencrypted=True) as email:
        first, second = await email.send(alerts.message()), await email.send(alerts.message())
    assert first == Answer("failed", 451, detail="duty@desk.example: 451 4.7.1 greylisted, try again")
    assert second == Answer("delivered", 250, receipt="<m1@desk.example>")
    assert [each["Message-ID"] for each in post.letters] == ["<m1@desk.example>"]


async def test_an_unknown_recipient_is_refused() -> None:
    assert await unencrypted(Post(duty=["550 5.1.1 no such user"])) == Answer(
        "refused", 550, detail="duty@desk.example: 550 5.1.1 no such user"
    )


async def test_where_one_of_several_may_be_taken_later_it_is_tried_again() -> None:
    post = Post(duty=["550 no such user"], deputy=["452 mailbox full"])
    refused = await unencrypted(post, email=TWO)
    assert (refused.outcome, refused.status) == ("failed", 452)


async def test_what_one_recipient_has_taken_is_delivered_and_the_others_are_named() -> None:
    post = Post(deputy=["550 5.1.1 no such user"])
    taken = await unencrypted(post, email=TWO)
    assert taken.outcome == "delivered"
    assert taken.detail == "not to deputy@desk.example: 550 5.1.1 no such user"
    assert post.given_to == [ALONE]


@pytest.mark.parametrize(("said", "outcome"), [("452 4.3.1 no space", "failed"), ("554 5.6.0 spam", "refused")])
async def test_an_answer_to_the_message_itself_counts_by_its_first_digit(said: str, outcome: str) -> None:
    assert await unencrypted(Post(at_data=[said])) == Answer(outcome, int(said[:3]), detail=said)


async def test_what_the_server_says_is_told_on_one_short_line() -> None:
    told = (await unencrypted(Post(at_data=["554 \x1b[31mno " + "x" * 400]))).detail
    assert told.startswith("554 [31mno xxx")
    assert len(told) == 200


class Talks(asyncio.Protocol):
    """Says `words` to whoever connects, and then hangs up or nothing more."""

    def __init__(self, words: bytes, *, hang_up: bool) -> None:
        self._words = words
        self._hang_up = hang_up

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._words)
        if self._hang_up:
            transport.close()


@pytest.mark.parametrize("words", [b"", b"220 mail.exam", b"220 mail.example\r\n"])
async def test_a_server_that_hangs_is_given_up_after_the_timeout(words: bytes) -> None:
    async with listening(lambda: Talks(words, hang_up=False)) as port:
        given_up = await answer(port, timeout=timedelta(seconds=0.2))
    assert given_up == Answer("failed", detail=f"localhost:{port}: not handed over within 0.2 s")


@pytest.mark.parametrize("words", [b"", b"220 mail.exam", b"220 mail.example\r\n", b"SSH-2.0-nope\r\n", b"\xff\r\n"])
async def test_a_server_that_hangs_up_is_a_failure(words: bytes) -> None:
    async with listening(lambda: Talks(words, hang_up=True)) as port:
        cut_off = await answer(port)
    assert (cut_off.outcome, cut_off.status) == ("failed", None)
    assert cut_off.detail


async def test_a_server_that_closes_its_doors_is_tried_again() -> None:
    async with listening(lambda: Talks(b"421 closing\r\n", hang_up=True)) as port:
        closed = await answer(port)
    assert (closed.outcome, closed.status) == ("failed", 421)


class LeavesEarly(SMTP):
    """Hangs up where others take the message."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        self.transport.close()


class LeavesAtOnce(SMTP):
    """Hangs up instead of saying good-bye."""

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        self.transport.close()


async def test_a_connection_that_is_lost_before_the_message_is_taken_is_a_failure() -> None:
    async with listening(lambda: LeavesEarly(Post())) as port:
        assert (await answer(port, allow_unencrypted=True)).outcome == "failed"


async def test_a_connection_that_is_lost_after_that_is_none() -> None:
    post = Post()
    async with listening(lambda: LeavesAtOnce(post)) as port:
        assert (await answer(port, allow_unencrypted=True)).outcome == "delivered"
    assert len(post.letters) == 1


async def test_a_name_that_resolves_to_this_machine_is_not_dialled_without_the_switch() -> None:
    reached: list[object] = []

    def note() -> asyncio.Protocol:
        reached.append(1)
        return asyncio.Protocol()

    async with listening(note) as port:
        stopped = await answer(port, allow_private=False)
    assert "is not a public address; allow_private: true permits" in stopped.detail
    assert (stopped.outcome, reached) == ("failed", [])


async def test_later_news_of_an_alert_is_a_reply_to_the_first_mail() -> None:
    post = Post()
    async with mail_server(post) as port, channel(port, allow_unencrypted=True) as email:
        first = await email.send(alerts.message())
        await email.send(alerts.message(kind="resolved", receipt=first.receipt))
    assert post.letters[1]["In-Reply-To"] == post.letters[1]["References"] == post.letters[0]["Message-ID"]
    assert post.letters[1]["Subject"] == "Over: Dockers give the port until Friday"
