"""Signed links: the address in a message at which its alert can be acknowledged."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from pydantic import SecretStr, ValidationError

from tocsin.domain.alert import Alert
from tocsin.domain.record import Record
from tocsin.domain.watch import AlertKind
from tocsin.notify.cutting import cut
from tocsin.notify.secrets import Secret, SecretError

PATH = "/ack/"
"""What comes before the token in the path of a link."""

EXPIRE_AFTER = timedelta(days=7)
"""How long a link can be used."""

_SHORTEST_KEY = 16
_LONGEST_TITLE = 120


class LinkError(Exception):
    """A link cannot be used."""


class ExpiredLinkError(LinkError):
    """A link was good once."""


class Asked(Record):
    """What a link asks somebody to acknowledge: enough of the alert to show and to silence it."""

    watch: str
    alert_id: str
    kind: AlertKind
    subject: str
    title: str

    @classmethod
    def about(cls, alert: Alert) -> "Asked":
        """Return what the link of `alert` says, its title cut to 120 characters."""
        title = cut(alert.title, _LONGEST_TITLE)
        return cls(watch=alert.watch, alert_id=alert.id, kind=alert.kind, subject=alert.subject, title=title)


class _Signer(TimestampSigner):
    """Signs by the clock that it is given (UTC)."""

    def __init__(self, *args: Any, now: Callable[[], datetime], **kwargs: Any) -> None:  # noqa: ANN401 - its base's
        super().__init__(*args, **kwargs)
        self._now = now

    def get_timestamp(self) -> int:
        """Return the time in seconds."""
        return int(self._now().timestamp())


class SignedLinks:
    """Makes links under `public_url`, and reads them; `keys` are secrets of which the last signs and any is accepted.

    `now` is the clock that links age by (UTC).
    """

    def __init__(self, public_url: str, keys: Sequence[SecretStr], now: Callable[[], datetime]) -> None:
        self._prefix = public_url.rstrip("/") + PATH
        self._serializer = URLSafeTimedSerializer(
            [key.get_secret_value() for key in keys],
            salt="tocsin acknowledgement",
            signer=_Signer,
            signer_kwargs={"now": now, "key_derivation": "hmac", "digest_method": sha256},
        )

    def address(self, alert: Alert) -> str:
        """Return the address at which `alert` can be acknowledged from now on."""
        return self._prefix + str(self._serializer.dumps(Asked.about(alert).model_dump()))

    def asked(self, token: str) -> Asked:
        """Return what the link with this token asks for; raises ExpiredLinkError, or else LinkError."""
        try:
            return Asked.model_validate(self._serializer.loads(token, max_age=round(EXPIRE_AFTER.total_seconds())))
        except SignatureExpired as error:
            raise ExpiredLinkError from error
        except (BadData, ValidationError) as error:
            raise LinkError from error


def keys_of(secret: Secret) -> tuple[SecretStr, ...]:
    """Return the keys that `secret` holds, with spaces between; raises SecretError where one is easily guessed."""
    keys = secret.words()
    if any(len(key.get_secret_value()) < _SHORTEST_KEY for key in keys):
        needed = f"it needs {_SHORTEST_KEY} characters without a space"
        raise SecretError(f"http: the secret in {secret.where} is short; {needed}")
    return keys
