"""Signatures of Standard Webhooks: who receives a message can tell that it is ours, whole and recent.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import SecretStr

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)
"""How far the time of a message may be from the receiver's; older ones may be replays."""

_KEY_BYTES = range(24, 65)


class SignatureError(Exception):
    """A message is not signed by any of the secrets, or not at a time that counts as now."""


def signing_key(secret: SecretStr) -> bytes:
    """Return the key that `secret` holds: `whsec_` and 24 to 64 bytes in base64.

    Raises ValueError, which tells nothing of the secret, where it is something else.
    """
    try:
        key = base64.b64decode(secret.get_secret_value().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.get_secret_value().startswith(PREFIX) or len(key) not in _KEY_BYTES:
        raise ValueError(f"is not {PREFIX} and 24 to 64 bytes in base64; make one with: openssl rand -base64 32")
    return key


def signed_headers(message_id: str, sent_at: datetime, body: bytes, secrets: Sequence[SecretStr]) -> dict[str, str]:
    """Return the headers that sign `body`, by each of `secrets`: while one replaces another there are two.

    `sent_at` is the time of this attempt; the receiver compares it with its own clock.
    """
    timestamp = str(int(sent_at.timestamp()))
    signatures = [_signature(secret, message_id, timestamp, body) for secret in secrets]
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[SecretStr], now: datetime) -> str:
    """Return the id of a message that one of `secrets` signed within `TOLERANCE` of `now`, or raise SignatureError."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not (timestamp.isascii() and timestamp.isdigit()):
        raise SignatureError("webhook-id or webhook-timestamp is missing or malformed")
    if abs(now.timestamp() - float(timestamp)) > TOLERANCE.total_seconds():
        raise SignatureError("webhook-timestamp is more than five minutes off; check both clocks")
    given = headers.get("webhook-signature", "").encode().split()
    expected = [_signature(secret, message_id, timestamp, body).encode() for secret in secrets]
    if not any(hmac.compare_digest(one, other) for one in expected for other in given):
        raise SignatureError("no signature in webhook-signature fits; check the secret")
    return message_id


def _signature(secret: SecretStr, message_id: str, timestamp: str, body: bytes) -> str:
    content = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.digest(signing_key(secret), content, "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"
