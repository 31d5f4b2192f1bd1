"""How to connect to the brokers, for every client alike."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from tocsin.domain.mendable import Mendable
from tocsin.streams.kafka.settings import KafkaSettings, SaslSettings, TlsSettings


class BrokerError(Mendable):
    """The brokers cannot be used; the message says which, why, and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are."""

    mechanism: str
    user: str
    password: SecretStr


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the brokers are, how to encrypt, and who we are. `tls` is None where nothing is encrypted."""

    brokers: tuple[str, ...]
    tls: ssl.SSLContext | None = None
    login: Login | None = None
    authorities: Path | None = None
    """The file with the certificates that `tls` trusts; None where it trusts those of the system."""

    @property
    def protocol(self) -> str:
        """The security protocol, by Kafka's name."""
        return ("SASL_" if self.login else "") + ("SSL" if self.tls else "PLAINTEXT")

    def options(self) -> dict[str, Any]:
        """Return what a client of kafka-python, or of aiokafka, must be given to connect."""
        return {"bootstrap_servers": list(self.brokers)} | self.security()

    def security(self) -> dict[str, Any]:
        """Return what of the options is about encryption and login."""
        given: dict[str, Any] = {"security_protocol": self.protocol, "ssl_context": self.tls}
        if self.login:
            given |= {
                "sasl_mechanism": self.login.mechanism,
                "sasl_plain_username": self.login.user,
                "sasl_plain_password": self.login.password.get_secret_value(),
            }
        return given


def connection(settings: KafkaSettings, environment: Mapping[str, str], read: Callable[[Path], str]) -> Connection:
    """Return how to connect; raises BrokerError where a password or a certificate cannot be had."""
    return Connection(
        settings.brokers,
        tls=_tls(settings.tls, read) if settings.tls else None,
        login=_login(settings.sasl, environment, read) if settings.sasl else None,
        authorities=settings.tls.ca if settings.tls else None,
    )


def _login(settings: SaslSettings, environment: Mapping[str, str], read: Callable[[Path], str]) -> Login:
    if settings.password_file is None:
        where = f"password_env: environment variable {settings.password_env}"
        text = environment.get(settings.password_env or "", "")
    else:
        where = f"password_file: {settings.password_file}"
        text = _contents("sasl.password_file", settings.password_file, read).rstrip("\r\n")
    if not text:
        raise BrokerError(f"kafka.sasl.{where} holds no password")
    return Login(settings.mechanism, settings.user, SecretStr(text))


def _tls(settings: TlsSettings, read: Callable[[Path], str]) -> ssl.SSLContext:
    context = ssl.create_default_context() if settings.ca is None else _trusting(settings.ca, read)
    if settings.certificate is not None:
        _present(context, settings.certificate, settings.key or settings.certificate, read)
    return context


def _trusting(ca: Path, read: Callable[[Path], str]) -> ssl.SSLContext:
    _pem("tls.ca", ca, "CERTIFICATE", read)
    try:
        return ssl.create_default_context(cafile=ca)
    except ssl.SSLError as error:
        raise BrokerError(f"kafka.tls.ca: {ca} holds a certificate that is damaged; write it anew") from error


def _present(context: ssl.SSLContext, certificate: Path, key: Path, read: Callable[[Path], str]) -> None:
    """Let `context` show our own certificate to the brokers."""
    _pem("tls.certificate", certificate, "CERTIFICATE", read)
    if "ENCRYPTED" in _pem("tls.key", key, "PRIVATE KEY", read):
        raise BrokerError(f"kafka.tls.key: {key} has a passphrase; store the key without one, readable to you alone")
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        damaged = "or one of them is damaged"
        raise BrokerError(f"kafka.tls.key: {key} is not the key of the certificate {certificate}, {damaged}") from error


def _pem(field: str, path: Path, label: str, read: Callable[[Path], str]) -> str:
    """Return the contents of a file in PEM (RFC 7468) that must hold a `label`."""
    text = _contents(field, path, read)
    if f"{label}-----" not in text:
        raise BrokerError(
            f"kafka.{field}: {path} holds no {label.lower()} in PEM, the form that begins with -----BEGIN"
        )
    return text


def _contents(field: str, path: Path, read: Callable[[Path], str]) -> str:
    try:
        return read(path)
    except OSError as error:
        raise BrokerError(f"kafka.{field}: {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise BrokerError(f"kafka.{field}: {path} is not text") from None
