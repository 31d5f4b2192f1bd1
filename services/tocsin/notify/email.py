"""The `email` channel: plain mail through an SMTP server, later news of an alert as replies to the first."""

import asyncio
import base64
import re
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from pydantic import AfterValidator, Field, SecretStr, model_validator

from tocsin.domain.watch import Length
from tocsin.host_and_port import host_and_port
from tocsin.notify.channel import Answer, Payload, tellable
from tocsin.notify.cutting import cut
from tocsin.notify.egress import Network, dial
from tocsin.notify.inert import inert
from tocsin.notify.links import evidence_links
from tocsin.notify.message import Message
from tocsin.notify.secrets import SecretError
from tocsin.notify.settings import ChannelSettings, Opening

_IMPLICIT_TLS_PORT = 465
_FOR_GOOD = 500
"""Answers of SMTP from here on are for good, those below may change (RFC 5321, section 4.2.1)."""
_PARTING = 1.0
"""Seconds to say good-bye in: the message has been taken."""

_SUBJECT = 250
_ENCODED = re.compile(r"=(?=\?)")
"""Where an encoded word begins (RFC 2047), which mail programs and Python's own `email` would decode."""

_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}")


def _mailbox(text: str) -> str:
    if _MAILBOX.fullmatch(text) is None:
        raise ValueError("is not a mail address; write one such as duty@example.org, without a name")
    return text


def _server(text: str) -> str:
    return host_and_port(text, "a mail server", "mail.example.org:587")


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class EmailSettings(ChannelSettings):
    """A channel that mails to one or more people.

    ```yaml
    channels:
      duty:
        email: [duty@example.org, deputy@example.org]
        sender: tocsin@example.org
        server: mail.example.org:587
        user: tocsin
        password_env: TOCSIN_MAIL_PASSWORD
    ```
    """

    OPTIONAL_SECRETS = ("password",)

    email: tuple[Mailbox, ...] = Field(min_length=1, description="Who gets it; all of them see each other.")
    sender: Mailbox = Field(description="Whom it comes from.")
    server: Annotated[str, AfterValidator(_server)] = Field(description="The mail server, `host:port`.")
    user: str | None = Field(default=None, min_length=1, description="Name to log in with; without it nobody does.")
    password_env: str | None = Field(default=None, min_length=1, description="Environment variable with the password.")
    password_file: Path | None = Field(default=None, description="File with the password.")
    implicit_tls: bool = Field(default=False, description="Whether TLS comes first, as always on port 465.")
    ca: Path | None = Field(default=None, description="Certificates to trust (PEM); the system's where left out.")
    allow_unencrypted: bool = Field(default=False, description="Whether mail and password may travel without TLS.")
    timeout: Length = Field(
        default=timedelta(minutes=1), gt=timedelta(0), description="How long it may take to hand a message over."
    )

    @model_validator(mode="after")
    def _can_work(self) -> Self:
        if (self.user is None) != (self.password_env is None and self.password_file is None):
            raise ValueError("user and password go together")
        if self.allow_unencrypted and self.tls_first:
            raise ValueError("allow_unencrypted is not for a server that begins with TLS")
        return self

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of the server."""
        url = urlsplit(f"//{self.server}")
        return url.hostname or "", url.port or 0

    @property
    def hosts(self) -> dict[str, str]:
        """The host of the server."""
        return {"server": self.address[0]}

    @property
    def tls_first(self) -> bool:
        """Whether the connection begins with TLS."""
        return self.implicit_tls or self.address[1] == _IMPLICIT_TLS_PORT

    def payload(self, message: Message) -> Payload:
        """Return the mail."""
        return Payload("message/rfc822", letter_of(message, self.sender, self.email).as_string())

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Email"]:
        """Open the channel; raises SecretError where the certificates to trust cannot be used."""
        password = opening.secret("password") if self.user is not None else None
        yield Email(self, password, _trusting(opening.name, self.ca), opening.internal.permitted_at(self.address[0]))


@dataclass(frozen=True, slots=True)
class Email:
    """Hands each message over in a connection of its own; the server may be in `permitted` internal networks."""

    settings: EmailSettings
    password: SecretStr | None
    tls: ssl.SSLContext
    permitted: tuple[Network, ...] = ()

    async def send(self, message: Message) -> Answer:
        """Hand `message` over once, for all recipients together; the receipt is its Message-ID.

        Once one of them is accepted it has arrived, so that nobody gets it twice; the detail names the others.
        """
        letter = letter_of(message, self.settings.sender, self.settings.email)
        try:
            refused = await self._hand_over(letter)
        except SMTPRecipientsRefused as error:
            codes = [each.code for each in error.recipients]
            said = "; ".join(f"{each.recipient}: {each.code} {each.message}" for each in error.recipients)
            return _answer(min(codes), self._tellable(said))
        except SMTPResponseException as error:
            return _answer(error.code, self._tellable(f"{error.code} {error.message}"))
        except (SMTPException, OSError) as error:
            said = f"{self.settings.server}: {error or type(error).__name__}"
            return Answer("failed", detail=self._tellable(said))
        return Answer("delivered", 250, detail=self._tellable(refused), receipt=letter["Message-ID"])

    async def _hand_over(self, letter: EmailMessage) -> str:
        """Return what was said of recipients that were refused, where others were accepted."""
        settings = self.settings
        limit = settings.timeout.total_seconds()
        client: SMTP | None = None
        try:
            async with asyncio.timeout(limit):
                client = await self._connect()
                refused, _ = await client.sendmail(settings.sender, settings.email, letter.as_bytes())
        except TimeoutError:
            raise TimeoutError(f"not handed over within {limit:g} s") from None
        else:
            with suppress(SMTPException, OSError):
                await client.quit(timeout=_PARTING)
        finally:
            if client is not None:
                client.close()
        return "; ".join(f"not to {who}: {answer.code} {answer.message}" for who, answer in refused.items())

    async def _connect(self) -> SMTP:
        settings = self.settings
        host, port = settings.address
        client = SMTP(
            hostname=host,
            sock=await dial(host, port, self.permitted),
            use_tls=settings.tls_first,
            start_tls=not settings.tls_first and not settings.allow_unencrypted,
            tls_context=self.tls,
            username=settings.user,
            password=None if self.password is None else self.password.get_secret_value(),
            local_hostname=_domain(settings.sender),
            timeout=None,
        )
        await client.connect()
        return client

    def _tellable(self, said: str) -> str:
        if self.password is None:
            return tellable(said)
        password = self.password.get_secret_value()
        plain = f"\0{self.settings.user}\0{password}"
        return tellable(said, [password, *(base64.b64encode(each.encode()).decode() for each in (plain, password))])


def letter_of(message: Message, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """Return `message` as a mail: the same bytes on every attempt, so that a second copy can be known by its id."""
    letter = EmailMessage(policy=MAIL.clone(cte_type="7bit", raise_on_defect=True))
    letter["From"] = sender
    letter["To"] = ", ".join(recipients)
    letter["Subject"] = cut(_ENCODED.sub("= ", message.title), _SUBJECT)
    letter["Date"] = message.at
    letter["Message-ID"] = f"<{message.id}@{_domain(sender)}>"
    if message.receipt is not None:
        letter["In-Reply-To"] = letter["References"] = message.receipt
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence is to be answered
    letter.set_content(_body(message))
    return letter


def _body(message: Message) -> str:
    links = [f"{link.label}: {link.url}" for link in evidence_links(message)]
    if message.ack_url is not None:
        links.append(f"Acknowledge: {message.ack_url}")
    # Mail programs make links of addresses: only ours may be.
    parts = [inert(message.title), inert(message.text), "\n".join(links)]
    return "\n\n".join(part for part in parts if part)


def _domain(mailbox: str) -> str:
    return mailbox.rpartition("@")[2]


def _answer(code: int, said: str) -> Answer:
    """Return what an answer that is no yes means; aiosmtplib gives -1 for the code of what is not SMTP."""
    return Answer("refused" if code >= _FOR_GOOD else "failed", code if code > 0 else None, detail=said)


def _trusting(channel: str, ca: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca)
    except (ssl.SSLError, OSError) as error:
        raise SecretError(f"channel {channel!r}: ca: {ca} cannot be used: {error.strerror}") from None
