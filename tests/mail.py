"""A real mail server on loopback (aiosmtpd), and the certificate that it shows."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TAKEN = "250 OK"


class Post:
    """Takes mail, with scripted answers: `at_recipient` by address and `at_data` in turn, the last of each for ever."""

    def __init__(self, at_data: list[str] | None = None, **at_recipient: list[str]) -> None:
        self.letters: list[EmailMessage] = []
        self.given_to: list[list[str]] = []
        self.logins: list[LoginPassword] = []
        self.encrypted: list[bool] = []
        self._at_data = at_data or [TAKEN]
        self._at_recipient = at_recipient

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = _next(self._at_recipient.get(address.partition("@")[0], [TAKEN]))
        if said == TAKEN:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = _next(self._at_data)
        if said == TAKEN:
            content = envelope.original_content or b""
            self.letters.append(message_from_bytes(content, _class=EmailMessage, policy=MAIL))
            self.given_to.append(envelope.rcpt_tos)
            self.encrypted.append(session.ssl is not None)
        return said

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, how: str, login: object) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.logins.append(login)
        return AuthResult(success=login.password == b"hush pa55word", handled=False)


def _next(answers: list[str]) -> str:
    return answers.pop(0) if len(answers) > 1 else answers[0]


@asynccontextmanager
async def mail_server(post: Post, *, tls: ssl.SSLContext | None = None, first: bool = False, **how: object):
    """Take mail for `post` on loopback, and give the port; `first` is for TLS from the beginning."""

    def session() -> SMTP:
        return SMTP(post, hostname="mail.example", tls_context=None if first else tls, **how)

    async with listening(session, tls if first else None) as port:
        yield port


@asynccontextmanager
async def listening(protocol, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Let `protocol` talk to whoever connects to the port."""
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def certificate(directory: Path, name: str = "localhost") -> Path:
    """Return a file with a new certificate for `name`, signed by itself, and its key."""
    made = directory / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", made, "-out", directory / "public.pem"),
        ],
        check=True,
        capture_output=True,
    )
    made.write_text(made.read_text() + (directory / "public.pem").read_text())
    return made


def shown(certificate: Path) -> ssl.SSLContext:
    """Return what a server shows `certificate` with."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context
